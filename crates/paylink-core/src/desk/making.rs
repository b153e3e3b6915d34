//! Making links, emailing them, and the user's say in what the outbox does.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::{Desk, Inner};
use crate::database::{links, profiles};
use crate::draft;
use crate::fault::{Fault, FaultCode};
use crate::links as kept_links;
use crate::outbox::step::{Event, State};
use crate::outbox::{Intent, Request, Summary, journal, order, rules};
use crate::reference;
use crate::view::{
    CreatePaymentLink, Decide, Decision, IntentKind, IntentView, LinkDefaults, LinkView,
    NewLinkStart, OutboxView, SharePaymentLink, ShareRecipient, StepState, StepView,
};

impl Desk {
    /// What the New link form opens with.
    pub async fn start_new_link(&self) -> Result<NewLinkStart, Fault> {
        let profile = self.inner.active_profile().await?;
        let today = self.inner.today();
        let expires_on = today.saturating_add(i32::from(profile.defaults.expires_in_days).days());
        Ok(NewLinkStart {
            request_id: Uuid::now_v7(),
            reference: reference::reference(today),
            order_id: reference::order_id(today),
            currency: profile.currency.to_string(),
            today: today.to_string(),
            expires_on: expires_on.to_string(),
            defaults: profile.defaults,
        })
    }

    /// Returns once the link to be made, and every email about it, is on the disk.
    pub async fn create_payment_link(&self, form: CreatePaymentLink) -> Result<IntentView, Fault> {
        let inner = &self.inner;
        let profile = inner.profile(form.profile_id).await?;
        let today = inner.today();
        let draft = draft::check_link(&form, today).map_err(Fault::check_fields)?;
        let intent = Intent {
            id: Uuid::now_v7(),
            request_id: form.request_id,
            profile_id: profile.id,
            kind: IntentKind::Create,
            summary: draft.summary,
            payment_link_id: None,
            recovered: false,
            created_at: inner.now(),
            steps: draft.requests,
        };
        let (id, defaults) = (profile.id, defaults_from(&form, today, &profile.defaults));
        inner
            .journal(move |transaction| {
                profiles::keep_defaults(transaction, id, &defaults)?;
                journal::add(transaction, &intent)
            })
            .await
    }

    /// Returns once every email is on the disk, each with a key of its own.
    pub async fn share_payment_link(&self, form: SharePaymentLink) -> Result<IntentView, Fault> {
        let inner = &self.inner;
        let profile = inner.profile(form.profile_id).await?;
        let link = inner.link(&profile, &form.payment_link_id).await?;
        if link.share_blocked.is_some() {
            return Err(Fault::nothing_done(FaultCode::LinkNotUsable));
        }
        let mut steps = draft::check_share(&form.recipients, &form.message, form.copy_to_me)
            .map_err(Fault::check_fields)?;
        for email in &mut steps {
            email.only_if_active = form.reminder;
        }
        let intent = Intent {
            id: Uuid::now_v7(),
            request_id: form.request_id,
            profile_id: profile.id,
            kind: IntentKind::Share,
            summary: Summary {
                amount: link.amount,
                currency: link.currency,
                description: link.description,
                reference: link.reference,
                ..Summary::default()
            },
            payment_link_id: Some(form.payment_link_id),
            recovered: false,
            created_at: inner.now(),
            steps,
        };
        inner.keep_intent(intent).await
    }

    pub async fn list_outbox(&self) -> Result<OutboxView, Fault> {
        self.inner.outbox().await
    }

    /// Takes a request back; only what surely never reached the gateway can be.
    pub async fn take_back(&self, step: Uuid) -> Result<OutboxView, Fault> {
        self.inner.befall(step, Event::TakeBack).await
    }

    pub async fn retry_now(&self, step: Uuid) -> Result<OutboxView, Fault> {
        self.inner.befall(step, Event::RetryNow).await
    }

    pub async fn decide(&self, request: Decide) -> Result<OutboxView, Fault> {
        let event = match request.decision {
            Decision::LookAgain => Event::LookAgain,
            Decision::SendAgain => Event::SendAgain,
            Decision::Drop => Event::Drop,
        };
        self.inner.befall(request.step_id, event).await
    }

    /// Files an intent away. What was not sent of it is taken back; what may have been sent keeps it here.
    pub async fn dismiss(&self, intent: Uuid) -> Result<OutboxView, Fault> {
        let now = self.inner.now();
        let dismissed = self
            .inner
            .transact(move |transaction| rules::dismiss(transaction, intent, now))
            .await?;
        if dismissed {
            self.inner.tell_outbox().await
        } else {
            Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
        }
    }

    /// Shows an intent again that was filed away. What was taken back with it stays so.
    pub async fn show_again(&self, intent: Uuid) -> Result<OutboxView, Fault> {
        self.inner
            .transact(move |transaction| journal::show_again(transaction, intent))
            .await?;
        self.inner.tell_outbox().await
    }
}

impl Inner {
    pub(super) async fn keep_intent(&self, intent: Intent) -> Result<IntentView, Fault> {
        self.journal(move |transaction| journal::add(transaction, &intent))
            .await
    }

    /// Makes an intent durable, says so, and wakes the runner.
    async fn journal(
        &self,
        add: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<Intent, crate::database::DatabaseError>
        + Send
        + 'static,
    ) -> Result<IntentView, Fault> {
        let intent = self.transact(add).await?;
        self.session.ring();
        self.news.of_the_outbox();
        self.intent_view(intent).await
    }

    /// Lets the user's word befall a step.
    async fn befall(&self, step: Uuid, event: Event) -> Result<OutboxView, Fault> {
        let now = self.now();
        let changed = self
            .transact(move |transaction| rules::say(transaction, step, event, now))
            .await?;
        if !changed {
            return Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore));
        }
        self.session.ring();
        self.tell_outbox().await
    }

    pub(super) async fn outbox(&self) -> Result<OutboxView, Fault> {
        let (kept, waiting, more) = self
            .read(|transaction| {
                let profiles = profiles::all(transaction)?;
                let waiting = order::waiting(&journal::unsettled(transaction)?);
                let (unseen, more) = journal::unseen(transaction)?;
                let mut kept = Vec::new();
                for intent in unseen {
                    let place = profiles.iter().find(|known| known.id == intent.profile_id);
                    let link = match (&intent.payment_link_id, place) {
                        (Some(id), Some(profile)) => links::get(transaction, profile.id, id)?
                            .map(|link| kept_links::view(&link, profile.id, profile.place)),
                        _ => None,
                    };
                    kept.push((intent, link));
                }
                Ok((kept, waiting, more))
            })
            .await?;
        let intents = kept
            .into_iter()
            .map(|(intent, link)| view_of(&intent, link, &waiting))
            .collect();
        Ok(OutboxView { intents, more })
    }

    pub(super) async fn intent_view(&self, intent: Intent) -> Result<IntentView, Fault> {
        let link = match &intent.payment_link_id {
            Some(id) => {
                let profile = self.profile(intent.profile_id).await?;
                self.link(&profile, id).await.ok()
            }
            None => None,
        };
        let unsettled = self.read(journal::unsettled).await?;
        Ok(view_of(&intent, link, &order::waiting(&unsettled)))
    }
}

/// An intent as it is shown; `waiting` are all requests that wait for another.
pub fn view_of(intent: &Intent, link: Option<LinkView>, waiting: &BTreeSet<Uuid>) -> IntentView {
    let step_view = |request: &Request| step_view(intent, request, waiting.contains(&request.id));
    let create = intent.create().map(step_view);
    let change = intent.update().map(step_view);
    let deactivate = intent.deactivation().map(step_view);
    let emails: Vec<_> = intent.emails().map(step_view).collect();
    let openings = [&create, &change, &deactivate];
    let state = (openings.into_iter().flatten())
        .chain(&emails)
        .map(|step| step.state)
        .max()
        .expect("an intent has at least one step");
    IntentView {
        id: intent.id,
        request_id: intent.request_id,
        profile_id: intent.profile_id,
        kind: intent.kind,
        amount: intent.summary.amount,
        currency: intent.summary.currency.clone(),
        description: intent.summary.description.clone(),
        reference: intent.summary.reference.clone(),
        state,
        link,
        create,
        change,
        changed: intent.summary.changed.clone(),
        deactivate,
        emails,
        recovered: intent.recovered,
        created_at: intent.created_at.to_string(),
    }
}

fn step_view(intent: &Intent, request: &Request, waits: bool) -> StepView {
    let step = &request.step;
    StepView {
        id: request.id,
        recipient: request.recipient.as_ref().map(|to| ShareRecipient {
            name: to.name.clone(),
            email: to.email.clone(),
        }),
        state: match step.state {
            State::Ready | State::Held if intent.is_off() => StepState::TakenBack,
            State::Ready if waits || step.fault.is_some() => StepState::Waiting,
            State::Ready | State::Sending => StepState::Sending,
            State::Held => StepState::Held,
            State::Unknown => StepState::Checking,
            State::Done => StepState::Done,
            State::Refused => StepState::Refused,
            State::NeedsDecision => StepState::NeedsDecision,
            State::TakenBack => StepState::TakenBack,
            State::Dropped => StepState::Dropped,
        },
        fault: step.fault.clone(),
        sent_at: step.first_sent_at.map(|moment| moment.to_string()),
        next_try_at: step.not_before.map(|moment| moment.to_string()),
        can_take_back: step.can_take_back(),
        can_retry: step.can_retry(),
    }
}

/// What the next link starts from: what this one was made with.
fn defaults_from(form: &CreatePaymentLink, today: Date, before: &LinkDefaults) -> LinkDefaults {
    let days = form
        .expires_on
        .as_deref()
        .and_then(|text| text.trim().parse::<Date>().ok())
        .and_then(|day| {
            u16::try_from(
                today
                    .until(day)
                    .map(|span| span.get_days())
                    .unwrap_or_default(),
            )
            .ok()
        });
    LinkDefaults {
        link_type: form.link_type,
        auth_type: form.auth_type,
        payment_methods: form.payment_methods.clone(),
        expires_in_days: days.unwrap_or(before.expires_in_days),
        button_label: form.button_label.trim().to_owned(),
        copy_to_me: form.copy_to_me,
    }
}
