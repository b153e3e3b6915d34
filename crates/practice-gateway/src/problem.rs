//! Refusals as problem documents (FACTS 5): which types there are, their fixed wording, and what
//! each carries besides.

use serde::Serialize;

use crate::answer::Answer;
use crate::fields::INVALID_VALUE;
use crate::rules::{ParameterSpelling, WrongState};

const TYPES: &str = "https://docs.payroc.com/api/errors#";

/// The problem types that the contract names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    BadRequest,
    IdempotencyKeyMissing,
    CapabilitiesMissing,
    CurrencyNotSupported,
    NotAuthorized,
    Forbidden,
    NotFound,
    NotAcceptable,
    ResourceAlreadyExists,
    IdempotencyKeyInUse,
    CannotBeModified,
    UnsupportedMediaType,
    ApiError,
}

impl Refusal {
    /// The type that goes with a status; where several do, the one shown on payment-link calls.
    pub(crate) fn usual_for(status: u16) -> Self {
        match status {
            400 => Self::BadRequest,
            401 => Self::NotAuthorized,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            406 => Self::NotAcceptable,
            409 => Self::ResourceAlreadyExists,
            415 => Self::UnsupportedMediaType,
            _ => Self::ApiError,
        }
    }

    /// By the end of its type's address, such as `cannot-be-modified`.
    pub(crate) fn from_fragment(fragment: &str) -> Option<Self> {
        let all = [
            Self::BadRequest,
            Self::IdempotencyKeyMissing,
            Self::CapabilitiesMissing,
            Self::CurrencyNotSupported,
            Self::NotAuthorized,
            Self::Forbidden,
            Self::NotFound,
            Self::NotAcceptable,
            Self::ResourceAlreadyExists,
            Self::IdempotencyKeyInUse,
            Self::CannotBeModified,
            Self::UnsupportedMediaType,
            Self::ApiError,
        ];
        all.into_iter()
            .find(|refusal| refusal.wording().1 == fragment)
    }

    fn wording(self) -> (u16, &'static str, &'static str, &'static str) {
        match self {
            Self::BadRequest => (
                400,
                "bad-request",
                "Bad request",
                "One or more validation errors occurred, see error section for more info",
            ),
            Self::IdempotencyKeyMissing => (
                400,
                "idempotency-key-missing",
                "Idempotency-Key header missing",
                "An 'Idempotency-Key' must be supplied for this request",
            ),
            Self::CapabilitiesMissing => (
                400,
                "capabilities-missing",
                "Capabilities missing",
                "The terminal does not support the capability you are trying to use.",
            ),
            Self::CurrencyNotSupported => (
                400,
                "currency-not-supported",
                "Currency is not supported",
                "The terminal does not support the currency of this request",
            ),
            Self::NotAuthorized => (
                401,
                "not-authorized",
                "Not Authorized",
                "Your identity could not be verified",
            ),
            Self::Forbidden => (
                403,
                "forbidden",
                "Forbidden",
                "You do not have the required permissions to perform this action",
            ),
            Self::NotFound => (404, "not-found", "Not found", "Resource not found"),
            Self::NotAcceptable => (
                406,
                "not-acceptable",
                "Not acceptable",
                "Resource does not support the representation requested",
            ),
            Self::ResourceAlreadyExists => (
                409,
                "resource-already-exists",
                "Resource already exists",
                "The resource you attempted to create already exists",
            ),
            Self::IdempotencyKeyInUse => (
                409,
                "idempotency-key-in-use",
                "Idempotency-Key in use",
                "'Idempotency-Key' is already in use against a different request",
            ),
            Self::CannotBeModified => (
                409,
                "cannot-be-modified",
                "Cannot be modified",
                "You cannot modify this resource in its current state",
            ),
            Self::UnsupportedMediaType => (
                415,
                "unsupported-media-type",
                "Unsupported media type",
                "You submitted a payload in an unsupported format",
            ),
            Self::ApiError => (
                500,
                "api-error",
                "Api error",
                "We are unable to process your request at this time",
            ),
        }
    }
}

/// One item of `errors[]`; `parameter` is kept as a dotted path until it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Complaint {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) detail: Option<&'static str>,
    pub(crate) message: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Problem {
    refusal: Refusal,
    status: Option<u16>,
    instance: Option<String>,
    resource: Option<&'static str>,
    complaints: Vec<Complaint>,
}

impl Problem {
    pub(crate) fn new(refusal: Refusal) -> Self {
        Self {
            refusal,
            status: None,
            instance: None,
            resource: None,
            complaints: Vec::new(),
        }
    }

    /// The usual problem of a status, also of one that the contract does not list.
    pub(crate) fn with_status(status: u16) -> Self {
        Self {
            status: Some(status),
            ..Self::new(Refusal::usual_for(status))
        }
    }

    pub(crate) fn not_found(resource: &'static str) -> Self {
        Self {
            resource: Some(resource),
            ..Self::new(Refusal::NotFound)
        }
    }

    pub(crate) fn forbidden(resource: &'static str) -> Self {
        Self {
            resource: Some(resource),
            ..Self::new(Refusal::Forbidden)
        }
    }

    pub(crate) fn bad_request(complaints: Vec<Complaint>) -> Self {
        Self {
            complaints,
            ..Self::new(Refusal::BadRequest)
        }
    }

    pub(crate) fn bad_field(parameter: &str, detail: &'static str, message: String) -> Self {
        let parameter = Some(parameter.to_owned());
        Self::bad_request(vec![Complaint {
            parameter,
            detail: Some(detail),
            message,
        }])
    }

    pub(crate) fn wrong_state(rule: WrongState) -> Self {
        match rule {
            WrongState::CannotBeModified => Self::new(Refusal::CannotBeModified),
            WrongState::BadRequest => {
                let message = "'paymentLinkId' names a link that is not active".to_owned();
                Self::bad_field("paymentLinkId", INVALID_VALUE, message)
            }
        }
    }

    pub(crate) fn capability(message: &str) -> Self {
        let parameter = Some("processingTerminalId".to_owned());
        let complaint = Complaint {
            parameter,
            detail: None,
            message: message.to_owned(),
        };
        Self {
            complaints: vec![complaint],
            ..Self::new(Refusal::CapabilitiesMissing)
        }
    }

    pub(crate) fn api_error(message: &str) -> Self {
        let complaint = Complaint {
            parameter: None,
            detail: None,
            message: message.to_owned(),
        };
        Self {
            complaints: vec![complaint],
            ..Self::new(Refusal::ApiError)
        }
    }

    /// For whoever reads no problem documents.
    pub(crate) fn in_words(&self) -> String {
        let complaints = self.complaints.iter().map(|complaint| {
            let parameter = complaint.parameter.as_deref().unwrap_or("request");
            format!("{parameter}: {}", complaint.message)
        });
        match self.complaints.is_empty() {
            true => self.wording().3.to_owned(),
            false => complaints.collect::<Vec<_>>().join("; "),
        }
    }

    /// The URL of the existing resource, for resource-already-exists.
    pub(crate) fn naming(self, instance: String) -> Self {
        Self {
            instance: Some(instance),
            ..self
        }
    }

    /// Real 400s and 403s carry the request's URL (FACTS 5).
    pub(crate) fn asked_at(self, url: &str) -> Self {
        let carries_url = matches!(self.wording().0, 400 | 403);
        match self.instance {
            None if carries_url => Self {
                instance: Some(url.to_owned()),
                ..self
            },
            _ => self,
        }
    }

    pub(crate) fn answer(mut self, spelling: ParameterSpelling) -> Answer {
        for complaint in &mut self.complaints {
            complaint.parameter = complaint
                .parameter
                .take()
                .map(|path| spell(&path, spelling));
        }
        let (status, fragment, title, detail) = self.wording();
        let document = Document {
            r#type: format!("{TYPES}{fragment}"),
            title,
            status,
            detail,
            instance: self.instance,
            resource: self.resource,
            errors: self.complaints,
        };
        Answer::problem(status, &document)
    }

    fn wording(&self) -> (u16, &'static str, &'static str, &'static str) {
        let (status, fragment, title, detail) = self.refusal.wording();
        (self.status.unwrap_or(status), fragment, title, detail)
    }
}

#[derive(Serialize)]
struct Document {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Complaint>,
}

fn spell(path: &str, spelling: ParameterSpelling) -> String {
    match spelling {
        ParameterSpelling::DottedPath => path.to_owned(),
        ParameterSpelling::LastName => {
            let last = path.rsplit('.').next().unwrap_or(path);
            last.split('[').next().unwrap_or(last).to_owned()
        }
        ParameterSpelling::Pointer => {
            format!("/{}", path.replace(['.', '['], "/").replace(']', ""))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_its_type_title_status_and_detail() {
        let answer =
            Problem::new(Refusal::IdempotencyKeyMissing).answer(ParameterSpelling::DottedPath);

        assert_eq!(answer.status, 400);
        assert_eq!(answer.content_type, "application/problem+json");
        assert_eq!(
            answer.body,
            r#"{"type":"https://docs.payroc.com/api/errors#idempotency-key-missing","title":"Idempotency-Key header missing","status":400,"detail":"An 'Idempotency-Key' must be supplied for this request"}"#
        );
    }

    #[test]
    fn a_status_outside_the_contract_is_an_api_error_under_that_status() {
        let answer = Problem::with_status(503).answer(ParameterSpelling::DottedPath);

        assert_eq!(answer.status, 503);
        assert!(answer.body.contains("errors#api-error"));
        assert!(answer.body.contains(r#""status":503"#));
    }

    #[test]
    fn a_field_can_be_spelt_in_three_ways() {
        let path = "recipients[0].email";

        assert_eq!(
            spell(path, ParameterSpelling::DottedPath),
            "recipients[0].email"
        );
        assert_eq!(spell(path, ParameterSpelling::LastName), "email");
        assert_eq!(
            spell(path, ParameterSpelling::Pointer),
            "/recipients/0/email"
        );
    }
}
