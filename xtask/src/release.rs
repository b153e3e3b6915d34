//! `release`: the steps of a release that are more than a line of a workflow, so that they can be tested.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use serde_json::{Map, Value, json};

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
    /// Copy what `bundle` has made, under names that say version and machine
    Gather {
        #[arg(long)]
        out: PathBuf,
    },
    /// Write latest.json, in which installed Paylinks look for updates; nothing is written if nothing is signed
    Manifest {
        #[arg(long)]
        assets: PathBuf,
        #[arg(long)]
        notes: PathBuf,
        #[arg(long)]
        tag: String,
        /// Where assets of releases are, without the tag
        #[arg(long)]
        downloads: String,
    },
}

/// The version of all crates of the project.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Ends of what people install.
const HANDED_OUT: [&str; 7] = [
    ".deb",
    ".rpm",
    ".AppImage",
    ".dmg",
    ".app.tar.gz",
    ".exe",
    ".msi",
];

/// Which ends are updates of which machine, as the updater calls it. Packages of Linux are updated by their own manager.
const UPDATES: [(&str, &str); 5] = [
    ("_amd64.AppImage", "linux-x86_64"),
    ("_aarch64.app.tar.gz", "darwin-aarch64"),
    ("_x64.app.tar.gz", "darwin-x86_64"),
    ("_x64-setup.exe", "windows-x86_64-nsis"),
    ("_x64_en-US.msi", "windows-x86_64-msi"),
];

pub fn release(machine: &Machine, step: &Step) -> ExitCode {
    let mut report = Report::start("release");
    match step {
        Step::Notes { tag, out } => report.stage("Version and notes", || {
            let changelog = read(&machine.root.join("CHANGELOG.md"))?;
            write(out, &notes(&changelog, version_of(tag)?)?)
        }),
        Step::Gather { out } => report.stage("Assets", || {
            gather(&machine.root.join("target/dist/bundle"), out)
        }),
        Step::Manifest {
            assets,
            notes,
            tag,
            downloads,
        } => report.stage("latest.json", || {
            version_of(tag)?;
            let platforms = platforms(assets, &format!("{downloads}/{tag}"))?;
            if platforms.is_empty() {
                return Ok("nothing is signed, so there are no updates".to_owned());
            }
            let manifest =
                json!({ "version": VERSION, "notes": read(notes)?, "platforms": platforms });
            write(&assets.join("latest.json"), &manifest.to_string())
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
    fs::create_dir_all(out).map_err(|error| unable(out, &error))?;
    let mut names = Vec::new();
    for file in entries(bundles)?.iter().filter(|path| path.is_dir()) {
        for file in entries(file)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let what = name.strip_suffix(".sig").unwrap_or(&name);
            if !file.is_file() || !HANDED_OUT.iter().any(|end| what.ends_with(end)) {
                continue;
            }
            let name = with_version(&name, std::env::consts::ARCH);
            fs::copy(&file, out.join(&name)).map_err(|error| unable(&file, &error))?;
            names.push(name);
        }
    }
    if names.is_empty() {
        return Err(Trouble::new(
            "nothing was made: run `cargo xtask bundle` first",
        ));
    }
    Ok(names.join(", "))
}

/// The archive of a macOS app is called after the app alone.
fn with_version(name: &str, machine: &str) -> String {
    let machine = if machine == "x86_64" { "x64" } else { machine };
    match name.strip_prefix("Paylink.app.") {
        Some(end) => format!("Paylink_{VERSION}_{machine}.app.{end}"),
        None => name.to_owned(),
    }
}

fn platforms(assets: &Path, downloads: &str) -> Result<Map<String, Value>, Trouble> {
    let mut platforms = Map::new();
    for file in entries(assets)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let Some(what) = name.strip_suffix(".sig") else {
            continue;
        };
        for (end, platform) in UPDATES {
            if what.ends_with(end) {
                let update = json!({
                    "url": format!("{downloads}/{what}"),
                    "signature": read(&file)?.trim(),
                });
                platforms.insert(platform.to_owned(), update);
            }
        }
    }
    Ok(platforms)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let entries = fs::read_dir(folder).map_err(|error| unable(folder, &error))?;
    let mut found: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    found.sort();
    Ok(found)
}

fn read(file: &Path) -> Result<String, Trouble> {
    fs::read_to_string(file).map_err(|error| unable(file, &error))
}

fn write(file: &Path, text: &str) -> Result<Note, Trouble> {
    fs::write(file, text).map_err(|error| unable(file, &error))?;
    Ok(file.display().to_string())
}

fn unable(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::new(format!("{}: {error}", path.display()))
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
        let configuration: Value = serde_json::from_str(configuration).unwrap();

        assert_eq!(configuration["version"], VERSION);
    }

    #[test]
    fn the_archive_for_macos_says_its_version_and_machine() {
        assert_eq!(
            with_version("Paylink.app.tar.gz.sig", "x86_64"),
            format!("Paylink_{VERSION}_x64.app.tar.gz.sig")
        );
        assert_eq!(with_version("Paylink_1.deb", "x86_64"), "Paylink_1.deb");
    }

    #[test]
    fn updates_are_what_is_signed_and_has_no_other_manager() {
        let folder = std::env::temp_dir().join(format!("paylink-assets-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for name in [
            "Paylink_1.2.0_amd64.AppImage",
            "Paylink_1.2.0_amd64.AppImage.sig",
            "Paylink_1.2.0_amd64.deb.sig",
            "Paylink_1.2.0_x64-setup.exe",
        ] {
            fs::write(folder.join(name), "signed\n").unwrap();
        }

        let platforms = platforms(&folder, "https://example.com/v1.2.0");

        fs::remove_dir_all(&folder).unwrap();
        let expected = json!({ "linux-x86_64": {
            "url": "https://example.com/v1.2.0/Paylink_1.2.0_amd64.AppImage",
            "signature": "signed",
        } });
        assert_eq!(Value::Object(platforms.unwrap()), expected);
    }
}
