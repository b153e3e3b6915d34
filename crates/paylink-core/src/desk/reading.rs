//! Links, people and QR codes: what is known here, and what the gateway says.

use payroc::{PaymentLinkFilter, PaymentLinkId, SharingEventFilter};

use super::{Desk, Inner};
use crate::database::{links, profiles};
use crate::fault::{Fault, FaultCode};
use crate::gateway_fault::{self, About};
use crate::links as kept_links;
use crate::profile::Profile;
use crate::view::{LinkView, LinksView, PersonView};

/// The most pages of links that one refresh reads.
const PAGES_MAX: usize = 20;
const PAGE: u32 = 100;
/// The links put by for a start without the database.
const RECENT: usize = 20;

impl Desk {
    /// The links of the profile in use, as this computer remembers them; without the data, the recent ones.
    pub async fn list_links(&self) -> Result<LinksView, Fault> {
        let inner = &self.inner;
        if let (Err(code), Some(profile_id)) =
            (&inner.database, inner.outside.shelf.active_profile())
        {
            let links = inner.outside.shelf.recent_links(profile_id);
            let fault = Some(Fault::nothing_done(*code));
            return Ok(LinksView {
                profile_id,
                links,
                checked_at: None,
                fault,
            });
        }
        let profile = inner.active_profile().await?;
        inner.links(&profile, None).await
    }

    /// Asks the gateway for the links of the profile in use and merges what it says. When it cannot be asked, the view
    /// says why and holds what this computer remembers.
    pub async fn refresh_links(&self) -> Result<LinksView, Fault> {
        let profile = self.inner.active_profile().await?;
        let fetched = self.inner.fetch_links(&profile).await;
        if fetched.is_ok() {
            self.inner.session.answered(profile.id);
        }
        let fault = fetched.err();
        let view = self.inner.links(&profile, fault).await?;
        self.inner.shelve(&view);
        self.inner.outside.announce.links_changed(view.clone());
        Ok(view)
    }

    /// Asks the gateway about one link: how it stands and to whom it was emailed.
    pub async fn check_link(&self, payment_link_id: &str) -> Result<LinkView, Fault> {
        let inner = &self.inner;
        let profile = inner.active_profile().await?;
        // A link of another profile's is none of this one's business.
        inner.link(&profile, payment_link_id).await?;
        let id = PaymentLinkId::new(payment_link_id)
            .map_err(|_| Fault::nothing_done(FaultCode::LinkNotFound))?;
        let client = inner.client(&profile).await?;
        let fault = |error| gateway_fault::fault(&error, About::Link, profile.place);
        let link = client.retrieve_payment_link(&id).await.map_err(fault)?;
        let newest = SharingEventFilter {
            limit: Some(PAGE),
            ..SharingEventFilter::default()
        };
        let events = client
            .list_sharing_events(&id, &newest)
            .await
            .map_err(fault)?;
        let (now, profile_id) = (inner.now(), profile.id);
        inner
            .transact(move |transaction| {
                links::keep(transaction, profile_id, &link, now)?;
                for event in &events.data {
                    links::keep_share(transaction, profile_id, id.as_str(), event, None, now)?;
                }
                Ok(())
            })
            .await?;
        inner.session.answered(profile_id);
        inner.news.of_links(profile_id);
        inner.link(&profile, payment_link_id).await
    }

    pub async fn list_people(&self) -> Result<Vec<PersonView>, Fault> {
        let profile = self.inner.active_profile().await?.id;
        self.inner
            .transact(move |transaction| profiles::people(transaction, profile))
            .await
    }

    /// A link of the profile in use, as this computer remembers it.
    pub async fn link(&self, payment_link_id: &str) -> Result<LinkView, Fault> {
        if self.inner.database.is_ok() {
            let profile = self.inner.active_profile().await?;
            return self.inner.link(&profile, payment_link_id).await;
        }
        let recent = self.list_links().await?.links;
        recent
            .into_iter()
            .find(|link| link.payment_link_id == payment_link_id)
            .ok_or_else(|| Fault::nothing_done(FaultCode::LinkNotFound))
    }
}

impl Inner {
    pub(super) async fn link(&self, profile: &Profile, id: &str) -> Result<LinkView, Fault> {
        let (profile_id, place, id) = (profile.id, profile.place, id.to_owned());
        self.transact(move |transaction| links::get(transaction, profile_id, &id))
            .await?
            .map(|kept| kept_links::view(&kept, profile_id, place))
            .ok_or_else(|| Fault::nothing_done(FaultCode::LinkNotFound))
    }

    async fn links(&self, profile: &Profile, fault: Option<Fault>) -> Result<LinksView, Fault> {
        let (profile_id, place) = (profile.id, profile.place);
        let (kept, checked_at) = self
            .transact(move |transaction| {
                Ok((
                    links::all(transaction, profile_id)?,
                    links::checked_at(transaction, profile_id)?,
                ))
            })
            .await?;
        let links = kept
            .iter()
            .map(|kept| kept_links::view(kept, profile_id, place))
            .collect();
        Ok(LinksView {
            profile_id,
            links,
            checked_at,
            fault,
        })
    }

    async fn fetch_links(&self, profile: &Profile) -> Result<(), Fault> {
        let client = self.client(profile).await?;
        let mut filter = PaymentLinkFilter {
            limit: Some(PAGE),
            ..PaymentLinkFilter::default()
        };
        for _ in 0..PAGES_MAX {
            let page = client
                .list_payment_links(&profile.terminal_id, &filter)
                .await
                .map_err(|error| gateway_fault::fault(&error, About::Terminal, profile.place))?;
            let (now, profile_id) = (self.now(), profile.id);
            self.transact(move |transaction| {
                for link in &page.data {
                    links::keep(transaction, profile_id, link, now)?;
                }
                Ok(())
            })
            .await?;
            match page.next {
                Some(next) => filter.cursor = Some(next),
                None => break,
            }
        }
        let (now, profile_id) = (self.now(), profile.id);
        self.transact(move |transaction| links::keep_checked_at(transaction, profile_id, now))
            .await
    }

    /// Says that links of a profile changed, if it is the one in use.
    pub(super) async fn announce_links(&self, profile: &Profile) {
        match self.links(profile, None).await {
            Ok(view) => {
                self.shelve(&view);
                if self
                    .outside
                    .shelf
                    .active_profile()
                    .is_none_or(|active| active == profile.id)
                {
                    self.outside.announce.links_changed(view);
                }
            }
            Err(fault) => tracing::warn!(%fault, "the links could not be read for the interface"),
        }
    }

    fn shelve(&self, view: &LinksView) {
        let recent = &view.links[..view.links.len().min(RECENT)];
        self.outside
            .shelf
            .keep_recent_links(view.profile_id, recent);
    }
}
