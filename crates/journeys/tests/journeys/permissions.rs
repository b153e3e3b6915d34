//! What Paylink and its web engine keep is for this user alone: no other user of the computer gets at any of it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use journeys::journey;
use journeys::program::say;

use crate::hand_over::make_downloads;
use crate::steps::{first_start, make_and_email, practice};

#[test]
fn nothing_that_is_kept_or_saved_can_be_read_by_another_user() {
    journey("permissions", async |stage| {
        let _gateway = practice(stage).await?;
        make_downloads(&stage.home());
        let before = files_below(&stage.home());
        let window = first_start(stage).await?;
        make_and_email(&window, "Garden work in May").await?;
        window.press("Show QR code").await?;
        window.press("Save as SVG").await?;
        window.see("Saved in Downloads as").await?;
        window.key("Escape")?;
        window.see_no_more("Save as SVG").await?;
        window.press("Done").await?;
        window.screen("links").await?;
        window.press("Export CSV").await?;
        window.see("in Downloads: ").await?;
        window.key("ctrl+comma")?;
        window.screen("settings").await?;
        window.press("Diagnostic report…").await?;
        window.see("keychain: open").await?;
        window.press("Save as a file").await?;
        window.see("Saved in Downloads as").await?;
        stage.close().await?;
        let window = stage.open().await?;
        window.screen("links").await?;

        let home = stage.home();
        let mut files = files_below(&home);
        files.retain(|path| !before.contains(path));
        let open: Vec<String> = files
            .iter()
            .filter(|path| can_be_read_by_others(&home, path))
            .map(|path| path.display().to_string())
            .collect();

        for made in [
            "paylink.db",
            "preferences.json",
            ".window-state.json",
            ".log",
            ".svg",
            ".csv",
            ".txt",
        ] {
            let is_it = |path: &PathBuf| path.to_string_lossy().ends_with(made);
            assert!(files.iter().any(is_it), "no {made} among {files:#?}");
        }
        say(&format!(
            "{} files, none of them for another user",
            files.len()
        ));
        assert!(open.is_empty(), "{open:#?}");
        Ok(())
    });
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
    {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files_below(&path)),
            Ok(kind) if kind.is_file() => found.push(path),
            Ok(_) | Err(_) => {}
        }
    }
    found
}

/// Another user gets at a file that lets them, unless a folder on the way to it lets nobody through.
fn can_be_read_by_others(home: &Path, file: &Path) -> bool {
    let others = |path: &Path, bits: u32| {
        fs::metadata(path).is_ok_and(|about| about.permissions().mode() & bits != 0)
    };
    let folders = file
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != home);
    others(file, 0o066) && folders.into_iter().all(|folder| others(folder, 0o011))
}
