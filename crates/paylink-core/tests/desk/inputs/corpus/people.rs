//! Whom to email: addresses of every shape, too many people, nobody, and somebody twice.

use paylink_core::draft::LIMITS;
use paylink_core::fault::{Complaint, Field, FieldComplaint};
use paylink_core::testing::recipient;
use paylink_core::view::RecipientForm;

use super::super::tables::{
    BAD_EMAILS, GAPS, GOOD_EMAILS, NEVER, NOT_IN_DOMAIN, NOT_IN_LOCAL_PART, UNSEEN, controls,
};
use super::{Case, Expected, create, jane, refused, share};

pub fn add(cases: &mut Vec<Case>) {
    for (email, complaint) in addresses() {
        let told = |index| match complaint {
            None => Expected::Accepted,
            Some((complaint, limit)) => {
                let mut told =
                    FieldComplaint::new(Field::RecipientEmail, complaint).of_recipient(index);
                told.limit = limit;
                Expected::Refused(told)
            }
        };
        let name = format!("to {email:?}");
        let people = vec![recipient("Jane", &email)];
        cases.push(create(&name, told(0), |form| {
            form.recipients = people.clone()
        }));
        cases.push(share(&name, told(0), people, ""));
        let people = vec![recipient("Joe", "joe@example.org"), recipient("", &email)];
        cases.push(share(format!("second, {name}"), told(1), people, ""));
    }
    crowds(cases);
}

type Told = Option<(Complaint, Option<u32>)>;

fn addresses() -> Vec<(String, Told)> {
    let good = GOOD_EMAILS.map(|email| (email.to_owned(), None));
    let gaps = GAPS.map(|gap| (gap.to_owned(), Some((Complaint::Missing, None))));
    let local_part = NOT_IN_LOCAL_PART
        .chars()
        .map(|c| format!("ja{c}ne@example.com"));
    let domain = NOT_IN_DOMAIN
        .chars()
        .map(|c| format!("jane@exa{c}mple.com"));
    let unseen = controls().chain(NEVER).chain(UNSEEN).flat_map(|c| {
        [
            format!("ja{c}ne@example.com"),
            format!("jane@exam{c}ple.com"),
        ]
    });
    let bad = BAD_EMAILS
        .map(str::to_owned)
        .into_iter()
        .chain(local_part)
        .chain(domain);
    let bad = bad
        .chain(unseen)
        .map(|email| (email, Some((Complaint::NotAnEmail, None))));
    good.into_iter()
        .chain(gaps)
        .chain(bad)
        .chain(lengths())
        .collect()
}

fn lengths() -> Vec<(String, Told)> {
    let max = usize::from(LIMITS.email_max);
    let too_long = Some((Complaint::TooLong, Some(LIMITS.email_max.into())));
    let not_one = Some((Complaint::NotAnEmail, None));
    let of_length = |length: usize| format!("{}@{}.com", "j".repeat(60), "e".repeat(length - 65));
    let long_labels = |length: usize| {
        let rest = length - 60 - 1 - 4 - 33;
        format!(
            "{}@{}.{}.com",
            "j".repeat(60),
            "d".repeat(32),
            "e".repeat(rest)
        )
    };
    vec![
        ("a@b.c".to_owned(), not_one),
        ("a@bc".to_owned(), not_one),
        ("@".to_owned(), not_one),
        (long_labels(max - 1), None),
        (long_labels(max), None),
        (format!("  {}  ", long_labels(max)), None),
        (long_labels(max + 1), too_long),
        (long_labels(max + 2), too_long),
        (of_length(10_240), too_long),
        ("字".repeat(max) + "@example.com", too_long),
        (format!("{}@example.com", "j".repeat(64)), None),
        (format!("{}@example.com", "j".repeat(65)), not_one),
        (format!("j@{}.com", "e".repeat(63)), None),
        (format!("j@{}.com", "e".repeat(64)), not_one),
    ]
}

fn crowds(cases: &mut Vec<Case>) {
    let max = usize::from(LIMITS.recipients_max);
    let too_many = || {
        Expected::Refused(
            FieldComplaint::new(Field::Form, Complaint::TooMany)
                .limit(LIMITS.recipients_max.into()),
        )
    };
    cases.push(create("nobody", Expected::Accepted, |_| {}));
    let nobody = FieldComplaint::new(Field::RecipientEmail, Complaint::Missing).of_recipient(0);
    cases.push(share("nobody", Expected::Refused(nobody), Vec::new(), ""));
    for count in [2, max - 1, max, max + 1, max + 2, 1_000] {
        let expected = || {
            if count > max {
                too_many()
            } else {
                Expected::Accepted
            }
        };
        let name = format!("{count} people");
        cases.push(create(&name, expected(), |form| {
            form.recipients = crowd(count)
        }));
        cases.push(share(&name, expected(), crowd(count), ""));
    }
    for twice in ["jane@example.com", "JANE@example.com", " jane@EXAMPLE.com "] {
        for at in [1, 5] {
            let mut people = crowd(at);
            people[0] = jane();
            people.push(recipient("", twice));
            let told =
                FieldComplaint::new(Field::RecipientEmail, Complaint::Duplicate).of_recipient(at);
            let name = format!("{twice:?} again after {at}");
            let expected = Expected::Refused(told.clone());
            cases.push(create(&name, expected, |form| {
                form.recipients = people.clone()
            }));
            cases.push(share(&name, Expected::Refused(told), people, ""));
        }
    }
    let nameless = || vec![recipient("", "")];
    let told = || match refused(Field::RecipientEmail, Complaint::Missing) {
        Expected::Refused(told) => Expected::Refused(told.of_recipient(0)),
        Expected::Accepted => Expected::Accepted,
    };
    cases.push(create("an empty line", told(), |form| {
        form.recipients = nameless()
    }));
    cases.push(share("an empty line", told(), nameless(), ""));
}

fn crowd(count: usize) -> Vec<RecipientForm> {
    (0..count)
        .map(|n| recipient("", &format!("person{n}@example.com")))
        .collect()
}
