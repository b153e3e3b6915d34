//! Schemas of the document, compiled, and what they find fault with.

use jsonschema::{Registry, Validator};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Value, json};

use crate::document::Spot;

/// A name for the document among schemas. Nothing is fetched from there.
const DOCUMENT: &str = "https://contract.example.com/document";
/// What may stand in a fragment as it is, of what a pointer is made of.
const IN_A_FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'~')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_');

/// Compiles schemas where they stand, so that what they refer to is found.
pub(crate) struct Compiler<'d>(Registry<'d>);

impl<'d> Compiler<'d> {
    pub(crate) fn new(document: &'d Value) -> Self {
        let registry = Registry::new().add(DOCUMENT, document);
        let registry = registry.and_then(jsonschema::RegistryBuilder::prepare);
        Self(registry.expect("the document can be referred into"))
    }

    pub(crate) fn compile(&self, at: &Spot<'_>) -> Schema {
        let fragment = utf8_percent_encode(at.pointer(), IN_A_FRAGMENT);
        let schema = json!({"$ref": format!("{DOCUMENT}#{fragment}")});
        let validator = jsonschema::options()
            .with_registry(&self.0)
            .should_validate_formats(true)
            .build(&schema);
        let kind = at.clone().referred().find("type");
        Schema {
            validator: validator.expect("the schemas of the document are good ones"),
            kind: match kind.and_then(|kind| kind.text()) {
                Some("integer") => Kind::Integer,
                Some("array") => Kind::List,
                Some(_) | None => Kind::Other,
            },
            place: at.pointer().to_owned(),
        }
    }
}

pub(crate) struct Schema {
    validator: Validator,
    kind: Kind,
    place: String,
}

/// How texts, such as those of a query, are to be read.
enum Kind {
    Integer,
    List,
    Other,
}

impl Schema {
    /// One sentence for each fault: where in `what`, which, and which place of the document says so.
    pub(crate) fn faults(&self, what: &str, value: &Value) -> Vec<String> {
        let errors = self.validator.iter_errors(value);
        let told = errors.map(|error| {
            let rule = error.absolute_keyword_location();
            let rule = rule.and_then(|rule| rule.fragment());
            let rule = rule.map_or(self.place.clone(), |rule| {
                percent_decode_str(rule.as_str())
                    .decode_utf8_lossy()
                    .into_owned()
            });
            format!("{what}{}: {error} (#{rule})", error.instance_path())
        });
        told.collect()
    }

    /// As [`faults`](Self::faults), of what has only text to say itself with.
    pub(crate) fn faults_of_texts(&self, what: &str, texts: &[&str]) -> Vec<String> {
        match (&self.kind, texts) {
            (Kind::List, texts) => self.faults(what, &json!(texts)),
            (Kind::Integer, [text]) => {
                let number = text.parse::<i64>();
                self.faults(what, &number.map_or(json!(text), Value::from))
            }
            (Kind::Other, [text]) => self.faults(what, &json!(text)),
            (Kind::Integer | Kind::Other, _) => vec![format!("{what} is there more than once")],
        }
    }
}
