//! The operations of the document, read and compiled, and finding the one that a request is meant for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use http::{Method, Request};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::Url;

use crate::DOCUMENT;
use crate::document::Spot;
use crate::schema::{Compiler, Schema};

pub(crate) struct Contract {
    operations: Vec<Operation>,
    /// Headers that some request has, and those that some answer has, in lower case.
    pub(crate) request_headers: BTreeSet<String>,
    pub(crate) answer_headers: BTreeSet<String>,
}

pub(crate) struct Operation {
    pub(crate) id: String,
    method: Method,
    /// Of the path below the server's own, names of parameters in braces.
    segments: Vec<String>,
    pub(crate) credential: Credential,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Content>,
    /// By status.
    pub(crate) answers: BTreeMap<u16, Answer>,
}

/// What says who is asking.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) header: String,
    /// The word before it.
    pub(crate) scheme: Option<&'static str>,
}

pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) required: bool,
    /// Others that must not be there with it.
    pub(crate) never_with: Vec<String>,
    pub(crate) schema: Schema,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
}

pub(crate) struct Content {
    pub(crate) media_type: String,
    pub(crate) schema: Schema,
}

pub(crate) struct Answer {
    pub(crate) headers: Vec<Parameter>,
    pub(crate) content: Content,
}

impl Contract {
    /// That of [`DOCUMENT`].
    pub(crate) fn of_this_crate() -> &'static Self {
        static CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::read(DOCUMENT));
        &CONTRACT
    }

    /// # Panics
    /// When the document is not one that this crate can hold anything against.
    fn read(text: &str) -> Self {
        let document: Value = serde_json::from_str(text).expect("the document is JSON");
        let reader = Reader {
            root: Spot::root(&document),
            compiler: Compiler::new(&document),
        };
        let operations = reader.operations();
        let request_headers = operations.iter().flat_map(Operation::headers).collect();
        let answers = operations
            .iter()
            .flat_map(|operation| operation.answers.values());
        let answer_headers = answers
            .flat_map(|answer| &answer.headers)
            .map(|header| header.name.clone())
            .collect();
        Self {
            operations,
            request_headers,
            answer_headers,
        }
    }

    /// The operation that a request is meant for, and the values in its path.
    pub(crate) fn operation<B>(
        &self,
        request: &Request<B>,
    ) -> Option<(&Operation, Vec<(&str, String)>)> {
        let path: Vec<&str> = request.uri().path().split('/').skip(1).collect();
        self.operations
            .iter()
            .filter(|operation| operation.method == request.method())
            .find_map(|operation| Some((operation, operation.fit(&path)?)))
    }
}

impl Operation {
    /// Names of the headers that it may have, in lower case.
    pub(crate) fn headers(&self) -> BTreeSet<String> {
        let headers = self
            .parameters
            .iter()
            .filter(|parameter| parameter.place == Place::Header);
        let names = headers.map(|header| header.name.clone());
        let content_type = self.body.as_ref().map(|_| "content-type".to_owned());
        names
            .chain([self.credential.header.clone()])
            .chain(content_type)
            .collect()
    }

    /// The media type of its successes.
    pub(crate) fn success_type(&self) -> Option<&str> {
        let success = self.answers.range(200..300).next();
        success.map(|(_, answer)| answer.content.media_type.as_str())
    }

    fn fit(&self, path: &[&str]) -> Option<Vec<(&str, String)>> {
        if path.len() != self.segments.len() {
            return None;
        }
        let mut values = Vec::new();
        for (segment, given) in self.segments.iter().zip(path) {
            let name = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            match name {
                Some(name) => {
                    let value = percent_decode_str(given).decode_utf8_lossy();
                    values.push((name, value.into_owned()));
                }
                None if segment == given => {}
                None => return None,
            }
        }
        Some(values)
    }
}

struct Reader<'d> {
    root: Spot<'d>,
    compiler: Compiler<'d>,
}

impl Reader<'_> {
    fn operations(&self) -> Vec<Operation> {
        let paths = self.root.find("paths").expect("the document has paths");
        let mut operations = Vec::new();
        for (path, item) in paths.members() {
            for (method, operation) in item.members() {
                let Ok(method) = Method::try_from(method.to_uppercase().as_str()) else {
                    continue;
                };
                if operation.get("operationId").is_some() {
                    operations.push(self.operation(path, &item, method, &operation));
                }
            }
        }
        operations
    }

    fn operation(
        &self,
        path: &str,
        item: &Spot<'_>,
        method: Method,
        operation: &Spot<'_>,
    ) -> Operation {
        let base = self.base(item);
        let whole = format!("{}{path}", base.trim_end_matches('/'));
        let parameters = [item, operation].into_iter();
        let parameters = parameters.filter_map(|owner| owner.find("parameters"));
        let body = operation.find("requestBody");
        let answers = operation.find("responses").expect("something is answered");
        Operation {
            id: text(operation, "operationId"),
            method,
            segments: whole.split('/').skip(1).map(str::to_owned).collect(),
            credential: self.credential(operation),
            parameters: parameters
                .flat_map(|list| list.items())
                .map(|parameter| self.parameter(&parameter, &text(&parameter, "name")))
                .collect(),
            body: body.map(|body| self.content(&body)),
            answers: answers
                .members()
                .into_iter()
                .map(|(status, answer)| {
                    let status = status.parse().expect("answers are told by their status");
                    (status, self.answer(&answer))
                })
                .collect(),
        }
    }

    /// The path of the server that has this one.
    fn base(&self, item: &Spot<'_>) -> String {
        let servers = item.find("servers").or_else(|| self.root.find("servers"));
        let servers = servers.map(|servers| servers.items()).unwrap_or_default();
        let server = servers.first().expect("every path has a server");
        let url = Url::parse(&text(server, "url")).expect("a server has an address");
        url.path().to_owned()
    }

    fn credential(&self, operation: &Spot<'_>) -> Credential {
        let security = operation
            .find("security")
            .or_else(|| self.root.find("security"));
        let security = security.map(|all| all.items()).unwrap_or_default();
        let schemes = security.first().expect("nobody is served unasked");
        let (name, _) = schemes.members().remove(0);
        let all = self.root.find("components");
        let all = all.and_then(|all| all.find("securitySchemes"));
        let scheme = all.and_then(|all| all.find(name)).expect("a known scheme");
        match text(&scheme, "type").as_str() {
            "apiKey" => Credential {
                header: text(&scheme, "name").to_lowercase(),
                scheme: None,
            },
            _ => Credential {
                header: "authorization".to_owned(),
                scheme: Some("Bearer"),
            },
        }
    }

    fn parameter(&self, spot: &Spot<'_>, name: &str) -> Parameter {
        let place = match spot.find("in").and_then(|place| place.text()) {
            Some("path") => Place::Path,
            Some("query") => Place::Query,
            // Those of an answer do not say where they are.
            Some(_) | None => Place::Header,
        };
        let never_with = spot.find("x-never-with").map(|others| others.items());
        let never_with = never_with.unwrap_or_default().into_iter();
        Parameter {
            name: match place {
                Place::Header => name.to_lowercase(),
                Place::Path | Place::Query => name.to_owned(),
            },
            place,
            required: spot.find("required").is_some_and(|it| it.is_true()),
            never_with: never_with
                .filter_map(|other| other.text().map(str::to_owned))
                .collect(),
            schema: self.schema(spot),
        }
    }

    fn answer(&self, spot: &Spot<'_>) -> Answer {
        let headers = spot.find("headers").map(|headers| headers.members());
        let headers = headers.unwrap_or_default().into_iter();
        Answer {
            headers: headers
                .map(|(name, header)| self.parameter(&header, name))
                .collect(),
            content: self.content(spot),
        }
    }

    fn content(&self, spot: &Spot<'_>) -> Content {
        let content = spot.find("content").expect("bodies have a content");
        let (media_type, content) = content.members().remove(0);
        Content {
            media_type: media_type.to_owned(),
            schema: self.schema(&content),
        }
    }

    fn schema(&self, owner: &Spot<'_>) -> Schema {
        let schema = owner.get("schema").expect("everything has a schema");
        self.compiler.compile(&schema)
    }
}

fn text(spot: &Spot<'_>, name: &str) -> String {
    let text = spot.find(name).and_then(|member| member.text());
    text.expect("the document says it").to_owned()
}
