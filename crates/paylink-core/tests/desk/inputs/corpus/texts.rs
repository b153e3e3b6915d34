//! Texts at, below and beyond their limits, in many scripts, and with what does not belong into them.

use paylink_core::draft::LIMITS;
use paylink_core::fault::{Complaint, Field, FieldComplaint};
use paylink_core::testing::recipient;
use paylink_core::view::CreatePaymentLink;

use super::super::tables::{BLANKS, GAPS, LETTERS, NEVER, ONLY_TEXT, UNSEEN, controls};
use super::{Case, Expected, a_form, create, jane, share};

/// A text field of a form.
struct Place {
    field: Field,
    max: u16,
    required: bool,
    /// May have several lines.
    lines: bool,
    /// Puts a text there.
    put: fn(&mut CreatePaymentLink, String),
}

const PLACES: [Place; 6] = [
    Place {
        field: Field::Reference,
        max: LIMITS.reference_max,
        required: true,
        lines: false,
        put: |form, text| form.reference = text,
    },
    Place {
        field: Field::OrderId,
        max: LIMITS.order_id_max,
        required: true,
        lines: false,
        put: |form, text| form.order_id = text,
    },
    Place {
        field: Field::ButtonLabel,
        max: LIMITS.button_label_max,
        required: false,
        lines: false,
        put: |form, text| form.button_label = text,
    },
    Place {
        field: Field::Description,
        max: LIMITS.description_max,
        required: false,
        lines: true,
        put: |form, text| form.description = text,
    },
    Place {
        field: Field::RecipientName,
        max: LIMITS.recipient_name_max,
        required: false,
        lines: false,
        put: |form, text| form.recipients = vec![recipient(&text, "jane@example.com")],
    },
    Place {
        field: Field::Message,
        max: LIMITS.message_max,
        required: false,
        lines: true,
        put: |form, text| {
            form.recipients = vec![jane()];
            form.message = text;
        },
    },
];

impl Place {
    fn is_shared(&self) -> bool {
        matches!(self.field, Field::RecipientName | Field::Message)
    }
}

pub fn add(cases: &mut Vec<Case>) {
    for place in &PLACES {
        let mut put = |text: String, complaint| add_one(cases, place, &text, complaint);
        lengths(place, &mut put);
        gaps(place, &mut put);
        foreign_characters(place, &mut put);
        let fits = |text: &&&str| text.len() <= usize::from(place.max);
        ONLY_TEXT
            .iter()
            .filter(fits)
            .for_each(|text| put((*text).to_owned(), None));
    }
}

type Put<'a> = &'a mut dyn FnMut(String, Option<Complaint>);

fn lengths(place: &Place, put: Put<'_>) {
    let max = usize::from(place.max);
    for (letter, units) in LETTERS {
        let text = |length: usize| letter.repeat(length / units) + &"a".repeat(length % units);
        put(letter.to_owned(), None);
        put(text(max - 1), None);
        put(text(max), None);
        put(format!("  {}\u{3000}", text(max)), None);
        for length in [max + 1, max + 2, max + units + 2, 2 * max + 6] {
            put(text(length), Some(Complaint::TooLong));
        }
    }
    put("a".repeat(10_240), Some(Complaint::TooLong));
}

fn gaps(place: &Place, put: Put<'_>) {
    let missing = place.required.then_some(Complaint::Missing);
    for gap in GAPS {
        put(gap.to_owned(), missing);
        if !gap.is_empty() {
            put(format!("{gap}x{gap}"), None);
        }
    }
    for blank in BLANKS {
        put(blank.to_owned(), Some(Complaint::NotPlainText));
    }
}

fn foreign_characters(place: &Place, put: Put<'_>) {
    let not_plain = Some(Complaint::NotPlainText);
    for c in controls().chain(NEVER) {
        put(format!("4{c}5"), not_plain);
        // Some of them are trimmed away where they stand alone.
        if !c.is_whitespace() {
            put(format!("{c}46"), not_plain);
            put(format!("47{c}"), not_plain);
        }
    }
    let in_a_line = if place.lines { None } else { not_plain };
    for c in UNSEEN
        .into_iter()
        .chain(['\t', '\n', '\r', '\u{2028}', '\u{2029}'])
    {
        put(format!("4{c}5"), in_a_line);
    }
}

fn add_one(cases: &mut Vec<Case>, place: &Place, text: &str, complaint: Option<Complaint>) {
    let shown: String = text.chars().take(12).collect();
    let length = text.encode_utf16().count();
    let name = format!("{:?} of {length} units: {shown:?}..", place.field);
    let expected = || match complaint {
        None => Expected::Accepted,
        Some(complaint) => {
            let mut told = FieldComplaint::new(place.field, complaint);
            told.limit = (complaint == Complaint::TooLong).then_some(place.max.into());
            told.index = (place.field == Field::RecipientName).then_some(0);
            Expected::Refused(told)
        }
    };
    let mut form = a_form();
    (place.put)(&mut form, text.to_owned());
    if place.is_shared() {
        cases.push(share(
            &name,
            expected(),
            form.recipients.clone(),
            &form.message,
        ));
    }
    cases.push(create(name, expected(), |good| *good = form));
}
