//! The state file: one SQLite database, one transaction for each act. It is read once, when it is
//! opened; from then on memory is read and the file only written. A file that cannot be read is set
//! aside under a new name, never deleted.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Entry;

/// "PGW1": tells our files from other people's databases.
const APPLICATION_ID: i64 = 0x5047_5731;
const VERSION: i64 = 1;
const NAMES_TRIED: u32 = 1000;
/// A gateway that is just stopping may still hold the file.
const PATIENCE: Duration = Duration::from_millis(300);

const SCHEMA: &str = "
    CREATE TABLE links    (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
                           document TEXT NOT NULL CHECK (json_valid(document))) STRICT;
    CREATE TABLE shares   (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
                           document TEXT NOT NULL CHECK (json_valid(document))) STRICT;
    CREATE TABLE emails   (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
                           document TEXT NOT NULL CHECK (json_valid(document))) STRICT;
    CREATE TABLE payments (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
                           document TEXT NOT NULL CHECK (json_valid(document))) STRICT;
    CREATE TABLE answers  (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
                           document TEXT NOT NULL CHECK (json_valid(document))) STRICT;
";

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the state file is in use by another program")]
    InUse,
    #[error("the state file could not be read or written")]
    Database(#[from] rusqlite::Error),
    #[error("the damaged state file could not be set aside")]
    SetAside(#[source] std::io::Error),
    #[error("an entry could not be put into words")]
    Unwritable(#[source] serde_json::Error),
    #[error("the gateway has stopped")]
    Closed,
}

pub(super) struct Store {
    connection: Connection,
}

impl Store {
    /// The store, what is in it, and where a damaged file was put.
    pub(super) fn open(path: &Path) -> Result<(Self, Vec<Entry>, Option<PathBuf>), StoreError> {
        match open_and_read(path) {
            Ok((store, entries)) => Ok((store, entries, None)),
            Err(Trouble::Damaged(reason)) => {
                let aside = set_aside(path).map_err(StoreError::SetAside)?;
                tracing::warn!(%reason, aside = %aside.display(), "damaged state file set aside");
                match open_and_read(path) {
                    Ok((store, entries)) => Ok((store, entries, Some(aside))),
                    Err(Trouble::Damaged(_)) => {
                        Err(StoreError::Database(rusqlite::Error::InvalidQuery))
                    }
                    Err(Trouble::Other(error)) => Err(error),
                }
            }
            Err(Trouble::Other(error)) => Err(error),
        }
    }

    pub(super) fn write(&mut self, entries: &[Entry]) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        for entry in entries {
            match entry {
                Entry::Link(link) => put(&transaction, "links", &link.id, link)?,
                Entry::Share(share) => {
                    put(&transaction, "shares", &share.event.sharing_event_id, share)?;
                }
                Entry::Email(email) => put(&transaction, "emails", &email.id, email)?,
                Entry::Payment(payment) => put(&transaction, "payments", &payment.id, payment)?,
                Entry::Answer(answer) => put(&transaction, "answers", &answer.id(), answer)?,
                Entry::ForgottenAnswer(id) => {
                    transaction.execute("DELETE FROM answers WHERE id = ?1", params![id])?;
                }
            }
        }
        Ok(transaction.commit()?)
    }
}

impl Store {
    /// Empties the file, so that nothing of what was in it can be read from it either.
    pub(super) fn erase(&mut self) -> Result<(), StoreError> {
        self.connection.execute_batch(
            "BEGIN;
             DELETE FROM links; DELETE FROM shares; DELETE FROM emails; DELETE FROM payments; DELETE FROM answers;
             COMMIT;
             VACUUM;
             PRAGMA wal_checkpoint(TRUNCATE);",
        )?;
        Ok(())
    }
}

enum Trouble {
    Damaged(String),
    Other(StoreError),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Other(StoreError::InUse)
            }
            Some(_) | None => Self::Other(StoreError::Database(error)),
        }
    }
}

fn open_and_read(path: &Path) -> Result<(Store, Vec<Entry>), Trouble> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    // Exclusive locking keeps a second gateway off the file for as long as this one runs.
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
    )?;
    let connection = prepared(connection)?;
    let mut entries = Vec::new();
    entries.extend(read(&connection, "links")?.into_iter().map(Entry::Link));
    entries.extend(read(&connection, "shares")?.into_iter().map(Entry::Share));
    entries.extend(read(&connection, "emails")?.into_iter().map(Entry::Email));
    entries.extend(
        read(&connection, "payments")?
            .into_iter()
            .map(Entry::Payment),
    );
    entries.extend(read(&connection, "answers")?.into_iter().map(Entry::Answer));
    Ok((Store { connection }, entries))
}

/// A connection whose file is ours, whole and of this version; an empty file is furnished.
fn prepared(mut connection: Connection) -> Result<Connection, Trouble> {
    let pragma = |name| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0));
    let application: i64 = pragma("application_id")?;
    let version: i64 = pragma("user_version")?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if (application, version, tables) == (0, 0, 0) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(SCHEMA)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
        transaction.commit()?;
        return Ok(connection);
    }
    if (application, version) != (APPLICATION_ID, VERSION) {
        return Err(Trouble::Damaged(
            "not a state file of this version".to_owned(),
        ));
    }
    let found: Option<String> = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .optional()?;
    match found.as_deref() {
        Some("ok") => Ok(connection),
        Some(_) | None => Err(Trouble::Damaged("the quick check found a fault".to_owned())),
    }
}

fn read<T: DeserializeOwned>(connection: &Connection, table: &str) -> Result<Vec<T>, Trouble> {
    let query = format!("SELECT document FROM {table} ORDER BY position");
    let missing = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::Unknown) => Trouble::Damaged(error.to_string()),
        Some(_) | None => Trouble::from(error),
    };
    let mut statement = connection.prepare(&query).map_err(missing)?;
    let mut rows = statement.query([])?;
    let mut documents = Vec::new();
    while let Some(row) = rows.next()? {
        let document: String = row.get(0)?;
        let read = serde_json::from_str(&document);
        documents.push(read.map_err(|error| Trouble::Damaged(format!("{table}: {error}")))?);
    }
    Ok(documents)
}

fn put(
    transaction: &rusqlite::Transaction<'_>,
    table: &str,
    id: &str,
    document: &impl Serialize,
) -> Result<(), StoreError> {
    let document = serde_json::to_string(document).map_err(StoreError::Unwritable)?;
    let insert = format!(
        "INSERT INTO {table} (id, document) VALUES (?1, ?2)
         ON CONFLICT (id) DO UPDATE SET document = excluded.document"
    );
    transaction.execute(&insert, params![id, document])?;
    Ok(())
}

/// Renames the file and whatever belongs to it; the first free name counts up from 1.
fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let with = |path: &Path, suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let free = (1..=NAMES_TRIED)
        .map(|number| with(path, &format!(".damaged-{number}")))
        .find(|aside| !aside.exists())
        .ok_or(std::io::ErrorKind::AlreadyExists)?;
    // The log first: left beside a fresh file of the old name it would be played into that one.
    for suffix in ["-wal", "-shm", ""] {
        let part = with(path, suffix);
        if part.exists() {
            std::fs::rename(part, with(&free, suffix))?;
        }
    }
    Ok(free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Ids;
    use crate::ledger::Ledger;
    use crate::money::Currency;
    use crate::payment::{Outcome, Payment};
    use crate::terms::{AuthType, PaymentMethod};

    #[test]
    fn what_was_committed_is_there_after_reopening_in_its_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");

        let mut ledger = open(&path).ledger;
        ledger.commit(vec![a_payment("B"), a_payment("A")]).unwrap();
        ledger.commit(vec![a_payment("C")]).unwrap();
        ledger.close();

        let opened = open(&path);
        assert_eq!(ids(&opened.ledger), ["B", "A", "C"]);
        assert_eq!(opened.set_aside, None);
    }

    #[test]
    fn an_entry_of_a_known_id_replaces_the_first_and_keeps_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");

        let mut ledger = open(&path).ledger;
        ledger
            .commit(vec![a_payment("A"), a_payment("B"), a_payment("A")])
            .unwrap();
        assert_eq!(ids(&ledger), ["A", "B"]);
        ledger.close();

        assert_eq!(ids(&open(&path).ledger), ["A", "B"]);
    }

    #[test]
    fn a_file_that_is_no_database_is_set_aside_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        garble(&path, &[b'x'; 5000]);

        let opened = open(&path);

        let aside = opened.set_aside.expect("it was set aside");
        assert_eq!(std::fs::read(aside).unwrap(), [b'x'; 5000]);
        assert!(opened.ledger.payments().is_empty());
    }

    #[test]
    fn each_damaged_file_gets_a_name_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");

        garble(&path, &[b'x'; 5000]);
        let first = open(&path).set_aside;
        garble(&path, &[b'y'; 5000]);
        let second = open(&path).set_aside;

        assert!(first.is_some() && second.is_some() && first != second);
    }

    #[test]
    fn a_document_that_makes_no_sense_counts_as_damage() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        drop(open(&path));
        let connection = Connection::open(&path).unwrap();
        connection
            .execute("INSERT INTO links (id, document) VALUES ('A', '{}')", [])
            .unwrap();
        drop(connection);

        assert!(open(&path).set_aside.is_some());
    }

    #[test]
    fn somebody_elses_database_is_set_aside_and_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        let connection = Connection::open(&path).unwrap();
        connection
            .execute_batch("CREATE TABLE songs (title TEXT)")
            .unwrap();
        drop(connection);

        let aside = open(&path).set_aside.expect("it was set aside");

        let connection = Connection::open(aside).unwrap();
        let songs: i64 = connection
            .query_row("SELECT count(*) FROM songs", [], |row| row.get(0))
            .unwrap();
        assert_eq!(songs, 0);
    }

    #[test]
    fn a_file_of_a_later_version_is_set_aside_not_misread() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        drop(open(&path));
        let connection = Connection::open(&path).unwrap();
        connection
            .pragma_update(None, "user_version", VERSION + 1)
            .unwrap();
        drop(connection);

        assert!(open(&path).set_aside.is_some());
    }

    #[test]
    fn what_was_erased_is_neither_known_nor_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        let mut ledger = open(&path).ledger;
        ledger.commit(vec![a_payment("MARKED-PAYMENT")]).unwrap();

        ledger.erase().unwrap();

        assert!(ledger.payments().is_empty());
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            let marked = b"MARKED-PAYMENT";
            assert!(!bytes.windows(marked.len()).any(|part| part == marked));
        }
        ledger.commit(vec![a_payment("A")]).unwrap();
        ledger.close();
        assert_eq!(ids(&open(&path).ledger), ["A"]);
    }

    #[test]
    fn a_second_gateway_is_kept_off_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        let _first = open(&path);

        let second = Ledger::open(&path, Ids::new(None)).map(|_| ());

        assert!(matches!(second, Err(StoreError::InUse)), "{second:?}");
    }

    #[test]
    fn nothing_is_committed_after_closing() {
        let mut ledger = Ledger::in_memory(Ids::new(None));
        ledger.close();

        assert!(matches!(
            ledger.commit(vec![a_payment("A")]),
            Err(StoreError::Closed)
        ));
        assert!(ledger.payments().is_empty());
    }

    fn open(path: &Path) -> crate::ledger::Opened {
        Ledger::open(path, Ids::new(None)).unwrap()
    }

    fn ids(ledger: &Ledger) -> Vec<&str> {
        ledger
            .payments()
            .iter()
            .map(|payment| payment.id.as_str())
            .collect()
    }

    fn a_payment(id: &str) -> Entry {
        Entry::Payment(Payment {
            id: id.to_owned(),
            link_id: "L".to_owned(),
            amount: 1,
            currency: Currency::from_code("USD").unwrap(),
            method: PaymentMethod::Card,
            auth_type: AuthType::Sale,
            outcome: Outcome::Paid,
            decline: None,
            at: jiff::Timestamp::UNIX_EPOCH,
            refunds: Vec::new(),
            is_cleared: false,
        })
    }

    #[expect(clippy::disallowed_methods, reason = "the test wants a broken file")]
    fn garble(path: &Path, bytes: &[u8]) {
        std::fs::write(path, bytes).unwrap();
    }
}
