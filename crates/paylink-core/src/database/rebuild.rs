//! A damaged file is set aside whole, and a new one is made of what can still be read of it and of the last good copy.
//!
//! What comes out of a rebuild may be older than what happened: a request that it holds as unsent may have been sent.
//! So nothing unfinished goes on as it stood; each request counts as sent when its button was pressed, and is looked
//! up first. A stop in between leaves either the damaged file in its place or the finished new one beside it.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::files::{self, Files};
use super::mark::Mark;
use super::{DatabaseError, health, schema, seal};

/// Makes the new file and puts it in the place of the damaged one; gives what the old one was kept as.
pub(super) fn rebuild(files: &Files) -> Result<PathBuf, DatabaseError> {
    files::remove(&files.making)?;
    let mut new = schema::create(&files.making)?;
    // What both have is taken from the first.
    for old in [&files.database, &files.copy] {
        salvage(&mut new, old)?;
    }
    let transaction = new.transaction()?;
    doubt_what_is_unfinished(&transaction)?;
    transaction.execute("INSERT INTO untold (what) VALUES ('rebuild')", [])?;
    if let Some(noted) = Mark::noted(&files.mark) {
        let commits = noted.commits.saturating_add(1);
        Mark { commits, ..noted }.write(&transaction)?;
    }
    transaction.commit()?;
    drop(new);
    files::publish(&files.making, &files.rebuilt)?;
    put_in_place(files)
}

/// Puts a finished new file in its place, if one is there: the last part of a rebuild that was stopped.
pub(super) fn finish(files: &Files) -> Result<Option<PathBuf>, DatabaseError> {
    if files.rebuilt.exists() {
        return Ok(Some(put_in_place(files)?));
    }
    Ok(None)
}

fn put_in_place(files: &Files) -> Result<PathBuf, DatabaseError> {
    let kept_as = files.set_aside()?;
    files::publish(&files.rebuilt, &files.database)?;
    Ok(kept_as)
}

/// Puts the readable rows of the file at `path` into `new`, as far as they are not there.
fn salvage(new: &mut Connection, path: &Path) -> Result<(), DatabaseError> {
    if !fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return Ok(());
    }
    let Ok(old) = health::open(path) else {
        return Ok(());
    };
    let transaction = new.transaction()?;
    for table in seal::SEALED {
        salvage_table(&transaction, &old, table)?;
    }
    Ok(transaction.commit()?)
}

fn salvage_table(new: &Connection, old: &Connection, table: &str) -> Result<(), DatabaseError> {
    let known = seal::columns(new, table)?;
    let columns = seal::columns(old, table).unwrap_or_default();
    if columns.is_empty() || columns.len() > known.len() {
        return Ok(());
    }
    let found = seal::listed(&columns, "");
    let holds = if seal::is_sealed(old, table) {
        format!("seal IS seal_of('{table}', {found})")
    } else {
        "1".to_owned()
    };
    // By their places, which versions only add to: in a broken file a name may be another.
    let names = seal::listed(&known[..columns.len()], "");
    let places: Vec<_> = (1..=columns.len())
        .map(|place| format!("?{place}"))
        .collect();
    let mut insert = new.prepare(&format!(
        "INSERT OR IGNORE INTO {table} ({names}) VALUES ({})",
        places.join(", ")
    ))?;
    // From both ends, because a broken page in the middle stops either.
    for order in ["ASC", "DESC"] {
        let rows = Rows {
            old,
            query: &format!("SELECT {found} FROM {table} WHERE {holds} ORDER BY rowid {order}"),
            width: columns.len(),
        };
        if rows.each(|values| keep(&mut insert, values))? {
            break;
        }
    }
    Ok(())
}

/// Rows of a file that may break off at any of them.
struct Rows<'a> {
    old: &'a Connection,
    query: &'a str,
    width: usize,
}

impl Rows<'_> {
    /// True if they came to their end.
    fn each(
        &self,
        mut take: impl FnMut(Vec<Value>) -> Result<(), DatabaseError>,
    ) -> Result<bool, DatabaseError> {
        let Ok(mut statement) = self.old.prepare(self.query) else {
            return Ok(false);
        };
        let Ok(mut rows) = statement.query([]) else {
            return Ok(false);
        };
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(true),
                Err(_) => return Ok(false),
            };
            let values = (0..self.width).map(|column| row.get::<_, Value>(column));
            // A text that is no text cannot be taken over.
            if let Ok(values) = values.collect() {
                take(values)?;
            }
        }
    }
}

/// Keeps a row, unless it cannot be among the others: its parent is lost, or it breaks a rule of its table.
fn keep(insert: &mut rusqlite::Statement<'_>, values: Vec<Value>) -> Result<(), DatabaseError> {
    match insert.execute(params_from_iter(values)) {
        Err(error)
            if error.sqlite_error_code() != Some(rusqlite::ErrorCode::ConstraintViolation) =>
        {
            Err(error.into())
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

/// An intent of which no request is left is nothing that could be shown or settled.
fn doubt_what_is_unfinished(new: &Connection) -> rusqlite::Result<()> {
    new.execute_batch(
        "DELETE FROM intent WHERE NOT EXISTS (SELECT 1 FROM step WHERE intent_id = intent.id);
         UPDATE step SET state = 'unknown', may_have_acted = 1, repeat_refused = 0, on_users_word = 0,
             sends = max(sends, 1), not_before = NULL,
             first_sent_at = coalesce(first_sent_at, (SELECT created_at FROM intent WHERE id = intent_id))
         WHERE state IN ('ready', 'held', 'sending', 'unknown');",
    )
}
