//! What Paylink is made with: where it comes from, under which licences, and no version that is known to be unsafe.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use semver::{Version, VersionReq};
use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};

/// Licences that let Paylink be handed to anybody. The MPL asks for the source of its own files, which the notices name.
const LICENCES: [&str; 15] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    // The certificates of the authorities, as data.
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    // Given to the public.
    "Unlicense",
    "Zlib",
];

/// For packages of the page, whose tools are under some more; only what is bundled goes out, and the notices show it.
const LICENCES_OF_TOOLS: [&str; 4] = ["BlueOak-1.0.0", "CC-BY-3.0", "CC-BY-4.0", "Python-2.0"];

/// Packages of the page that do not say their licence where npm looks for it.
const TOLD_ELSEWHERE: [(&str, &str); 1] = [
    // As its LICENSE file says.
    ("node_modules/svelte-toolbelt", "MIT"),
];

/// What is known of weaknesses: `cargo xtask release advisories` renews it.
const ADVISORIES: &str = include_str!("advisories.tsv");

/// Weaknesses that are lived with: since when, and why. One that is not needed any more fails the test.
const LIVED_WITH: [(&[&str], &str, &str); 6] = [
    (
        &[
            "RUSTSEC-2024-0411",
            "RUSTSEC-2024-0412",
            "RUSTSEC-2024-0413",
            "RUSTSEC-2024-0414",
            "RUSTSEC-2024-0415",
            "RUSTSEC-2024-0416",
            "RUSTSEC-2024-0417",
            "RUSTSEC-2024-0418",
            "RUSTSEC-2024-0419",
            "RUSTSEC-2024-0420",
        ],
        "2026-11-26",
        "nobody maintains the bindings to GTK 3, which Tauri 2 stands on; no weakness in them is known",
    ),
    (
        &["RUSTSEC-2024-0429"],
        "2026-11-26",
        "an iterator of glib over variants of strings is unsound; neither Tauri nor we call it",
    ),
    (
        &["RUSTSEC-2024-0370"],
        "2026-11-26",
        "proc-macro-error is not maintained; it runs while Paylink is compiled, for the bindings to GTK 3, and is not in it",
    ),
    (
        &["RUSTSEC-2024-0436"],
        "2026-11-26",
        "paste is not maintained; it runs while Paylink is compiled and is not in it",
    ),
    (
        &["CVE-2026-95626"],
        "2026-11-26",
        "Tauri's nonces are worth nothing if scripts may come from data: or blob: addresses; in the content policy they may not",
    ),
    (
        &["CVE-2026-95625"],
        "2026-11-26",
        "an update's signature need not cover its version; ours must, and one that does not is thrown away, as a test shows",
    ),
];

/// The first version of each without a weakness that is known. Held besides the snapshot, whatever becomes of it.
const FLOORS: [(&str, [u64; 3], &str); 9] = [
    ("bytes", [1, 11, 1], "an overflow in `reserve`"),
    ("h2", [0, 4, 16], "floods of resets"),
    ("ring", [0, 17, 12], "a panic on overflow"),
    (
        "rustls-webpki",
        [0, 103, 13],
        "name constraints and revocation",
    ),
    (
        "tauri",
        [2, 11, 1],
        "CVE-2026-42184: foreign hosts taken for the app's own",
    ),
    (
        "tauri-plugin-opener",
        [2, 2, 1],
        "CVE-2025-31477: opened what it should not",
    ),
    (
        "tauri-plugin-updater",
        [2, 12, 0],
        "CVE-2026-95624: downgrades",
    ),
    ("time", [0, 3, 47], "stack exhaustion by a date"),
    ("tokio", [1, 44, 2], "RUSTSEC-2025-0023: broadcast channels"),
];

/// What must not come in, whoever asks for it, and why.
const NEVER: [(&str, &str); 8] = [
    (
        "aws-lc-sys",
        "ring does the cryptography; a second library would be a second risk",
    ),
    (
        "native-tls",
        "certificates are checked by rustls with the system's own verifier",
    ),
    (
        "openssl-sys",
        "certificates are checked by rustls with the system's own verifier",
    ),
    ("tauri-plugin-dialog", "it widens what the page may read"),
    ("tauri-plugin-fs", "files are written in Rust only"),
    (
        "tauri-plugin-http",
        "requests are sent by the client of the API only",
    ),
    ("tauri-plugin-log", "the page has no business in the log"),
    ("tauri-plugin-shell", "nothing is run for the page"),
];

/// Features that must not be on in the app.
const FEATURES_NEVER: [(&str, &str); 12] = [
    ("tauri", "devtools"),
    ("tauri", "isolation"),
    ("tauri", "macos-private-api"),
    ("tauri", "process-relaunch-dangerous-allow-symlink-macos"),
    ("tauri", "protocol-asset"),
    // Tauri's own tracing records every request of the page, whatever is in it.
    ("tauri", "tracing"),
    ("tauri", "unstable"),
    ("tauri", "webview-data-url"),
    ("tauri-runtime-wry", "devtools"),
    ("tauri-runtime-wry", "tracing"),
    ("wry", "devtools"),
    ("wry", "tracing"),
];

#[test]
fn every_crate_is_under_a_licence_that_lets_paylink_be_handed_on() {
    let allowed = licensees(&LICENCES);

    let mut broken = Vec::new();
    for package in packages(&metadata()) {
        let licence = package["license"].as_str().unwrap_or_default();
        let fits = Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|expression| {
            expression.evaluate(|wanted| allowed.iter().any(|have| have.satisfies(wanted)))
        });
        if !fits {
            broken.push(format!("{}: {licence}", name(&package)));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_package_of_the_page_is_under_a_licence_that_lets_paylink_be_handed_on() {
    let allowed = licensees(&[&LICENCES[..], &LICENCES_OF_TOOLS].concat());

    let mut broken = Vec::new();
    for (name, package) in packages_of_the_page() {
        let elsewhere = TOLD_ELSEWHERE
            .iter()
            .find_map(|(package, licence)| (*package == name).then_some(*licence));
        let licence = package["license"]
            .as_str()
            .or(elsewhere)
            .unwrap_or_default();
        let fits = Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|expression| {
            expression.evaluate(|wanted| allowed.iter().any(|have| have.satisfies(wanted)))
        });
        if !fits {
            broken.push(format!("{name}: {licence:?}"));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn everything_comes_from_the_two_registries_and_is_checked_against_its_hash() {
    let metadata = metadata();
    let sources: BTreeSet<_> = packages(&metadata)
        .iter()
        .filter_map(|package| package["source"].as_str().map(str::to_owned))
        .collect();
    let lock = read("Cargo.lock");

    assert_eq!(sources.len(), 1, "{sources:?}");
    assert!(sources.iter().all(|source| source.starts_with("registry+")));
    assert_eq!(
        lock.matches("\nsource = ").count(),
        lock.matches("\nchecksum = ").count()
    );
    for (name, package) in packages_of_the_page() {
        assert!(package["integrity"].is_string(), "{name} has no hash");
        assert!(package["link"].is_null(), "{name} is a link");
    }
}

#[test]
fn nothing_is_older_than_its_first_safe_version() {
    let metadata = metadata();

    let mut broken = Vec::new();
    for package in packages(&metadata) {
        for (floor, least, why) in FLOORS {
            let version = package["version"].as_str().unwrap_or_default();
            if name(&package) == floor && numbers(version) < least {
                broken.push(format!("{floor} {version}: {why}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn nothing_has_a_known_weakness_but_what_is_lived_with() {
    let metadata = metadata();
    let mut locked: Vec<(&str, String, String)> = Vec::new();
    for package in packages(&metadata) {
        let version = package["version"].as_str().unwrap_or_default().to_owned();
        locked.push(("crates.io", name(&package), version));
    }
    for (place, package) in packages_of_the_page() {
        let name = place.rsplit("node_modules/").next().unwrap_or_default();
        let version = package["version"].as_str().unwrap_or_default();
        locked.push(("npm", name.to_owned(), version.to_owned()));
    }

    let (mut open, mut lived_with) = (Vec::new(), BTreeSet::new());
    for (registry, package, version) in &locked {
        for (id, safe) in advisories_about(registry, package) {
            if is_safe(version, safe) {
                continue;
            }
            if LIVED_WITH.iter().any(|(ids, _, _)| ids.contains(&id)) {
                lived_with.insert(id);
            } else {
                open.push(format!("{package} {version}: {id}, safe is {safe:?}"));
            }
        }
    }

    assert!(open.is_empty(), "{open:#?}");
    let dated: BTreeSet<&str> = LIVED_WITH
        .iter()
        .flat_map(|(ids, _, _)| *ids)
        .copied()
        .collect();
    assert_eq!(lived_with, dated, "what is lived with is not what is there");
    assert!(
        LIVED_WITH
            .iter()
            .all(|(_, since, why)| since.len() == 10 && why.len() > 40)
    );
}

#[test]
fn the_snapshot_of_weaknesses_finds_what_it_knows() {
    let found = |registry: &str, package: &str, version: &str| -> Vec<&str> {
        advisories_about(registry, package)
            .filter(|(_, safe)| !is_safe(version, safe))
            .map(|(id, _)| id)
            .collect()
    };

    assert_eq!(
        found("crates.io", "tauri", "2.11.0"),
        ["CVE-2026-42184", "CVE-2026-95626"]
    );
    assert_eq!(found("crates.io", "bytes", "1.11.0"), ["RUSTSEC-2026-0007"]);
    assert!(found("crates.io", "bytes", "1.11.1").is_empty());
    assert_eq!(found("crates.io", "tokio", "1.43.0"), ["RUSTSEC-2025-0023"]);
    assert!(found("npm", "svelte", "5.53.4").contains(&"GHSA-phwv-c562-gvmh"));
    assert!(ADVISORIES.lines().count() > 1_200);
    // A line that cannot be read would let everything through, or nothing.
    for line in ADVISORIES.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 4, "{line}");
        let requirements = cells[3].split(" || ").filter(|one| !one.is_empty());
        for one in requirements {
            assert!(VersionReq::parse(one).is_ok(), "{line}");
        }
    }
}

#[test]
fn what_must_not_come_in_has_not() {
    let metadata = metadata();
    let present: BTreeSet<_> = packages(&metadata).iter().map(name).collect();

    let broken: Vec<_> = NEVER
        .iter()
        .filter(|(never, _)| present.contains(*never))
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_app_has_no_tools_for_looking_into_its_page() {
    let metadata = metadata();
    let features: BTreeMap<String, Vec<Value>> = nodes(&metadata);

    for (package, never) in FEATURES_NEVER {
        let on = features
            .iter()
            .filter(|(id, _)| id.contains(&format!("#{package}@")))
            .any(|(_, features)| features.iter().any(|feature| feature == never));
        assert!(!on, "{package} must not have {never}");
    }
}

/// Each advisory about a package, with the versions that are safe from it.
fn advisories_about<'a>(
    registry: &'a str,
    package: &'a str,
) -> impl Iterator<Item = (&'static str, &'static str)> + 'a {
    ADVISORIES.lines().filter_map(move |line| {
        let mut cells = line.split('\t');
        let about = (cells.next()?, cells.next()?);
        (about == (registry, package)).then_some((cells.next()?, cells.next()?))
    })
}

fn is_safe(version: &str, safe: &str) -> bool {
    let version = Version::parse(version).expect("a version as both registries write it");
    let mut requirements = safe.split(" || ").filter(|one| !one.is_empty());
    requirements.any(|one| VersionReq::parse(one).is_ok_and(|one| one.matches(&version)))
}

fn licensees(names: &[&str]) -> Vec<Licensee> {
    names
        .iter()
        .map(|name| Licensee::parse(name).expect("a licence that SPDX knows"))
        .collect()
}

/// A version as numbers; what follows a hyphen counts for nothing.
fn numbers(version: &str) -> [u64; 3] {
    let version = version.split(['-', '+']).next().unwrap_or_default();
    let mut numbers = version
        .split('.')
        .map(|number| number.parse().unwrap_or_default());
    [0; 3].map(|_: u64| numbers.next().unwrap_or_default())
}

fn packages_of_the_page() -> Vec<(String, Value)> {
    let lock = read("ui/package-lock.json");
    let lock: Value = serde_json::from_str(&lock).expect("a file of JSON");
    let packages = lock["packages"].as_object().expect("a lock file of npm");
    packages
        .iter()
        .filter(|(place, _)| !place.is_empty())
        .map(|(place, package)| (place.clone(), package.clone()))
        .collect()
}

fn metadata() -> Value {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo can be started");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
}

fn packages(metadata: &Value) -> Vec<Value> {
    let packages = metadata["packages"].as_array();
    packages.expect("a list, as cargo documents it").clone()
}

fn nodes(metadata: &Value) -> BTreeMap<String, Vec<Value>> {
    let nodes = metadata["resolve"]["nodes"].as_array();
    nodes
        .expect("a list, as cargo documents it")
        .iter()
        .map(|node| {
            let id = node["id"].as_str().unwrap_or_default().to_owned();
            (id, node["features"].as_array().cloned().unwrap_or_default())
        })
        .collect()
}

fn name(package: &Value) -> String {
    package["name"].as_str().unwrap_or_default().to_owned()
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).expect("the file can be read")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the project")
}
