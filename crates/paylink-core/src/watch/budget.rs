//! How many questions there may be in any hour: a bucket that fills by itself.

use std::time::Duration;

/// So many at once, after a while without any.
const FULL: f64 = 10.0;
const REFILL: Duration = Duration::from_secs(72);

/// Gives out no more than 60 in any hour: ten that were saved up, and fifty by and by.
pub(super) struct Budget {
    /// As of `at`; may lie in the past.
    left: f64,
    at: Duration,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            left: FULL,
            at: Duration::ZERO,
        }
    }
}

impl Budget {
    /// What comes by and by.
    pub(super) const PER_HOUR: f64 = 3600.0 / REFILL.as_secs() as f64;

    pub(super) fn free_at(&self, at: Duration) -> Duration {
        let left = self.left_at(at);
        if left >= 1.0 {
            at
        } else {
            // A little later, so that what is rounded off is surely there by then.
            at + REFILL.mul_f64(1.0 - left) + Duration::from_millis(1)
        }
    }

    pub(super) fn spend(&mut self, at: Duration) {
        self.left = (self.left_at(at) - 1.0).max(0.0);
        self.at = at.max(self.at);
    }

    fn left_at(&self, at: Duration) -> f64 {
        let passed = at.saturating_sub(self.at);
        FULL.min(self.left + passed.as_secs_f64() / REFILL.as_secs_f64())
    }
}
