//! What follows from what happened, written down in one transaction: the whole policy of the outbox but for the life
//! of a single request, which is [`step`](super::step)'s.
//!
//! What befalls a request is applied to it as it stands in the records, not as it stood when somebody began to attend
//! to it: a word of the user's that came first counts.

use jiff::Timestamp;
use payroc::{PaymentLink, SharingEvent};
use uuid::Uuid;

use super::judge::{self, Finding, Standing};
use super::order::Task;
use super::post::Reply;
use super::records::{DatabaseError, Records};
use super::step::{Event, State, Step, Verdict};
use super::{Intent, Operation, Summary};
use crate::fault::{Fault, FaultCode, FaultEffect};

/// Takes up what was left unfinished, and files away what was finished and needs no word.
pub fn restart(records: &dyn Records, now: Timestamp) -> Result<(), DatabaseError> {
    for intent in records.unsettled()? {
        let mut recovered = false;
        for request in &intent.steps {
            recovered |= !request.step.is_settled() && !intent.is_blocked(request);
            records.keep_step(request.id, &request.step.after(Event::Restarted, now))?;
        }
        if recovered {
            records.mark_recovered(intent.id)?;
        }
    }
    records.file_away_finished()
}

/// Goes on with what was held for the key of a profile.
pub fn key_returned(
    records: &dyn Records,
    profile: Uuid,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let is_of_it = |intent: &Intent| intent.profile_id == profile;
    befall_all(records, is_of_it, &Event::KeyReturned, now)
}

/// Counts no age by a clock that was set back.
pub fn clock_set_back(records: &dyn Records, now: Timestamp) -> Result<(), DatabaseError> {
    befall_all(records, |_| true, &Event::ClockSetBack, now)
}

fn befall_all(
    records: &dyn Records,
    is_meant: impl Fn(&Intent) -> bool,
    event: &Event,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    for intent in records
        .unsettled()?
        .iter()
        .filter(|intent| is_meant(intent))
    {
        for request in &intent.steps {
            let after = request.step.after(event.clone(), now);
            if after != request.step {
                records.keep_step(request.id, &after)?;
            }
        }
    }
    Ok(())
}

/// Lets events befall a request, one after the other; gives its state from then on, or nothing if it is gone.
pub fn befall(
    records: &dyn Records,
    request: Uuid,
    events: impl IntoIterator<Item = Event>,
    now: Timestamp,
) -> Result<Option<State>, DatabaseError> {
    let Some(step) = records.step(request)? else {
        return Ok(None);
    };
    let after = events
        .into_iter()
        .fold(step, |step, event| step.after(event, now));
    records.keep_step(request, &after)?;
    Ok(Some(after.state))
}

/// Lets the user's word befall a request; false if it is too late for that.
pub fn say(
    records: &dyn Records,
    request: Uuid,
    word: Event,
    now: Timestamp,
) -> Result<bool, DatabaseError> {
    let Some(intent) = records.intent_of(request)? else {
        return Ok(false);
    };
    let Some(said) = intent.steps.iter().find(|step| step.id == request) else {
        return Ok(false);
    };
    let after = said.step.after(word, now);
    let changed = after != said.step;
    if changed && !after.is_settled() {
        records.mark_unseen(intent.id)?;
    }
    records.keep_step(request, &after)?;
    // Without its link, or the change of it, there is nothing to email about.
    let is_off = matches!(after.state, State::TakenBack | State::Dropped);
    if is_off
        && intent
            .opening()
            .is_some_and(|opening| opening.id == request)
    {
        for email in intent.emails() {
            records.keep_step(email.id, &email.step.after(Event::TakeBack, now))?;
        }
    }
    Ok(changed)
}

/// Files an intent away; what was not sent of it is taken back. False if something of it may still happen.
pub fn dismiss(records: &dyn Records, intent: Uuid, now: Timestamp) -> Result<bool, DatabaseError> {
    let Some(intent) = records.intent(intent)? else {
        return Ok(true);
    };
    let after: Vec<_> = intent
        .steps
        .iter()
        .map(|request| {
            let is_off = intent.is_off() && intent.is_blocked(request);
            let step = &request.step;
            let taken_back = is_off.then(|| step.after(Event::TakeBack, now));
            (request.id, taken_back.unwrap_or_else(|| step.clone()))
        })
        .collect();
    if !after.iter().all(|(_, step)| step.is_settled()) {
        return Ok(false);
    }
    for (id, step) in after {
        records.keep_step(id, &step)?;
    }
    records.mark_seen(intent.id)?;
    Ok(true)
}

/// Writes down all that is known from a reply to what was asked at `asked`: how the request stands, what it made, and the
/// link or the email itself.
pub fn settle(
    records: &dyn Records,
    task: &Task,
    reply: &Reply,
    asked: Timestamp,
    now: Timestamp,
) -> Result<Option<State>, DatabaseError> {
    let Some(step) = records.step(task.request.id)? else {
        return Ok(None);
    };
    let (event, made) = meaning(records, task, &step, reply)?;
    let after = step.after(event, now);
    records.keep_step(task.request.id, &after)?;
    if let Some(link) = reply.link() {
        let asked = match reply {
            // What the request made of the link is news to whoever asked before it was done.
            _ if after.state == State::Done => now,
            Reply::Changed(_) => now,
            Reply::Refused { asked, .. } => *asked,
            Reply::Created(_)
            | Reply::Shared(_)
            | Reply::NotSent(_)
            | Reply::Stands(_)
            | Reply::Links(_)
            | Reply::Shares(_)
            | Reply::Befell(_) => asked,
        };
        records.keep_link(task.profile, link, asked, now)?;
    }
    match made {
        Some(Made::Link(link)) => {
            records.keep_link(task.profile, link, asked, now)?;
            records.keep_link_of(task.intent, link.payment_link_id.as_str())?;
        }
        Some(Made::Share(event)) if after.state == State::Done => {
            if let Some(link) = &task.payment_link_id {
                records.keep_share(task.profile, link, event, &task.request, now)?;
            }
        }
        Some(Made::Share(_)) | None => {}
    }
    if let (Some(made), State::Done) = (made, after.state) {
        records.keep_result(task.request.id, made.id())?;
    }
    if step.state != State::Done && after.state == State::Done {
        keep_what_became_of_the_link(records, task, now)?;
    }
    Ok(Some(after.state))
}

/// Intents are forgotten after a while; that a link was changed or deactivated is not.
fn keep_what_became_of_the_link(
    records: &dyn Records,
    task: &Task,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let (Some(intent), Some(link)) = (records.intent(task.intent)?, &task.payment_link_id) else {
        return Ok(());
    };
    let Summary {
        changed, reason, ..
    } = &intent.summary;
    match (task.request.operation, changed) {
        (Operation::Update, Some(change)) => records.keep_change(task.profile, link, change, now),
        (Operation::Deactivate, _) => records.keep_deactivation(task.profile, link, reason, now),
        (Operation::Create | Operation::Share | Operation::Update, _) => Ok(()),
    }
}

/// What a request has made that was not there before.
#[derive(Clone, Copy)]
enum Made<'a> {
    Link(&'a PaymentLink),
    Share(&'a SharingEvent),
}

impl Made<'_> {
    fn id(&self) -> &str {
        match self {
            Self::Link(link) => link.payment_link_id.as_str(),
            Self::Share(event) => event.sharing_event_id.as_str(),
        }
    }
}

/// What a reply means for a request that stands like this, and what it shows the request to have made.
fn meaning<'a>(
    records: &dyn Records,
    task: &Task,
    step: &Step,
    reply: &'a Reply,
) -> Result<(Event, Option<Made<'a>>), DatabaseError> {
    let is_as_asked = |link| judge::is_what_was_asked(&task.request.body, link);
    let finding = match reply {
        Reply::Befell(event) => return Ok((event.clone(), None)),
        Reply::Created(link) if is_as_asked(link) => {
            return Ok((Event::Acted, Some(Made::Link(link))));
        }
        Reply::Created(link) => return Ok((acted_wrongly(), Some(Made::Link(link)))),
        Reply::Shared(event) => return Ok((Event::Acted, Some(Made::Share(event)))),
        Reply::Changed(_) | Reply::NotSent(_) | Reply::Refused { .. } | Reply::Stands(_) => {
            return Ok((meaning_for_a_link(task, step, reply), None));
        }
        Reply::Links(links) => {
            let mut candidates = Vec::new();
            for link in links {
                let id = link.payment_link_id.as_str();
                if !records.is_made_by_another(task.profile, task.request.id, id)? {
                    let looks_too_old = match step.first_sent_at {
                        Some(sent_at) => {
                            judge::is_link_older(link, sent_at)
                                || records.knew_link_before(task.profile, id, sent_at)?
                        }
                        None => false,
                    };
                    candidates.push((Made::Link(link), looks_too_old));
                }
            }
            judge::find(candidates)
        }
        Reply::Shares(events) => {
            let mut candidates = Vec::new();
            for event in events {
                let id = event.sharing_event_id.as_str();
                if !records.is_made_by_another(task.profile, task.request.id, id)? {
                    let looks_too_old = step
                        .first_sent_at
                        .is_some_and(|sent_at| judge::is_share_older(event, sent_at));
                    candidates.push((Made::Share(event), looks_too_old));
                }
            }
            judge::find(candidates)
        }
    };
    Ok(match finding {
        Finding::Nothing => (Event::NotFound, None),
        Finding::This(made @ Made::Link(link)) if !is_as_asked(link) => {
            (acted_wrongly(), Some(made))
        }
        Finding::This(made) => (Event::Found, Some(made)),
        Finding::Unclear => (Event::Ambiguous, None),
    })
}

/// What a reply means for a request that finds its link there, from how the link stands to it.
fn meaning_for_a_link(task: &Task, step: &Step, reply: &Reply) -> Event {
    let standing = |link: &PaymentLink| judge::standing(&task.request, link);
    match reply {
        Reply::Changed(link) => match standing(link) {
            Some(Standing::AsWanted) => Event::Acted,
            Some(Standing::AsBefore | Standing::Otherwise | Standing::Closed) | None => {
                acted_wrongly()
            }
        },
        Reply::NotSent(link) => match standing(link) {
            // An earlier request has acted after all.
            Some(Standing::AsWanted) if step.may_have_acted => Event::Acted,
            Some(Standing::AsWanted | Standing::Otherwise) => not_sent(FaultCode::ChangedElsewhere),
            Some(Standing::AsBefore | Standing::Closed) | None => {
                not_sent(FaultCode::LinkNotUsable)
            }
        },
        Reply::Refused {
            fault,
            verdict,
            link,
            ..
        } => {
            let code = match standing(link) {
                Some(Standing::AsWanted) => return Event::Acted,
                Some(Standing::AsBefore) | None => fault.code,
                Some(Standing::Otherwise) => FaultCode::ChangedElsewhere,
                Some(Standing::Closed) => FaultCode::LinkNotUsable,
            };
            let mut fault = Fault {
                code,
                ..fault.clone()
            };
            if code == FaultCode::ChangedElsewhere {
                // It complains of what somebody else has made of the link.
                fault.fields.clear();
            }
            Event::DidNotAct {
                fault,
                verdict: *verdict,
            }
        }
        Reply::Stands(link) => match standing(link) {
            Some(Standing::AsWanted) => Event::Found,
            Some(Standing::AsBefore) => Event::NotFound,
            Some(Standing::Closed) => Event::Refuted {
                fault: Fault::nothing_done(FaultCode::LinkNotUsable),
            },
            Some(Standing::Otherwise) | None => Event::Ambiguous,
        },
        Reply::Created(_)
        | Reply::Shared(_)
        | Reply::Links(_)
        | Reply::Shares(_)
        | Reply::Befell(_) => Event::Ambiguous,
    }
}

/// The request stayed here. That says nothing about an earlier one.
fn not_sent(code: FaultCode) -> Event {
    Event::DidNotAct {
        fault: Fault::nothing_done(code),
        verdict: Verdict::RefusedUnjudged,
    }
}

fn acted_wrongly() -> Event {
    Event::ActedWrongly {
        fault: Fault {
            effect: FaultEffect::Done,
            ..Fault::nothing_done(FaultCode::AnswerUnreadable)
        },
    }
}

impl Intent {
    /// Its link will not be made or changed, so nobody will be emailed about that.
    pub fn is_off(&self) -> bool {
        self.opening().is_some_and(|opening| {
            matches!(
                opening.step.state,
                State::Refused | State::TakenBack | State::Dropped
            )
        })
    }
}
