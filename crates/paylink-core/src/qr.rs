//! A link as a QR code: one SVG path, drawn by the interface.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use crate::view::QrView;

/// Draws `text` with medium error correction; `None` when it is too long for any QR code (about 2,300 bytes).
pub fn draw(text: &str) -> Option<QrView> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
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
    Some(QrView {
        size: u16::try_from(width).ok()?,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_every_dark_module_once() {
        let text = "https://payments.example.com/pay?token=1";
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let dark = code
            .to_colors()
            .iter()
            .filter(|color| **color == Color::Dark)
            .count();

        let drawn = draw(text).unwrap();

        let covered: usize = drawn
            .path
            .split('h')
            .skip(1)
            .step_by(2)
            .map(|run| run.split('v').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(usize::from(drawn.size), code.width());
        assert_eq!(covered, dark);
    }

    #[test]
    fn refuses_what_no_code_can_hold() {
        assert_eq!(draw(&"x".repeat(5000)), None);
    }
}
