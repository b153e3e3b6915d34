//! What is sent back, held as plain values so that it can be kept under an Idempotency-Key and sent
//! again, byte for byte.

use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

pub(crate) const JSON: &str = "application/json";
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) location: Option<String>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn ok(body: &impl Serialize) -> Self {
        Self::new(200, JSON, body)
    }

    pub(crate) fn created(body: &impl Serialize) -> Self {
        Self::new(201, JSON, body)
    }

    pub(crate) fn problem(status: u16, body: &impl Serialize) -> Self {
        Self::new(status, PROBLEM_JSON, body)
    }

    pub(crate) fn at(self, location: String) -> Self {
        Self {
            location: Some(location),
            ..self
        }
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    fn new(status: u16, content_type: &str, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).expect("our own types have only text for keys");
        Self {
            status,
            content_type: content_type.to_owned(),
            location: None,
            body,
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, self.body).into_response();
        let headers = response.headers_mut();
        if let Ok(content_type) = HeaderValue::from_str(&self.content_type) {
            headers.insert(CONTENT_TYPE, content_type);
        }
        if let Some(location) = self.location.as_deref().map(HeaderValue::from_str)
            && let Ok(location) = location
        {
            headers.insert(LOCATION, location);
        }
        response
    }
}
