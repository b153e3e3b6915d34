//! Trouble that is written out, for whoever scripts it from another process or the command line: an
//! operation, a colon, and the words of [`Script`] between commas.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use jiff::{SignedDuration, Timestamp};

use super::Script;
use crate::operation::Operation;
use crate::problem::Refusal;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TroubleError {
    #[error("{0:?} has no colon after its operation, as in `createPaymentLink: act then cut`")]
    NoOperation(String),
    #[error("there is no operation {0:?}")]
    NoSuchOperation(String),
    #[error("{0:?} is no trouble that can be made")]
    NoSuchTrouble(String),
}

/// Nobody has to meet trouble that was only written out.
pub(super) fn read(text: &str) -> Result<Script, TroubleError> {
    let (operation, words) = text
        .split_once(':')
        .ok_or_else(|| TroubleError::NoOperation(text.to_owned()))?;
    let operation = operation.trim();
    let operation = Operation::from_name(operation)
        .ok_or_else(|| TroubleError::NoSuchOperation(operation.to_owned()))?;
    // A body is the last word and may have commas of its own.
    let (words, body) = match words.split_once(", body ") {
        Some((words, body)) => (words, Some(format!("body {body}"))),
        None => (words, None),
    };
    let phrases = words.split(',').chain(body.as_deref()).map(str::trim);
    let script = phrases
        .into_iter()
        .try_fold(Script::new(operation), |script, phrase| {
            said(script, phrase).ok_or_else(|| TroubleError::NoSuchTrouble(phrase.to_owned()))
        })?;
    Ok(script.maybe().worded(text.trim()))
}

fn said(script: Script, phrase: &str) -> Option<Script> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    match words.as_slice() {
        ["act", "then", rest @ ..] => said_after(script, rest),
        ["refuse", "with", status] => Some(script.refuse_with(read_status(status)?)),
        ["refuse", "as", name] => Some(script.refuse_as(Refusal::from_fragment(name)?)),
        ["redirect", "to", url] => {
            HeaderValue::try_from(*url).ok()?;
            Some(script.redirect_to(url))
        }
        ["cut"] | ["cut", "before", "acting"] => Some(script.cut_before_acting()),
        ["hold"] | ["hold", "before", "acting"] => Some(script.hold_before_acting()),
        ["revoke", "tokens"] => Some(script.revoke_tokens()),
        ["replay", "earlier", "answer"] => Some(script.replay_earlier_answer()),
        ["delay", time] => Some(script.delay(read_time(time)?)),
        ["retry", "after", value] => said_retry_after(script, value),
        ["header", ..] => said_header(script, phrase.strip_prefix("header")?),
        ["body", content_type, ..] => {
            let body = phrase
                .strip_prefix("body")?
                .trim_start()
                .strip_prefix(content_type)?;
            HeaderValue::try_from(*content_type).ok()?;
            Some(script.with_body(content_type, body.trim_start()))
        }
        ["once"] => Some(script.once()),
        [count, "times"] => Some(script.times(count.parse().ok()?)),
        ["always"] => Some(script.always()),
        _ => None,
    }
}

fn said_after(script: Script, words: &[&str]) -> Option<Script> {
    match words {
        ["cut"] => Some(script.act_then_cut()),
        ["cut", "mid", "answer"] => Some(script.act_then_cut_mid_answer()),
        ["answer", status] => Some(script.act_then_answer(read_status(status)?)),
        ["hold"] => Some(script.act_then_hold()),
        ["wait", time] => Some(script.act_then_wait(read_time(time)?)),
        ["drip", time] => Some(script.act_then_drip(read_time(time)?)),
        ["garble"] => Some(script.act_then_garble()),
        ["send", "garbage"] => Some(script.act_then_send_garbage()),
        ["mislabel", content_type] => {
            HeaderValue::try_from(*content_type).ok()?;
            Some(script.act_then_mislabel(content_type))
        }
        _ => None,
    }
}

/// Seconds, or a moment that is sent as a date.
fn said_retry_after(script: Script, value: &str) -> Option<Script> {
    match (value.parse::<u32>(), value.parse::<Timestamp>()) {
        (Ok(seconds), _) => Some(script.retry_after(seconds)),
        (Err(_), Ok(moment)) => Some(script.retry_after_date(moment)),
        (Err(_), Err(_)) => None,
    }
}

fn said_header(script: Script, header: &str) -> Option<Script> {
    let (name, value) = header.split_once(':')?;
    let (name, value) = (name.trim(), value.trim());
    HeaderName::try_from(name).ok()?;
    HeaderValue::try_from(value).ok()?;
    Some(script.with_header(name, value))
}

fn read_status(text: &str) -> Option<u16> {
    let status = text.parse().ok()?;
    (200..=599).contains(&status).then_some(status)
}

fn read_time(text: &str) -> Option<Duration> {
    let time: SignedDuration = text.parse().ok()?;
    Duration::try_from(time).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_a_script_can_say_can_be_written_out() {
        for words in [
            "refuse with 503, retry after 7, 2 times",
            "refuse with 429, retry after 2026-03-01T10:00:00Z, always",
            "refuse as idempotency-key-in-use",
            "redirect to https://example.com/a",
            "cut",
            "cut before acting",
            "hold, once",
            "revoke tokens",
            "replay earlier answer",
            "delay 200ms",
            "delay 1m30s, act then cut mid answer",
            "act then cut",
            "act then answer 500",
            "act then hold",
            "act then wait 2s",
            "act then drip 10ms",
            "act then garble",
            "act then send garbage",
            "act then mislabel text/html",
            "refuse with 502, header x-a: b, body text/html <h1>No, not now</h1>",
        ] {
            let script = read(&format!("createPaymentLink: {words}")).unwrap();
            assert_eq!(script.operation(), Operation::CreatePaymentLink);
        }
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        assert!(matches!(
            read("act then cut"),
            Err(TroubleError::NoOperation(_))
        ));
        assert_eq!(
            read("make_coffee: cut").unwrap_err(),
            TroubleError::NoSuchOperation("make_coffee".to_owned())
        );
        for phrase in [
            "",
            "explode",
            "refuse with 42",
            "refuse as nothing",
            "delay soon",
            "delay -1s",
            "retry after tea",
            "header a b: c",
            "x times",
            "act then",
        ] {
            let told = read(&format!("authorize: cut, {phrase}")).unwrap_err();
            assert_eq!(told, TroubleError::NoSuchTrouble(phrase.to_owned()));
        }
    }
}
