//! What people ask of a list, many of each kind.

use paylink_core::testing::{a_seeded_link, all_links};
use paylink_core::view::{AmountSetBy, FindLinks, LinkStatus, LinkType, Sorting};

use crate::desk::PROFILE;

/// How many questions of each kind there are.
const EACH: u32 = 400;
/// Rows of a page, as the window asks for them (`PAGE_ROWS` of the page).
pub const PAGE_ROWS: u16 = 50;

pub fn first_page() -> FindLinks {
    FindLinks {
        sorting: Sorting::UnpaidFirst,
        limit: PAGE_ROWS,
        ..all_links(PROFILE)
    }
}

/// Every kind of question to a list of so many links.
pub fn all(links: u32) -> Vec<(&'static str, Vec<FindLinks>)> {
    let some = |number: u32| a_seeded_link(number * 7919 % links);
    vec![
        ("nothing asked", typed(|_| String::new())),
        ("common words", typed(|number| pick(&COMMON, number))),
        ("typed letter by letter", typed(letter_by_letter)),
        (
            "short: one or two letters",
            typed(|number| pick(&SHORT, number)),
        ),
        (
            "a reference",
            typed(|number| some(number).merchant_reference.to_string()),
        ),
        (
            "the end of a reference",
            typed(|number| some(number).merchant_reference.as_str()[10..].to_owned()),
        ),
        (
            "a person",
            typed(|number| format!("{}{}", pick(&PEOPLE, number), number * 31 % 4_000)),
        ),
        ("an amount", typed(|number| pick(&AMOUNTS, number))),
        ("several words", typed(|number| pick(&SEVERAL, number))),
        (
            "nothing matches",
            typed(|number| format!("{}{number}qx", pick(&["zzqxj", "pl-99", "w", "@@"], number))),
        ),
        ("filtered", each(filtered)),
        (
            "a deep page",
            each(|number| FindLinks {
                offset: number * 997 % links,
                ..first_page()
            }),
        ),
        (
            "largest first",
            each(|number| FindLinks {
                sorting: Sorting::Largest,
                offset: number * 997 % links,
                text: pick(&["", "invoice", "smith", "7"], number),
                ..first_page()
            }),
        ),
        (
            "expires soonest",
            each(|number| FindLinks {
                sorting: Sorting::ExpiresSoonest,
                text: pick(&["", "invoice", "smith", "7"], number),
                ..first_page()
            }),
        ),
    ]
}

const COMMON: [&str; 6] = [
    "invoice",
    "for the",
    "example.com",
    "kitchen",
    "INVOICE smith",
    "order",
];
const SHORT: [&str; 10] = ["p", "in", "5", "a", "pl", "o", "zo", "z", "é", "1,"];
const PEOPLE: [&str; 4] = ["jane", "grace", "zoe", "LUKASZ"];
const AMOUNTS: [&str; 8] = [
    "45", "45.00", "1,2", "99.5", "$120", "1250.00", "7", "3,000",
];
const SEVERAL: [&str; 5] = [
    "invoice kitchen 45",
    "pl- invoice",
    "jane smith",
    "a e i o",
    "repair roof zz",
];

fn letter_by_letter(number: u32) -> String {
    let text = pick(
        &[
            "Invoice for the kitchen",
            "PL-230401-",
            "jane12@example.com",
        ],
        number / 24,
    );
    text.chars().take(number as usize % 24 + 1).collect()
}

fn filtered(number: u32) -> FindLinks {
    let statuses = [None, Some(LinkStatus::Active), Some(LinkStatus::Completed)];
    FindLinks {
        text: pick(&["", "invoice", "smith"], number),
        status: statuses[number as usize % 3],
        link_type: number.is_multiple_of(2).then_some(LinkType::SingleUse),
        amount_set_by: number.is_multiple_of(5).then_some(AmountSetBy::Merchant),
        created_from: (!number.is_multiple_of(3)).then(|| "2022-06-01".to_owned()),
        created_to: (number % 7 > 3).then(|| "2022-12-31".to_owned()),
        email: number
            .is_multiple_of(4)
            .then(|| format!("jane{}@example.com", number * 8 % 4_000)),
        ..first_page()
    }
}

fn typed(text: impl Fn(u32) -> String) -> Vec<FindLinks> {
    each(|number| FindLinks {
        text: text(number),
        ..first_page()
    })
}

fn each(question: impl Fn(u32) -> FindLinks) -> Vec<FindLinks> {
    (0..EACH).map(question).collect()
}

fn pick(texts: &[&str], number: u32) -> String {
    texts[number as usize % texts.len()].to_owned()
}
