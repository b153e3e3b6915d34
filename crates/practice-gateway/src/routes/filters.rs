//! Filters of the lists, as a query gives them (FACTS 7, 15). Each complains under its own name.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::fields::{Complaints, INVALID_FORMAT, INVALID_VALUE, read_day};
use crate::page::Query;
use crate::rules::TextFilter;

pub(super) fn matches_text(wanted: Option<&str>, text: &str, rule: TextFilter) -> bool {
    wanted.is_none_or(|wanted| match rule {
        TextFilter::Exact => text == wanted,
        TextFilter::Contains => text.to_lowercase().contains(&wanted.to_lowercase()),
    })
}

pub(super) fn read_text(
    query: &Query<'_>,
    name: &str,
    length: RangeInclusive<usize>,
    complaints: &Complaints,
) -> Option<String> {
    let text = query.get(name)?;
    if !length.contains(&text.chars().count()) {
        let (least, most) = length.into_inner();
        let message = format!("'{name}' must have {least} to {most} characters");
        complaints.add(name, INVALID_VALUE, message);
    }
    Some(text.to_owned())
}

/// Exactly so many digits.
pub(super) fn read_digits(
    query: &Query<'_>,
    name: &str,
    count: usize,
    complaints: &Complaints,
) -> Option<String> {
    let text = query.get(name)?;
    if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        complaints.add(
            name,
            INVALID_FORMAT,
            format!("'{name}' must have {count} digits"),
        );
    }
    Some(text.to_owned())
}

pub(super) fn read_word<T: DeserializeOwned>(
    query: &Query<'_>,
    name: &str,
    complaints: &Complaints,
) -> Option<T> {
    read_listed(query.get(name)?, name, complaints)
}

/// A filter that may be given several times; any of its words will do.
pub(super) fn read_words<T: DeserializeOwned>(
    query: &Query<'_>,
    name: &str,
    complaints: &Complaints,
) -> Vec<T> {
    let words = query.get_all(name);
    words
        .filter_map(|word| read_listed(word, name, complaints))
        .collect()
}

pub(super) fn read_date(query: &Query<'_>, name: &str, complaints: &Complaints) -> Option<Date> {
    let day = read_day(query.get(name)?);
    if day.is_none() {
        let message = format!("'{name}' must be a date written as YYYY-MM-DD");
        complaints.add(name, INVALID_FORMAT, message);
    }
    day
}

pub(super) fn read_moment(
    query: &Query<'_>,
    name: &str,
    complaints: &Complaints,
) -> Option<Timestamp> {
    let moment = query.get(name)?.parse().ok();
    if moment.is_none() {
        let message = format!("'{name}' must be a time such as 2024-07-01T15:30:00Z");
        complaints.add(name, INVALID_FORMAT, message);
    }
    moment
}

fn read_listed<T: DeserializeOwned>(word: &str, name: &str, complaints: &Complaints) -> Option<T> {
    let read = serde_json::from_value(Value::String(word.to_owned())).ok();
    if read.is_none() {
        let message = format!("'{name}' is not one of the accepted values");
        complaints.add(name, INVALID_VALUE, message);
    }
    read
}
