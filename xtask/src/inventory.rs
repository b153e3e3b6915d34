//! The inventory that goes out beside the bundles: every library in Paylink with its version, licence and hash, in the
//! form that tools for known weaknesses read (CycloneDX).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::file;
use crate::machine::Machine;
use crate::notices::{self, Library, Registry};
use crate::report::{Note, Trouble};

/// The version of all crates of the project.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where it is written, and found again by whoever hands it out.
pub fn place(machine: &Machine) -> PathBuf {
    let system = std::env::consts::OS;
    let name = format!("Paylink_{VERSION}_{system}.cdx.json");
    machine.root.join("target/bundle").join(name)
}

/// Writes it. The page must have been built.
pub fn write(machine: &Machine, file: &Path) -> Result<Note, Trouble> {
    let libraries = notices::libraries(machine)?;
    let hashes = hashes(&file::read(&machine.root.join("Cargo.lock"))?);
    let inventory = inventory(&libraries, &hashes);
    let text = serde_json::to_string_pretty(&inventory)
        .map_err(|error| Trouble::new(format!("the inventory cannot be written: {error}")))?;
    file::write(file, &text)?;
    Ok(format!("{} libraries", libraries.len()))
}

fn inventory(libraries: &[Library], hashes: &BTreeMap<(String, String), String>) -> Value {
    let itself = format!("pkg:generic/paylink@{VERSION}");
    let names: Vec<String> = libraries.iter().map(address).collect();
    let components: Vec<Value> = libraries
        .iter()
        .map(|library| component(library, hashes))
        .collect();
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application", "bom-ref": itself, "name": "Paylink", "version": VERSION, "purl": itself,
            "licenses": [{ "license": { "id": "Apache-2.0" } }],
        } },
        "components": components,
        "dependencies": [{ "ref": itself, "dependsOn": names }],
    })
}

fn component(library: &Library, hashes: &BTreeMap<(String, String), String>) -> Value {
    let address = address(library);
    let mut component = json!({
        "type": "library", "bom-ref": address, "name": library.name, "version": library.version, "purl": address,
        // Older crates separate what may be chosen by a slash.
        "licenses": [{ "expression": library.licence.replace('/', " OR ") }],
    });
    let key = (library.name.clone(), library.version.clone());
    if let (Registry::Crates, Some(hash)) = (library.registry, hashes.get(&key)) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": hash }]);
    }
    if library.source.starts_with("https://") {
        component["externalReferences"] = json!([{ "type": "vcs", "url": library.source }]);
    }
    component
}

/// A package URL. The name of a package of npm may begin with an `@`, which has to be escaped there.
fn address(library: &Library) -> String {
    let Library { name, version, .. } = library;
    match library.registry {
        Registry::Crates => format!("pkg:cargo/{name}@{version}"),
        Registry::Npm => format!("pkg:npm/{}@{version}", name.replace('@', "%40")),
    }
}

/// What each crate's archive must hash to, by name and version.
fn hashes(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |package: &str, name: &str| {
        let (_, rest) = package.split_once(&format!("\n{name} = \""))?;
        rest.split('"').next().map(str::to_owned)
    };
    let packages = lock.split("[[package]]").skip(1);
    let hashed = packages.filter_map(|package| {
        let key = (value(package, "name")?, value(package, "version")?);
        Some((key, value(package, "checksum")?))
    });
    hashed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_library_is_listed_with_version_licence_and_hash() {
        let machine = Machine::here();
        let lock = file::read(&machine.root.join("Cargo.lock")).unwrap();
        let hashes = hashes(&lock);
        let library = |name: &str, registry| Library::named(name, "2.12.5", registry);

        let inventory = inventory(
            &[
                library("tauri", Registry::Crates),
                library("@tauri-apps/api", Registry::Npm),
            ],
            &hashes,
        );

        let [tauri, api] = &inventory["components"].as_array().unwrap()[..] else {
            panic!("{inventory}");
        };
        assert_eq!(tauri["purl"], "pkg:cargo/tauri@2.12.5");
        assert_eq!(tauri["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(tauri["hashes"][0]["content"].as_str().unwrap().len(), 64);
        assert_eq!(api["purl"], "pkg:npm/%40tauri-apps/api@2.12.5");
        assert!(api.get("hashes").is_none());
        assert_eq!(
            inventory["dependencies"][0]["dependsOn"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
    }

    #[test]
    fn every_crate_of_a_registry_has_a_hash() {
        let lock = file::read(&Machine::here().root.join("Cargo.lock")).unwrap();

        assert_eq!(hashes(&lock).len(), lock.matches("\nchecksum = ").count());
    }
}
