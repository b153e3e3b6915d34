//! The outbox at this desk: its rules are in [`outbox`](crate::outbox), here is what they work with.

use std::time::Duration;

use payroc::{
    Client, Error, IdempotencyKey, Moment, Page, PaymentLink, PaymentLinkFilter, PaymentLinkId,
    ProcessingTerminalId, RequestBody, SharingEvent, SharingEventFilter,
};
use uuid::Uuid;

use super::{Desk, Inner};
use crate::database::profiles;
use crate::fault::Fault;
use crate::outbox::post::{Counter, Gateway};
use crate::outbox::records::{DatabaseError, Records};
use crate::outbox::runner::{self, World};
use crate::outbox::session::Session;

/// How long after the start a large file is looked through.
const EXAMINED_AFTER: Duration = Duration::from_secs(5);

impl Desk {
    /// Carries out the outbox until dropped, and tells the interface what comes of it.
    pub async fn run(&self) {
        tokio::join!(
            runner::run(&*self.inner),
            self.inner.tell(),
            self.inner.examine()
        );
    }

    /// The system says that there may be a connection again: what waits for one is tried at once.
    pub async fn connection_returned(&self) -> Result<(), Fault> {
        let profiles = self.inner.read(profiles::all).await?;
        let ids = profiles.iter().map(|profile| profile.id);
        self.inner.session.hoped(ids);
        self.inner.watching.hope(None);
        Ok(())
    }
}

impl Inner {
    /// Looks through what the start left out, once the window has had the machine to itself.
    async fn examine(&self) {
        let Ok(database) = &self.database else { return };
        if !database.is_unexamined() {
            return;
        }
        tokio::time::sleep(EXAMINED_AFTER).await;
        let before = database.set_aside().len();
        database.examine().await;
        if database.set_aside().len() > before
            && let Err(fault) = self.announce_desk().await
        {
            tracing::warn!(%fault, "what was set aside is not told");
        }
    }
}

impl World for Inner {
    type Gateway = Terminal;

    fn session(&self) -> &Session {
        &self.session
    }

    fn moment(&self) -> Moment {
        self.outside.clock.now()
    }

    async fn sleep(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    async fn transact<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Records) -> Result<T, DatabaseError> + Send + 'static,
    ) -> Result<T, Fault> {
        Inner::transact(self, |transaction| work(transaction)).await
    }

    async fn counter(&self, profile: Uuid) -> Result<Counter<Terminal>, Fault> {
        let profile = self.profile(profile).await?;
        let client = self.client(&profile).await?;
        Ok(Counter {
            gateway: Terminal {
                client,
                id: profile.terminal_id,
            },
            place: profile.place,
        })
    }

    async fn outbox_changed(&self) {
        self.news.of_the_outbox();
    }

    async fn links_changed(&self, profile: Uuid) {
        self.news.of_links(profile);
        self.watching.something_changed();
    }
}

/// A terminal as the client of its profile reaches it.
pub(super) struct Terminal {
    client: Client,
    id: ProcessingTerminalId,
}

impl Gateway for Terminal {
    async fn create_payment_link(
        &self,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> Result<PaymentLink, Error> {
        self.client.create_payment_link(&self.id, key, body).await
    }

    async fn share_payment_link(
        &self,
        link: &PaymentLinkId,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> Result<SharingEvent, Error> {
        self.client.share_payment_link(link, key, body).await
    }

    async fn update_payment_link(
        &self,
        link: &PaymentLinkId,
        key: &IdempotencyKey,
        body: &RequestBody,
    ) -> Result<PaymentLink, Error> {
        self.client.update_payment_link(link, key, body).await
    }

    async fn deactivate_payment_link(&self, link: &PaymentLinkId) -> Result<PaymentLink, Error> {
        self.client.deactivate_payment_link(link).await
    }

    async fn retrieve_payment_link(&self, link: &PaymentLinkId) -> Result<PaymentLink, Error> {
        self.client.retrieve_payment_link(link).await
    }

    async fn list_payment_links(
        &self,
        filter: &PaymentLinkFilter,
    ) -> Result<Page<PaymentLink>, Error> {
        self.client.list_payment_links(&self.id, filter).await
    }

    async fn list_sharing_events(
        &self,
        link: &PaymentLinkId,
        filter: &SharingEventFilter,
    ) -> Result<Page<SharingEvent>, Error> {
        self.client.list_sharing_events(link, filter).await
    }
}
