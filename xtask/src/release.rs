//! `release`: the steps of a release that are more than a line of a workflow, so that they can be tested.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use crate::advisories;
use crate::file;
use crate::inventory;
use crate::machine::Machine;
use crate::report::{Note, Report, Trouble};

#[derive(Subcommand)]
pub enum Step {
    /// Hold the tag against the version, and write what is new from CHANGELOG.md
    Notes {
        /// Such as v1.2.0
        #[arg(long)]
        tag: String,
        #[arg(long)]
        out: PathBuf,
    },
    /// Renew the snapshot of known weaknesses from a clone of https://github.com/rustsec/advisory-db
    Advisories {
        #[arg(long)]
        from: PathBuf,
    },
    /// Copy what `bundle` has made into one folder
    Gather {
        #[arg(long)]
        out: PathBuf,
    },
}

/// The version of all crates of the project.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Ends of what people install.
const HANDED_OUT: [&str; 6] = [".deb", ".rpm", ".AppImage", ".dmg", ".exe", ".msi"];

pub fn release(machine: &Machine, step: &Step) -> ExitCode {
    let mut report = Report::start("release");
    match step {
        Step::Notes { tag, out } => report.stage("Version and notes", || {
            let changelog = file::read(&machine.root.join("CHANGELOG.md"))?;
            file::write(out, &notes(&changelog, version_of(tag)?)?)?;
            Ok(out.display().to_string())
        }),
        Step::Advisories { from } => {
            report.stage("Known weaknesses", || advisories::renew(machine, from))
        }
        Step::Gather { out } => report.stage("Assets", || {
            let names = gather(&machine.root.join("target/dist/bundle"), out)?;
            let inventory = inventory::place(machine);
            let name = inventory.file_name().unwrap_or_default();
            file::copy(&inventory, &out.join(name))?;
            Ok(format!("{names}, {}", name.to_string_lossy()))
        }),
    };
    report.finish()
}

fn version_of(tag: &str) -> Result<&str, Trouble> {
    match tag.strip_prefix('v') {
        Some(version) if version == VERSION => Ok(version),
        _ => Err(Trouble::new(format!(
            "the tag is {tag}, but this is version {VERSION}"
        ))),
    }
}

/// What CHANGELOG.md says below the heading of a version.
fn notes(changelog: &str, version: &str) -> Result<String, Trouble> {
    let heading = |line: &str| line.strip_prefix("## ").map(str::to_owned);
    let is_its = |line: &str| {
        heading(line).is_some_and(|title| title.split_whitespace().next() == Some(version))
    };
    let lines: Vec<_> = changelog
        .lines()
        .skip_while(|line| !is_its(line))
        .skip(1)
        .take_while(|line| heading(line).is_none())
        .collect();
    let notes = lines.join("\n").trim().to_owned();
    if notes.is_empty() {
        return Err(Trouble::new(format!(
            "CHANGELOG.md has nothing below a heading \"## {version}\": rename \"Unreleased\" first"
        )));
    }
    Ok(format!("{notes}\n"))
}

fn gather(bundles: &Path, out: &Path) -> Result<Note, Trouble> {
    fs::create_dir_all(out).map_err(|error| file::unable(out, &error))?;
    let mut names = Vec::new();
    for kind in file::entries(bundles)? {
        if !kind.is_dir() {
            continue;
        }
        for bundle in file::entries(&kind)? {
            let name = bundle.file_name().unwrap_or_default().to_string_lossy();
            if bundle.is_file() && HANDED_OUT.iter().any(|end| name.ends_with(end)) {
                file::copy(&bundle, &out.join(name.as_ref()))?;
                names.push(name.into_owned());
            }
        }
    }
    if names.is_empty() {
        return Err(Trouble::new(
            "nothing was made: run `cargo xtask bundle` first",
        ));
    }
    Ok(names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGELOG: &str = "# Changelog\n\n## Unreleased\n\n- Later.\n\n## 1.2.0 (2027-01-02)\n\n- New.\n- Better.\n\n## 1.1.0\n\n- Old.\n";

    #[test]
    fn notes_are_what_the_changelog_says_of_that_version() {
        assert_eq!(notes(CHANGELOG, "1.2.0").unwrap(), "- New.\n- Better.\n");
        assert_eq!(notes(CHANGELOG, "1.1.0").unwrap(), "- Old.\n");
        assert!(notes(CHANGELOG, "1.3.0").is_err());
    }

    #[test]
    fn a_tag_of_another_version_stops_the_release() {
        assert!(version_of(&format!("v{VERSION}")).is_ok());
        assert!(version_of(VERSION).is_err());
        assert!(version_of("v99.0.0").is_err());
    }

    #[test]
    fn tauri_says_the_version_that_the_crates_have() {
        let configuration = include_str!("../../src-tauri/tauri.conf.json");
        let configuration: serde_json::Value = serde_json::from_str(configuration).unwrap();

        assert_eq!(configuration["version"], VERSION);
    }
}
