//! Putting a question to the links of a profile.

use memchr::memmem::Finder;
use payroc::Currency;

use super::bits::Bits;
use super::order::Order;
use super::question::{Question, Word};
use super::shelf::{NO_AMOUNT, Shelf, day_of, link_type_of, status_of};
use crate::view::{AmountSetBy, LinkStatus, Sorting, StatusCounts, TotalView};

/// Where fewer than one link in this many is left, each is looked at by itself.
const FEW: usize = 16;
/// Where fewer than one link in this many lacks a word in what it shares, the texts of its own are looked at one by one.
const SOME: usize = 4;

/// What was found: the rows of one page, and what all of it comes to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Rows in the database, in the order asked for.
    pub rows: Vec<u32>,
    pub count: u32,
    pub totals: Vec<TotalView>,
    pub counts: StatusCounts,
    pub revision: u32,
}

impl Shelf {
    /// What is found, in the order that [`order_by`](Self::order_by) gives for the sorting, if it gives one.
    pub fn find(&self, question: &Question, order: Option<&Order>) -> Found {
        let mut found = self.with_words(&question.words);
        self.narrow(&mut found, question);
        let counts = self.counts(&found);
        if let Some(status) = question.status {
            found.retain(|place| status_of(self.traits[place]) == status);
        }
        Found {
            rows: self.page(&found, question, order.unwrap_or(&self.newest)),
            count: u32::try_from(found.count()).unwrap_or(u32::MAX),
            totals: self.totals(&found),
            counts,
            revision: self.revision,
        }
    }

    /// The links that have each of the words somewhere.
    fn with_words(&self, words: &[Word]) -> Bits {
        let mut found = Bits::all(self.len());
        let mut left = self.len();
        for word in words {
            if left < self.len() / FEW {
                found.retain(|place| self.has(place, word));
            } else {
                found.leave_out(&self.without(word, &found));
            }
            left = found.count();
            if left == 0 {
                break;
            }
        }
        found
    }

    /// Of these links, those that have the word nowhere.
    fn without(&self, word: &Word, among: &Bits) -> Bits {
        let mut left = among.clone();
        let texts = self.shared_with(&word.finder);
        if !texts.is_empty() {
            let has = |text: u32| texts.has(text as usize);
            left.retain(|place| !has(self.descriptions[place]) && !has(self.people[place]));
        }
        if word.amount.is_some() {
            left.retain(|place| !word.is_begun_by(self.amounts[place], self.currencies[place]));
        }
        if left.count() < self.len() / SOME {
            left.retain(|place| word.finder.find(self.own_of(place)).is_none());
        } else {
            let mut own = Bits::none(self.len());
            self.own.search(&word.finder, &left, &mut own);
            left.leave_out(&own);
        }
        left
    }

    /// The descriptions and people that hold what is looked for.
    fn shared_with(&self, finder: &Finder<'_>) -> Bits {
        let all = Bits::all(self.shared.len());
        let mut found = Bits::none(self.shared.len());
        self.shared.search(finder, &all, &mut found);
        found
    }

    fn own_of(&self, place: usize) -> &[u8] {
        u32::try_from(place).map_or(&[], |place| self.own.get(place))
    }

    fn has(&self, place: usize, word: &Word) -> bool {
        word.finder.find(self.own_of(place)).is_some()
            || [self.descriptions[place], self.people[place]]
                .iter()
                .any(|&text| word.finder.find(self.shared.get(text)).is_some())
            || word.is_begun_by(self.amounts[place], self.currencies[place])
    }

    /// Leaves what is as asked, but for the status.
    fn narrow(&self, found: &mut Bits, question: &Question) {
        if let Some(kind) = question.link_type {
            found.retain(|place| link_type_of(self.traits[place]) == kind);
        }
        if let Some(set_by) = question.amount_set_by {
            let by_customer = set_by == AmountSetBy::Customer;
            found.retain(|place| (self.amounts[place] == NO_AMOUNT) == by_customer);
        }
        if let Some(from) = question.from_day {
            found.retain(|place| day_of(self.ages[place]) >= from);
        }
        if let Some(to) = question.to_day {
            found.retain(|place| day_of(self.ages[place]) <= to);
        }
        if let Some(email) = &question.email {
            let texts = self.shared_with(email);
            found.retain(|place| texts.has(self.people[place] as usize));
        }
    }

    fn counts(&self, found: &Bits) -> StatusCounts {
        let mut by_status = [0_u32; 256];
        found.each(|place| by_status[usize::from(self.traits[place])] += 1);
        let mut counts = StatusCounts::default();
        for (traits, count) in (0..=u8::MAX).zip(by_status) {
            counts.all += count;
            match status_of(traits) {
                LinkStatus::Active => counts.active += count,
                LinkStatus::Completed | LinkStatus::Held => counts.completed += count,
                LinkStatus::Expired => counts.expired += count,
                LinkStatus::Deactivated => counts.deactivated += count,
                LinkStatus::Unknown => {}
            }
        }
        counts
    }

    fn totals(&self, found: &Bits) -> Vec<TotalView> {
        let mut sums = [(0_u64, 0_u32); 256];
        found.each(|place| {
            if self.amounts[place] != NO_AMOUNT {
                let (sum, count) = &mut sums[usize::from(self.currencies[place])];
                *sum = sum.saturating_add(self.amounts[place]);
                *count += 1;
            }
        });
        let sums = Currency::ALL.iter().zip(sums);
        sums.filter(|(_, (_, count))| *count > 0)
            .map(|(currency, (amount, count))| TotalView {
                currency: currency.to_string(),
                amount,
                count,
            })
            .collect()
    }

    fn page(&self, found: &Bits, question: &Question, order: &Order) -> Vec<u32> {
        let rows = |places: &mut dyn Iterator<Item = usize>| {
            let page = places.skip(question.offset).take(question.limit);
            page.map(|place| self.rows[place]).collect()
        };
        let found = |place: &usize| found.has(*place);
        let newest = || self.newest.places().filter(found);
        let is_active = |place: &usize| self.is_active(*place);
        let others = || newest().filter(|place| !is_active(place));
        match question.sorting {
            Sorting::Newest => rows(&mut newest()),
            Sorting::Oldest => rows(&mut newest().rev()),
            Sorting::UnpaidFirst => rows(&mut newest().filter(is_active).chain(others())),
            Sorting::Largest => rows(&mut order.places().filter(found)),
            Sorting::ExpiresSoonest => {
                let active = order.places().filter(is_active).filter(found);
                rows(&mut active.chain(others()))
            }
        }
    }

    fn is_active(&self, place: usize) -> bool {
        status_of(self.traits[place]) == LinkStatus::Active
    }
}
