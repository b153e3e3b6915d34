//! The developer commands: what people and continuous integration both run.
//!
//! `cargo xtask run` opens Paylink, `cargo xtask test` runs every test, `cargo xtask check` holds the style. Each says
//! what it is doing, how long it took, and ends with a summary. Deliberately light: it is compiled before all else.

mod advisories;
mod bench;
mod bindings;
mod bundle;
mod check;
mod compile;
mod crash;
mod file;
mod gallery;
mod inventory;
mod machine;
mod notices;
mod packages;
mod page;
mod program;
mod release;
mod report;
mod run;
mod targets;
mod test;
mod tool;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use machine::Machine;

/// Paylink's developer commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Open Paylink; on a machine without a display, play its main job and keep screenshots of every step
    Run,
    /// Run every test: Rust, the page, and journeys through the real window
    Test(test::Arguments),
    /// Hold the style: formatting, lints, types, generated bindings, who may know whom, licences, workflows
    Check(check::Arguments),
    /// Write the TypeScript bindings afresh
    Bindings,
    /// Run the practice gateway as a program of its own
    Practice {
        /// Handed on to the gateway, for example `--port 8080`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Measure Paylink beside what it stands on; never part of `test`
    Bench {
        #[command(subcommand)]
        subject: bench::Subject,
    },
    /// Kill Paylink, cut its power and spoil its files by the thousand; never part of `test`, which runs a slice
    Crash(crash::Arguments),
    /// Walk through every screen of the real app: pictures of each in every theme, size and text into target/gallery, and
    /// what axe-core says of them
    Gallery(gallery::Arguments),
    /// Make what people install
    Bundle(bundle::Arguments),
    /// Single steps of a release, as its workflow takes them
    Release {
        #[command(subcommand)]
        step: release::Step,
    },
}

fn main() -> ExitCode {
    let machine = Machine::here();
    match Arguments::parse().command {
        Command::Run => run::run(&machine),
        Command::Test(arguments) => test::test(&machine, &arguments),
        Command::Check(arguments) => check::check(&machine, &arguments),
        Command::Bindings => bindings::bindings(&machine),
        Command::Practice { arguments } => run::practice(&machine, &arguments),
        Command::Bench { subject } => bench::bench(&machine, &subject),
        Command::Crash(arguments) => crash::crash(&machine, &arguments),
        Command::Gallery(arguments) => gallery::gallery(&machine, &arguments),
        Command::Bundle(arguments) => bundle::bundle(&machine, &arguments),
        Command::Release { step } => release::release(&machine, &step),
    }
}
