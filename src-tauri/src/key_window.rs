//! The small window in which the API key is typed.
//!
//! It is a window of its own because a web page cannot be made to forget what was typed in it: with the window its
//! process goes, and the key with it. The main window only learns that a key was entered.

use std::sync::{Mutex, PoisonError};

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use tokio::sync::oneshot;

pub const LABEL: &str = "key";

/// Whoever waits for the key window to be done.
#[derive(Default)]
pub struct KeyWindow {
    waiting: Mutex<Option<oneshot::Sender<bool>>>,
}

impl KeyWindow {
    /// Opens the window, or brings it forward, and waits until it is closed; tells whether a key was entered.
    pub async fn ask(&self, app: &AppHandle) -> tauri::Result<bool> {
        let (done, waiting) = oneshot::channel();
        // An earlier question that is still open is answered: no.
        drop(self.lock().replace(done));
        match app.get_webview_window(LABEL) {
            Some(window) => window.set_focus()?,
            None => open(app)?,
        }
        Ok(waiting.await.unwrap_or(false))
    }

    /// Answers the question and destroys the window.
    pub fn answer(&self, app: &AppHandle, entered: bool) -> tauri::Result<()> {
        if let Some(waiting) = self.lock().take() {
            // Nobody waits any more when the main window has gone.
            waiting.send(entered).unwrap_or_default();
        }
        app.get_webview_window(LABEL)
            .map_or(Ok(()), |window| window.destroy())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<oneshot::Sender<bool>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open(app: &AppHandle) -> tauri::Result<()> {
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("key.html".into()))
        .title("API key")
        .inner_size(440.0, 260.0)
        .resizable(false)
        .minimizable(false)
        .maximizable(false)
        .center();
    if let Some(main) = app.get_webview_window("main") {
        builder = builder.parent(&main)?;
    }
    let window = builder.build()?;
    let handle = app.clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed)
            && let Some(waiting) = handle.state::<KeyWindow>().lock().take()
        {
            waiting.send(false).unwrap_or_default();
        }
    });
    window.set_focus()
}
