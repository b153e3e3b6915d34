//! Taking in an answer: never more of it than a limit, and nothing of it into an error's text.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::error::{Acts, Cause, Error, Step, Told};
use crate::problem::Problem;
use crate::retry;

/// The most bytes read of a success.
const BODY_MAX: usize = 1024 * 1024;
/// The most bytes read of a refusal.
const PROBLEM_MAX: usize = 64 * 1024;
/// Where a gateway may tell its own name for the exchange; Payroc documents none of them.
const REQUEST_IDS: [HeaderName; 4] = [
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("request-id"),
    HeaderName::from_static("x-correlation-id"),
    HeaderName::from_static("x-amzn-requestid"),
];
const REQUEST_ID_MAX: usize = 128;

/// A success with a JSON body. The body may hold a token: it is cleared when dropped.
pub(crate) struct Answer {
    pub(crate) step: Step,
    pub(crate) told: Told,
    pub(crate) body: Zeroizing<Vec<u8>>,
}

impl Answer {
    /// Takes in an answer, or tells how it failed.
    pub(crate) async fn read(
        step: Step,
        response: Response,
        now: impl FnOnce() -> Timestamp,
    ) -> Result<Self, Error> {
        let status = response.status();
        let told = told(status, response.headers(), now);
        if !status.is_success() {
            // A refusal is a refusal, whatever became of its body.
            let body = take(response, PROBLEM_MAX).await;
            let problem = body.ok().and_then(|body| Problem::read(&body));
            return Err(Error::refused(step, told, problem));
        }
        let is_json = is_json(response.headers());
        match take(response, BODY_MAX).await {
            Ok(body) if is_json => Ok(Self { step, told, body }),
            Ok(_) => Err(Error::unreadable(step, told, Arc::new(Flaw::NotJson))),
            // A read that was cut off can simply be read again; an act that succeeded must not be done
            // again for the sake of its answer.
            Err(Untaken::Cut(cause)) if step.acts == Acts::No => Err(Error::no_answer(step, cause)),
            Err(Untaken::Cut(cause)) => Err(Error::unreadable(step, told, cause)),
            Err(Untaken::TooLong) => Err(Error::unreadable(step, told, Arc::new(Flaw::TooLong))),
        }
    }

    /// Decodes the body.
    pub(crate) fn decode<T>(
        self,
        decode: impl FnOnce(&[u8]) -> Result<T, serde_json::Error>,
    ) -> Result<T, Error> {
        // The text of a JSON error may repeat what was in the body: only the place is told.
        let flaw = |error: serde_json::Error| Flaw::Json {
            line: error.line(),
            column: error.column(),
        };
        decode(&self.body)
            .map_err(|error| Error::unreadable(self.step, self.told, Arc::new(flaw(error))))
    }

    /// Decodes the body, and takes it only if it is about what was asked.
    pub(crate) fn decode_own<T: DeserializeOwned>(
        self,
        is_own: impl FnOnce(&T) -> bool,
    ) -> Result<T, Error> {
        let (step, told) = (self.step, self.told.clone());
        let value = self.decode(|body| serde_json::from_slice(body))?;
        if is_own(&value) {
            Ok(value)
        } else {
            Err(Error::unreadable(step, told, Arc::new(Flaw::Other)))
        }
    }

    /// The failure of an answer that is JSON but not what was asked for.
    pub(crate) fn unfit(self) -> Error {
        Error::unreadable(self.step, self.told, Arc::new(Flaw::Unfit))
    }
}

/// What is wrong with an answer, without repeating any of it.
#[derive(Debug)]
enum Flaw {
    NotJson,
    TooLong,
    Json { line: usize, column: usize },
    Unfit,
    Other,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson => f.write_str("the answer is not JSON"),
            Self::TooLong => f.write_str("the answer is too long"),
            Self::Json { line, column } => {
                write!(
                    f,
                    "the answer is not as documented, at line {line}, column {column}"
                )
            }
            Self::Unfit => f.write_str("the answer holds no usable token"),
            Self::Other => f.write_str("the answer is about something else"),
        }
    }
}

impl StdError for Flaw {}

enum Untaken {
    Cut(Cause),
    TooLong,
}

async fn take(mut response: Response, max: usize) -> Result<Zeroizing<Vec<u8>>, Untaken> {
    let announced = response
        .content_length()
        .and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > max) {
        return Err(Untaken::TooLong);
    }
    let mut body = Zeroizing::new(Vec::with_capacity(announced.unwrap_or_default()));
    let cut = |error: reqwest::Error| Untaken::Cut(Arc::new(error.without_url()));
    while let Some(chunk) = response.chunk().await.map_err(cut)? {
        if body.len() + chunk.len() > max {
            return Err(Untaken::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn told(status: StatusCode, headers: &HeaderMap, now: impl FnOnce() -> Timestamp) -> Told {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let fits = |id: &&str| {
        (1..=REQUEST_ID_MAX).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic())
    };
    let request_id = REQUEST_IDS.iter().filter_map(text).find(fits);
    let retry_after =
        text(&RETRY_AFTER).and_then(|value| retry::retry_after(value, text(&DATE), now()));
    Told {
        status: status.as_u16(),
        request_id: request_id.map(str::to_owned),
        retry_after,
    }
}

/// Takes an answer without a type at its word; `application/json` and `application/…+json` are JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(told) = headers.get(CONTENT_TYPE) else {
        return true;
    };
    let Ok(told) = told.to_str() else {
        return false;
    };
    let essence = told.split(';').next().unwrap_or_default().trim();
    let Some((kind, subtype)) = essence.split_once('/') else {
        return false;
    };
    let suffix = subtype.rsplit('+').next().unwrap_or_default();
    kind.eq_ignore_ascii_case("application") && suffix.eq_ignore_ascii_case("json")
}
