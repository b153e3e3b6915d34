//! The files of a data folder: what each is called, and moving them so that a stop leaves the old or the new.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What SQLite keeps beside a database.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

pub(super) struct Files {
    pub(super) lock: PathBuf,
    pub(super) database: PathBuf,
    /// The note of how often it was written.
    pub(super) mark: PathBuf,
    /// The last good copy.
    pub(super) copy: PathBuf,
    /// A database that is being made; worth nothing after a stop.
    pub(super) making: PathBuf,
    /// A database that was made of a damaged one, and is to take its place.
    pub(super) rebuilt: PathBuf,
    /// What follows from the links, so that the next start need not gather it.
    pub(super) catalog: PathBuf,
}

impl Files {
    pub(super) fn of(folder: &Path) -> Self {
        Self {
            lock: folder.join("paylink.lock"),
            database: folder.join("paylink.db"),
            mark: folder.join("paylink.mark"),
            copy: folder.join("paylink-copy.db"),
            making: folder.join("paylink-making.db"),
            rebuilt: folder.join("paylink-rebuilt.db"),
            catalog: folder.join("links.catalog"),
        }
    }

    pub(super) fn are_new(&self) -> bool {
        let [wal, _] = companions(&self.database);
        [&self.database, &wal, &self.mark, &self.copy]
            .iter()
            .all(|path| !is_there(path))
    }

    /// A file that was never empty, whose log has not been taken away: worth looking into.
    pub(super) fn may_be_whole(&self) -> bool {
        let [wal, shm] = companions(&self.database);
        let has_content = fs::metadata(&self.database)
            .is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0);
        has_content && (is_there(&wal) || !is_there(&shm))
    }

    /// Moves the database, its companions and its mark to a name that is not taken; gives the first that was there.
    pub(super) fn set_aside(&self) -> std::io::Result<PathBuf> {
        let kept_as = self
            .names_aside()
            .find(|name| what_is_kept_as(name).is_none())
            .ok_or_else(|| std::io::Error::other("too many damaged files are kept already"))?;
        let [wal, shm] = companions(&self.database);
        let [kept_wal, kept_shm] = companions(&kept_as);
        let moves = [
            (&self.database, kept_as.clone()),
            (&wal, kept_wal),
            (&shm, kept_shm),
            (&self.mark, with_suffix(&kept_as, "-mark")),
        ];
        for (from, to) in moves {
            if is_there(from) {
                fs::rename(from, &to)?;
            }
        }
        sync_folder_of(&self.database)?;
        Ok(what_is_kept_as(&kept_as).unwrap_or_else(|| self.copy.clone()))
    }

    /// What was set aside last, or else the copy.
    pub(super) fn last_set_aside(&self) -> PathBuf {
        let kept = self.names_aside().map_while(|name| what_is_kept_as(&name));
        kept.last().unwrap_or_else(|| self.copy.clone())
    }

    fn names_aside(&self) -> impl Iterator<Item = PathBuf> {
        (1..1000).map(|number| {
            let name = format!("paylink-damaged-{number}.db");
            self.database.with_file_name(name)
        })
    }
}

/// The first file of those that are kept under this name.
fn what_is_kept_as(name: &Path) -> Option<PathBuf> {
    let [wal, shm] = companions(name);
    let mark = with_suffix(name, "-mark");
    [name.to_owned(), wal, shm, mark]
        .into_iter()
        .find(|path| is_there(path))
}

/// Gives a finished and closed file the name it is to have; both it and the name are on the disk when this returns.
pub(super) fn publish(finished: &Path, name: &Path) -> std::io::Result<()> {
    File::options().write(true).open(finished)?.sync_all()?;
    fs::rename(finished, name)?;
    sync_folder_of(name)
}

/// Removes a database that is worth nothing, with its companions.
pub(super) fn remove(path: &Path) -> std::io::Result<()> {
    for path in [path.to_owned()].into_iter().chain(companions(path)) {
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

pub(super) fn companions(path: &Path) -> [PathBuf; 2] {
    COMPANIONS.map(|suffix| with_suffix(path, suffix))
}

/// Also a link that leads nowhere.
fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(unix)]
pub(super) fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Windows has no such call; its file system journals renames.
#[cfg(not(unix))]
pub(super) fn sync_folder_of(_path: &Path) -> std::io::Result<()> {
    Ok(())
}
