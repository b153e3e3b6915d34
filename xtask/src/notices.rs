//! The notices that go out with Paylink: every library in it, crates and packages of the page alike, with its licence.
//!
//! Made from what is built: crates from `cargo metadata` and the licence files beside their sources, packages of the
//! page from what its build says it has bundled. A library without a licence's text stops the bundle.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::file;
use crate::machine::Machine;
use crate::report::{Note, Trouble};

/// Beginnings of the names of licence files, in small letters.
const NAMES: [&str; 6] = [
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "unlicense",
];

/// Where a package has no licence file, the licence is printed as it is generally known; of several, the first of these.
const PREFERRED: [&str; 7] = [
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "BSL-1.0",
    "MPL-2.0",
];

const RULE: &str =
    "--------------------------------------------------------------------------------";

/// One library, as far as its licence is concerned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Library {
    pub name: String,
    pub version: String,
    pub registry: Registry,
    pub licence: String,
    /// Where its source is, if it says so: licences such as the MPL ask for it.
    pub source: String,
    texts: Vec<String>,
}

/// Where a library comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Registry {
    Crates,
    Npm,
}

#[cfg(test)]
impl Library {
    pub fn named(name: &str, version: &str, registry: Registry) -> Self {
        Self {
            name: name.to_owned(),
            version: version.to_owned(),
            registry,
            licence: "MIT/Apache-2.0".to_owned(),
            source: "https://example.com".to_owned(),
            texts: Vec::new(),
        }
    }
}

/// Writes the notices. The page must have been built.
pub fn write(machine: &Machine, file: &Path) -> Result<Note, Trouble> {
    let libraries = libraries(machine)?;
    file::write(file, &notices(&libraries))?;
    let crates = libraries
        .iter()
        .filter(|one| one.registry == Registry::Crates);
    let crates = crates.count();
    let packages = libraries.len() - crates;
    Ok(format!("{crates} crates, {packages} packages of the page"))
}

/// Every library that is in Paylink on this kind of machine. The page must have been built.
pub fn libraries(machine: &Machine) -> Result<Vec<Library>, Trouble> {
    let mut libraries = crates(machine)?;
    libraries.extend(packages_of_the_page(
        &machine.ui().join("dist/licenses.json"),
    )?);
    libraries.sort();
    Ok(libraries)
}

fn notices(libraries: &[Library]) -> String {
    let mut of_text: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut out =
        "Paylink is made with the libraries below. It is itself under the Apache License 2.0.\n\n"
            .to_owned();
    for library in libraries {
        let name = format!("{} {}", library.name, library.version);
        let line = format!("{name} ({}) {}", library.licence, library.source);
        writeln!(out, "{}", line.trim_end()).expect("a text can be written to");
        for text in &library.texts {
            of_text.entry(text).or_default().insert(name.clone());
        }
    }
    let mut texts: Vec<_> = of_text.into_iter().collect();
    texts.sort_by(|(_, one), (_, other)| one.cmp(other));
    for (text, names) in texts {
        let names: Vec<_> = names.into_iter().collect();
        write!(out, "\n{RULE}\n{}\n\n{text}\n", names.join(", "))
            .expect("a text can be written to");
    }
    out
}

/// The crates that are linked into the app on this kind of machine.
fn crates(machine: &Machine) -> Result<Vec<Library>, Trouble> {
    let host = crate::tool::Tool::new("rustc")
        .args(["--print", "host-tuple"])
        .ask()
        .ok_or_else(|| Trouble::new("rustc does not say what machine this is"))?;
    let metadata = machine
        .cargo()
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(["--filter-platform", &host])
        .ask()
        .ok_or_else(|| Trouble::new("`cargo metadata` failed: is Cargo.lock up to date?"))?;
    let metadata: Value = serde_json::from_str(&metadata)
        .map_err(|error| Trouble::new(format!("`cargo metadata` cannot be read: {error}")))?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages = list(&metadata["packages"]);
    let edges: BTreeMap<String, Vec<String>> = list(&metadata["resolve"]["nodes"])
        .iter()
        .map(|node| (text(&node["id"]), linked(node)))
        .collect();
    let start = packages
        .iter()
        .find(|package| package["name"] == "paylink")
        .map(|package| text(&package["id"]))
        .ok_or_else(|| Trouble::new("there is no package called paylink"))?;
    let inside = reachable(&edges, start);
    packages
        .iter()
        .filter(|package| inside.contains(&text(&package["id"])) && !package["source"].is_null())
        .map(krate)
        .collect()
}

fn linked(node: &Value) -> Vec<String> {
    let dependencies = node["deps"].as_array().cloned().unwrap_or_default();
    let is_linked = |dependency: &&Value| {
        let kinds = dependency["dep_kinds"].as_array();
        kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
    };
    dependencies
        .iter()
        .filter(is_linked)
        .map(|dependency| text(&dependency["pkg"]))
        .collect()
}

fn reachable(edges: &BTreeMap<String, Vec<String>>, start: String) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut ahead = vec![start];
    while let Some(id) = ahead.pop() {
        if found.insert(id.clone()) {
            ahead.extend(edges.get(&id).cloned().unwrap_or_default());
        }
    }
    found
}

fn krate(package: &Value) -> Result<Library, Trouble> {
    let name = text(&package["name"]);
    let licence = text(&package["license"]);
    let folder = PathBuf::from(text(&package["manifest_path"]));
    let folder = folder.parent().unwrap_or(&folder);
    let mut texts = licence_files(folder)?;
    if texts.is_empty() {
        let authors = package["authors"].as_array().cloned().unwrap_or_default();
        let authors: Vec<_> = authors.iter().map(text).collect();
        texts.push(general_text(&name, &licence, &authors)?);
    }
    Ok(Library {
        version: text(&package["version"]),
        registry: Registry::Crates,
        source: text(&package["repository"]),
        name,
        licence,
        texts,
    })
}

fn licence_files(folder: &Path) -> Result<Vec<String>, Trouble> {
    file::entries(folder)?
        .iter()
        .filter(|path| path.is_file() && is_licence(path))
        .map(|path| {
            // Some are older than UTF-8.
            let bytes = fs::read(path).map_err(|error| file::unable(path, &error))?;
            Ok(tidy(&String::from_utf8_lossy(&bytes)))
        })
        .collect()
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    NAMES.iter().any(|beginning| name.starts_with(beginning)) && !name.ends_with(".rs")
}

/// The words of a licence that a package names and does not bring along.
fn general_text(name: &str, licence: &str, authors: &[String]) -> Result<String, Trouble> {
    let expression = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX)
        .map_err(|error| Trouble::new(format!("the licence of {name} cannot be read: {error}")))?;
    let names: BTreeSet<&str> = expression
        .requirements()
        .filter_map(|wanted| Some(wanted.req.license.id()?.name))
        .collect();
    let chosen = PREFERRED
        .iter()
        .find(|preferred| names.contains(**preferred))
        .and_then(|preferred| spdx::license_id(preferred))
        .ok_or_else(|| {
            Trouble::new(format!(
                "{name} has no licence file, and {licence} is none of {PREFERRED:?}"
            ))
        })?;
    let by = if authors.is_empty() {
        format!("the authors of {name}")
    } else {
        authors.join(", ")
    };
    Ok(tidy(&format!("Copyright {by}\n\n{}", chosen.text())))
}

fn packages_of_the_page(file: &Path) -> Result<Vec<Library>, Trouble> {
    let list: Vec<Value> = serde_json::from_str(&file::read(file)?)
        .map_err(|error| Trouble::new(format!("{} cannot be read: {error}", file.display())))?;
    list.iter()
        .map(|package| {
            let name = text(&package["name"]);
            let words = text(&package["text"]);
            if words.is_empty() {
                return Err(Trouble::new(format!(
                    "{name} of the page has no licence's text"
                )));
            }
            let licence = package["identifier"].as_str().unwrap_or("see below");
            Ok(Library {
                source: String::new(),
                registry: Registry::Npm,
                version: text(&package["version"]),
                licence: licence.to_owned(),
                texts: vec![tidy(&words)],
                name,
            })
        })
        .collect()
}

/// Without what makes equal texts differ: ends of lines, space at them, empty lines around.
fn tidy(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_several_share_is_printed_once_with_all_their_names() {
        let of = |name: &str, text: &str| Library {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            registry: Registry::Crates,
            licence: "MIT".to_owned(),
            source: "https://example.com".to_owned(),
            texts: vec![text.to_owned()],
        };

        let notices = notices(&[
            of("one", "Permission"),
            of("two", "Permission"),
            of("three", "Other"),
        ]);

        assert_eq!(notices.matches("Permission").count(), 1);
        assert!(notices.contains("\none 1.0.0, two 1.0.0\n\nPermission\n"));
        assert!(notices.contains("three 1.0.0 (MIT) https://example.com\n"));
    }

    #[test]
    fn a_licence_without_a_file_is_printed_in_its_general_words() {
        let text = general_text("thing", "MIT/Apache-2.0", &["Jane".to_owned()]).unwrap();

        assert!(text.starts_with("Copyright Jane\n\nMIT License"), "{text}");
        assert!(general_text("thing", "GPL-3.0-only", &[]).is_err());
    }

    #[test]
    fn licence_files_are_known_by_their_names() {
        for name in [
            "LICENSE",
            "LICENSE-MIT",
            "Licence.md",
            "COPYING",
            "UNLICENSE",
            "NOTICE.txt",
        ] {
            assert!(is_licence(Path::new(name)), "{name}");
        }
        assert!(!is_licence(Path::new("license.rs")) && !is_licence(Path::new("README.md")));
    }
}
