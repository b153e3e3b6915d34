//! `bundle`: what people install, made for the system this runs on, and with `--try` installed on a clean one.
//!
//! Tauri's own tool makes the bundles. This brings the notices along, says what they are signed with if the environment
//! does, and holds the size.

mod trial;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use crate::compile;
use crate::file;
use crate::inventory;
use crate::machine::Machine;
use crate::notices;
use crate::packages::{self, Need};
use crate::page;
use crate::program;
use crate::release;
use crate::report::{Note, Report, Trouble, say};
use crate::tool::Tool;

#[derive(Args)]
pub struct Arguments {
    /// What to make, as Tauri names it; what this system can make without a network if left out
    #[arg(long, value_delimiter = ',')]
    kinds: Vec<String>,
    /// Install the .deb on a clean Debian, do the main job there, and remove it again; needs the administrator. With a
    /// file, that one is tried and nothing is made
    #[arg(long = "try", value_name = "DEB", num_args = 0..=1, require_equals = true)]
    try_it: Option<Option<PathBuf>>,
}

/// No .deb may be larger.
const DEB_BYTES_MAX: u64 = 8_000_000;

/// The environment names the certificate, in the user's own store, that Windows programs are signed with.
const WINDOWS_THUMBPRINT: &str = "PAYLINK_WINDOWS_THUMBPRINT";

/// The environment names the public half of the key that updates are signed with, as Tauri's signer writes it.
const UPDATE_KEY: &str = "PAYLINK_UPDATE_KEY";

/// The secret half. Tauri's own tool reads it.
const UPDATE_SECRET: &str = "TAURI_SIGNING_PRIVATE_KEY";

/// Where the project is published, such as `owner/name`. GitHub says it to every workflow.
const REPOSITORY: &str = "GITHUB_REPOSITORY";

/// What Tauri signs with: programs on macOS, and updates everywhere.
const SIGNING: [&str; 8] = [
    "APPLE_CERTIFICATE",
    "APPLE_CERTIFICATE_PASSWORD",
    "APPLE_SIGNING_IDENTITY",
    "APPLE_ID",
    "APPLE_PASSWORD",
    "APPLE_TEAM_ID",
    UPDATE_SECRET,
    "TAURI_SIGNING_PRIVATE_KEY_PASSWORD",
];

/// The profile in the project's Cargo.toml, and so the folder below `target`.
pub const PROFILE: &str = "dist";

pub fn bundle(machine: &Machine, arguments: &Arguments) -> ExitCode {
    let mut report = Report::start("bundle");
    if let Some(Some(deb)) = &arguments.try_it {
        try_it(machine, &mut report, deb);
        return report.finish();
    }
    let notices = machine.root.join("target/bundle/NOTICES.txt");
    let ready = report.stage("System packages", || {
        packages::ensure(machine, &[Need::Build])
    }) && report.stage("Packages of the page", || page::packages(machine))
        && report.stage("The page", || page::build(machine))
        && report.stage("Notices of the libraries", || {
            notices::write(machine, &notices)
        })
        && report.stage("Inventory of the libraries", || {
            inventory::write(machine, &inventory::place(machine))
        })
        && report.stage("Bundles", || make(machine, arguments, &notices))
        && report.stage("What is in the program", || program::check(&made(machine)));
    if ready && arguments.try_it.is_some() {
        match made_deb(machine) {
            Some(deb) => try_it(machine, &mut report, &deb),
            None => report.skip("A clean Debian", "there is no .deb to try"),
        }
    }
    report.finish()
}

fn make(machine: &Machine, arguments: &Arguments, notices: &Path) -> Result<Note, Trouble> {
    let configuration = machine.root.join("target/bundle/tauri.conf.json");
    let signing = Signing {
        thumbprint: from_the_environment(WINDOWS_THUMBPRINT),
        updates: updates(
            from_the_environment(UPDATE_KEY),
            from_the_environment(UPDATE_SECRET).is_some(),
            from_the_environment(REPOSITORY),
        )?,
    };
    let text = configuration_beside(notices, &signing);
    file::write(&configuration, &text.to_string())?;
    let folder = machine.root.join("target").join(PROFILE).join("bundle");
    // What an earlier version left there is not handed out as this one.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| file::unable(&folder, &error))?;
    }
    let kinds = if arguments.kinds.is_empty() {
        kinds_here().to_owned()
    } else {
        arguments.kinds.join(",")
    };
    let tauri = machine.ui().join("node_modules/@tauri-apps/cli/tauri.js");
    Tool::new("node")
        .within(&machine.root)
        .arg(tauri)
        .args(["build", "--ci", "--bundles", &kinds, "--config"])
        .arg(&configuration)
        .args(["--", "--profile", PROFILE])
        .without_empty(&SIGNING)
        .run()?;
    if let Some(deb) = made_deb(machine) {
        pack_tightly(&deb)?;
    }
    sizes(machine, &folder)
}

/// Tauri packs a .deb with gzip. Every Debian and Ubuntu opens xz as well, and it takes three quarters of the room.
fn pack_tightly(deb: &Path) -> Result<(), Trouble> {
    let unpacked = deb.with_extension("unpacked");
    let tool = || Tool::new("dpkg-deb");
    tool()
        .arg("--raw-extract")
        .arg(deb)
        .arg(&unpacked)
        .run_quietly()?;
    tool()
        .args(["-Zxz", "--root-owner-group", "--build"])
        .arg(&unpacked)
        .arg(deb)
        .run_quietly()?;
    fs::remove_dir_all(&unpacked).map_err(|error| file::unable(&unpacked, &error))
}

/// What needs neither a network nor another system.
fn kinds_here() -> &'static str {
    if cfg!(target_os = "windows") {
        "nsis"
    } else if cfg!(target_os = "macos") {
        "app,dmg"
    } else {
        "deb,rpm"
    }
}

/// What the environment says about signing.
#[derive(Default)]
struct Signing {
    thumbprint: Option<String>,
    updates: Option<Updates>,
}

/// Where this Paylink looks for newer ones, and by which key it knows them.
struct Updates {
    public_key: String,
    repository: String,
}

/// Updates need both halves of the key and a place; without any of them Paylink does not look for updates, and says so.
fn updates(
    public_key: Option<String>,
    has_secret: bool,
    repository: Option<String>,
) -> Result<Option<Updates>, Trouble> {
    match (public_key, has_secret, repository) {
        (Some(public_key), true, Some(repository)) => Ok(Some(Updates {
            public_key,
            repository,
        })),
        (None, false, _) => Ok(None),
        (None, true, _) => Err(half_a_key(UPDATE_KEY, UPDATE_SECRET)),
        (Some(_), false, _) => Err(half_a_key(UPDATE_SECRET, UPDATE_KEY)),
        (Some(_), true, None) => Err(half_a_key(REPOSITORY, UPDATE_KEY)),
    }
}

fn half_a_key(missing: &str, there: &str) -> Trouble {
    Trouble::new(format!(
        "{there} is set, but {missing} is not: nobody could install these updates"
    ))
}

/// What is said to Tauri besides the project's own configuration.
fn configuration_beside(notices: &Path, signing: &Signing) -> Value {
    let licence = json!({ "/usr/share/doc/paylink/copyright": "../LICENSE" });
    let mut bundle = json!({
        "linux": { "deb": { "files": licence }, "rpm": { "files": licence, "compression": { "type": "xz", "level": 6 } } },
        "resources": { notices.display().to_string(): "NOTICES.txt" },
    });
    if let Some(thumbprint) = &signing.thumbprint {
        bundle["windows"] = json!({
            "certificateThumbprint": thumbprint,
            "digestAlgorithm": "sha256",
            "timestampUrl": "http://timestamp.digicert.com",
        });
    }
    // The page is built already, and the address of a server for development goes to nobody.
    let mut configuration = json!({ "build": { "beforeBuildCommand": null, "devUrl": null } });
    if let Some(updates) = &signing.updates {
        bundle["createUpdaterArtifacts"] = json!(true);
        configuration["plugins"]["updater"] = json!({
            "pubkey": updates.public_key,
            "endpoints": [release::endpoint(&updates.repository)],
        });
    }
    configuration["bundle"] = bundle;
    configuration
}

fn from_the_environment(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?.into_string().ok()?;
    (!value.trim().is_empty()).then(|| value.trim().to_owned())
}

fn sizes(machine: &Machine, folder: &Path) -> Result<Note, Trouble> {
    let mut found = vec![made(machine)];
    for kind in folders(folder) {
        found.extend(files(&kind));
    }
    let mut notes = Vec::new();
    for file in found {
        let Ok(about) = fs::metadata(&file) else {
            continue;
        };
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let size = format!("{name} {:.1} MB", about.len() as f64 / 1e6);
        say(&format!("   {size}"));
        if name.ends_with(".deb") && about.len() > DEB_BYTES_MAX {
            return Err(Trouble::new(format!(
                "{size}: it may have {:.1} MB",
                DEB_BYTES_MAX as f64 / 1e6
            )));
        }
        notes.push(size);
    }
    Ok(notes.join(", "))
}

/// The program as it is in the bundles.
fn made(machine: &Machine) -> PathBuf {
    let name = format!("paylink{}", std::env::consts::EXE_SUFFIX);
    machine.root.join("target").join(PROFILE).join(name)
}

pub fn made_deb(machine: &Machine) -> Option<PathBuf> {
    folders(&machine.root.join("target").join(PROFILE).join("bundle"))
        .iter()
        .flat_map(|folder| files(folder))
        .find(|file| file.extension().is_some_and(|end| end == "deb"))
}

fn try_it(machine: &Machine, report: &mut Report, deb: &Path) {
    let ready = report.stage("What the trial needs", || {
        packages::ensure(machine, &[Need::Window, Need::Trial])
    }) && report.stage("Who plays the user", || {
        compile::programs(machine, &["play"])
    });
    if ready {
        trial::trial(machine, report, deb);
    }
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder, Path::is_dir)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    entries(folder, Path::is_file)
}

fn entries(folder: &Path, wanted: fn(&Path) -> bool) -> Vec<PathBuf> {
    let found = file::entries(folder).unwrap_or_default();
    found.into_iter().filter(|path| wanted(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundle_brings_the_licence_and_the_notices() {
        let configuration = configuration_beside(Path::new("/notices"), &Signing::default());

        let bundle = &configuration["bundle"];
        for kind in ["deb", "rpm"] {
            let files = &bundle["linux"][kind]["files"];
            assert_eq!(files["/usr/share/doc/paylink/copyright"], "../LICENSE");
        }
        assert_eq!(bundle["resources"]["/notices"], "NOTICES.txt");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_package_that_is_packed_more_tightly_holds_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let deb = folder.path().join("Paylink.deb");
        let tree = folder.path().join("tree");
        let control = "Package: paylink\nVersion: 1\nArchitecture: all\nMaintainer: Paylink\nDescription: links\n";
        file::write(&tree.join("DEBIAN/control"), control).unwrap();
        file::write(
            &tree.join("usr/bin/paylink"),
            &"the same again and again\n".repeat(999),
        )
        .unwrap();
        let build = Tool::new("dpkg-deb").args(["-Zgzip", "--root-owner-group", "--build"]);
        build.arg(&tree).arg(&deb).run_quietly().unwrap();
        let ask = |words: &[&str]| {
            let words = words.iter().copied();
            Tool::new("dpkg-deb").args(words).arg(&deb).ask().unwrap()
        };
        let before = (ask(&["--contents"]), ask(&["--field"]));

        pack_tightly(&deb).unwrap();

        assert_eq!((ask(&["--contents"]), ask(&["--field"])), before);
        let members = Tool::new("ar").arg("t").arg(&deb).ask().unwrap();
        assert!(members.contains("data.tar.xz"), "{members}");
        assert!(!deb.with_extension("unpacked").exists());
    }

    #[test]
    fn no_bundle_knows_of_a_server_for_development() {
        let configuration = configuration_beside(Path::new("/notices"), &Signing::default());

        let build = configuration["build"].as_object().unwrap();
        assert_eq!(build.get("devUrl"), Some(&Value::Null));
    }

    #[test]
    fn a_windows_program_is_signed_with_the_certificate_that_is_named() {
        let with = Signing {
            thumbprint: Some("AB12".to_owned()),
            ..Signing::default()
        };
        let signed = configuration_beside(Path::new("/notices"), &with);
        let unsigned = configuration_beside(Path::new("/notices"), &Signing::default());

        assert_eq!(signed["bundle"]["windows"]["certificateThumbprint"], "AB12");
        assert!(unsigned["bundle"].get("windows").is_none());
    }

    #[test]
    fn only_what_can_be_signed_is_told_where_to_look_for_updates() {
        let some = |text: &str| Some(text.to_owned());
        let updates = updates(some("the key"), true, some("owner/name")).unwrap();
        let released = Signing {
            updates,
            ..Signing::default()
        };

        let released = configuration_beside(Path::new("/notices"), &released);
        let by_hand = configuration_beside(Path::new("/notices"), &Signing::default());

        assert_eq!(released["bundle"]["createUpdaterArtifacts"], true);
        let told = &released["plugins"]["updater"];
        assert_eq!(told["pubkey"], "the key");
        assert_eq!(
            told["endpoints"],
            json!(["https://github.com/owner/name/releases/latest/download/latest.json"])
        );
        assert!(by_hand.get("plugins").is_none());
        assert!(by_hand["bundle"].get("createUpdaterArtifacts").is_none());
    }

    #[test]
    fn half_a_key_makes_no_release() {
        let some = |text: &str| Some(text.to_owned());

        assert!(updates(None, false, some("owner/name")).unwrap().is_none());
        assert!(updates(some("the key"), false, some("owner/name")).is_err());
        assert!(updates(None, true, some("owner/name")).is_err());
        assert!(updates(some("the key"), true, None).is_err());
    }
}
