//! Payments through links, as rows.

use std::cmp::Reverse;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::DatabaseError;
use super::profiles::to_json;
use crate::fault::Fault;
use crate::payments::Payment;

const BODIES: &str = "SELECT body FROM payment WHERE profile_id = ?1 AND payment_link_id = ?2";

/// What is known of the payments through a link.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptPayments {
    /// Newest first; those without a time last.
    pub payments: Vec<Payment>,
    /// Absent if the gateway has never answered.
    pub checked_at: Option<String>,
    /// Whether that was all there was.
    pub whole: bool,
    /// Why it could not be asked last time.
    pub fault: Option<Fault>,
}

/// Keeps what the gateway told of the payments through a link. What it told before and tells no more stays.
pub fn keep(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
    payments: &[Payment],
    whole: bool,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    // A row that says the same is not written again.
    let mut statement = transaction.prepare(
        "INSERT INTO payment (profile_id, payment_link_id, payment_id, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET body = ?4 WHERE body <> ?4",
    )?;
    for payment in payments {
        statement.execute(params![
            profile.to_string(),
            link,
            payment.id,
            to_json(payment)
        ])?;
    }
    transaction.execute(
        "INSERT INTO payments_look (profile_id, payment_link_id, checked_at, whole) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET checked_at = ?3, whole = ?4, fault = NULL",
        params![profile.to_string(), link, now.to_string(), whole],
    )?;
    Ok(())
}

/// Keeps why the gateway could not be asked. What it told before stays.
pub fn keep_fault(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
    fault: &Fault,
) -> Result<(), DatabaseError> {
    transaction.execute(
        "INSERT INTO payments_look (profile_id, payment_link_id, whole, fault) VALUES (?1, ?2, 1, ?3)
         ON CONFLICT DO UPDATE SET fault = ?3",
        params![profile.to_string(), link, to_json(fault)],
    )?;
    Ok(())
}

/// Whether a payment through a link is known that went through, and is not only held.
pub fn is_any_through(
    transaction: &Transaction<'_>,
    profile: &str,
    link: &str,
) -> Result<bool, DatabaseError> {
    let mut statement = transaction.prepare_cached(BODIES)?;
    let mut rows = statement.query([profile, link])?;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        if serde_json::from_str(body).is_ok_and(|payment: Payment| payment.is_through()) {
            return Ok(true);
        }
    }
    Ok(false)
}

pub fn of_link(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
) -> Result<KeptPayments, DatabaseError> {
    let mut statement = transaction.prepare_cached(BODIES)?;
    let rows = statement.query_map(params![profile.to_string(), link], |row| {
        row.get::<_, String>(0)
    })?;
    let (mut payments, mut whole) = (Vec::<Payment>::new(), true);
    for body in rows {
        // What a later version may have kept and this one cannot read is missing, and that is told.
        match serde_json::from_str(&body?) {
            Ok(payment) => payments.push(payment),
            Err(_) => whole = false,
        }
    }
    payments.sort_by(|a, b| (Reverse(a.at), &a.id).cmp(&(Reverse(b.at), &b.id)));
    let look = transaction
        .query_row(
            "SELECT checked_at, whole, fault FROM payments_look WHERE profile_id = ?1 AND payment_link_id = ?2",
            params![profile.to_string(), link],
            |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?)),
        )
        .optional()?;
    let (checked_at, told_all, fault) = look.unwrap_or((None, true, None));
    whole &= told_all;
    let fault = fault.and_then(|text| serde_json::from_str(&text).ok());
    Ok(KeptPayments {
        payments,
        checked_at,
        whole,
        fault,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::schema;

    #[test]
    fn a_payment_that_cannot_be_read_is_missing_and_that_is_told() {
        let mut connection = schema().unwrap();
        let transaction = connection.transaction().unwrap();
        keep(
            &transaction,
            Uuid::nil(),
            "JZURRJBUPS",
            &[],
            true,
            Timestamp::UNIX_EPOCH,
        )
        .unwrap();
        let before = of_link(&transaction, Uuid::nil(), "JZURRJBUPS").unwrap();

        let insert = "INSERT INTO payment (profile_id, payment_link_id, payment_id, body)
                      VALUES (?1, 'JZURRJBUPS', 'M2MJOG6O2Y', '{\"state\":\"dreaming\"}')";
        transaction
            .execute(insert, [Uuid::nil().to_string()])
            .unwrap();
        let after = of_link(&transaction, Uuid::nil(), "JZURRJBUPS").unwrap();

        assert!(before.whole && !after.whole);
        assert_eq!(after.payments, []);
        assert_eq!(after.checked_at, before.checked_at);
    }
}
