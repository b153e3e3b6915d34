//! One page of a list (FACTS 6): the cursor is the id of the first or last item on a page, and the
//! links to the neighbouring pages are absolute.

use serde::Serialize;

use crate::fields::{Complaints, INVALID_VALUE};
use crate::problem::Problem;
use crate::rules::{BothCursors, LimitOutOfRange, PageLinks, Rules, UnknownCursor};

const LIMIT: i64 = 10;
const LIMIT_MAX: i64 = 100;

/// Names and values of a query, decoded, and the text they came from.
pub(crate) struct Query<'q> {
    pub(crate) pairs: &'q [(String, String)],
    pub(crate) text: &'q str,
}

impl Query<'_> {
    /// The last value of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.get_all(name).last()
    }

    pub(crate) fn get_all(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.pairs.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.as_str())
    }
}

pub(crate) struct PageRequest {
    limit: usize,
    cursor: Cursor,
    /// The query without limit and cursor, as it came.
    filters: String,
}

enum Cursor {
    First,
    After(String),
    Before(String),
}

impl PageRequest {
    pub(crate) fn read(query: &Query<'_>, rules: &Rules, complaints: &Complaints) -> Self {
        let owned = |name| query.get(name).map(str::to_owned);
        let cursor = match (owned("after"), owned("before")) {
            (None, None) => Cursor::First,
            (Some(after), None) => Cursor::After(after),
            (None, Some(before)) => Cursor::Before(before),
            (Some(after), Some(_)) => {
                if rules.both_cursors == BothCursors::BadRequest {
                    let message = "'before' and 'after' cannot be combined";
                    complaints.add("before", INVALID_VALUE, message);
                }
                Cursor::After(after)
            }
        };
        let limit = read_limit(query.get("limit"), rules, complaints);
        let is_filter = |part: &&str| {
            let name = part.split('=').next().unwrap_or(part);
            !part.is_empty() && !["limit", "after", "before"].contains(&name)
        };
        let filters = match rules.page_links {
            PageLinks::RepeatFilters => query
                .text
                .split('&')
                .filter(is_filter)
                .map(|part| format!("{part}&"))
                .collect(),
            PageLinks::CursorOnly => String::new(),
        };
        Self {
            limit,
            cursor,
            filters,
        }
    }

    /// Cuts the page out of `all`, which is in list order, and looks at no more of it than it must. The cursor may
    /// name any item of `all`, also one that `matches` leaves out: its status may have changed since.
    pub(crate) fn cut<'i, T>(
        &self,
        all: &[&'i T],
        rules: &Rules,
        id_of: impl Fn(&T) -> &str,
        matches: impl Fn(&T) -> bool,
    ) -> Result<Cut<'i, T>, Problem> {
        let position = |id: &str| all.iter().position(|item| id_of(item) == id);
        let (from, to) = match &self.cursor {
            Cursor::First => (0, all.len()),
            Cursor::After(id) => match position(id) {
                Some(position) => (position + 1, all.len()),
                None => return unknown(rules, "after"),
            },
            Cursor::Before(id) => match position(id) {
                Some(position) => (0, position),
                None => return unknown(rules, "before"),
            },
        };
        let within = all[from..to].iter().copied().filter(|item| matches(item));
        let one_more = self.limit + 1;
        let is_backward = matches!(self.cursor, Cursor::Before(_));
        let mut items: Vec<_> = if is_backward {
            within.rev().take(one_more).collect()
        } else {
            within.take(one_more).collect()
        };
        let goes_on = items.len() > self.limit;
        items.truncate(self.limit);
        if is_backward {
            items.reverse();
        }
        let any = |range: &[&'i T]| range.iter().any(|item| matches(item));
        Ok(Cut {
            items,
            has_previous: (is_backward && goes_on) || any(&all[..from]),
            has_next: (!is_backward && goes_on) || any(&all[to..]),
        })
    }

    /// `list_url` is absolute and has no query.
    pub(crate) fn page<T: Serialize>(
        &self,
        list_url: &str,
        data: Vec<T>,
        neighbours: Neighbours<'_>,
    ) -> Page<T> {
        let link = |rel, cursor, id| PageLink {
            rel,
            method: "get",
            href: format!(
                "{list_url}?{}limit={}&{cursor}={id}",
                self.filters, self.limit
            ),
        };
        let next = neighbours.next.map(|id| link("next", "after", id));
        let previous = neighbours.previous.map(|id| link("previous", "before", id));
        Page {
            limit: self.limit,
            count: data.len(),
            has_more: next.is_some(),
            data,
            links: next.into_iter().chain(previous).collect(),
        }
    }
}

pub(crate) struct Cut<'i, T> {
    pub(crate) items: Vec<&'i T>,
    has_previous: bool,
    has_next: bool,
}

impl<T> Cut<'_, T> {
    pub(crate) fn neighbours<'n>(&'n self, id_of: impl Fn(&'n T) -> &'n str) -> Neighbours<'n> {
        let first = self.items.first().copied();
        let last = self.items.last().copied();
        Neighbours {
            previous: first.filter(|_| self.has_previous).map(&id_of),
            next: last.filter(|_| self.has_next).map(&id_of),
        }
    }
}

/// The cursors to the pages on either side, where there is one.
pub(crate) struct Neighbours<'n> {
    previous: Option<&'n str>,
    next: Option<&'n str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<T> {
    limit: usize,
    count: usize,
    has_more: bool,
    data: Vec<T>,
    links: Vec<PageLink>,
}

#[derive(Serialize)]
struct PageLink {
    rel: &'static str,
    method: &'static str,
    href: String,
}

fn read_limit(asked: Option<&str>, rules: &Rules, complaints: &Complaints) -> usize {
    let read = asked.map_or(Ok(LIMIT), str::parse);
    let in_range = match (read, rules.limit_out_of_range) {
        (Ok(limit), _) if (1..=LIMIT_MAX).contains(&limit) => Some(limit),
        (Ok(limit), LimitOutOfRange::Clamped) => Some(limit.clamp(1, LIMIT_MAX)),
        (Ok(_), LimitOutOfRange::BadRequest) | (Err(_), _) => None,
    };
    let limit = in_range.unwrap_or_else(|| {
        let message = format!("'limit' must be a whole number from 1 to {LIMIT_MAX}");
        complaints.add("limit", INVALID_VALUE, message);
        LIMIT
    });
    usize::try_from(limit).expect("a limit lies between 1 and 100")
}

fn unknown<'i, T>(rules: &Rules, name: &str) -> Result<Cut<'i, T>, Problem> {
    match rules.unknown_cursor {
        UnknownCursor::EmptyPage => Ok(Cut {
            items: Vec::new(),
            has_previous: false,
            has_next: false,
        }),
        UnknownCursor::BadRequest => {
            let message = format!("'{name}' names nothing in this list");
            Err(Problem::bad_field(name, INVALID_VALUE, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_page_of_many_looks_at_little_more_than_itself() {
        let names: Vec<String> = (0..10_000).map(|number| number.to_string()).collect();
        let all: Vec<&String> = names.iter().collect();

        for (cursor, first) in [
            (Cursor::First, "0"),
            (Cursor::After("4999".to_owned()), "5000"),
            (Cursor::Before("5000".to_owned()), "4900"),
        ] {
            let (request, looked_at) = (a_page(cursor), Cell::new(0));
            let cut = request.cut(
                &all,
                &Rules::default(),
                |name| name,
                |_| {
                    looked_at.set(looked_at.get() + 1);
                    true
                },
            );

            let cut = cut.unwrap_or_else(|_| panic!("{first}: a cursor of this list"));
            assert_eq!((cut.items.len(), cut.items[0].as_str()), (100, first));
            assert!(looked_at.get() <= 102, "{first}: {}", looked_at.get());
        }
    }

    fn a_page(cursor: Cursor) -> PageRequest {
        PageRequest {
            limit: 100,
            cursor,
            filters: String::new(),
        }
    }
}
