//! Pages of a list (Payroc API: Pagination).
//!
//! Of the addresses the gateway gives for the neighbouring pages only the cursor is used, and only if the
//! address is on the API host; the request itself is always built here, so no answer can send the access
//! token elsewhere.

mod walk;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_with::{DefaultOnError, serde_as};
use url::Url;

use crate::hosts::Hosts;

pub(crate) use walk::walk;
pub use walk::{Limits, NotWhole, WalkError};

/// The most items that may be asked for on one page (Payroc API: Pagination).
pub const PAGE_MAX: u32 = 100;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// How many the gateway puts on a page; 0 if it did not say.
    pub limit: u32,
    /// How many the gateway put on this page. More than `data` holds if some of them could not be read.
    pub count: u32,
    /// Whether the gateway says that there is more.
    pub has_more: bool,
    /// What is on this page, in the gateway's order.
    pub data: Vec<T>,
    /// Leads to the page after this one; absent on the last page.
    pub next: Option<Cursor>,
    /// Leads to the page before this one.
    pub previous: Option<Cursor>,
}

/// Where a page starts. The text is the gateway's and means nothing here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cursor {
    /// Behind this item.
    After(String),
    /// Before this item.
    Before(String),
}

impl<T: DeserializeOwned> Page<T> {
    pub(crate) fn read(body: &[u8], hosts: &Hosts) -> Result<Self, serde_json::Error> {
        let wire: Wire = serde_json::from_slice(body)?;
        let told = u32::try_from(wire.data.len()).unwrap_or(u32::MAX);
        let data: Vec<T> = wire
            .data
            .into_iter()
            .filter_map(|item| serde_json::from_value(item).ok())
            .collect();
        let unread = told.saturating_sub(u32::try_from(data.len()).unwrap_or(u32::MAX));
        if unread > 0 {
            tracing::warn!(unread, "items of a page could not be read");
        }
        let cursor = |rel: &str| {
            let mut named = wire
                .links
                .iter()
                .filter(|link| link.rel.eq_ignore_ascii_case(rel));
            named.find_map(|link| Cursor::read(&link.href, hosts))
        };
        let (next, previous) = (cursor("next"), cursor("previous"));
        Ok(Self {
            limit: wire.limit,
            count: told,
            has_more: wire.has_more,
            data,
            next,
            previous,
        })
    }
}

impl Cursor {
    fn read(href: &str, hosts: &Hosts) -> Option<Self> {
        let url = hosts.resource(&[""]).join(href).ok()?;
        if !hosts.is_api(&url) {
            tracing::warn!("a page names a neighbour on another host; ignored");
            return None;
        }
        url.query_pairs().find_map(|(name, value)| match &*name {
            "after" if !value.is_empty() => Some(Self::After(value.into_owned())),
            "before" if !value.is_empty() => Some(Self::Before(value.into_owned())),
            _ => None,
        })
    }
}

/// Puts filters and the place in the list into an address.
pub(crate) fn apply(
    url: &mut Url,
    limit: Option<u32>,
    cursor: Option<&Cursor>,
    filters: &[(&str, Option<&str>)],
) {
    let limit = limit.map(|limit| limit.to_string());
    let place = match cursor {
        Some(Cursor::After(item)) => ("after", Some(item.as_str())),
        Some(Cursor::Before(item)) => ("before", Some(item.as_str())),
        None => ("after", None),
    };
    let all = filters
        .iter()
        .copied()
        .chain([("limit", limit.as_deref()), place]);
    let mut given = all
        .filter_map(|(name, value)| Some((name, value?)))
        .peekable();
    if given.peek().is_some() {
        url.query_pairs_mut().extend_pairs(given);
    }
}

#[serde_as]
#[derive(Deserialize)]
struct Wire {
    #[serde(default, deserialize_with = "count")]
    limit: u32,
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, rename = "hasMore", alias = "has_more")]
    has_more: bool,
    data: Vec<Value>,
    #[serde(default, deserialize_with = "neighbours")]
    links: Vec<Neighbour>,
}

#[derive(Deserialize)]
struct Neighbour {
    rel: String,
    href: String,
}

fn neighbours<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Neighbour>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(links) => links
            .into_iter()
            .filter_map(|link| serde_json::from_value(link).ok())
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            Vec::new()
        }
    })
}

/// Numbers came as integers, as decimals and as text over the years.
fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let text = match Value::deserialize(deserializer)? {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text,
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
    };
    Ok(text.trim_end_matches(".0").parse().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cursors_come_from_the_api_host_alone() {
        let page = read(json!({
            "limit": 2, "count": 2, "hasMore": true, "data": ["a", "b"],
            "links": [
                {"rel": "NEXT", "method": "GET", "href": "https://api.payroc.com//v1/x?limit=2&after=b"},
                {"rel": "previous", "method": "get", "href": "https://api.example.com/v1/x?before=a"},
            ]
        }));

        assert_eq!(page.next, Some(Cursor::After("b".to_owned())));
        assert_eq!(page.previous, None);
        assert_eq!((page.limit, page.count, page.has_more), (2, 2, true));
    }

    #[test]
    fn cursors_are_opaque_and_unescaped() {
        let href = "/v1/x?before=a%26b%2Bc%20d";

        let page = read(json!({"data": [], "links": [{"rel": "previous", "href": href}]}));

        assert_eq!(page.previous, Some(Cursor::Before("a&b+c d".to_owned())));
    }

    #[test]
    fn older_and_odd_envelopes_are_read() {
        let page = read(json!({"limit": "25", "count": "1", "has_more": true, "data": ["a"]}));
        assert_eq!((page.limit, page.count, page.has_more), (25, 1, true));

        let page = read(json!({"limit": 25.0, "hasMore": "yes", "data": [], "links": {"next": 1}}));
        assert_eq!((page.limit, page.has_more, page.next), (25, false, None));

        let page = read(
            json!({"data": ["a"], "links": [1, {"rel": "next"}, {"href": "?after=a", "rel": "next"}]}),
        );
        assert_eq!(page.next, Some(Cursor::After("a".to_owned())));
    }

    #[test]
    fn one_strange_item_does_not_hide_the_others() {
        let page = read(json!({"data": ["a", {"b": 1}, "c"]}));

        assert_eq!(page.data, ["a", "c"]);
        assert_eq!(page.count, 3);
    }

    #[test]
    fn a_page_without_a_list_is_not_a_page() {
        for body in ["{}", r#"{"data":{}}"#, "[]", "null", "", "<html>"] {
            assert!(
                Page::<String>::read(body.as_bytes(), &Hosts::live()).is_err(),
                "{body}"
            );
        }
    }

    fn read(body: Value) -> Page<String> {
        Page::read(body.to_string().as_bytes(), &Hosts::live()).unwrap()
    }
}
