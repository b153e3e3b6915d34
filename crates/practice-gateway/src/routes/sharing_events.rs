//! Sharing events of a link: share it by email, list how it was shared (FACTS 12). An email lands in
//! the practice inbox in the same act as its event.

use std::sync::Arc;

use axum::extract::{Path, State};

use super::call::{Call, Written};
use super::payment_links::RecipientFilter;
use crate::account::Terminal;
use crate::answer::Answer;
use crate::clock::whole_second;
use crate::gateway::Gateway;
use crate::ledger::{Entry, Ledger};
use crate::link::{Link, LinkStatus};
use crate::page::PageRequest;
use crate::problem::Problem;
use crate::rules::ListOrder;
use crate::sharing::{KeptEmail, Recipient, Share, ShareRequest, SharingEvent, SharingMethod};

pub(super) async fn share(
    State(gateway): State<Arc<Gateway>>,
    call: Call,
    Path(link_id): Path<String>,
    written: Written,
) -> Answer {
    if let Err(problem) = call.link(&gateway.ledger(), &link_id) {
        return call.answer(Err(problem));
    }
    call.once(written, |ledger, now, body| {
        let (link, shop) = call.link(ledger, &link_id)?;
        let link = link.clone();
        let request = ShareRequest::read(&body, &gateway.rules)?;
        refuse_unless_active(&gateway, &link)?;
        let event = SharingEvent {
            sharing_method: SharingMethod::Email,
            sharing_event_id: ledger.new_share_id(),
            date_time: whole_second(now),
            message: request.message,
            recipients: request.recipients,
        };
        let mut entries = emails(ledger, shop, &link, &event, request.merchant_copy);
        let answer = Answer::created(&event);
        entries.push(Entry::Share(Share {
            link_id: link.id,
            event,
        }));
        Ok((answer, entries))
    })
}

pub(super) async fn list(
    State(gateway): State<Arc<Gateway>>,
    call: Call,
    Path(link_id): Path<String>,
) -> Answer {
    call.answer(page(&gateway, &call, &link_id))
}

fn page(gateway: &Gateway, call: &Call, link_id: &str) -> Result<Answer, Problem> {
    let ledger = gateway.ledger();
    call.link(&ledger, link_id)?;
    let (filter, request) = call.query(|query, complaints| {
        let filter = RecipientFilter::read(query, complaints);
        (filter, PageRequest::read(query, &gateway.rules, complaints))
    })?;
    let mut shares: Vec<&Share> = ledger.shares_of(link_id).collect();
    match gateway.rules.list_order {
        ListOrder::NewestFirst => shares.reverse(),
        ListOrder::OldestFirst => {}
    }
    let fits = |recipient: &Recipient| filter.matches(recipient, gateway.rules.text_filter);
    let cut = request.cut(
        &shares,
        &gateway.rules,
        |share| &share.event.sharing_event_id,
        |share| filter.is_empty() || share.event.recipients.iter().any(fits),
    )?;
    let data = cut.items.iter().map(|share| &share.event).collect();
    let neighbours = cut.neighbours(|share| &share.event.sharing_event_id);
    Ok(Answer::ok(&request.page(
        &call.list_url(),
        data,
        neighbours,
    )))
}

fn refuse_unless_active(gateway: &Gateway, link: &Link) -> Result<(), Problem> {
    match link.status(gateway.today_of(link)) {
        LinkStatus::Active => Ok(()),
        LinkStatus::Completed | LinkStatus::Deactivated | LinkStatus::Expired => {
            Err(Problem::wrong_state(gateway.rules.wrong_state))
        }
    }
}

/// One email for each recipient, and one for the merchant who wants a copy.
fn emails(
    ledger: &mut Ledger,
    shop: &Terminal,
    link: &Link,
    event: &SharingEvent,
    merchant_copy: bool,
) -> Vec<Entry> {
    let merchant = Recipient {
        name: shop.name.clone(),
        email: shop.merchant_email.clone(),
    };
    let copy = merchant_copy.then_some((merchant, true));
    let to_customers = event
        .recipients
        .iter()
        .map(|recipient| (recipient.clone(), false));
    let addressed: Vec<_> = to_customers.chain(copy).collect();
    let ids = ledger.new_email_ids(addressed.len());
    let email = |(id, (recipient, merchant_copy)): (String, (Recipient, bool))| {
        Entry::Email(KeptEmail {
            id,
            to: recipient.email,
            name: recipient.name,
            subject: format!("Payment request from {}", shop.name),
            message: event.message.clone(),
            link_id: link.id.clone(),
            token: Some(link.token),
            sharing_event_id: event.sharing_event_id.clone(),
            merchant_copy,
            sent_at: event.date_time,
        })
    };
    ids.into_iter().zip(addressed).map(email).collect()
}
