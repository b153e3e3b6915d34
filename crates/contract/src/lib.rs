//! The payment-links API, as far as Paylink speaks of it, as one closed OpenAPI document, and a judge that holds
//! requests and answers against it.
//!
//! The document, `payment-links.openapi.json`, is written from public facts and knows neither client nor gateway, so
//! that the two cannot agree on a mistake. It is compiled once in a process. Only tests are built on this crate.
//!
//! ```
//! use bytes::Bytes;
//! use http::Request;
//!
//! let request = Request::post("/authorize").header("accept", "application/json").body(Bytes::new()).unwrap();
//!
//! let departures = contract::judge_client(&request, None);
//! assert_eq!(departures, ["authorize: the header x-api-key is missing"]);
//! ```

mod answer;
mod document;
mod operation;
mod request;
mod schema;

use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;

use crate::document::Spot;
use crate::operation::Contract;
use crate::schema::Compiler;

/// The document itself.
pub const DOCUMENT: &str = include_str!("../payment-links.openapi.json");

/// Says in what ways a client's exchange departs from the document: its request as soon as it is in, and later the
/// answer to it, if there is one.
pub fn judge_client(request: &Request<Bytes>, answer: Option<&Response<Bytes>>) -> Vec<String> {
    let contract = Contract::of_this_crate();
    match answer {
        None => contract.judge_request(request),
        Some(answer) => contract.judge_answer(request, answer),
    }
}

/// As [`judge_client`], for a gateway whose rules let requests depart: its answers must not.
pub fn judge_gateway(request: &Request<Bytes>, answer: Option<&Response<Bytes>>) -> Vec<String> {
    let answer = answer.map(|answer| Contract::of_this_crate().judge_answer(request, answer));
    answer.unwrap_or_default()
}

/// As [`judge_client`], for requests that are written by hand: one may depart on purpose, if the answer is a refusal.
pub fn judge_by_hand(request: &Request<Bytes>, answer: Option<&Response<Bytes>>) -> Vec<String> {
    let mut departures = judge_gateway(request, answer);
    if answer.is_some_and(|answer| !answer.status().is_client_error()) {
        departures.extend(judge_client(request, None));
    }
    departures
}

/// Says in what ways a value departs from a schema of the document, by the name of the schema.
///
/// # Panics
/// When the document has no schema of that name.
pub fn judge_value(schema: &str, value: &Value) -> Vec<String> {
    let document = serde_json::from_str(DOCUMENT).expect("the document is JSON");
    let mut path = ["components", "schemas", schema].into_iter();
    let at = path.try_fold(Spot::root(&document), |at, name| at.get(name));
    let at = at.unwrap_or_else(|| panic!("the document has no schema {schema}"));
    Compiler::new(&document).compile(&at).faults(schema, value)
}
