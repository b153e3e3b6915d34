//! The catalog between two starts: its columns one after the other, and a sum over all of them.
//!
//! It is written under another name and renamed, without a sync: after a power cut it may be anything. What does not
//! have the right sum is no catalog. It is never in memory as a whole beside the catalog itself.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Error, ErrorKind, Read, Result, Write};
use std::path::Path;
use std::sync::Arc;

use uuid::Uuid;

use super::order::Order;
use super::shelf::Shelf;
use super::texts::Texts;
use crate::database::changes::State;

/// Says what follows, in which version.
const HEAD: &[u8; 16] = b"paylink-catalog1";
/// How many numbers are read or written at once.
const BLOCK: usize = 1_024;

/// # Errors
/// Whatever the file system says; what was there before is then still there.
pub fn write(path: &Path, state: &State, shelves: &BTreeMap<Uuid, Arc<Shelf>>) -> Result<()> {
    let making = path.with_extension("catalog-making");
    let mut options = File::options();
    let file = options.create(true).truncate(true).write(true);
    let mut out = Out {
        file: BufWriter::new(file.open(&making)?),
        sum: crc32fast::Hasher::new(),
    };
    out.put(HEAD)?;
    out.bytes(state.edition.as_bytes())?;
    out.put(&state.commits.to_le_bytes())?;
    out.put(&(shelves.len() as u64).to_le_bytes())?;
    for (profile, shelf) in shelves {
        out.put(profile.as_bytes())?;
        out.shelf(shelf)?;
    }
    let sum = out.sum.clone().finalize();
    out.put(&sum.to_le_bytes())?;
    out.file.flush()?;
    drop(out);
    fs::rename(making, path)
}

/// The catalog that was written last; nothing if there is none.
///
/// # Errors
/// If it cannot be read, or is not what was written.
pub fn read(path: &Path) -> Result<Option<(State, BTreeMap<Uuid, Shelf>)>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let length = file.metadata()?.len();
    read_from(BufReader::new(file), length).map(Some)
}

/// As [`read`], of what has this length.
pub fn read_from(file: impl Read, length: u64) -> Result<(State, BTreeMap<Uuid, Shelf>)> {
    let mut rest = Rest {
        left: length,
        file,
        sum: crc32fast::Hasher::new(),
    };
    let found = rest.all()?;
    let sum = rest.sum.clone().finalize();
    if u32::from_le_bytes(rest.array()?) != sum || rest.left != 0 {
        return Err(damaged());
    }
    let are_whole = found.1.values().all(Shelf::is_whole);
    are_whole.then_some(found).ok_or_else(damaged)
}

fn damaged() -> Error {
    Error::new(ErrorKind::InvalidData, "it is not what was written")
}

struct Out {
    file: BufWriter<File>,
    sum: crc32fast::Hasher,
}

impl Out {
    fn shelf(&mut self, shelf: &Shelf) -> Result<()> {
        self.put(&shelf.revision.to_le_bytes())?;
        for texts in [&shelf.own, &shelf.shared] {
            self.bytes(&texts.bytes)?;
            self.numbers(&texts.ends, u32::to_le_bytes)?;
        }
        for column in [
            &shelf.rows,
            &shelf.descriptions,
            &shelf.people,
            &shelf.newest.0,
        ] {
            self.numbers(column, u32::to_le_bytes)?;
        }
        self.numbers(&shelf.ages, u64::to_le_bytes)?;
        self.numbers(&shelf.amounts, u64::to_le_bytes)?;
        self.numbers(&shelf.last_days, u16::to_le_bytes)?;
        self.bytes(&shelf.currencies)?;
        self.bytes(&shelf.traits)
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.put(&(bytes.len() as u64).to_le_bytes())?;
        self.put(bytes)
    }

    fn numbers<T: Copy, const N: usize>(
        &mut self,
        column: &[T],
        le: fn(T) -> [u8; N],
    ) -> Result<()> {
        self.put(&(column.len() as u64).to_le_bytes())?;
        let mut block = [[0; N]; BLOCK];
        for numbers in column.chunks(BLOCK) {
            for (bytes, &number) in block.iter_mut().zip(numbers) {
                *bytes = le(number);
            }
            self.put(block[..numbers.len()].as_flattened())?;
        }
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.sum.update(bytes);
        self.file.write_all(bytes)
    }
}

/// What is left to be read of a file of which nothing may be believed yet.
struct Rest<R> {
    file: R,
    left: u64,
    sum: crc32fast::Hasher,
}

impl<R: Read> Rest<R> {
    fn all(&mut self) -> Result<(State, BTreeMap<Uuid, Shelf>)> {
        let head: [u8; 16] = self.array()?;
        if head != *HEAD {
            return Err(damaged());
        }
        let edition = String::from_utf8(self.bytes()?).map_err(|_| damaged())?;
        let commits = i64::from_le_bytes(self.array()?);
        let mut shelves = BTreeMap::new();
        for _ in 0..u64::from_le_bytes(self.array()?) {
            let profile = Uuid::from_bytes(self.array()?);
            shelves.insert(profile, self.shelf()?);
        }
        Ok((State { edition, commits }, shelves))
    }

    fn shelf(&mut self) -> Result<Shelf> {
        Ok(Shelf {
            revision: u32::from_le_bytes(self.array()?),
            own: self.texts()?,
            shared: self.texts()?,
            rows: self.numbers(u32::from_le_bytes)?,
            descriptions: self.numbers(u32::from_le_bytes)?,
            people: self.numbers(u32::from_le_bytes)?,
            newest: Order(self.numbers(u32::from_le_bytes)?),
            ages: self.numbers(u64::from_le_bytes)?,
            amounts: self.numbers(u64::from_le_bytes)?,
            last_days: self.numbers(u16::from_le_bytes)?,
            currencies: self.bytes()?,
            traits: self.bytes()?,
            ..Shelf::default()
        })
    }

    fn texts(&mut self) -> Result<Texts> {
        Ok(Texts {
            bytes: self.bytes()?,
            ends: self.numbers(u32::from_le_bytes)?,
        })
    }

    fn bytes(&mut self) -> Result<Vec<u8>> {
        let length = self.length(1)?;
        let mut bytes = vec![0; length];
        self.take(&mut bytes)?;
        Ok(bytes)
    }

    fn numbers<T, const N: usize>(&mut self, le: fn([u8; N]) -> T) -> Result<Vec<T>> {
        let length = self.length(N as u64)?;
        let mut column = Vec::with_capacity(length);
        let mut block = [[0; N]; BLOCK];
        while column.len() < length {
            let count = BLOCK.min(length - column.len());
            self.take(block[..count].as_flattened_mut())?;
            column.extend(block[..count].iter().map(|&number| le(number)));
        }
        Ok(column)
    }

    /// How many items of this size follow: no more than there is room for in the file.
    fn length(&mut self, size: u64) -> Result<usize> {
        let length = u64::from_le_bytes(self.array()?);
        match length.checked_mul(size) {
            Some(bytes) if bytes <= self.left => usize::try_from(length).map_err(|_| damaged()),
            Some(_) | None => Err(damaged()),
        }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut array = [0; N];
        self.take(&mut array)?;
        Ok(array)
    }

    fn take(&mut self, into: &mut [u8]) -> Result<()> {
        self.left = self
            .left
            .checked_sub(into.len() as u64)
            .ok_or_else(damaged)?;
        self.file.read_exact(into)?;
        self.sum.update(into);
        Ok(())
    }
}
