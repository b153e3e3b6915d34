//! Whether a database file is whole and what Paylink wrote, before anything in it is believed.

use std::fs::OpenOptions;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::mark::Mark;
use super::schema::{self, migrations};
use super::{DatabaseError, seal};

/// From this size on a file is not looked through to its end before it is used.
const LARGE: i64 = 8 << 20;
/// What makes a file large and sends nothing. Each link and share is looked at again when it is shown.
const LATER: [&str; 3] = ["link", "share", "changed_link"];

/// How much of a file is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// What decides about requests; and of a file that is not large, everything.
    ToStart,
    Everything,
}

impl Depth {
    fn leaves_out(self, connection: &Connection) -> rusqlite::Result<bool> {
        Ok(self == Self::ToStart && size(connection)? >= LARGE)
    }
}

fn size(connection: &Connection) -> rusqlite::Result<i64> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    Ok(pragma("page_count")?.saturating_mul(pragma("page_size")?))
}

/// Whether a file that was found sound at the start has parts that were not looked at.
pub(super) fn is_large(connection: &Connection) -> rusqlite::Result<bool> {
    Depth::ToStart.leaves_out(connection)
}

/// Looks through all that is in a sound file, beside whoever uses it.
///
/// # Errors
/// Whatever SQLite says; that may be damage, too.
pub(super) fn is_sound_throughout(path: &Path) -> Result<bool, DatabaseError> {
    let connection = open(path)?;
    let is_whole = is_whole(&connection, Depth::Everything)?;
    Ok(is_whole && seal::all_hold(&connection, seal::SEALED)?)
}

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
pub(super) fn examine(
    path: &Path,
    noted: Option<&Mark>,
    depth: Depth,
) -> Result<Health, DatabaseError> {
    let outcome = open(path).and_then(|mut connection| {
        let verdict = judge(&connection, noted, depth)?;
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

/// Whether SQLite finds its own structure in order.
fn is_whole(connection: &Connection, depth: Depth) -> rusqlite::Result<bool> {
    let is_ok = |pragma: &str| {
        let told: String = connection.query_row(pragma, [], |row| row.get(0))?;
        Ok(told == "ok")
    };
    if !depth.leaves_out(connection)? {
        return is_ok("PRAGMA integrity_check(1)");
    }
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let tables = statement.query_map([], |row| row.get::<_, String>(0))?;
    for table in tables {
        let table = table?;
        // A name that is not ours is found out by the words of the schema.
        let is_plain = table
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let is_left_out = LATER.contains(&table.as_str());
        if is_plain && !is_left_out && !is_ok(&format!("PRAGMA integrity_check({table})"))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn judge(
    connection: &Connection,
    noted: Option<&Mark>,
    depth: Depth,
) -> Result<Option<Health>, DatabaseError> {
    if !is_whole(connection, depth)? {
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
    let leaves_out = depth.leaves_out(connection)?;
    let tables = seal::SEALED.into_iter();
    let tables = tables.filter(|table| !leaves_out || !LATER.contains(table));
    if !seal::all_hold(connection, tables)? {
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
