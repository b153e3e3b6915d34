//! Carrying out the outbox: what is on the disk, and nothing else.
//!
//! One task watches the journal; each request under way has a task of its own. A step is written as sending before its
//! request leaves, and what came of it is written before anybody is told.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use payroc::PaymentLinkId;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{Desk, Inner};
use crate::database::{links, profiles};
use crate::fault::{Fault, FaultCode};
use crate::outbox::post::{Counter, Known, Reply};
use crate::outbox::step::{Event, PAUSE_MAX, State, Step, Want};
use crate::outbox::{Addressee, Intent, Operation, Request, journal};
use crate::profile::Profile;

/// Requests under way at once.
const UNDER_WAY_MAX: usize = 4;
/// How long to wait before writing an answer down once more when the disk refused.
const DISK_PAUSE: Duration = Duration::from_secs(2);

impl Desk {
    /// Carries out the outbox until dropped.
    pub async fn run(&self) {
        let inner = &self.inner;
        let mut under_way = JoinSet::new();
        let mut ids = BTreeSet::new();
        loop {
            let (due, next) = inner.due(&ids).await;
            for (intent, request, want) in due {
                if under_way.len() == UNDER_WAY_MAX {
                    break;
                }
                ids.insert(request.id);
                let inner = std::sync::Arc::clone(inner);
                under_way.spawn(async move {
                    let id = request.id;
                    inner.attend(intent, request, want).await;
                    id
                });
            }
            let pause = inner.until(next);
            tokio::select! {
                () = inner.bell.notified() => {}
                () = tokio::time::sleep(pause) => {}
                Some(finished) = under_way.join_next() => {
                    let id = finished.expect("attending a request neither panics nor is cancelled");
                    ids.remove(&id);
                }
            }
        }
    }
}

impl Inner {
    /// Takes up what was left unfinished when Paylink stopped.
    pub(super) async fn take_up(&self) {
        let now = self.now();
        if self.database.is_ok()
            && let Err(fault) = self
                .transact(move |transaction| journal::restart(transaction, now))
                .await
        {
            tracing::error!(%fault, "unfinished work could not be taken up");
        }
    }

    /// What is to be done now, and when to look again.
    async fn due(
        &self,
        under_way: &BTreeSet<Uuid>,
    ) -> (Vec<(Intent, Request, Want)>, Option<Timestamp>) {
        let now = self.now();
        let unsettled = match self.transact(journal::unsettled).await {
            Ok(unsettled) => unsettled,
            Err(_) => return (Vec::new(), None),
        };
        let mut due = Vec::new();
        let mut next: Option<Timestamp> = None;
        for intent in unsettled {
            for request in &intent.steps {
                if under_way.contains(&request.id) || intent.is_blocked(request) {
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
        next.and_then(|next| Duration::try_from(next.duration_since(self.now())).ok())
            .unwrap_or(PAUSE_MAX)
            .min(PAUSE_MAX)
    }

    async fn attend(&self, intent: Intent, request: Request, want: Want) {
        let profile = match self.profile(intent.profile_id).await {
            Ok(profile) => profile,
            Err(fault) => return self.unable(&request, want, fault).await,
        };
        let counter = match self.client(&profile).await {
            Ok(client) => Counter {
                client,
                terminal: profile.terminal_id.clone(),
                place: profile.place,
            },
            Err(fault) => return self.unable(&request, want, fault).await,
        };
        let link = intent
            .payment_link_id
            .as_deref()
            .and_then(|id| PaymentLinkId::new(id).ok());
        let (step, reply) = if want == Want::Send {
            let sending = request.step.after(Event::SendBegins, self.now());
            if let Err(fault) = self.write(request.id, &sending).await {
                // What is not on the disk is not sent.
                return tracing::error!(%fault, "a request could not be written down; not sent");
            }
            self.announce_outbox().await;
            (sending, counter.send(&request, link.as_ref()).await)
        } else {
            let known = match self.known(&intent, &request).await {
                Ok(known) => known,
                Err(fault) => return self.unable(&request, want, fault).await,
            };
            let reply = counter.look_up(&request, link.as_ref(), &known).await;
            (request.step.clone(), reply)
        };
        self.settle(&profile, &intent, &request, step, reply).await;
    }

    /// Nothing could be tried, for a reason of this computer's.
    async fn unable(&self, request: &Request, want: Want, fault: Fault) {
        let now = self.now();
        let step = if want == Want::Send {
            let again = fault.code == FaultCode::DiskTrouble;
            request
                .step
                .after(Event::SendBegins, now)
                .after(Event::DidNotAct { fault, again }, now)
        } else {
            request.step.after(Event::CouldNotLook { fault }, now)
        };
        if let Err(fault) = self.write(request.id, &step).await {
            tracing::error!(%fault, "the state of a request could not be written down");
        }
        self.announce_outbox().await;
    }

    async fn known(&self, intent: &Intent, request: &Request) -> Result<Known, Fault> {
        let (profile, id) = (intent.profile_id, intent.id);
        let link = intent.payment_link_id.clone().unwrap_or_default();
        let sent_at = request.step.first_sent_at.unwrap_or_else(|| self.now());
        self.transact(move |transaction| {
            let mut known = links::known_before(transaction, profile, sent_at)?;
            known.extend(links::made_by_others(transaction, profile, id)?);
            Ok(Known {
                links: known,
                events: links::known_events(transaction, profile, &link)?,
            })
        })
        .await
    }

    /// Writes down what came of a request, in one go, until the disk takes it; then tells.
    async fn settle(
        &self,
        profile: &Profile,
        intent: &Intent,
        request: &Request,
        step: Step,
        reply: Reply,
    ) {
        let now = self.now();
        let event = match &reply {
            Reply::Befell(event) => event.clone(),
            Reply::Created(_) | Reply::Shared(_) if step.state == State::Unknown => Event::Found,
            Reply::Created(_) | Reply::Shared(_) => Event::Acted,
        };
        let outcome = Outcome {
            profile: profile.id,
            intent: intent.id,
            request: request.id,
            operation: request.operation,
            link: intent.payment_link_id.clone(),
            recipient: request.recipient.clone(),
            step: step.after(event, now),
            reply,
            now,
        };
        tracing::info!(request = %request.id, state = ?outcome.step.state, "settled");
        let outcome = std::sync::Arc::new(outcome);
        loop {
            let writing = std::sync::Arc::clone(&outcome);
            match self
                .transact(move |transaction| writing.write(transaction))
                .await
            {
                Ok(()) => break,
                Err(fault) => tracing::error!(%fault, "an answer could not be written down"),
            }
            tokio::time::sleep(DISK_PAUSE).await;
        }
        self.announce_links(profile).await;
        self.announce_outbox().await;
    }

    async fn write(&self, request: Uuid, step: &Step) -> Result<(), Fault> {
        let step = step.clone();
        self.transact(move |transaction| journal::keep_step(transaction, request, &step))
            .await
    }
}

/// All that is written when something is known about a request.
struct Outcome {
    profile: Uuid,
    intent: Uuid,
    request: Uuid,
    operation: Operation,
    link: Option<String>,
    recipient: Option<Addressee>,
    step: Step,
    reply: Reply,
    now: Timestamp,
}

impl Outcome {
    fn write(
        &self,
        transaction: &rusqlite::Transaction<'_>,
    ) -> Result<(), crate::database::DatabaseError> {
        match (&self.reply, self.operation, &self.link) {
            (Reply::Created(link), Operation::Create, _) => {
                links::keep(transaction, self.profile, link, self.now)?;
                journal::keep_link(transaction, self.intent, link.payment_link_id.as_str())?;
            }
            (Reply::Shared(event), Operation::Share, Some(link)) => {
                links::keep_share(transaction, self.profile, link, event, self.now)?;
                if let Some(to) = &self.recipient {
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
        journal::keep_step(transaction, self.request, &self.step)
    }
}
