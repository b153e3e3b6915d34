//! What happened to a link, what was paid through it, and whether there is one like it.

use futures_util::TryStreamExt;
use payroc::{
    Client, Limits, PAGE_MAX, PaymentHistory, PaymentLinkId, SharingEvent, SharingEventFilter,
    WalkError,
};
use uuid::Uuid;

use super::watching::note_news;
use super::{Desk, Inner};
use crate::database::{events, links, payments};
use crate::fault::{Fault, FaultCode};
use crate::gateway_fault::{self, About};
use crate::letter::Letter;
use crate::links as kept_links;
use crate::payments as paid;
use crate::profile::Profile;
use crate::timeline::{self, Happened};
use crate::view::{AlikeView, FindAlike, HandOver, LinkDetails, LinkView, MailLink, PaymentsView};

/// The most that is shown of a link, so that a message to the interface stays small.
const ENTRIES_MAX: usize = 200;
const PAYMENTS_MAX: usize = 100;
const PEOPLE_MAX: usize = 100;
/// The most that is read of a link from the gateway at once, of each list.
const READ: Limits = Limits {
    pages: 20,
    items: 2_000,
};
/// How many links like the one that is about to be made are told of.
const ALIKE_MAX: usize = 3;

impl Desk {
    /// Everything about a link of the profile in use, as this computer remembers it.
    ///
    /// # Errors
    /// `LinkNotFound` if this computer knows no such link, `NoProfile`, `DiskTrouble`.
    pub async fn link_details(&self, payment_link_id: &str) -> Result<LinkDetails, Fault> {
        if self.inner.database.is_err() {
            return Ok(without_the_data(self.link(payment_link_id).await?));
        }
        let profile = self.inner.active_profile().await?;
        self.inner.details(&profile, payment_link_id).await
    }

    /// Asks the gateway about a link: how it stands, to whom it was emailed, and what was paid. Each of the three is
    /// kept as far as it could be had. Why the payments could not be is told with them.
    ///
    /// # Errors
    /// Why the link itself could not be asked about: `LinkNotFound` if the gateway does not know it, `Offline` and
    /// the other reasons. What this computer remembers can be had by [`link_details`](Self::link_details) all the same.
    pub async fn check_link_details(&self, payment_link_id: &str) -> Result<LinkDetails, Fault> {
        let inner = &self.inner;
        let profile = inner.active_profile().await?;
        // A link of another profile's is none of this one's business.
        inner.link(&profile, payment_link_id).await?;
        let id = PaymentLinkId::new(payment_link_id)
            .map_err(|_| Fault::nothing_done(FaultCode::LinkNotFound))?;
        let client = match inner.client(&profile).await {
            Ok(client) => client,
            Err(fault) => {
                inner
                    .keep_payments(&profile, &id, Err(fault.clone()))
                    .await?;
                return Err(fault);
            }
        };
        let asked = inner.now();
        let (link, shares, history) = tokio::join!(
            client.retrieve_payment_link(&id),
            sharing_events(&client, &id),
            client.payment_history(&profile.terminal_id, &id, READ),
        );
        let fault =
            |error: payroc::Error, about| gateway_fault::fault(&error, about, profile.place);
        let history = history.map_err(|error| fault(error, About::Terminal));
        inner.keep_payments(&profile, &id, history).await?;
        let shares = shares.unwrap_or_else(|error| {
            // The link below will say the same, or the next look will have them.
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the emails about a link could not be had"
            );
            Vec::new()
        });
        let link = link.map_err(|error| fault(error, About::Link));
        let (now, profile_id) = (inner.now(), profile.id);
        let kept = link.clone();
        inner
            .transact(move |transaction| {
                if let Ok(link) = &kept {
                    links::keep(transaction, profile_id, link, asked, now)?;
                }
                for event in &shares {
                    links::keep_share(transaction, profile_id, id.as_str(), event, None, now)?;
                }
                Ok(())
            })
            .await?;
        inner.news.of_links(profile_id);
        link?;
        inner.session.answered(profile_id);
        inner.details(&profile, payment_link_id).await
    }

    /// Notes that links left this computer. Those that are not known here are passed over.
    ///
    /// # Errors
    /// `DiskTrouble`, or why there are no data.
    pub async fn handed_over(
        &self,
        profile: Uuid,
        payment_link_ids: &[String],
        how: HandOver,
    ) -> Result<(), Fault> {
        let (now, ids) = (self.inner.now(), payment_link_ids.to_vec());
        self.inner
            .transact(move |transaction| {
                for id in &ids {
                    if links::kept_at(transaction, profile, id)?.is_some() {
                        events::hand_over(transaction, profile, id, how, now)?;
                    }
                }
                Ok(())
            })
            .await
    }

    /// A letter about a link for the user's own mail program.
    ///
    /// # Errors
    /// `LinkNotFound`, `LinkNotUsable` if it can be paid no more, `CheckFields` at a person whose address is none.
    pub async fn letter(&self, form: &MailLink) -> Result<Letter, Fault> {
        let profile = self.inner.profile(form.profile_id).await?;
        let link = self.inner.link(&profile, &form.payment_link_id).await?;
        if link.share_blocked.is_some() {
            return Err(Fault::nothing_done(FaultCode::LinkNotUsable));
        }
        Letter::write(form, &link.url)
    }

    /// Open links of a profile over the same amount that one of these people was emailed: at most three, newest first.
    /// Addresses are compared whatever their case.
    pub async fn find_alike(&self, find: FindAlike) -> Result<Vec<AlikeView>, Fault> {
        let (Some(amount), false) = (find.amount, find.emails.is_empty()) else {
            return Ok(Vec::new());
        };
        let profile = self.inner.profile(find.profile_id).await?;
        let (now, today, place) = (self.inner.now(), self.inner.today(), profile.place);
        self.inner
            .read(move |transaction| {
                let wanted = links::Alike {
                    amount,
                    currency: &find.currency,
                    emails: &find.emails,
                    today,
                };
                let found = links::alike(transaction, profile.id, &wanted, ALIKE_MAX)?;
                let alike = found.into_iter().map(|(kept, share)| AlikeView {
                    row: kept_links::row(&kept_links::view(&kept, profile.id, place), now),
                    share,
                });
                Ok(alike.collect())
            })
            .await
    }
}

impl Inner {
    async fn details(&self, profile: &Profile, id: &str) -> Result<LinkDetails, Fault> {
        let (profile_id, place, id) = (profile.id, profile.place, id.to_owned());
        self.read(move |transaction| {
            let Some(kept) = links::get(transaction, profile_id, &id)? else {
                return Ok(None);
            };
            let emails = events::emails(transaction, profile_id, &id)?;
            let events_here = events::of_link(transaction, profile_id, &id)?;
            let replaced = events::address_replaced(transaction, profile_id, &id)?;
            let payments = payments::of_link(transaction, profile_id, &id)?;
            let mut link = kept_links::view(&kept, profile_id, place);
            let mut timeline = timeline::merge(&Happened {
                link: &link,
                emails: &emails,
                events: &events_here,
                payments: &payments.payments,
            });
            let earlier = cut(&mut timeline, ENTRIES_MAX);
            let since = timeline::address_since(&link, &events_here, replaced);
            let mut holders = timeline::holders(&emails, since);
            holders.truncate(PEOPLE_MAX);
            link.shares.truncate(PEOPLE_MAX);
            let change_blocked = kept_links::change_blocked(link.status);
            Ok(Some(LinkDetails {
                values: kept_links::values(&kept.link),
                can_change: kept_links::can_change(&kept.link),
                change_blocked,
                timeline,
                earlier,
                payments: payments_view(payments),
                holders,
                handed_over: timeline::handed_over(&events_here, since),
                link,
            }))
        })
        .await?
        .ok_or_else(|| Fault::nothing_done(FaultCode::LinkNotFound))
    }

    async fn keep_payments(
        &self,
        profile: &Profile,
        id: &PaymentLinkId,
        history: Result<PaymentHistory, Fault>,
    ) -> Result<(), Fault> {
        let (profile_id, id, now) = (profile.id, id.to_string(), self.now());
        self.transact(move |transaction| match history {
            Ok(history) => {
                let (list, whole) = (paid::of(&history), history.not_whole.is_empty());
                payments::keep(transaction, profile_id, &id, &list, whole, now)?;
                note_news(transaction, profile_id, &id, &list, now)
            }
            Err(fault) => payments::keep_fault(transaction, profile_id, &id, &fault),
        })
        .await
    }
}

/// All emails about a link that can be had.
async fn sharing_events(
    client: &Client,
    id: &PaymentLinkId,
) -> Result<Vec<SharingEvent>, payroc::Error> {
    let filter = SharingEventFilter {
        limit: Some(PAGE_MAX),
        ..SharingEventFilter::default()
    };
    let mut list = std::pin::pin!(client.sharing_events(id, &filter, READ));
    let mut events = Vec::new();
    loop {
        match list.try_next().await {
            Ok(Some(event)) => events.push(event),
            Ok(None) | Err(WalkError::NotWhole(_)) => return Ok(events),
            Err(WalkError::Call(error)) => return Err(error),
        }
    }
}

fn payments_view(kept: payments::KeptPayments) -> PaymentsView {
    let totals = paid::totals(&kept.payments);
    let mut list: Vec<_> = kept.payments.iter().map(paid::Payment::view).collect();
    let more = cut(&mut list, PAYMENTS_MAX);
    PaymentsView {
        payments: list,
        more,
        totals,
        whole: kept.whole,
        checked_at: kept.checked_at,
        fault: kept.fault,
    }
}

/// Without the data there is only what the link itself says.
fn without_the_data(link: LinkView) -> LinkDetails {
    LinkDetails {
        values: kept_links::values_of(&link),
        can_change: Vec::new(),
        change_blocked: kept_links::change_blocked(link.status),
        timeline: timeline::merge(&Happened {
            link: &link,
            emails: &[],
            events: &[],
            payments: &[],
        }),
        earlier: 0,
        payments: payments_view(payments::KeptPayments::default()),
        holders: link.shares.clone(),
        handed_over: 0,
        link,
    }
}

/// Shortens a list; gives how many were left out.
fn cut<T>(list: &mut Vec<T>, most: usize) -> u32 {
    let out = list.len().saturating_sub(most);
    list.truncate(most);
    u32::try_from(out).unwrap_or(u32::MAX)
}
