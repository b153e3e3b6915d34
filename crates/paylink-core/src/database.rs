//! The one durable file: profiles, links, people, and the outbox's journal, in SQLite.
//!
//! Every commit is on the disk before the call returns (`synchronous=FULL`). One process writes: an operating-system
//! lock beside the file says which, and is gone with the process. A file that cannot be read is set aside under a new
//! name, never deleted. Nothing else in this crate writes to the disk.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

pub mod links;
pub mod profiles;

#[derive(Clone)]
pub struct Database {
    connection: Arc<Mutex<Connection>>,
    /// Transactions that changed something: each is a sync of the disk.
    written: Arc<AtomicU64>,
    // Held for as long as the database is: whoever has it may write.
    _lock: Arc<File>,
}

/// A database and what became of the file that was there before it.
pub struct Opened {
    pub database: Database,
    pub set_aside: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("another Paylink holds the data")]
    HeldByAnother,
    #[error("the data cannot be opened")]
    Unavailable(#[source] DatabaseError),
}

/// The disk is full, read-only or failing, or the file is not what we wrote.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    #[error("the database refused")]
    Sqlite(#[from] rusqlite::Error),
    #[error("a migration of the database failed")]
    Migration(#[from] rusqlite_migration::Error),
    #[error("the file system refused")]
    Io(#[from] std::io::Error),
    #[error("a record in the database cannot be read: {0}")]
    Unreadable(&'static str),
}

impl Database {
    /// Opens the data in `folder`, making both as needed.
    pub fn open(folder: &Path) -> Result<Opened, OpenError> {
        let unavailable = |error: DatabaseError| OpenError::Unavailable(error);
        make_private_folder(folder).map_err(|error| unavailable(error.into()))?;
        let lock = take_lock(&folder.join("paylink.lock"))?;
        let path = folder.join("paylink.db");
        let (connection, set_aside) = match connect(&path) {
            Ok(connection) => (connection, None),
            Err(error) if is_damage(&error) => {
                let kept_as = set_aside(&path).map_err(|error| unavailable(error.into()))?;
                (connect(&path).map_err(unavailable)?, Some(kept_as))
            }
            Err(error) => return Err(unavailable(error)),
        };
        let database = Self {
            connection: Arc::new(Mutex::new(connection)),
            written: Arc::default(),
            _lock: Arc::new(lock),
        };
        Ok(Opened {
            database,
            set_aside,
        })
    }

    /// Runs `work` in one transaction, on a thread that may block. All of it is durable when this returns, or none.
    pub async fn transact<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, DatabaseError> + Send + 'static,
    ) -> Result<T, DatabaseError> {
        let connection = Arc::clone(&self.connection);
        let written = Arc::clone(&self.written);
        tokio::task::spawn_blocking(move || {
            // A panic while the lock was held has rolled its transaction back: the connection is sound.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction()?;
            let before = transaction.total_changes();
            let result = work(&transaction)?;
            let changed = transaction.total_changes() != before;
            transaction.commit()?;
            written.fetch_add(u64::from(changed), Ordering::Relaxed);
            Ok(result)
        })
        .await
        .expect("database work neither panics nor is cancelled")
    }
}

#[cfg(feature = "testing")]
impl Database {
    /// How many transactions have changed something since it was opened.
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }
}

fn migrations() -> Migrations<'static> {
    Migrations::new(vec![M::up(include_str!("database/001-start.sql"))])
}

fn connect(path: &Path) -> Result<Connection, DatabaseError> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    let health: String = connection.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
    if health != "ok" {
        return Err(DatabaseError::Unreadable("quick_check"));
    }
    migrations().to_latest(&mut connection)?;
    Ok(connection)
}

/// An empty database in memory that lets rows in which the checks of the schema would keep out: only the readers stand
/// between them and the rest.
#[cfg(any(test, feature = "fuzzing"))]
pub fn schema() -> Result<Connection, DatabaseError> {
    let mut connection = Connection::open_in_memory()?;
    migrations().to_latest(&mut connection)?;
    connection.pragma_update(None, "foreign_keys", "OFF")?;
    connection.pragma_update(None, "ignore_check_constraints", "ON")?;
    Ok(connection)
}

fn take_lock(path: &Path) -> Result<File, OpenError> {
    let io = |error: std::io::Error| OpenError::Unavailable(error.into());
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(io)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::HeldByAnother),
        Err(TryLockError::Error(error)) => Err(io(error)),
    }
}

/// Whether setting the file aside can help: it is not a database, or not a whole one.
fn is_damage(error: &DatabaseError) -> bool {
    match error {
        DatabaseError::Sqlite(error)
        | DatabaseError::Migration(rusqlite_migration::Error::RusqliteError {
            err: error, ..
        }) => {
            matches!(
                error.sqlite_error_code(),
                Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt)
            )
        }
        DatabaseError::Unreadable(_) => true,
        // Made by a newer Paylink, most likely: sound, and not ours to move.
        DatabaseError::Migration(_) | DatabaseError::Io(_) => false,
    }
}

/// Moves the file and its companions to a name that is not taken.
fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let kept_as = (1..1000)
        .map(|number| path.with_file_name(format!("paylink-damaged-{number}.db")))
        .find(|candidate| !candidate.exists())
        .ok_or_else(|| std::io::Error::other("too many damaged files are kept already"))?;
    std::fs::rename(path, &kept_as)?;
    for suffix in ["-wal", "-shm"] {
        let companion = with_suffix(path, suffix);
        if companion.exists() {
            std::fs::rename(companion, with_suffix(&kept_as, suffix))?;
        }
    }
    sync_folder_of(path)?;
    Ok(kept_as)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(unix)]
const PRIVATE: u32 = 0o700;

/// Makes the folder as needed, for this user alone.
///
/// # Errors
/// Whatever the file system says.
#[cfg(unix)]
pub fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(PRIVATE)
        .create(folder)?;
    // One that was there before may be open to others.
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(PRIVATE))
}

/// Makes the folder as needed. The user's profile folder is private already on Windows.
#[cfg(not(unix))]
pub fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(unix)]
fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Windows has no such call; its file system journals renames.
#[cfg(not(unix))]
fn sync_folder_of(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_sound() {
        migrations().validate().unwrap();
    }

    #[test]
    fn a_second_process_is_told_that_the_data_is_held() {
        let folder = tempfile::tempdir().unwrap();
        let _first = Database::open(folder.path()).unwrap();

        let second = Database::open(folder.path());

        assert!(matches!(second, Err(OpenError::HeldByAnother)));
    }

    #[test]
    fn the_data_is_free_again_when_its_holder_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        drop(Database::open(folder.path()).unwrap());

        assert!(Database::open(folder.path()).is_ok());
    }

    #[test]
    fn a_damaged_file_is_set_aside_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paylink.db");
        write(&path, b"this was never a database");

        let opened = Database::open(folder.path()).unwrap();

        let kept_as = opened.set_aside.unwrap();
        assert_eq!(
            std::fs::read(kept_as).unwrap(),
            b"this was never a database"
        );
    }

    #[test]
    fn a_file_of_a_newer_paylink_stays_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        drop(Database::open(folder.path()).unwrap());
        let path = folder.path().join("paylink.db");
        let newer = Connection::open(&path).unwrap();
        newer.pragma_update(None, "user_version", 99).unwrap();
        drop(newer);

        let opened = Database::open(folder.path());

        assert!(matches!(opened, Err(OpenError::Unavailable(_))));
        assert!(path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_for_this_user_alone_whoever_made_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();

        let _open = Database::open(folder.path()).unwrap();

        let mode = std::fs::metadata(folder.path())
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_missing_file_is_nothing_to_report() {
        let folder = tempfile::tempdir().unwrap();

        assert_eq!(Database::open(folder.path()).unwrap().set_aside, None);
    }

    fn write(path: &Path, bytes: &[u8]) {
        use std::io::Write;
        File::create(path).unwrap().write_all(bytes).unwrap();
    }
}
