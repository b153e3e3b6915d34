//! Puts an AppImage in the place of the one that runs: at every moment the whole old one is there, or the whole new one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// How a program of Linux begins, and what the format of AppImages adds in the eighth byte.
const ELF: &[u8] = b"\x7fELF";
const APP_IMAGE: &[u8] = b"AI\x02";

/// Written beside, made durable, and renamed: what breaks off leaves the old one as it was.
pub fn replace(app_image: &Path, new: &[u8]) -> io::Result<()> {
    if !new.starts_with(ELF) || new.get(8..11) != Some(APP_IMAGE) {
        return Err(io::Error::new(ErrorKind::InvalidData, "not an AppImage"));
    }
    // Where a link points to, so that it goes on pointing there.
    let app_image = fs::canonicalize(app_image)?;
    let beside = beside(&app_image)?;
    let written = write(&beside, new, &app_image).and_then(|()| fs::rename(&beside, &app_image));
    if let Err(error) = written {
        discard(&beside);
        return Err(error);
    }
    if let Some(folder) = app_image.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn write(beside: &Path, new: &[u8], like: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(beside)?;
    file.write_all(new)?;
    file.set_permissions(fs::metadata(like)?.permissions())?;
    file.sync_all()
}

/// A name beside it. What an attempt that was killed left there is taken away.
fn beside(app_image: &Path) -> io::Result<PathBuf> {
    let name = app_image.file_name().ok_or(ErrorKind::InvalidInput)?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(".new");
    let beside = app_image.with_file_name(hidden);
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(beside),
    }
}

fn discard(beside: &Path) {
    if let Err(error) = fs::remove_file(beside) {
        tracing::debug!(%error, "nothing to take away");
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn the_new_one_is_there_whole_and_can_be_started_like_the_old_one() {
        let (folder, path) = installed();
        let link = folder.path().join("link");
        symlink(&path, &link).unwrap();

        replace(&link, &an_app_image(b"new")).unwrap();

        assert_eq!(fs::read(&path).unwrap(), an_app_image(b"new"));
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o751);
        assert_eq!(fs::read_link(&link).unwrap(), path);
        assert_eq!(names(folder.path()), ["Paylink.AppImage", "link"]);
    }

    #[test]
    fn what_is_no_app_image_is_not_put_there() {
        let (folder, path) = installed();

        for other in [
            &b""[..],
            b"\x7fELF",
            b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00 a program",
            b"#!/bin/sh\nAI\x02",
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00AI\x02 compressed",
        ] {
            assert_eq!(
                replace(&path, other).unwrap_err().kind(),
                ErrorKind::InvalidData
            );
        }
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["Paylink.AppImage"]);
    }

    #[test]
    fn what_a_killed_attempt_left_behind_is_in_nobodys_way() {
        let (folder, path) = installed();
        put(&folder.path().join(".Paylink.AppImage.new"), b"half of");

        replace(&path, &an_app_image(b"new")).unwrap();

        assert_eq!(fs::read(&path).unwrap(), an_app_image(b"new"));
        assert_eq!(names(folder.path()), ["Paylink.AppImage"]);
    }

    #[test]
    fn where_it_cannot_be_written_the_old_one_stays() {
        let (folder, path) = installed();
        // Stands in the way for everybody, the administrator included.
        fs::create_dir(folder.path().join(".Paylink.AppImage.new")).unwrap();

        assert!(replace(&path, &an_app_image(b"new")).is_err());

        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    fn installed() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap();
        let path = path.join("Paylink.AppImage");
        put(&path, b"old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o751)).unwrap();
        (folder, path)
    }

    fn an_app_image(content: &[u8]) -> Vec<u8> {
        [b"\x7fELF\x02\x01\x01\x00AI\x02\x00", content].concat()
    }

    fn put(path: &Path, bytes: &[u8]) {
        File::create(path).unwrap().write_all(bytes).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}
