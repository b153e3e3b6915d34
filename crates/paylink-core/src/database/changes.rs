//! Which links have changed, for whoever keeps what follows from them.

use jiff::Timestamp;
use payroc::PaymentLink;
use rusqlite::{Row, Transaction, params};
use uuid::Uuid;

use super::DatabaseError;
use super::profiles::{from_json, moment_of, uuid_of};

/// A state of the data: which file, and how often it had been written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    pub edition: String,
    pub commits: i64,
}

/// A link that has changed.
pub struct Changed {
    /// Its row, the same for as long as it is there; what is new has a greater one than what was there before.
    pub row: i64,
    pub profile: Uuid,
    pub link: PaymentLink,
    pub kept_at: Timestamp,
    /// Name and email address of the people it was emailed to, newest first.
    pub people: Vec<(String, String)>,
}

pub fn state(transaction: &Transaction<'_>) -> Result<State, DatabaseError> {
    let state = transaction.query_row("SELECT name, commits FROM edition, mark", [], |row| {
        Ok(State {
            edition: row.get(0)?,
            commits: row.get(1)?,
        })
    })?;
    Ok(state)
}

/// Gives the links that were changed by commits after this one, by their rows; all links, if it is none of this file's.
pub fn since(
    transaction: &Transaction<'_>,
    commits: Option<i64>,
    mut take: impl FnMut(Changed),
) -> Result<(), DatabaseError> {
    let mut links = transaction.prepare(match commits {
        Some(_) => {
            "SELECT link.rowid AS row, link.* FROM changed_link JOIN link ON link.rowid = changed_link.link
             WHERE changed > ?1 ORDER BY link.rowid"
        }
        None => "SELECT link.rowid AS row, link.* FROM link WHERE ?1 IS NULL ORDER BY link.rowid",
    })?;
    let mut shares = transaction.prepare(
        "SELECT name, email FROM share WHERE profile_id = ?1 AND payment_link_id = ?2
         ORDER BY at DESC",
    )?;
    let mut rows = links.query([commits])?;
    while let Some(row) = rows.next()? {
        let mut changed = read(row)?;
        let id = changed.link.payment_link_id.as_str();
        let mut people = shares.query(params![changed.profile.to_string(), id])?;
        while let Some(person) = people.next()? {
            changed.people.push((person.get(0)?, person.get(1)?));
        }
        take(changed);
    }
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Changed, DatabaseError> {
    Ok(Changed {
        row: row.get("row")?,
        profile: uuid_of(row, "profile_id")?,
        link: from_json(&row.get::<_, String>("body")?, "link.body")?,
        kept_at: moment_of(row, "kept_at")?,
        people: Vec::new(),
    })
}
