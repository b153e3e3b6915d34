//! What is on the display, as its server keeps it in a file.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use crate::trouble::Trouble;

/// Where the display's server keeps its pictures, beside the home of the stage.
pub(crate) fn folder(home: &Path) -> PathBuf {
    home.with_file_name("screen")
}

/// The red, green and blue of one pixel.
pub(super) fn pixel(home: &Path, x: u64, y: u64) -> Result<[u8; 3], Trouble> {
    read(&folder(home).join("Xvfb_screen0"), x, y)
        .map_err(Trouble::while_doing("looking at the display"))
}

/// An X window dump: numbers of four bytes, the large end first, then a table of colours, then rows of pixels.
fn read(file: &Path, x: u64, y: u64) -> io::Result<[u8; 3]> {
    const HEADER_SIZE: u64 = 0;
    const BYTES_PER_LINE: u64 = 12;
    const COLOURS: u64 = 19;
    const COLOUR_BYTES: u64 = 12;
    const PIXEL_BYTES: u64 = 4;
    let file = File::open(file)?;
    let number = |place: u64| -> io::Result<u64> {
        let mut bytes = [0; 4];
        file.read_exact_at(&mut bytes, place * 4)?;
        Ok(u64::from(u32::from_be_bytes(bytes)))
    };
    let start = number(HEADER_SIZE)? + number(COLOURS)? * COLOUR_BYTES;
    let mut blue_first = [0; 3];
    let place = start + y * number(BYTES_PER_LINE)? + x * PIXEL_BYTES;
    file.read_exact_at(&mut blue_first, place)?;
    let [blue, green, red] = blue_first;
    Ok([red, green, blue])
}
