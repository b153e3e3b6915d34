//! Profiles: one terminal at one place, with what its links start from.

use jiff::Timestamp;
use payroc::{Currency, ProcessingTerminalId};
use uuid::Uuid;

use crate::draft::plain::{self, Lines};
use crate::fault::{Complaint, Field, FieldComplaint};
use crate::view::{AuthType, LinkDefaults, LinkType, PaymentMethod, Place};

/// The longest name of a profile, in characters.
pub const NAME_MAX: usize = 40;

#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    pub id: Uuid,
    pub name: String,
    pub place: Place,
    pub terminal_id: ProcessingTerminalId,
    pub currency: Currency,
    pub defaults: LinkDefaults,
    /// The keychain holds this profile's key, as far as we know.
    pub key_in_keychain: bool,
    pub created_at: Timestamp,
}

/// What a profile is made of, as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileDraft {
    pub name: String,
    pub terminal_id: ProcessingTerminalId,
    pub currency: Currency,
}

impl ProfileDraft {
    /// Checks each field; all complaints come at once.
    pub fn check(
        name: &str,
        terminal_id: &str,
        currency: &str,
    ) -> Result<Self, Vec<FieldComplaint>> {
        let mut complaints = Vec::new();
        let name = check_name(name)
            .map_err(|complaint| complaints.push(complaint))
            .ok();
        let terminal_id = check_terminal_id(terminal_id)
            .map_err(|complaint| complaints.push(complaint))
            .ok();
        let currency = check_currency(currency)
            .map_err(|complaint| complaints.push(complaint))
            .ok();
        match (name, terminal_id, currency) {
            (Some(name), Some(terminal_id), Some(currency)) => Ok(Self {
                name,
                terminal_id,
                currency,
            }),
            _ => Err(complaints),
        }
    }
}

pub fn check_name(name: &str) -> Result<String, FieldComplaint> {
    let name = name.trim();
    let complaint = |complaint| FieldComplaint::new(Field::ProfileName, complaint);
    if name.is_empty() {
        Err(complaint(Complaint::Missing))
    } else if plain::length(name) > NAME_MAX {
        Err(complaint(Complaint::TooLong).limit(NAME_MAX as u32))
    } else if !plain::is_plain(name, Lines::One) {
        Err(complaint(Complaint::NotPlainText))
    } else {
        Ok(name.to_owned())
    }
}

pub fn check_currency(code: &str) -> Result<Currency, FieldComplaint> {
    let complaint = if code.trim().is_empty() {
        Complaint::Missing
    } else {
        Complaint::NotACurrency
    };
    code.trim()
        .parse()
        .map_err(|_| FieldComplaint::new(Field::Currency, complaint))
}

/// A terminal id as typed becomes part of an address, so it may hold letters, digits, `-`, `_` and `.` only.
fn check_terminal_id(text: &str) -> Result<ProcessingTerminalId, FieldComplaint> {
    let text = text.trim();
    let complaint = |complaint| FieldComplaint::new(Field::TerminalId, complaint);
    if text.is_empty() {
        return Err(complaint(Complaint::Missing));
    }
    if !text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    {
        return Err(complaint(Complaint::NotPlainText));
    }
    ProcessingTerminalId::new(text).map_err(|bad| {
        if text.chars().count() < bad.min() {
            complaint(Complaint::TooShort).limit(bad.min() as u32)
        } else {
            complaint(Complaint::TooLong).limit(bad.max() as u32)
        }
    })
}

/// What the first link of a profile starts from.
pub fn first_defaults() -> LinkDefaults {
    LinkDefaults {
        link_type: LinkType::SingleUse,
        auth_type: AuthType::Sale,
        payment_methods: vec![PaymentMethod::Card],
        expires_in_days: 30,
        button_label: String::new(),
        copy_to_me: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_all_that_is_wrong_at_once() {
        let complaints = ProfileDraft::check(" ", "12", "XXX").unwrap_err();

        assert_eq!(
            complaints,
            [
                FieldComplaint::new(Field::ProfileName, Complaint::Missing),
                FieldComplaint::new(Field::TerminalId, Complaint::TooShort).limit(4),
                FieldComplaint::new(Field::Currency, Complaint::NotACurrency),
            ]
        );
    }

    #[test]
    fn a_terminal_id_cannot_lead_to_another_address() {
        let complaints = ProfileDraft::check("Shop", "../payment-links", "USD").unwrap_err();

        assert_eq!(
            complaints,
            [FieldComplaint::new(
                Field::TerminalId,
                Complaint::NotPlainText
            )]
        );
    }
}
