//! `check`: everything that holds the style, and nothing that needs a window.

use std::process::ExitCode;

use clap::Args;

use crate::bindings;
use crate::machine::Machine;
use crate::packages::{self, Need};
use crate::page;
use crate::report::{Note, Report};
use crate::targets::{self, TARGETS};

#[derive(Args)]
pub struct Arguments {
    /// Check the types for Windows and macOS, and nothing else; fetches their standard libraries
    #[arg(long)]
    targets: bool,
}

/// Tests over the project itself.
const HOUSE: [&str; 4] = ["rooms", "dependencies", "configuration", "workflows"];

pub fn check(machine: &Machine, arguments: &Arguments) -> ExitCode {
    let mut report = Report::start("check");
    if arguments.targets {
        other_systems(machine, &mut report);
        return report.finish();
    }
    report.stage("Formatting", || {
        machine.cargo().args(["fmt", "--all", "--check"]).run()?;
        Ok(Note::new())
    });
    let packages = report.stage("System packages", || {
        packages::ensure(machine, &[Need::Build])
    });
    let page_packages = report.stage("Packages of the page", || page::packages(machine));
    if page_packages {
        report.stage("Types of the page", || {
            machine.npm().args(["run", "check"]).run()?;
            Ok(Note::new())
        });
        report.stage("Lints of the page", || {
            machine.npm().args(["run", "lint"]).run()?;
            Ok(Note::new())
        });
        report.stage("Workflows", || {
            machine.npm().args(["run", "lint:workflows"]).run()?;
            Ok(Note::new())
        });
    } else {
        report.skip(
            "Types and lints of the page, and workflows",
            "its packages are not there",
        );
    }
    report.stage(
        "Who may know whom, licences, what Tauri and workflows may do",
        || {
            machine
                .cargo()
                .args(["test", "--workspace"])
                .args(HOUSE.iter().flat_map(|test| ["--test", test]))
                .run()?;
            Ok(Note::new())
        },
    );
    let page = page_packages && report.stage("The page", || page::build(machine));
    if packages && page {
        report.stage("Lints", || {
            let tool = machine.cargo().args([
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]);
            tool.run()?;
            Ok(Note::new())
        });
        report.stage("Bindings", || bindings::fresh(machine));
    } else {
        report.skip(
            "Lints and bindings",
            "Paylink cannot be compiled without its packages and its page",
        );
    }
    report.finish()
}

fn other_systems(machine: &Machine, report: &mut Report) {
    let ready = report.stage("System packages", || {
        packages::ensure(machine, &[Need::Build, Need::Targets])
    }) && report.stage("Packages of the page", || page::packages(machine))
        && report.stage("The page", || page::build(machine));
    if ready {
        for target in &TARGETS {
            report.stage(target.title, || targets::check(machine, target));
        }
    }
}
