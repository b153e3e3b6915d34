//! Links and people: what is known here.

use uuid::Uuid;

use super::listing::{no_link, no_profile};
use super::{Desk, Inner};
use crate::database::links::{self, KeptLink};
use crate::database::profiles;
use crate::fault::Fault;
use crate::links as kept_links;
use crate::profile::Profile;
use crate::view::{LinkView, LinksState, PersonView};

/// The links put by for a start without the database.
const RECENT: u32 = 20;

impl Desk {
    /// Reads the gateway's list of the profile in use to its end and merges what it says. Whether it could be read, and
    /// why not, is told by what is given: everything else is as this computer remembers it.
    pub async fn refresh_links(&self) -> Result<LinksState, Fault> {
        let profile = self.inner.active_profile().await?;
        self.inner.gather(&profile).await;
        self.inner.announce_links(&profile).await;
        self.inner.links_state(&profile).await
    }

    pub async fn list_people(&self) -> Result<Vec<PersonView>, Fault> {
        let profile = self.inner.active_profile().await?.id;
        self.inner
            .read(move |transaction| profiles::people(transaction, profile))
            .await
    }

    /// A link of the profile in use, as this computer remembers it.
    pub async fn link(&self, payment_link_id: &str) -> Result<LinkView, Fault> {
        if self.inner.database.is_ok() {
            let profile = self.inner.active_profile().await?;
            return self.inner.link(&profile, payment_link_id).await;
        }
        let shelf = &self.inner.outside.shelf;
        let profile = shelf.active_profile().ok_or_else(no_profile)?;
        let recent = shelf.recent_links(profile);
        recent
            .into_iter()
            .find(|link| link.payment_link_id == payment_link_id)
            .ok_or_else(no_link)
    }
}

impl Inner {
    pub(super) async fn link(&self, profile: &Profile, id: &str) -> Result<LinkView, Fault> {
        let kept = self.kept_link(profile.id, id).await?;
        Ok(kept_links::view(&kept, profile.id, profile.place))
    }

    /// A link of a profile, as this computer knows it.
    pub(super) async fn kept_link(&self, profile: Uuid, id: &str) -> Result<KeptLink, Fault> {
        let id = id.to_owned();
        self.read(move |transaction| links::get(transaction, profile, &id))
            .await?
            .ok_or_else(no_link)
    }

    /// Says that links of a profile changed, if it is the one in use, and puts the recent ones by.
    pub(super) async fn announce_links(&self, profile: &Profile) {
        let told = async {
            self.shelve(profile).await?;
            self.links_state(profile).await
        };
        let active = self.outside.shelf.active_profile();
        match told.await {
            Ok(state) if active.is_none_or(|active| active == profile.id) => {
                self.outside.announce.links_state_changed(state);
            }
            Ok(_) => {}
            Err(fault) => tracing::warn!(%fault, "how the links stand could not be told"),
        }
    }

    async fn shelve(&self, profile: &Profile) -> Result<(), Fault> {
        let (id, place) = (profile.id, profile.place);
        let recent = self
            .read(move |transaction| links::recent(transaction, id, RECENT))
            .await?;
        let recent = recent.iter().map(|kept| kept_links::view(kept, id, place));
        let recent: Vec<LinkView> = recent.collect();
        let shelf = &self.outside.shelf;
        // While a long list is read, the recent ones are mostly as they were.
        if shelf.recent_links(id) != recent {
            shelf.keep_recent_links(id, &recent);
        }
        Ok(())
    }
}
