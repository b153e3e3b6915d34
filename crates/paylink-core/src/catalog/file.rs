//! The catalog between two starts: its columns one after the other, and a sum over all of them.
//!
//! It is written under another name and renamed, without a sync: after a power cut it may be anything. What does not
//! have the right sum is no catalog.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

use uuid::Uuid;

use super::shelf::Shelf;
use super::texts::Texts;
use crate::database::changes::State;

/// Says what follows, in which version.
const HEAD: &[u8; 16] = b"paylink-catalog1";
/// Far above what a hundred thousand links need.
const SIZE_MAX: u64 = 1 << 30;

pub fn write(path: &Path, state: &State, shelves: &BTreeMap<Uuid, Shelf>) -> Result<()> {
    let mut out = HEAD.to_vec();
    bytes(&mut out, state.edition.as_bytes());
    out.extend(state.commits.to_le_bytes());
    out.extend((shelves.len() as u64).to_le_bytes());
    for (profile, shelf) in shelves {
        out.extend(profile.as_bytes());
        out.extend(shelf.revision.to_le_bytes());
        texts(&mut out, &shelf.own);
        texts(&mut out, &shelf.shared);
        for column in [
            &shelf.rows,
            &shelf.descriptions,
            &shelf.people,
            &shelf.newest,
        ] {
            numbers(&mut out, column, |number| number.to_le_bytes());
        }
        numbers(&mut out, &shelf.ages, |number| number.to_le_bytes());
        numbers(&mut out, &shelf.amounts, |number| number.to_le_bytes());
        numbers(&mut out, &shelf.last_days, |number| number.to_le_bytes());
        bytes(&mut out, &shelf.currencies);
        bytes(&mut out, &shelf.traits);
    }
    let sum = crc32fast::hash(&out);
    out.extend(sum.to_le_bytes());
    let making = path.with_extension("catalog-making");
    write_new(&making, &out)?;
    fs::rename(making, path)
}

fn write_new(path: &Path, content: &[u8]) -> Result<()> {
    use std::io::Write;
    let mut options = fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    options.open(path)?.write_all(content)
}

/// The catalog that was written last; nothing if there is none.
///
/// # Errors
/// If it cannot be read, or is not what was written.
pub fn read(path: &Path) -> Result<Option<(State, BTreeMap<Uuid, Shelf>)>> {
    let content = match fs::metadata(path) {
        Ok(metadata) if metadata.len() > SIZE_MAX => return Err(ErrorKind::FileTooLarge.into()),
        Ok(_) => fs::read(path)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let Some((content, sum)) = content.split_last_chunk::<4>() else {
        return Err(damaged());
    };
    if crc32fast::hash(content) != u32::from_le_bytes(*sum) {
        return Err(damaged());
    }
    let mut rest = Rest(content);
    rest.all().ok_or_else(damaged).map(Some)
}

fn damaged() -> Error {
    Error::new(ErrorKind::InvalidData, "it is not what was written")
}

fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u64).to_le_bytes());
    out.extend(bytes);
}

fn texts(out: &mut Vec<u8>, texts: &Texts) {
    bytes(out, &texts.bytes);
    numbers(out, &texts.ends, |number| number.to_le_bytes());
}

fn numbers<T: Copy, const N: usize>(out: &mut Vec<u8>, column: &[T], le: impl Fn(T) -> [u8; N]) {
    out.extend((column.len() as u64).to_le_bytes());
    out.extend(column.iter().flat_map(|&number| le(number)));
}

/// What is left to be read of a file with the right sum.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn all(&mut self) -> Option<(State, BTreeMap<Uuid, Shelf>)> {
        let head: [u8; 16] = self.array()?;
        if head != *HEAD {
            return None;
        }
        let edition = String::from_utf8(self.bytes()?).ok()?;
        let commits = i64::from_le_bytes(self.array()?);
        let mut shelves = BTreeMap::new();
        for _ in 0..u64::from_le_bytes(self.array()?) {
            let profile = Uuid::from_bytes(self.array()?);
            shelves.insert(profile, self.shelf()?);
        }
        Some((State { edition, commits }, shelves))
    }

    fn shelf(&mut self) -> Option<Shelf> {
        let shelf = Shelf {
            revision: u32::from_le_bytes(self.array()?),
            own: self.texts()?,
            shared: self.texts()?,
            rows: self.numbers(u32::from_le_bytes)?,
            descriptions: self.numbers(u32::from_le_bytes)?,
            people: self.numbers(u32::from_le_bytes)?,
            newest: self.numbers(u32::from_le_bytes)?,
            ages: self.numbers(u64::from_le_bytes)?,
            amounts: self.numbers(u64::from_le_bytes)?,
            last_days: self.numbers(u16::from_le_bytes)?,
            currencies: self.bytes()?,
            traits: self.bytes()?,
            ..Shelf::default()
        };
        shelf.is_whole().then_some(shelf)
    }

    fn texts(&mut self) -> Option<Texts> {
        Some(Texts {
            bytes: self.bytes()?,
            ends: self.numbers(u32::from_le_bytes)?,
        })
    }

    fn bytes(&mut self) -> Option<Vec<u8>> {
        let length = self.length()?;
        Some(self.take(length)?.to_vec())
    }

    fn numbers<T, const N: usize>(&mut self, le: impl Fn([u8; N]) -> T) -> Option<Vec<T>> {
        let length = self.length()?.checked_mul(N)?;
        let (chunks, _) = self.take(length)?.as_chunks::<N>();
        Some(chunks.iter().map(|chunk| le(*chunk)).collect())
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.array()?)).ok()
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn take(&mut self, length: usize) -> Option<&[u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}
