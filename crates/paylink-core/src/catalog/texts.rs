//! Many short texts in one piece of memory, to be searched in one go.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memchr;
use memchr::memmem::Finder;

use super::bits::Bits;

/// Texts, told apart by their number. No text holds a line break of its own: it is what ends one.
#[derive(Default, Clone)]
pub struct Texts {
    pub(super) bytes: Vec<u8>,
    /// Where each ends, behind its line break.
    pub(super) ends: Vec<u32>,
}

impl Texts {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds a text and gives its number; nothing if there is no room for it.
    pub fn add(&mut self, text: &str) -> Option<u32> {
        let end = u32::try_from(self.bytes.len() + text.len() + 1).ok()?;
        let number = u32::try_from(self.ends.len()).ok()?;
        make_room(&mut self.bytes, text.len() + 1);
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b'\n');
        push(&mut self.ends, end);
        Some(number)
    }

    /// Gives back the room that nothing has taken.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    pub fn get(&self, number: u32) -> &[u8] {
        let range = self.range(number as usize);
        &self.bytes[range.start..range.end.saturating_sub(1)]
    }

    /// Marks those of these texts that hold what is looked for.
    pub fn search(&self, finder: &Finder<'_>, among: &Bits, found: &mut Bits) {
        match *finder.needle() {
            // Most texts hold a single letter: what it takes to begin a search is what all of it takes.
            [letter] => self.mark(|bytes| memchr(letter, bytes), among, found),
            _ => self.mark(|bytes| finder.find(bytes), among, found),
        }
    }

    /// Marks the texts in which the next place is found, one after the other. What stands between two of them is looked
    /// through as well where nothing is found: that is quicker than to begin anew for each.
    fn mark(&self, next: impl Fn(&[u8]) -> Option<usize>, among: &Bits, found: &mut Bits) {
        let mut number = 0;
        while let Some(first) = among.next(number) {
            let from = self.range(first).start;
            let Some(place) = next(&self.bytes[from..]) else {
                return;
            };
            number = first;
            while self.ends[number] as usize <= from + place {
                number += 1;
            }
            found.set(number);
            number += 1;
        }
    }

    /// Whether the ends are ends of what is there.
    pub(super) fn is_whole(&self) -> bool {
        self.ends.is_sorted() && self.ends.last().map_or(0, |end| *end as usize) == self.bytes.len()
    }

    fn range(&self, number: usize) -> Range<usize> {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[number] as usize
    }
}

/// Finds texts that are there already, while many are added. A text whose sum another one has is kept twice.
#[derive(Default, Clone)]
pub struct Known(HashMap<u32, u32>);

impl Known {
    /// What is in these texts already.
    pub fn of(texts: &Texts) -> Self {
        let numbers = 0..u32::try_from(texts.len()).unwrap_or(u32::MAX);
        Self(
            numbers
                .map(|number| (crc32fast::hash(texts.get(number)), number))
                .collect(),
        )
    }

    pub fn add(&mut self, texts: &mut Texts, text: &str) -> Option<u32> {
        let sum = crc32fast::hash(text.as_bytes());
        if let Some(&number) = self.0.get(&sum)
            && texts.get(number) == text.as_bytes()
        {
            return Some(number);
        }
        let number = texts.add(text)?;
        self.0.insert(sum, number);
        Some(number)
    }
}

/// Adds to a column that grows by little, because there are many and each stays for as long as Paylink runs.
pub fn push<T>(column: &mut Vec<T>, value: T) {
    make_room(column, 1);
    column.push(value);
}

fn make_room<T>(column: &mut Vec<T>, more: usize) {
    if column.capacity() - column.len() < more {
        column.reserve_exact(more.max(column.len() / 16).max(64));
    }
}
