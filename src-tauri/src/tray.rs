//! The icon in the desktop's tray, where the desktop has one: it stays when the window is closed, if the user wants so.
//!
//! On Linux it is spoken of over the session bus and needs no library of the system's; a desktop without a tray says
//! so at once, and then closing the window ends Paylink as ever.

#[cfg(target_os = "linux")]
#[path = "tray/bus.rs"]
mod icon;
#[cfg(not(target_os = "linux"))]
#[path = "tray/system.rs"]
mod icon;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use paylink_core::Desk;
use paylink_core::view::Language;
use tauri::{AppHandle, Manager};

use crate::door::Door;

/// The icon, once there is one. Whoever only asks whether it is there does not wait for the session bus.
#[derive(Default)]
pub struct Tray {
    icon: Mutex<Option<Arc<icon::Icon>>>,
    /// What it is to tell.
    news: Mutex<Option<(u32, Language)>>,
    /// Whoever talks to the session bus does so alone.
    turn: Mutex<()>,
}

/// What its menu offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Open,
    NewLink,
    Quit,
}

impl Tray {
    /// Shows the icon if it is not there yet, and tells whether it is. Blocks for as long as the session bus takes.
    pub fn show(&self, app: &AppHandle) -> bool {
        let _turn = held(&self.turn);
        if !self.is_there() {
            let icon = icon::Icon::new(app).map(Arc::new);
            *held(&self.icon) = icon;
        }
        self.is_there()
    }

    /// Whether it was there when it was last looked at.
    pub fn is_there(&self) -> bool {
        held(&self.icon)
            .as_ref()
            .is_some_and(|icon| icon.is_there())
    }

    /// How many links were paid that the user has not looked at, and the language to say it in. It is told by a thread
    /// that may wait; of several news the last.
    pub fn tell(app: &AppHandle, unseen: u32, language: Language) {
        *held(&app.state::<Self>().news) = Some((unseen, language));
        let app = app.clone();
        tauri::async_runtime::spawn_blocking(move || app.state::<Self>().tell_news());
    }

    fn tell_news(&self) {
        let _turn = held(&self.turn);
        let news = held(&self.news).take();
        let icon = held(&self.icon).clone();
        if let (Some(icon), Some((unseen, language))) = (icon, news) {
            icon.tell(unseen, language);
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn chosen(app: &AppHandle, choice: Choice) {
    match choice {
        Choice::Open => crate::show(app),
        Choice::NewLink => crate::begin::begin_link(app),
        Choice::Quit => app.exit(0),
    }
}

/// What the icon speaks before it is told.
fn language(app: &AppHandle) -> Language {
    app.state::<Door>()
        .open_desk()
        .map_or(Language::English, Desk::language)
}
