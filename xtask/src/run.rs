//! `run` and `practice`: Paylink, or its practice gateway, in front of a person.

use std::process::ExitCode;

use crate::compile;
use crate::machine::Machine;
use crate::packages::{self, Need};
use crate::page;
use crate::report::{Note, Report, Trouble, say};
use crate::tool::Tool;

/// Opens Paylink; without a display, plays its main job in a virtual one.
pub fn run(machine: &Machine) -> ExitCode {
    let mut report = Report::start("run");
    let (needs, programs): (&[Need], &[&str]) = if machine.has_display {
        (&[Need::Build], &["paylink"])
    } else {
        say(
            "This machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so nobody could see a window.",
        );
        say("I build Paylink, open it in a virtual display instead, and play its main job there.");
        (&[Need::Build, Need::Window], &["paylink", "play"])
    };
    let ready = report.stage("System packages", || packages::ensure(machine, needs))
        && report.stage("Packages of the page", || page::packages(machine))
        && report.stage("The page", || page::build(machine))
        && report.stage("Paylink", || compile::programs(machine, programs));
    if ready {
        if machine.has_display {
            report.stage("Paylink is open; close its window to end", || open(machine));
        } else {
            report.stage("The main job, played in a virtual display", || {
                play(machine)
            });
        }
    }
    report.finish()
}

/// Runs the practice gateway as a program, for working on the page in a browser.
pub fn practice(machine: &Machine, arguments: &[String]) -> ExitCode {
    let mut report = Report::start("practice");
    let built = report.stage("The practice gateway", || {
        compile::programs(machine, &["practice-gateway"])
    });
    if built {
        report.stage("The practice gateway is running; Ctrl+C ends it", || {
            let arguments = arguments.iter().map(String::as_str);
            Tool::new(machine.program("practice-gateway"))
                .args(arguments)
                .run()?;
            Ok(Note::new())
        });
    }
    report.finish()
}

fn open(machine: &Machine) -> Result<Note, Trouble> {
    Tool::new(machine.program("paylink")).run()?;
    Ok(Note::new())
}

fn play(machine: &Machine) -> Result<Note, Trouble> {
    let pictures = machine.artifacts("play");
    let app = machine.program("paylink");
    Tool::new(machine.program("play"))
        .arg("--app")
        .arg(&app)
        .arg("--out")
        .arg(&pictures)
        .run()?;
    Ok(format!(
        "pictures of every step are in {}",
        pictures.display()
    ))
}
