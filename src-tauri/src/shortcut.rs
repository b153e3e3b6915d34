//! Keys that begin a new link from any program, where the desktop lets a program listen for them.
//!
//! Off unless the user has chosen some. Nothing listens for keys until then: on X11 listening costs a thread that looks
//! twenty times a second.

use std::sync::{Mutex, PoisonError};

use paylink_core::fault::{Fault, FaultCode};
use paylink_core::view::ShortcutView;
use tauri::{AppHandle, Wry};
use tauri_plugin_global_shortcut::{Builder, GlobalShortcutExt, Modifiers, ShortcutState};

use crate::begin;

/// What was chosen, and what became of it.
pub struct Shortcut {
    is_possible: bool,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    /// As the user chose them; absent for none.
    chosen: Option<String>,
    /// What the system passes on to us.
    registered: Option<tauri_plugin_global_shortcut::Shortcut>,
    is_listening: bool,
}

impl Shortcut {
    /// Reads from the environment, once, what kind of desktop this is: Wayland keeps all keys to the window in use.
    pub fn new() -> Self {
        let is_wayland = cfg!(target_os = "linux")
            && (std::env::var_os("WAYLAND_DISPLAY").is_some_and(|name| !name.is_empty())
                || std::env::var_os("XDG_SESSION_TYPE").is_some_and(|kind| kind == "wayland"));
        Self {
            is_possible: !is_wayland,
            held: Mutex::default(),
        }
    }

    pub fn view(&self) -> ShortcutView {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        ShortcutView {
            is_possible: self.is_possible,
            is_taken: self.is_possible && held.chosen.is_some() && held.registered.is_none(),
        }
    }

    /// Takes up the keys that were chosen before this start. If somebody else has them by now, they stay chosen: another
    /// start may find them free.
    pub fn take_up(&self, app: &AppHandle, chosen: Option<String>) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(keys), true) = (&chosen, self.is_possible) {
            match held.listen_for(app, keys) {
                Ok(registered) => held.registered = Some(registered),
                Err(fault) => tracing::warn!(%fault, "no keys for a new link"),
            }
        }
        held.chosen = chosen;
    }

    /// Chooses other keys, or none. Those that were chosen before stay if these cannot be had.
    ///
    /// # Errors
    /// `ShortcutTaken` if another program, or the system, has them; `SystemRefused` if they are no keys for this, or the
    /// desktop has no such thing.
    pub fn choose(&self, app: &AppHandle, chosen: Option<String>) -> Result<(), Fault> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.chosen == chosen {
            return Ok(());
        }
        let registered = match &chosen {
            Some(keys) if self.is_possible => Some(held.listen_for(app, keys)?),
            Some(_) => return Err(Fault::nothing_done(FaultCode::SystemRefused)),
            None => None,
        };
        let before = std::mem::replace(&mut held.registered, registered);
        held.chosen = chosen;
        if let Some(before) = before.filter(|before| Some(*before) != registered)
            && let Err(error) = app.global_shortcut().unregister(before)
        {
            tracing::warn!(%error, "the keys of before are still listened for");
        }
        Ok(())
    }
}

impl Held {
    fn listen_for(
        &mut self,
        app: &AppHandle,
        keys: &str,
    ) -> Result<tauri_plugin_global_shortcut::Shortcut, Fault> {
        let keys = read(keys).ok_or_else(|| Fault::nothing_done(FaultCode::SystemRefused))?;
        if self.registered == Some(keys) {
            return Ok(keys);
        }
        if !self.is_listening {
            app.plugin(listener()).map_err(|error| {
                tracing::warn!(%error, "keys cannot be listened for");
                Fault::nothing_done(FaultCode::SystemRefused)
            })?;
            self.is_listening = true;
        }
        app.global_shortcut().register(keys).map_err(|error| {
            tracing::info!(%error, "these keys cannot be had");
            Fault::nothing_done(FaultCode::ShortcutTaken)
        })?;
        Ok(keys)
    }
}

fn listener() -> tauri::plugin::TauriPlugin<Wry> {
    Builder::new()
        .with_handler(|app, _keys, event| {
            if event.state == ShortcutState::Pressed {
                begin::begin_link(app);
            }
        })
        .build()
}

/// Keys that nobody types by the way: a modifier other than Shift must be among them.
fn read(keys: &str) -> Option<tauri_plugin_global_shortcut::Shortcut> {
    let read: tauri_plugin_global_shortcut::Shortcut = keys.parse().ok()?;
    let firm = Modifiers::CONTROL | Modifiers::ALT | Modifiers::SUPER;
    read.mods.intersects(firm).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_typed_by_the_way_are_none_for_this() {
        for good in [
            "Control+Alt+KeyN",
            "Super+KeyN",
            "Control+Shift+F9",
            "Alt+Digit1",
        ] {
            assert!(read(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "KeyN",
            "Shift+KeyN",
            "Control",
            "Control+",
            "Control+Nonsense",
            "rm -rf",
        ] {
            assert!(read(bad).is_none(), "{bad}");
        }
    }
}
