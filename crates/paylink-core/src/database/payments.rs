//! Payments through links, as rows.

use std::cmp::Reverse;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::DatabaseError;
use super::profiles::{from_json, to_json};
use crate::fault::Fault;
use crate::payments::Payment;

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

pub fn of_link(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
) -> Result<KeptPayments, DatabaseError> {
    let mut statement = transaction.prepare_cached(
        "SELECT body FROM payment WHERE profile_id = ?1 AND payment_link_id = ?2",
    )?;
    let rows = statement.query_map(params![profile.to_string(), link], |row| {
        row.get::<_, String>(0)
    })?;
    let mut payments = rows
        .map(|body| from_json(&body?, "payment.body"))
        .collect::<Result<Vec<Payment>, DatabaseError>>()?;
    payments.sort_by(|a, b| (Reverse(a.at), &a.id).cmp(&(Reverse(b.at), &b.id)));
    let look = transaction
        .query_row(
            "SELECT checked_at, whole, fault FROM payments_look WHERE profile_id = ?1 AND payment_link_id = ?2",
            params![profile.to_string(), link],
            |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?)),
        )
        .optional()?;
    let (checked_at, whole, fault) = look.unwrap_or((None, true, None));
    let fault = fault
        .map(|text| from_json(&text, "payments_look.fault"))
        .transpose()?;
    Ok(KeptPayments {
        payments,
        checked_at,
        whole,
        fault,
    })
}
