//! The gateway's only reading of time: the machine's clock, or one that a test moves by hand.
//! Token lifetimes, key lifetimes, creation stamps and the day on which a link expires all ask here.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    Machine,
    Manual(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self(Source::Machine)
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
            Source::Machine => Timestamp::now(),
            Source::Manual(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a manual clock forward.
    ///
    /// # Panics
    /// On the machine's clock, which nobody may move, and beyond the year 9999.
    pub fn advance(&self, by: Duration) {
        let later = self
            .now()
            .checked_add(by)
            .expect("a manual clock stays within year 9999");
        self.set(later);
    }

    /// Sets a manual clock.
    ///
    /// # Panics
    /// On the machine's clock, which nobody may move.
    pub fn set(&self, to: Timestamp) {
        match &self.0 {
            Source::Machine => {
                panic!("the machine's clock cannot be moved; start with Clock::manual")
            }
            Source::Manual(time) => *time.lock().unwrap_or_else(PoisonError::into_inner) = to,
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
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
}
