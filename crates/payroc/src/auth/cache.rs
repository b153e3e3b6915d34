//! The one place that keeps an access token: in memory only.
//!
//! One token is fetched at a time, however many calls wait for it, and early: 120 s before it ends, but never
//! before half of its life is over, so that a token of a few seconds still serves more than one call. If it
//! cannot be had early, the one held serves until its end. When that is, is judged by the
//! [`Clock`](crate::Clock), and counted from before it was asked for.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Mutex;

use super::{AccessToken, Granted};
use crate::clock::Moment;
use crate::error::Error;

/// How long before its end a token is replaced.
const EARLY: Duration = Duration::from_secs(120);
/// How long a token that is not yet at its end is used after its early replacement failed, before that is
/// tried again.
const PATIENCE: Duration = Duration::from_secs(10);

/// Keeps one token for all calls of a client.
#[derive(Default)]
pub(crate) struct TokenCache {
    slot: Mutex<Slot>,
    /// How many fetches have ended, well or not.
    ended: AtomicU64,
}

/// A token in use, and which fetch it came from.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) token: AccessToken,
    pub(crate) fetch: u64,
    asked: Moment,
    life: Duration,
}

impl TokenCache {
    /// Gives the token held, if it is good for some time yet and nobody is at work on it: nearly always.
    pub(crate) fn at_hand(&self, now: &Moment, refused: Option<u64>) -> Option<Held> {
        self.slot.try_lock().ok()?.fresh(now, refused)
    }

    /// Gives the token held; fetches one if there is none, if its end is near, or if it is the one that was
    /// `refused`. Calls that wait together share one fetch, and its failure.
    pub(crate) async fn token(
        &self,
        now: impl Fn() -> Moment + Send,
        refused: Option<u64>,
        fetch: impl Future<Output = Result<Granted, Error>> + Send,
    ) -> Result<Held, Error> {
        let ended_before = self.ended.load(Ordering::Acquire);
        let mut slot = self.slot.lock().await;
        if let Some(held) = slot.fresh(&now(), refused) {
            return Ok(held);
        }
        let held = slot.accepted(refused).cloned();
        let usable = held.filter(|held| !held.is_over(&now()));
        let failed = slot.failed.as_ref();
        if let Some(held) = &usable
            && failed.is_some_and(|failed| now().since(&failed.at) < PATIENCE)
        {
            return Ok(held.clone());
        }
        if let Some(failed) = failed
            && failed.ended > ended_before
        {
            return Err(failed.error.clone());
        }
        match (self.fetch(&mut slot, now, fetch).await, usable) {
            (Err(error), Some(held)) => {
                tracing::warn!(%error, "the token could not be renewed early; the old one still serves");
                Ok(held)
            }
            (outcome, _) => outcome,
        }
    }

    /// Fetches a token whatever is held.
    pub(crate) async fn renew(
        &self,
        now: impl Fn() -> Moment + Send,
        fetch: impl Future<Output = Result<Granted, Error>> + Send,
    ) -> Result<Held, Error> {
        let mut slot = self.slot.lock().await;
        self.fetch(&mut slot, now, fetch).await
    }

    async fn fetch(
        &self,
        slot: &mut Slot,
        now: impl Fn() -> Moment + Send,
        fetch: impl Future<Output = Result<Granted, Error>> + Send,
    ) -> Result<Held, Error> {
        let asked = now();
        let outcome = fetch.await;
        let ended = self.ended.fetch_add(1, Ordering::AcqRel) + 1;
        match outcome {
            Ok(Granted { token, life }) => {
                let held = Held {
                    token,
                    fetch: ended,
                    asked,
                    life,
                };
                *slot = Slot {
                    held: Some(held.clone()),
                    failed: None,
                };
                Ok(held)
            }
            Err(error) => {
                slot.failed = Some(Failed {
                    ended,
                    at: now(),
                    error: error.clone(),
                });
                Err(error)
            }
        }
    }
}

impl Held {
    fn is_stale(&self, now: &Moment) -> bool {
        now.since(&self.asked) >= self.life - EARLY.min(self.life / 2)
    }

    fn is_over(&self, now: &Moment) -> bool {
        now.since(&self.asked) >= self.life
    }
}

#[derive(Default)]
struct Slot {
    held: Option<Held>,
    failed: Option<Failed>,
}

impl Slot {
    fn fresh(&self, now: &Moment, refused: Option<u64>) -> Option<Held> {
        let held = self.accepted(refused);
        held.filter(|held| !held.is_stale(now)).cloned()
    }

    fn accepted(&self, refused: Option<u64>) -> Option<&Held> {
        let held = self.held.as_ref();
        held.filter(|held| Some(held.fetch) != refused)
    }
}

/// The last fetch, if it failed.
struct Failed {
    ended: u64,
    at: Moment,
    error: Error,
}

#[cfg(test)]
mod tests {
    use std::fmt;
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::*;
    use crate::error::{Acts, Stage, Step};

    #[test]
    fn a_token_is_replaced_early_by_whichever_clock_says_so() {
        let table = [
            // life, seconds counted, seconds on the wall, stale
            (3600, 0, 0, false),
            (3600, 3479, 3479, false),
            (3600, 3480, 0, true),
            (3600, 0, 3480, true),
            (3600, 10, -7200, false),
            (3600, 3480, -7200, true),
            (240, 119, 119, false),
            (240, 120, 120, true),
            (100, 49, 49, false),
            (100, 50, 50, true),
            (1, 0, 0, false),
            (1, 1, 1, true),
        ];
        for (life, counted, wall, stale) in table {
            let asked = moment(1_000, 1_000_000);
            let held = Held {
                life: Duration::from_secs(life),
                asked,
                ..held()
            };
            let now = moment(1_000 + counted, 1_000_000 + wall);
            assert_eq!(held.is_stale(&now), stale, "{life} {counted} {wall}");
        }
    }

    #[tokio::test]
    async fn a_token_is_kept_until_it_is_refused() {
        let cache = TokenCache::default();
        let now = || moment(0, 0);

        let first = cache
            .token(now, None, async { Ok(granted("one")) })
            .await
            .unwrap();
        let same = cache
            .token(now, None, async { unreachable!("there is one") })
            .await
            .unwrap();
        let next = cache
            .token(now, Some(first.fetch), async { Ok(granted("two")) })
            .await
            .unwrap();
        let late = cache
            .token(now, Some(first.fetch), async { unreachable!("renewed") })
            .await;

        assert_eq!(cache.at_hand(&now(), None).unwrap().fetch, next.fetch);
        assert!(cache.at_hand(&now(), Some(next.fetch)).is_none());
        assert_eq!((first.token.expose(), same.token.expose()), ("one", "one"));
        assert_eq!(
            (next.token.expose(), late.unwrap().token.expose()),
            ("two", "two")
        );
    }

    #[tokio::test]
    async fn who_waits_together_shares_the_failure_and_who_comes_later_does_not() {
        let cache = Arc::new(TokenCache::default());
        let now = || moment(0, 0);
        let (release, released) = tokio::sync::oneshot::channel::<()>();
        let failing = async {
            released.await.unwrap();
            Err(failure())
        };

        let first = cache.token(now, None, failing);
        let second = async {
            let waiting = cache.token(now, None, async { unreachable!("shares the first") });
            let open = async { release.send(()).unwrap() };
            tokio::join!(waiting, open).0
        };
        let (first, second) = tokio::join!(first, second);
        let later = cache.token(now, None, async { Ok(granted("ok")) }).await;

        assert!(first.is_err() && second.is_err());
        assert_eq!(later.unwrap().token.expose(), "ok");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_thousand_callers_at_its_end_or_its_refusal_fetch_one_token() {
        let cache = Arc::new(TokenCache::default());
        let fetches = Arc::new(AtomicU64::new(0));
        // Which second it is, which token was refused, how many were fetched in all.
        for (second, refused, fetched) in [(0, None, 1), (3_600, None, 2), (3_601, Some(2), 3)] {
            let mut callers = tokio::task::JoinSet::new();
            for _ in 0..1_000 {
                let (cache, fetches) = (Arc::clone(&cache), Arc::clone(&fetches));
                callers.spawn(async move {
                    let fetch = async {
                        fetches.fetch_add(1, Ordering::AcqRel);
                        tokio::task::yield_now().await;
                        Ok(granted("t"))
                    };
                    cache.token(|| moment(second, 0), refused, fetch).await
                });
            }

            while let Some(outcome) = callers.join_next().await {
                assert_eq!(outcome.unwrap().unwrap().fetch, fetched);
            }

            assert_eq!(fetches.load(Ordering::Acquire), fetched);
        }
    }

    #[tokio::test]
    async fn a_caller_that_gives_up_leaves_the_fetch_to_the_next() {
        let cache = TokenCache::default();
        let now = || moment(0, 0);
        let endless = async {
            std::future::pending::<()>().await;
            unreachable!("it was given up")
        };

        let given_up = futures_util::FutureExt::now_or_never(cache.token(now, None, endless));
        let next = cache.token(now, None, async { Ok(granted("next")) }).await;

        assert!(given_up.is_none());
        assert_eq!(next.unwrap().token.expose(), "next");
    }

    #[tokio::test]
    async fn a_token_that_cannot_be_renewed_early_serves_until_its_end() {
        let cache = TokenCache::default();
        let at = |seconds| move || moment(seconds, 0);
        cache
            .token(at(0), None, async { Ok(granted("old")) })
            .await
            .unwrap();

        assert!(cache.at_hand(&at(3_479)(), None).is_some());
        assert!(cache.at_hand(&at(3_480)(), None).is_none());
        let near = cache
            .token(at(3_500), None, async { Err(failure()) })
            .await
            .unwrap();
        let soon = cache
            .token(at(3_509), None, async { unreachable!("just tried") })
            .await
            .unwrap();
        let again = cache
            .token(at(3_510), None, async { Err(failure()) })
            .await
            .unwrap();
        let refused = cache
            .token(at(3_511), Some(again.fetch), async { Err(failure()) })
            .await;
        let over = cache.token(at(3_600), None, async { Err(failure()) }).await;
        let new = cache
            .token(at(3_601), None, async { Ok(granted("new")) })
            .await
            .unwrap();

        assert_eq!(
            [near, soon, again].map(|held| held.token.expose().to_owned()),
            ["old"; 3]
        );
        assert!(refused.is_err() && over.is_err());
        assert_eq!(new.token.expose(), "new");
    }

    fn granted(token: &str) -> Granted {
        Granted {
            token: AccessToken::new(token),
            life: Duration::from_secs(3600),
        }
    }

    fn held() -> Held {
        let Granted { token, life } = granted("t");
        Held {
            token,
            life,
            fetch: 1,
            asked: moment(0, 0),
        }
    }

    fn failure() -> Error {
        let step = Step {
            operation: "authorize",
            stage: Stage::Authorize,
            acts: Acts::No,
        };
        Error::no_answer(step, Arc::new(fmt::Error))
    }

    fn moment(monotonic: u64, wall: i64) -> Moment {
        Moment {
            monotonic: Duration::from_secs(monotonic),
            wall: Timestamp::from_second(wall).unwrap(),
        }
    }
}
