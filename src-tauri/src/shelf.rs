//! Preferences and the recent links, through the store plugin.
//!
//! The plugin overwrites its file in place and forgets one that does not parse, so nothing is kept here that cannot be
//! had again, and a file that does not parse is set aside before the plugin sees it.

use std::path::Path;
use std::sync::Arc;

use paylink_core::ports::Shelf;
use paylink_core::set_aside_if_damaged;
use paylink_core::updates::Remembered;
use paylink_core::view::{LinkView, Notice, Preferences};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreExt};
use uuid::Uuid;

const FILE: &str = "preferences.json";

pub struct StoreShelf {
    /// Absent when the plugin could not open one: preferences then last until Paylink is closed.
    store: Option<Arc<Store<Wry>>>,
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
        if let Err(error) = &store {
            tracing::warn!(%error, "preferences are not kept");
        }
        (Self { store: store.ok() }, notice)
    }

    fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_value(self.store.as_ref()?.get(key)?).ok()
    }

    fn keep(&self, key: &str, value: impl Serialize) {
        let (Some(store), Ok(value)) = (&self.store, serde_json::to_value(value)) else {
            return;
        };
        store.set(key, value);
        if let Err(error) = store.save() {
            tracing::warn!(%error, key, "not kept");
        }
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
        let Some(store) = &self.store else { return };
        store.clear();
        if let Err(error) = store.save() {
            tracing::warn!(%error, "what was kept of the settings is still on the disk");
        }
    }
}

fn recents_of(profile: Uuid) -> String {
    format!("recentLinks.{profile}")
}
