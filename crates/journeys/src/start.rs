//! The app beside a window with nothing in it, and beside its own page in a browser: how long each takes to start, what
//! it takes up and does at rest, how soon it is gone, and how large it is.
//!
//! All are opened by turns, on stages of their own. A start lasts until something that can be pressed has the focus:
//! with many links a row of the list. The web driver starts the app and the window with nothing in it, and is up
//! before; the browser is started without one, which is to its advantage.

mod browser;
mod rest;
mod size;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use tokio::time::sleep;

use crate::list::{Goals, Shop, median, start};
use crate::program::{Arguments, run, say};
use crate::stage::{Hanging, Portal, Setting, Stage};
use crate::trouble::Trouble;

use browser::Browser;

const FEW: usize = 50;
/// Before anything is watched at rest.
const SETTLING: Duration = Duration::from_secs(5);

const START_TO_BARE_MAX: f64 = 1.15;
const START_TO_BROWSER_MAX: f64 = 1.0;
const HANGING_TO_HEALTHY_MAX: f64 = 2.0;
const MEMORY_TO_BARE_MAX: f64 = 1.10;
const MEMORY_TO_BROWSER_MAX: f64 = 0.9;
const WAKES_TO_BARE_MAX: f64 = 1.2;
const END_MS_MAX: f64 = 300.0;
const SIZE_TO_BARE_MAX: f64 = 4.0;
const PAGE_KB_MAX: f64 = 150.0;
const DEB_MB_MAX: f64 = 8.0;

#[derive(Parser)]
struct Wanted {
    #[command(flatten)]
    arguments: Arguments,
    /// The window with nothing in it; the one beside the app if left out
    #[arg(long)]
    bare: Option<PathBuf>,
    /// The page as it is built into the app
    #[arg(long, default_value = "ui/dist")]
    page: PathBuf,
    /// The page with a desk in memory, for the browser
    #[arg(long, default_value = "ui/dist-fake")]
    browser_page: PathBuf,
    /// The package that people install
    #[arg(long)]
    deb: Option<PathBuf>,
    /// How often each is started, by turns
    #[arg(long, default_value = "9")]
    rounds: usize,
    /// In how many of the rounds each is watched at rest
    #[arg(long, default_value = "3")]
    rests: usize,
    /// How long each is watched at rest, in seconds
    #[arg(long, default_value = "30")]
    rest: u64,
    /// How many links the app knows
    #[arg(long, default_value = "50000")]
    links: usize,
}

/// Measures as a program.
pub fn main() -> ExitCode {
    run(measure(&Wanted::parse()))
}

/// What was found of one of them, a number for each time.
#[derive(Default)]
struct Found {
    start_ms: Vec<f64>,
    pss_mib: Vec<f64>,
    /// Between all threads of all its processes, in a second at rest.
    wakes: Vec<f64>,
    end_ms: Vec<f64>,
}

async fn measure(wanted: &Wanted) -> Result<(), Trouble> {
    let app = wanted.arguments.app()?;
    let bare = wanted.bare.clone();
    let bare = bare.unwrap_or_else(|| app.with_file_name("bare"));
    let setting = Setting::default();
    let mut shop = Shop::open(&app, wanted.links, &setting).await?;
    let mut empty = Stage::set_up(&bare, &setting).await?;
    let mut browser = Browser::set_up(&wanted.browser_page, &setting).await?;
    let (mut ours, mut theirs, mut its) = <(Found, Found, Found)>::default();
    let rest = Duration::from_secs(wanted.rest);
    for round in 0..wanted.rounds {
        say(&format!("  round {} of {}", round + 1, wanted.rounds));
        let rests = round < wanted.rests;
        let (window, took) = start(&mut shop.stage).await?;
        ours.start_ms.push(took);
        if rests {
            shop.rest(&window).await?;
            let processes = pids(&shop.stage);
            ours.watch(&processes, rest).await?;
            say(&rest::by_process(&shop.stage.app_processes()));
        }
        ours.end_ms.push(end(&mut shop.stage).await?);

        theirs.start_ms.push(start(&mut empty).await?.1);
        if rests {
            theirs.watch(&pids(&empty), rest).await?;
            say(&rest::by_process(&empty.app_processes()));
        }
        theirs.end_ms.push(end(&mut empty).await?);

        let open = browser.open().await?;
        its.start_ms.push(open.start_ms);
        let last = [&ours, &theirs, &its].map(|found| found.start_ms[round]);
        say(&format!(
            "    started in {:.0}, {:.0}, {:.0} ms",
            last[0], last[1], last[2]
        ));
        if rests {
            its.watch(&open.processes()?, rest).await?;
        }
        open.close().await?;
    }
    drop((shop, empty, browser));

    say("  a desktop portal that hangs");
    let (healthy, hanging) = portals(&app, wanted.rounds).await?;
    say("  nobody answers");
    let silent = with_nobody_answering(&app, wanted.rests.max(1)).await?;
    say("  the disk hangs");
    let stuck = with_a_disk_that_hangs(&app, wanted.rests.max(1)).await?;

    let page = size::of_page(&wanted.page)?;
    let sizes = [&app, &bare].map(|program| size::of_file(program));
    let [our_size, their_size] = sizes;
    let (our_size, their_size) = (our_size? as f64 / 1e6, their_size? as f64 / 1e6);
    let [ours, theirs, its] = [ours, theirs, its].map(Found::middle);
    say(&format!("  {} beside {}", app.display(), bare.display()));
    say("| median | Paylink | bare window | its page in Chromium |\n|---|---|---|---|");
    say(&format!(
        "| start, ms | {:.0} | {:.0} | {:.0} |",
        ours.start_ms, theirs.start_ms, its.start_ms
    ));
    say(&format!(
        "| memory at rest, PSS, MiB | {:.0} | {:.0} | {:.0} |",
        ours.pss_mib, theirs.pss_mib, its.pss_mib
    ));
    say(&format!(
        "| wake-ups a second at rest, the watch for payments among them | {:.1} | {:.1} | {:.1} |",
        ours.wakes, theirs.wakes, its.wakes
    ));
    say(&format!(
        "| from closing to gone, ms | {:.0} | {:.0} | |",
        ours.end_ms, theirs.end_ms
    ));
    say(&format!(
        "| program, MB | {our_size:.1} | {their_size:.1} | |"
    ));
    say(&format!(
        "  a start with {FEW} links: {healthy:.0} ms, with a desktop portal that hangs {hanging:.0} ms"
    ));

    let mut goals = Goals::default();
    for (what, found, most) in [
        (
            "start to a bare window's, ratio",
            ours.start_ms / theirs.start_ms,
            START_TO_BARE_MAX,
        ),
        (
            "start to Chromium's, ratio",
            ours.start_ms / its.start_ms,
            START_TO_BROWSER_MAX,
        ),
        (
            "start with a portal that hangs, ratio",
            hanging / healthy,
            HANGING_TO_HEALTHY_MAX,
        ),
        (
            "memory to a bare window's, ratio",
            ours.pss_mib / theirs.pss_mib,
            MEMORY_TO_BARE_MAX,
        ),
        (
            "memory to Chromium's, ratio",
            ours.pss_mib / its.pss_mib,
            MEMORY_TO_BROWSER_MAX,
        ),
        (
            "wake-ups to a bare window's, ratio",
            ours.wakes / theirs.wakes,
            WAKES_TO_BARE_MAX,
        ),
        ("from closing to gone, ms", ours.end_ms, END_MS_MAX),
        ("the same while nobody answers, ms", silent, END_MS_MAX),
        ("the same while the disk hangs, ms", stuck, END_MS_MAX),
        (
            "program to a bare window's, ratio",
            our_size / their_size,
            SIZE_TO_BARE_MAX,
        ),
        (
            "scripts and styles of a start, gzip, kB",
            page as f64 / 1e3,
            PAGE_KB_MAX,
        ),
    ] {
        goals.at_most(what, found, most);
    }
    match &wanted.deb {
        Some(deb) => goals.at_most("the .deb, MB", size::of_file(deb)? as f64 / 1e6, DEB_MB_MAX),
        None => say("  There is no .deb to look at: `cargo xtask bundle` makes it."),
    }
    goals.tell()
}

impl Found {
    /// What it takes up and how often it wakes, while nobody does anything.
    async fn watch(&mut self, processes: &[u32], rest: Duration) -> Result<(), Trouble> {
        sleep(SETTLING).await;
        let before = rest::sleepers(processes);
        sleep(rest).await;
        let woken = rest::woken(&before, &rest::sleepers(processes));
        let in_a_second = |times: u64| times as f64 / rest.as_secs_f64();
        let each = woken.iter().filter(|(_, times)| **times > 0);
        let each = each.map(|(name, times)| format!("{name} {:.2}", in_a_second(*times)));
        say(&format!(
            "    woken in a second: {}",
            each.collect::<Vec<_>>().join(", ")
        ));
        self.wakes.push(in_a_second(woken.values().sum()));
        self.pss_mib.push(rest::pss_kib(processes)? as f64 / 1024.0);
        Ok(())
    }

    fn middle(self) -> Middle {
        Middle {
            start_ms: median(self.start_ms),
            pss_mib: median(self.pss_mib),
            wakes: median(self.wakes),
            end_ms: median(self.end_ms),
        }
    }
}

/// The medians of all that was found.
struct Middle {
    start_ms: f64,
    pss_mib: f64,
    wakes: f64,
    end_ms: f64,
}

fn pids(stage: &Stage) -> Vec<u32> {
    let processes = stage.app_processes().into_iter();
    processes.map(|process| process.pid).collect()
}

/// Closes the window by its key, and gives how long the program was there from then on, in milliseconds.
async fn end(stage: &mut Stage) -> Result<f64, Trouble> {
    Ok(stage.close_and_time().await?.as_secs_f64() * 1000.0)
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

/// From closing to gone, while the gateway takes everything in and answers nothing, and keychain and the desktop's
/// portal hang.
async fn with_nobody_answering(app: &Path, rounds: usize) -> Result<f64, Trouble> {
    let doing = "opening a door that nobody answers";
    let silent = TcpListener::bind("127.0.0.1:0").map_err(Trouble::while_doing(doing))?;
    let address = silent.local_addr().map_err(Trouble::while_doing(doing))?;
    let setting = Setting::default().portal(Portal::Hanging);
    let mut shop = Shop::open(app, FEW, &setting).await?;
    shop.stage.set_gateway(&format!("http://{address}"));
    shop.stage.hang_keychain()?;
    let mut times = Vec::new();
    for _ in 0..rounds {
        start(&mut shop.stage).await?;
        times.push(end(&mut shop.stage).await?);
    }
    Ok(median(times))
}

/// From closing to gone, while the disk takes nothing in.
async fn with_a_disk_that_hangs(app: &Path, rounds: usize) -> Result<f64, Trouble> {
    let mut shop = Shop::open(app, FEW, &Setting::default()).await?;
    shop.stage.can_hang()?;
    let mut times = Vec::new();
    for _ in 0..rounds {
        start(&mut shop.stage).await?;
        shop.stage.hang(Hanging::Disk)?;
        times.push(end(&mut shop.stage).await?);
        shop.stage.let_go(Hanging::Disk)?;
    }
    Ok(median(times))
}
