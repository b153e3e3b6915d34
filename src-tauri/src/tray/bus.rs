//! The icon as an item of `org.kde.StatusNotifierWatcher`, which is who keeps the tray on a Linux desktop.

use ksni::blocking::{Handle, TrayMethods};
use ksni::menu::{MenuItem, StandardItem};
use ksni::{OfflineReason, Status, ToolTip};
use paylink_core::view::Language;
use tauri::AppHandle;

use super::{Choice, chosen, language};
use crate::words::words;

pub(super) struct Icon(Handle<Item>);

impl Icon {
    /// Nothing where the desktop has no tray.
    pub(super) fn new(app: &AppHandle) -> Option<Self> {
        let item = Item {
            app: app.clone(),
            unseen: 0,
            language: language(app),
        };
        match item.disable_dbus_name(true).spawn() {
            Ok(handle) => Some(Self(handle)),
            Err(error) => {
                tracing::info!(%error, "no tray");
                None
            }
        }
    }

    pub(super) fn is_there(&self) -> bool {
        !self.0.is_closed()
    }

    pub(super) fn tell(&self, unseen: u32, language: Language) {
        let told = self.0.update(|item| {
            item.unseen = unseen;
            item.language = language;
        });
        if told.is_none() {
            tracing::info!("the tray has gone away");
        }
    }
}

struct Item {
    app: AppHandle,
    unseen: u32,
    language: Language,
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        "paylink".to_owned()
    }

    fn title(&self) -> String {
        (words(self.language).to_look_at)(self.unseen)
    }

    fn icon_name(&self) -> String {
        "paylink".to_owned()
    }

    /// For a Paylink that is not installed, whose icon nobody knows by name.
    fn icon_pixmap(&self) -> Vec<ksni::Icon> {
        self.app
            .default_window_icon()
            .map(pixmap)
            .into_iter()
            .collect()
    }

    fn status(&self) -> Status {
        if self.unseen > 0 {
            Status::NeedsAttention
        } else {
            Status::Active
        }
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip {
            title: (words(self.language).to_look_at)(self.unseen),
            ..ToolTip::default()
        }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        chosen(&self.app, Choice::Open);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let item = |label: String, choice| {
            StandardItem {
                label,
                activate: Box::new(move |item: &mut Self| chosen(&item.app, choice)),
                ..StandardItem::default()
            }
            .into()
        };
        let words = words(self.language);
        let open = if self.unseen > 0 {
            (words.open_counted)(self.unseen)
        } else {
            words.open.to_owned()
        };
        vec![
            item(open, Choice::Open),
            item(words.new_link.to_owned(), Choice::NewLink),
            MenuItem::Separator,
            item(words.quit.to_owned(), Choice::Quit),
        ]
    }

    /// A tray that went away is not waited for: the window must not be hidden behind one that is not there.
    fn watcher_offline(&self, _reason: OfflineReason) -> bool {
        false
    }
}

/// From red, green, blue, alpha to alpha, red, green, blue.
fn pixmap(image: &tauri::image::Image<'_>) -> ksni::Icon {
    let mut data = image.rgba().to_vec();
    for pixel in data.chunks_exact_mut(4) {
        pixel.rotate_right(1);
    }
    ksni::Icon {
        width: i32::try_from(image.width()).unwrap_or_default(),
        height: i32::try_from(image.height()).unwrap_or_default(),
        data,
    }
}
