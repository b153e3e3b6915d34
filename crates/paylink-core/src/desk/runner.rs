//! Carrying out the outbox: what is on the disk, and nothing else.
//!
//! One task watches the journal; each request under way has a task of its own. What befalls a request is applied to it
//! as it stands on the disk, in the transaction that writes what follows: a word of the user's that came first counts.
//! A request leaves only if that transaction made it *sending*, and what came of it is written before anybody is told.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use jiff::Timestamp;
use payroc::{PaymentLinkId, Recipient};
use tokio::task::{Id, JoinSet};
use uuid::Uuid;

use super::{Desk, Inner};
use crate::database::{DatabaseError, links, profiles};
use crate::fault::{Fault, FaultCode};
use crate::outbox::post::{Accounted, Counter, Reply};
use crate::outbox::step::{Event, PAUSE_MAX, State, Step, Verdict, Want};
use crate::outbox::{Addressee, Intent, Operation, Request, journal};
use crate::profile::Profile;

/// Requests under way at once.
const UNDER_WAY_MAX: usize = 4;
/// How long to wait before trying the disk once more.
const DISK_PAUSE: Duration = Duration::from_secs(2);

impl Desk {
    /// Carries out the outbox until dropped.
    pub async fn run(&self) {
        let inner = &self.inner;
        let mut tasks = JoinSet::new();
        let mut under_way = BTreeMap::<Id, Uuid>::new();
        loop {
            let (due, next) = inner.due(&under_way).await;
            for (intent, request, want) in due {
                if under_way.len() == UNDER_WAY_MAX {
                    break;
                }
                let (inner, id) = (Arc::clone(inner), request.id);
                let task = tasks.spawn(async move { inner.attend(&intent, &request, want).await });
                under_way.insert(task.id(), id);
            }
            let pause = inner.until(next);
            tokio::select! {
                () = inner.bell.notified() => {}
                () = tokio::time::sleep(pause) => {}
                Some(finished) = tasks.join_next_with_id() => {
                    let task = match finished {
                        Ok((task, ())) => task,
                        Err(error) => {
                            // Its step stays as it is on the disk and is looked up after the next start.
                            tracing::error!(%error, "attending a request went wrong");
                            error.id()
                        }
                    };
                    under_way.remove(&task);
                }
            }
        }
    }
}

impl Inner {
    /// Takes up what was left unfinished when Paylink stopped; true once that is done.
    pub(super) async fn take_up(&self) -> bool {
        let now = self.now();
        if !self.taken_up.load(Ordering::Relaxed) {
            let restart =
                move |transaction: &rusqlite::Transaction<'_>| journal::restart(transaction, now);
            match self.transact(restart).await {
                Ok(()) => self.taken_up.store(true, Ordering::Relaxed),
                Err(fault) => {
                    tracing::error!(%fault, "unfinished work could not be taken up");
                    return false;
                }
            }
        }
        true
    }

    /// What is to be done now, and when to look again.
    async fn due(
        &self,
        under_way: &BTreeMap<Id, Uuid>,
    ) -> (Vec<(Intent, Request, Want)>, Option<Timestamp>) {
        if !self.take_up().await {
            return (Vec::new(), None);
        }
        let now = self.now();
        let Ok(unsettled) = self.transact(journal::unsettled).await else {
            return (Vec::new(), None);
        };
        let mut due = Vec::new();
        let mut next: Option<Timestamp> = None;
        for intent in unsettled {
            for request in &intent.steps {
                let attended = under_way.values().any(|id| *id == request.id);
                if attended || intent.is_blocked(request) {
                    continue;
                }
                match request.step.wants(now) {
                    Want::Rest => {}
                    Want::WaitUntil(moment) => {
                        next = Some(next.map_or(moment, |next| next.min(moment)));
                    }
                    want @ (Want::Send | Want::LookUp) => {
                        due.push((intent.clone(), request.clone(), want));
                    }
                }
            }
        }
        (due, next)
    }

    /// Never long: the wall clock may be set, and the machine may sleep.
    fn until(&self, next: Option<Timestamp>) -> Duration {
        let Some(next) = next else { return PAUSE_MAX };
        let left = Duration::try_from(next.duration_since(self.now())).unwrap_or_default();
        left.min(PAUSE_MAX)
    }

    async fn attend(&self, intent: &Intent, request: &Request, want: Want) {
        let profile = match self.profile(intent.profile_id).await {
            Ok(profile) => profile,
            Err(fault) => return self.unable(request, want, fault).await,
        };
        let counter = match self.client(&profile).await {
            Ok(client) => Counter {
                client,
                terminal: profile.terminal_id.clone(),
                place: profile.place,
            },
            Err(fault) => return self.unable(request, want, fault).await,
        };
        let link = intent.payment_link_id.as_deref();
        let link = link.and_then(|id| PaymentLinkId::new(id).ok());
        let reply = if want == Want::Send {
            match self.befalls(request.id, Event::SendBegins).await {
                Ok(State::Sending) => {}
                // The user was faster, or too much time had passed.
                Ok(_) => return,
                // What is not on the disk is not sent.
                Err(fault) => return self.wait_for_the_disk(&fault).await,
            }
            self.announce_outbox().await;
            counter.send(request, link.as_ref()).await
        } else {
            match self.accounted(intent, request).await {
                Ok(accounted) => counter.look_up(request, link.as_ref(), &accounted).await,
                Err(fault) => return self.unable(request, want, fault).await,
            }
        };
        self.settle(&profile, intent, request, reply).await;
    }

    /// Nothing could be tried, for a reason of this computer's.
    async fn unable(&self, request: &Request, want: Want, fault: Fault) {
        if fault.code == FaultCode::DiskTrouble {
            return self.wait_for_the_disk(&fault).await;
        }
        // A practice gateway may come; anything else is the user's to mend.
        let verdict = if fault.code == FaultCode::PracticeUnavailable {
            Verdict::Later
        } else {
            Verdict::NeedsUser
        };
        let event = if want == Want::Send {
            match self.befalls(request.id, Event::SendBegins).await {
                Ok(State::Sending) => Event::DidNotAct { fault, verdict },
                Ok(_) => return,
                Err(fault) => return self.wait_for_the_disk(&fault).await,
            }
        } else {
            Event::CouldNotLook { fault, verdict }
        };
        match self.befalls(request.id, event).await {
            Ok(_) => self.announce_outbox().await,
            Err(fault) => self.wait_for_the_disk(&fault).await,
        }
    }

    async fn wait_for_the_disk(&self, fault: &Fault) {
        tracing::error!(%fault, "what became of a request could not be written down");
        tokio::time::sleep(DISK_PAUSE).await;
    }

    /// Lets something befall a request as it stands on the disk; gives its state from then on.
    async fn befalls(&self, request: Uuid, event: Event) -> Result<State, Fault> {
        let now = self.now();
        self.transact(move |transaction| {
            let Some(step) = journal::step(transaction, request)? else {
                return Ok(State::TakenBack);
            };
            let after = step.after(event, now);
            journal::keep_step(transaction, request, &after)?;
            Ok(after.state)
        })
        .await
    }

    async fn accounted(&self, intent: &Intent, request: &Request) -> Result<Accounted, Fault> {
        let (profile, id) = (intent.profile_id, request.id);
        let sent_at = request.step.first_sent_at.unwrap_or_else(|| self.now());
        self.transact(move |transaction| {
            let mut accounted = journal::made_by_others(transaction, profile, id)?;
            accounted.extend(links::known_before(transaction, profile, sent_at)?);
            Ok(Accounted(accounted))
        })
        .await
    }

    /// Writes down what came of a request, in one go, until the disk takes it; then tells.
    async fn settle(&self, profile: &Profile, intent: &Intent, request: &Request, reply: Reply) {
        let outcome = Arc::new(Outcome {
            profile: profile.id,
            request: request.id,
            intent: intent.id,
            operation: request.operation,
            link: intent.payment_link_id.clone(),
            addressee: request.recipient.clone(),
            reply,
            now: self.now(),
        });
        loop {
            let writing = Arc::clone(&outcome);
            match self
                .transact(move |transaction| writing.write(transaction))
                .await
            {
                Ok(state) => {
                    tracing::info!(request = %request.id, ?state, "settled");
                    break;
                }
                Err(fault) => self.wait_for_the_disk(&fault).await,
            }
        }
        self.announce_links(profile).await;
        self.announce_outbox().await;
    }
}

/// All that is written when something is known about a request.
struct Outcome {
    profile: Uuid,
    intent: Uuid,
    request: Uuid,
    operation: Operation,
    link: Option<String>,
    addressee: Option<Addressee>,
    reply: Reply,
    now: Timestamp,
}

impl Outcome {
    fn write(
        &self,
        transaction: &rusqlite::Transaction<'_>,
    ) -> Result<Option<State>, DatabaseError> {
        let Some(step) = journal::step(transaction, self.request)? else {
            return Ok(None);
        };
        let after = step.after(self.event(transaction, &step)?, self.now);
        journal::keep_step(transaction, self.request, &after)?;
        match (&self.reply, self.operation, &self.link) {
            (Reply::Created(link) | Reply::CreatedWrongly(link, _), Operation::Create, _) => {
                links::keep(transaction, self.profile, link, self.now)?;
                journal::keep_link(transaction, self.intent, link.payment_link_id.as_str())?;
            }
            (Reply::Shared(event), Operation::Share, Some(link)) if after.state == State::Done => {
                let to = self.addressee.as_ref().map(|to| Recipient {
                    name: to.name.clone(),
                    email: to.email.clone(),
                });
                links::keep_share(
                    transaction,
                    self.profile,
                    link,
                    event,
                    to.as_ref(),
                    self.now,
                )?;
                if let Some(to) = &to {
                    profiles::remember_person(
                        transaction,
                        self.profile,
                        &to.name,
                        &to.email,
                        self.now,
                    )?;
                }
            }
            _ => {}
        }
        if let (Some(result), State::Done) = (self.result(), after.state) {
            journal::keep_result(transaction, self.request, result)?;
        }
        Ok(Some(after.state))
    }

    fn event(
        &self,
        transaction: &rusqlite::Transaction<'_>,
        step: &Step,
    ) -> Result<Event, DatabaseError> {
        let made = match &self.reply {
            Reply::Befell(event) => return Ok(event.clone()),
            Reply::CreatedWrongly(_, fault) => {
                return Ok(Event::ActedWrongly {
                    fault: fault.clone(),
                });
            }
            Reply::Created(_) | Reply::Shared(_) => self.result().unwrap_or_default(),
        };
        if step.state != State::Unknown {
            return Ok(Event::Acted);
        }
        // Two looks at once may have found the same thing: the first to be written down has it.
        let others = journal::made_by_others(transaction, self.profile, self.request)?;
        let taken = others.iter().any(|other| other == made);
        Ok(if taken { Event::NotFound } else { Event::Found })
    }

    /// The id of what was made.
    fn result(&self) -> Option<&str> {
        match &self.reply {
            Reply::Created(link) | Reply::CreatedWrongly(link, _) => {
                Some(link.payment_link_id.as_str())
            }
            Reply::Shared(event) => Some(event.sharing_event_id.as_str()),
            Reply::Befell(_) => None,
        }
    }
}
