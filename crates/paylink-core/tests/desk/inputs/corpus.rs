//! The corpus: a good form with one thing changed, and what has to come of it.

mod charges;
mod people;
mod texts;

use std::collections::BTreeSet;

use jiff::civil::Date;
use paylink_core::fault::{Complaint, Field, FieldComplaint};
use paylink_core::testing::{a_link_form, recipient};
use paylink_core::view::{CreatePaymentLink, RecipientForm};
use uuid::Uuid;

pub struct Case {
    pub name: String,
    pub input: Input,
    pub expected: Expected,
}

pub enum Input {
    Create(Box<CreatePaymentLink>),
    Share(Vec<RecipientForm>, String),
}

pub enum Expected {
    Accepted,
    /// This complaint and no other.
    Refused(FieldComplaint),
}

/// Every case, for a user whose day is `today`. What two tables have in common is there once.
pub fn corpus(today: Date) -> Vec<Case> {
    let mut cases = Vec::new();
    texts::add(&mut cases);
    people::add(&mut cases);
    charges::add(&mut cases, today);
    let mut seen = BTreeSet::new();
    cases.retain(|case| seen.insert(case.fingerprint()));
    cases
}

impl Case {
    /// Whatever is sent, without what only names the press.
    fn fingerprint(&self) -> String {
        match &self.input {
            Input::Create(form) => {
                let mut form = form.clone();
                form.request_id = Uuid::nil();
                format!("{form:?}")
            }
            Input::Share(people, message) => format!("{people:?} {message:?}"),
        }
    }
}

/// A form that is good in every field, and the same one each time.
fn a_form() -> CreatePaymentLink {
    CreatePaymentLink {
        reference: "PL-1".to_owned(),
        expires_on: Some("2999-12-31".to_owned()),
        ..a_link_form()
    }
}

fn create(
    name: impl Into<String>,
    expected: Expected,
    change: impl FnOnce(&mut CreatePaymentLink),
) -> Case {
    let mut form = a_form();
    change(&mut form);
    Case {
        name: format!("create: {}", name.into()),
        input: Input::Create(Box::new(form)),
        expected,
    }
}

fn share(
    name: impl Into<String>,
    expected: Expected,
    people: Vec<RecipientForm>,
    message: &str,
) -> Case {
    Case {
        name: format!("share: {}", name.into()),
        input: Input::Share(people, message.to_owned()),
        expected,
    }
}

fn refused(field: Field, complaint: Complaint) -> Expected {
    Expected::Refused(FieldComplaint::new(field, complaint))
}

fn jane() -> RecipientForm {
    recipient("Jane", "jane@example.com")
}
