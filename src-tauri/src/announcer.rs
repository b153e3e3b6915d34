//! Announcements as events to the main window. A lost one costs the interface one refresh.

use paylink_core::ports::Announce;
use paylink_core::view::{DeskView, LinksState, OutboxView, PaidView, UpdatesView};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use uuid::Uuid;

use crate::door::Door;
use crate::notification;
use crate::tray::Tray;

#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct DeskChanged(pub DeskView);

#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct OutboxChanged(pub OutboxView);

#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct LinksStateChanged(pub LinksState);

/// The user pressed a notification: this link is to be shown.
#[derive(Debug, Clone, Serialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct OpenLink {
    pub profile_id: Uuid,
    pub payment_link_id: String,
}

/// The user wants to make a link, and said so outside of the window.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct BeginLink;

/// Paylink is further with a newer version of itself.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct UpdatesChanged(pub UpdatesView);

pub struct Announcer {
    app: AppHandle,
}

impl Announcer {
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }

    fn say<E: Event + Serialize + Clone>(&self, event: &E) {
        say(&self.app, event);
    }
}

/// Says something to the main window.
pub fn say<E: Event + Serialize + Clone>(app: &AppHandle, event: &E) {
    if let Err(error) = event.emit_to(app, "main") {
        tracing::warn!(%error, event = E::NAME, "not announced");
    }
}

impl Announce for Announcer {
    fn desk_changed(&self, desk: DeskView) {
        Tray::tell(&self.app, desk.paid.count, desk.language);
        self.say(&DeskChanged(desk));
    }

    fn outbox_changed(&self, outbox: OutboxView) {
        self.say(&OutboxChanged(outbox));
    }

    fn links_state_changed(&self, state: LinksState) {
        self.say(&LinksStateChanged(state));
    }

    fn paid(&self, paid: Vec<PaidView>) {
        // Nothing is found paid before the desk is open.
        if let Some(desk) = self.app.state::<Door>().open_desk() {
            notification::show(&self.app, paid, desk.language(), &desk.locale());
        }
    }
}
