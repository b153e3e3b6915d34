//! Real keys, sent through the display to whichever window has the focus: the app's page, or a window of its own
//! that no web driver reaches.

use std::cell::Cell;
use std::rc::Rc;

use crate::deadline::{SOON, until};
use crate::process::{self, Environment};
use crate::trouble::Trouble;

/// The stage's keyboard. Its clones count together.
#[derive(Debug, Clone)]
pub struct Keyboard {
    environment: Environment,
    pressed: Rc<Cell<u32>>,
}

impl Keyboard {
    pub(crate) fn new(environment: Environment, pressed: Rc<Cell<u32>>) -> Self {
        Self {
            environment,
            pressed,
        }
    }

    /// Presses a key or a chord, as xdotool calls it: `Tab`, `Return`, `ctrl+n`.
    ///
    /// # Errors
    ///
    /// When there is no such key.
    pub fn press(&self, key: &str) -> Result<(), Trouble> {
        self.pressed.set(self.pressed.get() + 1);
        process::run(
            "xdotool",
            &["key", "--clearmodifiers", key],
            &self.environment,
            "",
        )
        .map(drop)
    }

    /// Types a text, one key after the other.
    ///
    /// # Errors
    ///
    /// When the display is gone.
    pub fn type_text(&self, text: &str) -> Result<(), Trouble> {
        let keys = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        self.pressed.set(self.pressed.get().saturating_add(keys));
        // Through the input: arguments can be read by every process of the machine, and this may be a secret.
        process::run(
            "xdotool",
            &["type", "--delay", "12", "--file", "-"],
            &self.environment,
            text,
        )
        .map(drop)
    }

    /// Keys pressed so far; a chord counts as one.
    pub fn pressed(&self) -> u32 {
        self.pressed.get()
    }

    /// Waits for a window with exactly this title, and gives its number.
    ///
    /// # Errors
    ///
    /// When none appears in time.
    pub async fn window(&self, title: &str) -> Result<String, Trouble> {
        until(&format!("a window titled {title:?}"), SOON, async || {
            Ok(self.windows(title).into_iter().next())
        })
        .await
    }

    /// The numbers of the visible windows with exactly this title.
    pub fn windows(&self, title: &str) -> Vec<String> {
        let pattern = format!("^{title}$");
        // xdotool fails when nothing matches.
        let found = process::run(
            "xdotool",
            &["search", "--onlyvisible", "--name", &pattern],
            &self.environment,
            "",
        );
        found
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// Gives a window the focus, as a click on its title would.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub fn focus(&self, window: &str) -> Result<(), Trouble> {
        process::run(
            "xdotool",
            &["windowactivate", "--sync", window],
            &self.environment,
            "",
        )
        .map(drop)
    }

    /// Puts a window out of sight, as its minimise button does.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub fn minimise(&self, window: &str) -> Result<(), Trouble> {
        process::run(
            "xdotool",
            &["windowminimize", "--sync", window],
            &self.environment,
            "",
        )
        .map(drop)
    }

    /// Sets a window's size.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub fn resize(&self, window: &str, width: u32, height: u32) -> Result<(), Trouble> {
        let (width, height) = (width.to_string(), height.to_string());
        process::run(
            "xdotool",
            &["windowsize", "--sync", window, &width, &height],
            &self.environment,
            "",
        )
        .map(drop)
    }
}
