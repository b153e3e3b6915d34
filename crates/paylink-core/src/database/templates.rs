//! Templates of a profile, as rows.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::DatabaseError;
use super::profiles::{from_json, to_json, uuid_of};
use crate::view::{TemplateValues, TemplateView};

/// Why a template was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotKept {
    /// Another one of the profile is called so.
    NameTaken,
    TooMany,
    /// Another profile has one of this id.
    NotOurs,
}

/// Keeps a template under its id: a new one, or another name or content for one that is there. `max` is how many a
/// profile may have.
pub fn keep(
    transaction: &Transaction<'_>,
    profile: Uuid,
    template: &TemplateView,
    max: u32,
    at: Timestamp,
) -> Result<Result<(), NotKept>, DatabaseError> {
    let (id, profile) = (template.id.to_string(), profile.to_string());
    let folded = template.name.to_lowercase();
    let owner: Option<String> = transaction
        .query_row(
            "SELECT profile_id FROM template WHERE id = ?1",
            [&id],
            |row| row.get(0),
        )
        .optional()?;
    if owner.as_ref().is_some_and(|owner| *owner != profile) {
        return Ok(Err(NotKept::NotOurs));
    }
    let taken: bool = transaction.query_row(
        "SELECT EXISTS (SELECT 1 FROM template WHERE profile_id = ?1 AND folded = ?2 AND id <> ?3)",
        params![profile, folded, id],
        |row| row.get(0),
    )?;
    if taken {
        return Ok(Err(NotKept::NameTaken));
    }
    let count: u32 = transaction.query_row(
        "SELECT count(*) FROM template WHERE profile_id = ?1",
        [&profile],
        |row| row.get(0),
    )?;
    if owner.is_none() && count >= max {
        return Ok(Err(NotKept::TooMany));
    }
    transaction.execute(
        "INSERT INTO template (id, profile_id, name, folded, body, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET name = ?3, folded = ?4, body = ?5",
        params![
            id,
            profile,
            template.name,
            folded,
            to_json(&template.values),
            at.to_string(),
        ],
    )?;
    Ok(Ok(()))
}

/// Removes a template of this profile; one that is gone stays gone.
pub fn remove(transaction: &Transaction<'_>, profile: Uuid, id: Uuid) -> Result<(), DatabaseError> {
    transaction.execute(
        "DELETE FROM template WHERE profile_id = ?1 AND id = ?2",
        [profile.to_string(), id.to_string()],
    )?;
    Ok(())
}

/// The templates of a profile, by name.
pub fn all(
    transaction: &Transaction<'_>,
    profile: Uuid,
) -> Result<Vec<TemplateView>, DatabaseError> {
    let mut statement = transaction
        .prepare("SELECT id, name, body FROM template WHERE profile_id = ?1 ORDER BY folded, id")?;
    let rows = statement.query_map([profile.to_string()], |row| {
        Ok((
            uuid_of(row, "id"),
            row.get::<_, String>("name")?,
            row.get::<_, String>("body")?,
        ))
    })?;
    rows.map(|row| {
        let (id, name, body) = row?;
        Ok(TemplateView {
            id: id?,
            name,
            values: from_json::<TemplateValues>(&body, "template.body")?,
        })
    })
    .collect()
}
