//! What a data folder holds, read by SQLite itself and not by Paylink: the witness for what was durable.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use serde_json::Value;

use crate::unable::Able;

/// One request as it stands in the file.
#[derive(Debug, Clone)]
pub struct KeptStep {
    pub press: String,
    pub key: String,
    pub body: Value,
    pub state: String,
}

#[derive(Debug, Clone, Default)]
pub struct Kept {
    pub presses: Vec<String>,
    pub steps: Vec<KeptStep>,
}

/// Reads the file in `folder`, which nobody else has open. A folder without one holds nothing.
pub fn read(folder: &Path) -> Able<Kept> {
    let path = folder.join("paylink.db");
    if !path.exists() {
        return Ok(Kept::default());
    }
    let connection = Connection::open(path)?;
    let tables: u32 = connection.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('intent', 'step')",
        [],
        |row| row.get(0),
    )?;
    if tables < 2 {
        return Ok(Kept::default());
    }
    let mut statement = connection.prepare("SELECT request_id FROM intent")?;
    let presses = statement.query_map([], |row| row.get(0))?;
    let presses = presses.collect::<Result<_, _>>()?;
    let mut statement = connection.prepare(
        "SELECT request_id, idempotency_key, body, state FROM step JOIN intent ON intent.id = intent_id",
    )?;
    let steps = statement.query_map([], |row| {
        Ok(KeptStep {
            press: row.get(0)?,
            key: row.get(1)?,
            body: serde_json::from_slice(&row.get::<_, Vec<u8>>(2)?).unwrap_or_default(),
            state: row.get(3)?,
        })
    })?;
    let steps = steps.collect::<Result<_, _>>()?;
    Ok(Kept { presses, steps })
}

/// Columns that a start or a rebuild may change without anything being lost.
const PASSING: [&str; 13] = [
    "seal",
    "seen",
    "recovered",
    "state",
    "sends",
    "setbacks",
    "may_have_acted",
    "said_done",
    "repeat_refused",
    "on_users_word",
    "first_sent_at",
    "not_before",
    "fault",
];

/// Columns that were different at an earlier time.
const CHANGING: [&str; 8] = [
    "key_in_keychain",
    "defaults",
    "links_checked_at",
    "checked_at",
    "payment_link_id",
    "result",
    "last_used_at",
    "at",
];

/// What a file holds, to be compared with what it held.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// Every row, without what a start or a rebuild may change.
    pub rows: BTreeSet<String>,
    /// Every row, by what is written once.
    pub identities: BTreeSet<String>,
    /// How each request stands.
    pub states: BTreeMap<String, String>,
}

pub fn content(folder: &Path) -> Able<Content> {
    let connection = Connection::open(folder.join("paylink.db"))?;
    let mut content = Content::default();
    for table in ["profile", "link", "share", "person", "intent", "step"] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
        let names = statement.column_names();
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (mut lasting, mut once) = (vec![table.to_owned()], vec![table.to_owned()]);
            for (index, name) in names.iter().enumerate() {
                let value = format!("{:?}", row.get::<_, Sql>(index)?);
                if !PASSING.contains(&name.as_str()) {
                    lasting.push(value.clone());
                    if !CHANGING.contains(&name.as_str()) {
                        once.push(value);
                    }
                }
            }
            content.rows.insert(lasting.join(" "));
            content.identities.insert(once.join(" "));
        }
    }
    let mut statement = connection.prepare("SELECT id, state FROM step")?;
    let states = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    content.states = states.collect::<Result<_, _>>()?;
    Ok(content)
}

/// SQLite's own word on whether the file is sound.
pub fn is_sound(folder: &Path) -> Able<bool> {
    let connection = Connection::open(folder.join("paylink.db"))?;
    let health: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    Ok(health == "ok")
}

/// Copies a data folder as it is, file by file, while nobody writes.
pub fn copy(from: &Path, to: &Path) -> Able<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
