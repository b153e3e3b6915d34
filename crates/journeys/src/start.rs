//! The app beside a window with nothing in it: how long each takes to start, what each takes up and does at rest, how
//! soon it is gone, and how large it is.
//!
//! Both are opened by the web driver, by turns, on stages of their own. What a start is measured to is something that
//! can be pressed and has the focus: with many links a row of the list.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use tokio::time::{Instant, sleep};

use crate::deadline::{SOON, until_so};
use crate::list::{Goals, Shop, median, start};
use crate::process;
use crate::program::{Arguments, run, say};
use crate::stage::{Portal, Setting, Stage};
use crate::trouble::Trouble;
use crate::window::TITLE;

const FEW: usize = 50;

const START_TO_BARE_MAX: f64 = 1.15;
const HANGING_TO_HEALTHY_MAX: f64 = 2.0;
const MEMORY_TO_BARE_MAX: f64 = 1.10;
const WAKES_TO_BARE_MAX: f64 = 1.2;
const END_MS_MAX: f64 = 300.0;
const SIZE_TO_BARE_MAX: f64 = 4.0;

#[derive(Parser)]
struct Wanted {
    #[command(flatten)]
    arguments: Arguments,
    /// The window with nothing in it; the one beside this program if left out
    #[arg(long)]
    bare: Option<PathBuf>,
    /// How often each is started, by turns
    #[arg(long, default_value = "9")]
    rounds: usize,
    /// In how many of the rounds each is watched at rest
    #[arg(long, default_value = "3")]
    rests: usize,
    /// How long each is watched at rest, in seconds
    #[arg(long, default_value = "20")]
    rest: u64,
    /// How many links the app knows
    #[arg(long, default_value = "50000")]
    links: usize,
}

/// Measures as a program.
pub fn main() -> ExitCode {
    run(measure(&Wanted::parse()))
}

/// What was found of one of the two, a number for each time.
#[derive(Default)]
struct Found {
    start_ms: Vec<f64>,
    pss_kib: Vec<f64>,
    /// Between all threads of all its processes, in a second at rest.
    wakes: Vec<f64>,
    end_ms: Vec<f64>,
}

async fn measure(wanted: &Wanted) -> Result<(), Trouble> {
    let app = wanted.arguments.app()?;
    let beside = || Some(std::env::current_exe().ok()?.with_file_name("bare"));
    let bare = wanted.bare.clone().or_else(beside).unwrap_or_default();
    let setting = Setting::default();
    let mut shop = Shop::open(&app, wanted.links, &setting).await?;
    let mut empty = Stage::set_up(&bare, &setting).await?;
    let (mut ours, mut theirs) = (Found::default(), Found::default());
    let rest = Duration::from_secs(wanted.rest);
    for round in 0..wanted.rounds {
        let rests = round < wanted.rests;
        let (window, took) = start(&mut shop.stage).await?;
        ours.start_ms.push(took);
        if rests {
            shop.rest(&window).await?;
            ours.watch(&shop.stage, rest).await?;
        }
        ours.end_ms.push(end(&mut shop.stage).await?);
        let (_window, took) = start(&mut empty).await?;
        theirs.start_ms.push(took);
        if rests {
            theirs.watch(&empty, rest).await?;
        }
        theirs.end_ms.push(end(&mut empty).await?);
    }
    drop((shop, empty));

    let (healthy, hanging) = portals(&app, wanted.rounds).await?;
    let silent = with_nobody_answering(&app, wanted.rests.max(1)).await?;

    let mut goals = Goals::default();
    let [our_start, their_start] = [&ours, &theirs].map(|one| median(one.start_ms.clone()));
    let [our_pss, their_pss] = [&ours, &theirs].map(|one| median(one.pss_kib.clone()));
    let [our_wakes, their_wakes] = [&ours, &theirs].map(|one| median(one.wakes.clone()));
    let (our_end, their_end) = (median(ours.end_ms), median(theirs.end_ms));
    let (our_size, their_size) = (size(&app)?, size(&bare)?);
    say("| median | Paylink | bare window |\n|---|---|---|");
    say(&format!(
        "| start, ms | {our_start:.0} | {their_start:.0} |"
    ));
    say(&format!(
        "| memory at rest, PSS, KiB | {our_pss:.0} | {their_pss:.0} |"
    ));
    say(&format!(
        "| wake-ups a second at rest | {our_wakes:.1} | {their_wakes:.1} |"
    ));
    say(&format!(
        "| from closing to gone, ms | {our_end:.0} | {their_end:.0} |"
    ));
    say(&format!(
        "| program, MB | {our_size:.1} | {their_size:.1} |"
    ));
    say(&format!(
        "  a start with {FEW} links: {healthy:.0} ms, with a desktop portal that hangs {hanging:.0} ms"
    ));
    let ratios = [
        (
            "start to a bare window's, ratio",
            our_start / their_start,
            START_TO_BARE_MAX,
        ),
        (
            "start with a portal that hangs, ratio",
            hanging / healthy,
            HANGING_TO_HEALTHY_MAX,
        ),
        (
            "memory to a bare window's, ratio",
            our_pss / their_pss,
            MEMORY_TO_BARE_MAX,
        ),
        (
            "wake-ups to a bare window's, ratio",
            our_wakes / their_wakes,
            WAKES_TO_BARE_MAX,
        ),
        ("from closing to gone, ms", our_end, END_MS_MAX),
        ("the same while nobody answers, ms", silent, END_MS_MAX),
        (
            "program to a bare window's, ratio",
            our_size / their_size,
            SIZE_TO_BARE_MAX,
        ),
    ];
    for (what, found, most) in ratios {
        goals.at_most(what, found, most);
    }
    goals.tell()
}

impl Found {
    /// What it takes up and how often it wakes, while nobody does anything.
    async fn watch(&mut self, stage: &Stage, rest: Duration) -> Result<(), Trouble> {
        let before = wakes(stage);
        sleep(rest).await;
        let woken = wakes(stage).saturating_sub(before);
        self.wakes.push(woken as f64 / rest.as_secs_f64());
        let share = |process: process::Process| {
            let told = process::read(Path::new(&format!("/proc/{}/smaps_rollup", process.pid)));
            number_behind("Pss:", &told)
        };
        let pss: u64 = stage.app_processes().into_iter().map(share).sum();
        if pss == 0 {
            return Err(Trouble::new(
                "the system does not tell what a process takes up",
            ));
        }
        self.pss_kib.push(pss as f64);
        Ok(())
    }
}

/// How often any thread of the app has gone to sleep or was made to.
fn wakes(stage: &Stage) -> u64 {
    let threads = stage.app_processes().into_iter().flat_map(|process| {
        let threads = fs::read_dir(format!("/proc/{}/task", process.pid));
        threads.into_iter().flatten().filter_map(Result::ok)
    });
    threads
        .map(|thread| {
            let told = process::read(&thread.path().join("status"));
            number_behind("voluntary_ctxt_switches:", &told)
                + number_behind("nonvoluntary_ctxt_switches:", &told)
        })
        .sum()
}

fn number_behind(name: &str, told: &str) -> u64 {
    let line = told.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Closes the window by its key, and gives how long the program was there from then on, in milliseconds.
async fn end(stage: &mut Stage) -> Result<f64, Trouble> {
    let keyboard = stage.keyboard();
    let window = keyboard.window(TITLE).await?;
    keyboard.focus(&window)?;
    let began = Instant::now();
    keyboard.press("alt+F4")?;
    until_so("the app to end", SOON, async || Ok(!stage.app_is_running())).await?;
    let took = began.elapsed().as_secs_f64() * 1000.0;
    stage.close_driver();
    Ok(took)
}

/// The median start with a few links on a healthy desktop, and on one whose portal never answers.
async fn portals(app: &Path, rounds: usize) -> Result<(f64, f64), Trouble> {
    let hanging = Setting::default().portal(Portal::Hanging);
    let mut healthy = Shop::open(app, FEW, &Setting::default()).await?;
    let mut hanging = Shop::open(app, FEW, &hanging).await?;
    let (mut with_none, mut with_one) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        for (shop, times) in [
            (&mut healthy, &mut with_none),
            (&mut hanging, &mut with_one),
        ] {
            times.push(start(&mut shop.stage).await?.1);
            shop.stage.kill_app().await?;
        }
    }
    Ok((median(with_none), median(with_one)))
}

/// From closing to gone, while the gateway takes everything in and answers nothing, and the keychain is locked.
async fn with_nobody_answering(app: &Path, rounds: usize) -> Result<f64, Trouble> {
    let doing = "opening a door that nobody answers";
    let silent = TcpListener::bind("127.0.0.1:0").map_err(Trouble::while_doing(doing))?;
    let address = silent.local_addr().map_err(Trouble::while_doing(doing))?;
    let mut shop = Shop::open(app, FEW, &Setting::default()).await?;
    shop.stage.set_gateway(&format!("http://{address}"));
    shop.stage.lock_keychain()?;
    let mut times = Vec::new();
    for _ in 0..rounds {
        start(&mut shop.stage).await?;
        times.push(end(&mut shop.stage).await?);
    }
    Ok(median(times))
}

/// In megabytes.
fn size(program: &Path) -> Result<f64, Trouble> {
    let there = fs::metadata(program).map_err(Trouble::while_doing("looking at a program"))?;
    Ok(there.len() as f64 / 1e6)
}
