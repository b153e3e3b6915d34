//! A link that is handed over by other means than an email of the gateway's.

use std::collections::BTreeSet;
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
            let picture = read_picture(&downloads.join(name));
            assert!(picture.width >= 1024, "{name}: {} pixels", picture.width);
            assert_eq!(scan(&picture), link, "{name}");
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
fn a_phone_reads_the_link_from_the_window_whatever_its_size() {
    journey("qr_shown", async |stage| {
        let _gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        make_link(&window).await?;
        let link = window.value("Link").await?;
        let photo = stage.home().join("photo.png");

        window.press("Show QR code").await?;
        window.see("Save as PNG").await?;
        window.screenshot(&photo).await?;
        assert_eq!(scan(&read_picture(&photo)), link, "in its dialog");

        window.press("Fill the window").await?;
        window.see("Scan to pay").await?;
        for (width, height) in [(1280, 800), (800, 600), (480, 700)] {
            window.resize(width, height).await?;
            window.screenshot(&photo).await?;
            assert_eq!(scan(&read_picture(&photo)), link, "{width} × {height}");
        }
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

struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

fn read_picture(file: &Path) -> Picture {
    let bytes = fs::read(file).unwrap();
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    let per_pixel = frame.color_type.samples();
    Picture {
        width: frame.width as usize,
        height: frame.height as usize,
        // A code has no colours: the first part of each tells the others.
        grey: bytes.into_iter().step_by(per_pixel).collect(),
    }
}

/// What the camera of a phone makes of a picture with a code in it, and perhaps a smaller one behind that.
fn scan(picture: &Picture) -> String {
    let Picture {
        width,
        height,
        grey,
    } = picture;
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(*width, *height, |x, y| grey[y * width + x]);
    let grids = image.detect_grids();
    let read: BTreeSet<String> = grids
        .iter()
        .filter_map(|grid| Some(grid.decode().ok()?.1))
        .collect();
    assert_eq!(read.len(), 1, "{read:?}");
    read.into_iter().next().unwrap()
}

fn names_in(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}
