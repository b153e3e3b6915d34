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

use std::sync::{Mutex, PoisonError};

use paylink_core::Desk;
use paylink_core::view::Language;
use tauri::{AppHandle, Manager};

use crate::door::Door;

/// The icon, once there is one.
#[derive(Default)]
pub struct Tray(Mutex<Option<icon::Icon>>);

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
        let mut icon = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !icon.as_ref().is_some_and(icon::Icon::is_there) {
            *icon = icon::Icon::new(app);
        }
        icon.is_some()
    }

    /// Whether it was there when it was last looked at.
    pub fn is_there(&self) -> bool {
        let icon = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        icon.as_ref().is_some_and(icon::Icon::is_there)
    }

    /// How many links were paid that the user has not looked at, and the language to say it in.
    pub fn tell(&self, unseen: u32, language: Language) {
        let icon = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(icon) = icon.as_ref() {
            icon.tell(unseen, language);
        }
    }
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
