//! Every reader of what comes from outside, under one roof for the tests that throw anything at them. Each takes
//! any bytes, and checks what must hold of whatever it makes of them.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::auth::{ApiKey, Granted};
use crate::hosts::Hosts;
use crate::ids::PaymentLinkId;
use crate::links::{Charge, LinkChange, LinkPatch, PaymentLink};
use crate::money::{Currency, MinorUnits, Money};
use crate::page::{Cursor, Page};
use crate::payments::{BankTransferPayment, CardPayment};
use crate::problem::Problem;
use crate::retry;
use crate::sharing::SharingEvent;
use crate::terminal::ProcessingTerminal;

/// A reader and its name.
pub type Parser = (&'static str, fn(&[u8]));

pub const ALL: [Parser; 11] = [
    ("problem", problem),
    ("link", link),
    ("sharing_event", sharing_event),
    ("payment", payment),
    ("terminal", terminal),
    ("page", page),
    ("token", token),
    ("retry_after", retry_after),
    ("money", money),
    ("api_key", api_key),
    ("address", address),
];

pub fn problem(bytes: &[u8]) {
    if let Some(problem) = Problem::read(bytes) {
        assert!(problem.errors.len() <= 100);
        let texts = [
            &problem.title,
            &problem.detail,
            &problem.instance,
            &problem.resource,
        ];
        for text in texts.into_iter().flatten() {
            assert!(text.chars().count() <= 2_000);
        }
        assert!(
            format!("{problem:?}").len() < 200,
            "no text of the document is shown"
        );
    }
}

pub fn link(bytes: &[u8]) {
    let Some(link) = kept::<PaymentLink>(bytes) else {
        return;
    };
    assert_eq!(link.payment_link_id.as_str().chars().count(), 10);
    if let Charge::Preset(money) = &link.order.charge {
        assert!(money.amount <= MinorUnits::MAX);
    }
    let change = LinkChange::PaymentButton(Some("PAY".to_owned()));
    if let Ok(patch) = LinkPatch::guarded(&link, vec![change]) {
        assert!(!patch.is_in(&link));
        assert!(serde_json::from_slice::<json_patch::Patch>(patch.encode().as_bytes()).is_ok());
    }
}

pub fn sharing_event(bytes: &[u8]) {
    kept::<SharingEvent>(bytes);
}

pub fn payment(bytes: &[u8]) {
    kept::<CardPayment>(bytes);
    kept::<BankTransferPayment>(bytes);
}

pub fn terminal(bytes: &[u8]) {
    kept::<ProcessingTerminal>(bytes);
}

pub fn page(bytes: &[u8]) {
    if let Ok(page) = Page::<PaymentLink>::read(bytes, &Hosts::live()) {
        assert!(usize::try_from(page.count).is_ok_and(|count| count >= page.data.len()));
        for cursor in [page.next, page.previous].into_iter().flatten() {
            let (Cursor::After(text) | Cursor::Before(text)) = cursor;
            assert!(!text.is_empty());
        }
    }
}

pub fn token(bytes: &[u8]) {
    if let Some(granted) = Granted::read(bytes) {
        granted.check();
    }
}

pub fn retry_after(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (value, date) = text.split_once('\n').unwrap_or((&text, ""));
    let now = Timestamp::UNIX_EPOCH;
    let alone = retry::retry_after(value, None, now);
    let dated = retry::retry_after(value, Some(date), now);
    assert_eq!(alone.is_some(), dated.is_some());
}

pub fn money(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for currency in [Currency::Usd, Currency::Jpy, Currency::Kwd, Currency::Clf] {
        if let Ok(money) = Money::parse_decimal(&text, currency) {
            let written = money.decimal_string();
            assert_eq!(Money::parse_decimal(&written, currency), Ok(money));
        }
    }
    if let Ok(id) = PaymentLinkId::new(text) {
        let url = Hosts::live().resource(&["payment-links", id.as_str()]);
        assert_eq!(url.host_str(), Some("api.payroc.com"));
        assert_eq!(url.path_segments().map(Iterator::count), Some(3), "{url}");
    }
}

/// What somebody pastes, or a keychain gives back.
pub fn api_key(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    if let Ok(key) = ApiKey::new(text.clone()) {
        assert_eq!(key.expose(), text.trim());
        assert!((1..=ApiKey::LEN_MAX).contains(&key.expose().len()));
        assert!(key.expose().bytes().all(|byte| byte.is_ascii_graphic()));
    }
}

/// The address of a gateway on this machine, from the environment.
pub fn address(bytes: &[u8]) {
    let Ok(url) = Url::parse(&String::from_utf8_lossy(bytes)) else {
        return;
    };
    if let Ok(hosts) = Hosts::loopback(&url) {
        for there in [
            hosts.authorize(),
            hosts.resource(&["payment-links", "../a"]),
        ] {
            assert_eq!((there.scheme(), there.host()), ("http", url.host()));
            assert_eq!(there.port(), url.port());
        }
        let host = url.host_str().unwrap_or_default();
        assert!(
            host == "localhost" || host == "[::1]" || host.starts_with("127."),
            "{url}"
        );
    }
}

/// Reads a value, and makes sure that it can be kept as JSON and read back.
fn kept<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(bytes: &[u8]) -> Option<T> {
    let value: T = serde_json::from_slice(bytes).ok()?;
    let wire = serde_json::to_vec(&value).expect("wire types have string keys and plain values");
    let back: T = serde_json::from_slice(&wire).expect("what was read can be read again");
    assert_eq!(back, value);
    Some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    use super::*;

    const SEEDS: [&str; 9] = [
        include_str!("../tests/fixtures/single-use.json"),
        include_str!("../tests/fixtures/multi-use.json"),
        include_str!("../tests/fixtures/sharing-event.json"),
        include_str!("../tests/fixtures/card-payments.json"),
        include_str!("../tests/fixtures/bank-transfer-payments.json"),
        include_str!("../tests/fixtures/problems.json"),
        r#"{"access_token":"t","expires_in":3600,"scope":"a b","token_type":"Bearer"}"#,
        r#"{"processingTerminalId":"1234","status":"active","features":{"paymentLinks":{"enabled":true}}}"#,
        r#"{"type":"https://docs.payroc.com/api/errors#bad-request","errors":[{"parameter":"a","message":"m"}]}"#,
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            feed(&bytes);
        }

        #[test]
        fn no_text_makes_a_reader_panic(text in "[ -~\\n]{0,40}|[0-9.,:A-Za-z+-]{0,30}|\\PC{0,30}") {
            feed(text.as_bytes());
        }

        #[test]
        fn no_json_makes_a_reader_panic(value in any_json()) {
            feed(value.to_string().as_bytes());
        }

        #[test]
        fn no_answer_with_one_part_replaced_makes_a_reader_panic(
            seed in 0..SEEDS.len(), place in any::<prop::sample::Index>(), value in any_json(),
        ) {
            let mut document: Value = serde_json::from_str(SEEDS[seed]).unwrap();
            let pointers = pointers(&document);
            let pointer = &pointers[place.index(pointers.len())];
            *document.pointer_mut(pointer).unwrap() = value;
            feed(document.to_string().as_bytes());
            for item in document["data"].as_array().into_iter().flatten() {
                feed(item.to_string().as_bytes());
            }
        }

        #[test]
        fn no_answer_with_bytes_changed_or_cut_makes_a_reader_panic(
            seed in 0..SEEDS.len(), place in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>(),
        ) {
            let mut bytes = SEEDS[seed].as_bytes().to_vec();
            let place = place.index(bytes.len());
            bytes[place] = byte;
            if cut {
                bytes.truncate(place);
            }
            feed(&bytes);
        }

        #[test]
        fn no_date_makes_the_reader_of_waits_panic(
            seconds in -377_705_023_201..=253_402_207_200_i64, far in any::<i64>(),
        ) {
            let at = Timestamp::from_second(seconds).unwrap();
            let date = jiff::fmt::rfc2822::to_string(&at.to_zoned(jiff::tz::TimeZone::UTC));
            for text in [date.unwrap_or_default(), far.to_string()] {
                feed(text.as_bytes());
                feed(format!("{text}\n{text}").as_bytes());
            }
        }
    }

    fn feed(bytes: &[u8]) {
        for (_, parse) in ALL {
            parse(bytes);
        }
    }

    /// Any JSON, with the members and values that the readers know more often than chance would have them.
    fn any_json() -> impl Strategy<Value = Value> {
        let word = prop::sample::select(vec![
            "type",
            "data",
            "links",
            "rel",
            "href",
            "next",
            "errors",
            "message",
            "order",
            "charge",
            "preset",
            "amount",
            "currency",
            "USD",
            "status",
            "2024-02-30",
            "https://api.payroc.com/v1/x?after=a",
        ]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(|number| json!(number)),
            "\\PC{0,12}".prop_map(Value::from),
            word.clone().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            let member = (word.clone(), inner.clone());
            prop_oneof![
                prop::collection::vec(inner, 0..6).prop_map(Value::from),
                prop::collection::vec(member, 0..6).prop_map(|members| {
                    let members = members
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value));
                    Value::Object(members.collect::<Map<_, _>>())
                }),
            ]
        })
    }

    /// The places of all parts of a document.
    fn pointers(document: &Value) -> Vec<String> {
        let parts: Vec<(String, &Value)> = match document {
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (format!("/{name}"), value))
                .collect(),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(place, value)| (format!("/{place}"), value))
                .collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
        };
        let inner = parts.into_iter().flat_map(|(step, value)| {
            let below = pointers(value).into_iter();
            below.map(move |rest| format!("{step}{rest}"))
        });
        std::iter::once(String::new()).chain(inner).collect()
    }
}
