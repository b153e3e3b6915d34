//! The small window in which the API key is typed.
//!
//! It is a window of its own because a web page cannot be made to forget what was typed in it: with the window its
//! process goes, and the key with it. What it sends is sealed. The main window only learns that a key was entered.

use std::sync::{Mutex, MutexGuard, PoisonError};

use paylink_core::Desk;
use paylink_core::view::Language;
use payroc::ApiKey;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::door::Door;
use crate::fence;
use crate::seal::Seal;
use crate::words::words;

/// How the labels of its windows begin; `capabilities/key.json` names them all.
const PREFIX: &str = "key-";

/// Whoever waits for the key window to be done.
#[derive(Default)]
pub struct KeyWindow {
    open: Mutex<Option<Question>>,
}

/// Each question has a window of its own, so that the end of an old window answers no new question.
struct Question {
    window: String,
    answer: oneshot::Sender<bool>,
    /// The newest that was given out, and not yet opened.
    seal: Option<Seal>,
    /// The key that was pasted: it never was in the window.
    pasted: Option<ApiKey>,
}

impl KeyWindow {
    /// Opens the window, or brings it forward, and waits until it is closed; tells whether a key was entered.
    pub async fn ask(&self, app: &AppHandle) -> tauri::Result<bool> {
        let (answer, waiting) = oneshot::channel();
        match self.take_over(answer) {
            Ok(label) => match app.get_webview_window(&label) {
                Some(window) => window.set_focus()?,
                None => self.end(&label),
            },
            Err(answer) => {
                let window = format!("{PREFIX}{}", Uuid::new_v4().simple());
                *self.lock() = Some(Question {
                    window: window.clone(),
                    answer,
                    seal: None,
                    pasted: None,
                });
                open(app, &window)?;
            }
        }
        Ok(waiting.await.unwrap_or(false))
    }

    /// What the window that is open seals the key with; each takes the place of the one before.
    pub fn offer(&self, seal: Seal) {
        if let Some(question) = self.lock().as_mut() {
            question.seal = Some(seal);
        }
    }

    /// The key that was sealed with the newest seal.
    pub fn unseal(&self, sealed: Vec<u8>) -> Option<ApiKey> {
        let seal = self.lock().as_mut()?.seal.take()?;
        ApiKey::new(seal.open(sealed)?).ok()
    }

    /// Takes a key from the clipboard for the window that is open; says how many letters it has.
    pub fn paste(&self, text: String) -> Option<u32> {
        let key = ApiKey::new(text).ok()?;
        let letters = u32::try_from(key.expose().len()).ok()?;
        self.lock().as_mut()?.pasted = Some(key);
        Some(letters)
    }

    /// The key that was pasted last.
    pub fn pasted(&self) -> Option<ApiKey> {
        self.lock().as_mut()?.pasted.take()
    }

    /// Answers the question and destroys its window.
    pub fn answer(&self, app: &AppHandle, entered: bool) -> tauri::Result<()> {
        let Some(question) = self.lock().take() else {
            return Ok(());
        };
        // Nobody waits any more when the main window has gone.
        question.answer.send(entered).unwrap_or_default();
        app.get_webview_window(&question.window)
            .map_or(Ok(()), |window| window.destroy())
    }

    /// The question goes with whoever asked: Paylink ends with its last window, which must not be this one.
    pub fn give_up(&self, app: &AppHandle) {
        if let Err(error) = self.answer(app, false) {
            tracing::warn!(%error, "the key window could not be closed");
        }
    }

    /// A question that is still open goes on in the name of the newest who asks; the earlier one is told no.
    fn take_over(&self, answer: oneshot::Sender<bool>) -> Result<String, oneshot::Sender<bool>> {
        match self.lock().as_mut() {
            Some(question) => {
                question.answer = answer;
                Ok(question.window.clone())
            }
            None => Err(answer),
        }
    }

    /// The window has gone without an answer: no.
    fn end(&self, window: &str) {
        drop(self.lock().take_if(|question| question.window == window));
    }

    fn lock(&self) -> MutexGuard<'_, Option<Question>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open(app: &AppHandle, label: &str) -> tauri::Result<()> {
    let language = app
        .state::<Door>()
        .open_desk()
        .map_or(Language::English, Desk::language);
    let page = format!("key.html?language={}", language.tag());
    let mut builder = WebviewWindowBuilder::new(app, label, WebviewUrl::App(page.into()));
    builder = fence::around(app, builder)
        .title(words(language).key_window)
        .inner_size(440.0, 260.0)
        .min_inner_size(440.0, 260.0)
        .minimizable(false)
        .maximizable(false)
        .center();
    if let Some(main) = app.get_webview_window("main") {
        builder = builder.parent(&main)?;
    }
    let window = builder.build()?;
    let ending = (app.clone(), label.to_owned());
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            let (app, label) = &ending;
            app.state::<KeyWindow>().end(label);
        }
    });
    window.set_focus()
}
