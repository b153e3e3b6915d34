//! Profiles and people, as rows.

use jiff::Timestamp;
use payroc::{Currency, ProcessingTerminalId};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use super::DatabaseError;
use crate::profile::Profile;
use crate::view::{LinkDefaults, PersonView, Place};

/// The most people offered for completion.
const PEOPLE_MAX: u32 = 500;

pub fn add(transaction: &Transaction<'_>, profile: &Profile) -> Result<(), DatabaseError> {
    transaction.execute(
        "INSERT INTO profile (id, name, place, terminal_id, currency, defaults, key_in_keychain, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            profile.id.to_string(),
            profile.name,
            place_text(profile.place),
            profile.terminal_id.as_str(),
            profile.currency.code(),
            to_json(&profile.defaults),
            profile.key_in_keychain,
            profile.created_at.to_string(),
        ],
    )?;
    Ok(())
}

/// Changes what the user calls a profile and what its links start from; false if it is gone.
pub fn change(
    transaction: &Transaction<'_>,
    id: Uuid,
    name: &str,
    currency: Currency,
    defaults: &LinkDefaults,
) -> Result<bool, DatabaseError> {
    let changed = transaction.execute(
        "UPDATE profile SET name = ?2, currency = ?3, defaults = ?4 WHERE id = ?1",
        params![id.to_string(), name, currency.code(), to_json(defaults)],
    )?;
    Ok(changed == 1)
}

/// Remembers what the last link was made with.
pub fn keep_defaults(
    transaction: &Transaction<'_>,
    id: Uuid,
    defaults: &LinkDefaults,
) -> Result<(), DatabaseError> {
    transaction.execute(
        "UPDATE profile SET defaults = ?2 WHERE id = ?1",
        params![id.to_string(), to_json(defaults)],
    )?;
    Ok(())
}

/// Notes whether the keychain holds the profile's key; false if the profile is gone.
pub fn note_key(
    transaction: &Transaction<'_>,
    id: Uuid,
    in_keychain: bool,
) -> Result<bool, DatabaseError> {
    let changed = transaction.execute(
        "UPDATE profile SET key_in_keychain = ?2 WHERE id = ?1",
        params![id.to_string(), in_keychain],
    )?;
    Ok(changed == 1)
}

/// Removes the profile with its links, people and settled intents.
pub fn remove(transaction: &Transaction<'_>, id: Uuid) -> Result<(), DatabaseError> {
    transaction.execute("DELETE FROM intent WHERE profile_id = ?1", [id.to_string()])?;
    transaction.execute("DELETE FROM profile WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

/// All profiles, in the order they were made.
pub fn all(transaction: &Transaction<'_>) -> Result<Vec<Profile>, DatabaseError> {
    let mut statement = transaction.prepare("SELECT * FROM profile ORDER BY created_at, id")?;
    let rows = statement.query_map([], |row| Ok(read(row)))?;
    rows.map(|row| row?).collect()
}

pub fn get(transaction: &Transaction<'_>, id: Uuid) -> Result<Option<Profile>, DatabaseError> {
    transaction
        .prepare_cached("SELECT * FROM profile WHERE id = ?1")?
        .query_row([id.to_string()], |row| Ok(read(row)))
        .optional()?
        .transpose()
}

/// The column `place` of a row.
pub(super) fn place_of(row: &Row<'_>) -> Result<Place, DatabaseError> {
    match row.get_ref("place")?.as_str().unwrap_or_default() {
        "practice" => Ok(Place::Practice),
        "test" => Ok(Place::Test),
        "live" => Ok(Place::Live),
        _ => Err(DatabaseError::Unreadable("profile.place")),
    }
}

fn read(row: &Row<'_>) -> Result<Profile, DatabaseError> {
    Ok(Profile {
        id: uuid_of(row, "id")?,
        name: row.get("name")?,
        place: place_of(row)?,
        terminal_id: ProcessingTerminalId::new(row.get::<_, String>("terminal_id")?)
            .map_err(|_| DatabaseError::Unreadable("profile.terminal_id"))?,
        currency: row
            .get::<_, String>("currency")?
            .parse::<Currency>()
            .map_err(|_| DatabaseError::Unreadable("profile.currency"))?,
        defaults: from_json::<LinkDefaults>(
            &row.get::<_, String>("defaults")?,
            "profile.defaults",
        )?,
        key_in_keychain: row.get("key_in_keychain")?,
        created_at: moment_of(row, "created_at")?,
    })
}

/// Remembers someone who was written to; a name that was given replaces one that was made up.
pub fn remember_person(
    transaction: &Transaction<'_>,
    profile: Uuid,
    name: &str,
    email: &str,
    at: Timestamp,
) -> Result<(), DatabaseError> {
    transaction.execute(
        "INSERT INTO person (profile_id, email, name, last_used_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (profile_id, email) DO UPDATE SET name = ?3, last_used_at = ?4",
        params![profile.to_string(), email, name, at.to_string()],
    )?;
    Ok(())
}

/// The people of a profile, last written to first.
pub fn people(
    transaction: &Transaction<'_>,
    profile: Uuid,
) -> Result<Vec<PersonView>, DatabaseError> {
    let mut statement = transaction.prepare(
        "SELECT name, email, last_used_at FROM person WHERE profile_id = ?1
         ORDER BY last_used_at DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![profile.to_string(), PEOPLE_MAX], |row| {
        Ok(PersonView {
            name: row.get(0)?,
            email: row.get(1)?,
            last_used_at: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn place_text(place: Place) -> &'static str {
    match place {
        Place::Practice => "practice",
        Place::Test => "test",
        Place::Live => "live",
    }
}

pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our own plain records always have a JSON form")
}

pub(crate) fn from_json<T: serde::de::DeserializeOwned>(
    text: &str,
    column: &'static str,
) -> Result<T, DatabaseError> {
    serde_json::from_str(text).map_err(|_| DatabaseError::Unreadable(column))
}

pub(crate) fn uuid_of(row: &Row<'_>, column: &'static str) -> Result<Uuid, DatabaseError> {
    row.get::<_, String>(column)?
        .parse()
        .map_err(|_| DatabaseError::Unreadable(column))
}

pub(crate) fn moment_of(row: &Row<'_>, column: &'static str) -> Result<Timestamp, DatabaseError> {
    row.get::<_, String>(column)?
        .parse()
        .map_err(|_| DatabaseError::Unreadable(column))
}

pub(crate) fn moment_or_none(
    row: &Row<'_>,
    column: &'static str,
) -> Result<Option<Timestamp>, DatabaseError> {
    row.get::<_, Option<String>>(column)?
        .map(|text| text.parse().map_err(|_| DatabaseError::Unreadable(column)))
        .transpose()
}
