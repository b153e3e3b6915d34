//! What continuous integration may do: only what is pinned runs, with the least rights, and on no stranger's words.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_action_is_pinned_to_a_commit_and_says_its_version() {
    for (file, line) in lines() {
        let Some(action) = line.trim_start_matches("- ").strip_prefix("uses: ") else {
            continue;
        };
        if action.starts_with("./") {
            continue;
        }
        let (action, version) = action.split_once(" # v").unwrap_or((action, ""));
        let commit = action.split_once('@').map_or("", |(_, commit)| commit);
        assert!(
            commit.len() == 40 && commit.chars().all(|digit| digit.is_ascii_hexdigit()),
            "{file}: {line}"
        );
        assert!(version.split('.').count() == 3, "{file}: {line}");
    }
}

#[test]
fn one_action_has_one_version_everywhere() {
    let mut uses: Vec<String> = lines()
        .into_iter()
        .filter_map(|(_, line)| {
            Some(
                line.trim_start_matches("- ")
                    .strip_prefix("uses: ")?
                    .to_owned(),
            )
        })
        .collect();
    uses.sort();
    uses.dedup();

    let mut names: Vec<_> = uses
        .iter()
        .filter_map(|line| line.split('@').next())
        .collect();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "{uses:#?}");
}

#[test]
fn a_workflow_starts_with_no_more_than_reading() {
    for (name, text) in workflows() {
        let rights = text.split_once("\npermissions:").expect(&name).1;
        assert!(
            rights.starts_with(" {}\n") || rights.starts_with("\n  contents: read\n\n"),
            "{name}"
        );
        assert_eq!(
            text.matches("uses: actions/checkout@").count(),
            text.matches("persist-credentials: false").count(),
            "{name} leaves its token lying about"
        );
        assert!(!text.contains("pull_request_target"), "{name}");
    }
}

/// Whatever others can choose, such as the name of a tag or a branch, reaches a script through its environment.
#[test]
fn nothing_that_others_can_write_is_pasted_into_a_script() {
    for (name, text) in workflows() {
        for script in scripts(&text) {
            for pasted in script.split("${{").skip(1) {
                let what = pasted.split("}}").next().unwrap_or_default().trim();
                assert!(what.starts_with("matrix."), "{name}: {what} in {script}");
            }
        }
    }
}

/// Every `run:` with the lines that belong to it.
fn scripts(text: &str) -> Vec<String> {
    let mut scripts = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        let Some(first) = bare.trim_start_matches("- ").strip_prefix("run:") else {
            continue;
        };
        // Where `run` itself stands; after a dash it is two further in.
        let depth = line.find("run:").unwrap_or_default();
        let mut script = first.to_owned();
        while let Some(next) = lines
            .next_if(|next| next.trim().is_empty() || next.len() - next.trim_start().len() > depth)
        {
            script.push('\n');
            script.push_str(next);
        }
        scripts.push(script);
    }
    assert!(!scripts.is_empty());
    scripts
}

fn lines() -> Vec<(String, String)> {
    let lines: Vec<_> = workflows()
        .into_iter()
        .flat_map(|(name, text)| {
            let lines: Vec<_> = text
                .lines()
                .map(|line| (name.clone(), line.trim().to_owned()))
                .collect();
            lines
        })
        .collect();
    assert!(lines.iter().any(|(_, line)| line.contains("uses: ")));
    lines
}

fn workflows() -> Vec<(String, String)> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows");
    fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").path())
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            (name.into_owned(), fs::read_to_string(&path).unwrap())
        })
        .collect()
}
