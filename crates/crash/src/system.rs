//! Programs of the system: mounting, copying, signals.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::unable::{Able, Unable};

/// Runs a program to its end and gives what it printed.
pub fn run(program: &str, arguments: &[&str]) -> Able<String> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .map_err(Unable::to(&format!("start {program}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Unable::new(format!(
        "`{program} {}` ended with {}: {}",
        arguments.join(" "),
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    )))
}

/// A folder that lasts as long as this value, in memory where there is such a file system: for trials that ask nothing
/// of a disk but to hold what was written.
pub fn quick_folder() -> Able<TempDir> {
    let in_memory = Path::new("/dev/shm");
    Ok(if in_memory.is_dir() {
        tempfile::tempdir_in(in_memory)?
    } else {
        tempfile::tempdir()?
    })
}

pub fn is_root() -> bool {
    run("id", &["-u"]).is_ok_and(|id| id.trim() == "0")
}

/// Sends a signal to a process, and waits until what it is for has come about.
pub fn freeze(process: u32) -> Able<()> {
    run("kill", &["-STOP", &process.to_string()])?;
    until("a process to stand still", || {
        // Every thread: one may be on its way out of a call.
        let threads = fs::read_dir(format!("/proc/{process}/task"))?;
        for thread in threads {
            let Ok(stat) = fs::read_to_string(thread?.path().join("stat")) else {
                continue;
            };
            // One that has ended stands still as well.
            if ![") T ", ") Z ", ") X "]
                .iter()
                .any(|state| stat.contains(state))
            {
                return Ok(false);
            }
        }
        Ok(true)
    })
}

/// The processes that this one has started.
pub fn children(process: u32) -> Vec<String> {
    let path = format!("/proc/{process}/task/{process}/children");
    let children = fs::read_to_string(path).unwrap_or_default();
    children.split_whitespace().map(str::to_owned).collect()
}

pub fn is_gone(process: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"));
    stat.map_or(true, |stat| stat.contains(") Z "))
}

/// Waits until something holds, ten seconds at most.
pub fn until(what: &str, mut holds: impl FnMut() -> Able<bool>) -> Able<()> {
    for _ in 0..5_000 {
        if holds()? {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(2));
    }
    Err(Unable::new(format!("waited in vain for {what}")))
}
