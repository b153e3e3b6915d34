//! Sending one request, and looking up what became of one: the only effects of the outbox.
//!
//! A link that is about to be changed is read just before, and so is one that is about to be reminded of: what it is
//! by then may be a reason not to send. Each gives a [`Reply`] and changes nothing; what follows from it is for
//! [`rules`](super::rules) to say.

use std::future::Future;

use jiff::Timestamp;
use payroc::{
    Error, IdempotencyKey, LinkStatus, PAGE_MAX, Page, PaymentLink, PaymentLinkFilter,
    PaymentLinkId, RequestBody, SharingEvent, SharingEventFilter,
};

use super::judge::{self, Standing, Wanted};
use super::step::{Event, Verdict};
use super::{Operation, Request};
use crate::fault::{Fault, FaultCode, FaultEffect};
use crate::gateway_fault::{self, About};
use crate::view::Place;

/// The most pages that are read in search of one thing.
pub const PAGES_MAX: usize = 20;

/// The calls that the outbox makes, for one terminal.
pub trait Gateway: Send + Sync {
    fn create_payment_link(
        &self,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> impl Future<Output = Result<PaymentLink, Error>> + Send;

    fn share_payment_link(
        &self,
        link: &PaymentLinkId,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> impl Future<Output = Result<SharingEvent, Error>> + Send;

    fn update_payment_link(
        &self,
        link: &PaymentLinkId,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> impl Future<Output = Result<PaymentLink, Error>> + Send;

    fn deactivate_payment_link(
        &self,
        link: &PaymentLinkId,
    ) -> impl Future<Output = Result<PaymentLink, Error>> + Send;

    fn retrieve_payment_link(
        &self,
        link: &PaymentLinkId,
    ) -> impl Future<Output = Result<PaymentLink, Error>> + Send;

    fn list_payment_links(
        &self,
        filter: &PaymentLinkFilter,
    ) -> impl Future<Output = Result<Page<PaymentLink>, Error>> + Send;

    fn list_sharing_events(
        &self,
        link: &PaymentLinkId,
        filter: &SharingEventFilter,
    ) -> impl Future<Output = Result<Page<SharingEvent>, Error>> + Send;
}

/// Where requests of a profile go.
pub struct Counter<G> {
    pub gateway: G,
    pub place: Place,
}

/// What came of sending or looking.
#[derive(Debug)]
pub enum Reply {
    /// The request was answered with a link.
    Created(Box<PaymentLink>),
    /// The request was answered with an email.
    Shared(SharingEvent),
    /// The request was answered with the link as it has become.
    Changed(Box<PaymentLink>),
    /// Nothing was sent, because the link was like this just before.
    NotSent(Box<PaymentLink>),
    /// The request was refused, and this is how the link was then.
    Refused {
        fault: Fault,
        verdict: Verdict,
        link: Box<PaymentLink>,
        /// When it was asked about.
        asked: Timestamp,
    },
    /// The link that was to become something else, as it stands.
    Stands(Box<PaymentLink>),
    /// The whole list was looked through: all that could be the link.
    Links(Vec<PaymentLink>),
    /// The whole list was looked through: all that could be the email.
    Shares(Vec<SharingEvent>),
    Befell(Event),
}

impl Reply {
    /// The link that the request is about, as the gateway has it now.
    pub fn link(&self) -> Option<&PaymentLink> {
        match self {
            Self::Changed(link)
            | Self::NotSent(link)
            | Self::Refused { link, .. }
            | Self::Stands(link) => Some(link),
            Self::Created(_)
            | Self::Shared(_)
            | Self::Links(_)
            | Self::Shares(_)
            | Self::Befell(_) => None,
        }
    }

    /// Whether the gateway said anything at all; nothing where that cannot be told.
    pub fn is_answer(&self) -> Option<bool> {
        let fault = match self {
            Self::Created(_)
            | Self::Shared(_)
            | Self::Changed(_)
            | Self::NotSent(_)
            | Self::Refused { .. }
            | Self::Stands(_)
            | Self::Links(_)
            | Self::Shares(_) => return Some(true),
            Self::Befell(
                Event::DidNotAct { fault, .. }
                | Event::OutcomeUnknown { fault, .. }
                | Event::CouldNotLook { fault, .. },
            ) => fault,
            Self::Befell(_) => return None,
        };
        if fault.code.is_no_connection() {
            return Some(false);
        }
        // Anything else came up on this computer, or lets one only guess.
        let answered = matches!(
            fault.code,
            FaultCode::KeyNotAccepted
                | FaultCode::TerminalNotAccepted
                | FaultCode::Forbidden
                | FaultCode::Refused
                | FaultCode::LinkNotUsable
                | FaultCode::LinkNotFound
                | FaultCode::GatewayTrouble
                | FaultCode::AnswerUnreadable
        );
        answered.then_some(true)
    }
}

impl<G: Gateway> Counter<G> {
    /// Sends the request, with its own key and bytes.
    pub async fn send(
        &self,
        request: &Request,
        link: Option<&PaymentLinkId>,
        now: impl Fn() -> Timestamp,
    ) -> Reply {
        match (request.operation, link) {
            (Operation::Create, _) => {
                let made = self
                    .gateway
                    .create_payment_link(&request.key, &request.body);
                match made.await {
                    Ok(made) => Reply::Created(Box::new(made)),
                    Err(error) => Reply::Befell(self.failed(&error, About::Terminal)),
                }
            }
            (Operation::Share, Some(link)) => {
                if request.only_if_active
                    && let Err(reply) = self.make_sure(link, is_active).await
                {
                    return reply;
                }
                let shared = self
                    .gateway
                    .share_payment_link(link, &request.key, &request.body);
                match shared.await {
                    Ok(event) => Reply::Shared(event),
                    Err(error) => Reply::Befell(self.failed(&error, About::Link)),
                }
            }
            (Operation::Update, Some(link)) => {
                let is_as_before =
                    |link: &_| judge::standing(request, link) == Some(Standing::AsBefore);
                if let Err(reply) = self.make_sure(link, is_as_before).await {
                    return reply;
                }
                let updated = self
                    .gateway
                    .update_payment_link(link, &request.key, &request.body);
                self.changed(link, updated.await, now).await
            }
            (Operation::Deactivate, Some(link)) => {
                let deactivated = self.gateway.deactivate_payment_link(link).await;
                self.changed(link, deactivated, now).await
            }
            (Operation::Share | Operation::Update | Operation::Deactivate, None) => {
                Reply::Befell(no_such_link())
            }
        }
    }

    /// Reads a link just before something about it is sent; gives the reply if nothing is to be sent.
    async fn make_sure(
        &self,
        link: &PaymentLinkId,
        is_right: impl Fn(&PaymentLink) -> bool,
    ) -> Result<(), Reply> {
        match self.gateway.retrieve_payment_link(link).await {
            Ok(found) if is_right(&found) => Ok(()),
            Ok(found) => Err(Reply::NotSent(Box::new(found))),
            Err(error) => {
                let fault = gateway_fault::fault(&error, About::Link, self.place);
                Err(Reply::Befell(Event::DidNotAct {
                    // Only the question was refused: what was to be sent has been judged by nobody.
                    verdict: match gateway_fault::verdict(&fault, &error) {
                        Verdict::Refused => Verdict::RefusedUnjudged,
                        other @ (Verdict::Later { .. }
                        | Verdict::NeedsUser
                        | Verdict::RefusedUnjudged) => other,
                    },
                    fault,
                }))
            }
        }
    }

    /// What came of changing or deactivating a link. Why a change is refused is not documented, nor what meets one
    /// that was made already: the link itself tells.
    async fn changed(
        &self,
        link: &PaymentLinkId,
        outcome: Result<PaymentLink, Error>,
        now: impl Fn() -> Timestamp,
    ) -> Reply {
        let error = match outcome {
            Ok(link) => return Reply::Changed(Box::new(link)),
            Err(error) => error,
        };
        let event = self.failed(&error, About::Link);
        let asked = now();
        if let Event::DidNotAct { fault, verdict } = &event
            && matches!(verdict, Verdict::Refused | Verdict::RefusedUnjudged)
            && let Ok(link) = self.gateway.retrieve_payment_link(link).await
        {
            return Reply::Refused {
                fault: fault.clone(),
                verdict: *verdict,
                link: Box::new(link),
                asked,
            };
        }
        Reply::Befell(event)
    }

    /// Looks for what the request was to make.
    pub async fn look_up(&self, request: &Request, link: Option<&PaymentLinkId>) -> Reply {
        match (request.operation, link) {
            (Operation::Create, _) => self.look_up_link(request).await,
            (Operation::Share, Some(link)) => self.look_up_share(request, link).await,
            (Operation::Update | Operation::Deactivate, Some(link)) => {
                match self.gateway.retrieve_payment_link(link).await {
                    Ok(link) => Reply::Stands(Box::new(link)),
                    Err(error) => Reply::Befell(self.could_not_look(&error, About::Link)),
                }
            }
            (Operation::Share | Operation::Update | Operation::Deactivate, None) => {
                Reply::Befell(Event::Ambiguous)
            }
        }
    }

    async fn look_up_link(&self, request: &Request) -> Reply {
        let Some(wanted) = Wanted::of(&request.body) else {
            return Reply::Befell(Event::Ambiguous);
        };
        let mut filter = PaymentLinkFilter {
            limit: Some(PAGE_MAX),
            merchant_reference: Some(wanted.reference.clone()),
            ..PaymentLinkFilter::default()
        };
        let mut found = Vec::new();
        for _ in 0..PAGES_MAX {
            let page = match self.gateway.list_payment_links(&filter).await {
                Ok(page) => page,
                Err(error) => return Reply::Befell(self.could_not_look(&error, About::Terminal)),
            };
            if !judge::is_whole(&page) {
                return Reply::Befell(unreadable_list());
            }
            found.extend(page.data.into_iter().filter(|link| wanted.is(link)));
            match page.next {
                Some(next) => filter.cursor = Some(next),
                None => return Reply::Links(found),
            }
        }
        Reply::Befell(Event::Ambiguous)
    }

    async fn look_up_share(&self, request: &Request, link: &PaymentLinkId) -> Reply {
        let Some(to) = &request.recipient else {
            return Reply::Befell(Event::Ambiguous);
        };
        let mut filter = SharingEventFilter {
            // How the gateway compares addresses is not documented: all are read and compared here.
            limit: Some(PAGE_MAX),
            ..SharingEventFilter::default()
        };
        let mut found = Vec::new();
        for _ in 0..PAGES_MAX {
            let page = match self.gateway.list_sharing_events(link, &filter).await {
                Ok(page) => page,
                Err(error) => return Reply::Befell(self.could_not_look(&error, About::Link)),
            };
            if !judge::is_whole(&page) {
                return Reply::Befell(unreadable_list());
            }
            let events = page.data.into_iter();
            found.extend(events.filter(|event| judge::is_for(event, &to.email)));
            match page.next {
                Some(next) => filter.cursor = Some(next),
                None => return Reply::Shares(found),
            }
        }
        Reply::Befell(Event::Ambiguous)
    }

    fn failed(&self, error: &Error, about: About) -> Event {
        let fault = gateway_fault::fault(error, about, self.place);
        match fault.effect {
            FaultEffect::None => Event::DidNotAct {
                verdict: gateway_fault::verdict(&fault, error),
                fault,
            },
            // An answer that could not be read says that it was done: looking gives what was made.
            FaultEffect::Unknown | FaultEffect::Done => Event::OutcomeUnknown {
                fault,
                wait: error.retry_after(),
            },
        }
    }

    fn could_not_look(&self, error: &Error, about: About) -> Event {
        let mut fault = gateway_fault::fault(error, about, self.place);
        // The look had no effect; what is looked for still may.
        fault.effect = FaultEffect::Unknown;
        Event::CouldNotLook {
            verdict: gateway_fault::verdict(&fault, error),
            fault,
        }
    }
}

fn is_active(link: &PaymentLink) -> bool {
    link.status == LinkStatus::Active
}

fn unreadable_list() -> Event {
    let fault = Fault {
        effect: FaultEffect::Unknown,
        ..Fault::nothing_done(FaultCode::AnswerUnreadable)
    };
    Event::CouldNotLook {
        fault,
        verdict: Verdict::Refused,
    }
}

fn no_such_link() -> Event {
    Event::DidNotAct {
        fault: Fault::nothing_done(FaultCode::LinkNotFound),
        verdict: Verdict::Refused,
    }
}
