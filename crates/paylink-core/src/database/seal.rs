//! Seals: a sum over each row and the name of its table, by which a row that rotted on the disk is told from one that was written.
//!
//! SQLite checks the structure of its pages and not their content: a flipped bit in an amount, a key or a body would
//! be read, shown and sent. Triggers of the connection's own write the sums, so whoever writes a row need not think of
//! them. A migration that adds a column to a sealed table ends with [`seal_table`].

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;

/// Parents before their children. A file of an older version has not all of them yet.
pub(super) const SEALED: [&str; 12] = [
    "profile",
    "link",
    "share",
    "person",
    "intent",
    "step",
    "event",
    "payment",
    "payments_look",
    "replaced_address",
    "paid",
    "template",
];

/// Teaches a connection to make seals.
pub(super) fn teach(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("seal_of", -1, flags, |row| {
        let mut sum = crc32fast::Hasher::new();
        for column in 0..row.len() {
            add(&mut sum, row.get_raw(column));
        }
        Ok(i64::from(sum.finalize()))
    })
}

/// Seals every row that is written through this connection.
pub(super) fn seal_from_here_on(connection: &Connection) -> rusqlite::Result<()> {
    for (table, columns) in there(connection)? {
        let (names, new) = (listed(&columns, ""), listed(&columns, "NEW."));
        connection.execute_batch(&format!(
            "CREATE TEMP TRIGGER {table}_made AFTER INSERT ON main.{table} BEGIN
               UPDATE {table} SET seal = seal_of('{table}', {new}) WHERE rowid = NEW.rowid;
             END;
             CREATE TEMP TRIGGER {table}_changed AFTER UPDATE OF {names} ON main.{table} BEGIN
               UPDATE {table} SET seal = seal_of('{table}', {new}) WHERE rowid = NEW.rowid;
             END;"
        ))?;
    }
    Ok(())
}

/// Seals every row as it is, of the tables that there are in this version.
pub(super) fn seal_all(connection: &Connection) -> rusqlite::Result<()> {
    for (table, _) in there(connection)? {
        seal_table(connection, table)?;
    }
    Ok(())
}

/// Seals every row of this table as it is.
pub(super) fn seal_table(connection: &Connection, table: &str) -> rusqlite::Result<()> {
    teach(connection)?;
    let names = listed(&columns(connection, table)?, "");
    connection.execute(
        &format!("UPDATE {table} SET seal = seal_of('{table}', {names})"),
        [],
    )?;
    Ok(())
}

/// Whether every seal of these tables fits its row.
pub(super) fn all_hold<'a>(
    connection: &Connection,
    tables: impl IntoIterator<Item = &'a str>,
) -> rusqlite::Result<bool> {
    for table in tables {
        let columns = columns(connection, table)?;
        if columns.is_empty() {
            continue;
        }
        let names = listed(&columns, "");
        let query = format!(
            "SELECT EXISTS (SELECT 1 FROM {table} WHERE seal IS NOT seal_of('{table}', {names}))"
        );
        if connection.query_row(&query, [], |row| row.get(0))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The sealed tables that are there, and what their seals are over.
fn there(connection: &Connection) -> rusqlite::Result<Vec<(&'static str, Vec<String>)>> {
    let mut there = Vec::new();
    for table in SEALED {
        let columns = columns(connection, table)?;
        if !columns.is_empty() {
            there.push((table, columns));
        }
    }
    Ok(there)
}

/// Words that ask whether the seal of a row of this table fits.
pub(super) fn holds(connection: &Connection, table: &str) -> rusqlite::Result<String> {
    let names = listed(&columns(connection, table)?, &format!("{table}."));
    Ok(format!("{table}.seal IS seal_of('{table}', {names})"))
}

/// Whether a file that may be of any version, or broken, has seals in this table.
pub(super) fn is_sealed(connection: &Connection, table: &str) -> bool {
    let query = format!("SELECT seal FROM {table} LIMIT 0");
    connection.prepare(&query).is_ok()
}

/// The columns of a table that its seal is over.
pub(super) fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT name FROM pragma_table_info(?1) WHERE name <> 'seal' ORDER BY cid",
    )?;
    let names = statement.query_map([table], |row| row.get(0))?;
    names.collect()
}

pub(super) fn listed(columns: &[String], of: &str) -> String {
    let columns: Vec<_> = columns
        .iter()
        .map(|column| format!("{of}\"{column}\""))
        .collect();
    columns.join(", ")
}

/// With kind and length, so that no two rows read the same.
fn add(sum: &mut crc32fast::Hasher, value: ValueRef<'_>) {
    let mut part = |kind: u8, bytes: &[u8]| {
        sum.update(&[kind]);
        sum.update(&(bytes.len() as u64).to_le_bytes());
        sum.update(bytes);
    };
    match value {
        ValueRef::Null => part(0, &[]),
        ValueRef::Integer(number) => part(1, &number.to_le_bytes()),
        ValueRef::Real(number) => part(2, &number.to_bits().to_le_bytes()),
        ValueRef::Text(text) => part(3, text),
        ValueRef::Blob(blob) => part(4, blob),
    }
}
