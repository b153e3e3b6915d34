//! `bench`: measurements for a person to read. What they found is in `docs/performance.md`.
//!
//! The one command that compiles with optimisation, and only what it measures: it leaves alone what the others compile.

use std::process::ExitCode;

use clap::Subcommand;

use crate::machine::Machine;
use crate::report::{Note, Report};

#[derive(Subcommand)]
pub enum Subject {
    /// The client of the API, beside plain reqwest and raw hyper, against the practice gateway
    Client {
        /// How many links each of the three makes and emails
        #[arg(long, default_value = "5000")]
        pairs: u32,
    },
}

pub fn bench(machine: &Machine, subject: &Subject) -> ExitCode {
    let (program, arguments) = match subject {
        Subject::Client { pairs } => ("client", ["--pairs".to_owned(), pairs.to_string()]),
    };
    let release = |command| {
        let chosen = ["--release", "--package", "benches", "--bin", program];
        machine.cargo().arg(command).args(chosen)
    };
    let mut report = Report::start("bench");
    let built = report.stage("The benchmark", || {
        release("build").run()?;
        Ok(Note::new())
    });
    if built {
        report.stage("Measuring", || {
            let arguments = arguments.iter().map(String::as_str);
            release("run")
                .arg("--quiet")
                .arg("--")
                .args(arguments)
                .run()?;
            Ok(Note::new())
        });
    }
    report.finish()
}
