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
}

pub fn bench(machine: &Machine, subject: &Subject) -> ExitCode {
    let (program, arguments) = match subject {
        Subject::Client { pairs } => ("client", vec!["--pairs".to_owned(), pairs.to_string()]),
        Subject::List => ("list", Vec::new()),
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
        (Ok(()), Subject::Client { .. }) => ExitCode::SUCCESS,
        (Ok(()), Subject::List) => list_in_the_window(machine),
        (Err(_), _) => ExitCode::FAILURE,
    }
}

/// Compiles the app itself with optimisation, which takes minutes.
fn list_in_the_window(machine: &Machine) -> ExitCode {
    let mut report = Report::start("bench list");
    let ready = report.stage("System packages", || {
        packages::ensure(machine, &[Need::Build, Need::Window])
    }) && report.stage("Packages of the page", || page::packages(machine))
        && report.stage("The page", || page::build(machine));
    if ready {
        report.stage("The list in the window", || {
            let programs = ["--release", "--bin", "paylink", "--bin", "list-window"];
            machine.cargo().arg("build").args(programs).run()?;
            machine
                .cargo()
                .arg("run")
                .args(["--release", "--quiet", "--bin", "list-window"])
                .run()?;
            Ok(Note::new())
        });
    }
    report.finish()
}
