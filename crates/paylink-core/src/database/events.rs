//! What happened to a link on this computer. It is kept for as long as the profile is.

use jiff::Timestamp;
use rusqlite::{Transaction, params};
use uuid::Uuid;

use super::DatabaseError;

/// Keeps that something happened to a link. `detail` is JSON, by kind, and empty where there is no more to say.
pub fn keep(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link_id: &str,
    kind: &str,
    detail: &str,
    at: Timestamp,
) -> Result<(), DatabaseError> {
    transaction.execute(
        "INSERT INTO event (profile_id, payment_link_id, at, kind, detail) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
        params![
            profile.to_string(),
            link_id,
            at.to_string(),
            kind,
            detail
        ],
    )?;
    Ok(())
}
