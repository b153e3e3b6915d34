//! The one reading of time. Tests drive it by hand.
//!
//! Two readings are taken together, because each can lie: the monotonic one must go on counting while the
//! machine sleeps (Rust's `Instant` does not on every system), and the wall clock may be set by hand.

use std::time::Duration;

use jiff::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Reads both clocks.
    fn now(&self) -> Moment;
}

/// Holds one reading of both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Time since some fixed point of this run; never runs backwards and counts through the machine's sleep.
    pub monotonic: Duration,
    /// What the calendar says; may jump.
    pub wall: Timestamp,
}

impl Moment {
    /// Tells how long ago `earlier` was, by whichever clock says longer. A wall clock set back counts for
    /// nothing.
    pub fn since(&self, earlier: &Moment) -> Duration {
        let counted = self.monotonic.saturating_sub(earlier.monotonic);
        let shown = Duration::try_from(self.wall.duration_since(earlier.wall)).unwrap_or_default();
        counted.max(shown)
    }
}

/// Reads the clocks of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Moment {
            monotonic: uptime(),
            wall: Timestamp::now(),
        }
    }
}

#[cfg(unix)]
fn uptime() -> Duration {
    // On Apple systems the monotonic clock counts through sleep; on Linux only the boot-time clock does.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    const COUNTING: rustix::time::ClockId = rustix::time::ClockId::Boottime;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    const COUNTING: rustix::time::ClockId = rustix::time::ClockId::Monotonic;

    Duration::try_from(rustix::time::clock_gettime(COUNTING)).unwrap_or_default()
}

#[cfg(not(unix))]
fn uptime() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(instant);
    let start = *START;
    instant().saturating_duration_since(start)
}

#[cfg(not(unix))]
#[expect(
    clippy::disallowed_methods,
    reason = "this is the Clock; on Windows Instant counts sleep"
)]
fn instant() -> std::time::Instant {
    std::time::Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_of_both_clocks_counts() {
        let start = moment(100, 1_000);

        assert_eq!(moment(107, 1_003).since(&start), Duration::from_secs(7));
        assert_eq!(moment(107, 1_060).since(&start), Duration::from_secs(60));
        assert_eq!(moment(107, 400).since(&start), Duration::from_secs(7));
        assert_eq!(moment(100, 1_000).since(&start), Duration::ZERO);
    }

    #[test]
    fn the_machine_clock_does_not_run_backwards() {
        let first = SystemClock.now();
        let second = SystemClock.now();

        assert!(second.monotonic >= first.monotonic);
    }

    fn moment(monotonic: u64, wall: i64) -> Moment {
        Moment {
            monotonic: Duration::from_secs(monotonic),
            wall: Timestamp::from_second(wall).unwrap(),
        }
    }
}
