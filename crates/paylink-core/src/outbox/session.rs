//! What one run of Paylink knows of its outbox besides what is on the disk.

use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::SignedDuration;
use payroc::Moment;
use tokio::sync::Notify;
use uuid::Uuid;

use super::connections::Connections;

/// Clocks are corrected by so much without anybody setting them.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_secs(5);

#[derive(Default)]
pub struct Session {
    /// What was unfinished when Paylink stopped has been taken up.
    pub(super) taken_up: AtomicBool,
    /// How often a profile was connected again.
    pub(super) keys_returned: AtomicU64,
    clock: Mutex<LastSeen>,
    connections: Mutex<Connections>,
    pub(super) bell: Notify,
}

impl Session {
    /// Says that the outbox may have something to do.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// The gateway of a profile has answered: what waits for the connection goes out.
    pub fn answered(&self, profile: Uuid) {
        self.connections().answered(profile);
        self.ring();
    }

    /// There may be a connection again: what waits for one is tried.
    pub fn hoped(&self, profiles: impl IntoIterator<Item = Uuid>) {
        self.connections().hoped(profiles);
        self.ring();
    }

    pub(super) fn connections(&self) -> MutexGuard<'_, Connections> {
        let connections = self.connections.lock();
        connections.unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn clock(&self) -> MutexGuard<'_, LastSeen> {
        self.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The clock as it was last seen.
#[derive(Default)]
pub(super) struct LastSeen {
    moment: Option<Moment>,
    /// It was set back, and the records do not know yet.
    pub(super) set_back: bool,
}

impl LastSeen {
    /// True while the clock has been set back and the records do not know.
    pub(super) fn see(&mut self, moment: Moment) -> bool {
        if let Some(last) = self.moment.replace(moment) {
            let passed = moment.monotonic.saturating_sub(last.monotonic);
            let expected = last.wall.saturating_add(passed).unwrap_or(last.wall);
            self.set_back |= moment.wall < expected - CLOCK_SLACK;
        }
        self.set_back
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::ToSpan;

    use super::*;

    #[test]
    fn a_clock_set_back_is_noticed_also_when_more_time_has_passed_than_it_was_set_back() {
        let mut last = LastSeen::default();
        let noon = "2026-03-01T12:00:00Z".parse().unwrap();
        let at = |minutes: u64, wall| Moment {
            monotonic: Duration::from_secs(60 * minutes),
            wall,
        };

        assert!(!last.see(at(0, noon)));
        assert!(!last.see(at(1, noon + 1.minutes())));
        assert!(!last.see(at(2, noon + 24.hours())));
        assert!(last.see(at(20, noon + 24.hours() + 13.minutes())));
    }
}
