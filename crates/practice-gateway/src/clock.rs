//! The gateway's only reading of time: the machine's clock, or one that a test moves by hand.
//! Token lifetimes, key lifetimes, creation stamps and the day on which a link expires all ask here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    /// Goes on by itself, so far ahead of the machine.
    Machine(Arc<Mutex<SignedDuration>>),
    Manual(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// The machine's own clock. It can be moved, and then goes on from there.
    pub fn system() -> Self {
        Self(Source::Machine(Arc::default()))
    }

    /// A clock that stands still until it is moved. Clones move together.
    pub fn manual(start: Timestamp) -> Self {
        Self(Source::Manual(Arc::new(Mutex::new(start))))
    }

    /// A manual clock set to an RFC 3339 time.
    ///
    /// # Panics
    /// When `start` is not such a time.
    pub fn manual_at(start: &str) -> Self {
        Self::manual(
            start
                .parse()
                .expect("a manual clock starts at an RFC 3339 time"),
        )
    }

    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::Machine(ahead) => {
                let now = Timestamp::now().checked_add(*locked(ahead));
                now.unwrap_or(Timestamp::MAX)
            }
            Source::Manual(time) => *locked(time),
        }
    }

    /// Moves the clock forward.
    ///
    /// # Panics
    /// Beyond the year 9999.
    pub fn advance(&self, by: Duration) {
        let by = SignedDuration::try_from(by).ok();
        let moved = by.and_then(|by| self.checked_advance(by));
        moved.expect("a clock stays within year 9999");
    }

    /// The time that it is then, or nothing where it would leave the years that there are.
    pub(crate) fn checked_advance(&self, by: SignedDuration) -> Option<Timestamp> {
        let later = self.now().checked_add(by).ok()?;
        self.set(later);
        Some(later)
    }

    /// Sets the clock.
    pub fn set(&self, to: Timestamp) {
        match &self.0 {
            Source::Machine(ahead) => *locked(ahead) = to.duration_since(Timestamp::now()),
            Source::Manual(time) => *locked(time) = to,
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The contract's examples carry no fractions.
pub(crate) fn whole_second(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_of_a_manual_clock_move_together() {
        let clock = Clock::manual_at("2026-03-01T10:00:00Z");
        let clone = clock.clone();

        clock.advance(Duration::from_secs(3600));

        assert_eq!(clone.now().to_string(), "2026-03-01T11:00:00Z");
    }

    #[test]
    fn the_machines_clock_goes_on_from_where_it_was_put() {
        let clock = Clock::system();
        let put = "2031-03-01T10:00:00Z".parse().unwrap();

        clock.set(put);
        clock.advance(Duration::from_secs(3600));

        let past = clock.now().duration_since(put);
        assert!(past >= SignedDuration::from_secs(3600), "{past}");
        assert!(past < SignedDuration::from_secs(3700), "{past}");
        assert_eq!(clock.checked_advance(SignedDuration::MAX), None);
    }
}
