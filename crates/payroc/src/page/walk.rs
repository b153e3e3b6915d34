//! Reading a list page after page, with an end to it whatever the gateway says.
//!
//! The pages are told apart by cursor alone, and each request is built here; see the module above.

use std::collections::{BTreeSet, VecDeque};

use futures_util::Stream;
use futures_util::stream;

use super::{Cursor, Page};
use crate::error::Error;

/// How much of a list is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pages, and so requests; at least one is read.
    pub pages: usize,
    /// Items given.
    pub items: usize,
}

/// 100 pages, 10,000 items: with 100 items on a page, both are reached together.
impl Default for Limits {
    fn default() -> Self {
        Self {
            pages: 100,
            items: 10_000,
        }
    }
}

/// Why a list ended before all of it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
pub enum NotWhole {
    /// Some items could not be read, and are left out.
    #[error("{0} items could not be read")]
    Unreadable(u32),
    /// The gateway says that there is more, and not where.
    #[error("there is more, and the gateway does not say where")]
    NoWayOn,
    /// The gateway leads back to a page that was read already.
    #[error("the list leads in a circle")]
    Circle,
    /// [`Limits::pages`] is reached, and there is more.
    #[error("there are more pages than are read")]
    TooManyPages,
    /// [`Limits::items`] is reached, and there is more.
    #[error("there are more items than are read")]
    TooManyItems,
}

/// What ends a list early.
#[derive(Clone, Debug, thiserror::Error)]
pub enum WalkError {
    /// A page could not be had. The items before it were given.
    #[error(transparent)]
    Call(#[from] Error),
    /// Every item that could be had was given, and there is more.
    #[error(transparent)]
    NotWhole(#[from] NotWhole),
}

/// Gives the items of all pages in the gateway's order. An error is the last thing given: a list that ends
/// without one is whole.
///
/// Follows every `next` that names a cursor, also when the page says that there is no more: of the two, only
/// the cursor can be followed in vain. `previous` is never followed.
pub(crate) fn walk<T, F, P>(
    first: Option<Cursor>,
    limits: Limits,
    fetch: F,
) -> impl Stream<Item = Result<T, WalkError>> + Send
where
    T: Send,
    F: Fn(Option<Cursor>) -> P + Send,
    P: Future<Output = Result<Page<T>, Error>> + Send,
{
    let walk = Walk {
        fetch,
        limits,
        way: Way::On(first.clone()),
        seen: first.into_iter().collect(),
        pages: 0,
        given: 0,
        unread: 0,
        ready: VecDeque::new(),
    };
    stream::unfold(walk, async |mut walk| {
        let item = walk.next().await?;
        Some((item, walk))
    })
}

struct Walk<T, F> {
    fetch: F,
    limits: Limits,
    way: Way,
    seen: BTreeSet<Cursor>,
    pages: usize,
    given: usize,
    unread: u32,
    ready: VecDeque<T>,
}

enum Way {
    /// There is a page to read.
    On(Option<Cursor>),
    /// There is none, and perhaps a reason to tell.
    Ends(Option<NotWhole>),
    Over,
}

impl<T, F, P> Walk<T, F>
where
    F: Fn(Option<Cursor>) -> P,
    P: Future<Output = Result<Page<T>, Error>>,
{
    async fn next(&mut self) -> Option<Result<T, WalkError>> {
        loop {
            if self.given >= self.limits.items && self.has_more() {
                self.ready.clear();
                self.way = Way::Ends(Some(NotWhole::TooManyItems));
            }
            if let Some(item) = self.ready.pop_front() {
                self.given += 1;
                return Some(Ok(item));
            }
            match std::mem::replace(&mut self.way, Way::Over) {
                Way::Over => return None,
                Way::Ends(why) => {
                    let unread = (self.unread > 0).then_some(NotWhole::Unreadable(self.unread));
                    return why.or(unread).map(|why| Err(why.into()));
                }
                Way::On(cursor) => match (self.fetch)(cursor).await {
                    Ok(page) => self.take(page),
                    Err(error) => return Some(Err(error.into())),
                },
            }
        }
    }

    fn has_more(&self) -> bool {
        !self.ready.is_empty() || matches!(self.way, Way::On(_))
    }

    fn take(&mut self, page: Page<T>) {
        self.pages += 1;
        let read = u32::try_from(page.data.len()).unwrap_or(u32::MAX);
        self.unread = self.unread.saturating_add(page.count.saturating_sub(read));
        self.ready.extend(page.data);
        self.way = match page.next {
            None if page.has_more => Way::Ends(Some(NotWhole::NoWayOn)),
            None => Way::Ends(None),
            Some(next) if !self.seen.insert(next.clone()) => Way::Ends(Some(NotWhole::Circle)),
            Some(_) if self.pages >= self.limits.pages => Way::Ends(Some(NotWhole::TooManyPages)),
            Some(next) => Way::On(Some(next)),
        };
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::StreamExt;
    use proptest::prelude::*;

    use super::*;
    use crate::error::{Acts, Stage, Step};

    #[tokio::test]
    async fn all_pages_are_read_and_the_end_is_told_by_silence() {
        let (items, end, asked) = read(Limits::default(), |cursor| match place(cursor) {
            0 => page([1, 2], Some("a")),
            1 => page([3], Some("aa")),
            _ => page([4], None),
        })
        .await;

        assert_eq!((items, end, asked), (vec![1, 2, 3, 4], None, 3));
    }

    #[tokio::test]
    async fn empty_pages_in_between_are_passed() {
        let (items, end, _) = read(Limits::default(), |cursor| match place(cursor) {
            0 => page([], Some("a")),
            1 => page([], Some("aa")),
            _ => page([7], None),
        })
        .await;

        assert_eq!((items, end), (vec![7], None));
    }

    #[tokio::test]
    async fn a_cursor_is_followed_whatever_has_more_says() {
        let (items, end, _) = read(Limits::default(), |cursor| Page {
            has_more: false,
            ..match place(cursor) {
                0 => page([1], Some("a")),
                _ => page([2], None),
            }
        })
        .await;

        assert_eq!((items, end), (vec![1, 2], None));
    }

    #[tokio::test]
    async fn more_without_a_cursor_is_told() {
        let (items, end, asked) = read(Limits::default(), |_| Page {
            has_more: true,
            ..page([1], None)
        })
        .await;

        assert_eq!((items, end, asked), (vec![1], Some(NotWhole::NoWayOn), 1));
    }

    #[tokio::test]
    async fn a_circle_ends() {
        let (items, end, asked) = read(Limits::default(), |cursor| match place(cursor) {
            0 => page([1], Some("a")),
            1 => page([2], Some("aa")),
            _ => page([3], Some("a")),
        })
        .await;

        assert_eq!(
            (items, end, asked),
            (vec![1, 2, 3], Some(NotWhole::Circle), 3)
        );
    }

    #[tokio::test]
    async fn limits_are_kept_and_told_only_if_there_is_more() {
        let endless = |cursor: Option<&Cursor>| page([1, 2], Some(&"a".repeat(place(cursor) + 1)));
        let few = Limits {
            pages: 3,
            items: 99,
        };
        let little = Limits {
            pages: 99,
            items: 3,
        };
        let exact = Limits { pages: 1, items: 2 };

        let by_pages = read(few, endless).await;
        let by_items = read(little, endless).await;
        let at_both = read(exact, |_| page([1, 2], None)).await;

        let many = |count| [1, 2].into_iter().cycle().take(count).collect::<Vec<_>>();
        assert_eq!(by_pages, (many(6), Some(NotWhole::TooManyPages), 3));
        assert_eq!(by_items, (many(3), Some(NotWhole::TooManyItems), 2));
        assert_eq!(at_both, (many(2), None, 1));
    }

    #[tokio::test]
    async fn what_could_not_be_read_is_told_in_the_end() {
        let (items, end, _) = read(Limits::default(), |cursor| Page {
            count: 3,
            ..match place(cursor) {
                0 => page([1, 2], Some("a")),
                _ => page([4, 5], None),
            }
        })
        .await;

        assert_eq!(
            (items, end),
            (vec![1, 2, 4, 5], Some(NotWhole::Unreadable(2)))
        );
    }

    #[tokio::test]
    async fn a_page_that_fails_ends_the_list_after_what_came_before() {
        let fetch = async |cursor: Option<Cursor>| match place(cursor.as_ref()) {
            0 => Ok(page([1], Some("a"))),
            _ => Err(Error::no_answer(READ, Arc::new(std::fmt::Error))),
        };

        let mut list = std::pin::pin!(walk(None, Limits::default(), fetch));

        assert_eq!(list.next().await.unwrap().unwrap(), 1);
        assert!(matches!(list.next().await, Some(Err(WalkError::Call(_)))));
        assert!(list.next().await.is_none());
    }

    proptest! {
        #[test]
        fn no_list_of_pages_is_endless(
            pages in prop::collection::vec((0..4_usize, any::<bool>(), prop::option::of("[ab]{1,3}")), 1..6),
            limits in (0..20_usize, 0..20_usize),
        ) {
            let limits = Limits { pages: limits.0, items: limits.1 };
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let turn = AtomicUsize::new(0);

            let (items, _, asked) = runtime.block_on(read(limits, |_| {
                let (count, has_more, next) = &pages[turn.fetch_add(1, Ordering::Relaxed) % pages.len()];
                Page { has_more: *has_more, ..page(vec![0; *count], next.as_deref()) }
            }));

            prop_assert!(items.len() <= limits.items);
            prop_assert!(asked <= limits.pages.max(1));
        }
    }

    /// Reads a list to its end; gives the items, the reason it is not whole, and the requests it took.
    async fn read(
        limits: Limits,
        pages: impl Fn(Option<&Cursor>) -> Page<u32> + Send + Sync,
    ) -> (Vec<u32>, Option<NotWhole>, usize) {
        let asked = AtomicUsize::new(0);
        let fetch = |cursor: Option<Cursor>| {
            asked.fetch_add(1, Ordering::Relaxed);
            std::future::ready(Ok(pages(cursor.as_ref())))
        };
        let (mut items, mut end) = (Vec::new(), None);
        {
            let mut list = std::pin::pin!(walk(None, limits, fetch));
            while let Some(item) = list.next().await {
                assert_eq!(end, None, "the end comes last");
                match item {
                    Ok(item) => items.push(item),
                    Err(WalkError::NotWhole(why)) => end = Some(why),
                    Err(WalkError::Call(error)) => panic!("{error}"),
                }
            }
        }
        (items, end, asked.load(Ordering::Relaxed))
    }

    /// How far in the list a cursor is: its length.
    fn place(cursor: Option<&Cursor>) -> usize {
        match cursor {
            Some(Cursor::After(text) | Cursor::Before(text)) => text.len(),
            None => 0,
        }
    }

    fn page(data: impl Into<Vec<u32>>, next: Option<&str>) -> Page<u32> {
        let data = data.into();
        Page {
            limit: 10,
            count: u32::try_from(data.len()).unwrap(),
            has_more: next.is_some(),
            data,
            next: next.map(|text| Cursor::After(text.to_owned())),
            previous: Some(Cursor::Before("p".to_owned())),
        }
    }

    const READ: Step = Step {
        operation: "listPaymentLinks",
        stage: Stage::Operation,
        acts: Acts::No,
    };
}
