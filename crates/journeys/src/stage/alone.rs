//! The app with nobody at its wheel, as its user starts it, and what another program of that user can do to it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::ExitStatus;

use super::Stage;
use crate::deadline::{SOON, START, until, until_so};
use crate::process::{self, Environment, Helper};
use crate::trouble::Trouble;
use crate::window::TITLE;

/// A program that runs by itself, until it is dropped.
pub struct Alone(Helper);

/// What somebody tried who wants to know what is in a program's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// Reading it through `/proc`.
    Read,
    /// Attaching to the program, and writing its memory into a file.
    Dump,
}

impl Alone {
    /// Its number.
    pub fn pid(&self) -> u32 {
        self.0.pid()
    }

    /// Lets it fail as a wrong address does, and waits until it is gone.
    ///
    /// # Errors
    ///
    /// When it stays.
    pub async fn fail(&mut self) -> Result<ExitStatus, Trouble> {
        until("the end of a program that fails", SOON, async || {
            let failed = process::fault(self.pid());
            let ended = self.0.ended()?;
            if ended.is_none() {
                failed?;
            }
            Ok(ended)
        })
        .await
    }
}

impl Stage {
    /// Starts the app without a web driver, and waits until it has its window.
    ///
    /// # Errors
    ///
    /// When it does not get there.
    pub async fn open_alone(&mut self) -> Result<Alone, Trouble> {
        let mut environment = self.environment.clone();
        environment.retain(|(name, _)| name != "TAURI_WEBVIEW_AUTOMATION");
        environment.extend(self.told.iter().cloned());
        let app = self.app.display().to_string();
        let mut alone = self.start_alone(&[&app], &environment)?;
        until_so("the app's window", START, async || {
            alone.0.still_running()?;
            Ok(!self.keyboard().windows(TITLE).is_empty())
        })
        .await?;
        Ok(alone)
    }

    /// Starts a program that does nothing, in the same way.
    ///
    /// # Errors
    ///
    /// When it cannot be started.
    pub async fn open_other(&mut self) -> Result<Alone, Trouble> {
        let environment = self.environment.clone();
        let other = self.start_alone(&["sleep", "600"], &environment)?;
        // It is others first, which are not without rights yet.
        let name = format!("/proc/{}/comm", other.pid());
        until_so("another program", SOON, async || {
            Ok(process::read(Path::new(&name)).trim() == "sleep")
        })
        .await?;
        Ok(other)
    }

    /// Without the rights of root, who may look into everything; and free to leave a picture of its memory.
    fn start_alone(&self, program: &[&str], environment: &Environment) -> Result<Alone, Trouble> {
        let log = self.logs().join("alone.log");
        let mut arguments = vec!["--core=unlimited:unlimited"];
        arguments.extend(powerless());
        arguments.extend(program);
        let folder = self.alone_in();
        fs::create_dir_all(&folder).map_err(Trouble::while_doing("making a folder"))?;
        let started = Helper::start_in(&folder, "prlimit", &arguments, environment, &log, "");
        Ok(Alone(started?))
    }

    /// Whether another program of the same user gets at a program's memory.
    pub fn attempt(&self, attempt: Attempt, pid: u32) -> bool {
        let (memory, pid) = (format!("/proc/{pid}/mem"), pid.to_string());
        let picture = self.file("tmp/picture").display().to_string();
        let program = match attempt {
            Attempt::Read => vec!["head", "--bytes=0", &memory],
            Attempt::Dump => vec!["gcore", "-o", &picture, &pid],
        };
        let mut all = powerless();
        all.extend(program);
        self.run("env", &all, "").is_ok()
    }

    /// The pictures of memory that failing programs have left.
    pub fn pictures_of_memory(&self) -> Vec<String> {
        let entries = fs::read_dir(self.alone_in()).into_iter().flatten();
        entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.starts_with("core"))
            .collect()
    }

    /// Where the system puts a picture of a program that was started here.
    fn alone_in(&self) -> std::path::PathBuf {
        self.file("tmp/alone")
    }
}

/// Whether the system lets a user's programs look at each other at all; some let nobody but a parent.
pub fn programs_may_look_at_each_other() -> bool {
    let told = process::read(Path::new("/proc/sys/kernel/yama/ptrace_scope"));
    told.is_empty() || told.trim() == "0"
}

/// Before a program and its arguments: takes the rights of root away, and leaves who it is.
fn powerless() -> Vec<&'static str> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if is_root {
        vec!["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"]
    } else {
        Vec::new()
    }
}
