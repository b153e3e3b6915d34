//! `shots`: pictures of every screen of the real app, to be looked at.

use std::process::ExitCode;

use crate::compile;
use crate::machine::Machine;
use crate::packages::{self, Need};
use crate::page;
use crate::report::Report;
use crate::tool::Tool;

pub fn shots(machine: &Machine) -> ExitCode {
    let mut report = Report::start("shots");
    let ready = report.stage("System packages", || {
        packages::ensure(machine, &[Need::Build, Need::Window])
    }) && report.stage("Packages of the page", || page::packages(machine))
        && report.stage("The page", || page::build(machine))
        && report.stage("Paylink", || {
            compile::programs(machine, &["paylink", "shots"])
        });
    if ready {
        report.stage("Pictures of every screen", || {
            let pictures = machine.artifacts("shots");
            let app = machine.program("paylink");
            Tool::new(machine.program("shots"))
                .arg("--app")
                .arg(&app)
                .arg("--out")
                .arg(&pictures)
                .run()?;
            Ok(format!("in {}", pictures.display()))
        });
    }
    report.finish()
}
