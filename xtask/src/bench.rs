//! `bench`: measurements, and whether they meet their goals. What they found is in `docs/performance.md`.
//!
//! The one command that compiles with optimisation, and only what it measures: it leaves alone what the others compile.

use std::process::ExitCode;

use clap::Subcommand;

use crate::machine::Machine;
use crate::packages::{self, Need};
use crate::page;
use crate::report::{Note, Report, say};

#[derive(Subcommand)]
pub enum Subject {
    /// The client of the API, beside plain reqwest and raw hyper, against the practice gateway
    Client {
        /// How many links each of the three makes and emails; no fewer than 2000
        #[arg(long, default_value = "5000")]
        pairs: u32,
    },
    /// The list of links: finding among fifty and a hundred thousand, starting with them, what they take up, and how
    /// all that is in the real window
    List,
    /// The real window beside one with nothing in it: start, memory and wake-ups at rest, end, and size
    Start,
    /// The real window while the gateway, the keychain, the look-up of names and the disk hang
    Freeze,
}

pub fn bench(machine: &Machine, subject: &Subject) -> ExitCode {
    let (program, arguments) = match subject {
        Subject::Client { pairs } => ("client", vec!["--pairs".to_owned(), pairs.to_string()]),
        Subject::List => ("list", Vec::new()),
        Subject::Start => return in_the_window(machine, "bench start", "start-window"),
        Subject::Freeze => return in_the_window(machine, "bench freeze", "freeze-window"),
    };
    let release = |command| {
        let chosen = ["--release", "--package", "benches", "--bin", program];
        machine.cargo().arg(command).args(chosen)
    };
    if let Err(trouble) = release("build").run() {
        say(&format!("   FAILED: {trouble}"));
        return ExitCode::FAILURE;
    }
    let arguments = arguments.iter().map(String::as_str);
    let measuring = release("run").args(["--quiet", "--"]).args(arguments);
    // The program says itself what it found, and what it says last stays the last line.
    match (measuring.run(), subject) {
        (Ok(()), Subject::List) => in_the_window(machine, "bench list", "list-window"),
        (Ok(()), Subject::Client { .. } | Subject::Start | Subject::Freeze) => ExitCode::SUCCESS,
        (Err(_), _) => ExitCode::FAILURE,
    }
}

/// Runs a program that drives the real window. Compiles the app itself with optimisation, which takes minutes.
fn in_the_window(machine: &Machine, title: &'static str, program: &str) -> ExitCode {
    let mut report = Report::start(title);
    let ready = report.stage("System packages", || {
        packages::ensure(machine, &[Need::Build, Need::Window])
    }) && report.stage("Packages of the page", || page::packages(machine))
        && report.stage("The page", || page::build(machine));
    if ready {
        report.stage("In the window", || {
            let rooms = [
                "--package",
                "paylink",
                "--package",
                "journeys",
                "--package",
                "bare",
            ];
            let programs = ["--bin", "paylink", "--bin", "bare", "--bin", program];
            let build = machine.cargo().args(["build", "--release"]);
            build.args(rooms).args(programs).run()?;
            let run = machine.cargo().args(["run", "--release", "--quiet"]);
            run.args(["--package", "journeys", "--bin", program])
                .run()?;
            Ok(Note::new())
        });
    }
    report.finish()
}
