//! Email addresses: those to which mail can be expected to arrive. Whether somebody reads it is not known here.

use super::LIMITS;
use super::plain;
use crate::fault::Complaint;

/// What is wrong with an address, and the limit that was passed if it is about one.
pub fn complaint(email: &str) -> Option<(Complaint, Option<u32>)> {
    if email.is_empty() {
        Some((Complaint::Missing, None))
    } else if plain::length(email) > usize::from(LIMITS.email_max) {
        Some((Complaint::TooLong, Some(LIMITS.email_max.into())))
    } else if email.chars().count() < usize::from(LIMITS.email_min) || !is_address(email) {
        Some((Complaint::NotAnEmail, None))
    } else {
        None
    }
}

/// The name of somebody who gave none: the part before the @.
pub fn name_from(email: &str) -> String {
    let local = email.split('@').next().unwrap_or(email);
    plain::beginning(local, usize::from(LIMITS.recipient_name_max))
}

fn is_address(email: &str) -> bool {
    let options = email_address::Options::default()
        .with_required_tld()
        .without_domain_literal()
        .without_display_text();
    email_address::EmailAddress::parse_with_options(email, options).is_ok()
        && email.chars().all(is_address_character)
        && email
            .rsplit_once('@')
            .is_some_and(|(_, domain)| is_public_domain(domain))
}

/// Quoted parts are allowed by the standard and used by nobody; in a list of addresses they lead astray.
fn is_address_character(c: char) -> bool {
    (c.is_ascii_graphic() && c != '"')
        || (c.is_alphanumeric() && !c.is_ascii() && !plain::is_unseen(c))
}

/// A name of hosts, and not a number: an IP address or a slip of the finger ends in digits.
fn is_public_domain(domain: &str) -> bool {
    let mut letters = domain.rsplit('.').next().unwrap_or(domain).chars();
    domain
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'))
        && letters.next().is_some_and(char::is_alphabetic)
        && letters.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_reach_nobody_are_refused() {
        for email in [
            "jane",
            "jane@",
            "@example.com",
            "jane@example",
            "jane..doe@example.com",
            "a b@example.com",
            "Jane <jane@example.com>",
            "jane@example.com,joe@example.com",
            "jane@[127.0.0.1]",
            "jane@127.0.0.1",
            "jane@example.c",
            "jane@exam_ple.com",
            "\"jane\"@example.com",
            "ja\u{200b}ne@example.com",
            "jane\u{3164}@example.com",
            "jane@example.com\nbcc:joe@example.com",
            "a@b.c",
        ] {
            assert!(complaint(email).is_some(), "{email:?} was taken");
        }
        for email in [
            "jane@example.com",
            "j.doe+shop@mail.example.co.uk",
            "o'hara@xn--bcher-kva.example",
            "jane@4u.example",
            "zoë@example.com",
        ] {
            assert!(complaint(email).is_none(), "{email:?} was refused");
        }
    }

    #[test]
    fn a_long_address_still_gives_a_name_within_its_limit() {
        let name = name_from(&format!("{}@example.com", "𝒥".repeat(25)));

        assert_eq!(plain::length(&name), usize::from(LIMITS.recipient_name_max));
    }
}
