//! Nothing that hangs holds up the interface, measured in the real window: the gateway, the keychain, the look-up of
//! names and the disk hang in turn, while the app is used by keys at several places.
//!
//! The app is compiled with optimisation. A display without a graphics card draws slowly, so what the same window does
//! while nothing hangs is told beside it.

mod watch;

use std::net::TcpListener;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use practice_gateway::{Account, Config, Running, Terminal};
use serde_json::json;
use tokio::time::Instant;

use crate::deadline::{SOON, until_so};
use crate::disguise::{self, Disguise};
use crate::list::{Goals, Shop};
use crate::program::{Arguments, run, say};
use crate::stage::{Hanging, Setting, Stage};
use crate::trouble::Trouble;
use crate::window::Window;

pub use watch::{Seen, longest, most};

const GAP_MS_MAX: f64 = 50.0;
const PRESS_MS_MAX: f64 = 50.0;
const CANCEL_MS_MAX: f64 = 100.0;
const BEAT_MS_MAX: f64 = 50.0;
/// So many presses make a figure of which 95 of 100 are below.
const PRESSES_MIN: usize = 40;
const FRAMES: u64 = 120;
/// So many frames after the first that shows something, all is drawn that a press has asked for, in whatever parts.
const DRAWN: u32 = 8;
/// So many links there are where many are of no matter.
const FEW: usize = 50;

/// How it is called what the keys are for that put something away.
const CANCEL: &str = "cancel";
const EMAIL: &str = "jane@example.com";
/// How the link begins that all is done with: an active one, as the gateway makes them up.
const ROW: &str = "$1.00, Practice order 1,";

#[derive(Parser)]
struct Wanted {
    #[command(flatten)]
    arguments: Arguments,
    /// How long each part hangs, in seconds
    #[arg(long, default_value = "30")]
    hang: u64,
    /// How many links the app knows
    #[arg(long, default_value = "50000")]
    links: usize,
    /// Only this part hangs: gateway, keychain, names, disk
    #[arg(long)]
    only: Option<String>,
}

/// Measures as a program.
pub fn main() -> ExitCode {
    run(measure(&Wanted::parse()))
}

/// What was found while one part hung.
struct Found {
    part: &'static str,
    seen: Seen,
}

async fn measure(wanted: &Wanted) -> Result<(), Trouble> {
    let app = wanted.arguments.app()?;
    let is_wanted = |part: &str| wanted.only.as_deref().is_none_or(|only| only == part);
    let mut all = Vec::new();
    if ["gateway", "keychain", "disk"].into_iter().any(is_wanted) {
        let mut shop = Shop::open(&app, wanted.links, &Setting::default()).await?;
        shop.stage.can_hang()?;
        let window = shop.window().await?;
        prepare(&window).await?;
        all.push(used(&window, "nothing", Duration::ZERO).await?);
        if is_wanted("disk") {
            shop.stage.hang(Hanging::Disk)?;
            all.push(used(&window, "the disk", wanted.hang()).await?);
            shop.stage.let_go(Hanging::Disk)?;
        }
        shop.stage.kill_app().await?;
        if is_wanted("keychain") {
            shop.stage.pause_keychain()?;
            let window = shop.stage.open().await?;
            window.screen("links").await?;
            all.push(used(&window, "the keychain", wanted.hang()).await?);
            shop.stage.resume_keychain()?;
            shop.stage.kill_app().await?;
        }
        if is_wanted("gateway") {
            all.push(gateway(&mut shop, wanted).await?);
        }
    }
    if is_wanted("names") {
        all.push(names(&app, wanted).await?);
    }
    tell(&all)
}

impl Wanted {
    fn hang(&self) -> Duration {
        Duration::from_secs(self.hang)
    }
}

/// It takes everything in and answers nothing.
async fn gateway(shop: &mut Shop, wanted: &Wanted) -> Result<Found, Trouble> {
    let doing = "opening a door that nobody answers";
    let silent = TcpListener::bind("127.0.0.1:0").map_err(Trouble::while_doing(doing))?;
    let address = silent.local_addr().map_err(Trouble::while_doing(doing))?;
    shop.stage.set_gateway(&format!("http://{address}"));
    let window = shop.stage.open().await?;
    window.screen("links").await?;
    let found = used(&window, "the gateway", wanted.hang()).await?;
    shop.stage.kill_app().await?;
    Ok(found)
}

/// Whoever has a proxy looks up its name. The proxy stands in for the test system.
async fn names(app: &Path, wanted: &Wanted) -> Result<Found, Trouble> {
    let key = "pk-for-measuring".to_owned();
    let terminal = "5550001";
    let config = Config {
        accounts: vec![Account {
            api_key: key.clone(),
            terminals: vec![Terminal::new(terminal, "The shop")],
        }],
        known_as: disguise::TEST.map(str::to_owned).to_vec(),
        ..Config::default()
    };
    let gateway: Running = practice_gateway::start(config)
        .await
        .map_err(Trouble::while_doing("starting the gateway"))?;
    gateway
        .seed_links(terminal, FEW)
        .map_err(Trouble::while_doing("making up links"))?;
    let disguise = Disguise::start(&[(disguise::TEST, gateway.address())]).await?;
    let mut stage = Stage::set_up(app, &Setting::default()).await?;
    stage.can_hang()?;
    stage.set_disguise(&disguise);
    stage.tell_app("HTTPS_PROXY", &disguise.proxy_by_name());
    let window = stage.open().await?;
    window.screen("welcome").await?;
    window.press("Connect my Payroc account").await?;
    window.press("Test").await?;
    window.type_into("Business name", "My shop").await?;
    window.type_into("Terminal ID", terminal).await?;
    window.press("Enter API key…").await?;
    window.type_api_key(&key).await?;
    window.see("Entered").await?;
    window.press("Connect").await?;
    window.screen("new-link").await?;
    window.key("Escape")?;
    prepare(&window).await?;
    stage.kill_app().await?;

    // No connection is left from before.
    stage.hang(Hanging::Names)?;
    let window = stage.open().await?;
    window.screen("links").await?;
    let found = used(&window, "the look-up of names", wanted.hang()).await?;
    stage.let_go(Hanging::Names)?;
    stage.kill_app().await?;
    Ok(found)
}

/// Emails the link that all is done with to somebody, so that it can be emailed again at one press.
async fn prepare(window: &Window) -> Result<(), Trouble> {
    window.screen("links").await?;
    to_row(window).await?;
    window.key("s")?;
    window.see("Message").await?;
    window.type_into("Customer's email", EMAIL).await?;
    window.press("Email jane").await?;
    window.see("Emailed to jane@example.com").await?;
    window.key("Escape")?;
    to_row(window).await
}

/// Uses the app at all places for so long, and until there were enough presses.
async fn used(window: &Window, part: &'static str, hang: Duration) -> Result<Found, Trouble> {
    let began = Instant::now();
    let mut seen = Seen::default();
    while began.elapsed() < hang || seen.answers("").len() < PRESSES_MIN {
        window.watch().await?;
        let round = round(window).await;
        seen.add(window.watched(FRAMES).await?);
        round.map_err(|trouble| Trouble::new(format!("while {part} hangs: {trouble}")))?;
    }
    let places = seen.places().into_iter().map(|place| {
        let answers = seen.answers(place);
        let gap = longest(&seen.gaps(place));
        let (most, longest) = (most(&answers), longest(&answers));
        format!(
            "\n    {place}: {} × {most:.0}, {longest:.0}; {gap:.0}",
            answers.len()
        )
    });
    let places: Vec<String> = places.collect();
    say(&format!(
        "  {part} hangs, {:.0} s: {} frames; keys, p95 and longest, and the longest gap after them, ms:{}",
        began.elapsed().as_secs_f64(),
        seen.gaps("").len(),
        places.concat()
    ));
    Ok(Found { part, seen })
}

/// Once to every place, beginning and ending at the list.
async fn round(window: &Window) -> Result<(), Trouble> {
    to_row(window).await?;
    press(window, "copy", "c").await?;
    // While it is asked, that is shown already.
    let rests = "return document.querySelector('.checked .spinner') === null;";
    if window.script(rests, vec![]).await? == true {
        press(window, "refresh", "r").await?;
    }
    press(window, "find", "slash").await?;
    window.focus_is_on("Search").await?;
    type_text(window, "find", "garden").await?;
    press(window, "cancel find", "Escape").await?;
    press(window, "find", "Down").await?;
    to_row(window).await?;

    press(window, "open", "Return").await?;
    window.screen("link").await?;
    press(window, "cancel open", "Escape").await?;
    window.screen("links").await?;
    to_row(window).await?;

    press(window, "share", "s").await?;
    window.focus_is_on("Email ").await?;
    press(window, "email", "Return").await?;
    press(window, "cancel email", "Escape").await?;
    to_row(window).await?;

    press(window, "deactivate", "d").await?;
    window.focus_is_on("Why").await?;
    press(window, "cancel deactivate", "Escape").await?;
    to_row(window).await?;

    press(window, "new link", "ctrl+n").await?;
    window.screen("new-link").await?;
    window.focus_is_on("Amount").await?;
    type_text(window, "type", "45").await?;
    window.key_moves_focus("Tab").await?;
    type_text(window, "type", "Other work").await?;
    press(window, "create", "Return").await?;
    press(window, "cancel create", "Escape").await?;
    window.screen("links").await?;

    press(window, "settings", "ctrl+comma").await?;
    window.screen("settings").await?;
    focus(window, "[data-part=watch] input[type=checkbox]").await?;
    press(window, "save settings", "space").await?;
    press(window, "cancel save settings", "Escape").await?;
    window.screen("links").await?;
    take_back(window).await?;
    to_row(window).await
}

/// Gives the row of the link that all is done with the focus.
async fn to_row(window: &Window) -> Result<(), Trouble> {
    focus(window, &format!("[data-index] .open[aria-label^='{ROW}']")).await
}

/// A key for some place, and waits until all of it is drawn.
async fn press(window: &Window, place: &str, key: &str) -> Result<(), Trouble> {
    key_rests(window, place, key, DRAWN).await
}

async fn key_rests(window: &Window, place: &str, key: &str, frames: u32) -> Result<(), Trouble> {
    window.keys_are_for(place).await?;
    window.key(key)?;
    window.rests_after_keys(frames).await.map_err(|trouble| {
        Trouble::new(format!(
            "something should be seen of a key: {place}: {trouble}"
        ))
    })
}

/// Types letters and digits, each once something is to be seen of the one before: nobody types more quickly.
async fn type_text(window: &Window, place: &str, text: &str) -> Result<(), Trouble> {
    for letter in text.chars() {
        let key = match letter {
            ' ' => "space".to_owned(),
            letter if letter.is_uppercase() => format!("shift+{letter}"),
            letter => letter.to_string(),
        };
        key_rests(window, place, &key, 0).await?;
    }
    Ok(())
}

/// Takes something back that has not been sent, if there is such a thing.
async fn take_back(window: &Window) -> Result<(), Trouble> {
    let there = "const button = [...document.querySelectorAll('main button')]
            .find(({ textContent }) => textContent.trim() === 'Take back');
        button?.focus();
        return button !== undefined;";
    if window.script(there, vec![]).await? == true {
        press(window, "cancel by taking back", "Return").await?;
    }
    focus(window, "[data-index] .open").await
}

async fn focus(window: &Window, selector: &str) -> Result<(), Trouble> {
    let focus = "const there = document.querySelector(arguments[0]); there?.focus(); return there !== null;";
    until_so(&format!("something like {selector}"), SOON, async || {
        Ok(window.script(focus, vec![json!(selector)]).await? == true)
    })
    .await
}

fn tell(all: &[Found]) -> Result<(), Trouble> {
    say(
        "| what hangs | gaps between frames, p95 | longest | key to its busy state, p95 | cancel, longest | heartbeat, longest |",
    );
    say("|---|---|---|---|---|---|");
    let mut goals = Goals::default();
    for Found { part, seen } in all {
        let presses = most(&seen.answers(""));
        let cancel = longest(&seen.answers(CANCEL));
        let (gap, beat) = (longest(&seen.gaps("")), longest(&seen.beats));
        say(&format!(
            "| {part} | {:.0} | {gap:.0} | {presses:.0} | {cancel:.0} | {beat:.0} |",
            most(&seen.gaps(""))
        ));
        if *part != "nothing" {
            let name = |what: &str| format!("{part}: {what}, ms");
            goals.at_most(&name("longest gap between frames"), gap, GAP_MS_MAX);
            goals.at_most(&name("key to its busy state, p95"), presses, PRESS_MS_MAX);
            goals.at_most(&name("cancel answered, longest"), cancel, CANCEL_MS_MAX);
            goals.at_most(
                &name("simplest command answered, longest"),
                beat,
                BEAT_MS_MAX,
            );
        }
    }
    goals.tell()
}
