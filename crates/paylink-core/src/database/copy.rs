//! The last good copy: made once a day, at a start that found the file sound, for the day it is not.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::DatabaseError;
use super::files::{self, Files};

/// How far the copy may lag behind.
const AGE_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes a copy if it is time. One that cannot be made (the disk is full) is missed, and nothing else.
pub(super) fn keep_one(connection: &Connection, files: &Files) {
    if !is_due(files) {
        return;
    }
    if let Err(error) = make(connection, files) {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "no copy of the database"
        );
        // What was made of it takes up room that something else may need.
        drop(files::remove(&files.making));
    }
}

fn make(connection: &Connection, files: &Files) -> Result<(), DatabaseError> {
    files::remove(&files.making)?;
    connection.execute("VACUUM INTO ?1", [files.making.to_string_lossy()])?;
    Ok(files::publish(&files.making, &files.copy)?)
}

/// Compares files with each other, so that no clock is asked.
fn is_due(files: &Files) -> bool {
    let changed_at = |path: &Path| std::fs::metadata(path)?.modified();
    let [wal, _] = files::companions(&files.database);
    let written = [changed_at(&files.database), changed_at(&wal)];
    let written = written.into_iter().filter_map(Result::ok).max();
    match (changed_at(&files.copy), written) {
        (Err(_), _) => true,
        (Ok(_), None) => false,
        // A copy of the future comes from a clock that has been set back since.
        (Ok(copied), Some(written)) => written
            .duration_since(copied)
            .map_or(true, |age| age >= AGE_MAX),
    }
}
