//! One layer of the campaign; `cargo xtask crash` runs them all.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, ValueEnum};
use crash::campaign::{Campaign, Tally};
use crash::unable::{Able, Unable};
use crash::world::Programs;
use crash::{damage, kills, power, simulation, trouble};

/// Kills Paylink, cuts its power and spoils its files, and compares what is left with what was asked.
#[derive(Parser)]
#[command(bin_name = "cargo xtask crash")]
struct Arguments {
    #[arg(long)]
    layer: Layer,
    /// How many trials; a layer that has fewer runs all it has
    #[arg(long)]
    schedules: u64,
    /// What all choices are made from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// This trial alone, as a finding names it
    #[arg(long)]
    only: Option<String>,
    /// Trials at once
    #[arg(long, default_value_t = 2)]
    jobs: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layer {
    /// The outbox's state machine against a model of the gateway
    Simulation,
    /// The process, killed at every call to the system
    Kills,
    /// The power, cut at any moment
    Power,
    /// The files, damaged
    Damage,
    /// The disk full, read-only or failing; ten Paylinks at once
    Trouble,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let began = now();
    let outcome = run(&arguments);
    let (layer, seed) = (arguments.layer, arguments.seed);
    let about = format!("{layer:?}, seed {seed}, {} s", began.elapsed().as_secs());
    match outcome {
        Ok(tally) => {
            say(&format!("{about}: {tally}"));
            if tally.broken.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(unable) => {
            say(&format!("{about}: UNABLE: {unable}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Able<Tally> {
    let campaign = Campaign {
        schedules: arguments.schedules,
        seed: arguments.seed,
        only: arguments.only.clone(),
        jobs: arguments.jobs,
        programs: Programs::beside_this_one()?,
    };
    match arguments.layer {
        Layer::Simulation => simulate(arguments),
        Layer::Kills => kills::run(&campaign),
        Layer::Power => power::run(&campaign),
        Layer::Damage => damage::run(&campaign),
        Layer::Trouble => trouble::run(&campaign),
    }
}

/// A schedule of its own is told line by line.
fn simulate(arguments: &Arguments) -> Able<Tally> {
    let mut tally = Tally::default();
    if let Some(only) = &arguments.only {
        let seed = only
            .parse()
            .map_err(Unable::to("read the schedule's seed"))?;
        let story = simulation::replay(seed);
        say(&story.to_string());
        tally.tried = 1;
        tally.broken = story.flaws;
        return Ok(tally);
    }
    let report = simulation::run(arguments.schedules, arguments.seed);
    say(&report.to_string());
    tally.tried = report.schedules;
    tally.broken = report
        .broken
        .iter()
        .map(|broken| {
            format!(
                "{}\n      cargo xtask crash --layer simulation --only {}",
                broken.flaws.join("; "),
                broken.seed
            )
        })
        .collect();
    Ok(tally)
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a campaign takes is no matter of the app's clock"
)]
fn now() -> Instant {
    Instant::now()
}

/// Somebody who stopped listening does not stop the campaign.
fn say(text: &str) {
    drop(writeln!(std::io::stdout(), "{text}"));
}
