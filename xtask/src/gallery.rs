//! `gallery`: a walk through every screen of the real app, pictured, and judged by axe-core.

use std::process::ExitCode;

use clap::Args;

use crate::compile;
use crate::machine::Machine;
use crate::packages::{self, Need};
use crate::page;
use crate::report::Report;
use crate::tool::Tool;

#[derive(Args)]
pub struct Arguments {
    /// Take only the pictures of the documents afresh, into docs/pictures
    #[arg(long)]
    docs: bool,
    /// Handed on to the walk: `--quick`, `--only settings`, `--text 200`
    #[arg(last = true)]
    rest: Vec<String>,
}

pub fn gallery(machine: &Machine, arguments: &Arguments) -> ExitCode {
    let mut report = Report::start("gallery");
    let ready = report.stage("System packages", || {
        packages::ensure(machine, &[Need::Build, Need::Window])
    }) && report.stage("Packages of the page", || page::packages(machine))
        && report.stage("The page", || page::build(machine))
        && report.stage("Paylink", || {
            compile::programs(machine, &["paylink", "gallery"])
        });
    if ready {
        report.stage("Every screen", || {
            let pictures = machine.root.join("target/gallery");
            let mut tool = Tool::new(machine.program("gallery"))
                .arg("--app")
                .arg(machine.program("paylink"))
                .arg("--out")
                .arg(&pictures);
            if arguments.docs {
                tool = tool.arg("--docs").arg(machine.root.join("docs/pictures"));
            }
            tool.args(arguments.rest.iter().map(String::as_str)).run()?;
            Ok(format!("in {}", pictures.display()))
        });
    }
    report.finish()
}
