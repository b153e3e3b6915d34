//! What Tauri is told: nothing that opens the page to others, and nothing the page could not do without.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Permissions of Tauri's own that a window may have; everything else is a command of ours.
const NOT_OURS: [&str; 2] = ["core:event:allow-listen", "core:event:allow-unlisten"];

/// What may be said of a window: neither an address, nor arguments for its web engine, nor a proxy, nor developer tools.
const OF_A_WINDOW: [&str; 8] = [
    "center",
    "create",
    "height",
    "label",
    "minHeight",
    "minWidth",
    "title",
    "width",
];

/// Calls of Tauri's that would open the page to others, or look into it.
const NEVER_CALLED: [&str; 13] = [
    ".add_capability(",
    ".additional_browser_args(",
    ".eval(",
    ".initialization_script(",
    ".open_devtools(",
    ".proxy_url(",
    ".register_asynchronous_uri_scheme_protocol(",
    ".register_uri_scheme_protocol(",
    "WebviewUrl::External",
    "WebviewUrl::CustomProtocol",
    ".navigate(",
    ".devtools(true",
    ".additional_capabilities(",
];

#[test]
fn the_rim_opens_the_page_to_nobody() {
    let mut broken = Vec::new();
    let mut files = 0;
    let mut folders = vec![rim().join("src")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("the file can be read");
            files += 1;
            // Every window has the fence around it.
            let made = text.matches("WebviewWindowBuilder::new(").count()
                + text.matches("WebviewWindowBuilder::from_config(").count();
            if made != text.matches("fence::around(").count() {
                broken.push(format!("{}: a window without a fence", path.display()));
            }
            let called = NEVER_CALLED.iter().filter(|call| text.contains(**call));
            broken.extend(called.map(|call| format!("{}: {call}", path.display())));
        }
    }
    assert!(files > 15, "the sources were not read");
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_configuration_has_nothing_dangerous_in_it() {
    for file in configurations() {
        let configuration = read(&file);

        let mut dangerous = Vec::new();
        keys(&configuration, &mut |key| {
            if key.starts_with("danger") {
                dangerous.push(key.to_owned());
            }
        });
        assert!(dangerous.is_empty(), "{}: {dangerous:?}", file.display());
    }
}

#[test]
fn the_page_is_closed() {
    let configuration = read(&rim().join("tauri.conf.json"));
    let app = &configuration["app"];
    let policy = app["security"]["csp"].as_str().unwrap();
    let scripts = policy
        .split(';')
        .find(|part| part.trim().starts_with("script-src"))
        .unwrap();

    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["security"]["freezePrototype"], true);
    assert!(app["security"].get("assetProtocol").is_none());
    assert_eq!(scripts.trim(), "script-src 'self'");
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("https:"));
    let windows = app["windows"].as_array().unwrap();
    assert_eq!(windows.len(), 1);
    let told: Vec<&str> = windows[0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let else_told: Vec<_> = told
        .iter()
        .filter(|key| !OF_A_WINDOW.contains(key))
        .collect();
    assert!(else_told.is_empty(), "{else_told:?}");
    // The rim makes it, with a fence around it.
    assert_eq!(windows[0]["create"], false);
    let development = configuration["build"]["devUrl"].as_str().unwrap();
    assert!(
        development.starts_with("http://localhost:"),
        "{development}"
    );
}

/// A release brings its own place and key; what is built by hand must not take updates from anybody.
#[test]
fn updates_are_signed_for_their_version_never_go_back_and_come_from_releases_only() {
    for file in configurations() {
        let configuration = read(&file);
        let Some(updater) = configuration["plugins"].get("updater") else {
            continue;
        };

        assert_eq!(updater["requireSignedVersion"], true);
        assert!(updater.get("allowDowngrades").is_none());
        assert_eq!(updater["pubkey"], "");
        assert_eq!(updater["endpoints"].as_array().map(Vec::len), Some(0));
        return;
    }
    panic!("the updater is not configured");
}

#[test]
fn a_window_may_call_our_own_commands_and_hear_events() {
    let folder = rim().join("capabilities");
    let files: Vec<_> = entries(&folder);
    assert!(!files.is_empty());
    for file in files {
        let capability = read(&file);

        assert!(capability.get("remote").is_none(), "{}", file.display());
        for permission in capability["permissions"].as_array().unwrap() {
            let permission = permission.as_str().expect("a permission without a scope");
            assert!(
                permission.starts_with("allow-") || NOT_OURS.contains(&permission),
                "{}: {permission}",
                file.display()
            );
        }
    }
}

fn configurations() -> Vec<PathBuf> {
    let found: Vec<_> = entries(&rim())
        .into_iter()
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("tauri.") && name.ends_with(".json")
        })
        .collect();
    assert!(!found.is_empty());
    found
}

fn keys(value: &Value, hear: &mut impl FnMut(&str)) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                hear(key);
                keys(value, hear);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| keys(value, hear)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect()
}

fn read(file: &Path) -> Value {
    let text = fs::read_to_string(file).expect("the file can be read");
    serde_json::from_str(&text).expect("a file of JSON")
}

fn rim() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri")
}
