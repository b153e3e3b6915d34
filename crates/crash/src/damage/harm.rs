//! The ways in which a file is harmed, and what is remembered of it to judge by.

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use fastrand::Rng;
use rusqlite::Connection;

use super::Sample;
use crate::unable::Able;

const PAGE: usize = 4096;

/// The largest file whose content is remembered.
const COMPARED_MAX: u64 = 16 << 20;

/// A database of the first version, with other rows.
const FIRST_VERSION: &[u8] = include_bytes!("../../../paylink-core/src/database/version-1.db");

/// What is done to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Harm {
    FlipBit,
    FlipManyBits,
    Truncate,
    FillWithNul,
    Empty,
    SwapPages,
    Garbage,
    Grow,
    Remove,
    RemoveLog,
    RemoveIndexOfLog,
    ForeignLog,
    OlderState,
    FirstVersion,
    NewerVersion,
    Symlink,
    SymlinkToNothing,
    Directory,
}

impl Harm {
    const ALL: [Self; 18] = [
        Self::FlipBit,
        Self::FlipManyBits,
        Self::Truncate,
        Self::FillWithNul,
        Self::Empty,
        Self::SwapPages,
        Self::Garbage,
        Self::Grow,
        Self::Remove,
        Self::RemoveLog,
        Self::RemoveIndexOfLog,
        Self::ForeignLog,
        Self::OlderState,
        Self::FirstVersion,
        Self::NewerVersion,
        Self::Symlink,
        Self::SymlinkToNothing,
        Self::Directory,
    ];

    /// Harm that has many forms is tried most often.
    pub(super) fn any(rng: &mut Rng) -> Self {
        const MANY: [Harm; 6] = [
            Harm::FlipBit,
            Harm::FlipManyBits,
            Harm::Truncate,
            Harm::FillWithNul,
            Harm::SwapPages,
            Harm::Garbage,
        ];
        let choices: &[Self] = if rng.u8(0..10) < 7 { &MANY } else { &Self::ALL };
        choices[rng.usize(..choices.len())]
    }

    /// Does it to a data folder.
    pub(super) fn apply(self, rng: &mut Rng, sample: &Sample, data: &Path) -> Able<Harmed> {
        let database = data.join("paylink.db");
        let log = data.join("paylink.db-wal");
        let name = self.target(rng, data);
        let path = data.join(name);
        match self {
            Self::FlipBit
            | Self::FlipManyBits
            | Self::Truncate
            | Self::FillWithNul
            | Self::Empty
            | Self::SwapPages
            | Self::Garbage => {
                let bytes = self.changed(rng, fs::read(&path)?);
                put(&path, &bytes)?;
            }
            // A gigabyte, of which nothing is on the disk.
            Self::Grow => OpenOptions::new()
                .write(true)
                .open(&path)?
                .set_len(1 << 30)?,
            Self::Remove => fs::remove_file(&path)?,
            Self::RemoveLog => remove_if_there(&log)?,
            Self::RemoveIndexOfLog => remove_if_there(&data.join("paylink.db-shm"))?,
            Self::ForeignLog => {
                fs::copy(sample.foreign.join("paylink.db-wal"), &log)?;
            }
            Self::OlderState => {
                for name in ["paylink.db", "paylink.db-wal"] {
                    fs::copy(sample.earlier.join(name), data.join(name))?;
                }
                remove_if_there(&data.join("paylink.db-shm"))?;
            }
            Self::FirstVersion => {
                without_a_log(&database)?;
                put(&database, FIRST_VERSION)?;
            }
            Self::NewerVersion => {
                let connection = Connection::open(&database)?;
                connection.pragma_update(None, "user_version", 99)?;
            }
            Self::Symlink | Self::SymlinkToNothing => {
                without_a_log(&database)?;
                let elsewhere = data.join("elsewhere.db");
                fs::rename(&database, &elsewhere)?;
                symlink(&elsewhere, &database)?;
                if self == Self::SymlinkToNothing {
                    fs::remove_file(&elsewhere)?;
                }
            }
            Self::Directory => {
                fs::remove_file(&database)?;
                fs::create_dir(&database)?;
                put(&database.join("a file"), b"of somebody's")?;
            }
        }
        let matters = matches!(name, "paylink.db" | "paylink.db-wal");
        Ok(Harmed {
            name,
            content: content_of(&path),
            path,
            matters,
            has_other_rows: matches!(self, Self::FirstVersion | Self::ForeignLog),
        })
    }

    /// The file that it is done to.
    fn target(self, rng: &mut Rng, data: &Path) -> &'static str {
        let name = match self {
            Self::RemoveLog | Self::ForeignLog => "paylink.db-wal",
            Self::RemoveIndexOfLog => "paylink.db-shm",
            Self::FlipBit
            | Self::FlipManyBits
            | Self::Truncate
            | Self::FillWithNul
            | Self::Empty
            | Self::SwapPages
            | Self::Garbage => match rng.u8(0..20) {
                0..12 => "paylink.db",
                12..16 => "paylink.db-wal",
                16 => "paylink.db-shm",
                17 | 18 => "paylink.mark",
                _ => "paylink-copy.db",
            },
            Self::Grow
            | Self::Remove
            | Self::OlderState
            | Self::FirstVersion
            | Self::NewerVersion
            | Self::Symlink
            | Self::SymlinkToNothing
            | Self::Directory => "paylink.db",
        };
        let has_content = fs::metadata(data.join(name)).is_ok_and(|metadata| metadata.len() > 0);
        let is_changed = !matches!(
            self,
            Self::RemoveLog | Self::ForeignLog | Self::RemoveIndexOfLog
        );
        if is_changed && !has_content {
            return "paylink.db";
        }
        name
    }

    fn changed(self, rng: &mut Rng, mut bytes: Vec<u8>) -> Vec<u8> {
        let size = bytes.len();
        let at = rng.usize(..size);
        match self {
            Self::FlipBit => bytes[at] ^= 1 << rng.u8(..8),
            Self::FlipManyBits => {
                for _ in 0..rng.usize(2..200) {
                    let at = rng.usize(..size);
                    bytes[at] ^= 1 << rng.u8(..8);
                }
            }
            Self::Truncate => bytes.truncate(at),
            Self::FillWithNul => {
                let end = (at + rng.usize(1..=size)).min(size);
                bytes[at..end].fill(0);
            }
            Self::Empty => bytes.clear(),
            Self::SwapPages => {
                let pages = (size / PAGE).max(1);
                let (one, other) = (rng.usize(..pages) * PAGE, rng.usize(..pages) * PAGE);
                for offset in 0..PAGE.min(size - one.max(other)) {
                    bytes.swap(one + offset, other + offset);
                }
            }
            Self::Garbage => {
                let end = (at + rng.usize(1..=4 * PAGE)).min(size);
                rng.fill(&mut bytes[at..end]);
            }
            Self::Grow
            | Self::Remove
            | Self::RemoveLog
            | Self::RemoveIndexOfLog
            | Self::ForeignLog
            | Self::OlderState
            | Self::FirstVersion
            | Self::NewerVersion
            | Self::Symlink
            | Self::SymlinkToNothing
            | Self::Directory => {}
        }
        bytes
    }
}

/// A file that was harmed.
pub(super) struct Harmed {
    pub(super) name: &'static str,
    path: PathBuf,
    /// What it then held; nothing if it is gone or no file.
    content: Option<Vec<u8>>,
    /// Something that must not be lost is in such a file.
    pub(super) matters: bool,
    /// It holds rows that were never in this folder.
    pub(super) has_other_rows: bool,
}

impl Harmed {
    pub(super) fn is_in_place(&self) -> bool {
        content_of(&self.path) == self.content
    }

    /// Whether it lies in the folder under another name, to the byte.
    pub(super) fn is_kept(&self, data: &Path) -> bool {
        let Some(content) = &self.content else {
            return true;
        };
        let kept = fs::read_dir(data).into_iter().flatten().flatten();
        kept.filter(|entry| entry.file_name().to_string_lossy().contains("damaged"))
            .any(|entry| fs::read(entry.path()).is_ok_and(|kept| kept == *content))
    }
}

/// Nothing of what is no file, or too large to be compared.
fn content_of(path: &Path) -> Option<Vec<u8>> {
    let size = fs::metadata(path).ok()?.len();
    (size <= COMPARED_MAX).then(|| fs::read(path).ok())?
}

/// Brings everything into the database itself.
fn without_a_log(database: &Path) -> Able<()> {
    let connection = Connection::open(database)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> Able<()> {
    let mut file = File::create(path)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file.write_all(bytes)?)
}

pub(super) fn remove_if_there(path: &Path) -> Able<()> {
    if path.exists() {
        fs::remove_file(path)?;
    }
    Ok(())
}

#[cfg(unix)]
fn symlink(to: &Path, at: &Path) -> Able<()> {
    Ok(std::os::unix::fs::symlink(to, at)?)
}

/// Making one takes rights that a user rarely has: the file itself does.
#[cfg(not(unix))]
fn symlink(to: &Path, at: &Path) -> Able<()> {
    if to.exists() {
        fs::copy(to, at)?;
    }
    Ok(())
}
