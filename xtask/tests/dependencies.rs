//! What Paylink is made with: where it comes from, under which licences, and no version that is known to be unsafe.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

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

/// The first version of each without a weakness that is known.
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
const FEATURES_NEVER: [(&str, &str); 4] = [
    ("tauri", "devtools"),
    ("tauri", "isolation"),
    ("tauri", "protocol-asset"),
    ("wry", "devtools"),
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
    let lock: Value = serde_json::from_str(&read("ui/package-lock.json")).unwrap();
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
    std::fs::read_to_string(root().join(file)).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the project")
}
