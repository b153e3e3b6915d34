//! The problem document of a refusal (RFC 9457; Payroc API: Errors), read so tolerantly that it cannot fail.
//!
//! Its texts come from outside and may repeat what was sent: they are cut to a length, and `Debug` leaves
//! them out.

use std::fmt;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The most characters kept of one text.
const TEXT_MAX: usize = 2_000;
/// The most field errors kept.
const ERRORS_MAX: usize = 100;

/// What the gateway says about a refusal. Everything may be absent.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Problem {
    /// The kind of problem.
    #[serde(rename = "type")]
    pub kind: ProblemType,
    /// The kind, in words.
    #[serde(deserialize_with = "text")]
    pub title: Option<String>,
    /// This problem, in words.
    #[serde(deserialize_with = "text")]
    pub detail: Option<String>,
    /// An address: of the resource that exists already, or of the request.
    #[serde(deserialize_with = "text")]
    pub instance: Option<String>,
    /// The type of the resource that was asked for.
    #[serde(deserialize_with = "text")]
    pub resource: Option<String>,
    /// Complaints about single fields; at most 100 are kept.
    #[serde(deserialize_with = "field_errors")]
    pub errors: Vec<FieldError>,
}

impl Problem {
    /// Reads a body; `None` unless it is a JSON object with at least one member that we know.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        // By way of a `Value`, because that takes repeated members, and limits the depth.
        let value: Value = serde_json::from_slice(body).ok()?;
        let problem: Self = serde_json::from_value(value).ok()?;
        (problem != Self::default()).then_some(problem)
    }
}

/// Leaves out every text, which may repeat what was sent.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem")
            .field("kind", &self.kind)
            .field("errors", &self.errors.len())
            .finish_non_exhaustive()
    }
}

/// A complaint about one field.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct FieldError {
    /// The field. Its spelling is not documented: match the end of it, at best.
    #[serde(deserialize_with = "text")]
    pub parameter: Option<String>,
    /// The complaint in short.
    #[serde(deserialize_with = "text")]
    pub detail: Option<String>,
    /// The complaint in full.
    #[serde(deserialize_with = "text")]
    pub message: Option<String>,
}

/// Leaves out the complaint, which may repeat what was sent.
impl fmt::Debug for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldError")
            .field("parameter", &self.parameter)
            .finish_non_exhaustive()
    }
}

/// The kind of a problem, by the fragment of its `type` address.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum ProblemType {
    /// 400: something in the request is wrong; see the field errors.
    BadRequest,
    /// 400: the `Idempotency-Key` header is missing.
    IdempotencyKeyMissing,
    /// 400: the terminal cannot do this.
    CapabilitiesMissing,
    /// The terminal does not take this currency.
    CurrencyNotSupported,
    /// 401: key or token are not accepted.
    NotAuthorized,
    /// 403: not allowed for this key.
    Forbidden,
    /// 404: no such thing.
    NotFound,
    /// 406: no answer of the kind asked for.
    NotAcceptable,
    /// 409: it exists already; `instance` may say where.
    ResourceAlreadyExists,
    /// 409: the `Idempotency-Key` belongs to a different request.
    IdempotencyKeyInUse,
    /// 409: it cannot be changed in its state.
    CannotBeModified,
    /// 415: the body is of a kind not taken.
    UnsupportedMediaType,
    /// 500: the gateway failed.
    ApiError,
    /// Another kind: what was told, cut to a length; empty if nothing was.
    Unknown(String),
}

/// The documented kinds and their fragments.
const KNOWN: [(&str, ProblemType); 13] = [
    ("bad-request", ProblemType::BadRequest),
    (
        "idempotency-key-missing",
        ProblemType::IdempotencyKeyMissing,
    ),
    ("capabilities-missing", ProblemType::CapabilitiesMissing),
    ("currency-not-supported", ProblemType::CurrencyNotSupported),
    ("not-authorized", ProblemType::NotAuthorized),
    ("forbidden", ProblemType::Forbidden),
    ("not-found", ProblemType::NotFound),
    ("not-acceptable", ProblemType::NotAcceptable),
    (
        "resource-already-exists",
        ProblemType::ResourceAlreadyExists,
    ),
    ("idempotency-key-in-use", ProblemType::IdempotencyKeyInUse),
    ("cannot-be-modified", ProblemType::CannotBeModified),
    ("unsupported-media-type", ProblemType::UnsupportedMediaType),
    ("api-error", ProblemType::ApiError),
];

impl ProblemType {
    /// Gives the documented fragment, such as `bad-request`; `unknown` for a kind this version does not
    /// know.
    pub fn fragment(&self) -> &'static str {
        KNOWN
            .iter()
            .find(|(_, known)| known == self)
            .map_or("unknown", |(fragment, _)| fragment)
    }

    fn parse(told: &str) -> Self {
        let fragment = told.rsplit_once('#').map_or(told, |(_, fragment)| fragment);
        let known = KNOWN
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(fragment));
        known.map_or_else(|| Self::Unknown(cut(told)), |(_, known)| known.clone())
    }
}

impl Default for ProblemType {
    fn default() -> Self {
        Self::Unknown(String::new())
    }
}

/// Leaves out the text of an unknown kind.
impl fmt::Debug for ProblemType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.fragment())
    }
}

impl<'de> Deserialize<'de> for ProblemType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(text(deserializer)?.map_or_else(Self::default, |told| Self::parse(&told)))
    }
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) => Some(cut(&text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    })
}

/// Takes a list of objects or of plain texts; whatever else is in it is left out.
fn field_errors<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<FieldError>, D::Error> {
    let items = match Value::deserialize(deserializer)? {
        Value::Array(items) => items,
        object @ Value::Object(_) => vec![object],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let one = |item: Value| match item {
        Value::String(message) => Some(FieldError {
            message: Some(cut(&message)),
            ..FieldError::default()
        }),
        object @ Value::Object(_) => serde_json::from_value(object).ok(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    };
    let known = items
        .into_iter()
        .filter_map(one)
        .filter(|error| *error != FieldError::default());
    Ok(known.take(ERRORS_MAX).collect())
}

fn cut(text: &str) -> String {
    text.chars().take(TEXT_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_kinds_are_known_by_their_fragment() {
        for (fragment, known) in KNOWN {
            let told = format!("https://docs.payroc.com/api/errors#{fragment}");
            assert_eq!(ProblemType::parse(&told), known);
            assert_eq!(known.fragment(), fragment);
        }
        assert_eq!(ProblemType::parse("urn:example:new").fragment(), "unknown");
    }

    #[test]
    fn a_documented_problem_is_read_whole() {
        let problem = read(
            r#"{"type":"https://docs.payroc.com/api/errors#bad-request","title":"Bad request","status":400,
                "detail":"Some fields are wrong","instance":"https://api.example.com/v1/x",
                "errors":[{"parameter":"order.charge.amount","detail":"Invalid value","message":"Too small"},
                          {"message":"Only words"}]}"#,
        )
        .unwrap();

        assert_eq!(problem.kind, ProblemType::BadRequest);
        assert_eq!(problem.title.as_deref(), Some("Bad request"));
        assert_eq!(
            problem.errors[0].parameter.as_deref(),
            Some("order.charge.amount")
        );
        assert_eq!(problem.errors[1].message.as_deref(), Some("Only words"));
        assert_eq!(problem.errors[1].parameter, None);
    }

    #[test]
    fn nothing_strange_makes_it_fail() {
        let table: &[(&str, bool)] = &[
            ("", false),
            ("<html>Bad gateway</html>", false),
            ("null", false),
            ("[]", false),
            ("\"text\"", false),
            ("{}", false),
            (r#"{"type":""}"#, false),
            (r#"{"type":7}"#, true),
            (
                r#"{"type":null,"title":{"a":1},"status":"400","detail":["x"],"errors":"no"}"#,
                false,
            ),
            (r#"{"title":"a","title":"b"}"#, true),
            (r#"{"title":"Half"#, false),
            (
                r#"{"instance":"relative/path","errors":[null,1,[],{},"plain",{"message":5}]}"#,
                true,
            ),
            (r#"{"errors":{"message":"not a list"}}"#, true),
            (r#"{"code":"ours"}"#, false),
        ];
        for (body, readable) in table {
            assert_eq!(read(body).is_some(), *readable, "{body}");
        }
        assert!(read(&"[".repeat(10_000)).is_none());
        let deep = format!(
            r#"{{"title":{}1{}}}"#,
            "[".repeat(10_000),
            "]".repeat(10_000)
        );
        assert!(read(&deep).is_none());
    }

    #[test]
    fn odd_items_are_left_out_and_the_rest_kept() {
        let problem = read(r#"{"errors":[null,1,[],{},"plain",{"message":5}]}"#).unwrap();

        let messages: Vec<_> = problem
            .errors
            .iter()
            .map(|e| e.message.as_deref())
            .collect();
        assert_eq!(messages, [Some("plain"), Some("5")]);
    }

    #[test]
    fn long_texts_and_lists_are_cut() {
        let errors = vec![r#"{"message":"m"}"#; 150].join(",");
        let body = format!(
            r#"{{"detail":"{}","errors":[{errors}]}}"#,
            "é".repeat(10_000)
        );

        let problem = read(&body).unwrap();

        assert_eq!(problem.detail.unwrap().chars().count(), TEXT_MAX);
        assert_eq!(problem.errors.len(), ERRORS_MAX);
    }

    #[test]
    fn debug_repeats_no_text() {
        let body = r#"{"type":"s3cret","title":"s3cret","detail":"s3cret","instance":"s3cret",
                       "resource":"s3cret","errors":[{"message":"s3cret","detail":"s3cret"}]}"#;

        let problem = read(body).unwrap();

        assert!(!format!("{problem:?} {:?}", problem.errors).contains("s3cret"));
    }

    fn read(body: &str) -> Option<Problem> {
        Problem::read(body.as_bytes())
    }
}
