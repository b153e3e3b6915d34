//! Handing a link over as a picture: its QR code for the screen, the clipboard, and a file.

use super::Desk;
use crate::fault::{Fault, FaultCode};
use crate::qr::Qr;
use crate::view::{LinkView, QrFormat, QrView};

pub use crate::qr::Picture;

/// A QR code as a file to be written where the user finds it.
pub struct QrFile {
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// Characters of what the link is for, in the name of a file.
const NAME_CHARS_MAX: usize = 48;

impl Desk {
    pub async fn qr(&self, payment_link_id: &str) -> Result<QrView, Fault> {
        let link = self.link(payment_link_id).await?;
        Ok(code(&link)?.view())
    }

    pub async fn qr_picture(&self, payment_link_id: &str) -> Result<Picture, Fault> {
        let link = self.link(payment_link_id).await?;
        Ok(code(&link)?.picture())
    }

    /// The QR code with its quiet zone, named for what the link is for.
    pub async fn qr_file(&self, payment_link_id: &str, format: QrFormat) -> Result<QrFile, Fault> {
        let link = self.link(payment_link_id).await?;
        let code = code(&link)?;
        let (ending, bytes) = match format {
            QrFormat::Png => ("png", code.picture().png()),
            QrFormat::Svg => ("svg", code.svg()),
        };
        Ok(QrFile {
            file_name: format!("{}.{ending}", name(&link.description, &link.reference)),
            bytes,
        })
    }
}

fn code(link: &LinkView) -> Result<Qr, Fault> {
    Qr::of(&link.url).ok_or_else(|| Fault::nothing_done(FaultCode::SystemRefused))
}

/// A name that every file system takes: of a text, what is a letter, a digit or harmless.
fn name(description: &str, reference: &str) -> String {
    let what = [description, reference]
        .map(harmless)
        .into_iter()
        .find(|text| !text.is_empty());
    match what {
        Some(what) => format!("QR code {what}"),
        None => "QR code".to_owned(),
    }
}

fn harmless(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|char| {
            if char.is_alphanumeric() || "-_+&,.'()".contains(char) {
                char
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(NAME_CHARS_MAX).collect();
    short
        .trim_matches(|char: char| char == '.' || char == ' ')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_for_what_the_link_is_for_in_characters_that_every_disk_takes() {
        let cases = [
            ("Logo design", "REF-1", "QR code Logo design"),
            ("a/b\\c:d*e?\"<>|\n\u{0}f", "REF-1", "QR code a b c d e f"),
            ("../../etc/passwd", "REF-1", "QR code etc passwd"),
            (
                "Garten & Hof, 2. Teil.",
                "REF-1",
                "QR code Garten & Hof, 2. Teil",
            ),
            ("庭の手入れ", "REF-1", "QR code 庭の手入れ"),
            ("", "REF-1", "QR code REF-1"),
            (" … ", "///", "QR code"),
        ];
        for (description, reference, expected) in cases {
            assert_eq!(name(description, reference), expected, "{description:?}");
        }
    }

    #[test]
    fn a_long_description_makes_no_long_name() {
        let name = name(&"ö".repeat(1024), "");

        assert_eq!(name.chars().count(), "QR code ".len() + 48);
        assert!(name.len() < 255 - " (999).png".len());
    }
}
