//! Files and folders, with words for what can go wrong.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::report::Trouble;

pub fn read(file: &Path) -> Result<String, Trouble> {
    fs::read_to_string(file).map_err(|error| unable(file, &error))
}

/// Writes what can be made again; its folder is made if it is not there.
pub fn write(file: &Path, text: &str) -> Result<(), Trouble> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| unable(folder, &error))?;
    }
    File::create(file)
        .and_then(|mut open| open.write_all(text.as_bytes()))
        .map_err(|error| unable(file, &error))
}

pub fn copy(from: &Path, to: &Path) -> Result<(), Trouble> {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| unable(from, &error))
}

/// What lies in a folder, in order.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let entries = fs::read_dir(folder).map_err(|error| unable(folder, &error))?;
    let mut found: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    found.sort();
    Ok(found)
}

pub fn unable(path: &Path, error: &io::Error) -> Trouble {
    Trouble::new(format!("{}: {error}", path.display()))
}
