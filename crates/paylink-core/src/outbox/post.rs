//! Sending one request, and looking up what became of one: the only effects of the outbox.
//!
//! Each gives a [`Reply`] and changes nothing; what follows from it is the step machine's to say.

use jiff::{SignedDuration, Timestamp};
use payroc::{
    Charge, Client, CreatePaymentLink, LinkType, MerchantReference, OrderId, Page, PaymentLink,
    PaymentLinkFilter, PaymentLinkId, ProcessingTerminalId, SharingEvent, SharingEventFilter,
};

use super::step::{Event, Verdict};
use super::{Operation, Request};
use crate::fault::{Fault, FaultCode, FaultEffect};
use crate::gateway_fault::{self, About};
use crate::view::Place;

/// The most pages that are read in search of one thing.
const PAGES_MAX: usize = 20;
/// Items on a page; the most the contract allows.
const PAGE: u32 = 100;
/// How far the gateway's clock may be behind ours.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_mins(10);

/// Where requests of a profile go.
pub struct Counter {
    pub client: Client,
    pub terminal: ProcessingTerminalId,
    pub place: Place,
}

/// What came of sending or looking.
#[derive(Debug)]
pub enum Reply {
    Created(Box<PaymentLink>),
    /// The gateway made a link, but not the one that was asked for.
    CreatedWrongly(Box<PaymentLink>, Fault),
    Shared(SharingEvent),
    Befell(Event),
}

/// Links and sharing events that are accounted for, and so cannot be what is looked for.
pub struct Accounted(pub Vec<String>);

impl Accounted {
    fn for_id(&self, id: &str) -> bool {
        self.0.iter().any(|known| known == id)
    }
}

impl Counter {
    /// Sends the request, with its own key and bytes.
    pub async fn send(&self, request: &Request, link: Option<&PaymentLinkId>) -> Reply {
        match (request.operation, link) {
            (Operation::Create, _) => {
                match self
                    .client
                    .create_payment_link(&self.terminal, &request.key, &request.body)
                    .await
                {
                    Ok(made) if is_what_was_asked(request, &made) => Reply::Created(Box::new(made)),
                    Ok(made) => Reply::CreatedWrongly(Box::new(made), wrong_answer()),
                    Err(error) => Reply::Befell(self.failed(&error, About::Terminal)),
                }
            }
            (Operation::Share, Some(link)) => {
                match self
                    .client
                    .share_payment_link(link, &request.key, &request.body)
                    .await
                {
                    Ok(event) => Reply::Shared(event),
                    Err(error) => Reply::Befell(self.failed(&error, About::Link)),
                }
            }
            (Operation::Share, None) => Reply::Befell(no_such_link()),
        }
    }

    /// Looks for what the request was to make.
    pub async fn look_up(
        &self,
        request: &Request,
        link: Option<&PaymentLinkId>,
        accounted: &Accounted,
    ) -> Reply {
        match (request.operation, link) {
            (Operation::Create, _) => self.look_up_link(request, accounted).await,
            (Operation::Share, Some(link)) => self.look_up_share(request, link, accounted).await,
            (Operation::Share, None) => Reply::Befell(Event::Ambiguous),
        }
    }

    async fn look_up_link(&self, request: &Request, accounted: &Accounted) -> Reply {
        let Some(wanted) = Wanted::of(request) else {
            return Reply::Befell(Event::Ambiguous);
        };
        let mut filter = PaymentLinkFilter {
            limit: Some(PAGE),
            merchant_reference: Some(wanted.reference.clone()),
            ..PaymentLinkFilter::default()
        };
        let mut found = Vec::new();
        for _ in 0..PAGES_MAX {
            let page = match self
                .client
                .list_payment_links(&self.terminal, &filter)
                .await
            {
                Ok(page) => page,
                Err(error) => return Reply::Befell(self.could_not_look(&error, About::Terminal)),
            };
            if !is_whole(&page) {
                return Reply::Befell(unreadable_list());
            }
            found.extend(page.data.into_iter().filter(|link| {
                wanted.is(link) && !accounted.for_id(link.payment_link_id.as_str())
            }));
            match page.next {
                Some(next) => filter.cursor = Some(next),
                None => return only(found, |link| Reply::Created(Box::new(link))),
            }
        }
        Reply::Befell(Event::Ambiguous)
    }

    async fn look_up_share(
        &self,
        request: &Request,
        link: &PaymentLinkId,
        accounted: &Accounted,
    ) -> Reply {
        let (Some(addressee), Some(sent_at)) = (&request.recipient, request.step.first_sent_at)
        else {
            return Reply::Befell(Event::Ambiguous);
        };
        let mut filter = SharingEventFilter {
            // How the gateway compares addresses is not documented: all are read and compared here.
            limit: Some(PAGE),
            ..SharingEventFilter::default()
        };
        let mut found = Vec::new();
        for _ in 0..PAGES_MAX {
            let page = match self.client.list_sharing_events(link, &filter).await {
                Ok(page) => page,
                Err(error) => return Reply::Befell(self.could_not_look(&error, About::Link)),
            };
            if !is_whole(&page) {
                return Reply::Befell(unreadable_list());
            }
            found.extend(page.data.into_iter().filter(|event| {
                is_for(event, &addressee.email)
                    && is_not_before(event, sent_at)
                    && !accounted.for_id(event.sharing_event_id.as_str())
            }));
            match page.next {
                Some(next) => filter.cursor = Some(next),
                None => return only(found, Reply::Shared),
            }
        }
        Reply::Befell(Event::Ambiguous)
    }

    fn failed(&self, error: &payroc::Error, about: About) -> Event {
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

    fn could_not_look(&self, error: &payroc::Error, about: About) -> Event {
        let mut fault = gateway_fault::fault(error, about, self.place);
        // The look had no effect; what is looked for still may.
        fault.effect = FaultEffect::Unknown;
        Event::CouldNotLook {
            verdict: gateway_fault::verdict(&fault, error),
            fault,
        }
    }
}

/// What identifies the link that a request makes.
struct Wanted {
    link_type: LinkType,
    reference: MerchantReference,
    order_id: Option<OrderId>,
    charge: Charge,
}

impl Wanted {
    fn of(request: &Request) -> Option<Self> {
        Some(
            match serde_json::from_slice(request.body.as_bytes()).ok()? {
                CreatePaymentLink::SingleUse(link) => Self {
                    link_type: LinkType::SingleUse,
                    reference: link.merchant_reference,
                    order_id: Some(link.order.order_id),
                    charge: link.order.charge,
                },
                CreatePaymentLink::MultiUse(link) => Self {
                    link_type: LinkType::MultiUse,
                    reference: link.merchant_reference,
                    order_id: None,
                    charge: link.order.charge,
                },
            },
        )
    }

    fn is(&self, link: &PaymentLink) -> bool {
        link.link_type == self.link_type
            && link.merchant_reference == self.reference
            && link.order.charge == self.charge
            && (self.order_id.is_none() || link.order.order_id == self.order_id)
    }
}

/// Stricter than finding: what the customer will be shown must be what the owner confirmed.
fn is_what_was_asked(request: &Request, made: &PaymentLink) -> bool {
    let asked = serde_json::from_slice(request.body.as_bytes());
    let (auth_type, expires_on) = match &asked {
        Ok(CreatePaymentLink::SingleUse(link)) => (&link.auth_type, Some(link.expires_on)),
        Ok(CreatePaymentLink::MultiUse(link)) => (&link.auth_type, link.expires_on),
        Err(_) => return false,
    };
    made.auth_type == *auth_type
        && made.expires_on == expires_on
        && Wanted::of(request).is_some_and(|wanted| wanted.is(made))
}

fn is_for(event: &SharingEvent, email: &str) -> bool {
    event
        .recipients
        .iter()
        .any(|recipient| recipient.email.eq_ignore_ascii_case(email))
}

/// An event without a readable time may be the one.
fn is_not_before(event: &SharingEvent, sent_at: Timestamp) -> bool {
    event.date_time.is_none_or(|at| at >= sent_at - CLOCK_SLACK)
}

/// What cannot be read of a page, or lies behind it out of reach, may be what is looked for.
fn is_whole<T>(page: &Page<T>) -> bool {
    let read = u32::try_from(page.data.len()).unwrap_or(u32::MAX);
    read >= page.count && (page.next.is_some() || !page.has_more)
}

fn only<T>(mut found: Vec<T>, reply: impl FnOnce(T) -> Reply) -> Reply {
    match (found.pop(), found.is_empty()) {
        (None, _) => Reply::Befell(Event::NotFound),
        (Some(one), true) => reply(one),
        (Some(_), false) => Reply::Befell(Event::Ambiguous),
    }
}

fn wrong_answer() -> Fault {
    Fault {
        effect: FaultEffect::Done,
        ..Fault::nothing_done(FaultCode::AnswerUnreadable)
    }
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
