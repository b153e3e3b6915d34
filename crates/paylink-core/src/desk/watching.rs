//! Watching for payments, gently: carries out what [`watch`](crate::watch) says, keeps the answers, and tells the user
//! of what was paid.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use payroc::{
    BankTransferPaymentFilter, CardPaymentFilter, Client, CommonPaymentFilter, Error, LinkPayment,
    LinkStatus, LinkType, Moment, PAGE_MAX, PaymentLink, PaymentLinkFilter, PaymentLinkId,
};
use rusqlite::Transaction;
use tokio::sync::Notify;
use uuid::Uuid;

use super::{Desk, Inner, lock};
use crate::database::{DatabaseError, links, paid, profiles};
use crate::fault::{Fault, FaultCode};
use crate::gateway_fault::{self, About};
use crate::payments::Payment;
use crate::profile::Profile;
use crate::view::{DeskView, KeyState, PaidNews, WatchRests, WatchView};
use crate::watch::{self, Active, PaymentList, Question, Setback, Turn, Watch};

/// The longest that nobody looks at the clock while there is something to watch: so much later than it should a
/// computer that slept catches up, and quiet hours end.
const TICK: Duration = Duration::from_secs(60);
/// How far back payments are looked for: a bank transfer takes days to be decided.
const PAYMENTS_SINCE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Clocks differ by so much.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_mins(5);

/// The watch as this run of Paylink knows it.
pub(super) struct Watching {
    watch: Mutex<Watch>,
    /// The links, the preferences or the profiles changed.
    changed: Notify,
    /// Something was paid that nobody has been told of.
    paid: Notify,
}

impl Watching {
    pub(super) fn new(now: Moment) -> Self {
        // Only spreads the questions of many Paylinks over time.
        let (seed, _) = Uuid::new_v4().as_u64_pair();
        Self {
            watch: Mutex::new(Watch::new(seed, now)),
            changed: Notify::new(),
            paid: Notify::new(),
        }
    }

    pub(super) fn something_changed(&self) {
        self.changed.notify_one();
    }

    pub(super) fn something_was_paid(&self) {
        self.paid.notify_one();
    }

    /// The key of a profile, or the connection of all of them, may be back.
    pub(super) fn hope(&self, profile: Option<Uuid>) {
        lock(&self.watch).hope(profile);
        self.something_changed();
    }
}

impl Desk {
    /// Asks about active links until dropped, and tells of those that were paid.
    pub async fn keep_watch(&self) {
        let inner = &self.inner;
        if inner.database.is_ok() {
            tokio::join!(inner.tell_of_payments(), inner.ask_for_payments());
        }
    }

    /// Whether closing the window is to leave Paylink running.
    pub fn keeps_running(&self) -> bool {
        self.inner.outside.shelf.preferences().watch.keep_running
    }

    /// What the watch costs, and when it goes on. Whether there is a tray, the shell knows.
    pub async fn watch(&self) -> Result<WatchView, Fault> {
        let inner = &self.inner;
        let active = inner.watched().await?;
        let moment = inner.outside.clock.now();
        let is_on = inner.outside.shelf.preferences().watch.notify;
        let active_links = active.values().map(|active| active.links).sum();
        let mut watch = lock(&inner.watching.watch);
        watch.see(&active);
        let next = watch.next_at(moment);
        let rests = if !is_on {
            Some(WatchRests::Off)
        } else if active.is_empty() {
            Some(WatchRests::NoKey)
        } else if active_links == 0 {
            Some(WatchRests::NothingActive)
        } else {
            watch.rests()
        };
        let next_at = next.filter(|_| is_on).and_then(|next| {
            let pause = next.saturating_sub(moment.monotonic);
            moment.wall.checked_add(pause).ok()
        });
        Ok(WatchView {
            active_links,
            requests_per_hour: if is_on {
                watch.requests_per_hour(moment)
            } else {
                0
            },
            next_at: next_at.map(|at| at.to_string()),
            rests,
            without_payments: watch.without_payments(moment),
            has_tray: false,
        })
    }

    /// The user has seen these; all of them, if none is named.
    pub async fn see_paid(&self, ids: Vec<Uuid>) -> Result<DeskView, Fault> {
        let see = move |transaction: &Transaction<'_>| paid::see(transaction, &ids);
        self.inner.transact(see).await?;
        self.inner.announce_desk().await
    }
}

impl Inner {
    /// Whether a profile's key may see payments, as far as is known.
    pub(super) fn sees_payments(&self, profile: Uuid) -> bool {
        let now = self.outside.clock.now();
        let without = lock(&self.watching.watch).without_payments(now);
        !without.contains(&profile)
    }

    pub(super) async fn paid_news(&self) -> Result<PaidNews, Fault> {
        match &self.database {
            Ok(_) => self.read(paid::unseen).await,
            Err(_) => Ok(PaidNews::default()),
        }
    }

    // ---- Asking ------------------------------------------------------------------------------------------------------

    async fn ask_for_payments(&self) {
        loop {
            let pause = match self.next_turn().await {
                Ok(Turn::Look(profile)) => {
                    if let Err(fault) = self.look_at_links(profile).await {
                        tracing::warn!(%fault, "the active links could not be read");
                        Some(TICK)
                    } else {
                        continue;
                    }
                }
                Ok(Turn::Ask(profile, question)) => {
                    self.ask(profile, question).await;
                    continue;
                }
                Ok(Turn::Until(at)) => {
                    let now = self.outside.clock.now().monotonic;
                    Some(at.saturating_sub(now).min(TICK))
                }
                Ok(Turn::Rest) => None,
                Err(fault) => {
                    tracing::warn!(%fault, "the watch could not look at the links");
                    Some(TICK)
                }
            };
            self.pause(pause, &self.watching.changed).await;
        }
    }

    /// Waits until the bell rings, or so long.
    async fn pause(&self, pause: Option<Duration>, bell: &Notify) {
        match pause {
            // Whichever comes first: a pause that is over is no error.
            Some(pause) => drop(tokio::time::timeout(pause, bell.notified()).await),
            None => bell.notified().await,
        }
    }

    async fn next_turn(&self) -> Result<Turn, Fault> {
        if !self.outside.shelf.preferences().watch.notify {
            return Ok(Turn::Rest);
        }
        let active = self.watched().await?;
        let mut watch = lock(&self.watching.watch);
        watch.see(&active);
        Ok(watch.turn(self.outside.clock.now()))
    }

    /// What there is to watch of each profile that has a key.
    async fn watched(&self) -> Result<BTreeMap<Uuid, Active>, Fault> {
        let all = self.read(|transaction| {
            let profiles = profiles::all(transaction)?.into_iter();
            profiles
                .map(|profile| Ok((links::active(transaction, profile.id)?, profile)))
                .collect::<Result<Vec<_>, DatabaseError>>()
        });
        let has_key = |profile: &Profile| self.profile_view(profile).key != KeyState::Missing;
        let watched = all
            .await?
            .into_iter()
            .filter(|(_, profile)| has_key(profile));
        Ok(watched
            .map(|(active, profile)| (profile.id, active))
            .collect())
    }

    async fn look_at_links(&self, profile: Uuid) -> Result<(), Fault> {
        let today = self.today();
        let days = [today, today.tomorrow().unwrap_or(today)];
        let active = self
            .read(move |transaction| links::all_active(transaction, profile, days))
            .await?;
        lock(&self.watching.watch).look(profile, active, self.outside.clock.now());
        Ok(())
    }

    async fn ask(&self, profile: Uuid, question: Question) {
        let asked = match self.profile(profile).await {
            Ok(profile) => self.answer(&profile, &question).await,
            Err(fault) => Err(Unanswered::of(&fault, None)),
        };
        let now = self.outside.clock.now();
        match asked {
            Ok(()) => self.session.answered(profile),
            Err(Unanswered::Lost(link)) => lock(&self.watching.watch).lost(profile, &link),
            Err(Unanswered::MayNotListPayments) => {
                lock(&self.watching.watch).may_not_list_payments(profile, now);
            }
            Err(Unanswered::Setback(setback)) => {
                tracing::info!(why = ?setback.why, "the watch was not answered");
                lock(&self.watching.watch).failed(profile, question, setback, now);
            }
        }
    }

    async fn answer(&self, profile: &Profile, question: &Question) -> Result<(), Unanswered> {
        let client = self.client(profile).await;
        let client = client.map_err(|fault| Unanswered::of(&fault, None))?;
        match question {
            Question::Page(cursor) => {
                let filter = PaymentLinkFilter {
                    limit: Some(PAGE_MAX),
                    cursor: cursor.clone(),
                    status: Some(LinkStatus::Active),
                    ..PaymentLinkFilter::default()
                };
                let asked = self.now();
                let page = client
                    .list_payment_links(&profile.terminal_id, &filter)
                    .await;
                let page =
                    page.map_err(|error| Unanswered::by(&error, About::Terminal, profile))?;
                let ids: Vec<String> = ids(&page.data);
                self.keep_what_changed(profile.id, page.data, asked).await?;
                let now = self.outside.clock.now();
                lock(&self.watching.watch).read_page(profile.id, ids, page.next, now);
            }
            Question::Link(link) => {
                let Ok(id) = PaymentLinkId::new(link.clone()) else {
                    return Err(Unanswered::Lost(link.clone()));
                };
                let asked = self.now();
                let told = client.retrieve_payment_link(&id).await;
                let told = told.map_err(|error| match error.status() {
                    Some(403 | 404) => Unanswered::Lost(link.clone()),
                    Some(_) | None => Unanswered::by(&error, About::Link, profile),
                })?;
                self.keep_what_changed(profile.id, vec![told], asked)
                    .await?;
                lock(&self.watching.watch).answered(profile.id);
            }
            Question::Payments(link, list) => {
                self.look_for_payments(profile, &client, link, *list)
                    .await?;
                lock(&self.watching.watch).answered(profile.id);
            }
        }
        Ok(())
    }

    /// Keeps what the gateway says, and tells the page only of what is otherwise than it was.
    async fn keep_what_changed(
        &self,
        profile: Uuid,
        told: Vec<PaymentLink>,
        asked: Timestamp,
    ) -> Result<(), Unanswered> {
        let now = self.now();
        let changed = self
            .transact(move |transaction| {
                let mut changed = false;
                for link in told {
                    changed |= links::keep(transaction, profile, &link, asked, now)?;
                }
                Ok(changed)
            })
            .await
            .map_err(|fault| Unanswered::of(&fault, None))?;
        if changed {
            self.news.of_links(profile);
        }
        Ok(())
    }

    async fn look_for_payments(
        &self,
        profile: &Profile,
        client: &Client,
        link: &str,
        list: PaymentList,
    ) -> Result<(), Unanswered> {
        let lost = || Unanswered::Lost(link.to_owned());
        let (id, profile_id) = (link.to_owned(), profile.id);
        let kept_at = self
            .read(move |transaction| links::kept_at(transaction, profile_id, &id))
            .await
            .map_err(|fault| Unanswered::of(&fault, None))?
            .ok_or_else(lost)?;
        let since = news_since(kept_at, self.now());
        let common = CommonPaymentFilter {
            payment_link_id: Some(PaymentLinkId::new(link.to_owned()).map_err(|_| lost())?),
            date_from: Some(since),
            ..CommonPaymentFilter::default()
        };
        let found = match list {
            PaymentList::Cards => {
                let filter = CardPaymentFilter {
                    limit: Some(PAGE_MAX),
                    processing_terminal_id: Some(profile.terminal_id.clone()),
                    common,
                    ..CardPaymentFilter::default()
                };
                let page = client.list_card_payments(&filter).await;
                page.map(|page| boiled_down(page.data, LinkPayment::Card))
            }
            PaymentList::BankTransfers => {
                let filter = BankTransferPaymentFilter {
                    limit: Some(PAGE_MAX),
                    common,
                    ..BankTransferPaymentFilter::of(profile.terminal_id.clone())
                };
                let page = client.list_bank_transfer_payments(&filter).await;
                page.map(|page| boiled_down(page.data, LinkPayment::BankTransfer))
            }
        };
        let found = found.map_err(|error| match error.status() {
            Some(403) => Unanswered::MayNotListPayments,
            Some(_) | None => Unanswered::by(&error, About::Link, profile),
        })?;
        if found.is_empty() {
            return Ok(());
        }
        let (link, now) = (link.to_owned(), self.now());
        self.transact(move |transaction| note_news(transaction, profile_id, &link, &found, now))
            .await
            .map_err(|fault| Unanswered::of(&fault, None))
    }

    // ---- Telling -----------------------------------------------------------------------------------------------------

    async fn tell_of_payments(&self) {
        loop {
            let wait = match self.tell_of_what_was_paid().await {
                Ok(wait) => wait,
                Err(fault) => {
                    tracing::warn!(%fault, "what was paid will be told later");
                    Some(TICK)
                }
            };
            self.pause(wait, &self.watching.paid).await;
        }
    }

    /// Tells of all that the user has not been told; how long to wait if it may not be told yet.
    ///
    /// Invariant: it is noted as told before anybody is told. A stop in between costs a notification and never makes a
    /// second one: an amount that is told twice reads as two payments. It is among the news in the window until it has
    /// been looked at, so it is not lost either.
    async fn tell_of_what_was_paid(&self) -> Result<Option<Duration>, Fault> {
        if !self.transact(paid::is_untold).await? {
            return Ok(None);
        }
        let preferences = self.outside.shelf.preferences().watch;
        if !preferences.notify {
            self.transact(paid::pass_over).await?;
            return Ok(None);
        }
        let time = self.now().to_zoned(self.outside.zone.clone()).time();
        if preferences
            .quiet
            .is_some_and(|hours| watch::is_quiet(&hours, time))
        {
            self.announce_desk().await?;
            return Ok(Some(TICK));
        }
        let news = self.transact(paid::tell).await?;
        self.outside.announce.paid(news);
        self.announce_desk().await?;
        Ok(None)
    }
}

/// Why a question got no answer that could be kept.
enum Unanswered {
    /// The gateway does not know the link.
    Lost(String),
    MayNotListPayments,
    Setback(Setback),
}

impl Unanswered {
    fn by(error: &Error, about: About, profile: &Profile) -> Self {
        let fault = gateway_fault::fault(error, about, profile.place);
        Self::of(&fault, error.retry_after())
    }

    fn of(fault: &Fault, retry_after: Option<Duration>) -> Self {
        let why = match fault.code {
            FaultCode::Offline | FaultCode::PracticeUnavailable => WatchRests::Offline,
            FaultCode::KeyMissing
            | FaultCode::KeyUnreadable
            | FaultCode::KeyNotAccepted
            | FaultCode::KeychainMissing
            | FaultCode::KeychainLocked
            | FaultCode::KeychainDenied
            | FaultCode::KeychainSilent => WatchRests::NoKey,
            FaultCode::CheckFields
            | FaultCode::NoAnswer
            | FaultCode::TerminalNotAccepted
            | FaultCode::Forbidden
            | FaultCode::Refused
            | FaultCode::LinkNotUsable
            | FaultCode::LinkNotFound
            | FaultCode::ChangedElsewhere
            | FaultCode::GatewayTrouble
            | FaultCode::AnswerUnreadable
            | FaultCode::OutcomeUnknown
            | FaultCode::OutcomeUnclear
            | FaultCode::KeyNotTyped
            | FaultCode::NoProfile
            | FaultCode::DiskTrouble
            | FaultCode::AnotherPaylinkIsOpen
            | FaultCode::NotPossibleAnyMore
            | FaultCode::UnfinishedWork
            | FaultCode::FileNotWritten
            | FaultCode::ShortcutTaken
            | FaultCode::SystemRefused => WatchRests::BackingOff,
        };
        Self::Setback(Setback { why, retry_after })
    }
}

/// Notes what is news of the payments through a link for many, however they were found. Of a link for one payment the
/// news is that it is paid.
pub(super) fn note_news(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
    payments: &[Payment],
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let Some(kept) = links::get(transaction, profile, link)? else {
        return Ok(());
    };
    if kept.link.link_type != LinkType::MultiUse {
        return Ok(());
    }
    let since = news_since(kept.kept_at, now);
    for payment in payments.iter().filter(|payment| payment.is_news(since)) {
        paid::note_payment(transaction, profile, link, payment, now)?;
    }
    Ok(())
}

/// What was paid before this computer knew the link, at `kept_at`, is no news.
fn news_since(kept_at: Timestamp, now: Timestamp) -> Timestamp {
    (kept_at - CLOCK_SLACK).max(now - PAYMENTS_SINCE)
}

fn boiled_down<T>(payments: Vec<T>, of: impl Fn(T) -> LinkPayment) -> Vec<Payment> {
    let payments = payments.into_iter().map(|payment| (&of(payment)).into());
    payments.collect()
}

fn ids(links: &[PaymentLink]) -> Vec<String> {
    let ids = links.iter().map(|link| link.payment_link_id.to_string());
    ids.collect()
}
