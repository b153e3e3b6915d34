//! `crash`: the campaign that tries to break the promise of exactly once. What it found is in `docs/reliability.md`.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::machine::Machine;
use crate::packages::{self, Need};
use crate::report::{Note, Report, Trouble};

#[derive(Args)]
pub struct Arguments {
    /// How many trials: of the simulation, or of the one layer that is named. Without a layer, a hundredth of them are
    /// kills and damaged files, and a thousandth power cuts
    #[arg(long, default_value_t = 1_000_000)]
    schedules: u64,
    /// What all choices are made from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One layer alone
    #[arg(long)]
    layer: Option<Layer>,
    /// One trial alone, as a finding names it
    #[arg(long, requires = "layer")]
    only: Option<String>,
    /// Trials at once
    #[arg(long, default_value_t = 2)]
    jobs: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum Layer {
    /// The outbox against a model of the gateway
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

impl Layer {
    fn title(self) -> &'static str {
        match self {
            Self::Simulation => "The simulation",
            Self::Kills => "Kills",
            Self::Power => "Power cuts",
            Self::Damage => "Damaged files",
            Self::Trouble => "Trouble with the disk",
        }
    }

    /// Of so many schedules in all, one is this layer's.
    fn share(self, arguments: &Arguments) -> u64 {
        match self {
            Self::Simulation => 1,
            _ if arguments.layer.is_some() => 1,
            Self::Kills | Self::Damage | Self::Trouble => 100,
            Self::Power => 1_000,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Simulation => "simulation",
            Self::Kills => "kills",
            Self::Power => "power",
            Self::Damage => "damage",
            Self::Trouble => "trouble",
        }
    }
}

pub fn crash(machine: &Machine, arguments: &Arguments) -> ExitCode {
    let mut report = Report::start("crash");
    let simulates = matches!(arguments.layer, None | Some(Layer::Simulation));
    if simulates {
        report.stage("The simulation", || {
            // A million schedules want to be optimised; the programs are what everybody compiles.
            campaign(machine, &["--release"], arguments, Layer::Simulation)
        });
    }
    let others = [Layer::Kills, Layer::Power, Layer::Damage, Layer::Trouble];
    let chosen = |layer: &Layer| {
        arguments
            .layer
            .is_none_or(|only| only.name() == layer.name())
    };
    if others.iter().any(chosen) {
        report.stage("System packages", || {
            packages::ensure(machine, &[Need::Crash])
        });
    }
    for layer in others.into_iter().filter(chosen) {
        report.stage(layer.title(), || campaign(machine, &[], arguments, layer));
    }
    report.finish()
}

fn campaign(
    machine: &Machine,
    how: &[&str],
    arguments: &Arguments,
    layer: Layer,
) -> Result<Note, Trouble> {
    let how = || how.iter().copied();
    let package = ["--quiet", "--package", "crash"];
    machine
        .cargo()
        .arg("build")
        .args(how())
        .args(package)
        .run()?;
    let schedules = (arguments.schedules / layer.share(arguments))
        .max(1)
        .to_string();
    let (seed, jobs) = (arguments.seed.to_string(), arguments.jobs.to_string());
    let mut words = vec![
        "--layer",
        layer.name(),
        "--schedules",
        &schedules,
        "--seed",
        &seed,
    ];
    words.extend(["--jobs", &jobs]);
    if let Some(only) = &arguments.only {
        words.extend(["--only", only]);
    }
    let run = machine.cargo().arg("run").args(how()).args(package);
    run.args(["--bin", "crash", "--"]).args(words).run()?;
    Ok(Note::new())
}
