//! The one durable file: profiles, links, people, and the outbox's journal, in SQLite.
//!
//! Every commit is on the disk before the call returns (`synchronous=FULL`). One process writes: an operating-system
//! lock beside the file says which, and is gone with the process. A file that cannot be read is set aside under a new
//! name, never deleted. Beside it, only the [`catalog`](crate::catalog) of this crate writes to the disk, and only what
//! follows from this file.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

pub mod changes;
mod copy;
pub mod events;
mod files;
mod health;
pub mod kept;
pub mod links;
mod mark;
pub mod paid;
pub mod payments;
pub mod profiles;
mod rebuild;
mod schema;
mod seal;
pub mod templates;

use files::Files;
use health::{Depth, Health};
use mark::{Mark, Notebook};

/// The most settled intents that are kept: what they made is in the links.
const INTENTS_MAX: u32 = 5_000;
/// How many KiB of the file the reading connection remembers.
const READER_CACHE_KIB: i32 = 1024;

/// Somebody else who holds the data is waited for so long; who stays is told of within a second of the start.
const LOCK_PAUSE: Duration = Duration::from_millis(20);
const LOCK_PAUSES_MAX: u32 = 20;

#[derive(Clone)]
pub struct Database {
    open: Arc<Mutex<Open>>,
    /// Reads while somebody writes. Whoever holds this does not wait for `open`.
    reader: Arc<Mutex<Option<Connection>>>,
    /// The file is large, and not all of it has been looked through.
    is_unexamined: Arc<AtomicBool>,
    /// What was found damaged since the start. Asked for by whoever must not wait for the disk.
    set_aside: Arc<Mutex<Vec<PathBuf>>>,
    files: Arc<Files>,
    // Held for as long as the database is: whoever has it may write.
    _lock: Arc<File>,
}

struct Open {
    connection: Connection,
    notebook: Notebook,
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
    #[error("the database was made by a newer Paylink")]
    Newer,
}

impl Database {
    /// Opens the data in `folder`, making both as needed.
    pub fn open(folder: &Path) -> Result<Opened, OpenError> {
        let unavailable = |error: DatabaseError| OpenError::Unavailable(error);
        make_private_folder(folder).map_err(|error| unavailable(error.into()))?;
        let files = Files::of(folder);
        let lock = take_lock(&files.lock, || thread::sleep(LOCK_PAUSE))?;
        let (open, set_aside) = open(&files, Depth::ToStart).map_err(unavailable)?;
        let is_large = health::is_large(&open.connection).unwrap_or(true);
        if !is_large {
            copy::keep_one(&open.connection, &files);
        }
        if let Err(error) = make_files_private(folder) {
            tracing::warn!(%error, "the files are guarded by their folder alone");
        }
        let database = Self {
            open: Arc::new(Mutex::new(open)),
            reader: Arc::default(),
            is_unexamined: Arc::new(AtomicBool::new(is_large)),
            set_aside: Arc::default(),
            files: Arc::new(files),
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
        let database = self.clone();
        tokio::task::spawn_blocking(move || {
            let mut open = database.held();
            let outcome = open.transact(work);
            if let Err(error) = &outcome
                && may_be_damage(error)
            {
                database.recover(&mut open);
            }
            outcome
        })
        .await
        .expect("database work neither panics nor is cancelled")
    }

    /// Runs `work` on one state of the data, on a thread that may block. Does not wait for what is being written: the
    /// state is that of the last commit.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, DatabaseError> + Send + 'static,
    ) -> Result<T, DatabaseError> {
        let database = self.clone();
        tokio::task::spawn_blocking(move || {
            let outcome = database.read_with(work);
            database.recovered(outcome)
        })
        .await
        .expect("database work neither panics nor is cancelled")
    }

    pub(crate) fn read_with<T>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        let mut reader = lock(&self.reader);
        let connection = match &mut *reader {
            Some(connection) => connection,
            none => none.insert(reading(&self.files.database)?),
        };
        let transaction = connection.transaction()?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    /// As [`read`](Self::read), for work that takes long or waits for something else: over a connection of its own, so
    /// that others read meanwhile.
    pub async fn read_apart<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, DatabaseError> + Send + 'static,
    ) -> Result<T, DatabaseError> {
        let database = self.clone();
        tokio::task::spawn_blocking(move || {
            let apart = Self {
                reader: Arc::default(),
                ..database.clone()
            };
            let outcome = apart.read_with(work);
            drop(apart);
            database.recovered(outcome)
        })
        .await
        .expect("database work neither panics nor is cancelled")
    }

    /// The file in which a catalog of the links may be kept between two starts.
    pub fn catalog_file(&self) -> PathBuf {
        self.files.catalog.clone()
    }

    /// Whether the file is large, and was not looked through to its end.
    pub fn is_unexamined(&self) -> bool {
        self.is_unexamined.load(Ordering::Relaxed)
    }

    /// Looks through all of a large file, beside whoever uses it, and then makes the daily copy. What is damaged is
    /// rebuilt as at a start.
    pub async fn examine(&self) {
        let database = self.clone();
        tokio::task::spawn_blocking(move || {
            let files = &database.files;
            match health::is_sound_throughout(&files.database) {
                Ok(true) => match health::open(&files.database) {
                    Ok(connection) => copy::keep_one(&connection, files),
                    Err(error) => tracing::warn!(%error, "no copy of the database"),
                },
                Ok(false) => database.recover(&mut database.held()),
                Err(error) if may_be_damage(&error) => {
                    database.recover(&mut database.held());
                }
                Err(error) => tracing::warn!(%error, "the database was not looked through"),
            }
            database.is_unexamined.store(false, Ordering::Relaxed);
        })
        .await
        .expect("database work neither panics nor is cancelled");
    }

    /// Deletes all that is kept, copies and damaged files too, and begins anew; false if `is_busy` says that it may not.
    ///
    /// # Errors
    /// Whatever the disk says. What is left then is opened again.
    pub async fn erase(
        &self,
        is_busy: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<bool, DatabaseError> + Send + 'static,
    ) -> Result<bool, DatabaseError> {
        let database = self.clone();
        tokio::task::spawn_blocking(move || {
            let mut open = database.held();
            let is_busy = open.transact(is_busy)?;
            if !is_busy {
                open.erase(&database.files, &database.reader)?;
            }
            Ok(!is_busy)
        })
        .await
        .expect("database work neither panics nor is cancelled")
    }

    /// Files that were found damaged and set aside since the start.
    pub fn set_aside(&self) -> Vec<PathBuf> {
        lock(&self.set_aside).clone()
    }

    /// How many transactions have changed something so far: each was a sync of the disk.
    #[cfg(feature = "testing")]
    pub fn written(&self) -> u64 {
        u64::try_from(self.held().notebook.commits()).unwrap_or_default()
    }

    /// What reading came to; where the file may be damaged, that is looked into.
    fn recovered<T>(&self, outcome: Result<T, DatabaseError>) -> Result<T, DatabaseError> {
        if let Err(error) = &outcome
            && may_be_damage(error)
        {
            self.recover(&mut self.held());
        }
        outcome
    }

    /// Looks through the whole file and rebuilds it where that helps.
    fn recover(&self, open: &mut Open) {
        let set_aside = open.recover(&self.files, &self.reader);
        lock(&self.set_aside).extend(set_aside);
    }

    fn held(&self) -> MutexGuard<'_, Open> {
        lock(&self.open)
    }
}

impl Open {
    fn transact<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        let transaction = self.connection.transaction()?;
        let before = transaction.total_changes();
        let result = work(&transaction)?;
        let commits = if transaction.total_changes() > before {
            Some(mark::count_commit(&transaction)?)
        } else {
            None
        };
        transaction.commit()?;
        if let Some(commits) = commits {
            self.notebook.note(commits);
        }
        Ok(result)
    }

    fn erase(
        &mut self,
        files: &Files,
        reader: &Mutex<Option<Connection>>,
    ) -> Result<(), DatabaseError> {
        let mut reader = lock(reader);
        drop(reader.take());
        self.notebook.close();
        // The last connection takes the log along.
        drop(std::mem::replace(
            &mut self.connection,
            Connection::open_in_memory()?,
        ));
        let erased = files.erase();
        let (open, _) = open(files, Depth::ToStart)?;
        *self = open;
        Ok(erased?)
    }

    /// What failed may then be tried again; while there is no file to work with, each call that fails looks for it once
    /// more. Gives what a damaged file was kept as.
    fn recover(&mut self, files: &Files, reader: &Mutex<Option<Connection>>) -> Option<PathBuf> {
        // Nobody else may hold the file while it is moved.
        let mut reader = lock(reader);
        drop(reader.take());
        match Connection::open_in_memory() {
            Ok(nothing) => drop(std::mem::replace(&mut self.connection, nothing)),
            Err(_) => return None,
        }
        match open(files, Depth::Everything) {
            Ok((open, set_aside)) => {
                *self = open;
                set_aside
            }
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "no data any more");
                None
            }
        }
    }
}

/// A panic while a connection was locked has rolled its transaction back: it is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A connection that changes nothing, and reads what was committed last whoever writes.
fn reading(path: &Path) -> Result<Connection, DatabaseError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "query_only", "ON")?;
    connection.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
    seal::teach(&connection)?;
    Ok(connection)
}

/// The data as it is, or as much of it as can be had; and what a damaged file was kept as.
fn open(files: &Files, depth: Depth) -> Result<(Open, Option<PathBuf>), DatabaseError> {
    let mut set_aside = rebuild::finish(files)?;
    if files.are_new() {
        schema::create_first(files)?;
    }
    let open = match usable(files, depth)? {
        Some(open) => open,
        None => {
            set_aside = Some(rebuild::rebuild(files)?);
            let rebuilt = usable(files, depth)?;
            rebuilt.ok_or(DatabaseError::Unreadable("a rebuilt database"))?
        }
    };
    if set_aside.is_none() && is_untold(&open.connection)? {
        set_aside = Some(files.last_set_aside());
    }
    Ok((open, set_aside))
}

/// The file, ready for work; some damage shows only then.
fn usable(files: &Files, depth: Depth) -> Result<Option<Open>, DatabaseError> {
    let Some(connection) = sound(files, depth)? else {
        return Ok(None);
    };
    match ready(connection, files) {
        Ok(open) => Ok(Some(open)),
        Err(error) if may_be_damage(&error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a damaged database"
            );
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn ready(connection: Connection, files: &Files) -> Result<Open, DatabaseError> {
    schema::set_up(&connection)?;
    forget_the_oldest(&connection)?;
    is_untold(&connection)?;
    let mark = Mark::of(&connection)?.ok_or(DatabaseError::Unreadable("mark"))?;
    health::trust(&connection)?;
    Ok(Open {
        connection,
        notebook: Notebook::open(&files.mark, mark),
    })
}

/// Paylink stopped after a rebuild and before the user can have read of it.
fn is_untold(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM untold WHERE what = 'rebuild')",
        [],
        |row| row.get(0),
    )
}

/// Notes that the user has been told what became of a damaged file.
pub fn told(transaction: &rusqlite::Transaction<'_>) -> Result<(), DatabaseError> {
    transaction.execute("DELETE FROM untold", [])?;
    Ok(())
}

/// The file, if it is there and all that it should be.
fn sound(files: &Files, depth: Depth) -> Result<Option<Connection>, DatabaseError> {
    if !files.may_be_whole() {
        return Ok(None);
    }
    match health::examine(&files.database, Mark::noted(&files.mark).as_ref(), depth)? {
        Health::Sound(connection) => Ok(Some(*connection)),
        Health::Damaged(why) => {
            tracing::warn!(why, "a damaged database");
            Ok(None)
        }
        Health::Newer => Err(DatabaseError::Newer),
    }
}

/// Keeps the file from growing for ever. What is unfinished, and whatever came after it, is needed to tell what an
/// unknown request has made; links stay.
fn forget_the_oldest(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM intent WHERE seen = 1
           AND id NOT IN (SELECT id FROM intent ORDER BY created_at DESC, id DESC LIMIT ?1)
           AND NOT EXISTS (
             SELECT 1 FROM step JOIN intent AS other ON other.id = intent_id
             WHERE state NOT IN ('done', 'refused', 'taken_back', 'dropped')
               AND other.created_at <= intent.created_at)",
        [INTENTS_MAX],
    )?;
    Ok(())
}

/// An empty database in memory that lets rows in which the checks of the schema would keep out: only the readers stand
/// between them and the rest.
#[cfg(any(test, feature = "fuzzing"))]
pub fn schema() -> Result<Connection, DatabaseError> {
    let mut connection = Connection::open_in_memory()?;
    seal::teach(&connection)?;
    schema::migrations().to_latest(&mut connection)?;
    seal::seal_from_here_on(&connection)?;
    connection.pragma_update(None, "foreign_keys", "OFF")?;
    connection.pragma_update(None, "ignore_check_constraints", "ON")?;
    Ok(connection)
}

/// Takes the lock, or pauses and tries again: a Paylink that starts itself again may be there before it is gone.
fn take_lock(path: &Path, mut pause: impl FnMut()) -> Result<File, OpenError> {
    let io = |error: std::io::Error| OpenError::Unavailable(error.into());
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(io)?;
    for _ in 0..LOCK_PAUSES_MAX {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => pause(),
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
    }
    Err(OpenError::HeldByAnother)
}

/// Whether the whole file should be looked through after this.
fn may_be_damage(error: &DatabaseError) -> bool {
    match error {
        DatabaseError::Sqlite(error) => {
            let misread = matches!(
                error,
                rusqlite::Error::FromSqlConversionFailure(..)
                    | rusqlite::Error::IntegralValueOutOfRange(..)
                    | rusqlite::Error::InvalidColumnType(..)
                    | rusqlite::Error::Utf8Error(..)
            );
            let code = error.sqlite_error_code();
            misread
                || matches!(
                    code,
                    // The last is what a table is called that is not there any more.
                    Some(
                        rusqlite::ErrorCode::NotADatabase
                            | rusqlite::ErrorCode::DatabaseCorrupt
                            | rusqlite::ErrorCode::Unknown
                    )
                )
        }
        DatabaseError::Unreadable(_) => true,
        DatabaseError::Migration(_) | DatabaseError::Io(_) | DatabaseError::Newer => false,
    }
}

#[cfg(unix)]
const PRIVATE: u32 = 0o700;
#[cfg(unix)]
const PRIVATE_FILE: u32 = 0o600;

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

/// Makes the files of a folder this user's alone; those of its folders stay as they are.
///
/// # Errors
/// Whatever the file system says.
#[cfg(unix)]
pub fn make_files_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // One that a link leads to is not ours to change, and one may be gone by now.
        if entry.file_type()?.is_file()
            && let Err(error) = std::fs::set_permissions(
                entry.path(),
                std::fs::Permissions::from_mode(PRIVATE_FILE),
            )
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(error);
        }
    }
    Ok(())
}

/// The user's profile folder is private already on Windows.
#[cfg(not(unix))]
pub fn make_files_private(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Makes the folder as needed. The user's profile folder is private already on Windows.
#[cfg(not(unix))]
pub fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests;
