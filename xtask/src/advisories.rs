//! The snapshot of known weaknesses that tests hold the lock files against: renewed from a clone of RustSec's database.
//!
//! A line names a registry, a package, an advisory, and the versions that are safe from it. What RustSec does not know,
//! such as the advisories of Tauri since 2024 and those of the page's packages, is written below it by hand and stays.

use std::collections::BTreeSet;
use std::path::Path;

use crate::file;
use crate::machine::Machine;
use crate::report::{Note, Trouble};

pub const SNAPSHOT: &str = "xtask/tests/advisories.tsv";
const REGISTRY: &str = "crates.io";
const RUSTSEC: &str = "RUSTSEC-";

/// Puts what the clone in `from` says in the place of what the snapshot has of it.
pub fn renew(machine: &Machine, from: &Path) -> Result<Note, Trouble> {
    let snapshot = machine.root.join(SNAPSHOT);
    let mut read = BTreeSet::new();
    for package in file::entries(&from.join("crates"))? {
        for advisory in file::entries(&package)? {
            read.extend(line(&file::read(&advisory)?));
        }
    }
    if read.is_empty() {
        return Err(Trouble::new(format!(
            "{} holds no advisories: is it a clone of RustSec's advisory-db?",
            from.display()
        )));
    }
    let kept = file::read(&snapshot)?;
    let (head, by_hand): (Vec<_>, Vec<_>) = kept
        .lines()
        .filter(|line| !is_of_rustsec(line))
        .partition(|line| line.starts_with('#'));
    let lines = head
        .into_iter()
        .chain(by_hand)
        .map(str::to_owned)
        .chain(read.iter().cloned());
    file::write(&snapshot, &(lines.collect::<Vec<_>>().join("\n") + "\n"))?;
    Ok(format!("{} advisories", read.len()))
}

fn is_of_rustsec(line: &str) -> bool {
    line.split('\t')
        .nth(2)
        .is_some_and(|id| id.starts_with(RUSTSEC))
}

/// An advisory as a line of the snapshot; `None` if it was taken back or is about no crate.
fn line(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("```toml")?;
    let (facts, _) = rest.split_once("```")?;
    let quoted = |name: &str| {
        facts
            .split_once(&format!("\n{name} = \""))?
            .1
            .split('"')
            .next()
    };
    if quoted("withdrawn").is_some() {
        return None;
    }
    let mut safe: Vec<String> = list(facts, "patched");
    safe.extend(list(facts, "unaffected"));
    let (package, id) = (quoted("package")?, quoted("id")?);
    Some(format!(
        "{REGISTRY}\t{package}\t{id}\t{}",
        safe.join(" || ")
    ))
}

/// The texts of a list of TOML.
fn list(facts: &str, name: &str) -> Vec<String> {
    let begun = facts.split_once(&format!("\n{name} = ["));
    let inside = begun.and_then(|(_, rest)| rest.split_once(']'));
    let texts = inside.map(|(inside, _)| inside.split('"').skip(1).step_by(2));
    texts.into_iter().flatten().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_advisory_becomes_the_versions_that_are_safe_from_it() {
        let text = "```toml\n[advisory]\nid = \"RUSTSEC-2024-0001\"\npackage = \"thing\"\n\n[versions]\npatched = [\n  \">= 1.2.3, < 2.0.0\",\n  \">= 2.1\",\n]\nunaffected = [\"< 1.0.0\"]\n```\n\n# Title";

        assert_eq!(
            line(text).unwrap(),
            "crates.io\tthing\tRUSTSEC-2024-0001\t>= 1.2.3, < 2.0.0 || >= 2.1 || < 1.0.0"
        );
        assert_eq!(
            line(&text.replace("[versions]", "withdrawn = \"2024-02-01\"")),
            None
        );
        assert_eq!(line("# No advisory"), None);
    }

    #[test]
    fn what_was_written_by_hand_outlasts_a_renewal() {
        assert!(is_of_rustsec("crates.io\tthing\tRUSTSEC-2024-0001\t>= 1"));
        assert!(!is_of_rustsec(
            "crates.io\ttauri\tCVE-2026-42184\t>= 2.11.1"
        ));
        assert!(!is_of_rustsec("# RUSTSEC-2024"));
    }
}
