//! Payment links: create, list, retrieve (FACTS 7 to 9, 14). What is done to one that exists has files
//! of its own.

use std::sync::Arc;

use axum::extract::{Path, State};
use jiff::Timestamp;
use jiff::civil::Date;

use super::call::{Call, Written};
use super::filters::{matches_text, read_date, read_text, read_word};
use crate::answer::Answer;
use crate::fields::Complaints;
use crate::gateway::Gateway;
use crate::ledger::{Entry, Ledger};
use crate::link::{Link, LinkStatus};
use crate::page::{PageRequest, Query};
use crate::problem::{Problem, Refusal};
use crate::rules::{ListOrder, RepeatedReference, TextFilter};
use crate::sharing::Recipient;
use crate::terms::{Charge, ChargeType, LinkType, Terms};

pub(super) async fn create(
    State(gateway): State<Arc<Gateway>>,
    call: Call,
    Path(terminal_id): Path<String>,
    written: Written,
) -> Answer {
    let terminal = match call.terminal(&terminal_id) {
        Ok(terminal) => terminal,
        Err(problem) => return call.answer(Err(problem)),
    };
    call.once(written, |ledger, now, body| {
        let today = gateway.day_at(&terminal.id, now);
        let terms = Terms::read(&body, &gateway.rules, terminal, today)?;
        refuse_repeated_reference(&gateway, ledger, &terminal.id, &terms.merchant_reference)?;
        let link = Link {
            id: ledger.new_link_id(),
            terminal_id: terminal.id.clone(),
            token: ledger.new_link_token(),
            terms,
            created_at: now,
            created_on: today,
            ended: None,
            replaced_tokens: Vec::new(),
        };
        let answer = Answer::created(&link.shown(&gateway.base_url, today))
            .at(address_of(&gateway, &link.id));
        Ok((answer, vec![Entry::Link(link)]))
    })
}

pub(super) async fn retrieve(
    State(gateway): State<Arc<Gateway>>,
    call: Call,
    Path(link_id): Path<String>,
) -> Answer {
    let ledger = gateway.ledger();
    let found = call
        .link(&ledger, &link_id)
        .map(|(link, _)| Answer::ok(&gateway.shown(link)));
    call.answer(found)
}

pub(super) async fn list(
    State(gateway): State<Arc<Gateway>>,
    call: Call,
    Path(terminal_id): Path<String>,
) -> Answer {
    call.answer(page(&gateway, &call, &terminal_id))
}

fn page(gateway: &Gateway, call: &Call, terminal_id: &str) -> Result<Answer, Problem> {
    let terminal = call.terminal(terminal_id)?;
    let (filters, request) = call.query(|query, complaints| {
        let filters = Filters::read(query, complaints);
        (
            filters,
            PageRequest::read(query, &gateway.rules, complaints),
        )
    })?;
    let (ledger, now) = (gateway.ledger(), gateway.clock.now());
    let today = gateway.day_at(&terminal.id, now);
    // Earlier than any link, if the lag is longer than time itself.
    let listed_until = now.saturating_sub(gateway.rules.list_lag);
    let listed_until = listed_until.unwrap_or(Timestamp::MIN);
    let is_listed =
        |link: &&Link| link.terminal_id == terminal.id && link.created_at <= listed_until;
    let mut links: Vec<&Link> = ledger.links().iter().filter(is_listed).collect();
    match gateway.rules.list_order {
        ListOrder::NewestFirst => links.reverse(),
        ListOrder::OldestFirst => {}
    }
    let cut = request.cut(
        &links,
        &gateway.rules,
        |link| &link.id,
        |link| filters.match_link(link, &ledger, today, gateway.rules.text_filter),
    )?;
    let data = cut.items.iter().map(|link| gateway.shown(link)).collect();
    let neighbours = cut.neighbours(|link| &link.id);
    Ok(Answer::ok(&request.page(
        &call.list_url(),
        data,
        neighbours,
    )))
}

fn refuse_repeated_reference(
    gateway: &Gateway,
    ledger: &Ledger,
    terminal_id: &str,
    reference: &str,
) -> Result<(), Problem> {
    let known = ledger
        .links()
        .iter()
        .find(|link| link.terminal_id == terminal_id && link.terms.merchant_reference == reference);
    match (known, gateway.rules.repeated_reference) {
        (Some(link), RepeatedReference::AlreadyExists) => {
            let address = address_of(gateway, &link.id);
            Err(Problem::new(Refusal::ResourceAlreadyExists).naming(address))
        }
        (Some(_), RepeatedReference::Allowed) | (None, _) => Ok(()),
    }
}

fn address_of(gateway: &Gateway, link_id: &str) -> String {
    format!("{}/v1/payment-links/{link_id}", gateway.base_url)
}

struct Filters {
    merchant_reference: Option<String>,
    link_type: Option<LinkType>,
    charge_type: Option<ChargeType>,
    status: Option<LinkStatus>,
    recipient: RecipientFilter,
    created_on: Option<Date>,
    expires_on: Option<Date>,
}

impl Filters {
    fn read(query: &Query<'_>, complaints: &Complaints) -> Self {
        Self {
            merchant_reference: read_text(query, "merchantReference", 1..=48, complaints),
            link_type: read_word(query, "linkType", complaints),
            charge_type: read_word(query, "chargeType", complaints),
            status: read_word(query, "status", complaints),
            recipient: RecipientFilter::read(query, complaints),
            created_on: read_date(query, "createdOn", complaints),
            expires_on: read_date(query, "expiresOn", complaints),
        }
    }

    fn match_link(&self, link: &Link, ledger: &Ledger, today: Date, rule: TextFilter) -> bool {
        let charge_type = match link.terms.order.charge {
            Charge::Preset { .. } => ChargeType::Preset,
            Charge::Prompt { .. } => ChargeType::Prompt,
        };
        let mut recipients = ledger
            .shares_of(&link.id)
            .flat_map(|share| &share.event.recipients);
        matches_text(
            self.merchant_reference.as_deref(),
            &link.terms.merchant_reference,
            rule,
        ) && self
            .link_type
            .is_none_or(|wanted| wanted == link.terms.link_type)
            && self.charge_type.is_none_or(|wanted| wanted == charge_type)
            && self
                .status
                .is_none_or(|wanted| wanted == link.status(today))
            && self
                .created_on
                .is_none_or(|wanted| wanted == link.created_on)
            && self
                .expires_on
                .is_none_or(|wanted| Some(wanted) == link.terms.expires_on)
            && (self.recipient.is_empty()
                || recipients.any(|recipient| self.recipient.matches(recipient, rule)))
    }
}

/// The two filters that look at who a link was shared with; both must fit one recipient.
pub(super) struct RecipientFilter {
    name: Option<String>,
    email: Option<String>,
}

impl RecipientFilter {
    pub(super) fn read(query: &Query<'_>, complaints: &Complaints) -> Self {
        Self {
            name: read_text(query, "recipientName", 1..=48, complaints),
            email: read_text(query, "recipientEmail", 6..=128, complaints),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.name.is_none() && self.email.is_none()
    }

    pub(super) fn matches(&self, recipient: &Recipient, rule: TextFilter) -> bool {
        matches_text(self.name.as_deref(), &recipient.name, rule)
            && matches_text(self.email.as_deref(), &recipient.email, rule)
    }
}
