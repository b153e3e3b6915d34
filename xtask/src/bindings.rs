//! The TypeScript bindings: generated from the Rust side by a test of the shell, committed, compared.

use std::process::ExitCode;

use crate::machine::Machine;
use crate::packages::{self, Need};
use crate::page;
use crate::report::{Note, Report, Trouble, say};

/// The test that writes the file, and fails if that changed it.
const TEST: &str = "bindings_are_fresh";

/// Writes the bindings afresh.
pub fn bindings(machine: &Machine) -> ExitCode {
    let mut report = Report::start("bindings");
    let ready = report.stage("System packages", || {
        packages::ensure(machine, &[Need::Build])
    }) && report.stage("Packages of the page", || page::packages(machine))
        && report.stage("The page", || page::build(machine));
    if ready {
        report.stage("Bindings", || {
            if export(machine).is_ok() {
                return Ok("were fresh already".to_owned());
            }
            say(
                "   If they were only out of date, they are written now. Once more, to be certain:",
            );
            export(machine)?;
            Ok("written".to_owned())
        });
    }
    report.finish()
}

/// Compares the committed bindings with what Rust says today.
pub fn fresh(machine: &Machine) -> Result<Note, Trouble> {
    export(machine)
        .map_err(|trouble| Trouble::new(format!("{trouble}: were the bindings out of date?")))?;
    Ok("fresh".to_owned())
}

fn export(machine: &Machine) -> Result<(), Trouble> {
    machine
        .cargo()
        .args(["test", "--workspace", "--lib", TEST])
        .run()
}
