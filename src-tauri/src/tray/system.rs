//! The icon where the system itself keeps the tray: macOS and Windows.

use tauri::AppHandle;
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, TrayIcon, TrayIconBuilder, TrayIconEvent};

use super::{Choice, chosen, title};

pub(super) struct Icon(TrayIcon);

impl Icon {
    pub(super) fn new(app: &AppHandle) -> Option<Self> {
        match build(app) {
            Ok(icon) => Some(Self(icon)),
            Err(error) => {
                tracing::warn!(%error, "no tray");
                None
            }
        }
    }

    pub(super) fn is_there(&self) -> bool {
        true
    }

    pub(super) fn tell(&self, unseen: u32) {
        if let Err(error) = self.0.set_tooltip(Some(title(unseen))) {
            tracing::warn!(%error, "the tray does not tell how many were paid");
        }
    }
}

fn build(app: &AppHandle) -> tauri::Result<TrayIcon> {
    let item = |id: &str, label: &str| MenuItem::with_id(app, id, label, true, None::<&str>);
    let menu = Menu::with_items(
        app,
        &[
            &item("open", "Open Paylink")?,
            &item("new-link", "New link")?,
            &PredefinedMenuItem::separator(app)?,
            &item("quit", "Quit")?,
        ],
    )?;
    let builder = TrayIconBuilder::new().menu(&menu).tooltip(title(0));
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
