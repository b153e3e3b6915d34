//! What happened to a link, put together from what is known of it: newest first, each thing once.
//!
//! Pure. Moments of this computer and of the gateway stand side by side, as far as the clocks agree. What has no time,
//! such as a payment without a readable one or a deactivation elsewhere, has no place here.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::payments::Payment;
use crate::view::{
    ChangeView, LinkStatus, LinkView, PaymentState, ShareRecipient, ShareView, TimelineEntry,
    TimelineKind,
};

/// Something that was done to a link on this computer.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub at: Timestamp,
    pub kind: TimelineKind,
    /// Of a change: from what to what.
    pub change: Option<ChangeView>,
    /// Of a deactivation: why.
    pub note: Option<String>,
}

/// A link that was emailed to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    pub to: ShareRecipient,
    /// As the gateway tells it.
    pub at: Timestamp,
    /// By this computer's clock, if it was sent from here: to be set beside what else was done here.
    pub sent_at: Option<Timestamp>,
    pub is_reminder: bool,
}

impl Email {
    fn moment(&self) -> Timestamp {
        self.sent_at.unwrap_or(self.at)
    }
}

/// Everything that is known to have happened to a link.
pub struct Happened<'a> {
    pub link: &'a LinkView,
    pub emails: &'a [Email],
    pub events: &'a [Event],
    pub payments: &'a [Payment],
}

/// All of it, newest first. The same things give the same list, in whatever order they are given. That it was made is
/// the last entry: nothing happens to a link before.
pub fn merge(happened: &Happened<'_>) -> Vec<TimelineEntry> {
    let mut placed = Vec::new();
    placed.extend(happened.emails.iter().map(emailed));
    placed.extend(happened.events.iter().map(done_here));
    placed.extend(happened.payments.iter().flat_map(paid));
    placed.extend(expired(happened.link));
    placed.sort_by(newest_first);
    let mut entries: Vec<_> = placed.into_iter().map(|(_, entry)| entry).collect();
    let made = happened.link.created_on.as_ref();
    let made = made.unwrap_or(&happened.link.kept_at).clone();
    entries.push(entry(TimelineKind::Created, made));
    entries
}

/// When the present address of a link came into being, if it is not its first: with the last change made here of a
/// link for one payment, or when it was found to be another one.
pub fn address_since(
    link: &LinkView,
    events: &[Event],
    found_replaced: Option<Timestamp>,
) -> Option<Timestamp> {
    let single = link.link_type == crate::view::LinkType::SingleUse;
    let changes = events
        .iter()
        .filter(|event| single && event.kind == TimelineKind::Changed);
    changes.map(|event| event.at).max().max(found_replaced)
}

/// The people who were emailed since then, each once, newest first.
pub fn holders(emails: &[Email], since: Option<Timestamp>) -> Vec<ShareView> {
    let mut since_then: Vec<_> = emails
        .iter()
        .filter(|email| since.is_none_or(|since| since <= email.moment()))
        .collect();
    since_then.sort_by(|a, b| {
        let newest = b.moment().cmp(&a.moment());
        newest.then_with(|| a.to.email.cmp(&b.to.email))
    });
    let mut seen = BTreeSet::new();
    since_then
        .into_iter()
        .filter(|email| seen.insert(email.to.email.to_lowercase()))
        .map(|email| ShareView {
            name: email.to.name.clone(),
            email: email.to.email.clone(),
            at: email.moment().to_string(),
        })
        .collect()
}

/// How often it left this computer in other ways since then.
pub fn handed_over(events: &[Event], since: Option<Timestamp>) -> u32 {
    let handed = events
        .iter()
        .filter(|event| is_hand_over(event.kind) && since.is_none_or(|since| since <= event.at));
    u32::try_from(handed.count()).unwrap_or(u32::MAX)
}

pub fn is_hand_over(kind: TimelineKind) -> bool {
    match kind {
        TimelineKind::Copied
        | TimelineKind::ButtonCopied
        | TimelineKind::QrShown
        | TimelineKind::OpenedInBrowser
        | TimelineKind::HandedToMail
        | TimelineKind::MessageCopied => true,
        TimelineKind::Created
        | TimelineKind::Emailed
        | TimelineKind::Reminded
        | TimelineKind::Changed
        | TimelineKind::PaymentPending
        | TimelineKind::Held
        | TimelineKind::Paid
        | TimelineKind::PaymentDeclined
        | TimelineKind::Refunded
        | TimelineKind::Deactivated
        | TimelineKind::Expired => false,
    }
}

/// An entry, and where it stands in time.
type Placed = (Timestamp, TimelineEntry);

fn newest_first((a_at, a): &Placed, (b_at, b): &Placed) -> Ordering {
    // Of what happened in one moment, what comes later in the life of a link is on top.
    let later = (b_at, b.kind as u8).cmp(&(a_at, a.kind as u8));
    later.then_with(|| format!("{a:?}").cmp(&format!("{b:?}")))
}

fn entry(kind: TimelineKind, at: String) -> TimelineEntry {
    TimelineEntry {
        kind,
        at,
        person: None,
        amount: None,
        currency: None,
        change: None,
        note: None,
    }
}

fn emailed(email: &Email) -> Placed {
    let kind = match email.is_reminder {
        true => TimelineKind::Reminded,
        false => TimelineKind::Emailed,
    };
    let at = email.moment();
    let person = Some(email.to.clone());
    (
        at,
        TimelineEntry {
            person,
            ..entry(kind, at.to_string())
        },
    )
}

fn done_here(event: &Event) -> Placed {
    let entry = TimelineEntry {
        change: event.change.clone(),
        note: event.note.clone(),
        ..entry(event.kind, event.at.to_string())
    };
    (event.at, entry)
}

/// The payment, and each time that money of it went back.
fn paid(payment: &Payment) -> Vec<Placed> {
    let kind = match payment.state {
        _ if payment.is_held() => TimelineKind::Held,
        PaymentState::Paid => TimelineKind::Paid,
        // What became of the last two is not known well enough to say more than that it was begun.
        PaymentState::Pending | PaymentState::Expired | PaymentState::Unknown => {
            TimelineKind::PaymentPending
        }
        PaymentState::Declined => TimelineKind::PaymentDeclined,
        PaymentState::Reversed => TimelineKind::Refunded,
    };
    let person = (!payment.payer.is_empty()).then(|| ShareRecipient {
        name: payment.payer.clone(),
        email: String::new(),
    });
    let placed = |kind, at: Timestamp, money: Option<payroc::Money>| {
        let entry = TimelineEntry {
            person: person.clone(),
            amount: money.map(|money| money.amount.get()),
            currency: money.map(|money| money.currency.to_string()),
            ..entry(kind, at.to_string())
        };
        (end_of_second(at), entry)
    };
    let began = payment.at.map(|at| placed(kind, at, payment.money));
    let back = payment.refunds.iter().filter_map(|refund| {
        let at = refund.at.or(payment.at)?;
        Some(placed(TimelineKind::Refunded, at, refund.money))
    });
    began.into_iter().chain(back).collect()
}

/// The gateway tells whole seconds: what a customer did comes after what was done here in the same one.
fn end_of_second(at: Timestamp) -> Timestamp {
    match at.subsec_nanosecond() {
        0 => at
            .checked_add(Span::new().nanoseconds(999_999_999))
            .unwrap_or(at),
        _ => at,
    }
}

/// At the end of its last day, wherever that day ends.
fn expired(link: &LinkView) -> Option<Placed> {
    let day = link
        .expires_on
        .as_deref()
        .filter(|_| link.status == LinkStatus::Expired)?;
    let date: Date = day.parse().ok()?;
    let over = date.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok()?;
    Some((
        over.timestamp(),
        entry(TimelineKind::Expired, day.to_owned()),
    ))
}

#[cfg(test)]
mod tests;
