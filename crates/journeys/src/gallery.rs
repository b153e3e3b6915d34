//! A walk through every screen and state of the real app, with one use or two: pictures to be looked at, in every theme,
//! size and language, and what axe-core has to say of each.
//!
//! [`stops`] lists where it stops, [`Visit`] says what is done there. The way itself is in parts, each on a stage of its
//! own, so that one that fails loses the others nothing.

mod acts;
mod album;
mod documents;
mod lexicon;
mod screens;
mod shelf;
pub mod stops;
mod troubles;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use tokio::time::Instant;

use crate::journey::play_within;
use crate::program::{Arguments, finish, say};
use crate::stage::{Setting, Stage};
use crate::trouble::Trouble;

pub use album::{Album, LANGUAGES, Language, Look, Pose, Text, Visit};

const WHAT: &str = "Garden work in May";
const JANE: &str = "jane@example.com";
const SIZES: [(u32, u32); 3] = [(1280, 800), (800, 600), (1600, 1000)];
/// A part is a few minutes of walking, and machines that run it are busy.
const LIMIT: Duration = Duration::from_secs(3600);

#[derive(Parser)]
struct Wanted {
    #[command(flatten)]
    arguments: Arguments,
    /// Only parts of the way whose name holds this
    #[arg(long)]
    only: Option<String>,
    /// Only one size of text
    #[arg(long, value_enum)]
    text: Option<Text>,
    /// Only these languages, with commas between them: en, fr, es, pseudo
    #[arg(long, value_delimiter = ',')]
    languages: Vec<String>,
    /// Each theme in one size only, in usual text: fewer pictures, everything judged
    #[arg(long)]
    sparing: bool,
    /// Both themes in one size, and no judgement
    #[arg(long)]
    quick: bool,
    /// Only the pictures of the documents, into this folder
    #[arg(long)]
    docs: Option<PathBuf>,
}

type Walking<'a> = Pin<Box<dyn Future<Output = Result<(), Trouble>> + 'a>>;
type Walk = for<'a> fn(&'a mut Stage, &'a Visit) -> Walking<'a>;

/// A part of the way, and the stage that it is walked on.
pub struct Part {
    pub name: &'static str,
    setting: Setting,
    walk: Walk,
}

impl Part {
    fn new(name: &'static str, setting: Setting, walk: Walk) -> Self {
        Self {
            name,
            setting,
            walk,
        }
    }

    /// Walks it on a stage of the kind that it needs.
    ///
    /// # Errors
    ///
    /// When the app does not come as far as every stop.
    pub fn play(&self, app: &Path, evidence: &Path, visit: &Visit) -> Result<(), Trouble> {
        let setting = visit.setting(&self.setting);
        let walk = async |stage: &mut Stage| (self.walk)(stage, visit).await;
        play_within(LIMIT, app, &setting, evidence, walk)
    }

    /// The same on a stage that stands already.
    ///
    /// # Errors
    ///
    /// As [`play`](Self::play).
    pub async fn walk(&self, stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
        (self.walk)(stage, visit).await
    }

    /// The stage that it needs for this visit.
    pub fn setting(&self, visit: &Visit) -> Setting {
        visit.setting(&self.setting)
    }
}

/// The whole way.
pub fn parts() -> Vec<Part> {
    screens::parts()
        .into_iter()
        .chain(troubles::parts())
        .collect()
}

/// Walks it as a program.
pub fn main() -> ExitCode {
    let wanted = Wanted::parse();
    finish(match &wanted.docs {
        Some(folder) => documents::refresh(&wanted.arguments, folder),
        None => take(&wanted),
    })
}

fn take(wanted: &Wanted) -> Result<(), Trouble> {
    let out = &wanted.arguments.out;
    let began = Instant::now();
    let mut bad = Vec::new();
    let mut stops = 0;
    for (title, visit) in visits(wanted, out)? {
        say(&format!("{title}:"));
        bad.extend(all_parts(wanted, &visit)?);
        bad.extend(visit.found());
        stops += visit.been().len();
        if wanted.only.is_none() {
            let been = visit.been();
            let missed = stops::STOPS.iter().filter(|stop| !been.contains(stop.name));
            bad.extend(missed.map(|stop| format!("{title}: never came to {:?}", stop.name)));
        }
    }
    let (page, pictures) = shelf::write(out)?;
    say(&format!(
        "{stops} stops in {} s; {pictures} pictures: {}",
        began.elapsed().as_secs(),
        page.display()
    ));
    if bad.is_empty() {
        return Ok(());
    }
    Err(Trouble::new(format!("\n  {}", bad.join("\n  "))))
}

/// What failed is told in the end, so that one run shows everything.
fn all_parts(wanted: &Wanted, visit: &Visit) -> Result<Vec<String>, Trouble> {
    let app = wanted.arguments.app()?;
    let mut failed = Vec::new();
    for part in parts() {
        let is_wanted = wanted
            .only
            .as_ref()
            .is_none_or(|only| part.name.contains(only));
        if !is_wanted {
            continue;
        }
        let began = Instant::now();
        let evidence = wanted.arguments.out.join("failures").join(part.name);
        // A gateway whose trouble was never met fails loudly; the other parts go on all the same.
        let played = catch_unwind(AssertUnwindSafe(|| part.play(&app, &evidence, visit)));
        let played = played.unwrap_or_else(|_| Err(Trouble::new("it panicked, as told above")));
        say(&format!(
            "  {} ({} s)",
            part.name,
            began.elapsed().as_secs()
        ));
        if let Err(trouble) = played {
            say(&format!("  {}: {trouble}", part.name));
            failed.push(format!("{}: {trouble}", part.name));
        }
    }
    Ok(failed)
}

fn visits(wanted: &Wanted, out: &Path) -> Result<Vec<(String, Visit)>, Trouble> {
    let mut visits = Vec::new();
    for language in languages(&wanted.languages)? {
        for text in [Text::Usual, Text::Twice] {
            // In every language what is drawn and what fits; what does not hang on words, in the first.
            let is_first = language == LANGUAGES[0];
            let poses = match text {
                Text::Twice if wanted.quick || wanted.sparing => continue,
                Text::Twice => both_themes(SIZES[1]),
                Text::Usual if wanted.quick => both_themes(SIZES[0]),
                Text::Usual if wanted.sparing => sparing(),
                Text::Usual if is_first => usual(),
                Text::Usual => SIZES[..2].iter().copied().flat_map(both_themes).collect(),
            };
            if wanted.text.is_some_and(|wanted| wanted != text) {
                continue;
            }
            let visit = Visit::new(&poses).in_language(language).with_text(text);
            let visit = visit.taking_pictures(out);
            let visit = if wanted.quick { visit } else { visit.judging() };
            let title = match text {
                Text::Usual => "usual text",
                Text::Twice => "text of twice the size",
            };
            visits.push((format!("{}, {title}", language.name), visit));
        }
    }
    Ok(visits)
}

/// Those of these names; all if none is named.
fn languages(names: &[String]) -> Result<Vec<Language>, Trouble> {
    let known = |name: &String| LANGUAGES.iter().any(|language| language.name == name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        return Err(Trouble::new(format!("no language is called {name:?}")));
    }
    let is_wanted =
        |language: &Language| names.is_empty() || names.iter().any(|name| name == language.name);
    Ok(LANGUAGES.into_iter().filter(is_wanted).collect())
}

/// Light where there is room, dark where there is little.
fn sparing() -> Vec<Pose> {
    let looks = [(Look::Light, SIZES[0]), (Look::Dark, SIZES[1])];
    looks.map(|(look, size)| Pose { look, size }).to_vec()
}

/// Both themes in every size, and more contrast in the first.
fn usual() -> Vec<Pose> {
    let contrast = [Look::LightContrast, Look::DarkContrast];
    let contrast = contrast.map(|look| Pose {
        look,
        size: SIZES[0],
    });
    let mut poses = both_themes(SIZES[0]);
    poses.extend(contrast);
    poses.extend(SIZES[1..].iter().flat_map(|&size| both_themes(size)));
    poses
}

/// Light and dark in one size.
pub fn both_themes(size: (u32, u32)) -> Vec<Pose> {
    [Look::Light, Look::Dark]
        .map(|look| Pose { look, size })
        .to_vec()
}
