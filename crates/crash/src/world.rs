//! The programs of one trial: a gateway, and Paylink without its window beside it. Whatever happens to a trial, the
//! programs it started end with it.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use practice_gateway::PRACTICE_API_KEY;
use serde_json::Value;

use crate::ledger::Ledger;
use crate::press::Press;
use crate::unable::{Able, Unable};

/// Where the two programs lie.
#[derive(Debug, Clone)]
pub struct Programs {
    pub desk: PathBuf,
    pub gateway: PathBuf,
}

impl Programs {
    /// Beside the program that is running.
    pub fn beside_this_one() -> Able<Self> {
        let here = std::env::current_exe()?;
        let beside = |name: &str| {
            let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
            here.with_file_name(name)
        };
        Ok(Self {
            desk: beside("desk"),
            gateway: beside("gateway"),
        })
    }
}

pub struct Gateway {
    child: Child,
    pub url: String,
}

impl Gateway {
    pub fn start(programs: &Programs, arguments: &[String]) -> Able<Self> {
        let mut child = Command::new(&programs.gateway)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(Unable::to("start the gateway"))?;
        let mut url = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut url)?;
        }
        let url = url.trim().to_owned();
        if url.is_empty() {
            return Err(Unable::new("the gateway ended without telling where it is"));
        }
        Ok(Self { child, url })
    }

    pub fn ledger(&self) -> Able<Ledger> {
        Ledger::of(&self.url)
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// Paylink, about to be started on a folder.
pub struct Start<'a> {
    programs: &'a Programs,
    wrapper: Vec<String>,
    arguments: Vec<String>,
}

impl<'a> Start<'a> {
    pub fn on(programs: &'a Programs, data: &Path, gateway: &str) -> Self {
        let arguments = ["--gateway", gateway, "--data"].map(str::to_owned);
        let mut arguments = arguments.to_vec();
        arguments.push(data.display().to_string());
        Self {
            programs,
            wrapper: Vec::new(),
            arguments,
        }
    }

    #[must_use]
    pub fn pressing(mut self, presses: &[Press]) -> Self {
        for press in presses {
            self.arguments
                .extend(["--press".to_owned(), press.to_string()]);
        }
        self
    }

    #[must_use]
    pub fn only_opening(mut self) -> Self {
        self.arguments.push("--only-open".to_owned());
        self
    }

    #[must_use]
    pub fn patient_for(mut self, seconds: u64) -> Self {
        self.arguments
            .extend(["--patience-s".to_owned(), seconds.to_string()]);
        self
    }

    /// Under another program, such as strace.
    #[must_use]
    pub fn under(mut self, wrapper: &[&str]) -> Self {
        self.wrapper = wrapper.iter().map(|&word| word.to_owned()).collect();
        self
    }

    pub fn start(self) -> Able<Paylink> {
        let desk = self.programs.desk.display().to_string();
        let mut words = self.wrapper.into_iter().chain([desk]).chain(self.arguments);
        let program = words.next().unwrap_or_default();
        let mut child = Command::new(&program)
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(Unable::to(&format!("start {program}")))?;
        if let Some(mut input) = child.stdin.take() {
            // A program that was killed before it read its key has no use for it.
            drop(writeln!(input, "{PRACTICE_API_KEY}"));
        }
        let output = child.stdout.take().map(BufReader::new);
        let started = now();
        Ok(Paylink {
            child,
            output,
            started,
        })
    }

    /// Starts it and waits for its end.
    pub fn run(self) -> Able<Run> {
        self.start()?.end()
    }
}

/// Paylink, running.
pub struct Paylink {
    child: Child,
    output: Option<BufReader<ChildStdout>>,
    started: Instant,
}

/// What a run said, and how it ended.
#[derive(Debug)]
pub struct Run {
    pub said: Vec<Value>,
    pub status: ExitStatus,
    /// What it said on standard error: nothing, unless it panicked.
    pub moaned: String,
}

impl Paylink {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How long ago it was started.
    pub fn age(&self) -> Duration {
        self.started.elapsed()
    }

    /// What it says, until it ends. Of what is said once there is one listener.
    pub fn said(&mut self) -> Said {
        Said(self.output.take())
    }

    /// `kill -9`.
    pub fn kill(&mut self) -> Able<()> {
        Ok(self.child.kill()?)
    }

    pub fn end(mut self) -> Able<Run> {
        let said = self.said().collect();
        let mut moaned = String::new();
        if let Some(mut errors) = self.child.stderr.take() {
            errors.read_to_string(&mut moaned)?;
        }
        let status = self.child.wait()?;
        Ok(Run {
            said,
            status,
            moaned,
        })
    }
}

/// The documents that a Paylink says, as they come.
pub struct Said(Option<BufReader<ChildStdout>>);

impl Iterator for Said {
    type Item = Value;

    /// Nothing at the end; the last line may have been cut off in the middle.
    fn next(&mut self) -> Option<Value> {
        let mut line = String::new();
        self.0.as_mut()?.read_line(&mut line).ok()?;
        serde_json::from_str(&line).ok()
    }
}

/// The press that this document calls safe.
pub fn press_accepted_in(document: &Value) -> Option<String> {
    let press = (document["saw"] == "accepted").then(|| document["press"].as_str())?;
    press.map(str::to_owned)
}

impl Drop for Paylink {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

impl Run {
    pub fn settled(&self) -> bool {
        self.status.code() == Some(0)
    }

    pub fn all(&self, saw: &str) -> impl Iterator<Item = &Value> {
        self.said
            .iter()
            .filter(move |document| document["saw"] == saw)
    }

    /// The presses it said were safe.
    pub fn accepted(&self) -> Vec<String> {
        self.said.iter().filter_map(press_accepted_in).collect()
    }

    pub fn notices(&self) -> Vec<String> {
        let opened = self.all("opened").next();
        let notices = opened.and_then(|document| document["notices"].as_array());
        notices
            .into_iter()
            .flatten()
            .filter_map(|notice| notice["code"].as_str().map(str::to_owned))
            .collect()
    }

    pub fn panicked(&self) -> bool {
        self.moaned.contains("panicked at")
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how soon a user is told is measured from outside"
)]
fn now() -> Instant {
    Instant::now()
}

fn end(child: &mut Child) {
    // Failing to kill what is already dead is the aim reached.
    drop(child.kill());
    drop(child.wait());
}
