//! Trouble, one line of words for each piece, and letting go of what is held.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Refused, listed};
use crate::answer::Answer;
use crate::faults::Script;
use crate::gateway::Gateway;

pub(super) async fn list(State(gateway): State<Arc<Gateway>>) -> Answer {
    listed(
        "trouble",
        gateway.faults.all().iter().enumerate().map(shown),
    )
}

pub(super) async fn script(
    State(gateway): State<Arc<Gateway>>,
    body: String,
) -> Result<Answer, Refused> {
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    gateway.faults.told(lines).map_err(Refused::bad)?;
    Ok(list(State(gateway)).await)
}

pub(super) async fn clear(State(gateway): State<Arc<Gateway>>) -> Answer {
    gateway.faults.clear();
    list(State(gateway)).await
}

pub(super) async fn release(
    State(gateway): State<Arc<Gateway>>,
    Path(number): Path<usize>,
) -> Result<Answer, Refused> {
    let scripts = gateway.faults.all();
    let index = number.checked_sub(1);
    let script = index.and_then(|index| scripts.get(index));
    let script = script.ok_or_else(|| {
        Refused(
            StatusCode::NOT_FOUND,
            format!("there is no trouble {number}"),
        )
    })?;
    script.release();
    Ok(list(State(gateway)).await)
}

/// `reached` counts the requests that have come as far as the trouble: to a hold, for one.
fn shown((index, script): (usize, &Script)) -> Value {
    let words = script.words();
    json!({
        "number": index + 1,
        "operation": script.operation(),
        "words": words.as_deref().unwrap_or("scripted by the program itself"),
        "used": script.used(),
        "reached": script.reached_so_far(),
    })
}
