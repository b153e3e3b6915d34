//! What was found paid: once for each payment, however it was found out and however often.
//!
//! Invariant: a row is written in the transaction that keeps what it tells of, and is never deleted but with its
//! profile. So the user is told of each payment, and of none twice.

use jiff::Timestamp;
use payroc::{AuthType, Charge, LinkStatus, LinkType, Money, PaymentLink};
use rusqlite::{Row, Transaction, params};
use uuid::Uuid;

use super::profiles::{place_of, uuid_of};
use super::{DatabaseError, payments};
use crate::payments::Payment;
use crate::view::{PaidNews, PaidView, ShareRecipient};

/// The most that the interface is given at once.
const LATEST: u32 = 10;
/// The most that one notification speaks of by name; what is beyond is told with the next.
const TOLD_AT_ONCE: u32 = 1_000;

const PAID: &str = "SELECT paid.id, paid.profile_id, profile.place, paid.payment_link_id, paid.amount, paid.currency,
        paid.at, paid.payment_id, paid.payer, paid.is_hold, link.body, emailed.name, emailed.email
     FROM paid JOIN profile ON profile.id = paid.profile_id
     LEFT JOIN link ON link.profile_id = paid.profile_id AND link.payment_link_id = paid.payment_link_id
     LEFT JOIN share AS emailed ON emailed.rowid = (
         SELECT rowid FROM share
         WHERE share.profile_id = paid.profile_id AND share.payment_link_id = paid.payment_link_id
         ORDER BY at DESC LIMIT 1)
     AND 1 = (
         SELECT count(DISTINCT email COLLATE NOCASE) FROM share
         WHERE share.profile_id = paid.profile_id AND share.payment_link_id = paid.payment_link_id)";

/// Notes that a link turned paid. `before` is its body as it was kept so far.
pub fn note_link(
    transaction: &Transaction<'_>,
    profile: Uuid,
    before: &str,
    link: &PaymentLink,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    if link.status != LinkStatus::Completed {
        return Ok(());
    }
    let before = serde_json::from_str::<PaymentLink>(before);
    if before.is_ok_and(|before| before.status == LinkStatus::Completed) {
        return Ok(());
    }
    let (money, currency) = match &link.order.charge {
        Charge::Preset(money) => (Some(*money), money.currency.to_string()),
        Charge::Prompt { currency } => (None, currency.to_string()),
        Charge::Unknown(_) => (None, String::new()),
    };
    let found = Found {
        payment: "",
        money,
        currency,
        payer: None,
        is_hold: link.auth_type == AuthType::PreAuthorization,
    };
    add(
        transaction,
        profile,
        link.payment_link_id.as_str(),
        &found,
        now,
    )
}

/// Notes a payment through a link for many payments.
pub fn note_payment(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
    payment: &Payment,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let money = payment.money;
    let currency = money.map(|money| money.currency.to_string());
    let found = Found {
        payment: &payment.id,
        money,
        currency: currency.unwrap_or_default(),
        payer: Some(&payment.name),
        is_hold: payment.is_hold,
    };
    add(transaction, profile, link, &found, now)
}

/// What was found out.
struct Found<'a> {
    /// Empty where the link was found paid, and no payment is known.
    payment: &'a str,
    money: Option<Money>,
    currency: String,
    payer: Option<&'a str>,
    is_hold: bool,
}

fn add(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
    found: &Found<'_>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let amount = found.money.map(|money| money.amount.get());
    transaction.execute(
        "INSERT INTO paid (id, profile_id, payment_link_id, payment_id, amount, currency, at, payer, is_hold)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING",
        params![
            Uuid::now_v7().to_string(),
            profile.to_string(),
            link,
            found.payment,
            amount.and_then(|amount| i64::try_from(amount).ok()),
            found.currency,
            now.to_string(),
            found.payer,
            found.is_hold,
        ],
    )?;
    Ok(())
}

/// Whether there is something that the user has not been told.
pub fn is_untold(transaction: &Transaction<'_>) -> Result<bool, DatabaseError> {
    let any = "SELECT EXISTS (SELECT 1 FROM paid WHERE told = 0)";
    Ok(transaction.query_row(any, [], |row| row.get(0))?)
}

/// Gives what the user has not been told, oldest first, and notes that it is being told.
pub fn tell(transaction: &Transaction<'_>) -> Result<Vec<PaidView>, DatabaseError> {
    let untold = read_all(
        transaction,
        "WHERE told = 0 ORDER BY paid.at, paid.id",
        TOLD_AT_ONCE,
    )?;
    for paid in &untold {
        let told = "UPDATE paid SET told = 1 WHERE id = ?1";
        transaction.execute(told, [paid.id.to_string()])?;
    }
    Ok(untold)
}

/// The user does not want to be told: what there is counts as told and seen.
pub fn pass_over(transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
    transaction.execute("UPDATE paid SET told = 1, seen = 1 WHERE told = 0", [])?;
    Ok(())
}

/// What the user has not looked at.
pub fn unseen(transaction: &Transaction<'_>) -> Result<PaidNews, DatabaseError> {
    let count = "SELECT count(*) FROM paid WHERE seen = 0";
    Ok(PaidNews {
        count: transaction.query_row(count, [], |row| row.get(0))?,
        latest: read_all(
            transaction,
            "WHERE seen = 0 ORDER BY paid.at DESC, paid.id DESC",
            LATEST,
        )?,
    })
}

/// The user has seen these; all of them, if none is named.
pub fn see(transaction: &Transaction<'_>, ids: &[Uuid]) -> Result<(), DatabaseError> {
    if ids.is_empty() {
        transaction.execute("UPDATE paid SET seen = 1 WHERE seen = 0", [])?;
    }
    for id in ids {
        let seen = "UPDATE paid SET seen = 1 WHERE id = ?1 AND seen = 0";
        transaction.execute(seen, [id.to_string()])?;
    }
    Ok(())
}

fn read_all(
    transaction: &Transaction<'_>,
    which: &str,
    limit: u32,
) -> Result<Vec<PaidView>, DatabaseError> {
    let mut statement = transaction.prepare(&format!("{PAID} {which} LIMIT ?1"))?;
    let rows = statement.query_map([limit], |row| Ok(read(transaction, row)))?;
    rows.map(|row| row?).collect()
}

fn read(transaction: &Transaction<'_>, row: &Row<'_>) -> Result<PaidView, DatabaseError> {
    let link: Option<String> = row.get("body")?;
    // What a link was for is told where it can be read; that it was paid, in any case.
    let link = link.and_then(|body| serde_json::from_str::<PaymentLink>(&body).ok());
    let is_for_one = link
        .as_ref()
        .is_some_and(|link| link.link_type == LinkType::SingleUse);
    let person = who_paid(transaction, row, is_for_one)?;
    let amount: Option<i64> = row.get("amount")?;
    Ok(PaidView {
        id: uuid_of(row, "id")?,
        profile_id: uuid_of(row, "profile_id")?,
        place: place_of(row)?,
        payment_link_id: row.get("payment_link_id")?,
        amount: amount.and_then(|amount| u64::try_from(amount).ok()),
        currency: row.get("currency")?,
        description: link
            .and_then(|link| link.order.description)
            .unwrap_or_default(),
        person,
        is_hold: row.get("is_hold")?,
        at: row.get("at")?,
    })
}

/// Who is told to have paid. Whoever has the link may pay it: of a link for many payments only the payment itself says who
/// did, and of one for one payment it is guessed only where nobody else was emailed.
fn who_paid(
    transaction: &Transaction<'_>,
    row: &Row<'_>,
    is_for_one: bool,
) -> Result<Option<ShareRecipient>, DatabaseError> {
    let mut payer: Option<String> = row.get("payer")?;
    let is_unknown = payer.is_none() && row.get::<_, String>("payment_id")?.is_empty();
    if is_unknown && is_for_one {
        let link: String = row.get("payment_link_id")?;
        let kept = payments::of_link(transaction, uuid_of(row, "profile_id")?, &link)?;
        let mut by_the_payer = kept.payments.iter().filter(|it| it.is_by_the_payer());
        if let (Some(payment), None) = (by_the_payer.next(), by_the_payer.next()) {
            payer = Some(payment.name.clone());
        }
    }
    if let Some(name) = payer {
        return Ok((!name.is_empty()).then(|| ShareRecipient {
            name,
            email: String::new(),
        }));
    }
    let email: Option<String> = row.get("email")?;
    let name: Option<String> = row.get("name")?;
    let emailed = email.map(|email| ShareRecipient {
        name: name.unwrap_or_default(),
        email,
    });
    Ok(emailed.filter(|_| is_unknown && is_for_one))
}
