//! Measures the client of the API beside what it stands on: `cargo xtask bench client`.
//!
//! Times are compared with plain reqwest and with raw hyper in the same run, because only ratios mean the same on every
//! machine. What can be counted is counted. The program ends with 0 only if every goal is met. The figures of one run,
//! and what they mean, are in `docs/performance.md`.

mod contestants;
mod doorway;
mod figures;
mod gateway;
mod memory;
mod order;
mod pairs;
mod requests;
mod tokens;

use std::error::Error;
use std::num::NonZero;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tokio::runtime::{Builder, Runtime};

use figures::Ratio;

type Failure = Box<dyn Error + Send + Sync>;

/// Measures Paylink's client of the API beside plain reqwest and raw hyper, against the practice gateway.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench client")]
struct Arguments {
    /// How many links each of the three makes and emails; no fewer than 2000
    #[arg(long, default_value = "5000", value_parser = clap::value_parser!(u32).range(2_000..))]
    pairs: u32,
    /// After how many reads of a link the memory is looked at for the last time
    #[arg(long, default_value = "100000", value_parser = clap::value_parser!(u32).range(20_000..))]
    reads: u32,
    #[command(subcommand)]
    role: Option<Role>,
}

/// What this program also is, when it starts itself: nothing measured shares a process with the other side.
#[derive(Subcommand)]
enum Role {
    #[command(hide = true)]
    Gateway {
        /// Another address that it answers to
        #[arg(long)]
        known_as: Option<String>,
    },
    #[command(hide = true)]
    Reader { base: String, reads: u32 },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.role {
        None => bench(arguments.pairs, arguments.reads),
        Some(Role::Gateway { known_as }) => gateway::serve(known_as).map(|()| true),
        Some(Role::Reader { base, reads }) => memory::read(&base, reads).map(|()| true),
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

/// Runs every part, and tells whether all goals are met.
fn bench(pairs: u32, reads: u32) -> Result<bool, Failure> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let system = (std::env::consts::OS, std::env::consts::ARCH);
    say(&format!("{} {}, {cores} cores", system.0, system.1));
    let ratios = pairs::measure(pairs)?;
    let held = [
        requests::count()?,
        tokens::count()?,
        memory::measure(reads)?,
    ];
    let met = held == [true; 3] && ratios.iter().all(Ratio::is_met);
    if !met {
        say("\nA GOAL IS MISSED: see above and below.");
    }
    let [reqwest, hyper] = ratios;
    say(&format!("\n{reqwest}, {hyper}"));
    Ok(met)
}

/// One thread: what is compared is the work of each, and nothing of it escapes the thread's own clock.
fn one_thread() -> Result<Runtime, Failure> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

/// Several threads, as in the app: what is counted must hold however the work is spread.
fn several_threads() -> Result<Runtime, Failure> {
    let mut builder = Builder::new_multi_thread();
    Ok(builder.worker_threads(4).enable_all().build()?)
}

#[expect(clippy::print_stdout, reason = "figures are what this program is for")]
fn say(text: &str) {
    println!("{text}");
}

/// Says what was counted beside what it must be, and tells whether they agree.
fn exactly(what: &str, count: usize, must_be: usize) -> bool {
    judged(what, count, &format!("must be {must_be}"), count == must_be)
}

/// As [`exactly`], for a limit.
fn at_most(what: &str, count: usize, limit: usize) -> bool {
    judged(what, count, &format!("at most {limit}"), count <= limit)
}

fn judged(what: &str, count: usize, rule: &str, holds: bool) -> bool {
    let mark = if holds { "holds" } else { "DOES NOT HOLD" };
    say(&format!("   {what:<50} {count:>6}   {rule}: {mark}"));
    holds
}
