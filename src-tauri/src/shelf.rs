//! Preferences and the recent links, through the store plugin.
//!
//! The plugin overwrites its file in place and forgets one that does not parse, so nothing is kept here that cannot be
//! had again, and a file that does not parse is set aside before the plugin sees it. It writes while it holds what it
//! knows, so it is left to a thread of its own: whoever asks is answered from memory, whatever the disk does.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use paylink_core::ports::Shelf;
use paylink_core::set_aside_if_damaged;
use paylink_core::updates::Remembered;
use paylink_core::view::{LinkView, Notice, Preferences};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreExt};
use uuid::Uuid;

const FILE: &str = "preferences.json";

/// How long the end of Paylink, or of the user's data, waits for the file.
const WRITTEN_WITHIN: Duration = Duration::from_millis(300);

/// By its key, what is kept.
type Kept = BTreeMap<String, Value>;

pub struct StoreShelf(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    kept: Kept,
    /// The file is not as `kept` is.
    is_due: bool,
    is_writing: bool,
}

impl StoreShelf {
    /// Opens the store; a file that cannot be read is kept under another name and reported.
    pub fn open(app: &AppHandle, folder: &Path) -> (Self, Option<Notice>) {
        let notice = set_aside_if_damaged(&folder.join(FILE)).map(|kept_as| Notice::FileSetAside {
            kept_as: kept_as.display().to_string(),
        });
        let store = app
            .store_builder(folder.join(FILE))
            .disable_auto_save()
            .build();
        let shelf = match store {
            Ok(store) => {
                // The plugin would write it once more as Paylink ends, on the thread that draws the window.
                store.close_resource();
                let kept = store.entries().into_iter().collect();
                Self::start(kept, move |kept| write(&store, kept))
            }
            Err(error) => {
                tracing::warn!(%error, "preferences last until Paylink is closed");
                Self::start(Kept::new(), |_| {})
            }
        };
        (shelf, notice)
    }

    /// What is kept, and what writes it down. That may take as long as it likes.
    fn start(kept: Kept, write: impl Fn(&Kept) + Send + 'static) -> Self {
        let shared = Arc::new(Shared::default());
        shared.held().kept = kept;
        let writer = Arc::clone(&shared);
        let started = thread::Builder::new()
            .name("preferences".to_owned())
            .spawn(move || writer.write_with(write));
        if let Err(error) = started {
            tracing::warn!(%error, "preferences last until Paylink is closed");
        }
        Self(shared)
    }

    /// Waits a moment for the file to be as what is kept; tells whether it is.
    pub fn is_written(&self) -> bool {
        let state = self.0.held();
        let is_behind = |state: &mut State| state.is_due || state.is_writing;
        let waited = self
            .0
            .changed
            .wait_timeout_while(state, WRITTEN_WITHIN, is_behind);
        let (_state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        !waited.timed_out()
    }

    fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        T::deserialize(self.0.held().kept.get(key)?).ok()
    }

    fn keep(&self, key: &str, value: impl Serialize) {
        if let Ok(value) = serde_json::to_value(value) {
            self.change(|kept| drop(kept.insert(key.to_owned(), value)));
        }
    }

    fn change(&self, change: impl FnOnce(&mut Kept)) {
        let mut state = self.0.held();
        change(&mut state.kept);
        state.is_due = true;
        self.0.changed.notify_all();
    }
}

impl Shared {
    fn held(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down what is kept whenever it has changed; of several changes the last.
    fn write_with(&self, write: impl Fn(&Kept)) {
        loop {
            let state = self.held();
            let waited = self.changed.wait_while(state, |state| !state.is_due);
            let mut state = waited.unwrap_or_else(PoisonError::into_inner);
            (state.is_due, state.is_writing) = (false, true);
            let kept = state.kept.clone();
            drop(state);
            write(&kept);
            self.held().is_writing = false;
            self.changed.notify_all();
        }
    }
}

fn write(store: &Store<Wry>, kept: &Kept) {
    for key in store.keys() {
        if !kept.contains_key(&key) {
            store.delete(key);
        }
    }
    for (key, value) in kept {
        if store.get(key).as_ref() != Some(value) {
            store.set(key, value.clone());
        }
    }
    if let Err(error) = store.save() {
        tracing::warn!(%error, "preferences are not kept");
    }
}

impl Shelf for StoreShelf {
    fn preferences(&self) -> Preferences {
        self.get("preferences").unwrap_or_default()
    }

    fn keep_preferences(&self, preferences: &Preferences) {
        self.keep("preferences", preferences);
    }

    fn active_profile(&self) -> Option<Uuid> {
        self.get("activeProfile")
    }

    fn keep_active_profile(&self, profile: Option<Uuid>) {
        self.keep("activeProfile", profile);
    }

    fn recent_links(&self, profile: Uuid) -> Vec<LinkView> {
        self.get(&recents_of(profile)).unwrap_or_default()
    }

    fn keep_recent_links(&self, profile: Uuid, links: &[LinkView]) {
        self.keep(&recents_of(profile), links);
    }

    fn remembered_of_updates(&self) -> Remembered {
        self.get("updates").unwrap_or_default()
    }

    fn remember_of_updates(&self, remembered: &Remembered) {
        self.keep("updates", remembered);
    }

    fn clear(&self) {
        self.change(Kept::clear);
    }
}

fn recents_of(profile: Uuid) -> String {
    format!("recentLinks.{profile}")
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn whoever_asks_or_keeps_does_not_wait_for_a_disk_that_hangs() {
        let (begun, begins) = mpsc::channel();
        let (let_go, hanging) = mpsc::channel::<()>();
        let shelf = StoreShelf::start(Kept::new(), move |kept| {
            begun.send(kept.clone()).unwrap();
            hanging.recv().unwrap();
        });
        let profiles = [1, 2, 3].map(Uuid::from_u128);

        shelf.keep_active_profile(Some(profiles[0]));
        let first = begins.recv().unwrap();
        for profile in profiles {
            shelf.keep_active_profile(Some(profile));
            assert_eq!(shelf.active_profile(), Some(profile));
        }
        assert!(!shelf.is_written());
        let_go.send(()).unwrap();
        let last = begins.recv().unwrap();
        let_go.send(()).unwrap();

        assert!(shelf.is_written());
        assert_eq!(first["activeProfile"], profiles[0].to_string());
        assert_eq!(last["activeProfile"], profiles[2].to_string());
        assert!(begins.try_recv().is_err());
    }

    #[test]
    fn what_was_cleared_is_gone_from_the_file() {
        let (written, file) = mpsc::channel();
        let shelf = StoreShelf::start(Kept::new(), move |kept| written.send(kept.clone()).unwrap());

        shelf.keep_active_profile(Some(Uuid::nil()));
        shelf.clear();

        assert!(shelf.is_written());
        assert_eq!(file.try_iter().last(), Some(Kept::new()));
        assert_eq!(shelf.active_profile(), None);
    }
}
