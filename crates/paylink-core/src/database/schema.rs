//! What the file is made of: its versions, a new file, and how a connection is set up for work.

use std::path::Path;

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};
use uuid::Uuid;

use super::mark::Mark;
use super::{DatabaseError, files, seal};

/// The first version whose rows are sealed and whose commits are counted.
pub(super) const SEALED_SINCE: usize = 2;

pub(super) fn migrations() -> Migrations<'static> {
    let seals = M::up_with_hook(include_str!("002-seals.sql"), |transaction| {
        seal::seal_all(transaction)?;
        Mark::new().write(transaction)?;
        Ok(())
    });
    let changes = M::up_with_hook(include_str!("003-changes.sql"), |transaction| {
        let name = Uuid::new_v4().to_string();
        transaction.execute("INSERT INTO edition (only, name) VALUES (1, ?1)", [name])?;
        Ok(())
    });
    // A column more is a row to be sealed anew.
    let operations = M::up_with_hook(include_str!("004-changes.sql"), |transaction| {
        seal::seal_all(transaction)?;
        Ok(())
    });
    let payments = M::up(include_str!("005-payments.sql"));
    let payer = M::up_with_hook(include_str!("008-payer.sql"), |transaction| {
        seal::seal_table(transaction, "paid")?;
        Ok(())
    });
    Migrations::new(vec![
        M::up(include_str!("001-start.sql")),
        seals,
        changes,
        operations,
        payments,
        M::up(include_str!("006-paid.sql")),
        M::up(include_str!("007-templates.sql")),
        payer,
    ])
}

/// Makes an empty database at `path`, where there is none.
pub(super) fn create(path: &Path) -> Result<Connection, DatabaseError> {
    let mut connection = Connection::open(path)?;
    seal::teach(&connection)?;
    migrations().to_latest(&mut connection)?;
    set_up(&connection)?;
    Ok(connection)
}

/// Makes the first file of all: its name is there once it is whole.
pub(super) fn create_first(files: &files::Files) -> Result<(), DatabaseError> {
    files::remove(&files.making)?;
    drop(create(&files.making)?);
    Ok(files::publish(&files.making, &files.database)?)
}

/// Readies a connection to a sound file: every commit is on the disk before it returns, every row is sealed.
pub(super) fn set_up(connection: &Connection) -> Result<(), DatabaseError> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    Ok(seal::seal_from_here_on(connection)?)
}

/// Tables, indexes and whatever else is in a database, by their own words.
pub(super) type Words = Vec<(String, String, Option<String>)>;

pub(super) fn words(connection: &Connection) -> rusqlite::Result<Words> {
    let mut statement =
        connection.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}

/// The words of a new database of this version.
pub(super) fn words_of(version: usize) -> Result<Words, DatabaseError> {
    let mut connection = Connection::open_in_memory()?;
    seal::teach(&connection)?;
    migrations().to_version(&mut connection, version)?;
    Ok(words(&connection)?)
}
