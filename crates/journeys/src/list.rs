//! The list of links, measured in the real window: what a key stroke costs until its rows are painted, how scrolling
//! goes beside an empty page, how much is drawn and said, and what many links cost at the start.
//!
//! The app is compiled with optimisation. A display without a graphics card draws slowly, so goals that hang on drawing
//! are ratios: to the same app with fewer links, and to an empty page in the same window.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use practice_gateway::{Config, PRACTICE_TERMINAL, Running};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::deadline::until;
use crate::program::{Arguments, run, say};
use crate::stage::{Setting, Stage};
use crate::trouble::Trouble;
use crate::window::Window;

const MEASURE: &str = include_str!("list/measure.js");

const FEW: usize = 50;
/// Reading the gateway's whole list, once.
const READ: Duration = Duration::from_secs(600);

const WORDS: [&str; 6] = [
    "garden",
    "invoice",
    "paid jane",
    "REF-1",
    "45.00",
    "nothing like it",
];
/// Of one look; there are several, each short enough for a slow display.
const FRAMES: usize = 30;
const LOOKS: usize = 5;
const STEP_PX: usize = 90;

const KEY_MS_MAX: f64 = 32.0;
const MOST_TO_MANY_MAX: f64 = 2.0;
const SCROLL_TO_EMPTY_MAX: f64 = 1.2;
const START_TO_FEW_MAX: f64 = 1.1;
const ROWS_MAX: u64 = 80;
const MESSAGE_BYTES_MAX: u64 = 64 * 1024;

#[derive(Parser)]
struct Wanted {
    #[command(flatten)]
    arguments: Arguments,
    /// How often the app is started with few links and with many, by turns
    #[arg(long, default_value = "7")]
    rounds: usize,
    /// How many links are many
    #[arg(long, default_value = "50000")]
    many: usize,
    /// Twice as many
    #[arg(long, default_value = "100000")]
    most: usize,
}

/// Measures as a program.
pub fn main() -> ExitCode {
    run(measure(&Wanted::parse()))
}

async fn measure(wanted: &Wanted) -> Result<(), Trouble> {
    let app = wanted.arguments.app()?;
    let (many_links, most_links) = (wanted.many, wanted.most);
    let mut goals = Goals::default();
    let mut few = Shop::open(&app, FEW, &Setting::default()).await?;
    let mut many = Shop::open(&app, many_links, &Setting::default()).await?;

    say(&format!("  {many_links} links, in the window"));
    let window = many.window().await?;
    let key_many = keystrokes(&window).await?;
    goals.at_most("key stroke to painted rows, p95, ms", key_many, KEY_MS_MAX);
    in_sight(&window, many_links, &mut goals).await?;

    many.stage.kill_app().await?;
    say(&format!("  the start, {} rounds by turns", wanted.rounds));
    let (mut with_few, mut with_many) = (Vec::new(), Vec::new());
    for _ in 0..wanted.rounds {
        with_few.push(few.start().await?);
        with_many.push(many.start().await?);
    }
    let (start_few, start_many) = (median(with_few), median(with_many));
    say(&format!(
        "    to usable rows, median: {start_few:.0} ms with {FEW}, {start_many:.0} ms with {many_links}"
    ));
    goals.at_most(
        "start with many links to a start with few, ratio",
        start_many / start_few,
        START_TO_FEW_MAX,
    );
    drop((few, many));

    say(&format!("  {most_links} links, in the window"));
    let mut most = Shop::open(&app, most_links, &Setting::default()).await?;
    let window = most.window().await?;
    let key_most = keystrokes(&window).await?;
    goals.at_most(
        "key stroke with twice as many links, ratio",
        key_most / key_many,
        MOST_TO_MANY_MAX,
    );
    in_sight(&window, most_links, &mut goals).await?;
    most.stage.kill_app().await?;
    goals.tell()
}

/// A stage on which the app knows so many links.
pub(crate) struct Shop {
    pub(crate) stage: Stage,
    count: usize,
    /// When the list was last read to its end, as the app tells it.
    checked_at: Value,
    _gateway: Running,
}

impl Shop {
    /// Lets the app read them all from a gateway, and closes it.
    pub(crate) async fn open(app: &Path, count: usize, setting: &Setting) -> Result<Self, Trouble> {
        let gateway = practice_gateway::start(Config::default())
            .await
            .map_err(Trouble::while_doing("starting the gateway"))?;
        gateway
            .seed_links(PRACTICE_TERMINAL, count)
            .map_err(Trouble::while_doing("making up links"))?;
        let mut stage = Stage::set_up(app, setting).await?;
        stage.set_gateway(gateway.base_url());
        let began = Instant::now();
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.press("Try it now").await?;
        window.screen("new-link").await?;
        window.key("Escape")?;
        window.screen("links").await?;
        let checked_at = whole_list(&window, count, &Value::Null).await?;
        say(&format!(
            "  {count} links read from the gateway in {:.1} s",
            began.elapsed().as_secs_f64()
        ));
        stage.kill_app().await?;
        Ok(Self {
            stage,
            count,
            checked_at,
            _gateway: gateway,
        })
    }

    /// The window, once its list has been read afresh and nothing goes on in it.
    pub(crate) async fn window(&mut self) -> Result<Window, Trouble> {
        let window = self.stage.open().await?;
        window.screen("links").await?;
        self.rest(&window).await?;
        Ok(window)
    }

    /// Waits until the whole list has been read once more.
    pub(crate) async fn rest(&mut self, window: &Window) -> Result<(), Trouble> {
        self.checked_at = whole_list(window, self.count, &self.checked_at).await?;
        Ok(())
    }

    /// From the start of the program to a row that can be pressed, in milliseconds.
    async fn start(&mut self) -> Result<f64, Trouble> {
        let (_, took) = start(&mut self.stage).await?;
        self.stage.kill_app().await?;
        Ok(took)
    }
}

/// Waits until the whole list has been read, later than at a certain time, and gives when that was.
async fn whole_list(window: &Window, count: usize, before: &Value) -> Result<Value, Trouble> {
    until("the whole list to be read", READ, async || {
        let whole = ask(window, "whole", vec![]).await?;
        let checked_at = &whole["checkedAt"];
        let is_whole = whole["known"].as_u64() == Some(count as u64)
            && whole["reading"].is_null()
            && checked_at != before;
        Ok(is_whole.then(|| checked_at.clone()))
    })
    .await
}

/// When what can be pressed was there, by the clock, in milliseconds: the page's own mark, or its end of reading where a
/// page makes none. What the driver takes until it is connected, now a moment and now half a second, is not in it.
const USABLE: &str = "const [mark] = performance.getEntriesByName('usable');
    const [page] = performance.getEntriesByType('navigation');
    return performance.timeOrigin + (mark ? mark.startTime : page.domContentLoadedEventEnd);";

/// The app, and how long it took from its start until something of its list can be pressed, in milliseconds.
pub(crate) async fn start(stage: &mut Stage) -> Result<(Window, f64), Trouble> {
    let window = stage.open().await?;
    until("a row", READ, async || {
        let has_focus = "return document.activeElement?.closest('[data-link]') != null;";
        let there = window.script(has_focus, vec![]).await?;
        Ok((there == true).then_some(()))
    })
    .await?;
    let usable = window.script(USABLE, vec![]).await?;
    let usable = usable
        .as_f64()
        .ok_or_else(|| Trouble::new("the page does not tell when it could be used"))?;
    Ok((window, usable - stage.began_ms()?))
}

async fn keystrokes(window: &Window) -> Result<f64, Trouble> {
    let (mut painted, mut answered) = (Vec::new(), Vec::new());
    for word in WORDS {
        let found = ask(window, "keystrokes", vec![json!(word)]).await?;
        painted.extend(numbers_of(&found["painted"]));
        answered.extend(numbers_of(&found["answered"]));
    }
    let (painted, answered) = (sorted(painted), sorted(answered));
    say(&format!(
        "    {} key strokes: rows there after p50 {:.1} ms, p95 {:.1} ms; painted after p50 {:.1} ms, p95 {:.1} ms",
        painted.len(),
        at(&answered, 0.5),
        at(&answered, 0.95),
        at(&painted, 0.5),
        at(&painted, 0.95)
    ));
    Ok(at(&painted, 0.95))
}

/// What is drawn, what is said, and whether the end is reached.
async fn in_sight(window: &Window, count: usize, goals: &mut Goals) -> Result<(), Trouble> {
    let (mut list, mut empty, mut drawn) = (Vec::new(), Vec::new(), 0);
    for _ in 0..LOOKS {
        let measures = || vec![json!(FRAMES), json!(STEP_PX)];
        let found = ask(window, "scrolling", measures()).await?;
        list.extend(numbers_of(&found["list"]));
        empty.extend(numbers_of(&ask(window, "empty", measures()).await?));
        drawn = found["drawn"].as_u64().unwrap_or(u64::MAX).max(drawn);
    }
    let (list, empty) = (sorted(list), sorted(empty));
    say(&format!(
        "    gaps between frames, p95: {:.1} ms scrolling the list, {:.1} ms scrolling an empty page",
        at(&list, 0.95),
        at(&empty, 0.95)
    ));
    goals.at_most(
        "scrolling to an empty page, p95 of frame gaps, ratio",
        at(&list, 0.95) / at(&empty, 0.95),
        SCROLL_TO_EMPTY_MAX,
    );
    let end = ask(window, "end", vec![]).await?;
    if end["place"].as_u64() != Some(count as u64) {
        return Err(Trouble::new(format!("the last row was not reached: {end}")));
    }
    let drawn = end["drawn"].as_u64().unwrap_or(u64::MAX).max(drawn);
    goals.at_most_of("rows in the page", drawn, ROWS_MAX);
    let said = ask(window, "messages", vec![json!("garden work")]).await?;
    goals.at_most_of(
        "bytes of the largest message",
        said["largest"].as_u64().unwrap_or(u64::MAX),
        MESSAGE_BYTES_MAX,
    );
    let (messages, typed) = (said["messages"].as_u64(), said["typed"].as_u64());
    goals.at_most_of(
        "messages for eleven key strokes",
        messages.unwrap_or(u64::MAX),
        typed.unwrap_or(0),
    );
    Ok(())
}

async fn ask(window: &Window, measurement: &str, rest: Vec<Value>) -> Result<Value, Trouble> {
    let mut arguments = vec![json!(measurement)];
    arguments.extend(rest);
    let answer = window.script_async(MEASURE, arguments).await?;
    match answer.get("error") {
        Some(error) => Err(Trouble::new(format!("measuring {measurement}: {error}"))),
        None => Ok(answer),
    }
}

/// What was to be reached, and whether it was.
#[derive(Default)]
pub(crate) struct Goals {
    missed: Vec<String>,
    lines: Vec<String>,
}

impl Goals {
    pub(crate) fn at_most(&mut self, what: &str, found: f64, most: f64) {
        self.keep(
            what,
            &format!("{found:.2}"),
            &format!("{most:.2}"),
            found <= most,
        );
    }

    pub(crate) fn at_most_of(&mut self, what: &str, found: u64, most: u64) {
        self.keep(what, &found.to_string(), &most.to_string(), found <= most);
    }

    fn keep(&mut self, what: &str, found: &str, most: &str, met: bool) {
        let verdict = if met { "met" } else { "MISSED" };
        self.lines
            .push(format!("| {what} | {found} | at most {most} | {verdict} |"));
        if !met {
            self.missed.push(what.to_owned());
        }
    }

    pub(crate) fn tell(self) -> Result<(), Trouble> {
        say("| goal | found | wanted | |\n|---|---|---|---|");
        for line in &self.lines {
            say(line);
        }
        if self.missed.is_empty() {
            Ok(())
        } else {
            Err(Trouble::new(format!("missed: {}", self.missed.join("; "))))
        }
    }
}

fn numbers_of(found: &Value) -> impl Iterator<Item = f64> {
    found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
}

fn sorted(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers
}

/// Of sorted numbers, the one below which this part of them lies.
fn at(sorted: &[f64], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list of measurements"
    )]
    let place = (last as f64 * part).round() as usize;
    sorted.get(place).copied().unwrap_or(f64::NAN)
}

pub(crate) fn median(numbers: Vec<f64>) -> f64 {
    at(&sorted(numbers), 0.5)
}
