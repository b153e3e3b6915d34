//! The links of one profile, a column for each thing that is asked about them.

use std::cmp::Reverse;
use std::mem;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use payroc::{Charge, Currency, PaymentLink};

use super::fold::fold;
use super::order::Order;
use super::texts::{Known, Texts, push};
use crate::database::changes::Changed;
use crate::links;
use crate::view::{LinkStatus, LinkType, Sorting};

/// No amount: the customer enters it, or it cannot be read.
pub const NO_AMOUNT: u64 = u64::MAX;
/// No currency that the contract has.
pub const NO_CURRENCY: u8 = u8::MAX;
/// No last day.
pub const NO_DAY: u16 = u16::MAX;

/// From how many changes at once on it pays to look which texts are there already.
const FEW: u32 = 16;

/// From how many changes at once on they were a whole list, and not what comes in a day.
const MANY: u32 = 1_000;

/// Columns of equal length, in the order of the rows in the database.
#[derive(Default, Clone)]
pub struct Shelf {
    /// Rows in the database, ascending.
    pub(super) rows: Vec<u32>,
    /// Id, reference and order id: each link's own, so they are kept side by side.
    pub(super) own: Texts,
    /// Descriptions and people, which many links have in common.
    pub(super) shared: Texts,
    pub(super) descriptions: Vec<u32>,
    pub(super) people: Vec<u32>,
    /// The day it was made, and behind it when it was kept: see [`age`].
    pub(super) ages: Vec<u64>,
    pub(super) amounts: Vec<u64>,
    /// Places in [`Currency::ALL`].
    pub(super) currencies: Vec<u8>,
    /// Days since 1970.
    pub(super) last_days: Vec<u16>,
    /// Status and kind: see [`traits_of`].
    pub(super) traits: Vec<u8>,
    pub(super) newest: Order,
    /// Grows with every change.
    pub(super) revision: u32,
    pub(super) lately: Lately,
}

/// What has been taken up since the columns were last [settled](Shelf::settle).
#[derive(Default, Clone)]
pub(super) struct Lately {
    count: u32,
    known: Option<Known>,
}

/// What came of a changed link.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken {
    Changed,
    /// It has no place here, or not its old one.
    Misfit,
}

impl Shelf {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn clear(&mut self) {
        *self = Self {
            revision: self.revision.wrapping_add(1),
            ..Self::default()
        };
    }

    pub fn put(&mut self, changed: &Changed) -> Taken {
        self.take(changed)
            .map_or(Taken::Misfit, |()| Taken::Changed)
    }

    fn take(&mut self, changed: &Changed) -> Option<()> {
        let link = &changed.link;
        let row = u32::try_from(changed.row).ok()?;
        self.lately.count += 1;
        self.revision = self.revision.wrapping_add(1);
        let own = own_text(link);
        let description = link.order.description.as_deref().unwrap_or_default();
        let description = self.share(&fold(description))?;
        let people = self.share(&people_text(&changed.people))?;
        let (amount, currency) = charge_of(link);
        let last_day = link.expires_on.map_or(NO_DAY, day_number);
        let traits = traits_of(link);
        match self.rows.binary_search(&row) {
            Ok(place) => {
                let is_its_own = self.own.get(u32::try_from(place).ok()?) == own.as_bytes();
                if !is_its_own || self.ages[place] != age(link.created_on, changed.kept_at) {
                    return None;
                }
                self.descriptions[place] = description;
                self.people[place] = people;
                self.amounts[place] = amount;
                self.currencies[place] = currency;
                self.last_days[place] = last_day;
                self.traits[place] = traits;
            }
            Err(place) if place == self.rows.len() => {
                self.own.add(&own)?;
                push(&mut self.rows, row);
                push(&mut self.descriptions, description);
                push(&mut self.people, people);
                push(&mut self.ages, age(link.created_on, changed.kept_at));
                push(&mut self.amounts, amount);
                push(&mut self.currencies, currency);
                push(&mut self.last_days, last_day);
                push(&mut self.traits, traits);
            }
            Err(_) => return None,
        }
        Some(())
    }

    /// Whether nothing was taken up since the last round of changes ended.
    pub fn is_settled(&self) -> bool {
        self.lately.count == 0
    }

    /// Ends a round of changes: puts what is new into its order.
    pub fn settle(&mut self) {
        let taken = mem::take(&mut self.lately);
        if taken.count > MANY {
            self.shrink();
        }
        if self.newest.len() == self.rows.len() {
            return;
        }
        let (ages, rows) = (&self.ages, &self.rows);
        let age = |place: usize| Reverse((ages[place], rows[place]));
        self.newest.take_up(rows.len(), age);
    }

    /// Gives back the room that nothing has taken: a column grows by a part of its length.
    fn shrink(&mut self) {
        self.own.shrink();
        self.shared.shrink();
        for column in [&mut self.rows, &mut self.descriptions, &mut self.people] {
            column.shrink_to_fit();
        }
        for column in [&mut self.ages, &mut self.amounts] {
            column.shrink_to_fit();
        }
        self.last_days.shrink_to_fit();
        for column in [&mut self.currencies, &mut self.traits] {
            column.shrink_to_fit();
        }
    }

    /// The order that a sorting goes by; nothing if it goes by the newest, whose order is there.
    pub fn order_by(&self, sorting: Sorting) -> Option<Order> {
        match sorting {
            Sorting::Largest => Some(self.largest()),
            Sorting::ExpiresSoonest => Some(self.ordered(|place| self.last_days[place])),
            Sorting::UnpaidFirst | Sorting::Newest | Sorting::Oldest => None,
        }
    }

    /// The greatest amount of each currency first, and then what has none.
    fn largest(&self) -> Order {
        self.ordered(|place| {
            // Without an amount it is the greatest number: it comes last, behind the least amount.
            let amount = self.amounts[place].wrapping_add(1);
            (self.currencies[place], Reverse(amount))
        })
    }

    /// By this, and of equal ones the newest first.
    fn ordered<K: Ord>(&self, key: impl Fn(usize) -> K) -> Order {
        let mut order = Order::default();
        order.take_up(self.len(), |place| {
            (key(place), Reverse((self.ages[place], self.rows[place])))
        });
        order
    }

    /// Whether the columns fit each other: what the sum of a file cannot tell is whether this version wrote it.
    pub(super) fn is_whole(&self) -> bool {
        let count = self.rows.len();
        let lengths = [
            self.own.len(),
            self.descriptions.len(),
            self.people.len(),
            self.ages.len(),
            self.amounts.len(),
            self.currencies.len(),
            self.last_days.len(),
            self.traits.len(),
            self.newest.len(),
        ];
        let within =
            |column: &[u32], end: usize| column.iter().all(|&place| (place as usize) < end);
        lengths.iter().all(|length| *length == count)
            && within(&self.descriptions, self.shared.len())
            && within(&self.people, self.shared.len())
            && within(&self.newest.0, count)
            && self.own.is_whole()
            && self.shared.is_whole()
    }

    fn share(&mut self, text: &str) -> Option<u32> {
        let Self { shared, lately, .. } = self;
        if lately.known.is_none() && lately.count > FEW {
            lately.known = Some(Known::of(shared));
        }
        match &mut lately.known {
            Some(known) => known.add(shared, text),
            None => shared.add(text),
        }
    }
}

/// The texts of a link that no other link has. A word that is looked for has no white space, so it is never found across
/// two of them.
fn own_text(link: &PaymentLink) -> String {
    let order_id = link.order.order_id.as_ref();
    let order_id = order_id.map(ToString::to_string).unwrap_or_default();
    let reference = link.merchant_reference.as_str();
    fold(&format!(
        "{} {reference} {order_id}",
        link.payment_link_id.as_str()
    ))
}

/// Names and email addresses. What stands around an address is in no folded text, so a whole address can be told.
fn people_text(people: &[(String, String)]) -> String {
    let one = |(name, email): &(String, String)| format!("{} {}", fold(name), whole_email(email));
    people.iter().map(one).collect()
}

/// An email address as it stands in the people of a link.
pub fn whole_email(email: &str) -> String {
    format!("\u{1}{}\t", fold(email))
}

fn charge_of(link: &PaymentLink) -> (u64, u8) {
    match &link.order.charge {
        Charge::Preset(money) => (money.amount.get(), number_of(money.currency)),
        Charge::Prompt { currency } => (NO_AMOUNT, number_of(*currency)),
        Charge::Unknown(_) => (NO_AMOUNT, NO_CURRENCY),
    }
}

fn number_of(currency: Currency) -> u8 {
    let place = Currency::ALL.iter().position(|known| *known == currency);
    place
        .and_then(|place| u8::try_from(place).ok())
        .unwrap_or(NO_CURRENCY)
}

/// Orders links by the day they were made, then by when they were kept, to the millisecond.
fn age(created_on: Date, kept_at: Timestamp) -> u64 {
    let kept_ms = u64::try_from(kept_at.as_millisecond())
        .unwrap_or(0)
        .min((1 << 48) - 1);
    u64::from(day_number(created_on)) << 48 | kept_ms
}

/// The day it was made, as a [`day_number`].
pub fn day_of(age: u64) -> u16 {
    (age >> 48) as u16
}

/// Days since 1970; days before and long after count as the first and the last.
pub fn day_number(day: Date) -> u16 {
    let days = (day - date(1970, 1, 1)).get_days();
    u16::try_from(days.max(0))
        .unwrap_or(u16::MAX)
        .min(NO_DAY - 1)
}

const KIND: u8 = 1 << 7;

fn traits_of(link: &PaymentLink) -> u8 {
    let status = match links::status(&link.status) {
        LinkStatus::Active => 0,
        LinkStatus::Completed | LinkStatus::Held => 1,
        LinkStatus::Expired => 2,
        LinkStatus::Deactivated => 3,
        LinkStatus::Unknown => 4,
    };
    match links::link_type(&link.link_type) {
        LinkType::SingleUse => status,
        LinkType::MultiUse => status | KIND,
    }
}

pub fn status_of(traits: u8) -> LinkStatus {
    match traits & !KIND {
        0 => LinkStatus::Active,
        1 => LinkStatus::Completed,
        2 => LinkStatus::Expired,
        3 => LinkStatus::Deactivated,
        _ => LinkStatus::Unknown,
    }
}

pub fn link_type_of(traits: u8) -> LinkType {
    if traits & KIND == 0 {
        LinkType::SingleUse
    } else {
        LinkType::MultiUse
    }
}
