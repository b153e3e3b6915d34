//! What the interface has to find words and decimals for, written down for its own tests.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use paylink_core::draft::LIMITS;
use payroc::Currency;
use serde_json::{Value, json};

use super::corpus::{Expected, corpus};
use super::counter::TODAY;

/// Rewrites the fixture, and fails if that changed it: what is committed must be what the corpus gives.
#[test]
fn the_complaints_of_the_corpus_are_fresh_in_the_fixture_of_the_interface() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/fake/inputs.json");
    let before = fs::read_to_string(&path).unwrap_or_default();
    let currencies = Currency::ALL
        .map(|currency| json!({"code": currency.code(), "exponent": currency.exponent()}))
        .to_vec();
    let fixture = json!({"complaints": complaints(), "currencies": currencies, "limits": LIMITS});
    let text = format!("{}\n", serde_json::to_string_pretty(&fixture).unwrap());

    // A checkout may have other ends of lines.
    if before.replace("\r\n", "\n") != text {
        File::create(&path)
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        panic!("{} was out of date and has been rewritten", path.display());
    }
}

/// One complaint for each field, code and limit.
fn complaints() -> Vec<Value> {
    let mut found = BTreeMap::new();
    for case in corpus(TODAY) {
        if let Expected::Refused(told) = case.expected {
            let name = format!("{:?} {:?} {:?}", told.field, told.complaint, told.limit);
            found.entry(name).or_insert(told);
        }
    }
    found.into_values().map(|told| json!(told)).collect()
}
