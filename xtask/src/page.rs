//! The page in `ui/`: its packages and its build. The build is embedded in Paylink, so it comes before compiling.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::machine::Machine;
use crate::report::{Note, Trouble, say};
use crate::tool::Tool;

const NODE_MAJOR_MIN: u32 = 20;
/// Folders of `ui/` that are made, not written.
const MADE: [&str; 6] = [
    "node_modules",
    "dist",
    "dist-fake",
    "test-results",
    "coverage",
    ".svelte-kit",
];

/// Makes sure that Node.js is there and that the page's packages are those of the lock file.
pub fn packages(machine: &Machine) -> Result<Note, Trouble> {
    node()?;
    let ui = machine.ui();
    let lock = changed(&ui.join("package-lock.json"));
    let installed = changed(&ui.join("node_modules/.package-lock.json"));
    if lock.is_none() {
        return Err(Trouble::new(format!(
            "there is no package-lock.json in {}",
            ui.display()
        )));
    }
    if installed >= lock {
        say("   The page's packages are those of the lock file.");
        return Ok("up to date".to_owned());
    }
    machine
        .npm()
        .args(["ci", "--no-audit", "--no-fund"])
        .run()?;
    Ok("installed".to_owned())
}

/// Builds the page, unless what is built is newer than everything it is built from.
pub fn build(machine: &Machine) -> Result<Note, Trouble> {
    build_into(machine, "dist", "build")
}

/// The same for the page with a desk in memory, which opens in a browser.
pub fn build_fake(machine: &Machine) -> Result<Note, Trouble> {
    build_into(machine, "dist-fake", "build:fake")
}

fn build_into(machine: &Machine, folder: &str, script: &str) -> Result<Note, Trouble> {
    let ui = machine.ui();
    if changed(&ui.join(folder).join("index.html")) > newest(&ui) {
        say("   The built page is newer than its sources.");
        return Ok("up to date".to_owned());
    }
    machine.npm().args(["run", script]).run()?;
    Ok("built".to_owned())
}

fn node() -> Result<(), Trouble> {
    let wish = format!(
        "please install Node.js {NODE_MAJOR_MIN} or newer, with npm, from https://nodejs.org"
    );
    let Some(version) = Tool::new("node").arg("--version").ask() else {
        return Err(Trouble::new(format!("there is no Node.js here: {wish}")));
    };
    if major(&version).is_none_or(|major| major < NODE_MAJOR_MIN) {
        return Err(Trouble::new(format!(
            "Node.js {version} is too old: {wish}"
        )));
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let Some(npm_version) = Tool::new(npm).arg("--version").ask() else {
        return Err(Trouble::new(format!(
            "Node.js is here, but npm is not: {wish}"
        )));
    };
    say(&format!("   Node.js {version}, npm {npm_version}."));
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|about| about.modified()).ok()
}

/// The youngest of what the page is built from.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?;
    entries
        .filter_map(Result::ok)
        .filter(|entry| !MADE.iter().any(|made| entry.file_name() == *made))
        .filter_map(|entry| {
            if entry.path().is_dir() {
                newest(&entry.path())
            } else {
                changed(&entry.path())
            }
        })
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_node() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20"), None);
        assert_eq!(major("vfoo"), None);
    }
}
