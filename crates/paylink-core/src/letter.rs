//! A letter about a link, as an address that the user's own mail program opens (RFC 6068).
//!
//! It holds what the user wrote and the link as the gateway gave it, and nothing else: no attachment, no file, no other
//! header than `bcc`, `subject` and `body`.

use std::fmt::Write as _;

use url::Url;

use crate::draft::address;
use crate::fault::{Complaint, Fault, FaultCode, Field, FieldComplaint};
use crate::view::MailLink;

/// The longest address that every system hands on whole, in bytes: Windows takes 2,083 and ends with a zero.
const URL_MAX: usize = 2_000;
/// What stands where a text was cut.
const CUT: &str = "…";

/// An address that begins with `mailto:`, no longer than 2,000 bytes of plain ASCII.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter(String);

impl Letter {
    /// Writes it. One person is written to; of several none sees the others. A message that is too long is cut, the
    /// payment address never.
    ///
    /// # Errors
    /// `CheckFields` at the person whose address is none, or at the first of too many; `SystemRefused` if the
    /// payment address is no address of the web.
    pub(crate) fn write(form: &MailLink, payment_url: &str) -> Result<Self, Fault> {
        let is_web = Url::parse(payment_url)
            .is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host());
        if !is_web || payment_url.chars().any(|sign| sign.is_whitespace()) {
            return Err(Fault::nothing_done(FaultCode::SystemRefused));
        }
        let mut people = Vec::new();
        for (index, email) in form.recipients.iter().enumerate() {
            let email = email.trim();
            if let Some((complaint, _)) = address::complaint(email) {
                let complaint = FieldComplaint::new(Field::RecipientEmail, complaint);
                return Err(Fault::check_fields(vec![complaint.of_recipient(index)]));
            }
            people.push(encoded(email).replace("%40", "@"));
        }
        let (to, bcc) = match &people[..] {
            [] => (String::new(), String::new()),
            [one] => (one.clone(), String::new()),
            several => (String::new(), format!("bcc={}&", several.join(","))),
        };
        let head = format!("mailto:{to}?{bcc}subject=");
        let tail = format!("&body={}", encoded(&format!("\n\n{payment_url}")));
        let room = URL_MAX
            .checked_sub(head.len() + tail.len())
            .ok_or_else(|| {
                let last = people.len().saturating_sub(1);
                let complaint = FieldComplaint::new(Field::RecipientEmail, Complaint::TooMany);
                Fault::check_fields(vec![complaint.of_recipient(last)])
            })?;
        let subject = fitting(&one_line(&form.subject), room / 4);
        let message = fitting(form.message.trim(), room - subject.len());
        let body = format!("{message}{}", encoded(&format!("\n\n{payment_url}")));
        Ok(Self(format!("{head}{subject}&body={body}")))
    }

    pub fn url(&self) -> &str {
        &self.0
    }
}

/// A subject has no lines: a break in it would begin another header.
fn one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ")
}

/// As much of a text as fits, encoded. No character is cut.
fn fitting(text: &str, room: usize) -> String {
    let whole = encoded(text);
    if whole.len() <= room {
        return whole;
    }
    let cut = encoded(CUT);
    let mut kept = String::new();
    for sign in text.chars() {
        let next = encoded(sign.encode_utf8(&mut [0; 4]));
        if kept.len() + next.len() + cut.len() > room {
            break;
        }
        kept.push_str(&next);
    }
    if kept.len() + cut.len() <= room {
        kept.push_str(&cut);
    }
    kept
}

/// Everything but letters, digits and `-._~` in percent signs; a line break is CRLF whatever it was (RFC 6068,
/// section 5).
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for sign in text.chars() {
        match sign {
            '\n' if before == Some('\r') => {}
            '\r' | '\n' => out.push_str("%0D%0A"),
            sign if sign.is_control() && sign != '\t' => {}
            sign if sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '_' | '~') => {
                out.push(sign);
            }
            sign => {
                for byte in sign.encode_utf8(&mut [0; 4]).bytes() {
                    write!(out, "%{byte:02X}").expect("a string takes everything");
                }
            }
        }
        before = Some(sign);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const LINK: &str = "https://payments.payroc.com/merchant/pay-by-link?token=7c2f&x=1";

    #[test]
    fn a_letter_is_an_address_with_the_link_below_the_message() {
        let letter = letter(
            &["jane@example.com"],
            "Logo & more",
            "Hello,\n\n50% off: $45.00",
        )
        .unwrap();

        assert_eq!(
            letter.url(),
            "mailto:jane@example.com?subject=Logo%20%26%20more&body=Hello%2C%0D%0A%0D%0A50%25%20off%3A%20%2445.00\
             %0D%0A%0D%0Ahttps%3A%2F%2Fpayments.payroc.com%2Fmerchant%2Fpay-by-link%3Ftoken%3D7c2f%26x%3D1"
        );
    }

    #[test]
    fn of_several_people_none_sees_the_others() {
        let letter = letter(&["jane@example.com", "bob+shop@example.com"], "S", "M").unwrap();

        assert!(
            letter.url().starts_with(
                "mailto:?bcc=jane@example.com,bob%2Bshop@example.com&subject=S&body=M"
            )
        );
    }

    #[test]
    fn nothing_that_was_typed_becomes_another_header() {
        let letter = letter(
            &[],
            "Hi\r\nBcc: eve@example.com&cc=eve@example.com",
            "x&attach=/etc/passwd",
        )
        .unwrap();

        let names: Vec<_> = read(&letter).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["subject", "body"]);
        assert!(read(&letter)[0].1.starts_with("Hi Bcc: eve"));
    }

    #[test]
    fn what_is_no_address_is_told_at_its_person() {
        for wrong in [
            "jane",
            "jane@example.com?cc=eve@example.com",
            "a@b.com,c@d.com",
            "",
        ] {
            let fault = letter(&["bob@example.com", wrong], "S", "M").unwrap_err();
            assert_eq!(fault.fields[0].field, Field::RecipientEmail, "{wrong}");
            assert_eq!(fault.fields[0].index, Some(1));
        }
    }

    #[test]
    fn only_an_address_of_the_web_is_sent_on() {
        for wrong in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "not an address",
            "",
            "https://a b",
        ] {
            let form = form(&[], "S", "M");
            let fault = Letter::write(&form, wrong).unwrap_err();
            assert_eq!(fault.code, FaultCode::SystemRefused, "{wrong}");
        }
    }

    #[test]
    fn too_many_people_are_told() {
        let emails: Vec<_> = (0..100)
            .map(|n| format!("somebody.number.{n}@example.com"))
            .collect();
        let emails: Vec<_> = emails.iter().map(String::as_str).collect();

        let fault = letter(&emails, "S", "M").unwrap_err();

        assert_eq!(fault.fields[0].complaint, Complaint::TooMany);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_fits_and_the_link_is_whole(subject in ".{0,300}", message in "(?s).{0,1500}") {
            let letter = letter(&["jane@example.com"], &subject, &message).unwrap();

            prop_assert!(letter.url().len() <= URL_MAX && letter.url().is_ascii());
            let read = read(&letter);
            prop_assert_eq!(read.len(), 2);
            let link = format!("\r\n\r\n{LINK}");
            prop_assert!(read[1].1.ends_with(&link));
        }
    }

    /// The headers of a letter, as a mail program reads them.
    fn read(letter: &Letter) -> Vec<(String, String)> {
        let (_, headers) = letter.url().split_once('?').unwrap();
        let headers = headers.split('&').map(|header| {
            let (name, value) = header.split_once('=').unwrap();
            let mut bytes = Vec::new();
            let mut rest = value.bytes();
            while let Some(byte) = rest.next() {
                if byte == b'%' {
                    let hex: String = rest.by_ref().take(2).map(char::from).collect();
                    bytes.push(u8::from_str_radix(&hex, 16).unwrap());
                } else {
                    bytes.push(byte);
                }
            }
            (name.to_owned(), String::from_utf8(bytes).unwrap())
        });
        headers.collect()
    }

    fn letter(emails: &[&str], subject: &str, message: &str) -> Result<Letter, Fault> {
        Letter::write(&form(emails, subject, message), LINK)
    }

    fn form(emails: &[&str], subject: &str, message: &str) -> MailLink {
        MailLink {
            profile_id: Uuid::nil(),
            payment_link_id: "JZURRJBUPS".to_owned(),
            recipients: emails.iter().map(|email| (*email).to_owned()).collect(),
            subject: subject.to_owned(),
            message: message.to_owned(),
        }
    }
}
