//! The TypeScript bindings: generated from the Rust side by a test of the shell, committed, compared.

use std::process::ExitCode;

use crate::machine::Machine;
use crate::packages::{self, Need};
use crate::page;
use crate::report::{Note, Report, Trouble};

/// The test that compares the committed file; with `PAYLINK_UPDATE_BINDINGS=1` it writes it.
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
            let tool = machine.cargo().env("PAYLINK_UPDATE_BINDINGS", "1");
            tool.args(["test", "--package", "paylink", "--lib", TEST])
                .run()?;
            Ok("written".to_owned())
        });
    }
    report.finish()
}

/// Compares the committed bindings with what Rust says today.
pub fn fresh(machine: &Machine) -> Result<Note, Trouble> {
    machine
        .cargo()
        .args(["test", "--package", "paylink", "--lib", TEST])
        .run()
        .map_err(|trouble| {
            Trouble::new(format!(
                "{trouble}; if the bindings are stale, run `cargo xtask bindings` and commit them"
            ))
        })?;
    Ok("fresh".to_owned())
}
