//! Telling the interface what has changed: whole views, one at a time, and of what changed meanwhile only the newest.
//!
//! Much may change at once, and each telling takes both sides time that grows with what is told. So it is never told
//! faster than it can be taken in.

use std::collections::BTreeSet;
use std::mem;
use std::sync::Mutex;
use std::time::Duration;

use tokio::sync::Notify;
use uuid::Uuid;

use super::{Inner, lock};
use crate::fault::Fault;
use crate::view::OutboxView;

/// The shortest time between two messages: about a frame of the screen.
const PAUSE_MIN: Duration = Duration::from_millis(16);
/// The longest, whatever a clock says.
const PAUSE_MAX: Duration = Duration::from_millis(500);
/// How many times as long as the telling took is waited before the next.
const PAUSES_PER_TELLING: u32 = 3;

/// What there is to tell.
#[derive(Default)]
pub(super) struct News {
    untold: Mutex<Untold>,
    bell: Notify,
    /// Whoever reads and tells does both before anybody else: what is told later is newer.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Untold {
    outbox: bool,
    /// Of these profiles.
    links: BTreeSet<Uuid>,
}

impl News {
    pub(super) fn of_the_outbox(&self) {
        lock(&self.untold).outbox = true;
        self.bell.notify_one();
    }

    pub(super) fn of_links(&self, profile: Uuid) {
        lock(&self.untold).links.insert(profile);
        self.bell.notify_one();
    }
}

impl Inner {
    /// Tells how the outbox stands, and gives it.
    pub(super) async fn tell_outbox(&self) -> Result<OutboxView, Fault> {
        let _turn = self.news.turn.lock().await;
        let outbox = self.outbox().await?;
        self.outside.announce.outbox_changed(outbox.clone());
        Ok(outbox)
    }

    /// Tells all news until dropped.
    pub(super) async fn tell(&self) {
        loop {
            self.news.bell.notified().await;
            let untold = mem::take(&mut *lock(&self.news.untold));
            let began = self.outside.clock.now().monotonic;
            for profile in untold.links {
                match self.profile(profile).await {
                    Ok(profile) => self.announce_links(&profile).await,
                    Err(fault) => tracing::warn!(%fault, "the profile of a link could not be read"),
                }
            }
            if untold.outbox
                && let Err(fault) = self.tell_outbox().await
            {
                tracing::warn!(%fault, "the outbox could not be read for the interface");
            }
            let took = self.outside.clock.now().monotonic.saturating_sub(began);
            let pause = (took * PAUSES_PER_TELLING).clamp(PAUSE_MIN, PAUSE_MAX);
            tokio::time::sleep(pause).await;
        }
    }
}
