//! Putting a question to a few links at hand, one after the other: without the data there is no catalog.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use payroc::{Currency, MinorUnits, Money};

use super::fold::fold;
use crate::view::{AmountSetBy, FindLinks, LinkStatus, LinkView, Sorting, StatusCounts, TotalView};

/// What was found: links in the order asked for, all of them, and what they come to.
pub struct FoundLinks<'a> {
    pub links: Vec<&'a LinkView>,
    pub totals: Vec<TotalView>,
    pub counts: StatusCounts,
}

pub fn find<'a>(links: &'a [LinkView], find: &FindLinks) -> FoundLinks<'a> {
    let mut found: Vec<_> = links.iter().filter(|link| is_found(link, find)).collect();
    let count = |status| found.iter().filter(|link| stands(link, status)).count();
    let count = |status| u32::try_from(count(status)).unwrap_or(u32::MAX);
    let counts = StatusCounts {
        all: u32::try_from(found.len()).unwrap_or(u32::MAX),
        active: count(LinkStatus::Active),
        completed: count(LinkStatus::Completed),
        expired: count(LinkStatus::Expired),
        deactivated: count(LinkStatus::Deactivated),
    };
    found.retain(|link| find.status.is_none_or(|status| stands(link, status)));
    let mut totals = BTreeMap::<&str, (u64, u32)>::new();
    for link in &found {
        if let Some(amount) = link.amount {
            let (sum, count) = totals.entry(&link.currency).or_default();
            *sum = sum.saturating_add(amount);
            *count += 1;
        }
    }
    // Links are given newest first, and every order leaves them so where it has nothing to say.
    let is_active = |link: &LinkView| link.status == LinkStatus::Active;
    match find.sorting {
        Sorting::UnpaidFirst => found.sort_by_key(|link| !is_active(link)),
        Sorting::Newest => {}
        Sorting::Oldest => found.reverse(),
        Sorting::Largest => found.sort_by_key(|link| {
            let amount = Reverse(link.amount);
            (link.currency.is_empty(), link.currency.clone(), amount)
        }),
        Sorting::ExpiresSoonest => found.sort_by_key(|link| {
            let last_day = link.expires_on.clone();
            let soonest = (last_day.is_none(), last_day);
            (!is_active(link), is_active(link).then_some(soonest))
        }),
    }
    FoundLinks {
        links: found,
        totals: totals
            .into_iter()
            .map(|(currency, (amount, count))| TotalView {
                currency: currency.to_owned(),
                amount,
                count,
            })
            .collect(),
        counts,
    }
}

/// A link whose money is held counts as completed, which is what it is for the gateway.
fn stands(link: &LinkView, status: LinkStatus) -> bool {
    let counted = if link.status == LinkStatus::Held {
        LinkStatus::Completed
    } else {
        link.status
    };
    counted == status
}

/// Whether a link is as asked, but for its status.
fn is_found(link: &LinkView, find: &FindLinks) -> bool {
    let set_by = match link.amount {
        Some(_) => AmountSetBy::Merchant,
        None => AmountSetBy::Customer,
    };
    let made = link.created_on.as_deref().unwrap_or_default();
    let email = find.email.as_deref().map(fold);
    find.link_type.is_none_or(|kind| link.link_type == kind)
        && find.amount_set_by.is_none_or(|asked| set_by == asked)
        && find.created_from.as_deref().is_none_or(|day| made >= day)
        && find.created_to.as_deref().is_none_or(|day| made <= day)
        && email.is_none_or(|email| link.shares.iter().any(|share| fold(&share.email) == email))
        && fold(&find.text)
            .split_whitespace()
            .all(|word| has(link, word))
}

fn has(link: &LinkView, word: &str) -> bool {
    let people = link
        .shares
        .iter()
        .flat_map(|share| [&share.name, &share.email]);
    let texts = [&link.payment_link_id, &link.reference, &link.description];
    let mut texts = texts.into_iter().chain(&link.order_id).chain(people);
    texts.any(|text| fold(text).contains(word)) || begins_amount(link, word)
}

/// Whether the amount is written with this at its beginning, in one of the ways amounts are written.
fn begins_amount(link: &LinkView, word: &str) -> bool {
    let word = word.trim_matches(super::question::is_sign);
    let amount = link.amount.and_then(|amount| MinorUnits::new(amount).ok());
    let (Some(amount), Ok(currency)) = (amount, link.currency.parse::<Currency>()) else {
        return false;
    };
    let plain = Money::new(amount, currency).decimal_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let ways = [
        ('.', ""),
        (',', ""),
        ('.', ","),
        (',', "."),
        ('.', "'"),
        (',', "'"),
    ];
    !word.is_empty()
        && ways.into_iter().any(|(point, between)| {
            let whole = grouped(whole, between);
            let written = match fraction {
                "" => whole,
                fraction => format!("{whole}{point}{fraction}"),
            };
            written.starts_with(word)
        })
}

fn grouped(whole: &str, between: &str) -> String {
    let mut grouped = String::new();
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push_str(between);
        }
        grouped.push(digit);
    }
    grouped
}
