//! What goes between the page and the app, recorded in the page. Start before the actions to be looked at.

use serde_json::Value;

use crate::trouble::Trouble;
use crate::window::Window;

const RECORD: &str = include_str!("traffic.js");

impl Window {
    /// Records from here on: every command's request and answer, every event, and errors nobody caught.
    ///
    /// # Errors
    ///
    /// When the window is gone, or is no Tauri page.
    pub async fn record_traffic(&self) -> Result<(), Trouble> {
        let recording = self.script(RECORD, vec![]).await?;
        if recording == true {
            Ok(())
        } else {
            Err(Trouble::new("this page has no way to talk to the app"))
        }
    }

    /// The record so far, one message a line.
    ///
    /// # Errors
    ///
    /// When nothing was recorded: a scan over nothing would prove nothing.
    pub async fn traffic(&self) -> Result<String, Trouble> {
        let Value::Array(messages) = self
            .script("return window.__journey || null;", vec![])
            .await?
        else {
            return Err(Trouble::new(
                "no traffic was recorded: the recording was not started, or the page was loaded anew",
            ));
        };
        if messages.is_empty() {
            return Err(Trouble::new(
                "no traffic was recorded: the page and the app did not talk",
            ));
        }
        let lines: Vec<String> = messages
            .iter()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect();
        Ok(lines.join("\n"))
    }
}
