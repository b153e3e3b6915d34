//! The calls about sharing events.

use futures_util::Stream;

use super::Client;
use crate::body::RequestBody;
use crate::error::Error;
use crate::idempotency::IdempotencyKey;
use crate::ids::PaymentLinkId;
use crate::page::{self, Limits, Page, WalkError};
use crate::sharing::{SharingEvent, SharingEventFilter};
use crate::transport::{Asks, Call};

impl Client {
    /// Emails a payment link (Payroc API: Share payment link). The same key and bytes give one email.
    ///
    /// # Errors
    /// [`Error`]; its effect says whether there may be an email all the same.
    pub async fn share_payment_link(
        &self,
        link: &PaymentLinkId,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> Result<SharingEvent, Error> {
        let url = self.shares_of(link);
        let call = Call {
            operation: "sharePaymentLink",
            url,
            asks: Asks::Act { key, body },
        };
        self.transport
            .run(&call)
            .await?
            .decode(|body| serde_json::from_slice(body))
    }

    /// Reads one page of a link's sharing events (Payroc API: List sharing events). Events that cannot be
    /// read are left out, and counted in [`Page::count`].
    ///
    /// # Errors
    /// [`Error`], never with an effect.
    pub async fn list_sharing_events(
        &self,
        link: &PaymentLinkId,
        filter: &SharingEventFilter,
    ) -> Result<Page<SharingEvent>, Error> {
        let mut url = self.shares_of(link);
        filter.apply(&mut url);
        let call = Call {
            operation: "listPaymentLinkShareEvents",
            url,
            asks: Asks::Read,
        };
        let hosts = &self.transport.hosts;
        self.transport
            .run(&call)
            .await?
            .decode(|body| Page::read(body, hosts))
    }

    /// Reads a link's sharing events page after page, as they are asked for. An error is the last thing given;
    /// a list that ends without one is whole.
    ///
    /// # Errors
    /// [`WalkError::Call`] if a page could not be had, [`WalkError::NotWhole`] if the list ended early.
    pub fn sharing_events(
        &self,
        link: &PaymentLinkId,
        filter: &SharingEventFilter,
        limits: Limits,
    ) -> impl Stream<Item = Result<SharingEvent, WalkError>> + Send + use<> {
        let (client, link, filter) = (self.clone(), link.clone(), filter.clone());
        page::walk(filter.cursor.clone(), limits, move |cursor| {
            let (client, link) = (client.clone(), link.clone());
            let filter = SharingEventFilter {
                cursor,
                ..filter.clone()
            };
            async move { client.list_sharing_events(&link, &filter).await }
        })
    }

    fn shares_of(&self, link: &PaymentLinkId) -> url::Url {
        self.transport
            .hosts
            .resource(&["payment-links", link.as_str(), "sharing-events"])
    }
}
