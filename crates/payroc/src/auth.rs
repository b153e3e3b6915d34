//! The API key, the access token, and the one place that keeps a token: in memory only.
//!
//! One token is fetched at a time, however many calls wait for it, and early: 120 s before it ends, but never
//! before half of its life is over, so that a token of a few seconds still serves more than one call.
//! When it ends is judged by the [`Clock`](crate::Clock), and counted from before it was asked for.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;
use zeroize::Zeroize;

use crate::clock::Moment;
use crate::error::Error;

/// How long before its end a token is replaced.
const EARLY: Duration = Duration::from_secs(120);
/// What a token is taken to last if the gateway tells nothing sensible.
const LIFE_UNTOLD: Duration = Duration::from_secs(60);
/// The longest life believed.
const LIFE_MAX: Duration = Duration::from_secs(24 * 60 * 60);
/// The longest key or token taken, in characters.
const SECRET_MAX: usize = 8 * 1024;

/// The merchant's API key. It is shown nowhere, compared with nothing, and cleared from memory when dropped.
#[derive(Clone)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// The longest key taken, in characters.
    pub const LEN_MAX: usize = 1024;

    /// Takes a key as it was pasted: white space around it is dropped.
    ///
    /// # Errors
    /// [`BadApiKey`] if nothing is left, or more than [`ApiKey::LEN_MAX`] characters, or any that is not
    /// visible ASCII. Whether the gateway knows the key is for [`Client::authorize`](crate::Client) to say.
    pub fn new(mut text: String) -> Result<Self, BadApiKey> {
        let trimmed = text.trim();
        let checked = match trimmed.len() {
            0 => Err(BadApiKey::Empty),
            1..=Self::LEN_MAX if is_visible_ascii(trimmed) => Ok(Self(trimmed.into())),
            1..=Self::LEN_MAX => Err(BadApiKey::StrangeCharacter),
            _ => Err(BadApiKey::TooLong),
        };
        text.zeroize();
        checked
    }

    /// Gives the key itself: for the request header and for the keychain, nothing else.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey([redacted])")
    }
}

/// A text cannot be an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadApiKey {
    /// There is nothing but white space.
    #[error("the API key is empty")]
    Empty,
    /// There is more than [`ApiKey::LEN_MAX`] characters.
    #[error("the API key is too long")]
    TooLong,
    /// There is a space, a line break, or another character that no key has.
    #[error("the API key holds a character that no key has")]
    StrangeCharacter,
}

/// A bearer token for the API. It is shown nowhere, kept nowhere but in memory, and cleared when dropped.
#[derive(Clone)]
pub struct AccessToken(SecretString);

impl AccessToken {
    /// Gives the token itself: for the request header, nothing else.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken([redacted])")
    }
}

/// A token as it was granted.
pub(crate) struct Granted {
    token: AccessToken,
    life: Duration,
}

impl Granted {
    /// Reads the answer of the identity host (Payroc API: Authentication). `None` if there is no token in
    /// it that could be sent.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let mut wire: Wire = serde_json::from_slice(body).ok()?;
        let bearer = wire
            .token_type
            .as_deref()
            .is_none_or(|t| t.eq_ignore_ascii_case("bearer"));
        let fits = (1..=SECRET_MAX).contains(&wire.access_token.len());
        let token = (bearer && fits && is_visible_ascii(&wire.access_token))
            .then(|| AccessToken(wire.access_token.as_str().into()));
        wire.access_token.zeroize();
        Some(Self {
            token: token?,
            life: life(wire.expires_in),
        })
    }
}

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
        if let Some(held) = slot.held.as_ref()
            && Some(held.fetch) != refused
            && !held.is_stale(&now())
        {
            return Ok(held.clone());
        }
        if let Some((ended, error)) = &slot.failed
            && *ended > ended_before
        {
            return Err(error.clone());
        }
        self.fetch(&mut slot, now, fetch).await
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
                slot.failed = Some((ended, error.clone()));
                Err(error)
            }
        }
    }
}

impl Held {
    fn is_stale(&self, now: &Moment) -> bool {
        now.since(&self.asked) >= self.life - EARLY.min(self.life / 2)
    }
}

#[derive(Default)]
struct Slot {
    held: Option<Held>,
    failed: Option<(u64, Error)>,
}

#[derive(Deserialize)]
struct Wire {
    access_token: String,
    #[serde(default)]
    expires_in: Value,
    #[serde(default)]
    token_type: Option<String>,
}

fn life(told: Value) -> Duration {
    let text = match told {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text,
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
    };
    match text.trim_end_matches(".0").parse() {
        Ok(0) | Err(_) => LIFE_UNTOLD,
        Ok(seconds) => Duration::from_secs(seconds).min(LIFE_MAX),
    }
}

fn is_visible_ascii(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::*;
    use crate::error::{Stage, Step};

    #[test]
    fn a_key_is_trimmed_and_checked() {
        assert_eq!(
            ApiKey::new(" \tabc-123\r\n".to_owned()).unwrap().expose(),
            "abc-123"
        );
        assert!(ApiKey::new("k".repeat(ApiKey::LEN_MAX)).is_ok());
        let refused = |text: &str| ApiKey::new(text.to_owned()).unwrap_err();
        assert_eq!(refused(""), BadApiKey::Empty);
        assert_eq!(refused(" \n "), BadApiKey::Empty);
        assert_eq!(
            refused(&"k".repeat(ApiKey::LEN_MAX + 1)),
            BadApiKey::TooLong
        );
        assert_eq!(refused("two words"), BadApiKey::StrangeCharacter);
        assert_eq!(
            refused("x\r\nHost: example.com"),
            BadApiKey::StrangeCharacter
        );
        assert_eq!(refused("kéy"), BadApiKey::StrangeCharacter);
    }

    #[test]
    fn debug_shows_neither_key_nor_token() {
        let key = ApiKey::new("s3cret".to_owned()).unwrap();
        let token = Granted::read(br#"{"access_token":"s3cret"}"#)
            .unwrap()
            .token;

        assert_eq!(
            format!("{key:?} {token:?}"),
            "ApiKey([redacted]) AccessToken([redacted])"
        );
    }

    #[test]
    fn odd_grants_are_read_or_refused() {
        let life =
            |body: &str| Granted::read(body.as_bytes()).map(|granted| granted.life.as_secs());
        let table = [
            (
                r#"{"access_token":"t","expires_in":3600,"token_type":"Bearer"}"#,
                Some(3600),
            ),
            (
                r#"{"access_token":"t","expires_in":"3600","token_type":"bearer"}"#,
                Some(3600),
            ),
            (
                r#"{"access_token":"t","expires_in":3600.0,"scope":1}"#,
                Some(3600),
            ),
            (r#"{"access_token":"t"}"#, Some(60)),
            (r#"{"access_token":"t","expires_in":0}"#, Some(60)),
            (r#"{"access_token":"t","expires_in":-5}"#, Some(60)),
            (
                r#"{"access_token":"t","expires_in":99999999999}"#,
                Some(86_400),
            ),
            (r#"{"access_token":"t","token_type":"mac"}"#, None),
            (r#"{"access_token":""}"#, None),
            (r#"{"access_token":"a b"}"#, None),
            (r#"{"access_token":7}"#, None),
            ("{}", None),
            ("<html>", None),
        ];
        for (body, expected) in table {
            assert_eq!(life(body), expected, "{body}");
        }
    }

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

    fn granted(token: &str) -> Granted {
        Granted {
            token: AccessToken(token.into()),
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
            acts: false,
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
