//! Links as the gateway last described them, and who was emailed about them.

use std::borrow::Cow;
use std::cmp::Reverse;

use jiff::Timestamp;
use jiff::civil::Date;
use payroc::{
    AuthType, Charge, LinkStatus, LinkType, PaymentLink, PaymentMethod, Recipient, SharingEvent,
};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::Deserialize;
use uuid::Uuid;

use super::profiles::{from_json, moment_of, to_json};
use super::{DatabaseError, paid, payments, seal};
use crate::view::ShareView;
use crate::watch::{Active, ActiveLink, PaymentList};

/// Tells active links by how they are written; no text of a user's can read so, because its quotes are escaped.
const ACTIVE: &str = r#"instr(body, '"status":"active"') > 0"#;

/// A link and what this computer knows about it besides.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptLink {
    pub link: PaymentLink,
    pub kept_at: Timestamp,
    /// When the gateway was asked for what is kept; for what a request of ours made of it, when that was answered.
    pub checked_at: Timestamp,
    /// Newest first.
    pub shares: Vec<ShareView>,
    /// It was authorized, and nothing is known here to have been charged.
    pub is_held: bool,
}

/// As much of a link as its row in the list shows: a hundred of these are read with every letter that is typed.
pub struct Outline<'a> {
    pub payment_link_id: &'a str,
    pub body: OutlineBody<'a>,
    pub created_on: &'a str,
    pub checked_at: &'a str,
    /// Newest first.
    pub shares: Vec<ShareView>,
    /// As of a [`KeptLink`].
    pub is_held: bool,
}

/// Of a [`PaymentLink`] as it is kept.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutlineBody<'a> {
    #[serde(rename = "type")]
    pub link_type: LinkType,
    pub auth_type: AuthType,
    #[serde(borrow)]
    pub merchant_reference: Cow<'a, str>,
    pub order: OutlineOrder<'a>,
    pub expires_on: Option<Date>,
    pub status: LinkStatus,
}

#[derive(Deserialize)]
pub struct OutlineOrder<'a> {
    #[serde(borrow)]
    pub description: Option<Cow<'a, str>>,
    pub charge: Charge,
}

/// Keeps what the gateway says about a link, and notes it if it turned paid; returns whether it is otherwise than it was
/// known. What was asked before what is kept was asked, is passed over: answers overtake each other on their way.
pub fn keep(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &PaymentLink,
    asked: Timestamp,
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    let body = to_json(link);
    let before = transaction
        .query_row(
            "SELECT body, checked_at FROM link WHERE profile_id = ?1 AND payment_link_id = ?2",
            params![profile.to_string(), link.payment_link_id.as_str()],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
        )
        .optional()?;
    let mut differs = true;
    if let Some((before, checked_at)) = before {
        if is_overtaken(&checked_at, asked, now) {
            return Ok(false);
        }
        paid::note_link(transaction, profile, &before, link, now)?;
        note_address(transaction, profile, &before, link, &checked_at)?;
        differs = before != body;
    }
    transaction.execute(
        "INSERT INTO link (profile_id, payment_link_id, body, created_on, kept_at, checked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (profile_id, payment_link_id)
         DO UPDATE SET body = ?3, created_on = ?4, checked_at = ?6",
        params![
            profile.to_string(),
            link.payment_link_id.as_str(),
            body,
            link.created_on.to_string(),
            now.to_string(),
            asked.min(now).to_string(),
        ],
    )?;
    Ok(differs)
}

/// Whether something asked at `asked` and answered by `now` may tell less than what was asked at `checked_at`. A moment
/// ahead of now is of a clock that was set back since: what is kept of that counts for nothing, so that it does not stay
/// for ever, and an answer that was on its way meanwhile is for the next look to give.
fn is_overtaken(checked_at: &str, asked: Timestamp, now: Timestamp) -> bool {
    let overtook = |checked_at: Timestamp| asked < checked_at && checked_at <= now;
    asked > now || checked_at.parse().is_ok_and(overtook)
}

/// Notes that a link has another address. `before` is its body as it was kept so far, last seen at `checked_at`.
fn note_address(
    transaction: &Transaction<'_>,
    profile: Uuid,
    before: &str,
    link: &PaymentLink,
    checked_at: &str,
) -> Result<(), DatabaseError> {
    let before = serde_json::from_str::<PaymentLink>(before);
    if before.is_ok_and(|before| before.assets.payment_url != link.assets.payment_url) {
        // Some time after the old one was last seen: whoever was emailed since may have either.
        transaction.execute(
            "INSERT INTO replaced_address (profile_id, payment_link_id, since) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET since = ?3",
            params![
                profile.to_string(),
                link.payment_link_id.as_str(),
                checked_at
            ],
        )?;
    }
    Ok(())
}

/// Keeps that a link was emailed, once per event and person. An event without a readable time happened `now`;
/// one that names nobody went to whom it was asked for.
pub fn keep_share(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link_id: &str,
    event: &SharingEvent,
    asked_for: Option<&Recipient>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let told = event.recipients.iter();
    for recipient in told.chain(asked_for.filter(|_| event.recipients.is_empty())) {
        transaction.execute(
            "INSERT INTO share (profile_id, payment_link_id, sharing_event_id, name, email, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
            params![
                profile.to_string(),
                link_id,
                event.sharing_event_id.as_str(),
                recipient.name,
                recipient.email,
                event.date_time.unwrap_or(now).to_string(),
            ],
        )?;
    }
    Ok(())
}

/// Notes that an email was a reminder; the gateway may have told of it before this was known.
pub fn mark_reminder(
    transaction: &Transaction<'_>,
    profile: Uuid,
    event: &SharingEvent,
) -> Result<(), DatabaseError> {
    transaction.execute(
        "UPDATE share SET is_reminder = 1 WHERE profile_id = ?1 AND sharing_event_id = ?2",
        params![profile.to_string(), event.sharing_event_id.as_str()],
    )?;
    Ok(())
}

/// The links of a profile that were made last, newest first.
pub fn recent(
    transaction: &Transaction<'_>,
    profile: Uuid,
    count: u32,
) -> Result<Vec<KeptLink>, DatabaseError> {
    let mut statement = transaction.prepare_cached(
        "SELECT rowid FROM link WHERE profile_id = ?1
         ORDER BY created_on DESC, kept_at DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![profile.to_string(), count], |row| row.get(0))?;
    let rows = rows.collect::<Result<Vec<u32>, _>>()?;
    let mut recent = Vec::with_capacity(rows.len());
    in_rows(transaction, &rows, |kept| recent.push(kept))?;
    Ok(recent)
}

pub fn get(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link_id: &str,
) -> Result<Option<KeptLink>, DatabaseError> {
    let row = row_of(transaction, profile, link_id)?;
    let mut found = None;
    in_rows(transaction, row.as_slice(), |kept| found = Some(kept))?;
    Ok(found)
}

/// The links in these rows, in this order; a row that is not there any more is left out.
pub fn in_rows(
    transaction: &Transaction<'_>,
    rows: &[u32],
    mut take: impl FnMut(KeptLink),
) -> Result<(), DatabaseError> {
    each_row(transaction, rows, |row, shares| {
        let link: PaymentLink = from_json(&row.get::<_, String>("body")?, "link.body")?;
        take(KeptLink {
            is_held: is_held(transaction, row, &link.status, &link.auth_type)?,
            link,
            kept_at: moment_of(row, "kept_at")?,
            checked_at: moment_of(row, "checked_at")?,
            shares,
        });
        Ok(())
    })
}

/// As [`in_rows`], no more of each than its row in the list shows.
pub fn outlines_in_rows(
    transaction: &Transaction<'_>,
    rows: &[u32],
    mut take: impl FnMut(Outline<'_>),
) -> Result<(), DatabaseError> {
    each_row(transaction, rows, |row, shares| {
        let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let body: OutlineBody<'_> = serde_json::from_str(text("body")?)
            .map_err(|_| DatabaseError::Unreadable("link.body"))?;
        take(Outline {
            payment_link_id: text("payment_link_id")?,
            is_held: is_held(transaction, row, &body.status, &body.auth_type)?,
            body,
            created_on: text("created_on")?,
            checked_at: text("checked_at")?,
            shares,
        });
        Ok(())
    })
}

/// The rows whose seal holds, each with whom the link was emailed to.
fn each_row(
    transaction: &Transaction<'_>,
    rows: &[u32],
    mut take: impl FnMut(&Row<'_>, Vec<ShareView>) -> Result<(), DatabaseError>,
) -> Result<(), DatabaseError> {
    let mut links = transaction.prepare_cached(&format!(
        "SELECT *, {} AS holds FROM link WHERE rowid = ?1",
        seal::holds(transaction, "link")?
    ))?;
    let mut shares = transaction.prepare_cached(&shares_query(transaction)?)?;
    for row in rows {
        let mut found = links.query([row])?;
        let Some(link) = found.next()? else {
            continue;
        };
        // A large file is used before all of it has been looked through.
        if !link.get::<_, bool>("holds")? {
            return Err(DatabaseError::Unreadable("link"));
        }
        let key = (
            link.get_ref("profile_id")?.as_str().unwrap_or_default(),
            link.get_ref("payment_link_id")?
                .as_str()
                .unwrap_or_default(),
        );
        let shares = shares
            .query_map(key, |row| Ok(read_share(row)))?
            .map(|share| share?)
            .collect::<Result<Vec<_>, DatabaseError>>()?;
        take(link, shares)?;
    }
    Ok(())
}

/// Whether the money of whoever paid a link is held, as far as is known. Only of a link that held money was asked with, the
/// payments are looked up.
fn is_held(
    transaction: &Transaction<'_>,
    row: &Row<'_>,
    status: &LinkStatus,
    auth_type: &AuthType,
) -> Result<bool, DatabaseError> {
    if *status != LinkStatus::Completed || *auth_type != AuthType::PreAuthorization {
        return Ok(false);
    }
    let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    let (profile, link) = (text("profile_id")?, text("payment_link_id")?);
    Ok(!payments::is_any_through(transaction, profile, link)?)
}

/// How many links of a profile there are.
#[cfg(feature = "testing")]
pub fn count(transaction: &Transaction<'_>, profile: Uuid) -> Result<u32, DatabaseError> {
    Ok(transaction.query_row(
        "SELECT count(*) FROM link WHERE profile_id = ?1",
        [profile.to_string()],
        |row| row.get(0),
    )?)
}

/// The row of a link, if it is there.
pub fn row_of(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link_id: &str,
) -> Result<Option<u32>, DatabaseError> {
    let mut statement = transaction
        .prepare_cached("SELECT rowid FROM link WHERE profile_id = ?1 AND payment_link_id = ?2")?;
    let row = statement.query_row(params![profile.to_string(), link_id], |row| row.get(0));
    Ok(row.optional()?)
}

/// When this computer first kept the link.
pub fn kept_at(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link_id: &str,
) -> Result<Option<Timestamp>, DatabaseError> {
    transaction
        .query_row(
            "SELECT kept_at FROM link WHERE profile_id = ?1 AND payment_link_id = ?2",
            params![profile.to_string(), link_id],
            |row| Ok(moment_of(row, "kept_at")),
        )
        .optional()?
        .transpose()
}

/// What there is to watch of a profile.
pub fn active(transaction: &Transaction<'_>, profile: Uuid) -> Result<Active, DatabaseError> {
    let (links, youngest) = transaction.query_row(
        &format!("SELECT count(*), max(kept_at) FROM link WHERE profile_id = ?1 AND {ACTIVE}"),
        [profile.to_string()],
        |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?)),
    )?;
    Ok(Active {
        links,
        youngest: youngest.and_then(|youngest| youngest.parse().ok()),
    })
}

/// The active links of a profile. One that is due has its last day on one of `days`.
pub fn all_active(
    transaction: &Transaction<'_>,
    profile: Uuid,
    days: [Date; 2],
) -> Result<Vec<ActiveLink>, DatabaseError> {
    let mut statement = transaction.prepare(&format!(
        "SELECT payment_link_id, body, kept_at FROM link WHERE profile_id = ?1 AND {ACTIVE}"
    ))?;
    let rows = statement.query_map([profile.to_string()], |row| Ok(read_active(row, days)))?;
    rows.map(|row| row?).collect()
}

pub fn checked_at(
    transaction: &Transaction<'_>,
    profile: Uuid,
) -> Result<Option<String>, DatabaseError> {
    Ok(transaction
        .query_row(
            "SELECT links_checked_at FROM profile WHERE id = ?1",
            [profile.to_string()],
            |row| row.get(0),
        )
        .optional()?
        .flatten())
}

pub fn keep_checked_at(
    transaction: &Transaction<'_>,
    profile: Uuid,
    at: Timestamp,
) -> Result<(), DatabaseError> {
    transaction.execute(
        "UPDATE profile SET links_checked_at = ?2 WHERE id = ?1",
        params![profile.to_string(), at.to_string()],
    )?;
    Ok(())
}

/// By the index over people, so that it is quick with any number of links.
const ALIKE: &str = "SELECT link.payment_link_id FROM share JOIN link
       ON link.profile_id = share.profile_id AND link.payment_link_id = share.payment_link_id
     WHERE share.profile_id = ?1 AND share.email = ?2 COLLATE NOCASE
       AND json_extract(link.body, '$.status') = 'active'
       AND json_extract(link.body, '$.order.charge.type') = 'preset'
       AND json_extract(link.body, '$.order.charge.amount') = ?3
       AND json_extract(link.body, '$.order.charge.currency') = ?4
       AND coalesce(json_extract(link.body, '$.expiresOn'), ?5) >= ?5
     ORDER BY link.created_on DESC, link.kept_at DESC LIMIT ?6";

/// What a link like the one that is about to be made is like.
pub struct Alike<'a> {
    /// Minor units.
    pub amount: u64,
    pub currency: &'a str,
    /// Any of these people has it; letters of either case are the same.
    pub emails: &'a [String],
    pub today: Date,
}

/// Links that can be paid, over the same amount, that one of these people was emailed: newest first, with the newest of
/// these emails.
pub fn alike(
    transaction: &Transaction<'_>,
    profile: Uuid,
    wanted: &Alike<'_>,
    most: usize,
) -> Result<Vec<(KeptLink, ShareView)>, DatabaseError> {
    let Ok(amount) = i64::try_from(wanted.amount) else {
        return Ok(Vec::new());
    };
    let mut statement = transaction.prepare_cached(ALIKE)?;
    let mut ids = Vec::new();
    for email in wanted.emails {
        let rows = statement.query_map(
            params![
                profile.to_string(),
                email.trim(),
                amount,
                wanted.currency,
                wanted.today.to_string(),
                i64::try_from(most).unwrap_or(i64::MAX),
            ],
            |row| row.get::<_, String>(0),
        )?;
        for id in rows {
            let id = id?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let has = |share: &ShareView| {
        let mut emails = wanted.emails.iter();
        emails.any(|email| email.trim().eq_ignore_ascii_case(&share.email))
    };
    let mut found = Vec::new();
    for id in ids {
        if let Some(kept) = get(transaction, profile, &id)?
            && let Some(share) = kept.shares.iter().find(|share| has(share)).cloned()
        {
            found.push((kept, share));
        }
    }
    found.sort_by_key(|(kept, _)| Reverse((kept.link.created_on, kept.kept_at)));
    found.truncate(most);
    Ok(found)
}

fn read_active(row: &Row<'_>, days: [Date; 2]) -> Result<ActiveLink, DatabaseError> {
    let link: PaymentLink = from_json(&row.get::<_, String>("body")?, "link.body")?;
    let takes = |method| link.payment_methods.contains(&method);
    let mut payments = Vec::new();
    if link.link_type == LinkType::MultiUse {
        if takes(PaymentMethod::Card) {
            payments.push(PaymentList::Cards);
        }
        if takes(PaymentMethod::BankTransfer) {
            payments.push(PaymentList::BankTransfers);
        }
    }
    Ok(ActiveLink {
        id: link.payment_link_id.to_string(),
        kept_at: moment_of(row, "kept_at")?,
        due: link.expires_on.is_some_and(|day| days.contains(&day)),
        payments,
    })
}

/// Asks for the shares of a link, newest first.
fn shares_query(transaction: &Transaction<'_>) -> Result<String, DatabaseError> {
    let holds = seal::holds(transaction, "share")?;
    Ok(format!(
        "SELECT name, email, at, {holds} AS holds FROM share
         WHERE profile_id = ?1 AND payment_link_id = ?2 ORDER BY at DESC"
    ))
}

fn read_share(row: &Row<'_>) -> Result<ShareView, DatabaseError> {
    if !row.get::<_, bool>("holds")? {
        return Err(DatabaseError::Unreadable("share"));
    }
    Ok(ShareView {
        name: row.get("name")?,
        email: row.get("email")?,
        at: row.get("at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::schema;

    #[test]
    fn what_was_asked_earlier_than_what_is_kept_is_passed_over() {
        let mut connection = schema().unwrap();
        let transaction = connection.transaction().unwrap();
        let keep = |amount: u64, asked: i64, now: i64| {
            let link = a_link(amount);
            let differs = keep(&transaction, Uuid::nil(), &link, at(asked), at(now)).unwrap();
            let kept = get(&transaction, Uuid::nil(), "JZURRJBUPS").unwrap();
            let kept = kept.unwrap();
            (differs, kept.link == link, kept.checked_at == at(asked))
        };

        assert_eq!(keep(1, 10, 12), (true, true, true));
        // Overtaken on its way, and as it should be.
        assert_eq!(keep(2, 9, 13), (false, false, false));
        assert_eq!(keep(3, 11, 14), (true, true, true));
        assert_eq!(keep(3, 14, 15), (false, true, true));
        // The clock is set back: while something is on its way, and then for good.
        assert_eq!(keep(4, 16, 2), (false, false, false));
        assert_eq!(keep(5, 3, 4), (true, true, true));
        assert_eq!(keep(6, 5, 6), (true, true, true));
    }

    fn a_link(amount: u64) -> PaymentLink {
        serde_json::from_value(serde_json::json!({
            "type": "singleUse", "paymentLinkId": "JZURRJBUPS", "merchantReference": "PL-1", "authType": "sale",
            "order": {"orderId": "ORD-1", "charge": {"type": "preset", "amount": amount, "currency": "USD"}},
            "paymentMethods": ["card"], "expiresOn": "2026-03-31", "status": "active",
            "createdOn": "2026-03-01", "assets": {"paymentUrl": "https://pay.example.com/1", "paymentButton": ""},
        }))
        .unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn links_alike_are_found_by_the_person_without_a_walk_through_all() {
        let connection = schema().unwrap();

        let mut statement = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {ALIKE}"))
            .unwrap();
        let unbound = [rusqlite::types::Null; 6];
        let plan: Vec<String> = statement
            .query_map(rusqlite::params_from_iter(unbound), |row| row.get("detail"))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();

        let by_person = "share_by_email (profile_id=? AND email=?)";
        assert!(plan[0].contains(by_person), "{plan:?}");
        assert!(
            plan.iter().all(|step| !step.starts_with("SCAN")),
            "{plan:?}"
        );
    }
}
