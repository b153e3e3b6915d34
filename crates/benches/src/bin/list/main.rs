//! Measures the list of links, without a window and without a gateway: `cargo xtask bench list`.
//!
//! What is measured runs in processes of its own, over a folder that was filled before. The program ends with 0 only if
//! every goal is met. The figures of one run, and what they mean, are in `docs/performance.md`.

mod desk;
mod questions;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use clap::{Parser, Subcommand};
use paylink_core::testing::seed_links;
use serde::{Deserialize, Serialize};

type Failure = Box<dyn Error + Send + Sync>;

/// How many links the folders hold. The first is a small shop's, to compare starts with.
const SIZES: [u32; 4] = [50, 10_000, 50_000, 100_000];
/// The sizes for which finding is measured.
const LARGE: [u32; 2] = [50_000, 100_000];
/// How often a start is measured.
const STARTS: usize = 7;

/// Among the first of the large sizes; among twice as many it may be twice as long.
const FIND_GOAL: Duration = Duration::from_millis(2);
const START_GOAL: f64 = 1.1;
/// A start that is shorter than the window takes to load is not waited for.
const WINDOW: Duration = Duration::from_millis(250);
const PAGE_GOAL_BYTES: usize = 64 << 10;
const MEMORY_GOAL_KIB: f64 = 1024.0;

/// Measures finding, starting and memory with many links.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench list")]
struct Arguments {
    #[command(subcommand)]
    role: Option<Role>,
}

/// What this program also is, when it starts itself.
#[derive(Subcommand)]
enum Role {
    /// Opens a folder and asks for the first page
    #[command(hide = true)]
    Start { folder: PathBuf },
    /// Asks every kind of question
    #[command(hide = true)]
    Find { folder: PathBuf, links: u32 },
}

/// What a process says about its start.
#[derive(Serialize, Deserialize)]
struct Start {
    /// From nothing to the first page.
    us: u64,
}

/// What a process says about a kind of question.
#[derive(Serialize, Deserialize)]
struct Kind {
    name: String,
    p50_us: u64,
    p95_us: u64,
    max_us: u64,
    /// What was computed meanwhile, at the 95th of 100: a busy machine makes an answer late and this hardly longer.
    cpu_p95_us: u64,
    found_max: u32,
    bytes_max: usize,
}

/// What a process says in the end.
#[derive(Serialize, Deserialize)]
struct Finding {
    kinds: Vec<Kind>,
    /// Its proportional share of memory in KiB; nothing where the system does not tell.
    pss_kib: Option<u64>,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().role {
        None => bench(),
        Some(Role::Start { folder }) => start(&folder).map(|()| true),
        Some(Role::Find { folder, links }) => find(&folder, links).map(|()| true),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            say(&format!("The benchmark could not be run: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn bench() -> Result<bool, Failure> {
    let home = tempfile::tempdir()?;
    let folder = |links: u32| home.path().join(links.to_string());
    for links in SIZES {
        say(&format!("Filling a folder with {links} links"));
        seed_links(&folder(links), desk::PROFILE, links);
    }
    let mut met = true;
    met &= starts(&folder(50), &folder(50_000))?;
    let mut shares = Vec::new();
    for links in SIZES {
        let finding: Finding = run(&["find", &text(&folder(links)), &links.to_string()])?;
        shares.extend(finding.pss_kib.map(|pss| (f64::from(links), pss as f64)));
        if LARGE.contains(&links) {
            met &= say_kinds(links, &finding.kinds);
        }
    }
    met &= say_memory(&shares);
    say(if met {
        "\nEvery goal is met."
    } else {
        "\nA GOAL IS MISSED: see above."
    });
    Ok(met)
}

fn starts(few: &Path, many: &Path) -> Result<bool, Failure> {
    let median = |folder: &Path| {
        let mut times = Vec::new();
        // The first finds the catalog missing, and the system has not read the file yet.
        for _ in 0..=STARTS {
            times.push(run::<Start>(&["start", &text(folder)])?.us);
        }
        times.remove(0);
        times.sort_unstable();
        Ok::<_, Failure>(times[STARTS / 2])
    };
    let (few, many) = (median(few)?, median(many)?);
    say("\nFrom opening the data to the first page of links, median");
    say(&format!("   50 links      {:>8.1} ms", few as f64 / 1e3));
    say(&format!("   50,000 links  {:>8.1} ms", many as f64 / 1e3));
    let window = WINDOW.as_micros() as f64;
    let ratio = (many as f64).max(window) / (few as f64).max(window);
    let holds = ratio <= START_GOAL;
    let shown = WINDOW.as_millis();
    say(&format!(
        "   beside a window that takes {shown} ms to load: {ratio:.2} times (goal {START_GOAL}): {}",
        verdict(holds)
    ));
    Ok(holds)
}

fn say_kinds(links: u32, kinds: &[Kind]) -> bool {
    let goal = FIND_GOAL * links / LARGE[0];
    let (goal, page_goal) = (goal.as_micros() as u64, PAGE_GOAL_BYTES);
    say(&format!(
        "\nFinding among {links} links, a page of {} rows (goal {:.1} ms)",
        questions::PAGE_ROWS,
        goal as f64 / 1e3
    ));
    say("   question                    p50 ms   p95 ms   max ms   CPU p95    found   KiB");
    let mut met = true;
    for kind in kinds {
        let holds = kind.p95_us <= goal && kind.bytes_max <= page_goal;
        met &= holds;
        let ms = |us: u64| us as f64 / 1e3;
        say(&format!(
            "   {:<26} {:>7.2}  {:>7.2}  {:>7.2}  {:>8.2}  {:>7}  {:>4}   {}",
            kind.name,
            ms(kind.p50_us),
            ms(kind.p95_us),
            ms(kind.max_us),
            ms(kind.cpu_p95_us),
            kind.found_max,
            kind.bytes_max >> 10,
            verdict(holds)
        ));
    }
    met
}

/// A line through the shares of memory: what ten thousand links more take up.
fn say_memory(shares: &[(f64, f64)]) -> bool {
    if shares.len() < SIZES.len() {
        say("\nMemory is not measured: this system does not tell the proportional share.");
        return true;
    }
    let count = shares.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| shares.iter().map(of).sum::<f64>() / count;
    let (links, kib) = (mean(|share| share.0), mean(|share| share.1));
    let both: f64 = shares
        .iter()
        .map(|share| (share.0 - links) * (share.1 - kib))
        .sum();
    let squares: f64 = shares.iter().map(|share| (share.0 - links).powi(2)).sum();
    let slope = both / squares * 10_000.0;
    say("\nMemory after all these questions");
    for (links, kib) in shares {
        say(&format!("   {links:>7} links: PSS {kib:>6.0} KiB"));
    }
    let holds = slope <= MEMORY_GOAL_KIB;
    say(&format!(
        "   {slope:.0} KiB for 10,000 links (goal {MEMORY_GOAL_KIB:.0}): {}",
        verdict(holds)
    ));
    holds
}

#[expect(
    clippy::disallowed_methods,
    reason = "microseconds are measured, and a machine asleep measures nothing"
)]
fn now() -> Instant {
    Instant::now()
}

fn start(folder: &Path) -> Result<(), Failure> {
    desk::runtime()?.block_on(async {
        let began = now();
        let desk = desk::open(folder).await?;
        let page = desk.find_links(questions::first_page()).await?;
        let us = u64::try_from(began.elapsed().as_micros())?;
        if page.rows.is_empty() {
            return Err("there are no links".into());
        }
        tell(&Start { us })
    })
}

fn find(folder: &Path, links: u32) -> Result<(), Failure> {
    desk::runtime()?.block_on(async {
        let desk = desk::open(folder).await?;
        // What is gathered first is a matter of the start.
        desk.find_links(questions::first_page()).await?;
        let mut kinds = Vec::new();
        for (name, questions) in questions::all(links) {
            kinds.push(ask(&desk, name, questions).await?);
        }
        tell(&Finding {
            kinds,
            pss_kib: desk::pss_kib(),
        })
    })
}

async fn ask(
    desk: &paylink_core::Desk,
    name: &str,
    questions: Vec<paylink_core::view::FindLinks>,
) -> Result<Kind, Failure> {
    let (mut times, mut computed) = (Vec::new(), Vec::new());
    let (mut found_max, mut bytes_max) = (0, 0);
    for question in questions {
        let (began, used) = (now(), desk::cpu_time());
        let page = desk.find_links(question).await?;
        times.push(u64::try_from(began.elapsed().as_micros())?);
        let used = desk::cpu_time().saturating_sub(used);
        computed.push(u64::try_from(used.as_micros())?);
        found_max = found_max.max(page.count);
        bytes_max = bytes_max.max(serde_json::to_vec(&page)?.len());
    }
    times.sort_unstable();
    computed.sort_unstable();
    let at = |percent: usize| (times.len() * percent).div_ceil(100) - 1;
    Ok(Kind {
        name: name.to_owned(),
        p50_us: times[at(50)],
        p95_us: times[at(95)],
        max_us: times[at(100)],
        cpu_p95_us: computed[at(95)],
        found_max,
        bytes_max,
    })
}

/// Runs this program as another of its roles.
fn run<T: for<'a> Deserialize<'a>>(arguments: &[&str]) -> Result<T, Failure> {
    let output = Command::new(std::env::current_exe()?)
        .args(arguments)
        .output()?;
    let told = String::from_utf8(output.stdout)?;
    if !output.status.success() {
        return Err(told.into());
    }
    Ok(serde_json::from_str(&told)?)
}

fn tell(what: &impl Serialize) -> Result<(), Failure> {
    say(&serde_json::to_string(what)?);
    Ok(())
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

fn verdict(holds: bool) -> &'static str {
    if holds { "met" } else { "MISSED" }
}

#[expect(clippy::print_stdout, reason = "figures are what this program is for")]
fn say(text: &str) {
    println!("{text}");
}
