//! Links as the gateway last described them, and who was emailed about them.

use jiff::Timestamp;
use payroc::{PaymentLink, Recipient, SharingEvent};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use super::profiles::{from_json, moment_of, to_json};
use super::{DatabaseError, seal};
use crate::view::ShareView;

/// A link and what this computer knows about it besides.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptLink {
    pub link: PaymentLink,
    pub kept_at: Timestamp,
    pub checked_at: Timestamp,
    /// Newest first.
    pub shares: Vec<ShareView>,
}

/// Keeps what the gateway says about a link; returns whether it is new to this computer.
pub fn keep(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &PaymentLink,
    at: Timestamp,
) -> Result<bool, DatabaseError> {
    let known = transaction
        .query_row(
            "SELECT 1 FROM link WHERE profile_id = ?1 AND payment_link_id = ?2",
            params![profile.to_string(), link.payment_link_id.as_str()],
            |_| Ok(()),
        )
        .optional()?
        .is_some();
    transaction.execute(
        "INSERT INTO link (profile_id, payment_link_id, body, created_on, kept_at, checked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5)
         ON CONFLICT (profile_id, payment_link_id)
         DO UPDATE SET body = ?3, created_on = ?4, checked_at = ?5",
        params![
            profile.to_string(),
            link.payment_link_id.as_str(),
            to_json(link),
            link.created_on.to_string(),
            at.to_string(),
        ],
    )?;
    Ok(!known)
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
    in_rows(transaction, &rows, |kept| {
        recent.push(kept);
        Ok(())
    })?;
    Ok(recent)
}

pub fn get(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link_id: &str,
) -> Result<Option<KeptLink>, DatabaseError> {
    let mut statement = transaction.prepare(&shares_query(transaction)?)?;
    let shares = statement
        .query_map(params![profile.to_string(), link_id], |row| {
            Ok(read_share(row))
        })?
        .map(|share| share?)
        .collect::<Result<Vec<_>, DatabaseError>>()?;
    let holds = seal::holds(transaction, "link")?;
    transaction
        .query_row(
            &format!(
                "SELECT *, {holds} AS holds FROM link
                 WHERE profile_id = ?1 AND payment_link_id = ?2"
            ),
            params![profile.to_string(), link_id],
            |row| Ok(read(row, shares.clone())),
        )
        .optional()?
        .transpose()
}

/// The links in these rows, in this order; a row that is not there any more is left out.
pub fn in_rows(
    transaction: &Transaction<'_>,
    rows: &[u32],
    mut take: impl FnMut(KeptLink) -> Result<(), DatabaseError>,
) -> Result<(), DatabaseError> {
    let mut links = transaction.prepare(&format!(
        "SELECT *, {} AS holds FROM link WHERE rowid = ?1",
        seal::holds(transaction, "link")?
    ))?;
    let mut shares = transaction.prepare(&shares_query(transaction)?)?;
    for row in rows {
        let mut found = links.query([row])?;
        let Some(link) = found.next()? else {
            continue;
        };
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
        take(read(link, shares)?)?;
    }
    Ok(())
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

fn read(row: &Row<'_>, shares: Vec<ShareView>) -> Result<KeptLink, DatabaseError> {
    // A large file is used before all of it has been looked through.
    if !row.get::<_, bool>("holds")? {
        return Err(DatabaseError::Unreadable("link"));
    }
    Ok(KeptLink {
        link: from_json(&row.get::<_, String>("body")?, "link.body")?,
        kept_at: moment_of(row, "kept_at")?,
        checked_at: moment_of(row, "checked_at")?,
        shares,
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
