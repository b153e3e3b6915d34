//! Judging by looking: whether what the gateway has is what a request was to make. Pure.
//!
//! Invariant: only what surely is another's is passed over. What could be the request's own, however doubtful, is never
//! the ground for sending again.

use jiff::{SignedDuration, Timestamp, ToSpan};
use payroc::{
    Charge, CreatePaymentLink, LinkMember, LinkStatus, LinkType, MerchantReference, OrderId, Page,
    PaymentLink, RequestBody, SharingEvent, WrittenChange,
};

use super::{Operation, Request};

/// How far the gateway's clock and ours may be apart before a moment tells nothing.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_mins(10);
/// The same for days: the gateway's day may be another one, and our clock off by one more.
const DAYS_SLACK: i8 = 2;

/// What identifies the link that a request makes.
pub struct Wanted {
    pub reference: MerchantReference,
    link_type: LinkType,
    order_id: Option<OrderId>,
    charge: Charge,
}

impl Wanted {
    pub fn of(body: &RequestBody) -> Option<Self> {
        Some(match serde_json::from_slice(body.as_bytes()).ok()? {
            CreatePaymentLink::SingleUse(link) => Self {
                link_type: LinkType::SingleUse,
                reference: link.merchant_reference,
                order_id: Some(link.order.order_id),
                charge: link.order.charge,
            },
            CreatePaymentLink::MultiUse(link) => Self {
                link_type: LinkType::MultiUse,
                reference: link.merchant_reference,
                order_id: None,
                charge: link.order.charge,
            },
        })
    }

    pub fn is(&self, link: &PaymentLink) -> bool {
        link.link_type == self.link_type
            && link.merchant_reference == self.reference
            && link.order.charge == self.charge
            && (self.order_id.is_none() || link.order.order_id == self.order_id)
    }
}

/// Stricter than finding: what the customer will be shown must be what the owner confirmed.
pub fn is_what_was_asked(body: &RequestBody, made: &PaymentLink) -> bool {
    let asked = serde_json::from_slice(body.as_bytes());
    let (auth_type, expires_on) = match &asked {
        Ok(CreatePaymentLink::SingleUse(link)) => (&link.auth_type, Some(link.expires_on)),
        Ok(CreatePaymentLink::MultiUse(link)) => (&link.auth_type, link.expires_on),
        Err(_) => return false,
    };
    made.auth_type == *auth_type
        && made.expires_on == expires_on
        && Wanted::of(body).is_some_and(|wanted| wanted.is(made))
}

/// How a link stands to a request that is to change or deactivate it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    AsWanted,
    /// As the user saw it.
    AsBefore,
    /// Neither: somebody else has changed what the request is about.
    Otherwise,
    /// As before, and in no state to become anything else: paid, expired or deactivated.
    Closed,
}

/// How a link stands to `request`; nothing if the request is of another kind.
pub fn standing(request: &Request, link: &PaymentLink) -> Option<Standing> {
    match request.operation {
        Operation::Update => {
            let change = WrittenChange::read(&request.body)?;
            Some(if change.is_in(link) {
                Standing::AsWanted
            } else if !change.fits(link) {
                // Also of one that was paid since: whether the change came before that, it does not tell.
                Standing::Otherwise
            } else if can_be_changed(&link.status, change.is_about(LinkMember::ExpiresOn)) {
                Standing::AsBefore
            } else {
                Standing::Closed
            })
        }
        Operation::Deactivate => Some(match link.status {
            LinkStatus::Deactivated => Standing::AsWanted,
            LinkStatus::Completed => Standing::Closed,
            LinkStatus::Active | LinkStatus::Expired | LinkStatus::Unknown(_) => Standing::AsBefore,
        }),
        Operation::Create | Operation::Share => None,
    }
}

/// An expired link is revived by a later last day and by nothing else. What a word means that the contract does not
/// have, is the gateway's to say.
pub fn can_be_changed(status: &LinkStatus, in_its_last_day: bool) -> bool {
    match status {
        LinkStatus::Active | LinkStatus::Unknown(_) => true,
        LinkStatus::Expired => in_its_last_day,
        LinkStatus::Completed | LinkStatus::Deactivated => false,
    }
}

pub fn is_for(event: &SharingEvent, email: &str) -> bool {
    event
        .recipients
        .iter()
        .any(|recipient| recipient.email.eq_ignore_ascii_case(email))
}

/// Whether the link looks older than a request first sent at `sent_at`.
pub fn is_link_older(link: &PaymentLink, sent_at: Timestamp) -> bool {
    let day = sent_at.to_zoned(jiff::tz::TimeZone::UTC).date();
    link.created_on < day.saturating_sub(DAYS_SLACK.days())
}

/// Whether the email looks older than a request first sent at `sent_at`. One without a readable time does not.
pub fn is_share_older(event: &SharingEvent, sent_at: Timestamp) -> bool {
    event.date_time.is_some_and(|at| at < sent_at - CLOCK_SLACK)
}

/// What cannot be read of a page, or lies behind it out of reach, may be what is looked for.
pub fn is_whole<T>(page: &Page<T>) -> bool {
    let read = u32::try_from(page.data.len()).unwrap_or(u32::MAX);
    read >= page.count && (page.next.is_some() || !page.has_more)
}

/// What is made of all that looks like what was wanted.
#[derive(Debug, PartialEq, Eq)]
pub enum Finding<T> {
    Nothing,
    This(T),
    /// More than one thing it could be, or one that looks too old to be it and may be all the same: clocks differ.
    Unclear,
}

/// Each candidate comes with whether it looks too old.
pub fn find<T>(candidates: impl IntoIterator<Item = (T, bool)>) -> Finding<T> {
    let (mut fresh, mut old) = (Vec::new(), 0);
    for (candidate, looks_too_old) in candidates {
        if looks_too_old {
            old += 1;
        } else {
            fresh.push(candidate);
        }
    }
    match (fresh.pop(), fresh.is_empty(), old) {
        (None, _, 0) => Finding::Nothing,
        (Some(one), true, _) => Finding::This(one),
        (None | Some(_), _, _) => Finding::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use payroc::{LinkChange, LinkPatch, MinorUnits, Money};

    use super::*;

    #[test]
    fn a_link_that_was_changed_again_and_then_paid_does_not_say_that_the_change_was_not_made() {
        let seen = a_link();
        let amount = LinkChange::Amount(MinorUnits::new(5_000).unwrap());
        let patch = LinkPatch::guarded(&seen, vec![amount]).unwrap();
        let request = Request::new(Operation::Update, patch.encode(), None);
        let standing = |amount: u64, status: LinkStatus| {
            let mut link = a_link();
            link.status = status;
            link.order.charge = Charge::Preset(Money::new(
                MinorUnits::new(amount).unwrap(),
                payroc::Currency::Usd,
            ));
            standing(&request, &link).unwrap()
        };

        assert_eq!(standing(5_000, LinkStatus::Completed), Standing::AsWanted);
        assert_eq!(standing(4_500, LinkStatus::Active), Standing::AsBefore);
        assert_eq!(standing(4_500, LinkStatus::Completed), Standing::Closed);
        assert_eq!(standing(9_900, LinkStatus::Active), Standing::Otherwise);
        assert_eq!(standing(9_900, LinkStatus::Completed), Standing::Otherwise);
    }

    fn a_link() -> PaymentLink {
        serde_json::from_str(include_str!(
            "../../../payroc/tests/fixtures/single-use.json"
        ))
        .unwrap()
    }

    #[test]
    fn what_looks_too_old_is_no_ground_for_sending_again() {
        assert_eq!(find([(1, true)]), Finding::Unclear);
    }

    #[test]
    fn one_that_is_fresh_is_it_whatever_is_old() {
        assert_eq!(find([(1, true), (2, false)]), Finding::This(2));
    }

    #[test]
    fn two_that_are_fresh_are_not_told_apart() {
        assert_eq!(find([(1, false), (2, false)]), Finding::Unclear);
    }

    #[test]
    fn nothing_is_found_only_where_nothing_could_be_it() {
        assert_eq!(find::<i32>([]), Finding::Nothing);
    }
}
