//! Running other programs: shown before they run, never asked for input, and understood when they fail.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use crate::report::{Trouble, say};

/// A program about to be run.
pub struct Tool {
    command: Command,
    shown: String,
}

impl Tool {
    pub fn new(program: impl AsRef<Path>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        Self {
            command,
            shown: program.display().to_string(),
        }
    }

    pub fn cargo(root: &Path) -> Self {
        let mut tool = Self::new("cargo").within(root);
        // What cargo tells this program about this program is no business of the cargo that it starts.
        for name in [
            "CARGO_MANIFEST_DIR",
            "CARGO_MANIFEST_PATH",
            "CARGO_PKG_NAME",
            "CARGO_PKG_VERSION",
        ] {
            tool.command.env_remove(name);
        }
        tool
    }

    pub fn arg(mut self, argument: impl AsRef<Path>) -> Self {
        let argument = argument.as_ref();
        self.shown.push(' ');
        self.shown.push_str(&argument.display().to_string());
        self.command.arg(argument);
        self
    }

    pub fn args<'a>(self, arguments: impl IntoIterator<Item = &'a str>) -> Self {
        arguments
            .into_iter()
            .fold(self, |tool, argument| tool.arg(argument))
    }

    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<Path>) -> Self {
        let value = value.as_ref();
        self.shown = format!("{name}={} {}", value.display(), self.shown);
        self.command.env(name, value);
        self
    }

    /// Says something shorter than all of its arguments.
    pub fn shown_as(mut self, shown: &str) -> Self {
        shown.clone_into(&mut self.shown);
        self
    }

    /// Runs it with its output kept back, and shown only if it fails.
    pub fn run_quietly(mut self) -> Result<(), Trouble> {
        say(&format!("   $ {}", self.shown));
        let output = self
            .command
            .output()
            .map_err(|error| self.not_started(&error))?;
        if !output.status.success() {
            say(&String::from_utf8_lossy(&output.stdout));
            say(&String::from_utf8_lossy(&output.stderr));
        }
        self.judge(output.status)
    }

    /// Runs it with its output on the terminal; anything but success is trouble.
    pub fn run(mut self) -> Result<(), Trouble> {
        say(&format!("   $ {}", self.shown));
        let status = self
            .command
            .status()
            .map_err(|error| self.not_started(&error))?;
        self.judge(status)
    }

    /// As [`run`](Self::run), and gives every line of its standard output to `hear` as well.
    pub fn run_hearing(mut self, mut hear: impl FnMut(&str)) -> Result<(), Trouble> {
        say(&format!("   $ {}", self.shown));
        self.command.stdout(Stdio::piped());
        let mut child = self
            .command
            .spawn()
            .map_err(|error| self.not_started(&error))?;
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line);
                say(&line);
                hear(&line);
            }
        }
        let status = child
            .wait()
            .map_err(|error| Trouble::new(format!("lost sight of `{}`: {error}", self.shown)))?;
        self.judge(status)
    }

    /// Runs it quietly and gives what it printed; `None` when it is not there or failed.
    pub fn ask(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Runs it quietly and gives what it printed whatever its exit code; `None` when it is not there.
    pub fn ask_anyway(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn not_started(&self, error: &std::io::Error) -> Trouble {
        Trouble::new(format!("could not start `{}`: {error}", self.shown))
    }

    fn judge(&self, status: ExitStatus) -> Result<(), Trouble> {
        if status.success() {
            Ok(())
        } else {
            Err(Trouble::new(format!(
                "`{}` ended with {status}",
                self.shown
            )))
        }
    }
}
