//! What is done at each stop: a picture in every pose, a judgement of every look, or both.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::{Value, json};

use super::lexicon::Lexicon;
use super::stops;
use crate::stage::Setting;
use crate::trouble::Trouble;
use crate::window::{Rules, Window};

/// The stop in a window of its own.
const KEY_WINDOW: &str = "key-window";

/// What the page wears: a theme, and whether the system asks for more contrast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Light,
    Dark,
    LightContrast,
    DarkContrast,
}

impl Look {
    pub const ALL: [Self; 4] = [
        Self::Light,
        Self::Dark,
        Self::LightContrast,
        Self::DarkContrast,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::LightContrast => "light-contrast",
            Self::DarkContrast => "dark-contrast",
        }
    }

    /// The attributes of the page's root that its colours follow.
    fn worn(self) -> Value {
        match self {
            Self::Light => json!(["light", "usual"]),
            Self::Dark => json!(["dark", "usual"]),
            Self::LightContrast => json!(["light", "more"]),
            Self::DarkContrast => json!(["dark", "more"]),
        }
    }
}

/// What the window is like for one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pose {
    pub look: Look,
    /// In pixels of the display.
    pub size: (u32, u32),
}

/// A language of the app, and the computer that brings it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    pub name: &'static str,
    /// Whose words the page speaks.
    pub words: &'static str,
    pub locale: &'static str,
    /// What the app guesses from the locale.
    pub currency: &'static str,
    /// Between an amount and its cents.
    pub decimal: char,
}

impl Language {
    /// The locale as a page names it.
    pub(super) fn tag(self) -> String {
        let (name, _) = self.locale.split_once('.').unwrap_or((self.locale, ""));
        name.replace('_', "-")
    }

    /// An amount as it is typed.
    pub(super) fn amount(self, amount: &str) -> String {
        amount.replace('.', &self.decimal.to_string())
    }
}

/// The one list of languages. The last is spoken by nobody: in brackets, with accents, and two fifths longer.
pub const LANGUAGES: [Language; 4] = [
    Language {
        name: "en",
        words: "en",
        locale: "en_US.UTF-8",
        currency: "USD",
        decimal: '.',
    },
    Language {
        name: "fr",
        words: "fr-CA",
        locale: "fr_CA.UTF-8",
        currency: "CAD",
        decimal: ',',
    },
    Language {
        name: "es",
        words: "es",
        locale: "es_MX.UTF-8",
        currency: "MXN",
        decimal: '.',
    },
    Language {
        name: PSEUDO,
        words: PSEUDO,
        locale: "en_US.UTF-8",
        currency: "USD",
        decimal: '.',
    },
];

pub(super) const PSEUDO: &str = "pseudo";

/// How large the system writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Text {
    #[value(name = "100")]
    Usual,
    #[value(name = "200")]
    Twice,
}

/// One way through the app: what is done where it stops, and what was found.
pub struct Visit {
    poses: Vec<Pose>,
    language: Language,
    lexicon: OnceCell<Lexicon>,
    text: Text,
    /// Where pictures go.
    pictures: Option<PathBuf>,
    judges: bool,
    /// Where it stops; everywhere if left out.
    only: Option<BTreeSet<&'static str>>,
    found: RefCell<Vec<String>>,
    been: RefCell<BTreeSet<&'static str>>,
}

impl Visit {
    /// Does nothing at its stops until told. The first pose is the one in which the walk goes on.
    ///
    /// # Panics
    ///
    /// When there is no pose.
    pub fn new(poses: &[Pose]) -> Self {
        assert!(!poses.is_empty(), "a visit needs a size to walk in");
        Self {
            poses: poses.to_vec(),
            language: LANGUAGES[0],
            lexicon: OnceCell::new(),
            text: Text::Usual,
            pictures: None,
            judges: false,
            only: None,
            found: RefCell::default(),
            been: RefCell::default(),
        }
    }

    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    #[must_use]
    pub fn with_text(mut self, text: Text) -> Self {
        self.text = text;
        self
    }

    #[must_use]
    pub fn taking_pictures(mut self, folder: &Path) -> Self {
        self.pictures = Some(folder.to_owned());
        self
    }

    #[must_use]
    pub fn judging(mut self) -> Self {
        self.judges = true;
        self
    }

    #[must_use]
    pub fn only_at(mut self, names: &[&'static str]) -> Self {
        self.only = Some(names.iter().copied().collect());
        self
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// The size of the window on the way.
    pub fn home(&self) -> (u32, u32) {
        self.poses[0].size
    }

    /// The stage that it needs, made from the one that its part of the way needs.
    pub fn setting(&self, setting: &Setting) -> Setting {
        let width = self.poses.iter().map(|pose| pose.size.0).max();
        let height = self.poses.iter().map(|pose| pose.size.1).max();
        // Room for the frame of the window, and for what opens beside it.
        let room = |pixels: Option<u32>| pixels.unwrap_or_default() + 100;
        let setting = setting.clone().locale(self.language.locale);
        let setting = setting.size(room(width), room(height));
        match self.text {
            Text::Usual => setting,
            Text::Twice => setting.text_scale(2),
        }
    }

    /// Whether anything is done at one of these stops.
    pub(super) fn cares_for(&self, names: &[&str]) -> bool {
        let only = self.only.as_ref();
        only.is_none_or(|only| names.iter().any(|name| only.contains(name)))
    }

    /// Shows it a window, in its language.
    pub(super) async fn album(&self, window: Window) -> Result<Album<'_>, Trouble> {
        if self.language.words == PSEUDO {
            window.speak(PSEUDO).await?;
        }
        Ok(Album {
            window,
            visit: self,
        })
    }

    /// The page's words in its language.
    pub(super) fn lexicon(&self) -> Result<&Lexicon, Trouble> {
        if self.lexicon.get().is_none() {
            let opened = Lexicon::open(self.language)?;
            drop(self.lexicon.set(opened));
        }
        Ok(self.lexicon.get().expect("it was opened above"))
    }

    /// The stops so far.
    pub fn been(&self) -> BTreeSet<&'static str> {
        self.been.borrow().clone()
    }

    /// Everything that was judged bad so far.
    pub fn found(&self) -> Vec<String> {
        self.found.borrow().clone()
    }

    /// Trouble, with everything that was judged bad in it, unless there is none.
    ///
    /// # Errors
    ///
    /// When anything was.
    pub fn verdict(&self) -> Result<(), Trouble> {
        let found = self.found.borrow();
        if found.is_empty() {
            return Ok(());
        }
        Err(Trouble::new(found.join("\n  ")))
    }

    pub(super) fn folder(&self, pose: Pose) -> String {
        let (width, height) = pose.size;
        let text = match self.text {
            Text::Usual => "",
            Text::Twice => "-200",
        };
        let (look, language) = (pose.look.name(), self.language.name);
        format!("{look}-{width}x{height}-{language}{text}")
    }
}

/// The window, and the visit that it is shown to.
pub struct Album<'a> {
    pub window: Window,
    pub(super) visit: &'a Visit,
}

impl Album<'_> {
    /// Stops here in every pose.
    ///
    /// # Errors
    ///
    /// When there is no such stop, the app shows another screen, or it does not take a pose.
    pub async fn stop(&self, name: &str) -> Result<(), Trouble> {
        self.pose(name, &self.visit.poses).await
    }

    /// Stops here without changing the size, for a window that keeps its own.
    ///
    /// # Errors
    ///
    /// As [`stop`](Self::stop).
    pub async fn stop_as_it_is(&self, name: &str) -> Result<(), Trouble> {
        let home = self.visit.home();
        let poses = self.visit.poses.iter().copied();
        let poses: Vec<Pose> = poses.filter(|pose| pose.size == home).collect();
        self.pose(name, &poses).await
    }

    async fn pose(&self, name: &str, poses: &[Pose]) -> Result<(), Trouble> {
        let Self { window, visit } = self;
        let stop = stops::find(name);
        let (number, stop) =
            stop.ok_or_else(|| Trouble::new(format!("there is no stop {name:?} in the list")))?;
        visit.been.borrow_mut().insert(stop.name);
        if !visit.cares_for(&[stop.name]) {
            return Ok(());
        }
        window.at_rest().await?;
        let screens = window.screens().await?;
        if !stop.screen.is_empty() && !screens.iter().any(|screen| screen == stop.screen) {
            return Err(Trouble::new(format!(
                "{name:?} is a stop on {:?}, but there is {screens:?}",
                stop.screen
            )));
        }
        let own = window.worn().await?;
        let mut size = visit.home();
        let mut judged = Vec::new();
        for &pose in poses {
            if pose.size != size {
                window.resize(pose.size.0, pose.size.1).await?;
                size = pose.size;
            }
            window.wear(&pose.look.worn()).await?;
            if let Some(folder) = &visit.pictures {
                let file = format!("{number:02}-{name}.png");
                let file = folder.join(visit.folder(pose)).join(file);
                if stop.name == KEY_WINDOW {
                    window.screenshot_of_key_window(&file).await?;
                } else {
                    window.screenshot(&file).await?;
                }
            }
            if visit.judges {
                let axe = match judged.as_slice() {
                    [] => Some(Rules::All),
                    looks if looks.contains(&pose.look) => None,
                    _ => Some(Rules::Colours),
                };
                judged.push(pose.look);
                self.judge(name, pose, axe).await?;
            }
        }
        if size != visit.home() {
            window.resize(visit.home().0, visit.home().1).await?;
        }
        window.wear(&own).await
    }

    /// What axe-core says of names is the same in every look, and of colours in every size; what fits is not.
    async fn judge(&self, name: &str, pose: Pose, axe: Option<Rules>) -> Result<(), Trouble> {
        let Self { window, visit } = self;
        let mut found = Vec::new();
        if let Some(rules) = axe {
            let violations = window.violations_of(rules).await?;
            found.extend(violations.iter().map(ToString::to_string));
        }
        match window.overflow().await? {
            0 => {}
            by => found.push(format!("{by} pixels too wide")),
        }
        for words in window.cut_off().await? {
            found.push(format!("does not fit: {words}"));
        }
        for target in window.small_targets().await? {
            found.push(format!("smaller than 24 pixels: {target}"));
        }
        let place = format!("{name} ({})", visit.folder(pose));
        let mut all = visit.found.borrow_mut();
        all.extend(found.iter().map(|one| format!("{place}: {one}")));
        Ok(())
    }
}
