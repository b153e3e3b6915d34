//! The control API: what a test can do through the library, for other programs on this machine. It
//! is offered only where the configuration says so, and never tells a key or a token.

mod clock;
mod links;
mod past;
mod trouble;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::gateway::Gateway;

/// Without the prefix.
pub(super) fn router() -> Router<Arc<Gateway>> {
    Router::new()
        .route("/", get(overview))
        .route("/clock", get(clock::show).post(clock::set))
        .route("/links", get(links::list).post(links::seed))
        .route("/links/{payment_link_id}/pay", post(links::pay))
        .route("/emails", get(past::emails))
        .route("/payments", get(past::payments))
        .route("/payments/{payment_id}/refund", post(links::refund))
        .route("/payments/{payment_id}/clear", post(links::clear))
        .route("/requests", get(past::requests))
        .route("/tokens/revoke", post(revoke_tokens))
        .route(
            "/trouble",
            get(trouble::list)
                .post(trouble::script)
                .delete(trouble::clear),
        )
        .route("/trouble/{number}/release", post(trouble::release))
}

async fn overview(State(gateway): State<Arc<Gateway>>) -> Answer {
    let ledger = gateway.ledger();
    Answer::ok(&json!({
        "now": gateway.clock.now(),
        "identity": gateway.base_url,
        "api": format!("{}/v1", gateway.base_url),
        "links": ledger.links().len(),
        "emails": ledger.emails().len(),
        "payments": ledger.payments().len(),
        "requests": gateway.seen_requests().len(),
        "rules": gateway.rules.by_name(),
    }))
}

async fn revoke_tokens(State(gateway): State<Arc<Gateway>>) -> Answer {
    gateway.tokens().revoke_all();
    Answer::ok(&json!({}))
}

/// Why something was not done, in a sentence.
struct Refused(StatusCode, String);

impl Refused {
    fn bad(error: impl ToString) -> Self {
        Self(StatusCode::BAD_REQUEST, error.to_string())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(status, error) = self;
        let answer = Answer {
            status: status.as_u16(),
            ..Answer::ok(&json!({"error": error}))
        };
        answer.into_response()
    }
}

/// JSON whatever it is called: command-line tools name it as they like. No body is an empty object.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refused> {
    let body: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(Refused::bad)
}

fn listed(name: &str, items: impl Iterator<Item = Value>) -> Answer {
    let items: Vec<Value> = items.collect();
    Answer::ok(&json!({"count": items.len(), name: items}))
}
