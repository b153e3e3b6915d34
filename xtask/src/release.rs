//! `release`: the steps of a release that are more than a line of a workflow, so that they can be tested.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use serde_json::{Map, Value, json};

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
    /// Say to every Paylink out there what is newest, if it was signed
    Manifest {
        /// The folder with what was gathered
        #[arg(long)]
        assets: PathBuf,
        /// What is new, as `notes` wrote it
        #[arg(long)]
        notes: PathBuf,
        /// Such as owner/name
        #[arg(long)]
        repository: String,
    },
}

/// The version of all crates of the project.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Ends of what people install.
const HANDED_OUT: [&str; 6] = [".deb", ".rpm", ".AppImage", ".dmg", ".exe", ".msi"];

/// What Paylink installs itself: how its file ends, and by which name Tauri's updater asks for it. Packages are left to
/// the package manager.
const UPDATES: [(&str, &str); 5] = [
    ("_amd64.AppImage", "linux-x86_64-appimage"),
    ("_x64-setup.exe", "windows-x86_64-nsis"),
    ("_x64_en-US.msi", "windows-x86_64-msi"),
    ("_aarch64.app.tar.gz", "darwin-aarch64-app"),
    ("_x86_64.app.tar.gz", "darwin-x86_64-app"),
];

/// How a signature's file ends, after the name of what it is for.
const SIGNATURE: &str = ".sig";

/// Both systems of macOS give it the same name.
const APP_OF_MACOS: &str = ".app.tar.gz";

/// What is said about the newest release.
const MANIFEST: &str = "latest.json";

/// Where every Paylink of a release asks. GitHub leads from there to the newest that is published, and to no draft.
pub fn endpoint(repository: &str) -> String {
    format!("https://github.com/{repository}/releases/latest/download/{MANIFEST}")
}

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
        Step::Manifest {
            assets,
            notes,
            repository,
        } => report.stage("What is newest", || {
            match manifest(assets, &file::read(notes)?, repository)? {
                Some(manifest) => {
                    let out = assets.join(MANIFEST);
                    file::write(&out, &format!("{manifest:#}\n"))?;
                    Ok(out.display().to_string())
                }
                None => Ok("nothing was signed, so no Paylink hears of this release".to_owned()),
            }
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
            if !bundle.is_file() {
                continue;
            }
            if let Some(name) = handed_out_as(&name) {
                file::copy(&bundle, &out.join(&name))?;
                names.push(name);
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

/// Under which name a file is handed out; absent if it is not.
fn handed_out_as(name: &str) -> Option<String> {
    let what = name.strip_suffix(SIGNATURE).unwrap_or(name);
    if what.ends_with(APP_OF_MACOS) {
        let arch = std::env::consts::ARCH;
        let signature = &name[what.len()..];
        return Some(format!("Paylink_{VERSION}_{arch}{APP_OF_MACOS}{signature}"));
    }
    let is_signature = what != name;
    let wanted = if is_signature {
        UPDATES.iter().any(|(end, _)| what.ends_with(end))
    } else {
        HANDED_OUT.iter().any(|end| what.ends_with(end))
    };
    wanted.then(|| name.to_owned())
}

/// What every Paylink is told, from the signatures among the assets; nothing if there are none. A release of which only
/// some systems are signed would leave the others behind without a word.
fn manifest(assets: &Path, notes: &str, repository: &str) -> Result<Option<Value>, Trouble> {
    let mut platforms = Map::new();
    let mut missing = Vec::new();
    for (end, target) in UPDATES {
        match signed(assets, end)? {
            Some((name, signature)) => {
                let url =
                    format!("https://github.com/{repository}/releases/download/v{VERSION}/{name}");
                let platform = json!({ "url": url, "signature": signature });
                platforms.insert(target.to_owned(), platform);
            }
            None => missing.push(target),
        }
    }
    if platforms.is_empty() {
        return Ok(None);
    }
    if !missing.is_empty() {
        return Err(Trouble::new(format!(
            "some are signed, but not for {}",
            missing.join(", ")
        )));
    }
    Ok(Some(json!({
        "version": VERSION,
        "notes": notes.trim(),
        "platforms": platforms,
    })))
}

/// The file with this end that comes with a signature, and that signature.
fn signed(assets: &Path, end: &str) -> Result<Option<(String, String)>, Trouble> {
    for asset in file::entries(assets)? {
        let name = asset.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(end) {
            let signature = assets.join(format!("{name}{SIGNATURE}"));
            if signature.exists() {
                let signature = file::read(&signature)?.trim().to_owned();
                return Ok(Some((name.into_owned(), signature)));
            }
        }
    }
    Ok(None)
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
    fn what_is_handed_out_has_a_name_of_its_own_and_only_updates_bring_their_signatures() {
        let arch = std::env::consts::ARCH;
        for (name, expected) in [
            ("Paylink_1.2.0_amd64.deb", Some("Paylink_1.2.0_amd64.deb")),
            ("Paylink_1.2.0_amd64.deb.sig", None),
            ("Paylink-1.2.0-1.x86_64.rpm.sig", None),
            (
                "Paylink_1.2.0_amd64.AppImage.sig",
                Some("Paylink_1.2.0_amd64.AppImage.sig"),
            ),
            (
                "Paylink_1.2.0_x64-setup.exe.sig",
                Some("Paylink_1.2.0_x64-setup.exe.sig"),
            ),
            ("Paylink.app.tar.gz", Some("app")),
            ("Paylink.app.tar.gz.sig", Some("app")),
            ("control.tar.gz", None),
            ("notes.sig", None),
        ] {
            let ours = format!("Paylink_{VERSION}_{arch}.app.tar.gz");
            let expected = match expected {
                Some("app") if name.ends_with(".sig") => Some(format!("{ours}.sig")),
                Some("app") => Some(ours),
                other => other.map(str::to_owned),
            };
            assert_eq!(handed_out_as(name), expected, "{name}");
        }
    }

    #[test]
    fn every_system_is_told_where_its_file_is_and_how_it_is_signed() {
        let folder = tempfile::tempdir().unwrap();
        assert!(
            manifest(folder.path(), "- New.", "owner/name")
                .unwrap()
                .is_none()
        );
        for (end, _) in UPDATES {
            let name = format!("Paylink_{VERSION}{end}");
            file::write(&folder.path().join(&name), "a bundle").unwrap();
            let signature = folder.path().join(format!("{name}.sig"));
            file::write(&signature, &format!("signature of {name}\n")).unwrap();
        }

        let told = manifest(folder.path(), "- New.\n", "owner/name").unwrap();

        let told = told.unwrap();
        assert_eq!(
            (&told["version"], &told["notes"]),
            (&json!(VERSION), &json!("- New."))
        );
        assert_eq!(told["platforms"].as_object().unwrap().len(), UPDATES.len());
        let linux = &told["platforms"]["linux-x86_64-appimage"];
        let name = format!("Paylink_{VERSION}_amd64.AppImage");
        assert_eq!(linux["signature"], format!("signature of {name}"));
        assert_eq!(
            linux["url"],
            format!("https://github.com/owner/name/releases/download/v{VERSION}/{name}")
        );
    }

    #[test]
    fn a_release_that_would_leave_a_system_behind_is_not_told() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "Paylink_1.2.0_amd64.AppImage",
            "Paylink_1.2.0_amd64.AppImage.sig",
        ] {
            file::write(&folder.path().join(name), "bytes").unwrap();
        }

        let told = manifest(folder.path(), "- New.", "owner/name");

        assert!(
            told.unwrap_err()
                .to_string()
                .contains("windows-x86_64-nsis")
        );
    }
}
