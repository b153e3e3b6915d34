//! Files for the user, in the folder where the user looks for them. Nothing that is there is overwritten.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use paylink_core::fault::{Fault, FaultCode};
use paylink_core::view::SavedFile;
use tauri::{AppHandle, Manager};

/// The most files of one name; after so many the user has other worries.
const SAME_NAME_MAX: u32 = 999;

/// The folder of downloads, or the next best that is there.
fn folder(app: &AppHandle) -> Result<PathBuf, Fault> {
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

/// Makes a file of this name where the user looks for files.
pub async fn begin(app: AppHandle, name: String) -> Result<(PathBuf, File), Fault> {
    let making = move || new_file(&folder(&app)?, &name);
    tauri::async_runtime::spawn_blocking(making)
        .await
        .unwrap_or_else(not_written)
}

/// Makes a file of this name in `folder`; `name (2)` where there is one.
fn new_file(folder: &Path, name: &str) -> Result<(PathBuf, File), Fault> {
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
        match new().open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(file) => return Ok((path, file)),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// A file that is not there yet, for this user alone.
fn new() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Where a file is, as the user is told it.
pub fn saved(path: &Path) -> SavedFile {
    SavedFile {
        file_name: name_of(path),
        folder: path.parent().map(name_of).unwrap_or_default(),
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Writes a whole file under this name, or under a numbered one. Says where it is.
pub async fn save(app: AppHandle, name: String, bytes: Vec<u8>) -> Result<SavedFile, Fault> {
    let writing = move || save_in(&folder(&app)?, &name, &bytes);
    tauri::async_runtime::spawn_blocking(writing)
        .await
        .unwrap_or_else(not_written)
}

fn not_written<T>(error: tauri::Error) -> Result<T, Fault> {
    tracing::warn!(%error, "a file was not written");
    Err(Fault::nothing_done(FaultCode::FileNotWritten))
}

fn save_in(folder: &Path, name: &str, bytes: &[u8]) -> Result<SavedFile, Fault> {
    let (path, mut file) = new_file(folder, name)?;
    if let Err(error) = file.write_all(bytes).and_then(|()| file.sync_all()) {
        tracing::warn!(%error, "a file was not written");
        discard(&path);
        return Err(Fault::nothing_done(FaultCode::FileNotWritten));
    }
    Ok(saved(&path))
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
    fn what_is_saved_is_whole_and_told_with_its_folder() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("Downloads");
        std::fs::create_dir(&folder).unwrap();

        let saved =
            ["one", "two"].map(|text| save_in(&folder, "QR code.png", text.as_bytes()).unwrap());

        let names = saved.each_ref().map(|file| file.file_name.as_str());
        assert_eq!(names, ["QR code.png", "QR code (2).png"]);
        assert_eq!(saved[0].folder, "Downloads");
        let texts = names.map(|name| std::fs::read_to_string(folder.join(name)).unwrap());
        assert_eq!(texts, ["one", "two"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_saved_is_for_this_user_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();

        save_in(folder.path(), "Paylink data.json", b"{}").unwrap();

        let metadata = std::fs::metadata(folder.path().join("Paylink data.json")).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_folder_that_is_gone_is_told() {
        let folder = tempfile::tempdir().unwrap();

        let fault = new_file(&folder.path().join("gone"), "a.csv").unwrap_err();

        assert_eq!(fault.code, FaultCode::FileNotWritten);
    }
}
