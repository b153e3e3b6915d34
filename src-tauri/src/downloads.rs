//! Files for the user, in the folder where the user looks for them. Nothing that is there is overwritten.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use paylink_core::fault::{Fault, FaultCode};
use tauri::{AppHandle, Manager};

/// The most files of one name; after so many the user has other worries.
const SAME_NAME_MAX: u32 = 999;

/// The folder of downloads, or the next best that is there.
pub fn folder(app: &AppHandle) -> Result<PathBuf, Fault> {
    let path = app.path();
    let folders = [path.download_dir(), path.document_dir(), path.home_dir()];
    let mut there = folders
        .into_iter()
        .flatten()
        .filter(|folder| folder.is_dir());
    there.next().ok_or_else(|| {
        tracing::warn!("the user has no folder for files");
        Fault::nothing_done(FaultCode::FileNotWritten)
    })
}

/// Makes a file of this name in `folder`; `name (2)` where there is one.
pub fn new_file(folder: &Path, name: &str) -> Result<(PathBuf, File), Fault> {
    make(folder, name).map_err(|error| {
        tracing::warn!(%error, "a file was not made");
        Fault::nothing_done(FaultCode::FileNotWritten)
    })
}

fn make(folder: &Path, name: &str) -> io::Result<(PathBuf, File)> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    for number in 1..=SAME_NAME_MAX {
        let path = match number {
            1 => folder.join(name),
            number => folder.join(format!("{stem} ({number}).{ending}")),
        };
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(file) => return Ok((path, file)),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

pub fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Takes away a file that was not written to its end.
pub fn discard(path: &Path) {
    if let Err(error) = std::fs::remove_file(path) {
        tracing::warn!(%error, "half a file was left");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_of_the_user_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let name = "Paylink links 2026-11-25.csv";

        let names: Vec<_> = (0..3)
            .map(|_| name_of(&new_file(folder.path(), name).unwrap().0))
            .collect();

        assert_eq!(
            names,
            [
                name,
                "Paylink links 2026-11-25 (2).csv",
                "Paylink links 2026-11-25 (3).csv"
            ]
        );
    }

    #[test]
    fn a_folder_that_is_gone_is_told() {
        let folder = tempfile::tempdir().unwrap();

        let fault = new_file(&folder.path().join("gone"), "a.csv").unwrap_err();

        assert_eq!(fault.code, FaultCode::FileNotWritten);
    }
}
