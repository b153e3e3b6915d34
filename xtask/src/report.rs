//! What is said while working: one heading per stage, its time, and a summary at the end.

use std::fmt;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Why a stage stopped, as a sentence for the person at the terminal.
#[derive(Debug)]
pub struct Trouble(String);

impl Trouble {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What a stage that went well has to say in the summary; may be empty.
pub type Note = String;

enum Outcome {
    Passed(Note),
    Failed(Trouble),
    Skipped(String),
}

struct Line {
    stage: &'static str,
    outcome: Outcome,
    took: Duration,
}

/// Runs stages one after the other and remembers how each of them ended.
pub struct Report {
    command: &'static str,
    started: Stopwatch,
    lines: Vec<Line>,
}

impl Report {
    pub fn start(command: &'static str) -> Self {
        Self {
            command,
            started: Stopwatch::start(),
            lines: Vec::new(),
        }
    }

    /// Runs one stage and tells whether it went well.
    pub fn stage(
        &mut self,
        stage: &'static str,
        work: impl FnOnce() -> Result<Note, Trouble>,
    ) -> bool {
        say(&format!("\n== {stage}"));
        let watch = Stopwatch::start();
        let outcome = match work() {
            Ok(note) => Outcome::Passed(note),
            Err(trouble) => Outcome::Failed(trouble),
        };
        let took = watch.elapsed();
        let passed = match &outcome {
            Outcome::Passed(_) => {
                say(&format!("   Done in {}.", time(took)));
                true
            }
            Outcome::Failed(trouble) => {
                say(&format!("   FAILED after {}: {trouble}", time(took)));
                false
            }
            Outcome::Skipped(_) => false,
        };
        self.lines.push(Line {
            stage,
            outcome,
            took,
        });
        passed
    }

    /// Notes a stage that cannot run because of an earlier one. It counts as a failure.
    pub fn skip(&mut self, stage: &'static str, why: &str) {
        say(&format!("\n== {stage}\n   Skipped: {why}"));
        self.lines.push(Line {
            stage,
            outcome: Outcome::Skipped(why.to_owned()),
            took: Duration::ZERO,
        });
    }

    /// Prints the summary and gives the exit code that fits it.
    pub fn finish(self) -> ExitCode {
        let width = self
            .lines
            .iter()
            .map(|line| line.stage.chars().count())
            .max()
            .unwrap_or(0);
        say(&format!("\n== Summary of `cargo xtask {}`", self.command));
        let mut failures = 0;
        for line in &self.lines {
            let (mark, note) = match &line.outcome {
                Outcome::Passed(note) => ("ok     ", note.clone()),
                Outcome::Failed(trouble) => ("FAILED ", trouble.to_string()),
                Outcome::Skipped(why) => ("skipped", why.clone()),
            };
            if !matches!(line.outcome, Outcome::Passed(_)) {
                failures += 1;
            }
            let row = format!(
                "   {mark}  {:<width$}  {:>9}  {note}",
                line.stage,
                time(line.took)
            );
            say(row.trim_end());
        }
        let total = time(self.started.elapsed());
        if failures == 0 {
            say(&format!("   All went well in {total}."));
            ExitCode::SUCCESS
        } else {
            say(&format!(
                "   {failures} of {} stages did not pass, in {total}.",
                self.lines.len()
            ));
            ExitCode::FAILURE
        }
    }
}

/// Says one thing to the person at the terminal.
#[expect(
    clippy::print_stdout,
    reason = "talking to the terminal is what this program is for"
)]
pub fn say(text: &str) {
    println!("{text}");
}

/// Seconds for what is short, minutes for what is long.
pub fn time(took: Duration) -> String {
    let seconds = took.as_secs();
    if seconds < 60 {
        format!("{:.1} s", took.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long a build takes is no matter of the app's clock"
    )]
    fn start() -> Self {
        Self(Instant::now())
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_like_times() {
        assert_eq!(time(Duration::from_millis(3_240)), "3.2 s");
        assert_eq!(time(Duration::from_millis(59_940)), "59.9 s");
        assert_eq!(time(Duration::from_secs(605)), "10 min 05 s");
    }

    #[test]
    fn a_skipped_stage_is_not_a_success() {
        let mut report = Report::start("test");

        let passed = report.stage("one", || Ok(Note::new()));
        report.skip("two", "one was enough");

        assert!(passed);
        assert_eq!(
            format!("{:?}", report.finish()),
            format!("{:?}", ExitCode::FAILURE)
        );
    }
}
