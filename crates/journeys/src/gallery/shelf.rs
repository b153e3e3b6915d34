//! One page that shows all pictures side by side, without a server or a network.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::stops::STOPS;
use crate::trouble::Trouble;

const PAGE: &str = include_str!("shelf.html");

/// Writes `index.html` over every picture that lies in the folders beside it; gives its path and their number.
///
/// # Errors
///
/// When the folder cannot be read or written.
pub(super) fn write(folder: &Path) -> Result<(PathBuf, usize), Trouble> {
    let doing = Trouble::while_doing("writing the page of pictures");
    let mut pictures = Vec::new();
    for set in names_in(folder).map_err(&doing)? {
        let path = folder.join(&set);
        if !path.is_dir() {
            continue;
        }
        for name in names_in(&path).map_err(&doing)? {
            if name.ends_with(".png") {
                pictures.push(json!([set, name]));
            }
        }
    }
    let count = pictures.len();
    let stops: Vec<_> = STOPS
        .iter()
        .map(|stop| json!([stop.name, stop.what]))
        .collect();
    let shown = json!({ "stops": stops, "pictures": pictures }).to_string();
    // Nothing in it may end the script that holds it.
    let page = PAGE.replace("\"SHOWN\"", &shown.replace('<', "\\u003c"));
    let file = folder.join("index.html");
    File::create(&file)
        .and_then(|mut out| out.write_all(page.as_bytes()))
        .map_err(doing)?;
    Ok((file, count))
}

fn names_in(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<std::io::Result<_>>()?;
    names.sort();
    Ok(names)
}
