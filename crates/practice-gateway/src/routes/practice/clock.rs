//! The gateway's clock: which time it is, and moving it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use jiff::{Span, SpanRelativeTo, Timestamp};
use serde::Deserialize;
use serde_json::json;

use super::{Refused, read};
use crate::answer::Answer;
use crate::gateway::Gateway;

pub(super) async fn show(State(gateway): State<Arc<Gateway>>) -> Answer {
    Answer::ok(&json!({"now": gateway.clock.now()}))
}

/// Where to: `{"advance": "31d"}` or `{"to": "2026-04-01T00:00:00Z"}`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
enum Move {
    Advance(String),
    To(Timestamp),
}

pub(super) async fn set(
    State(gateway): State<Arc<Gateway>>,
    body: Bytes,
) -> Result<Answer, Refused> {
    match read(&body)? {
        Move::To(moment) => gateway.clock.set(moment),
        Move::Advance(by) => {
            let by: Span = by.parse().map_err(Refused::bad)?;
            let day_is_24_hours = SpanRelativeTo::days_are_24_hours();
            let by = by.to_duration(day_is_24_hours).map_err(Refused::bad)?;
            let moved = gateway.clock.checked_advance(by);
            moved
                .ok_or_else(|| Refused::bad("the clock stays between the years -9999 and 9999"))?;
        }
    }
    Ok(show(State(gateway)).await)
}
