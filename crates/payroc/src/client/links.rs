//! The calls about payment links.

use futures_util::Stream;
use url::Url;

use super::Client;
use crate::body::RequestBody;
use crate::error::{Effect, Error};
use crate::idempotency::IdempotencyKey;
use crate::ids::{PaymentLinkId, ProcessingTerminalId};
use crate::links::{LinkStatus, PaymentLink, PaymentLinkFilter};
use crate::page::{self, Limits, Page, WalkError};
use crate::transport::{Asks, Call};

impl Client {
    /// Makes a payment link (Payroc API: Create payment link). The same key and bytes give the same link.
    ///
    /// Whether the link told is the one that was asked for (its amount, currency, reference, last day) is not
    /// judged here: the bytes are the caller's, and so is the comparison.
    ///
    /// # Errors
    /// [`Error`]; its effect says whether there may be a link all the same.
    pub async fn create_payment_link(
        &self,
        terminal: &ProcessingTerminalId,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> Result<PaymentLink, Error> {
        let call = Call {
            operation: "createPaymentLink",
            url: self.links_of(terminal),
            asks: Asks::Act { key, body },
        };
        self.transport
            .run(&call)
            .await?
            .decode(|body| serde_json::from_slice(body))
    }

    /// Reads one payment link (Payroc API: Retrieve payment link).
    ///
    /// # Errors
    /// [`Error`], never with an effect. An answer about another link is one that could not be read.
    pub async fn retrieve_payment_link(&self, link: &PaymentLinkId) -> Result<PaymentLink, Error> {
        let call = Call {
            operation: "retrievePaymentLink",
            url: self.link(&[link.as_str()]),
            asks: Asks::Read,
        };
        self.transport
            .run(&call)
            .await?
            .decode_own(|told: &PaymentLink| told.payment_link_id == *link)
    }

    /// Changes a payment link (Payroc API: Update payment link); the body is a [`LinkPatch`](crate::LinkPatch).
    /// The same key and bytes change it once.
    ///
    /// Any change gives a single-use link a new address, and its old one can no longer be paid. Whether the
    /// link told holds the change, [`LinkPatch::is_in`](crate::LinkPatch::is_in) says.
    ///
    /// # Errors
    /// [`Error`]; its effect says whether the link may have changed all the same. Which status a failed `test`
    /// gets is not documented. An answer about another link is one that could not be read.
    pub async fn update_payment_link(
        &self,
        link: &PaymentLinkId,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> Result<PaymentLink, Error> {
        let call = Call {
            operation: "updatePaymentLink",
            url: self.link(&[link.as_str()]),
            asks: Asks::Change { key, body },
        };
        self.transport
            .run(&call)
            .await?
            .decode_own(|told: &PaymentLink| told.payment_link_id == *link)
    }

    /// Deactivates a payment link, for ever (Payroc API: Deactivate payment link). Takes no key and no body.
    ///
    /// It is repeated like a read: a link deactivated twice is a link deactivated. What a repeat could do is
    /// mislead, because a round whose answer was lost may have deactivated the link, and the next one is then
    /// told of a conflict. So a conflict in a later round is read against the link itself: if that is
    /// deactivated, the call has done what it was for. A conflict in the first round is told as it is; the
    /// gateway does not document what it says to a link that is deactivated, paid or expired already.
    ///
    /// # Errors
    /// [`Error`]; its effect says whether the link may be deactivated all the same. A success whose link is
    /// another one, or is not deactivated, could not be read: its effect is
    /// [`Effect::Done`](crate::Effect::Done), and the truth is to be fetched.
    pub async fn deactivate_payment_link(
        &self,
        link: &PaymentLinkId,
    ) -> Result<PaymentLink, Error> {
        let call = Call {
            operation: "deactivatePaymentLink",
            url: self.link(&[link.as_str(), "deactivate"]),
            asks: Asks::Settle,
        };
        let is_off = |told: &PaymentLink| told.status == LinkStatus::Deactivated;
        match self.transport.run(&call).await {
            Ok(answer) => answer
                .decode_own(|told: &PaymentLink| told.payment_link_id == *link && is_off(told)),
            Err(error) if error.status() == Some(409) && error.effect() == Effect::Unknown => {
                let found = self.retrieve_payment_link(link).await;
                found.ok().filter(is_off).ok_or(error)
            }
            Err(error) => Err(error),
        }
    }

    /// Reads one page of a terminal's payment links (Payroc API: List payment links). Links that cannot be
    /// read are left out, and counted in [`Page::count`].
    ///
    /// # Errors
    /// [`Error`], never with an effect.
    pub async fn list_payment_links(
        &self,
        terminal: &ProcessingTerminalId,
        filter: &PaymentLinkFilter,
    ) -> Result<Page<PaymentLink>, Error> {
        let mut url = self.links_of(terminal);
        filter.apply(&mut url);
        let call = Call {
            operation: "listPaymentLinks",
            url,
            asks: Asks::Read,
        };
        let hosts = &self.transport.hosts;
        self.transport
            .run(&call)
            .await?
            .decode(|body| Page::read(body, hosts))
    }

    /// Reads a terminal's payment links page after page, as they are asked for. An error is the last thing
    /// given; a list that ends without one is whole. The filter says how many are on a page: 100 makes the
    /// fewest requests.
    ///
    /// # Errors
    /// [`WalkError::Call`] if a page could not be had, [`WalkError::NotWhole`] if the list ended early.
    pub fn payment_links(
        &self,
        terminal: &ProcessingTerminalId,
        filter: &PaymentLinkFilter,
        limits: Limits,
    ) -> impl Stream<Item = Result<PaymentLink, WalkError>> + Send + use<> {
        let (client, terminal, filter) = (self.clone(), terminal.clone(), filter.clone());
        page::walk(filter.cursor.clone(), limits, move |cursor| {
            let (client, terminal) = (client.clone(), terminal.clone());
            let filter = PaymentLinkFilter {
                cursor,
                ..filter.clone()
            };
            async move { client.list_payment_links(&terminal, &filter).await }
        })
    }

    fn links_of(&self, terminal: &ProcessingTerminalId) -> Url {
        let segments = ["processing-terminals", terminal.as_str(), "payment-links"];
        self.transport.hosts.resource(&segments)
    }

    fn link(&self, segments: &[&str]) -> Url {
        self.transport
            .hosts
            .resource(&[&["payment-links"], segments].concat())
    }
}
