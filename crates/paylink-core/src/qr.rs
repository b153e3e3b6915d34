//! A link as a QR code: one SVG path for the interface to draw, pixels for the clipboard, and the files to keep.
//!
//! What leaves Paylink as a picture has its quiet zone and is dark on white: a scanner needs both.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use crate::view::QrView;

/// Modules of white that a scanner needs around a code (ISO/IEC 18004).
const QUIET_MODULES: usize = 4;
/// A picture is at least so wide: enough for a poster.
const PICTURE_PX_MIN: usize = 1024;

/// A QR code of medium error correction.
pub struct Qr {
    /// Modules on a side, without the quiet zone.
    size: usize,
    /// Row by row.
    modules: Vec<Color>,
}

/// A square picture in grey, one byte a pixel, row by row: 0 is black, 255 is white.
pub struct Picture {
    pub side_px: u32,
    pub grey: Vec<u8>,
}

impl Qr {
    /// `None` when `text` is too long for any QR code (about 2,300 bytes).
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        Some(Self {
            size: code.width(),
            modules: code.to_colors(),
        })
    }

    /// For the interface, which adds the quiet zone.
    pub fn view(&self) -> QrView {
        QrView {
            size: u16::try_from(self.size).expect("a QR code has at most 177 modules on a side"),
            path: self.path(),
        }
    }

    /// A drawing of its own, for print at any size.
    pub fn svg(&self) -> Vec<u8> {
        let (start, side) = (-(QUIET_MODULES as isize), self.size + 2 * QUIET_MODULES);
        let scale = PICTURE_PX_MIN.div_ceil(side);
        let (px, path) = (side * scale, self.path());
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="{px}" height="{px}" "#,
                r#"viewBox="{start} {start} {side} {side}" shape-rendering="crispEdges">"#,
                r##"<rect x="{start}" y="{start}" width="{side}" height="{side}" fill="#ffffff"/>"##,
                r##"<path d="{path}" fill="#000000"/></svg>"##,
                "\n",
            ),
            px = px,
            start = start,
            side = side,
            path = path,
        )
        .into_bytes()
    }

    /// Every module is a square of whole pixels.
    pub fn picture(&self) -> Picture {
        let side = self.size + 2 * QUIET_MODULES;
        let scale = PICTURE_PX_MIN.div_ceil(side);
        let side_px = side * scale;
        let mut grey = vec![255; side_px * side_px];
        for (row, modules) in self.modules.chunks(self.size).enumerate() {
            for (column, _) in modules
                .iter()
                .enumerate()
                .filter(|(_, color)| **color == Color::Dark)
            {
                let left = (column + QUIET_MODULES) * scale;
                let top = (row + QUIET_MODULES) * scale;
                for line in top..top + scale {
                    grey[line * side_px + left..][..scale].fill(0);
                }
            }
        }
        Picture {
            side_px: u32::try_from(side_px)
                .expect("a picture has fewer than 2,000 pixels on a side"),
            grey,
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for (row, modules) in self.modules.chunks(self.size).enumerate() {
            let mut column = 0;
            while column < self.size {
                let run = modules[column..]
                    .iter()
                    .take_while(|color| **color == Color::Dark)
                    .count();
                if run > 0 {
                    write!(path, "M{column} {row}h{run}v1h-{run}z")
                        .expect("writing to a String succeeds");
                }
                column += run.max(1);
            }
        }
        path
    }
}

impl Picture {
    pub fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.side_px, self.side_px);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder
            .write_header()
            .and_then(|mut writer| {
                writer.write_image_data(&self.grey)?;
                writer.finish()
            })
            .expect("there is a byte for every pixel, and writing to a Vec succeeds");
        bytes
    }

    /// Red, green, blue and opacity of every pixel, as clipboards take it.
    pub fn rgba(&self) -> Vec<u8> {
        self.grey
            .iter()
            .flat_map(|&grey| [grey, grey, grey, 255])
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_every_dark_module_once() {
        let qr = Qr::of(SHORT).unwrap();
        let dark = qr
            .modules
            .iter()
            .filter(|color| **color == Color::Dark)
            .count();

        let drawn = qr.view();

        let covered: usize = runs(&drawn.path).iter().map(|(_, _, run)| run).sum();
        assert_eq!(usize::from(drawn.size), qr.size);
        assert_eq!(covered, dark);
    }

    #[test]
    fn refuses_what_no_code_can_hold() {
        assert!(Qr::of(&longest()).is_some());
        assert!(Qr::of(&format!("{}x", longest())).is_none());
    }

    #[test]
    fn a_saved_png_reads_back_as_the_link_also_for_the_longest_one() {
        for link in [SHORT.to_owned(), longest()] {
            let png = Qr::of(&link).unwrap().picture().png();

            let mut reader = png::Decoder::new(std::io::Cursor::new(png))
                .read_info()
                .unwrap();
            let mut grey = vec![0; reader.output_buffer_size().unwrap()];
            let frame = reader.next_frame(&mut grey).unwrap();
            assert!(frame.width >= 1024);
            assert_eq!(frame.width, frame.height);
            assert_eq!(read(frame.width as usize, &grey), link);
        }
    }

    #[test]
    fn a_saved_svg_reads_back_as_the_link_also_for_the_longest_one() {
        for link in [SHORT.to_owned(), longest()] {
            let svg = String::from_utf8(Qr::of(&link).unwrap().svg()).unwrap();

            let size: usize = between(&svg, "viewBox=\"-4 -4 ", " ").parse().unwrap();
            let scale = 4;
            let mut grey = vec![255; size * size * scale * scale];
            for (column, row, run) in runs(between(&svg, " d=\"", "\"")) {
                for line in 0..scale {
                    let start = ((row + 4) * scale + line) * size * scale + (column + 4) * scale;
                    grey[start..start + run * scale].fill(0);
                }
            }
            assert!(svg.contains(r##"fill="#ffffff""##));
            assert_eq!(read(size * scale, &grey), link);
        }
    }

    #[test]
    fn a_picture_has_its_quiet_zone() {
        let picture = Qr::of(SHORT).unwrap().picture();

        let side = picture.side_px as usize;
        let scale = side / (Qr::of(SHORT).unwrap().size + 8);
        let is_dark = |x: usize, y: usize| picture.grey[y * side + x] == 0;
        let within = |x: usize| (4 * scale..side - 4 * scale).contains(&x);
        for y in 0..side {
            for x in 0..side {
                assert!(!is_dark(x, y) || (within(x) && within(y)), "{x}, {y}");
            }
        }
        assert!(is_dark(4 * scale, 4 * scale), "the corner of a finder");
    }

    #[test]
    fn the_clipboard_gets_the_same_picture_opaque() {
        let picture = Qr::of(SHORT).unwrap().picture();

        let rgba = picture.rgba();

        assert_eq!(rgba.len(), picture.grey.len() * 4);
        for (pixel, grey) in rgba.chunks(4).zip(&picture.grey) {
            assert_eq!(pixel, [*grey, *grey, *grey, 255]);
        }
    }

    const SHORT: &str = "https://payments.example.com/pay?token=1";

    /// As many bytes as the largest code of medium error correction holds.
    fn longest() -> String {
        let start = "https://payments.example.com/pay?token=";
        format!("{start}{}", "aB3-_~%2".repeat(400))[..2331].to_owned()
    }

    /// What a scanner makes of it.
    fn read(side: usize, grey: &[u8]) -> String {
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| grey[y * side + x]);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    /// Column, row and length of every run of dark modules in a path.
    fn runs(path: &str) -> Vec<(usize, usize, usize)> {
        path.split_terminator('z')
            .map(|run| {
                let (at, run) = run[1..].split_once('h').unwrap();
                let (column, row) = at.split_once(' ').unwrap();
                let (run, _) = run.split_once('v').unwrap();
                (
                    column.parse().unwrap(),
                    row.parse().unwrap(),
                    run.parse().unwrap(),
                )
            })
            .collect()
    }

    fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
        let (_, rest) = text.split_once(before).unwrap();
        rest.split_once(after).unwrap().0
    }
}
