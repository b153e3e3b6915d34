//! The calls of the contract by name, and what is remembered of each request for whoever tests.

use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) const IDEMPOTENCY_KEY: &str = "idempotency-key";
pub(crate) const API_KEY: &str = "x-api-key";

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Operation {
    Authorize,
    CreatePaymentLink,
    ListPaymentLinks,
    RetrievePaymentLink,
    UpdatePaymentLink,
    DeactivatePaymentLink,
    SharePaymentLink,
    ListSharingEvents,
    ListPayments,
    ListBankTransferPayments,
    RetrieveProcessingTerminal,
    /// Anything else that was asked of the API.
    Unknown,
}

impl Operation {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        serde_json::from_value(Value::String(name.to_owned())).ok()
    }
}

/// A request as it came in, before any answer. Pages are not among them.
#[derive(Clone)]
pub struct SeenRequest {
    pub operation: Operation,
    pub method: String,
    /// Path and query.
    pub path: String,
    pub idempotency_key: Option<String>,
    pub has_api_key: bool,
    /// The whole header, scheme included.
    pub authorization: Option<String>,
    pub content_type: Option<String>,
    pub accept: Option<String>,
    pub user_agent: Option<String>,
    /// Names of all headers, lower case, as often as they came.
    pub header_names: Vec<String>,
    pub body: Vec<u8>,
}

impl SeenRequest {
    pub(crate) fn new(operation: Operation, parts: &Parts, body: &[u8]) -> Self {
        let header = |name: &str| {
            let value = parts.headers.get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Self {
            operation,
            method: parts.method.to_string(),
            path: parts.uri.to_string(),
            idempotency_key: header(IDEMPOTENCY_KEY),
            has_api_key: parts.headers.contains_key(API_KEY),
            authorization: header(AUTHORIZATION.as_str()),
            content_type: header(CONTENT_TYPE.as_str()),
            accept: header(ACCEPT.as_str()),
            user_agent: header(USER_AGENT.as_str()),
            header_names: parts
                .headers
                .iter()
                .map(|(name, _)| name.to_string())
                .collect(),
            body: body.to_vec(),
        }
    }

    /// The body as JSON, `null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl std::fmt::Debug for SeenRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SeenRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("idempotency_key", &self.idempotency_key)
            .field("has_api_key", &self.has_api_key)
            .field(
                "authorization",
                &self.authorization.as_ref().map(|_| "[redacted]"),
            )
            .field("content_type", &self.content_type)
            .field("body", &String::from_utf8_lossy(&self.body))
            .finish_non_exhaustive()
    }
}
