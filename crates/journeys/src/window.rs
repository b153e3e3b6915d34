//! The app's window, spoken to in the user's words.
//!
//! Controls are found by role and accessible name, never by class or id: what a screen reader cannot name, a journey
//! cannot press. Every wait has a limit and says in the end what was there in place of what was wanted.

mod accessibility;
pub(crate) mod screen;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use fantoccini::Client;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::deadline::{SOON, until, until_so};
use crate::keyboard::Keyboard;
use crate::trouble::Trouble;

pub use accessibility::{Rules, Violation};

/// What stands in the frame of the main window.
pub const TITLE: &str = "Paylink";
/// In every language, as a pattern.
const KEY_TITLE: &str = "(API key|Clé API|Clave de API)";

const PAGE: &str = include_str!("window/page.js");

/// What the user had to do so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effort {
    pub clicks: u32,
    pub keys: u32,
}

/// What a control says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    pub disabled: bool,
    /// Pressed, checked, selected, expanded, or current.
    pub on: bool,
    /// Its description: why it is disabled, what it will do.
    pub words: String,
}

/// The control that has the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    pub role: String,
    pub name: String,
}

impl fmt::Display for Focus {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {:?}", self.role, self.name)
    }
}

/// The open window.
#[derive(Clone)]
pub struct Window {
    client: Client,
    keyboard: Keyboard,
    home: PathBuf,
    effort: Rc<RefCell<Effort>>,
    /// Of the pixel that tells one frame from the next.
    shade: Rc<Cell<u8>>,
}

impl Window {
    pub(crate) fn new(client: Client, keyboard: Keyboard, home: PathBuf) -> Self {
        Self {
            client,
            keyboard,
            home,
            effort: Rc::default(),
            shade: Rc::default(),
        }
    }

    // ---- Doing ----------------------------------------------------------------------------------------------------

    /// Clicks on what has this name: a button, a link, a switch, a tab, an option.
    ///
    /// # Errors
    ///
    /// When there is not exactly one such control, or it stays disabled or covered.
    pub async fn press(&self, name: &str) -> Result<(), Trouble> {
        self.click("button", name, None).await
    }

    /// As [`press`](Self::press), in the smallest place that holds a text: the row of a link, a dialog, a notice.
    ///
    /// # Errors
    ///
    /// As [`press`](Self::press).
    pub async fn press_in(&self, place: &str, name: &str) -> Result<(), Trouble> {
        self.click("button", name, Some(place)).await
    }

    /// Moves the pointer over what has this name.
    ///
    /// # Errors
    ///
    /// When there is not exactly one such control.
    pub async fn point_at(&self, name: &str) -> Result<(), Trouble> {
        let element = self.find("button", name, None).await?;
        let over = PointerAction::MoveToElement {
            element,
            duration: None,
            x: 0.0,
            y: 0.0,
        };
        let moves = MouseActions::new("pointer".to_owned()).then(over);
        let doing = format!("pointing at {name:?}");
        within(&doing, self.client.perform_actions(moves)).await
    }

    /// Clicks twice, as fast as it goes.
    ///
    /// # Errors
    ///
    /// As [`press`](Self::press).
    pub async fn press_twice(&self, name: &str) -> Result<(), Trouble> {
        let element = self.find("button", name, None).await?;
        // In one script, so that nothing of the page's own can happen between the two.
        let script = "arguments[0].click(); arguments[0].click();";
        self.script(script, vec![json!(element)]).await?;
        self.count(|effort| effort.clicks += 2);
        Ok(())
    }

    /// Goes into the field with this label and writes, in place of what is there.
    ///
    /// # Errors
    ///
    /// When there is not exactly one such field.
    pub async fn type_into(&self, label: &str, text: &str) -> Result<(), Trouble> {
        let field = self.find("field", label, None).await?;
        let doing = format!("typing into {label:?}");
        let select_all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
        let clears = !self.value(label).await?.is_empty();
        if clears {
            within(&doing, field.send_keys(&select_all)).await?;
        }
        let replaced = if text.is_empty() {
            char::from(Key::Backspace).to_string()
        } else {
            text.to_owned()
        };
        within(&doing, field.send_keys(&replaced)).await?;
        let typed = u32::try_from(replaced.chars().count()).unwrap_or(u32::MAX);
        self.count(|effort| effort.keys += typed + u32::from(clears));
        Ok(())
    }

    /// Chooses an option of a drop-down field.
    ///
    /// # Errors
    ///
    /// When there is no such field, or no such option.
    pub async fn choose(&self, label: &str, option: &str) -> Result<(), Trouble> {
        let field = self.find("field", label, None).await?;
        let doing = format!("choosing {option:?} in {label:?}");
        within(&doing, field.select_by_label(option)).await?;
        self.count(|effort| effort.clicks += 2);
        Ok(())
    }

    /// Presses a key or chord for real, on whatever has the focus: `Tab`, `Return`, `ctrl+n`.
    ///
    /// # Errors
    ///
    /// When there is no such key.
    pub fn key(&self, key: &str) -> Result<(), Trouble> {
        self.count(|effort| effort.keys += 1);
        self.keyboard.press(key)
    }

    /// Types for real, into whatever has the focus.
    ///
    /// # Errors
    ///
    /// When the display is gone.
    pub fn keys(&self, text: &str) -> Result<(), Trouble> {
        let typed = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        self.count(|effort| effort.keys += typed);
        self.keyboard.type_text(text)
    }

    /// Presses a key again and again until a control has the focus; says how often.
    ///
    /// # Errors
    ///
    /// When forty times were not enough; the sentence lists where the focus went.
    pub async fn key_until_focused(&self, key: &str, name: &str) -> Result<u32, Trouble> {
        let mut seen = Vec::new();
        for times in 0..40 {
            let focus = self.focused().await?;
            if focus
                .as_ref()
                .is_some_and(|focus| focus.name.starts_with(name))
            {
                return Ok(times);
            }
            seen.push(
                focus
                    .as_ref()
                    .map_or_else(|| "the page".to_owned(), ToString::to_string),
            );
            self.key_moves_focus(key).await?;
        }
        Err(Trouble::new(format!(
            "pressing {key} never reached {name:?}; it went to {}",
            seen.join(", ")
        )))
    }

    /// Presses a key and waits until the focus is elsewhere, or has nowhere to go.
    ///
    /// # Errors
    ///
    /// When there is no such key.
    pub async fn key_moves_focus(&self, key: &str) -> Result<(), Trouble> {
        let focus = self.focused().await?;
        self.key(key)?;
        let moved = until_so("the focus to move", Duration::from_secs(2), async || {
            Ok(self.focused().await? != focus)
        });
        drop(moved.await);
        Ok(())
    }

    // ---- Seeing ---------------------------------------------------------------------------------------------------

    /// Waits until a text can be read in the window.
    ///
    /// # Errors
    ///
    /// When it does not appear; the sentence holds what could be read.
    pub async fn see(&self, text: &str) -> Result<(), Trouble> {
        let saw = until_so(&format!("the text {text:?}"), SOON, async || {
            Ok(self.text().await?.contains(text))
        })
        .await;
        match saw {
            Ok(()) => Ok(()),
            Err(trouble) => Err(Trouble::new(format!(
                "{trouble}; the window says: {}",
                self.text().await?
            ))),
        }
    }

    /// Waits until a text can no longer be read.
    ///
    /// # Errors
    ///
    /// When it stays.
    pub async fn see_no_more(&self, text: &str) -> Result<(), Trouble> {
        until_so(&format!("{text:?} to go away"), SOON, async || {
            Ok(!self.text().await?.contains(text))
        })
        .await
    }

    /// Waits until two texts can be read in one place: a row of the list, a notice.
    ///
    /// # Errors
    ///
    /// When they do not appear together.
    pub async fn see_in(&self, place: &str, text: &str) -> Result<(), Trouble> {
        let look = async || {
            Ok(self
                .text_of(place)
                .await?
                .is_some_and(|all| all.contains(text)))
        };
        until_so(
            &format!("the text {text:?} in the place with {place:?}"),
            SOON,
            look,
        )
        .await
    }

    /// Waits for a screen.
    ///
    /// # Errors
    ///
    /// When another one stays.
    pub async fn screen(&self, name: &str) -> Result<(), Trouble> {
        let there = async || Ok(self.screens().await?.iter().any(|screen| screen == name));
        match until_so(&format!("the screen {name:?}"), SOON, there).await {
            Ok(()) => Ok(()),
            Err(trouble) => {
                let (screens, text) = (self.screens().await?, self.text().await?);
                Err(Trouble::new(format!(
                    "{trouble}; there is {screens:?}, saying: {text}"
                )))
            }
        }
    }

    /// The screens to be seen, outermost first.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn screens(&self) -> Result<Vec<String>, Trouble> {
        Ok(strings(&self.ask("screen", vec![]).await?))
    }

    /// Everything that can be read in the window.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn text(&self) -> Result<String, Trouble> {
        Ok(string(&self.ask("text", vec![]).await?))
    }

    /// What a field holds.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub async fn value(&self, label: &str) -> Result<String, Trouble> {
        until(&format!("the field {label:?}"), SOON, async || {
            let value = self.ask("value", vec![json!(label), Value::Null]).await?;
            Ok(value.as_str().map(str::to_owned))
        })
        .await
    }

    /// Waits until a field holds this.
    ///
    /// # Errors
    ///
    /// When it holds something else and goes on doing so.
    pub async fn has_value(&self, label: &str, wanted: &str) -> Result<(), Trouble> {
        until_so(
            &format!("{wanted:?} in the field {label:?}"),
            SOON,
            async || Ok(self.value(label).await? == wanted),
        )
        .await
    }

    /// Waits until a field says that it is wrong, and gives its words.
    ///
    /// # Errors
    ///
    /// When it has no complaint.
    pub async fn complaint(&self, label: &str) -> Result<String, Trouble> {
        until(&format!("a complaint at {label:?}"), SOON, async || {
            let said = self.ask("said", vec![json!(label), Value::Null]).await?;
            let is_wrong = said["wrong"] == true && said["words"] != "";
            Ok(is_wrong.then(|| string(&said["words"])))
        })
        .await
    }

    /// What a button, switch, or tab says about itself.
    ///
    /// # Errors
    ///
    /// When there is no such control.
    pub async fn control(&self, name: &str) -> Result<Control, Trouble> {
        until(&format!("the control {name:?}"), SOON, async || {
            let state = self
                .ask("state", vec![json!("button"), json!(name), Value::Null])
                .await?;
            Ok(state.is_object().then(|| Control {
                disabled: state["disabled"] == true,
                on: state["on"] == true,
                words: string(&state["words"]),
            }))
        })
        .await
    }

    /// The names of everything that can be pressed.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn buttons(&self) -> Result<Vec<String>, Trouble> {
        Ok(strings(&self.ask("names", vec![json!("button")]).await?))
    }

    /// The labels of everything that can be filled in.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn fields(&self) -> Result<Vec<String>, Trouble> {
        Ok(strings(&self.ask("names", vec![json!("field")]).await?))
    }

    /// Where the focus is; `None` when it is on the page itself.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn focused(&self) -> Result<Option<Focus>, Trouble> {
        let focus = self.ask("focused", vec![]).await?;
        Ok(focus.is_object().then(|| Focus {
            role: string(&focus["role"]),
            name: string(&focus["name"]),
        }))
    }

    /// Waits until a control has the focus.
    ///
    /// # Errors
    ///
    /// When the focus stays elsewhere; the sentence says where.
    pub async fn focus_is_on(&self, name: &str) -> Result<(), Trouble> {
        let mut focus = None;
        let there = until_so("it", SOON, async || {
            focus = self.focused().await?;
            Ok(focus
                .as_ref()
                .is_some_and(|focus| focus.name.starts_with(name)))
        });
        there.await.map_err(|_| {
            let where_it_is =
                focus.map_or_else(|| "the page".to_owned(), |focus| focus.to_string());
            Trouble::new(format!(
                "the focus should be on {name:?}, but is on {where_it_is}"
            ))
        })
    }

    /// What a screen reader was told without being asked.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn announced(&self) -> Result<Vec<String>, Trouble> {
        Ok(strings(&self.ask("announced", vec![]).await?))
    }

    /// On how many lines a text stands; none if nothing says just this.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn lines_of(&self, text: &str) -> Result<u64, Trouble> {
        let lines = self.ask("lines", vec![json!(text)]).await?;
        Ok(lines.as_u64().unwrap_or_default())
    }

    /// Whether any of what has the focus can be seen.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn focus_is_in_sight(&self) -> Result<bool, Trouble> {
        Ok(self.ask("focusInSight", vec![]).await? == true)
    }

    /// By how many pixels the page, or a part of it that scrolls, is wider than its place.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn overflow(&self) -> Result<i64, Trouble> {
        Ok(self
            .ask("overflow", vec![])
            .await?
            .as_i64()
            .unwrap_or_default())
    }

    /// Waits until nothing on the page moves or loads any more, spinners aside.
    ///
    /// # Errors
    ///
    /// When it goes on and on.
    pub async fn at_rest(&self) -> Result<(), Trouble> {
        const LOOKS: u32 = 6;
        let mut same = (String::new(), 0);
        until_so("the page to come to rest", SOON, async || {
            let rest = self.ask("rest", vec![]).await?;
            let page = string(&rest["page"]);
            same = if page == same.0 {
                (page, same.1 + 1)
            } else {
                (page, 0)
            };
            Ok(rest["still"] == true && same.1 >= LOOKS)
        })
        .await
    }

    /// Opens the page once more in another language than the computer's.
    ///
    /// # Errors
    ///
    /// When the page does not come.
    pub(crate) async fn speak(&self, language: &str) -> Result<(), Trouble> {
        let doing = "opening the page in another language";
        self.at_rest().await?;
        let here = within(doing, self.client.current_url()).await?;
        let address = format!("{}?language={language}", here.as_str());
        within(doing, self.client.goto(&address)).await?;
        self.at_rest().await
    }

    /// Gives the page this size in pixels of the display.
    ///
    /// # Errors
    ///
    /// When it does not take it.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Trouble> {
        let pixels = self.pixels();
        let frame = self.keyboard.window(TITLE).await?;
        self.keyboard.resize(&frame, width, height)?;
        self.has_size(width / pixels, height / pixels).await
    }

    /// The attributes of the page's root that its colours follow.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub(crate) async fn worn(&self) -> Result<Value, Trouble> {
        self.ask("worn", vec![]).await
    }

    /// Puts other ones on, and waits until they are drawn.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub(crate) async fn wear(&self, worn: &Value) -> Result<(), Trouble> {
        self.ask("wear", vec![worn.clone()]).await?;
        let drawn = "const done = arguments[0];
            requestAnimationFrame(() => requestAnimationFrame(() => done(null)));";
        self.script_async(drawn, vec![]).await.map(drop)
    }

    /// What can be pressed and is hard to hit: names and sizes of targets under 24 pixels.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn small_targets(&self) -> Result<Vec<String>, Trouble> {
        Ok(strings(&self.ask("small", vec![]).await?))
    }

    /// Words that reach out of their place, or are cut off with nothing to tell them in full.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn cut_off(&self) -> Result<Vec<String>, Trouble> {
        Ok(strings(&self.ask("cut", vec![]).await?))
    }

    /// Whether what has the focus shows it: an outline, or a border of another colour than without it.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn focus_is_shown(&self) -> Result<bool, Trouble> {
        Ok(self.ask("focusShown", vec![]).await? == true)
    }

    /// Waits until the page is this large, in its own pixels.
    ///
    /// # Errors
    ///
    /// When it is and stays another size.
    pub async fn has_size(&self, width: u32, height: u32) -> Result<(), Trouble> {
        until_so(
            &format!("a page of {width} by {height}"),
            SOON,
            async || {
                let size = self.ask("size", vec![]).await?;
                Ok(size == json!([width, height]))
            },
        )
        .await
    }

    /// A picture of the page as it is on the display, without the window's frame.
    ///
    /// # Errors
    ///
    /// When what the page holds never gets onto the display, or the picture cannot be taken or written.
    pub async fn screenshot(&self, file: &Path) -> Result<(), Trouble> {
        self.screenshot_of(TITLE, file).await
    }

    /// The same of the key window, from within [`in_key_window`](Self::in_key_window).
    ///
    /// # Errors
    ///
    /// As [`screenshot`](Self::screenshot).
    pub async fn screenshot_of_key_window(&self, file: &Path) -> Result<(), Trouble> {
        self.screenshot_of(KEY_TITLE, file).await
    }

    async fn screenshot_of(&self, title: &str, file: &Path) -> Result<(), Trouble> {
        self.keyboard.window(title).await?;
        // Of two with one title the upper one, which is the last.
        let windows = self.keyboard.windows(title);
        let frame = windows
            .last()
            .ok_or_else(|| Trouble::new("the window is gone"))?;
        self.is_drawn(frame).await?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)
                .map_err(Trouble::while_doing("making a folder for pictures"))?;
        }
        self.keyboard.picture(frame, file)
    }

    /// Waits until the page as it is now has come onto the display: a pixel in its corner changes its colour by a shade
    /// that no eye sees, and a frame that shows it shows everything else.
    async fn is_drawn(&self, frame: &str) -> Result<(), Trouble> {
        let shade = self.shade.get() % 8;
        self.shade.set(shade + 1);
        let wanted = self.ask("mark", vec![json!(shade)]).await?;
        let wanted =
            [0, 1, 2].map(|at| u8::try_from(wanted[at].as_u64().unwrap_or(0)).unwrap_or(0));
        let (left, bottom) = self.keyboard.corner(frame)?;
        let mut there = [0; 3];
        let drawn = until_so("it", SOON, async || {
            there = screen::pixel(&self.home, left, bottom)?;
            Ok(there == wanted)
        });
        let drawn = drawn.await;
        self.ask("unmark", vec![]).await?;
        drawn.map_err(|_| {
            Trouble::new(format!(
                "the page was not drawn: its corner should be {wanted:?} and is {there:?}"
            ))
        })
    }

    // ---- The key window -------------------------------------------------------------------------------------------

    /// Types the API key into its own small window and confirms; waits until the window is gone.
    ///
    /// # Errors
    ///
    /// When the window does not appear, or stays.
    pub async fn type_api_key(&self, key: &str) -> Result<(), Trouble> {
        self.write_api_key(key).await?;
        self.save_api_key().await
    }

    /// Types the API key into its own small window.
    ///
    /// # Errors
    ///
    /// When the window does not appear.
    pub async fn write_api_key(&self, key: &str) -> Result<(), Trouble> {
        self.key_window().await?;
        self.keys(key)
    }

    /// Saves what was typed into the key window, and waits until that is gone.
    ///
    /// # Errors
    ///
    /// When it stays.
    pub async fn save_api_key(&self) -> Result<(), Trouble> {
        self.key("Return")?;
        self.key_window_closes().await
    }

    /// Puts the key window away with Escape.
    ///
    /// # Errors
    ///
    /// When there is no such window, or it stays.
    pub async fn cancel_api_key(&self) -> Result<(), Trouble> {
        self.key_window().await?;
        self.key("Escape")?;
        self.key_window_closes().await
    }

    /// Waits until the key window can be typed into.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub async fn key_window(&self) -> Result<(), Trouble> {
        let window = self.keyboard.window(KEY_TITLE).await?;
        self.keyboard.focus(&window)?;
        self.key_field_is_ready().await
    }

    async fn key_window_closes(&self) -> Result<(), Trouble> {
        until_so("the key window to close", SOON, async || {
            Ok(self.keyboard.windows(KEY_TITLE).is_empty())
        })
        .await
    }

    /// Looks at the key window in place of the main one, as soon as its field has the focus.
    ///
    /// # Errors
    ///
    /// When the window does not appear, or looking fails.
    pub async fn in_key_window<T>(
        &self,
        look: impl AsyncFnOnce() -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let doing = "looking at the key window";
        let main = within(doing, self.client.window()).await?;
        let ready = until_so("the field for the API key", SOON, async || {
            for handle in within(doing, self.client.windows()).await? {
                if handle != main {
                    within(doing, self.client.switch_to_window(handle)).await?;
                    let focus = self.focused().await?;
                    return Ok(focus.is_some_and(|focus| focus.role == "password"));
                }
            }
            Ok(false)
        });
        let looked = match ready.await {
            Ok(()) => look().await,
            Err(trouble) => Err(trouble),
        };
        within(doing, self.client.switch_to_window(main)).await?;
        looked
    }

    /// Keys sent before the field has the focus would be lost.
    async fn key_field_is_ready(&self) -> Result<(), Trouble> {
        self.in_key_window(async || Ok(())).await
    }

    // ---- The rest -------------------------------------------------------------------------------------------------

    /// What the user had to do in this window so far.
    pub fn effort(&self) -> Effort {
        *self.effort.borrow()
    }

    /// The real keyboard, for windows beside the page.
    pub fn keyboard(&self) -> &Keyboard {
        &self.keyboard
    }

    /// The stage's home folder.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    ///
    /// When it throws, or the window is gone.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Trouble> {
        within("asking the page", self.client.execute(script, arguments)).await
    }

    /// Runs a script that ends by calling its last argument.
    ///
    /// # Errors
    ///
    /// As [`script`](Self::script).
    pub async fn script_async(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<Value, Trouble> {
        within(
            "asking the page",
            self.client.execute_async(script, arguments),
        )
        .await
    }

    async fn ask(&self, question: &str, mut arguments: Vec<Value>) -> Result<Value, Trouble> {
        arguments.insert(0, json!(question));
        self.script(PAGE, arguments).await
    }

    async fn text_of(&self, place: &str) -> Result<Option<String>, Trouble> {
        let text = self.ask("place", vec![json!(place)]).await?;
        Ok(text.as_str().map(str::to_owned))
    }

    async fn find(&self, role: &str, name: &str, place: Option<&str>) -> Result<Element, Trouble> {
        let mut why = String::new();
        let what = format!("the {role} {name:?}");
        let found = until(&what, SOON, async || {
            match self.find_now(role, name, place).await? {
                Ok(element) => Ok(Some(element)),
                Err(reason) => {
                    why = reason;
                    Ok(None)
                }
            }
        });
        found
            .await
            .map_err(|trouble| Trouble::new(format!("{trouble}: {why}")))
    }

    /// The one element that fits at this moment, or why there is not exactly one.
    async fn find_now(
        &self,
        role: &str,
        name: &str,
        place: Option<&str>,
    ) -> Result<Result<Element, String>, Trouble> {
        let answer = self
            .ask("find", vec![json!(role), json!(name), json!(place)])
            .await?;
        if let Some(reason) = answer["why"].as_str() {
            return Ok(Err(reason.to_owned()));
        }
        let reference = answer["element"]
            .as_object()
            .and_then(|object| object.values().next());
        let Some(reference) = reference.and_then(Value::as_str) else {
            return Err(Trouble::new("the web driver gave no element"));
        };
        Ok(Ok(Element::from_element_id(
            self.client.clone(),
            reference.to_owned().into(),
        )))
    }

    async fn click(&self, role: &str, name: &str, place: Option<&str>) -> Result<(), Trouble> {
        let mut why = String::new();
        let what = format!("a click on {name:?}");
        let clicked = until(&what, SOON, async || {
            let element = match self.find_now(role, name, place).await? {
                Ok(element) => element,
                Err(reason) => {
                    why = reason;
                    return Ok(None);
                }
            };
            // Something may still be in the way, or the element replaced while we look: then look again.
            match self.click_on(&element).await? {
                Ok(()) => Ok(Some(())),
                Err(reason) => {
                    why = reason;
                    Ok(None)
                }
            }
        });
        clicked
            .await
            .map_err(|trouble| Trouble::new(format!("{trouble}: {why}")))?;
        self.count(|effort| effort.clicks += 1);
        Ok(())
    }

    /// By the web driver; by the real pointer where the page's pixels have grown, of which the driver knows nothing.
    async fn click_on(&self, element: &Element) -> Result<Result<(), String>, Trouble> {
        if self.pixels() == 1 {
            return Ok(element.click().await.map_err(|error| error.to_string()));
        }
        let spot = self
            .ask("spot", vec![json!(element), json!(self.pixels())])
            .await?;
        let (Some(right), Some(down)) = (spot[0].as_i64(), spot[1].as_i64()) else {
            return Ok(Err(string(&spot)));
        };
        let frame = self.keyboard.window(TITLE).await?;
        Ok(self
            .keyboard
            .click(&frame, right, down)
            .map_err(|trouble| trouble.to_string()))
    }

    /// How many of the display's pixels are one of the page's.
    fn pixels(&self) -> u32 {
        self.keyboard.text_scale()
    }

    fn count(&self, add: impl FnOnce(&mut Effort)) {
        add(&mut self.effort.borrow_mut());
    }
}

/// Gives an answer of the web driver a limit and words.
async fn within<T, E: fmt::Display>(
    doing: &str,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, Trouble> {
    let done = timeout(SOON, work).await;
    done.map_err(|_| Trouble::new(format!("{doing}: no answer from the window")))?
        .map_err(Trouble::while_doing(doing))
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(string).collect()
}
