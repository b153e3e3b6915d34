//! What goes wrong on this computer: its disk, its files, a second Paylink, a newer one.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use practice_gateway::Port;
use serde_json::json;

use super::{connected, create, create_another, opened, practice};
use crate::gallery::{JANE, Visit};
use crate::process;
use crate::program::say;
use crate::releases::{Makers, Releases, VERSION};
use crate::stage::Stage;
use crate::trouble::Trouble;

pub(super) async fn damaged(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (_gateway, album) = connected(stage, visit).await?;
    create(&album).await?;
    album.is_emailed(JANE).await?;
    stage.close().await?;
    for name in ["paylink.db-wal", "paylink.db-shm"] {
        // They are gone after a good end.
        drop(fs::remove_file(data(stage).join(name)));
    }
    File::create(data(stage).join("paylink.db"))
        .and_then(|mut file| file.write_all(&[0x2a; 4096]))
        .map_err(Trouble::while_doing("damaging the database"))?;

    let album = opened(stage, visit).await?;
    let notice = json!({ "code": "fileSetAside" });
    album.see(("noticeWords.title", [notice])).await?;
    album.stop("file-set-aside").await
}

pub(super) async fn practice_down(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, album) = connected(stage, visit).await?;
    create(&album).await?;
    album.is_emailed(JANE).await?;
    stage.close().await?;
    gateway.stop().await;
    // No such place may be used for Practice: it is as if no port could be had.
    stage.set_gateway("http://192.0.2.1:47620");

    let album = opened(stage, visit).await?;
    let notice = json!({ "code": "practiceUnavailable" });
    album.see(("noticeWords.title", [notice])).await?;
    album.stop("practice-not-available").await
}

pub(super) async fn opened_twice(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    stage.tell_app("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    let _gateway = practice(stage, Port::Free).await?;
    let album = opened(stage, visit).await?;
    album.press("welcome.tryButton").await?;
    album.press("connect.sessionOnly").await?;
    album.window.screen("new-link").await?;
    create(&album).await?;
    album.is_emailed(JANE).await?;

    let second = visit.album(stage.open_second().await?).await?;
    second.window.screen("no-data").await?;
    let notice = json!({ "code": "anotherPaylinkIsOpen" });
    second.see(("noticeWords.title", [notice])).await?;
    second.stop_as_it_is("another-paylink").await
}

/// A disk that is full, then one that cannot be written. Needs the right to mount.
pub(super) async fn disk(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let data = data(stage);
    fs::create_dir_all(&data).map_err(Trouble::while_doing("making the data's folder"))?;
    let disk = match Disk::mount(stage, &data) {
        Ok(disk) => disk,
        Err(trouble) => {
            say(&format!(
                "Left out: a full and a write-protected disk, which need the right to mount ({trouble})"
            ));
            return Ok(());
        }
    };
    let (_gateway, album) = connected(stage, visit).await?;
    create(&album).await?;
    album.is_emailed(JANE).await?;
    disk.fill()?;
    create_another(&album).await?;
    album.see("faultWords.diskTrouble.title").await?;
    album.stop("disk-full").await?;

    stage.kill_app().await?;
    disk.protect(stage)?;
    let album = opened(stage, visit).await?;
    let notice = json!({ "code": "dataUnavailable" });
    album.see(("noticeWords.title", [notice])).await?;
    album.stop("disk-protected").await
}

/// One that its makers did not sign.
pub(super) async fn update(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let file = b"a newer one";
    let forged = Makers::new()?.sign(file)?;
    let _releases = Releases::publish(stage, &Makers::new()?, file, &forged).await?;
    let (_gateway, album) = connected(stage, visit).await?;
    album.window.key("ctrl+comma")?;
    album.window.screen("settings").await?;
    album.press("updates.check").await?;
    album.see(("updates.found", [json!(VERSION)])).await?;
    album.stop("update").await?;
    album.window.key("Escape")?;
    album.window.screen("links").await?;
    album.see("updates.see").await?;
    album.stop("update-in-the-list").await?;
    album.press("updates.see").await?;
    album.window.screen("settings").await?;
    album.press("updates.install").await?;
    album.see("updateTrouble.notGenuine.title").await?;
    album.stop("update-not-genuine").await
}

/// A small disk of the stage's own in the place of a folder, until dropped.
struct Disk {
    folder: PathBuf,
}

impl Disk {
    fn mount(stage: &Stage, folder: &Path) -> Result<Self, Trouble> {
        let path = folder.display().to_string();
        let arguments = ["-t", "tmpfs", "-o", "size=2m", "tmpfs", &path];
        stage.run("mount", &arguments, "")?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    fn fill(&self) -> Result<(), Trouble> {
        let mut file = File::create(self.folder.join("filler"))
            .map_err(Trouble::while_doing("filling the disk"))?;
        // It ends when there is no room left, which is the aim.
        while file.write_all(&[0; 1024]).is_ok() {}
        Ok(())
    }

    fn protect(&self, stage: &Stage) -> Result<(), Trouble> {
        let path = self.folder.display().to_string();
        stage
            .run("mount", &["-o", "remount,ro", &path], "")
            .map(drop)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let path = self.folder.display().to_string();
        // Lazily, for the app may hold it still. If it fails, nothing can be done about it here.
        drop(process::run(
            "umount",
            &["--lazy", &path],
            &process::own_path(),
            "",
        ));
    }
}

fn data(stage: &Stage) -> PathBuf {
    stage.home().join(".local/share/app.paylink.desktop/desk")
}
