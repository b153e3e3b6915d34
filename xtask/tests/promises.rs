//! Every promise in `docs/behavior.md` names a test that exists, or says that it is held by hand.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_promise_names_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let behavior = fs::read_to_string(root.join("docs/behavior.md")).unwrap();
    let sources: Vec<String> = [
        "crates",
        "src-tauri/src",
        "ui/src",
        "ui/tests",
        "xtask/tests",
    ]
    .iter()
    .flat_map(|folder| sources(&root.join(folder)))
    .map(|path| fs::read_to_string(path).unwrap())
    .collect();
    let exists = |name: &str| {
        let declarations = [
            format!("fn {name}("),
            format!("test(\"{name}\""),
            format!(")(\"{name}\""),
        ];
        sources
            .iter()
            .any(|source| declarations.iter().any(|wanted| source.contains(wanted)))
    };

    let mut promises = 0;
    for line in behavior.lines().filter(|line| is_promise(line)) {
        let held_by = line.trim_end_matches('|').rsplit('|').next().unwrap();
        let names: Vec<&str> = held_by.split('`').skip(1).step_by(2).collect();
        assert!(
            !names.is_empty() || held_by.contains("*manual*"),
            "nothing holds: {line}"
        );
        for name in names {
            assert!(exists(name), "no test is called {name:?}");
        }
        promises += 1;
    }
    assert!(promises > 20, "the table was not read");
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
