//! Reading the gateway's whole list, page by page, behind whatever else is done.
//!
//! The list may be long and may change meanwhile, and in which order it comes is not documented. So all of it is read
//! each time, each page is kept as soon as it is there, and nothing that is known is ever taken away. Only a list that
//! was read to its end, with nothing left out, counts as checked.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

use jiff::Timestamp;
use payroc::{Client, PAGE_MAX, Page, PaymentLink, PaymentLinkFilter};

use crate::database::links;
use crate::desk::{Inner, lock};
use crate::fault::{Fault, FaultCode};
use crate::gateway_fault::{self, About};
use crate::profile::Profile;

/// Far above the longest list: a million links.
const PAGES_MAX: u32 = 10_000;
/// How often a page is asked for again. The first is not: its failure says how things stand.
const REPEATS_MAX: u32 = 3;
/// The longest pause between two pages; usually it is as long as the page took.
const PAUSE_MAX: Duration = Duration::from_secs(1);

/// A gateway that wants to be left alone for longer is: the list is read another time.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// How reading the list of one profile goes.
#[derive(Default)]
pub(super) struct Gathering {
    /// Whoever reads has this.
    turn: tokio::sync::Mutex<()>,
    told: Mutex<Told>,
}

/// What is told about it.
#[derive(Clone, Default)]
pub(super) struct Told {
    /// While it is being read: how many links so far.
    pub(super) reading: Option<u32>,
    /// Why the list was not read to its end last time.
    pub(super) fault: Option<Fault>,
    /// How often it has been begun, and how often it came to an end.
    begun: u32,
    pub(super) passes: u32,
}

impl Gathering {
    pub(super) fn told(&self) -> Told {
        lock(&self.told).clone()
    }

    fn begin(&self) -> Reading<'_> {
        let mut told = lock(&self.told);
        told.reading = Some(0);
        told.begun = told.begun.wrapping_add(1);
        Reading(self)
    }
}

/// Somebody reads; over when it is dropped, whatever the reason.
struct Reading<'a>(&'a Gathering);

impl Reading<'_> {
    fn add(&self, count: usize) {
        if let Some(read) = &mut lock(&self.0.told).reading {
            *read = read.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        }
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let mut told = lock(&self.0.told);
        told.reading = None;
        told.passes = told.passes.wrapping_add(1);
    }
}

impl Inner {
    /// Reads the gateway's list of a profile and keeps what it says. Whoever comes while it is being read waits for the
    /// next reading, and shares it with all that came meanwhile.
    pub(in crate::desk) async fn gather(&self, profile: &Profile) {
        let gathering = self.listing.gathering(profile.id);
        let begun = gathering.told().begun;
        let _turn = gathering.turn.lock().await;
        if gathering.told().begun != begun {
            return;
        }
        let outcome = {
            let reading = gathering.begin();
            self.news.of_links(profile.id);
            self.read_list(profile, &reading).await
        };
        if outcome.is_ok() {
            self.session.answered(profile.id);
        }
        lock(&gathering.told).fault = outcome.err();
        self.news.of_links(profile.id);
    }

    async fn read_list(&self, profile: &Profile, reading: &Reading<'_>) -> Result<(), Fault> {
        let client = self.client(profile).await?;
        let mut filter = PaymentLinkFilter {
            limit: Some(PAGE_MAX),
            ..PaymentLinkFilter::default()
        };
        let (mut seen, mut is_whole) = (BTreeSet::new(), true);
        let began = self.now();
        for number in 0..PAGES_MAX {
            let began_page = self.outside.clock.now().monotonic;
            let (page, asked) = self.page(&client, profile, &filter, number).await?;
            let took = self
                .outside
                .clock
                .now()
                .monotonic
                .saturating_sub(began_page);
            is_whole &= page.count as usize <= page.data.len();
            reading.add(page.data.len());
            self.keep_page(profile, page.data, asked).await?;
            self.news.of_links(profile.id);
            match page.next {
                Some(next) if seen.insert(next.clone()) => filter.cursor = Some(next),
                // It leads in a circle, or there is more and nobody says where.
                Some(_) => return Err(not_whole()),
                None if page.has_more || !is_whole => return Err(not_whole()),
                None => {
                    let id = profile.id;
                    let keep = move |transaction: &rusqlite::Transaction<'_>| {
                        links::keep_checked_at(transaction, id, began)
                    };
                    return self.transact(keep).await;
                }
            }
            tokio::time::sleep(took.min(PAUSE_MAX)).await;
        }
        Err(not_whole())
    }

    /// One page, and when it was asked for. In the middle of a long list it is worth asking again before all is given up.
    async fn page(
        &self,
        client: &Client,
        profile: &Profile,
        filter: &PaymentLinkFilter,
        number: u32,
    ) -> Result<(Page<PaymentLink>, Timestamp), Fault> {
        let mut pause = PAUSE_MAX;
        let mut repeats = if number == 0 { 0 } else { REPEATS_MAX };
        loop {
            let asked = self.now();
            let page = client
                .list_payment_links(&profile.terminal_id, filter)
                .await;
            let error = match page {
                Ok(page) => return Ok((page, asked)),
                Err(error) => error,
            };
            let fault = gateway_fault::fault(&error, About::Terminal, profile.place);
            let passes = matches!(fault.code, FaultCode::GatewayTrouble | FaultCode::NoAnswer);
            let wait = error.retry_after().unwrap_or_default().max(pause);
            let no_such = matches!(
                fault.code,
                FaultCode::TerminalNotAccepted | FaultCode::Refused
            );
            if number > 0 && no_such {
                // The link after which the page starts is gone: the terminal was good a page ago.
                return Err(not_whole());
            }
            if repeats == 0 || !passes || wait > WAIT_MAX {
                return Err(fault);
            }
            repeats -= 1;
            tokio::time::sleep(wait).await;
            pause *= 2;
        }
    }

    async fn keep_page(
        &self,
        profile: &Profile,
        data: Vec<PaymentLink>,
        asked: Timestamp,
    ) -> Result<(), Fault> {
        let (now, id) = (self.now(), profile.id);
        self.transact(move |transaction| {
            for link in &data {
                links::keep(transaction, id, link, asked, now)?;
            }
            Ok(())
        })
        .await
    }
}

fn not_whole() -> Fault {
    Fault::nothing_done(FaultCode::AnswerUnreadable)
}
