//! Real keys, sent through the display to whichever window has the focus: the app's page, or a window of its own
//! that no web driver reaches.

use std::cell::Cell;
use std::path::Path;
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
        let mut found: Vec<_> = found
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect();
        // The tip at a button has the title of its program.
        if found.len() > 1 {
            found.retain(|window| self.has_frame(window));
        }
        found
    }

    /// Whether the window manager has it in its hands, which it has neither menus nor tips.
    fn has_frame(&self, window: &str) -> bool {
        let said = process::run("xwininfo", &["-id", window], &self.environment, "");
        said.is_ok_and(|said| said.contains("Override Redirect State: no"))
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

    /// Clicks in a window, so many pixels right of and below its corner, and takes the pointer to the edge of the display,
    /// where no tip opens over the window.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub fn click(&self, window: &str, right: i64, down: i64) -> Result<(), Trouble> {
        let (right, down) = (right.to_string(), down.to_string());
        // The display takes them in this order. To wait in between until the pointer has moved would be to wait for ever
        // where it is there already.
        let to = ["mousemove", "--window", window, &right, &down];
        let (click, away) = (["click", "1"], ["mousemove", "99999", "99999"]);
        let arguments = [&to[..], &click[..], &away[..]].concat();
        process::run("xdotool", &arguments, &self.environment, "").map(drop)
    }

    /// How many times as large as usual the system writes, and the page is drawn.
    pub(crate) fn text_scale(&self) -> u32 {
        let told = self
            .environment
            .iter()
            .find(|(name, _)| name == "GDK_DPI_SCALE");
        told.and_then(|(_, times)| times.parse().ok()).unwrap_or(1)
    }

    /// The lowest pixel at the left edge of what a window holds.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub(crate) fn corner(&self, window: &str) -> Result<(u64, u64), Trouble> {
        let said = process::run("xwininfo", &["-id", window], &self.environment, "")?;
        let number = |name: &str| {
            let line = said.lines().find_map(|line| line.trim().strip_prefix(name));
            line.and_then(|number| number.trim().parse::<u64>().ok())
        };
        let (left, top) = (
            number("Absolute upper-left X:"),
            number("Absolute upper-left Y:"),
        );
        match (left, top, number("Height:")) {
            (Some(left), Some(top), Some(height)) => Ok((left, top + height - 1)),
            _ => Err(Trouble::new(format!("where is the window? {said}"))),
        }
    }

    /// A picture of a window, without its frame.
    ///
    /// # Errors
    ///
    /// When it cannot be taken or written.
    pub(crate) fn picture(&self, window: &str, file: &Path) -> Result<(), Trouble> {
        let file = format!("png:{}", file.display());
        let arguments = ["-silent", "-window", window, "-quality", "30", &file];
        process::run("import", &arguments, &self.environment, "").map(drop)
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
