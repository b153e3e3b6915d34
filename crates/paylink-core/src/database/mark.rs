//! The high-water mark: which file the database is, and how often it has been written, noted outside of it.
//!
//! A write-ahead log that was cut off or taken away makes an older state of the data, and an older file put in its place
//! makes one, too. SQLite cannot tell; but a request that was sent since would then be sent again. The database counts
//! its commits, and each count is noted in a file beside it once the commit is durable. The note needs no sync of its
//! own: after a power cut it may be behind the data, and never ahead of it.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) file: String,
    pub(super) commits: i64,
}

impl Mark {
    /// Of a file that has never been written.
    pub(super) fn new() -> Self {
        Self {
            file: Uuid::new_v4().to_string(),
            commits: 0,
        }
    }

    /// As noted beside the database; nothing if there is no note or it cannot be read.
    pub(super) fn noted(path: &Path) -> Option<Self> {
        let mut text = String::new();
        File::open(path).ok()?.read_to_string(&mut text).ok()?;
        let (content, sum) = text.trim_end().rsplit_once(' ')?;
        let (file, commits) = content.split_once(' ')?;
        let mark = Self {
            file: file.to_owned(),
            commits: i64::from_str_radix(commits, 16).ok()?,
        };
        (sum_of(content) == sum).then_some(mark)
    }

    /// As the database has it.
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Option<Self>> {
        connection
            .query_row("SELECT file, commits FROM mark", [], |row| {
                Ok(Self {
                    file: row.get(0)?,
                    commits: row.get(1)?,
                })
            })
            .optional()
    }

    pub(super) fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection.execute(
            "INSERT OR REPLACE INTO mark (only, file, commits) VALUES (1, ?1, ?2)",
            (&self.file, self.commits),
        )?;
        Ok(())
    }

    /// Whether a database with this mark may be the one that was last noted, or a later state of it.
    pub(super) fn may_follow(&self, noted: &Self) -> bool {
        self.file == noted.file && self.commits >= noted.commits
    }

    /// Always of the same length, so that a note replaces the one before in one go.
    fn text(&self) -> String {
        let content = format!("{} {:016x}", self.file, self.commits);
        let sum = sum_of(&content);
        format!("{content} {sum}\n")
    }
}

/// Counts one commit more, inside of it.
pub(super) fn count_commit(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row(
        "UPDATE mark SET commits = commits + 1 RETURNING commits",
        [],
        |row| row.get(0),
    )
}

/// The file that the mark is noted in.
pub(super) struct Notebook {
    file: Option<File>,
    mark: Mark,
}

impl Notebook {
    pub(super) fn open(path: &Path, mark: Mark) -> Self {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path);
        if let Err(error) = &file {
            tracing::warn!(%error, "the mark of the database is not noted");
        }
        let mut notebook = Self {
            file: file.ok(),
            mark,
        };
        notebook.note(notebook.mark.commits);
        notebook
    }

    /// How often the database has been written, as noted last.
    #[cfg(feature = "testing")]
    pub(super) fn commits(&self) -> i64 {
        self.mark.commits
    }

    /// Lets go of the file.
    pub(super) fn close(&mut self) {
        self.file = None;
    }

    /// A mark that is not noted (the disk is full) is behind the data, which is what it may be.
    pub(super) fn note(&mut self, commits: i64) {
        self.mark.commits = commits;
        let text = self.mark.text();
        let noted = self.file.as_mut().map(|file| {
            file.seek(SeekFrom::Start(0))?;
            file.write_all(text.as_bytes())
        });
        if let Some(Err(error)) = noted {
            tracing::debug!(%error, "the mark of the database was not noted");
        }
    }
}

fn sum_of(content: &str) -> String {
    format!("{:08x}", crc32fast::hash(content.as_bytes()))
}
