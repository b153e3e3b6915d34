//! The catalog: what can be asked about the links of this computer, kept so that asking takes a moment.
//!
//! Everything in here follows from the database and may be lost at any time. It knows of each link only what is needed
//! to find, count and order it, a few dozen bytes; the rows that are shown are read from the database. Before it
//! answers it takes up what has changed since; a file keeps it between two starts.

mod bits;
mod file;
mod find;
mod fold;
mod order;
pub mod plain;
mod question;
mod shelf;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use rusqlite::Transaction;
use uuid::Uuid;

use crate::database::changes::{self, State};
use crate::database::{DatabaseError, profiles};
use crate::view::{FindLinks, Sorting};

pub use find::Found;
use order::Order;
use question::Question;
use shelf::{Shelf, Taken};

/// From how many changes on the file is written again: what is missing in it is gathered at the next start.
const UNSAVED_MAX: u32 = 1_000;

pub struct Catalog {
    /// Absent while nothing is known: then the file is looked at first.
    state: Option<State>,
    /// Shared with whoever writes them; one that changes meanwhile is copied.
    shelves: BTreeMap<Uuid, Arc<Shelf>>,
    /// Whoever turns a page asks for the same order again.
    ordered: Option<Ordered>,
    file: Option<PathBuf>,
    unsaved: u32,
    writing: Option<JoinHandle<()>>,
}

/// The order that a profile's links had by a sorting.
struct Ordered {
    profile: Uuid,
    revision: u32,
    sorting: Sorting,
    order: Order,
}

impl Catalog {
    pub fn new(file: Option<PathBuf>) -> Self {
        Self {
            state: None,
            shelves: BTreeMap::new(),
            ordered: None,
            file,
            unsaved: 0,
            writing: None,
        }
    }

    /// Takes up what has changed.
    ///
    /// # Errors
    /// Whatever reading the database says. The catalog is then none the worse.
    pub fn catch_up(&mut self, transaction: &Transaction<'_>) -> Result<(), DatabaseError> {
        let state = changes::state(transaction)?;
        if self.state.is_none() {
            self.read_file();
        }
        if self.state.as_ref() == Some(&state) {
            return Ok(());
        }
        let since = self.state.as_ref().filter(|known| {
            // A file that was put back to an earlier day has changed otherwise than this catalog knows.
            known.edition == state.edition && known.commits < state.commits
        });
        let since = since.map(|known| known.commits);
        if !self.take_up(transaction, since)? {
            self.take_up(transaction, None)?;
        }
        self.state = Some(state);
        if self.unsaved >= UNSAVED_MAX {
            self.write_file();
        }
        Ok(())
    }

    /// False if something changed that never changes: then all has to be taken up afresh.
    fn take_up(
        &mut self,
        transaction: &Transaction<'_>,
        since: Option<i64>,
    ) -> Result<bool, DatabaseError> {
        if since.is_none() {
            self.state = None;
            for shelf in self.shelves.values_mut() {
                Arc::make_mut(shelf).clear();
            }
        }
        let there = profiles::all(transaction)?;
        let there: BTreeSet<Uuid> = there.into_iter().map(|profile| profile.id).collect();
        self.forget_all_but(&there);
        let mut fits = true;
        changes::since(transaction, since, |changed| {
            let shelf = self.shelves.entry(changed.profile).or_default();
            match Arc::make_mut(shelf).put(&changed) {
                Taken::Changed => self.unsaved += 1,
                Taken::Misfit => fits = false,
            }
        })?;
        for shelf in self.shelves.values_mut() {
            // One that did not change is not copied from under whoever writes it.
            if !shelf.is_settled() {
                Arc::make_mut(shelf).settle();
            }
        }
        Ok(fits || since.is_none())
    }

    /// What a profile that was removed leaves here is not kept on the disk either.
    fn forget_all_but(&mut self, there: &BTreeSet<Uuid>) {
        let before = self.shelves.len();
        self.shelves.retain(|profile, _| there.contains(profile));
        if self.shelves.len() < before {
            self.unsaved = self.unsaved.max(UNSAVED_MAX);
        }
    }

    /// What a file with this content makes.
    #[cfg(any(test, feature = "fuzzing"))]
    pub fn of(content: &[u8]) -> Option<Self> {
        let (state, shelves) = file::read_from(content, content.len() as u64).ok()?;
        let mut catalog = Self::new(None);
        (catalog.state, catalog.shelves) = (Some(state), held(shelves));
        Some(catalog)
    }

    /// Writes the file, wherever.
    #[cfg(test)]
    pub fn write_to(&self, path: &std::path::Path) {
        let state = self.state.as_ref().expect("it has caught up");
        file::write(path, state, &self.shelves).expect("there is room for a file");
    }

    /// The profiles of which it knows links.
    #[cfg(any(test, feature = "fuzzing"))]
    pub fn profiles(&self) -> Vec<Uuid> {
        self.shelves.keys().copied().collect()
    }

    /// What is found in the catalog as it was last brought up to date.
    pub fn find(&mut self, find: &FindLinks) -> Found {
        self.answer(find.profile_id, &Question::of(find))
    }

    /// As [`find`](Self::find), from the first to the last.
    pub fn find_all(&mut self, find: &FindLinks) -> Found {
        let mut question = Question::of(find);
        (question.offset, question.limit) = (0, usize::MAX);
        self.answer(find.profile_id, &question)
    }

    fn answer(&mut self, profile: Uuid, question: &Question) -> Found {
        let Some(shelf) = self.shelves.get(&profile) else {
            return Found::default();
        };
        let (revision, sorting) = (shelf.revision, question.sorting);
        let is_it = |kept: &Ordered| {
            (kept.profile, kept.revision, kept.sorting) == (profile, revision, sorting)
        };
        if !self.ordered.as_ref().is_some_and(is_it)
            && let Some(order) = shelf.order_by(sorting)
        {
            self.ordered = Some(Ordered {
                profile,
                revision,
                sorting,
                order,
            });
        }
        let order = self.ordered.as_ref().filter(|kept| is_it(kept));
        shelf.find(question, order.map(|kept| &kept.order))
    }

    /// How many links of a profile are known, and how often they have changed.
    pub fn known(&self, profile: Uuid) -> (u32, u32) {
        let shelf = self.shelves.get(&profile);
        shelf.map_or((0, 0), |shelf| {
            (
                u32::try_from(shelf.len()).unwrap_or(u32::MAX),
                shelf.revision,
            )
        })
    }

    fn read_file(&mut self) {
        let Some(path) = &self.file else { return };
        match file::read(path) {
            Ok(Some((state, shelves))) => {
                self.state = Some(state);
                self.shelves = held(shelves);
                // Revisions are counted on from the file's: one that was reached before says something else now.
                self.ordered = None;
            }
            Ok(None) => {}
            Err(error) => tracing::info!(%error, "the catalog of links is gathered anew"),
        }
    }

    /// Has the file written by a thread of its own, as whoever asks does not wait for the disk. A catalog that cannot be
    /// written (the disk is full) is gathered at the next start.
    fn write_file(&mut self) {
        if self
            .writing
            .as_ref()
            .is_some_and(|writing| !writing.is_finished())
        {
            return;
        }
        let unsaved = mem::take(&mut self.unsaved);
        let (Some(path), Some(state)) = (self.file.clone(), self.state.clone()) else {
            return;
        };
        let shelves = self.shelves.clone();
        let write = move || {
            if let Err(error) = file::write(&path, &state, &shelves) {
                tracing::warn!(%error, "the catalog of links is not kept");
            }
        };
        match thread::Builder::new()
            .name("catalog".to_owned())
            .spawn(write)
        {
            Ok(writing) => self.writing = Some(writing),
            Err(error) => {
                tracing::warn!(%error, "the catalog of links is not kept");
                self.unsaved = unsaved;
            }
        }
    }
}

/// Whoever has done with it has its file: what is being written then is written to its end.
impl Drop for Catalog {
    fn drop(&mut self) {
        let written = self.writing.take().map(JoinHandle::join);
        if let Some(Err(_)) = written {
            tracing::warn!("the catalog of links is not kept");
        }
    }
}

/// As they are held: a writer may still have them while they change.
fn held(shelves: BTreeMap<Uuid, Shelf>) -> BTreeMap<Uuid, Arc<Shelf>> {
    let shelves = shelves.into_iter();
    shelves.map(|(id, shelf)| (id, Arc::new(shelf))).collect()
}

#[cfg(test)]
mod tests;
