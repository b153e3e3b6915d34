//! `test`: every test there is, in stages. A failure does not keep the later stages from running, so that one run
//! shows everything that is wrong.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::compile;
use crate::machine::{Machine, System};
use crate::packages::{self, Need};
use crate::page;
use crate::report::{Note, Report, Trouble, say};
use crate::tool::Tool;

#[derive(Args)]
pub struct Arguments {
    /// Run only one kind of test
    #[arg(long, value_enum)]
    only: Option<Kind>,
    /// Handed on to the Rust test programs, for example a part of a test's name
    #[arg(last = true)]
    rest: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Rules, contract, desk, and crash tests of the Rust crates
    Rust,
    /// Tests of the page
    Ui,
    /// The real app in a real window
    Journeys,
}

pub fn test(machine: &Machine, arguments: &Arguments) -> ExitCode {
    let wanted = |kind| arguments.only.is_none_or(|only| only == kind);
    let mut report = Report::start("test");
    let packages = report.stage("System packages", || {
        packages::ensure(machine, &needs(arguments.only))
    });
    let page_packages = report.stage("Packages of the page", || page::packages(machine));
    let page = page_packages && report.stage("The page", || page::build(machine));
    if wanted(Kind::Rust) {
        report.stage("Rust tests", || {
            rust(machine, packages && page, &arguments.rest)
        });
    }
    if wanted(Kind::Ui) {
        if page_packages {
            report.stage("Tests of the page", || {
                machine.npm().args(["test"]).run()?;
                Ok(Note::new())
            });
        } else {
            report.skip("Tests of the page", "its packages are not there");
        }
    }
    if wanted(Kind::Journeys) {
        if machine.system == System::BatteriesIncluded {
            report.stage("Journeys", || {
                say("   Journeys need Linux: a virtual display, a session bus, and WebKitWebDriver. Left out here.");
                Ok("left out: they need Linux".to_owned())
            });
        } else if packages
            && page
            && report.stage("Paylink", || compile::programs(machine, &["paylink"]))
        {
            report.stage("Journeys through the real window", || {
                journeys(machine, &arguments.rest)
            });
        } else {
            report.skip("Journeys", "Paylink could not be prepared");
        }
    }
    report.finish()
}

fn needs(only: Option<Kind>) -> Vec<Need> {
    match only {
        None => vec![Need::Build, Need::Window, Need::Browser],
        Some(Kind::Rust) => vec![Need::Build],
        Some(Kind::Ui) => vec![Need::Browser],
        Some(Kind::Journeys) => vec![Need::Build, Need::Window],
    }
}

fn rust(machine: &Machine, window: bool, rest: &[String]) -> Result<Note, Trouble> {
    let mut tool = machine
        .cargo()
        .args(["test", "--workspace", "--no-fail-fast"]);
    if !window {
        // The window cannot be compiled, but everything below it can be tested all the same.
        tool = tool.args(["--exclude", "paylink", "--exclude", "journeys"]);
    }
    count(tool, rest)
}

fn journeys(machine: &Machine, rest: &[String]) -> Result<Note, Trouble> {
    let tool = machine
        .cargo()
        .args([
            "test",
            // As everything else is compiled, or most of it would be compiled once more.
            "--workspace",
            "--test",
            "journeys",
            "--no-fail-fast",
        ])
        .env("PAYLINK_APP", machine.program("paylink"))
        .env("PAYLINK_ARTIFACTS", machine.artifacts("journeys"));
    // Journeys tell what they counted and found.
    let mut rest = rest.to_vec();
    rest.push("--show-output".to_owned());
    count(tool, &rest)
}

/// Runs Rust tests and sums up what they say.
fn count(tool: Tool, rest: &[String]) -> Result<Note, Trouble> {
    let mut tally = Tally::default();
    let tool = if rest.is_empty() {
        tool
    } else {
        tool.arg("--").args(rest.iter().map(String::as_str))
    };
    let outcome = tool.run_hearing(|line| tally.hear(line));
    match outcome {
        Ok(()) => Ok(tally.sentence()),
        Err(trouble) if tally.passed + tally.failed == 0 => Err(trouble),
        Err(_) => Err(Trouble::new(tally.sentence())),
    }
}

/// Sums the `test result:` lines of several test programs and keeps the names of what failed.
#[derive(Default)]
struct Tally {
    passed: u32,
    failed: u32,
    ignored: u32,
    names: Vec<String>,
}

impl Tally {
    fn hear(&mut self, line: &str) {
        if let Some(name) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            self.names.push(name.to_owned());
        }
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        for part in result.split([';', '.']) {
            let mut words = part.split_whitespace();
            let Some(number) = words.next().and_then(|word| word.parse::<u32>().ok()) else {
                continue;
            };
            match words.next() {
                Some("passed") => self.passed += number,
                Some("failed") => self.failed += number,
                Some("ignored") => self.ignored += number,
                Some(_) | None => {}
            }
        }
    }

    fn sentence(&self) -> String {
        let mut sentence = format!("{} passed, {} failed", self.passed, self.failed);
        if self.ignored > 0 {
            sentence.push_str(&format!(", {} ignored", self.ignored));
        }
        if !self.names.is_empty() {
            sentence.push_str(&format!(": {}", self.names.join(", ")));
        }
        sentence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_up_several_test_programs() {
        let mut tally = Tally::default();

        tally.hear("test money::keeps_cents ... ok");
        tally.hear("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        tally.hear("test outbox::survives ... FAILED");
        tally.hear("test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s");

        assert_eq!(
            tally.sentence(),
            "15 passed, 1 failed, 1 ignored: outbox::survives"
        );
    }
}
