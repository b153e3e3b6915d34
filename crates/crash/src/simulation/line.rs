//! The line to the gateway, as the client makes it look: what can befall a call, and the failures it then gives.

use std::sync::Arc;

use paylink_core::outbox::Operation;
use paylink_core::outbox::post::Gateway;
use paylink_core::ports::VaultError;
use payroc::testing::FailedCall;
use payroc::{
    Cursor, Error, IdempotencyKey, LinkStatus, Page, PaymentLink, PaymentLinkFilter, PaymentLinkId,
    ProblemType, RequestBody, SharingEvent, SharingEventFilter,
};
use uuid::Uuid;

use super::gateway::{Answer, Message};
use super::planted::Plant;
use super::rules::PATIENCE;
use super::stage::{Key, Stage};

pub struct Line {
    stage: Arc<Stage>,
}

impl Gateway for Line {
    async fn create_payment_link(
        &self,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> Result<PaymentLink, Error> {
        let call = FailedCall::acting("createPaymentLink");
        let key = key.as_uuid();
        let answer = self.act(call, Operation::Create, None, key, body).await?;
        link_in(call, answer)
    }

    async fn share_payment_link(
        &self,
        link: &PaymentLinkId,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> Result<SharingEvent, Error> {
        let call = FailedCall::acting("sharePaymentLink");
        match self
            .act(call, Operation::Share, Some(link), key.as_uuid(), body)
            .await?
        {
            Answer::Event(event) => Ok(event),
            other @ (Answer::Link(_)
            | Answer::Refused(..)
            | Answer::Unreadable
            | Answer::Nothing) => Err(failure(call, &other)),
        }
    }

    async fn update_payment_link(
        &self,
        link: &PaymentLinkId,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> Result<PaymentLink, Error> {
        let call = FailedCall::acting("updatePaymentLink");
        let body = if self.stage.props().plant == Plant::Unguarded {
            without_tests(body)
        } else {
            body.clone()
        };
        let key = key.as_uuid();
        let answer = self
            .act(call, Operation::Update, Some(link), key, &body)
            .await?;
        link_in(call, answer)
    }

    async fn deactivate_payment_link(&self, link: &PaymentLinkId) -> Result<PaymentLink, Error> {
        let call = FailedCall::acting_without_a_key("deactivatePaymentLink");
        let key = self.stage.props().key_of_deactivation(link);
        let nothing = RequestBody::from_bytes(Vec::new());
        let answer = self
            .act(call, Operation::Deactivate, Some(link), key, &nothing)
            .await?;
        let told = link_in(call, answer)?;
        if told.status == LinkStatus::Deactivated {
            Ok(told)
        } else {
            Err(failure(call, &Answer::Unreadable))
        }
    }

    async fn retrieve_payment_link(&self, link: &PaymentLinkId) -> Result<PaymentLink, Error> {
        let call = FailedCall::reading("retrievePaymentLink");
        let until = self.read(call).await?;
        let mut props = self.stage.props();
        let found = props.gateway.link(link.as_str(), until);
        props.note(|| {
            let status = found.as_ref().map(|link| link.status.as_str().to_owned());
            format!("        {link} is read: {status:?}")
        });
        found.ok_or_else(|| call.refused(404, Some(ProblemType::NotFound), None))
    }

    async fn list_payment_links(
        &self,
        filter: &PaymentLinkFilter,
    ) -> Result<Page<PaymentLink>, Error> {
        let until = self.read(FailedCall::reading("listPaymentLinks")).await?;
        let mut props = self.stage.props();
        let reference = filter.merchant_reference.as_ref();
        let reference = reference.map(ToString::to_string).unwrap_or_default();
        let items = props.gateway.links(until, &reference, &props.rules);
        let page = self.page(&props, items, filter.cursor.as_ref(), |link| {
            link.payment_link_id.as_str()
        });
        props.note(|| format!("        the list shows {} links", page.data.len()));
        Ok(page)
    }

    async fn list_sharing_events(
        &self,
        link: &PaymentLinkId,
        filter: &SharingEventFilter,
    ) -> Result<Page<SharingEvent>, Error> {
        let until = self
            .read(FailedCall::reading("listPaymentLinkShareEvents"))
            .await?;
        let mut props = self.stage.props();
        let items = props.gateway.events(until, link.as_str(), &props.rules);
        let page = self.page(&props, items, filter.cursor.as_ref(), |event| {
            event.sharing_event_id.as_str()
        });
        props.note(|| format!("        the list shows {} emails", page.data.len()));
        Ok(page)
    }
}

impl Line {
    pub fn new(stage: &Arc<Stage>) -> Self {
        Self {
            stage: Arc::clone(stage),
        }
    }

    async fn act(
        &self,
        call: FailedCall,
        operation: Operation,
        link: Option<&PaymentLinkId>,
        key: Uuid,
        body: &RequestBody,
    ) -> Result<Answer, Error> {
        let mut message = {
            let mut props = self.stage.props();
            let fate = props.fate();
            Message {
                operation,
                link: link.map(ToString::to_string),
                key,
                body: body.clone(),
                fate,
            }
        };
        {
            let mut props = self.stage.props();
            if props.plant == Plant::NewKeyOnRepeat && props.has_seen(message.key) {
                message.key = props.dice.uuid();
            }
        }
        let mut answer = self.exchange(call, &message, false).await?;
        if matches!(answer, Answer::Nothing) && self.stage.props().plant == Plant::BlindResend {
            message.fate = self.stage.props().fate();
            answer = self.exchange(call, &message, false).await?;
        }
        if matches!(answer, Answer::Refused(401, ..)) {
            // The same bytes once more, with a fresh token.
            message.fate = self.stage.props().fate();
            answer = self.exchange(call, &message, true).await?;
        }
        Ok(answer)
    }

    /// One request and its answer, or silence for as long as the client waits.
    async fn exchange(
        &self,
        call: FailedCall,
        message: &Message,
        is_renewed: bool,
    ) -> Result<Answer, Error> {
        self.stage.point("before a request leaves").await;
        self.sign_in(call).await?;
        let answered = {
            let mut props = self.stage.props();
            let key = &message.key.to_string()[..8];
            props.note(|| format!("    leaves: {:?} under {key}", message.operation));
            props.send(message.clone(), is_renewed)
        };
        self.stage.point("a request is under way").await;
        let answer = tokio::select! {
            biased;
            Ok(answer) = answered => answer,
            () = self.stage.pause(PATIENCE) => Answer::Nothing,
        };
        self.stage.point("an answer has come").await;
        Ok(answer)
    }

    /// No connection, no key, or no token: the request does not leave.
    async fn sign_in(&self, call: FailedCall) -> Result<(), Error> {
        let (online, key, fails) = {
            let mut props = self.stage.props();
            let often = props.trouble.tokens;
            let fails = props.dice.chance(often / 2);
            let status = fails.then(|| props.dice.one_of(&[401, 503, 0]));
            (props.online, props.key, status)
        };
        if !online {
            self.stage.pause(5).await;
            return Err(call.not_sent());
        }
        if key == Key::Locked {
            return Err(call.no_key(VaultError::Locked));
        }
        match fails {
            None => Ok(()),
            Some(0) => Err(call.while_authorizing().no_answer()),
            Some(status) => {
                let kind = (status == 401).then_some(ProblemType::NotAuthorized);
                Err(call.while_authorizing().refused(status, kind, None))
            }
        }
    }

    /// A list is asked for; gives up to when it is true.
    async fn read(&self, call: FailedCall) -> Result<u64, Error> {
        self.stage.point("before a look").await;
        self.sign_in(call).await?;
        let (fails, way) = {
            let mut props = self.stage.props();
            let often = props.trouble.lists;
            let fails = props.dice.chance(often);
            (
                fails.then(|| props.dice.one_of(&[503, 429, 0, 0, 403])),
                props.way(),
            )
        };
        self.stage.pause(way).await;
        let until = {
            let mut props = self.stage.props();
            let lag = props.rules.lag;
            let lag = props.dice.within(0..=lag);
            props.now - lag
        };
        self.stage.pause(way).await;
        self.stage.point("a look has been answered").await;
        match fails {
            None => {
                self.stage.props().looks += 1;
                Ok(until)
            }
            Some(0) => Err(call.no_answer()),
            Some(status) => Err(call.refused(status, None, None)),
        }
    }

    fn page<T>(
        &self,
        props: &super::stage::Props,
        items: Vec<T>,
        cursor: Option<&Cursor>,
        id: impl Fn(&T) -> &str,
    ) -> Page<T> {
        let items = if props.plant == Plant::BlindLook {
            Vec::new()
        } else {
            items
        };
        let size = props.rules.page;
        let behind = match cursor {
            Some(Cursor::After(last)) => items.iter().position(|item| id(item) == last),
            Some(Cursor::Before(_)) | None => None,
        };
        let start = behind.map_or(0, |place| place + 1);
        let all = items.len();
        let data: Vec<T> = items.into_iter().skip(start).take(size).collect();
        let has_more = start + data.len() < all && props.plant != Plant::FirstPageOnly;
        let last = data.last().filter(|_| has_more);
        Page {
            limit: u32::try_from(size).unwrap_or(u32::MAX),
            count: u32::try_from(data.len()).unwrap_or(u32::MAX),
            has_more,
            next: last.map(|item| Cursor::After(id(item).to_owned())),
            previous: None,
            data,
        }
    }
}

/// The link that was answered with.
fn link_in(call: FailedCall, answer: Answer) -> Result<PaymentLink, Error> {
    match answer {
        Answer::Link(link) => Ok(*link),
        other @ (Answer::Event(_) | Answer::Refused(..) | Answer::Unreadable | Answer::Nothing) => {
            Err(failure(call, &other))
        }
    }
}

/// A change that makes sure of nothing.
fn without_tests(body: &RequestBody) -> RequestBody {
    let steps: Vec<serde_json::Value> = serde_json::from_slice(body.as_bytes()).unwrap_or_default();
    let kept = steps.into_iter().filter(|step| step["op"] != "test");
    let kept = serde_json::Value::from_iter(kept);
    RequestBody::from_bytes(kept.to_string().into_bytes())
}

fn failure(call: FailedCall, answer: &Answer) -> Error {
    match answer {
        Answer::Refused(status, kind, wait) => call.refused(*status, kind.clone(), *wait),
        Answer::Nothing => call.no_answer(),
        Answer::Link(_) | Answer::Event(_) | Answer::Unreadable => call.unreadable(201),
    }
}
