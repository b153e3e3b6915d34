//! Every promise in `docs/behavior.md` names a test that exists, or says that it is held by hand; so does every attacker in
//! `docs/security.md`.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_promise_names_a_test_that_exists() {
    let behavior = fs::read_to_string(root().join("docs/behavior.md")).unwrap();
    let sources = all_sources();

    let mut promises = 0;
    for line in behavior.lines().filter(|line| is_promise(line)) {
        let held_by = line.trim_end_matches('|').rsplit('|').next().unwrap();
        let names: Vec<&str> = held_by.split('`').skip(1).step_by(2).collect();
        assert!(
            !names.is_empty() || held_by.contains("*manual*"),
            "nothing holds: {line}"
        );
        for name in names {
            assert!(exists(&sources, name), "no test is called {name:?}");
        }
        promises += 1;
    }
    assert!(promises > 20, "the table was not read");
}

#[test]
fn every_attacker_and_every_goal_of_security_names_tests_that_exist() {
    let security = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let sources = all_sources();
    let part = |from: &str, to: &str| {
        let (_, rest) = security.split_once(from).unwrap();
        rest.split_once(to).unwrap().0.to_owned()
    };

    let mut attackers = 0;
    for line in part("## Who might attack", "## Goals")
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
    {
        let shown_by = line.split(" | ").nth(2).unwrap();
        let names: Vec<&str> = shown_by.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "nothing shows: {line}");
        for name in names {
            assert!(exists(&sources, name), "no test is called {name:?}");
        }
        attackers += 1;
    }
    assert!(attackers > 8, "the table was not read");
    // In the text, names of tests are what is long and has neither a dot nor a space.
    for name in part("## Goals", "| permission |")
        .split('`')
        .skip(1)
        .step_by(2)
    {
        let is_a_name = name.len() > 25
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        assert!(
            !is_a_name || exists(&sources, name),
            "no test is called {name:?}"
        );
    }
}

fn exists(sources: &[String], name: &str) -> bool {
    let declarations = [
        format!("fn {name}("),
        format!("test(\"{name}\""),
        format!(")(\"{name}\""),
    ];
    sources
        .iter()
        .any(|source| declarations.iter().any(|wanted| source.contains(wanted)))
}

fn all_sources() -> Vec<String> {
    let folders = [
        "crates",
        "src-tauri/src",
        "ui/src",
        "ui/tests",
        "xtask/tests",
    ];
    let files = folders
        .iter()
        .flat_map(|folder| sources(&root().join(folder)));
    files
        .map(|path| fs::read_to_string(path).expect("the file can be read"))
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn is_promise(line: &str) -> bool {
    line.starts_with('|') && !line.starts_with("|---") && !line.contains("| held by |")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path
            .extension()
            .is_some_and(|end| end == "rs" || end == "ts")
        {
            found.push(path);
        }
    }
    found
}
