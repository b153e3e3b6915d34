//! What follows from what happened, written down in one transaction: the whole policy of the outbox but for the life
//! of a single request, which is [`step`](super::step)'s.
//!
//! What befalls a request is applied to it as it stands in the records, not as it stood when somebody began to attend
//! to it: a word of the user's that came first counts.

use jiff::Timestamp;
use payroc::{PaymentLink, SharingEvent};
use uuid::Uuid;

use super::judge::{self, Finding};
use super::order::Task;
use super::post::Reply;
use super::records::{DatabaseError, Records};
use super::step::{Event, State, Step};
use super::{Intent, Operation};
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
    // Without its link there is nothing to email about.
    let is_off = matches!(after.state, State::TakenBack | State::Dropped);
    if is_off && intent.is_the_creation(request) {
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

/// Writes down all that is known from a reply: how the request stands, what it made, and the link or the email itself.
pub fn settle(
    records: &dyn Records,
    task: &Task,
    reply: &Reply,
    now: Timestamp,
) -> Result<Option<State>, DatabaseError> {
    let Some(step) = records.step(task.request.id)? else {
        return Ok(None);
    };
    let (event, made) = meaning(records, task, &step, reply)?;
    let after = step.after(event, now);
    records.keep_step(task.request.id, &after)?;
    match made {
        Some(Made::Link(link)) if task.request.operation == Operation::Create => {
            records.keep_link(task.profile, link, now)?;
            records.keep_link_of(task.intent, link.payment_link_id.as_str())?;
        }
        Some(Made::Share(event)) if after.state == State::Done => {
            if let Some(link) = &task.payment_link_id {
                let to = task.request.recipient.as_ref();
                records.keep_share(task.profile, link, event, to, now)?;
            }
        }
        Some(Made::Link(_) | Made::Share(_)) | None => {}
    }
    if let (Some(made), State::Done) = (made, after.state) {
        records.keep_result(task.request.id, made.id())?;
    }
    Ok(Some(after.state))
}

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

fn acted_wrongly() -> Event {
    Event::ActedWrongly {
        fault: Fault {
            effect: FaultEffect::Done,
            ..Fault::nothing_done(FaultCode::AnswerUnreadable)
        },
    }
}

impl Intent {
    /// Its link will not be made, so nobody will be emailed about it.
    pub fn is_off(&self) -> bool {
        self.create().is_some_and(|create| {
            matches!(
                create.step.state,
                State::Refused | State::TakenBack | State::Dropped
            )
        })
    }

    fn is_the_creation(&self, request: Uuid) -> bool {
        self.create().is_some_and(|create| create.id == request)
    }
}
