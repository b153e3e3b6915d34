//! `POST /payment-links/{id}/deactivate` (FACTS 11): the one write without a body and without an
//! Idempotency-Key. A key that comes along is not looked at.

use std::sync::Arc;

use axum::extract::{Path, State};

use super::call::Call;
use crate::answer::Answer;
use crate::gateway::Gateway;
use crate::ledger::Entry;
use crate::link::{Ended, Link, LinkStatus};
use crate::problem::{Problem, Refusal};
use crate::rules::{DeactivateAfterEnd, SecondDeactivate};

pub(super) async fn deactivate(
    State(gateway): State<Arc<Gateway>>,
    call: Call,
    Path(link_id): Path<String>,
) -> Answer {
    call.answer(act(&gateway, &call, &link_id))
}

fn act(gateway: &Gateway, call: &Call, link_id: &str) -> Result<Answer, Problem> {
    let mut ledger = gateway.ledger();
    let (link, _) = call.link(&ledger, link_id)?;
    let (link, rules) = (link.clone(), &gateway.rules);
    match link.status(gateway.today_of(&link)) {
        LinkStatus::Active => {}
        LinkStatus::Deactivated => match rules.second_deactivate {
            SecondDeactivate::Accepted => return Ok(Answer::ok(&gateway.shown(&link))),
            SecondDeactivate::CannotBeModified => {
                return Err(Problem::new(Refusal::CannotBeModified));
            }
        },
        LinkStatus::Completed | LinkStatus::Expired => match rules.deactivate_after_end {
            DeactivateAfterEnd::Deactivates => {}
            DeactivateAfterEnd::CannotBeModified => {
                return Err(Problem::new(Refusal::CannotBeModified));
            }
        },
    }
    let ended = Some(Ended::Deactivated);
    let link = Link { ended, ..link };
    let answer = Answer::ok(&gateway.shown(&link));
    ledger.commit(vec![Entry::Link(link)]).map_err(|error| {
        tracing::error!(%error, "nothing was done: the act could not be kept");
        Problem::api_error("The request could not be stored")
    })?;
    Ok(answer)
}
