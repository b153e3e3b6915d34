//! A link that is handed over by other means than an email of the gateway's.

use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use journeys::deadline::{SOON, until};
use journeys::{Stage, Trouble, Window, journey};

use crate::steps::{fill_in, first_start, practice};

#[test]
fn a_qr_code_is_saved_in_downloads_and_a_phone_reads_the_link_from_it() {
    journey("qr_saved", async |stage| {
        let gateway = practice(stage).await?;
        let downloads = make_downloads(&stage.home());
        let window = first_start(stage).await?;
        make_link(&window).await?;
        let link = window.value("Link").await?;
        assert_eq!(gateway.links()[0].assets.payment_url, link);

        window.press("Show QR code").await?;
        window.press("Save as PNG").await?;
        window
            .see("Saved in Downloads as “QR code Garden work in May.png”")
            .await?;
        window.press("Save as PNG").await?;
        window
            .see("Saved in Downloads as “QR code Garden work in May (2).png”")
            .await?;
        window.press("Save as SVG").await?;
        window
            .see("Saved in Downloads as “QR code Garden work in May.svg”")
            .await?;

        for name in [
            "QR code Garden work in May.png",
            "QR code Garden work in May (2).png",
        ] {
            assert_eq!(read_code(&downloads.join(name)), link, "{name}");
        }
        let svg = fs::read_to_string(downloads.join("QR code Garden work in May.svg"))
            .map_err(Trouble::while_doing("reading the SVG"))?;
        assert!(svg.starts_with("<svg xmlns="), "{svg}");
        assert_eq!(names_in(&downloads).len(), 3);

        window.press("Copy image").await?;
        window.see("Image copied to the clipboard").await?;
        Ok(())
    });
}

#[test]
fn a_sheet_is_printed_through_the_systems_own_dialog() {
    journey("sheet_printed", async |stage| {
        let _gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        make_link(&window).await?;

        open_from_menu(&window, "Print a sheet…").await?;
        window.see("Point the camera of your phone").await?;
        window.press("Print…").await?;
        system_dialog(stage, "Print").await?;
        window.key("Escape")?;

        window.press("Cancel").await?;
        window.see_no_more("Point the camera of your phone").await
    });
}

/// The folder as a desktop makes it at the first sign-in.
pub fn make_downloads(home: &Path) -> PathBuf {
    let (folder, settings) = (home.join("Downloads"), home.join(".config"));
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir_all(&settings).unwrap();
    File::create(settings.join("user-dirs.dirs"))
        .unwrap()
        .write_all(b"XDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\n")
        .unwrap();
    folder
}

/// Makes a link and waits for its result panel.
async fn make_link(window: &Window) -> Result<(), Trouble> {
    fill_in(window, "45", "Garden work in May", "").await?;
    window.press("Create $45.00 link").await?;
    window.screen("result").await?;
    window.see("More ways to send").await
}

async fn open_from_menu(window: &Window, item: &str) -> Result<(), Trouble> {
    window.press("More ways to send").await?;
    window.press(item).await
}

/// Waits until a window with this title is on the display.
async fn system_dialog(stage: &Stage, title: &str) -> Result<(), Trouble> {
    let look = ["search", "--onlyvisible", "--name", &format!("^{title}$")];
    until("the system's dialog", SOON, async || {
        Ok(stage
            .run("xdotool", &look, "")
            .ok()
            .filter(|found| !found.trim().is_empty()))
    })
    .await?;
    Ok(())
}

/// What the camera of a phone makes of a picture.
fn read_code(picture: &Path) -> String {
    let bytes = fs::read(picture).unwrap();
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let mut grey = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut grey).unwrap();
    assert!(frame.width >= 1024, "{} pixels", frame.width);
    let side = frame.width as usize;
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| grey[y * side + x]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

fn names_in(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}
