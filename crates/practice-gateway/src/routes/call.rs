//! What every call of the API has to bring (FACTS 2 to 4): a token, an Accept header that can be met,
//! and for writes a JSON body under an Idempotency-Key.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query as DecodedQuery, Request};
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, Uri};
use serde_json::Value;
use uuid::{Uuid, Variant};

use crate::account::Terminal;
use crate::answer::{Answer, JSON};
use crate::fields::{Complaints, INVALID_VALUE};
use crate::gateway::Gateway;
use crate::ledger::{Ask, Ledger};
use crate::link::Link;
use crate::operation::IDEMPOTENCY_KEY;
use crate::page::Query;
use crate::payment::Payment;
use crate::problem::{Problem, Refusal};
use crate::rules::{ChangeType, ForeignResource, MalformedKey};

/// Types of resources as problem documents name them.
pub(super) const TERMINAL: &str = "processingTerminal";
pub(super) const LINK: &str = "paymentLink";
const PAYMENT: &str = "payment";

/// A caller whose token is good, and what was asked.
pub(super) struct Call {
    pub(super) gateway: Arc<Gateway>,
    account: usize,
    uri: Uri,
    /// The whole address.
    url: String,
}

impl FromRequestParts<Arc<Gateway>> for Call {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, gateway: &Arc<Gateway>) -> Result<Self, Answer> {
        let url = format!("{}{}", gateway.base_url, parts.uri);
        let refuse = |refusal| gateway.refuse(Problem::new(refusal), &url);
        let account =
            account(&parts.headers, gateway).ok_or_else(|| refuse(Refusal::NotAuthorized))?;
        if !accepts_json(&parts.headers) {
            return Err(refuse(Refusal::NotAcceptable));
        }
        Ok(Self {
            gateway: Arc::clone(gateway),
            account,
            uri: parts.uri.clone(),
            url,
        })
    }
}

impl Call {
    pub(super) fn answer(&self, result: Result<Answer, Problem>) -> Answer {
        result.unwrap_or_else(|problem| self.gateway.refuse(problem, &self.url))
    }

    pub(super) fn terminal(&self, id: &str) -> Result<&Terminal, Problem> {
        if !(4..=50).contains(&id.chars().count()) {
            let message = "'processingTerminalId' must have 4 to 50 characters".to_owned();
            return Err(Problem::bad_field(
                "processingTerminalId",
                INVALID_VALUE,
                message,
            ));
        }
        self.gateway.reach(self.account, id, TERMINAL)
    }

    /// A terminal that is only filtered by may be unknown: nothing was paid there. One of somebody
    /// else's is refused where the rule says so.
    pub(super) fn refuse_foreign(&self, terminal_id: &str) -> Result<(), Problem> {
        let known = self.gateway.terminal(terminal_id).is_some();
        match self.gateway.rules.foreign_resource {
            ForeignResource::Forbidden if known => self.terminal(terminal_id).map(drop),
            ForeignResource::Forbidden | ForeignResource::NotFound => Ok(()),
        }
    }

    /// Payments of the caller's terminals, for those who may see payments at all.
    pub(super) fn payments<'l>(
        &self,
        ledger: &'l Ledger,
    ) -> Result<Vec<(&'l Payment, &'l Link)>, Problem> {
        if !self.gateway.may_list_payments(self.account) {
            return Err(Problem::forbidden(PAYMENT));
        }
        let with_link = |payment: &'l Payment| Some((payment, ledger.link(&payment.link_id)?));
        let payments = ledger.payments().iter().filter_map(with_link);
        Ok(payments
            .filter(|(_, link)| self.gateway.opens(self.account, &link.terminal_id))
            .collect())
    }

    /// The link and the terminal it belongs to.
    pub(super) fn link<'l>(
        &self,
        ledger: &'l Ledger,
        id: &str,
    ) -> Result<(&'l Link, &Terminal), Problem> {
        if id.chars().count() != 10 {
            let message = "'paymentLinkId' must have 10 characters".to_owned();
            return Err(Problem::bad_field("paymentLinkId", INVALID_VALUE, message));
        }
        let link = ledger.link(id).ok_or_else(|| Problem::not_found(LINK))?;
        Ok((
            link,
            self.gateway.reach(self.account, &link.terminal_id, LINK)?,
        ))
    }

    /// Reads the query, and refuses it with all its complaints at once.
    pub(super) fn query<T>(
        &self,
        read: impl FnOnce(&Query<'_>, &Complaints) -> T,
    ) -> Result<T, Problem> {
        let decoded = DecodedQuery::<Vec<(String, String)>>::try_from_uri(&self.uri);
        let DecodedQuery(pairs) = decoded.map_err(|_| Problem::bad_request(Vec::new()))?;
        let complaints = Complaints::default();
        let query = Query {
            pairs: &pairs,
            text: self.uri.query().unwrap_or_default(),
        };
        let read = read(&query, &complaints);
        let complaints = complaints.into_list();
        if complaints.is_empty() {
            Ok(read)
        } else {
            Err(Problem::bad_request(complaints))
        }
    }

    /// The address of what was asked, without its query.
    pub(super) fn list_url(&self) -> String {
        format!("{}{}", self.gateway.base_url, self.uri.path())
    }

    /// Does `act` at most once for the key of `written`.
    pub(super) fn once(
        &self,
        written: Written,
        act: impl FnOnce(
            &mut Ledger,
            jiff::Timestamp,
            Value,
        ) -> Result<(Answer, Vec<crate::ledger::Entry>), Problem>,
    ) -> Answer {
        let ask = Ask {
            key: written.key,
            account: self.account,
            uri: self.uri.to_string(),
            body: String::from_utf8_lossy(&written.body).into_owned(),
        };
        self.gateway.once(&ask, &self.url, |ledger, now| {
            let body = serde_json::from_slice(&written.body).map_err(|_| {
                let message = "'body' must be JSON".to_owned();
                Problem::bad_field("body", "Invalid format", message)
            })?;
            act(ledger, now, body)
        })
    }
}

/// The body of a write and the key it came under.
pub(super) struct Written {
    key: String,
    body: Bytes,
}

impl FromRequest<Arc<Gateway>> for Written {
    type Rejection = Answer;

    async fn from_request(request: Request, gateway: &Arc<Gateway>) -> Result<Self, Answer> {
        let url = format!("{}{}", gateway.base_url, request.uri());
        let refuse = |problem| gateway.refuse(problem, &url);
        let headers = request.headers();
        let encoded = headers
            .get(CONTENT_ENCODING)
            .is_some_and(|encoding| encoding != "identity");
        let as_patch = request.method() == Method::PATCH
            && gateway.rules.change_type == ChangeType::JsonPatchToo
            && has_type(headers, "application/json-patch+json");
        if !(has_type(headers, JSON) || as_patch) || encoded {
            return Err(refuse(Problem::new(Refusal::UnsupportedMediaType)));
        }
        let key = text(headers, &HeaderName::from_static(IDEMPOTENCY_KEY)).unwrap_or_default();
        if key.is_empty() {
            return Err(refuse(Problem::new(Refusal::IdempotencyKeyMissing)));
        }
        if gateway.rules.malformed_key == MalformedKey::BadRequest && !is_uuid_v4(key) {
            let message = "'Idempotency-Key' must be a version 4 UUID".to_owned();
            return Err(refuse(Problem::bad_field(
                "Idempotency-Key",
                "Invalid format",
                message,
            )));
        }
        let key = key.to_owned();
        let body = Bytes::from_request(request, gateway)
            .await
            .map_err(|_| refuse(Problem::with_status(413)))?;
        Ok(Self { key, body })
    }
}

fn account(headers: &HeaderMap, gateway: &Gateway) -> Option<usize> {
    let (scheme, token) = text(headers, &AUTHORIZATION)?.split_once(' ')?;
    let token = scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim())?;
    gateway.tokens().account(token, gateway.clock.now())
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn has_type(headers: &HeaderMap, wanted: &str) -> bool {
    let content_type = text(headers, &CONTENT_TYPE).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(wanted)
}

/// Without an Accept header anything will do. A quality of zero means "not this".
fn accepts_json(headers: &HeaderMap) -> bool {
    let mut ranges = headers.get_all(ACCEPT).iter().peekable();
    ranges.peek().is_none()
        || ranges
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|range| {
                let mut parts = range.split(';').map(str::trim);
                let range = parts.next().unwrap_or_default().to_ascii_lowercase();
                let refused = parts.any(|part| {
                    part.strip_prefix("q=")
                        .and_then(|q| q.parse().ok())
                        .is_some_and(|q: f32| q <= 0.0)
                });
                ["application/json", "application/*", "*/*"].contains(&range.as_str()) && !refused
            })
}

fn is_uuid_v4(key: &str) -> bool {
    let hyphenated = key.len() == 36;
    let uuid = Uuid::try_parse(key).ok().filter(|_| hyphenated);
    uuid.is_some_and(|uuid| uuid.get_version_num() == 4 && uuid.get_variant() == Variant::RFC4122)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn an_accept_header_is_met_by_json_and_its_families() {
        for met in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/*",
            "*/*",
            "text/html, application/json;q=0.5",
        ] {
            assert!(accepts_json(&with(ACCEPT, met)), "{met}");
        }
        for unmet in [
            "text/html",
            "application/xml",
            "application/json;q=0",
            "",
            "text/*, */xml",
        ] {
            assert!(!accepts_json(&with(ACCEPT, unmet)), "{unmet}");
        }
        assert!(accepts_json(&HeaderMap::new()));
    }

    #[test]
    fn a_body_is_json_only_under_its_own_type() {
        for json in [
            "application/json",
            "application/json; charset=utf-8",
            "APPLICATION/JSON",
        ] {
            assert!(has_type(&with(CONTENT_TYPE, json), JSON), "{json}");
        }
        for other in [
            "text/plain",
            "application/json-patch+json",
            "application/jsonx",
            "",
        ] {
            assert!(!has_type(&with(CONTENT_TYPE, other), JSON), "{other}");
        }
    }

    #[test]
    fn a_key_is_a_version_4_uuid() {
        assert!(is_uuid_v4("8e03978e-40d5-43e8-bc93-6894a57f9324"));
        for other in [
            "8e03978e40d543e8bc936894a57f9324",
            "018f4e5c-0000-7000-8000-000000000000",
            "8e03978e-40d5-43e8-0c93-6894a57f9324",
            "{8e03978e-40d5-43e8-bc93-6894a57f932}",
            "key",
        ] {
            assert!(!is_uuid_v4(other), "{other}");
        }
    }

    fn with(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }
}
