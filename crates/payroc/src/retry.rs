//! Whether to try again, and when: pure decisions. The only loop around them is in `transport`.

use std::time::Duration;

use jiff::Timestamp;

/// How often and how patiently a call is tried.
///
/// The wait before round n+1 is `base` doubled n-1 times, at most `cap`, of which the upper half is random.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How many rounds at most, the first one included.
    pub attempts: u32,
    /// The wait after the first round.
    pub base: Duration,
    /// The longest wait that is not asked for by the gateway.
    pub cap: Duration,
}

impl RetryPolicy {
    /// Tries once.
    pub fn never() -> Self {
        Self {
            attempts: 1,
            ..Self::default()
        }
    }
}

/// Three rounds; half a second, doubling up to five.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(5),
        }
    }
}

/// How a round ended, as far as this decision needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    NotSent,
    /// There is no API key to fetch a token with.
    NoKey,
    NoAnswer,
    /// The access token was not accepted, and has not been renewed for this call yet.
    TokenRefused,
    Status(u16),
    Unreadable,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Situation {
    pub(crate) failure: Failure,
    /// Whether doing it twice does no harm: a read, or a request with its key.
    pub(crate) repeatable: bool,
    /// Which round this was, from 1.
    pub(crate) attempt: u32,
    /// Time since the call began, and how long it may take in all.
    pub(crate) elapsed: Duration,
    pub(crate) limit: Duration,
    /// Chance, from 0 to 1.
    pub(crate) jitter: f64,
    /// What the gateway asked for.
    pub(crate) retry_after: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Stop,
    After(Duration),
}

/// Decides what follows a failed round. Never sooner than the gateway asked, never past the time limit.
///
/// A token that was not accepted is renewed once for each call and the request sent again at once: it was
/// refused before anything was done. That counts as a round, but is done even where nothing is repeated.
pub(crate) fn decide(policy: &RetryPolicy, situation: &Situation) -> Decision {
    let worth_repeating = match situation.failure {
        Failure::TokenRefused => {
            let another = situation.attempt < policy.attempts.max(2);
            return if another && situation.elapsed < situation.limit {
                Decision::After(Duration::ZERO)
            } else {
                Decision::Stop
            };
        }
        Failure::NotSent => true,
        Failure::NoAnswer | Failure::Status(408 | 429 | 500..=599) => situation.repeatable,
        Failure::Status(_) | Failure::Unreadable | Failure::NoKey => false,
    };
    if !worth_repeating || situation.attempt >= policy.attempts {
        return Decision::Stop;
    }
    let doublings = situation.attempt.saturating_sub(1).min(31);
    let whole = policy.base.saturating_mul(1 << doublings).min(policy.cap);
    let chance = situation.jitter.clamp(0.0, 1.0);
    let wait = whole / 2 + (whole / 2).mul_f64(if chance.is_nan() { 1.0 } else { chance });
    let wait = wait.saturating_add(situation.retry_after.unwrap_or_default());
    if situation.elapsed.saturating_add(wait) < situation.limit {
        Decision::After(wait)
    } else {
        Decision::Stop
    }
}

/// Reads a `Retry-After` header: seconds, or a date (RFC 9110, section 10.2.3).
///
/// A date is compared with the answer's own `Date` if there is one, because our clock may be wrong. A date
/// that is past means at once; anything else unreadable means nothing.
pub(crate) fn retry_after(value: &str, date: Option<&str>, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(
            value.parse::<u32>().unwrap_or(u32::MAX).into(),
        ));
    }
    let instant = |text: &str| {
        let zoned = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
        Some(zoned.timestamp())
    };
    let from = date.and_then(instant).unwrap_or(now);
    Some(Duration::try_from(instant(value)?.duration_since(from)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_only_what_cannot_act_twice() {
        use Failure::{NoAnswer, NotSent, Status, Unreadable};
        let table = [
            // failure, repeated if repeatable, repeated if not
            (NotSent, true, true),
            (NoAnswer, true, false),
            (Status(408), true, false),
            (Status(429), true, false),
            (Status(500), true, false),
            (Status(503), true, false),
            (Status(599), true, false),
            (Status(302), false, false),
            (Status(400), false, false),
            (Status(401), false, false),
            (Status(404), false, false),
            (Status(409), false, false),
            (Unreadable, false, false),
        ];
        for (failure, if_repeatable, if_not) in table {
            for (repeatable, expected) in [(true, if_repeatable), (false, if_not)] {
                let situation = Situation {
                    failure,
                    repeatable,
                    ..FIRST
                };
                let repeated = decide(&RetryPolicy::default(), &situation) != Decision::Stop;
                assert_eq!(repeated, expected, "{failure:?}, repeatable: {repeatable}");
            }
        }
    }

    #[test]
    fn waits_longer_each_time_and_stops_at_the_limits() {
        let policy = RetryPolicy {
            attempts: 9,
            ..RetryPolicy::default()
        };
        let after = |ms| Decision::After(Duration::from_millis(ms));
        let secs = Duration::from_secs;
        let table = [
            (1, 0, 0.0, None, after(250)),
            (1, 0, 1.0, None, after(500)),
            (2, 0, 0.0, None, after(500)),
            (2, 0, 0.5, None, after(750)),
            (4, 0, 1.0, None, after(4_000)),
            (5, 0, 1.0, None, after(5_000)),
            (8, 0, 1.0, None, after(5_000)),
            (9, 0, 1.0, None, Decision::Stop),
            (u32::MAX, 0, 1.0, None, Decision::Stop),
            (1, 59, 1.0, None, after(500)),
            (1, 60, 0.0, None, Decision::Stop),
            (2, 59, 1.0, None, Decision::Stop),
            (1, 0, 0.0, Some(secs(7)), after(7_250)),
            (1, 0, 0.0, Some(secs(0)), after(250)),
            (1, 0, 0.0, Some(secs(60)), Decision::Stop),
            (1, 0, 0.0, Some(Duration::MAX), Decision::Stop),
            (1, 0, -3.0, None, after(250)),
            (1, 0, 3.0, None, after(500)),
            (1, 0, f64::NAN, None, after(500)),
        ];
        for (attempt, elapsed, jitter, retry_after, expected) in table {
            let elapsed = secs(elapsed);
            let situation = Situation {
                attempt,
                elapsed,
                jitter,
                retry_after,
                ..FIRST
            };
            assert_eq!(decide(&policy, &situation), expected, "{situation:?}");
        }
    }

    #[test]
    fn a_token_not_accepted_is_renewed_at_once_within_the_rounds() {
        let refused = Situation {
            failure: Failure::TokenRefused,
            ..FIRST
        };
        let second = Situation {
            attempt: 2,
            ..refused
        };
        let third = Situation {
            attempt: 3,
            ..refused
        };
        let late = Situation {
            elapsed: FIRST.limit,
            ..refused
        };
        let at_once = Decision::After(Duration::ZERO);
        let (usual, never) = (RetryPolicy::default(), RetryPolicy::never());

        assert_eq!(decide(&usual, &refused), at_once);
        assert_eq!(decide(&usual, &second), at_once);
        assert_eq!(decide(&usual, &third), Decision::Stop);
        assert_eq!(decide(&usual, &late), Decision::Stop);
        assert_eq!(decide(&never, &refused), at_once);
        assert_eq!(decide(&never, &second), Decision::Stop);
    }

    #[test]
    fn never_means_once() {
        assert_eq!(decide(&RetryPolicy::never(), &FIRST), Decision::Stop);
    }

    #[test]
    fn reads_seconds_and_dates_and_ignores_the_rest() {
        let now: Timestamp = "1994-11-06T08:49:37Z".parse().unwrap();
        let later = "Sun, 06 Nov 1994 08:50:37 GMT";
        let table = [
            ("0", None, Some(0)),
            (" 120 ", None, Some(120)),
            ("99999999999999999999", None, Some(u32::MAX.into())),
            (later, None, Some(60)),
            (later, Some("Sun, 06 Nov 1994 08:50:30 GMT"), Some(7)),
            (later, Some("nonsense"), Some(60)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", None, Some(0)),
            ("-1", None, None),
            ("1.5", None, None),
            ("", None, None),
            ("soon", None, None),
        ];
        for (value, date, expected) in table {
            let read = retry_after(value, date, now).map(|wait| wait.as_secs());
            assert_eq!(read, expected, "{value:?} {date:?}");
        }
    }

    const FIRST: Situation = Situation {
        failure: Failure::NotSent,
        repeatable: true,
        attempt: 1,
        elapsed: Duration::ZERO,
        limit: Duration::from_secs(60),
        jitter: 0.0,
        retry_after: None,
    };
}
