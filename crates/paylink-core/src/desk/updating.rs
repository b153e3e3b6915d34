//! What the desk knows of newer versions of Paylink: when to look for one, and whether the user is told.

use std::time::Duration;

use super::{Desk, lock};
use crate::updates::Remembered;

impl Desk {
    /// How long until a newer Paylink is to be looked for; absent if the user does not want that.
    pub fn update_due(&self) -> Option<Duration> {
        let shelf = &self.inner.outside.shelf;
        let now = self.inner.now();
        shelf
            .preferences()
            .look_for_updates
            .then(|| self.remember(|remembered| remembered.due(now)))
    }

    /// When a look was last answered.
    pub fn update_looked_at(&self) -> Option<String> {
        let remembered = self.inner.outside.shelf.remembered_of_updates();
        remembered.looked_at.map(|at| at.to_string())
    }

    /// A look was answered: this version is newer, or none is.
    pub async fn note_update(&self, newer: Option<String>) {
        let now = self.inner.now();
        self.remember(|remembered| remembered.looked(now));
        self.tell_of_update(newer).await;
    }

    /// The user does not want to be told of this version for a while.
    pub async fn put_off_update(&self, version: &str) {
        let now = self.inner.now();
        self.remember(|remembered| remembered.put_off(version, now));
        self.tell_of_update(None).await;
    }

    async fn tell_of_update(&self, newer: Option<String>) {
        let changed = {
            let mut known = lock(&self.inner.newer);
            std::mem::replace(&mut *known, newer.clone()) != newer
        };
        if changed && let Err(fault) = self.inner.announce_desk().await {
            tracing::warn!(%fault, "what is newer is not told");
        }
    }

    fn remember<T>(&self, change: impl FnOnce(&mut Remembered) -> T) -> T {
        // Two that remember at once must not forget each other's.
        let _known = lock(&self.inner.newer);
        let shelf = &self.inner.outside.shelf;
        let before = shelf.remembered_of_updates();
        let mut after = before.clone();
        let result = change(&mut after);
        if after != before {
            shelf.remember_of_updates(&after);
        }
        result
    }
}
