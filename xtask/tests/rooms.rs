//! Who may know whom: the rooms of the house and the edges between them, held over `cargo metadata`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What one room may and may not use.
struct Room {
    name: &'static str,
    /// Rooms of this house that it may be built on.
    may_use: &'static [&'static str],
    /// Rooms of this house that its tests may use besides.
    may_test_with: &'static [&'static str],
    /// Beginnings of crate names that it must never know, not even in its tests.
    never: &'static [&'static str],
}

const ROOMS: [Room; 10] = [
    // Knows neither side, so that the two cannot agree on a mistake.
    Room {
        name: "contract",
        may_use: &[],
        may_test_with: &[],
        never: &[
            "tauri", "keyring", "reqwest", "axum", "payroc", "practice", "paylink",
        ],
    },
    Room {
        name: "payroc",
        may_use: &[],
        may_test_with: &["contract", "practice-gateway"],
        never: &["tauri", "keyring", "rusqlite", "specta", "dirs"],
    },
    // A misspelt field must not agree with itself: the gateway is written from the contract, not from the client.
    Room {
        name: "practice-gateway",
        may_use: &[],
        may_test_with: &["contract"],
        never: &["tauri", "keyring", "payroc", "paylink"],
    },
    Room {
        name: "paylink-core",
        may_use: &["payroc"],
        may_test_with: &["contract", "practice-gateway", "paylink-core"],
        never: &["tauri", "keyring", "reqwest"],
    },
    Room {
        name: "paylink",
        may_use: &["payroc", "paylink-core", "practice-gateway"],
        may_test_with: &[],
        never: &["rusqlite"],
    },
    // Journeys know the app only by its window, and the gateway as the other side.
    Room {
        name: "journeys",
        may_use: &["practice-gateway"],
        may_test_with: &["contract"],
        never: &["tauri", "keyring"],
    },
    // Measures the client and the desk from outside, without the window.
    Room {
        name: "benches",
        may_use: &["payroc", "paylink-core", "practice-gateway"],
        may_test_with: &[],
        never: &["tauri", "keyring", "rusqlite"],
    },
    // What every window costs: nothing of ours is in it.
    Room {
        name: "bare",
        may_use: &[],
        may_test_with: &[],
        never: &["payroc", "paylink", "practice", "tokio"],
    },
    // Runs the app without its window, and reads its file to judge it.
    Room {
        name: "crash",
        may_use: &["payroc", "paylink-core", "practice-gateway"],
        may_test_with: &[],
        never: &["tauri", "keyring"],
    },
    Room {
        name: "xtask",
        may_use: &[],
        may_test_with: &[],
        never: &["tauri", "tokio", "reqwest"],
    },
];

/// Words that the middle of the house must not contain: time and environment reach it from outside.
const MIDDLE_NEVER_SAYS: [&str; 4] = ["SystemTime::now", "Instant::now", "std::env", "env::var"];

#[test]
fn every_room_has_its_rule() {
    let rooms: BTreeSet<&str> = ROOMS.iter().map(|room| room.name).collect();

    let members: Vec<String> = packages().iter().map(name).collect();

    let without_rule: Vec<_> = members
        .iter()
        .filter(|member| !rooms.contains(member.as_str()))
        .collect();
    assert!(
        without_rule.is_empty(),
        "say in xtask/tests/rooms.rs who may know whom for {without_rule:?}"
    );
}

#[test]
fn no_room_knows_what_it_must_not() {
    let packages = packages();
    let house: BTreeSet<String> = packages.iter().map(name).collect();

    let mut broken = Vec::new();
    for room in ROOMS {
        for package in packages.iter().filter(|package| name(package) == room.name) {
            for (dependency, for_tests) in dependencies(package) {
                let allowed = room.may_use.contains(&dependency.as_str())
                    || (for_tests && room.may_test_with.contains(&dependency.as_str()));
                let inside = house.contains(&dependency) && !allowed;
                let forbidden =
                    !allowed && room.never.iter().any(|never| dependency.starts_with(never));
                if inside || forbidden {
                    broken.push(format!("{} must not know {dependency}", room.name));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_middle_has_no_clock_and_no_environment_of_its_own() {
    let folder = root().join("crates/paylink-core/src");

    let mut broken = Vec::new();
    for file in rust_files(&folder) {
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for word in MIDDLE_NEVER_SAYS
                .iter()
                .filter(|word| code.contains(**word))
            {
                broken.push(format!("{}:{}: {word}", file.display(), number + 1));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the project")
        .to_owned()
}

fn packages() -> Vec<Value> {
    let output = Command::new("cargo")
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo can be started");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    metadata["packages"]
        .as_array()
        .expect("a list, as cargo documents it")
        .clone()
}

fn name(package: &Value) -> String {
    package["name"]
        .as_str()
        .expect("a name, as cargo documents it")
        .to_owned()
}

/// Direct dependencies, and whether each is there for tests only.
fn dependencies(package: &Value) -> Vec<(String, bool)> {
    let dependencies = package["dependencies"]
        .as_array()
        .expect("a list, as cargo documents it");
    dependencies
        .iter()
        .map(|dependency| (name(dependency), dependency["kind"] == "dev"))
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                rust_files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}
