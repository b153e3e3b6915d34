//! Finding the way in an OpenAPI document: what stands where, and what a reference leads to.

use serde_json::{Map, Value};

/// A spot in a document: what stands there, and where that is, as a JSON Pointer.
#[derive(Clone)]
pub(crate) struct Spot<'d> {
    document: &'d Value,
    value: &'d Value,
    pointer: String,
}

impl<'d> Spot<'d> {
    pub(crate) fn root(document: &'d Value) -> Self {
        Self {
            document,
            value: document,
            pointer: String::new(),
        }
    }

    pub(crate) fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The member of that name, as it stands.
    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        let value = self.value.get(name)?;
        Some(self.inner(name, value))
    }

    /// The member of that name, or what it refers to.
    pub(crate) fn find(&self, name: &str) -> Option<Self> {
        self.get(name).map(Self::referred)
    }

    /// All members with their names, in the order of the document or not.
    pub(crate) fn members(&self) -> Vec<(&'d str, Self)> {
        let members = self.value.as_object().into_iter().flat_map(Map::iter);
        let inner = |(name, value): (&'d String, &'d Value)| {
            (name.as_str(), self.inner(name, value).referred())
        };
        members.map(inner).collect()
    }

    pub(crate) fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| self.inner(&index.to_string(), value).referred())
            .collect()
    }

    pub(crate) fn text(&self) -> Option<&'d str> {
        self.value.as_str()
    }

    pub(crate) fn is_true(&self) -> bool {
        self.value == true
    }

    /// What a reference leads to; itself where it is none.
    pub(crate) fn referred(self) -> Self {
        let Some(reference) = self.value.get("$ref").and_then(Value::as_str) else {
            return self;
        };
        let pointer = reference
            .strip_prefix('#')
            .expect("the document refers to nothing outside");
        let value = self.document.pointer(pointer);
        Self {
            document: self.document,
            value: value.expect("what the document refers to is in it"),
            pointer: pointer.to_owned(),
        }
        .referred()
    }

    fn inner(&self, name: &str, value: &'d Value) -> Self {
        let name = name.replace('~', "~0").replace('/', "~1");
        Self {
            document: self.document,
            value,
            pointer: format!("{}/{name}", self.pointer),
        }
    }
}
