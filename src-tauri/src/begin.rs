//! A new link that is begun outside of the window: by `--new` on the command line, from the tray, or with keys from any
//! program.

use std::sync::atomic::{AtomicBool, Ordering};

use tauri::{AppHandle, Manager};
use tauri_specta::Event;

use crate::announcer::BeginLink;

/// The one word that the command line may hold.
const NEW: &str = "--new";

/// That a new link is to be begun, until the page has taken it up: it may not be listening yet.
#[derive(Default)]
pub struct Begun(AtomicBool);

impl Begun {
    /// Takes it up; true once for each time it was begun, or for several at once.
    pub fn take(&self) -> bool {
        self.0.swap(false, Ordering::Relaxed)
    }
}

/// Brings the window forward and has a new link begun in it.
pub fn begin_link(app: &AppHandle) {
    crate::show(app);
    note_begun(app);
    if let Err(error) = BeginLink.emit_to(app, "main") {
        tracing::warn!(%error, "no new link was begun");
    }
}

/// A Paylink that is starting begins a new link as soon as its page is there.
pub fn note_begun(app: &AppHandle) {
    app.state::<Begun>().0.store(true, Ordering::Relaxed);
}

/// Whether a command line asks for a new link. Anybody can write one, so nothing in it is used but the one known word,
/// and what else there is is only counted.
pub fn asks_for_link<T: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = T>) -> bool {
    let (mut asked, mut others) = (false, 0_usize);
    for argument in arguments {
        if argument.as_ref() == NEW {
            asked = true;
        } else {
            others += 1;
        }
    }
    if others > 0 {
        tracing::info!(others, "unknown words on the command line were ignored");
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_known_word_is_read_of_a_command_line() {
        assert!(asks_for_link(["--new"]));
        assert!(asks_for_link(["--automation", "--new", "rm -rf /"]));
        for other in [
            "",
            "new",
            "-new",
            "--New",
            "--new=45 deposit jane",
            "--new\0",
            " --new",
            "--newer",
            "paylink:--new",
            "45 deposit jane@example.com",
        ] {
            assert!(!asks_for_link([other]), "{other:?}");
        }
        assert!(!asks_for_link(Vec::<String>::new()));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_text_on_a_command_line_is_ignored() {
        use std::os::unix::ffi::OsStrExt;
        let broken = std::ffi::OsStr::from_bytes(b"--new\xff");

        assert!(!asks_for_link([broken]));
        assert!(asks_for_link([broken, std::ffi::OsStr::new("--new")]));
    }
}
