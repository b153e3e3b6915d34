//! `PATCH /payment-links/{id}` (FACTS 10). A changed single-use link moves to a new address; whoever
//! opens the old one is told that it was replaced.

use std::sync::Arc;

use axum::extract::{Path, State};
use jiff::civil::Date;

use super::call::{Call, Written};
use crate::account::Terminal;
use crate::answer::Answer;
use crate::gateway::Gateway;
use crate::ledger::Entry;
use crate::link::{Link, LinkStatus};
use crate::patch::Change;
use crate::problem::Problem;
use crate::rules::{Doubtful, IdleChange, Revival, Rules};
use crate::terms::{LinkType, Terms};

pub(super) async fn update(
    State(gateway): State<Arc<Gateway>>,
    call: Call,
    Path(link_id): Path<String>,
    written: Written,
) -> Answer {
    if let Err(problem) = call.link(&gateway.ledger(), &link_id) {
        return call.answer(Err(problem));
    }
    call.once(written, |ledger, now, body| {
        let (link, terminal) = call.link(ledger, &link_id)?;
        let (link, today) = (link.clone(), gateway.day_at(&terminal.id, now));
        refuse_if_over(&gateway.rules, link.status(today))?;
        let change = Change::read(&body, link.terms.link_type, &gateway.rules)?;
        let terms = changed_terms(&gateway, &change, &link, terminal, today)?;
        let moves = link.terms.link_type == LinkType::SingleUse
            && (terms != link.terms || idles_into_a_new_address(&gateway.rules, &change));
        let changed = Link { terms, ..link };
        let changed = match moves {
            true => changed.readdressed(ledger.new_link_token()),
            false => changed,
        };
        let answer = Answer::ok(&changed.shown(&gateway.base_url, today));
        Ok((answer, vec![Entry::Link(changed)]))
    })
}

/// Nothing can be changed in a link that has ended for good.
fn refuse_if_over(rules: &Rules, status: LinkStatus) -> Result<(), Problem> {
    match (status, rules.revival) {
        (LinkStatus::Active, _) | (LinkStatus::Expired, Revival::Allowed) => Ok(()),
        (LinkStatus::Expired, Revival::WrongState)
        | (LinkStatus::Completed | LinkStatus::Deactivated, _) => {
            Err(Problem::wrong_state(rules.wrong_state))
        }
    }
}

/// The terms after the change, held to what a create is held to. An expired link has to come out of
/// it with a later last day.
fn changed_terms(
    gateway: &Gateway,
    change: &Change,
    link: &Link,
    terminal: &Terminal,
    today: Date,
) -> Result<Terms, Problem> {
    let has_expired = |terms: &Terms| terms.expires_on.is_some_and(|last| last < today);
    let revives = has_expired(&link.terms);
    let rules = Rules {
        past_expiry: match revives {
            true => Doubtful::Accepted,
            false => gateway.rules.past_expiry_on_change,
        },
        ..gateway.rules.clone()
    };
    let document = change.apply(&link.shown(&gateway.base_url, today), &rules)?;
    let terms = Terms::read(&document, &rules, terminal, today)?;
    if revives && has_expired(&terms) {
        return Err(Problem::wrong_state(rules.wrong_state));
    }
    Ok(terms)
}

fn idles_into_a_new_address(rules: &Rules, change: &Change) -> bool {
    match rules.idle_change {
        IdleChange::KeepsAddress => false,
        IdleChange::RenewsAddress => change.is_more_than_tests(),
    }
}
