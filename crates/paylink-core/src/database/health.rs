//! Whether a database file is whole and what Paylink wrote, before anything in it is believed.

use std::fs::OpenOptions;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::mark::Mark;
use super::schema::{self, migrations};
use super::{DatabaseError, seal};

pub(super) enum Health {
    /// To be used; of this version, once migrated.
    Sound(Box<Connection>),
    /// Made by a newer Paylink: sound, and not ours to move.
    Newer,
    /// Not whole, not ours, or an older state than was noted.
    Damaged(&'static str),
}

/// Looks through the file at `path`, and changes nothing of it unless it is sound.
///
/// # Errors
/// When it cannot be told, because the disk is full, read-only or failing.
pub(super) fn examine(path: &Path, noted: Option<&Mark>) -> Result<Health, DatabaseError> {
    let outcome = open(path).and_then(|mut connection| {
        let verdict = judge(&connection, noted)?;
        if verdict.is_none() {
            migrations().to_latest(&mut connection)?;
        }
        Ok((connection, verdict))
    });
    match outcome {
        Ok((connection, None)) => Ok(Health::Sound(Box::new(connection))),
        Ok((_, Some(health))) => Ok(health),
        Err(error) if is_the_disks(&error, path) => Err(error),
        Err(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a damaged database"
            );
            Ok(Health::Damaged("it cannot be read"))
        }
    }
}

/// A connection that leaves a file that is not sound as it is.
pub(super) fn open(path: &Path) -> Result<Connection, DatabaseError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    seal::teach(&connection)?;
    Ok(connection)
}

/// From here on it is a file like any other.
pub(super) fn trust(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

fn judge(connection: &Connection, noted: Option<&Mark>) -> Result<Option<Health>, DatabaseError> {
    let whole: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if whole != "ok" {
        return Ok(Some(Health::Damaged("its structure is broken")));
    }
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let latest = migrations().pending_migrations(&Connection::open_in_memory()?)?;
    if version > i64::from(latest) {
        return Ok(Some(Health::Newer));
    }
    let version = usize::try_from(version).unwrap_or_default();
    if version == 0 || schema::words(connection)? != schema::words_of(version)? {
        return Ok(Some(Health::Damaged("its tables are not ours")));
    }
    if version < schema::SEALED_SINCE {
        // A file of this version that was opened before has been migrated since.
        return Ok(noted.map(|_| Health::Damaged("it is an older state of the data")));
    }
    if !seal::all_hold(connection)? {
        return Ok(Some(Health::Damaged("a row is not as it was written")));
    }
    let follows = match (Mark::of(connection)?, noted) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(mark), Some(noted)) => mark.may_follow(noted),
    };
    Ok((!follows).then_some(Health::Damaged("it is an older state of the data")))
}

/// Whether the error speaks of the disk or this computer, and not of the file.
fn is_the_disks(error: &DatabaseError, path: &Path) -> bool {
    let code = match error {
        DatabaseError::Sqlite(error)
        | DatabaseError::Migration(rusqlite_migration::Error::RusqliteError {
            err: error, ..
        }) => error.sqlite_error_code(),
        DatabaseError::Io(_) => return true,
        DatabaseError::Migration(_) | DatabaseError::Unreadable(_) | DatabaseError::Newer => {
            return false;
        }
    };
    match code {
        Some(
            ErrorCode::PermissionDenied
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::OutOfMemory
            | ErrorCode::SystemIoFailure
            | ErrorCode::DiskFull
            | ErrorCode::CannotOpen
            | ErrorCode::NoLargeFileSupport,
        ) => true,
        // A header may claim it, too.
        Some(ErrorCode::ReadOnly) => OpenOptions::new().write(true).open(path).is_err(),
        Some(_) | None => false,
    }
}
