//! The list of links: finding, and how it stands to the gateway's.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use uuid::Uuid;

use super::{Desk, Inner, lock};
use crate::catalog::{Catalog, plain};
use crate::database::{DatabaseError, links, profiles};
use crate::fault::{Fault, FaultCode};
use crate::links as kept_links;
use crate::profile::Profile;
use crate::view::{FindLinks, LinkRow, LinksPage, LinksState};

mod exporting;
mod gathering;

pub use exporting::Export;
use gathering::Gathering;

/// The most rows that are given at once.
const ROWS_MAX: u16 = 100;

/// What is known about lists while Paylink runs.
pub(super) struct Listing {
    catalog: Arc<Mutex<Catalog>>,
    /// How reading the gateway's list goes, for each profile.
    gatherings: Mutex<BTreeMap<Uuid, Arc<Gathering>>>,
}

impl Listing {
    pub(super) fn new(catalog: Catalog) -> Self {
        Self {
            catalog: Arc::new(Mutex::new(catalog)),
            gatherings: Mutex::default(),
        }
    }

    /// Why the last look at the gateway's list failed, if it did.
    pub(super) fn last_fault(&self, profile: Uuid) -> Option<Fault> {
        self.gathering(profile).told().fault
    }

    fn gathering(&self, profile: Uuid) -> Arc<Gathering> {
        Arc::clone(lock(&self.gatherings).entry(profile).or_default())
    }
}

impl Desk {
    /// A part of the links that are as asked, and what all of them come to. Without the data, of the recent ones.
    pub async fn find_links(&self, mut find: FindLinks) -> Result<LinksPage, Fault> {
        find.limit = find.limit.min(ROWS_MAX);
        let inner = &self.inner;
        let now = inner.now();
        if inner.database.is_err() {
            return Ok(inner.find_recent(&find));
        }
        let catalog = Arc::clone(&inner.listing.catalog);
        let passes = inner.listing.gathering(find.profile_id).told().passes;
        let found = inner.read(move |transaction| {
            let Some(profile) = profiles::get(transaction, find.profile_id)? else {
                return Ok(None);
            };
            let found = {
                let mut catalog = lock(&catalog);
                catalog.catch_up(transaction)?;
                catalog.find(&find)
            };
            let mut rows: Vec<LinkRow> = Vec::with_capacity(found.rows.len());
            links::outlines_in_rows(transaction, &found.rows, |outline| {
                rows.push(kept_links::row_of(&outline, profile.place, now));
            })?;
            Ok(Some(LinksPage {
                profile_id: profile.id,
                rows,
                offset: find.offset,
                count: found.count,
                totals: found.totals,
                counts: found.counts,
                revision: found.revision.wrapping_add(passes),
            }))
        });
        found.await?.ok_or_else(no_profile)
    }

    /// How the list of the profile in use stands to the gateway's.
    pub async fn links_state(&self) -> Result<LinksState, Fault> {
        let inner = &self.inner;
        match (&inner.database, inner.outside.shelf.active_profile()) {
            (Err(code), Some(profile)) => Ok(inner.recent_state(profile, *code)),
            (Ok(_), _) | (Err(_), None) => {
                let profile = inner.active_profile().await?;
                inner.links_state(&profile).await
            }
        }
    }

    /// The payment addresses of these links, in this order.
    ///
    /// # Errors
    /// `linkNotFound` if one of them is none of this profile's; then none is given.
    pub async fn addresses(&self, profile: Uuid, ids: &[String]) -> Result<Vec<String>, Fault> {
        let ids = ids.to_vec();
        let inner = &self.inner;
        if inner.database.is_err() {
            let recent = inner.outside.shelf.recent_links(profile);
            let address = |id: &String| {
                let mut recent = recent.iter();
                recent
                    .find(|link| link.payment_link_id == *id)
                    .map(|link| link.url.clone())
            };
            return ids
                .iter()
                .map(address)
                .collect::<Option<_>>()
                .ok_or_else(no_link);
        }
        let addresses = inner.read(move |transaction| {
            let address = |id: &String| {
                let kept = links::get(transaction, profile, id)?;
                Ok(kept.map(|kept| kept.link.assets.payment_url))
            };
            ids.iter()
                .map(address)
                .collect::<Result<Option<Vec<_>>, DatabaseError>>()
        });
        addresses.await?.ok_or_else(no_link)
    }
}

impl Inner {
    pub(super) async fn links_state(&self, profile: &Profile) -> Result<LinksState, Fault> {
        let (id, now) = (profile.id, self.now());
        let catalog = Arc::clone(&self.listing.catalog);
        let ((known, revision), checked_at) = self
            .read(move |transaction| {
                let mut catalog = lock(&catalog);
                catalog.catch_up(transaction)?;
                Ok((catalog.known(id), links::checked_at(transaction, id)?))
            })
            .await?;
        let told = self.listing.gathering(id).told();
        Ok(LinksState {
            profile_id: id,
            known,
            revision: revision.wrapping_add(told.passes),
            checked_at: checked_at.map(|moment| kept_links::not_ahead(&moment, now)),
            reading: told.reading,
            fault: told.fault,
        })
    }

    /// What can be found without the data: among the recent links, as they were last shown.
    fn find_recent(&self, find: &FindLinks) -> LinksPage {
        let recent = self.outside.shelf.recent_links(find.profile_id);
        let found = plain::find(&recent, find);
        let page = found
            .links
            .iter()
            .skip(find.offset as usize)
            .take(usize::from(find.limit));
        LinksPage {
            profile_id: find.profile_id,
            rows: page.map(|link| kept_links::row(link, self.now())).collect(),
            offset: find.offset,
            count: u32::try_from(found.links.len()).unwrap_or(u32::MAX),
            totals: found.totals,
            counts: found.counts,
            revision: 0,
        }
    }

    fn recent_state(&self, profile: Uuid, code: FaultCode) -> LinksState {
        let known = self.outside.shelf.recent_links(profile).len();
        LinksState {
            profile_id: profile,
            known: u32::try_from(known).unwrap_or(u32::MAX),
            revision: 0,
            checked_at: None,
            reading: None,
            fault: Some(Fault::nothing_done(code)),
        }
    }
}

pub(super) fn no_profile() -> Fault {
    Fault::nothing_done(FaultCode::NoProfile)
}

pub(super) fn no_link() -> Fault {
    Fault::nothing_done(FaultCode::LinkNotFound)
}
