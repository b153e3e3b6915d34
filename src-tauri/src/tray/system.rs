//! The icon where the system itself keeps the tray: macOS and Windows.

use std::sync::{Mutex, PoisonError};

use paylink_core::view::Language;
use tauri::AppHandle;
use tauri::Wry;
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, TrayIcon, TrayIconBuilder, TrayIconEvent};

use super::{Choice, chosen, language};
use crate::words::words;

pub(super) struct Icon {
    icon: TrayIcon,
    /// What its menu is written in.
    language: Mutex<Language>,
}

impl Icon {
    pub(super) fn new(app: &AppHandle) -> Option<Self> {
        let language = language(app);
        match build(app, language) {
            Ok(icon) => Some(Self {
                icon,
                language: Mutex::new(language),
            }),
            Err(error) => {
                tracing::warn!(%error, "no tray");
                None
            }
        }
    }

    pub(super) fn is_there(&self) -> bool {
        true
    }

    pub(super) fn tell(&self, unseen: u32, language: Language) {
        let mut written = self.language.lock().unwrap_or_else(PoisonError::into_inner);
        if *written != language {
            match menu(self.icon.app_handle(), language)
                .and_then(|menu| self.icon.set_menu(Some(menu)))
            {
                Ok(()) => *written = language,
                Err(error) => tracing::warn!(%error, "the tray speaks another language"),
            }
        }
        let told = (words(language).to_look_at)(unseen);
        if let Err(error) = self.icon.set_tooltip(Some(told)) {
            tracing::warn!(%error, "the tray does not tell how many were paid");
        }
    }
}

fn menu(app: &AppHandle, language: Language) -> tauri::Result<Menu<Wry>> {
    let words = words(language);
    let item = |id: &str, label: &str| MenuItem::with_id(app, id, label, true, None::<&str>);
    Menu::with_items(
        app,
        &[
            &item("open", words.open)?,
            &item("new-link", words.new_link)?,
            &PredefinedMenuItem::separator(app)?,
            &item("quit", words.quit)?,
        ],
    )
}

fn build(app: &AppHandle, language: Language) -> tauri::Result<TrayIcon> {
    let builder = TrayIconBuilder::new()
        .menu(&menu(app, language)?)
        .tooltip((words(language).to_look_at)(0));
    let builder = match app.default_window_icon() {
        Some(icon) => builder.icon(icon.clone()),
        None => builder,
    };
    builder
        .on_menu_event(|app, event| match event.id().as_ref() {
            "open" => chosen(app, Choice::Open),
            "new-link" => chosen(app, Choice::NewLink),
            "quit" => chosen(app, Choice::Quit),
            other => tracing::warn!(other, "the tray offers no such thing"),
        })
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::DoubleClick {
                button: MouseButton::Left,
                ..
            } = event
            {
                chosen(icon.app_handle(), Choice::Open);
            }
        })
        .build(app)
}
