//! In what ways a request departs from the document.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, Request};
use url::form_urlencoded;

use crate::operation::{Contract, Operation, Parameter, Place};
use crate::schema::Schema;

impl Contract {
    pub(crate) fn judge_request(&self, request: &Request<Bytes>) -> Vec<String> {
        let Some((operation, in_path)) = self.operation(request) else {
            let (method, path) = (request.method(), request.uri().path());
            return vec![format!(
                "{method} {path} is no operation of the document (#/paths)"
            )];
        };
        let query = request.uri().query().unwrap_or_default();
        let query: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let mut faults = Vec::new();
        for parameter in &operation.parameters {
            let given = match parameter.place {
                Place::Path => values(&in_path, &parameter.name),
                Place::Query => values(&query, &parameter.name),
                Place::Header => texts(request.headers(), &parameter.name),
            };
            faults.extend(parameter.faults(&given));
            let beside = |other: &&String| !values(&query, other).is_empty();
            let clash = parameter.never_with.iter().find(beside);
            if let (Some(other), false) = (clash, given.is_empty()) {
                faults.push(format!("{} and {other} do not go together", parameter.name));
            }
        }
        faults.extend(strangers(operation, &query));
        faults.extend(operation.credential_faults(request.headers()));
        faults.extend(out_of_place(
            request.headers(),
            &self.request_headers,
            &operation.headers(),
        ));
        faults.extend(operation.accept_fault(request.headers()));
        faults.extend(operation.body_faults(request));
        told(operation, faults)
    }
}

impl Operation {
    fn credential_faults(&self, headers: &HeaderMap) -> Option<String> {
        let name = &self.credential.header;
        let given = texts(headers, name);
        let good = |text: &str| match self.credential.scheme {
            None => !text.is_empty(),
            Some(scheme) => text
                .split_once(' ')
                .is_some_and(|(word, token)| word == scheme && !token.is_empty()),
        };
        match given.as_slice() {
            [] => Some(format!("the header {name} is missing")),
            [text] if good(text) => None,
            // What it says is a secret.
            [_] => Some(format!("the header {name} is not of its scheme")),
            [..] => Some(format!("the header {name} is there more than once")),
        }
    }

    /// It has to be asked for by name what success would be told in.
    fn accept_fault(&self, headers: &HeaderMap) -> Option<String> {
        let wanted = self.success_type()?;
        let given = texts(headers, ACCEPT.as_str());
        let ranges = given.iter().flat_map(|text| text.split(','));
        let named = ranges.map(essence).any(|range| range == wanted);
        (!named).then(|| format!("the header accept does not name {wanted}"))
    }

    fn body_faults(&self, request: &Request<Bytes>) -> Vec<String> {
        match &self.body {
            None if request.body().is_empty() => Vec::new(),
            None => vec!["there is a body where none belongs".to_owned()],
            Some(content) => {
                let mut faults = content_type_faults(request.headers(), &content.media_type);
                faults.extend(json_faults(request.body(), &content.schema));
                faults
            }
        }
    }
}

impl Parameter {
    pub(crate) fn faults(&self, given: &[&str]) -> Vec<String> {
        let what = match self.place {
            Place::Path => format!("{} in the path", self.name),
            Place::Query => format!("{} in the query", self.name),
            Place::Header => format!("the header {}", self.name),
        };
        match (given, self.required) {
            ([], true) => vec![format!("{what} is missing")],
            ([], false) => Vec::new(),
            (given, _) => self.schema.faults_of_texts(&what, given),
        }
    }
}

/// Headers that the document names elsewhere.
pub(crate) fn out_of_place(
    headers: &HeaderMap,
    named: &BTreeSet<String>,
    here: &BTreeSet<String>,
) -> Vec<String> {
    let strangers = named.difference(here);
    strangers
        .filter(|name| headers.contains_key(*name))
        .map(|name| format!("the header {name} is out of place"))
        .collect()
}

pub(crate) fn content_type_faults(headers: &HeaderMap, wanted: &str) -> Vec<String> {
    match texts(headers, CONTENT_TYPE.as_str()).as_slice() {
        [given] if essence(given) == wanted => Vec::new(),
        given => vec![format!(
            "the header content-type is {given:?}, not {wanted}"
        )],
    }
}

pub(crate) fn json_faults(body: &Bytes, schema: &Schema) -> Vec<String> {
    match serde_json::from_slice(body) {
        Ok(value) => schema.faults("the body", &value),
        Err(error) => vec![format!("the body is no JSON: {error}")],
    }
}

pub(crate) fn told(operation: &Operation, faults: Vec<String>) -> Vec<String> {
    let told = |fault| format!("{}: {fault}", operation.id);
    faults.into_iter().map(told).collect()
}

/// The values of a header; one that is no text is told as empty.
pub(crate) fn texts<'h>(headers: &'h HeaderMap, name: &str) -> Vec<&'h str> {
    let values = headers.get_all(name).iter();
    values
        .map(|value| value.to_str().unwrap_or_default())
        .collect()
}

fn strangers(operation: &Operation, query: &[(String, String)]) -> Vec<String> {
    let in_query = |parameter: &&Parameter| parameter.place == Place::Query;
    let known: Vec<&str> = operation
        .parameters
        .iter()
        .filter(in_query)
        .map(|parameter| parameter.name.as_str())
        .collect();
    let strangers = query
        .iter()
        .filter(|(name, _)| !known.contains(&name.as_str()));
    strangers
        .map(|(name, _)| format!("{name} in the query is unknown"))
        .collect()
}

fn values<'v, N: AsRef<str>>(pairs: &'v [(N, String)], name: &str) -> Vec<&'v str> {
    let named = pairs.iter().filter(|(one, _)| one.as_ref() == name);
    named.map(|(_, value)| value.as_str()).collect()
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}
