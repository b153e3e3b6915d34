//! Files for the user, in the folder where downloads are looked for. Nothing that is there is ever overwritten.

use std::io::{self, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

use paylink_core::fault::{Fault, FaultCode};
use tauri::{AppHandle, Manager};

/// How many files of one name are numbered before giving up.
const SAME_NAME_MAX: u32 = 999;

/// Writes a file under this name or, where that is taken, under a numbered one; whole, or not at all. Gives the name
/// that it has.
pub async fn save(app: AppHandle, file_name: String, bytes: Vec<u8>) -> Result<String, Fault> {
    let writing = move || save_in(&folder(&app)?, &file_name, &bytes);
    tauri::async_runtime::spawn_blocking(writing)
        .await
        .unwrap_or_else(|error| Err(Error::other(error)))
        .map_err(|error| {
            tracing::warn!(%error, "a file for the user could not be written");
            Fault::nothing_done(FaultCode::FileNotWritten)
        })
}

/// A desktop without a folder for downloads gets one where most have it.
fn folder(app: &AppHandle) -> io::Result<PathBuf> {
    app.path()
        .download_dir()
        .or_else(|_| Ok(app.path().home_dir()?.join("Downloads")))
        .map_err(|error: tauri::Error| Error::new(ErrorKind::NotFound, error))
}

fn save_in(folder: &Path, file_name: &str, bytes: &[u8]) -> io::Result<String> {
    std::fs::create_dir_all(folder)?;
    let mut file = beside(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    for nth in 1..=SAME_NAME_MAX {
        let name = numbered(file_name, nth);
        match file.persist_noclobber(folder.join(&name)) {
            Ok(_) => return Ok(name),
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => file = taken.file,
            Err(failed) => return Err(failed.error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// A file in the making, which vanishes unless it is given its name; as readable as what other programs put there.
fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".paylink-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// `name.png`, `name (2).png`, `name (3).png`
fn numbered(file_name: &str, nth: u32) -> String {
    if nth == 1 {
        return file_name.to_owned();
    }
    match file_name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem} ({nth}).{ending}"),
        None => format!("{file_name} ({nth})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_never_overwritten() {
        let downloads = tempfile::tempdir().unwrap();
        let read = |name: &str| std::fs::read(downloads.path().join(name)).unwrap();

        let names = [b"one", b"two", b"six"]
            .map(|bytes| save_in(downloads.path(), "QR code Fence.png", bytes).unwrap());

        assert_eq!(
            names,
            [
                "QR code Fence.png",
                "QR code Fence (2).png",
                "QR code Fence (3).png"
            ]
        );
        assert_eq!(read("QR code Fence.png"), b"one");
        assert_eq!(read("QR code Fence (2).png"), b"two");
        assert_eq!(read("QR code Fence (3).png"), b"six");
    }

    #[test]
    fn a_missing_folder_is_made_and_nothing_else_is_left_in_it() {
        let home = tempfile::tempdir().unwrap();
        let downloads = home.path().join("Downloads");

        save_in(&downloads, "QR code.svg", b"<svg/>").unwrap();

        let names: Vec<_> = std::fs::read_dir(&downloads)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names, ["QR code.svg"]);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing_behind() {
        let downloads = tempfile::tempdir().unwrap();

        let failed = save_in(downloads.path(), "no/such/folder.png", b"x");

        assert!(failed.is_err());
        assert_eq!(std::fs::read_dir(downloads.path()).unwrap().count(), 0);
    }
}
