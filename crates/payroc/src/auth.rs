//! The API key, and the access token that it is exchanged for (Payroc API: Authentication).
//!
//! Both are secrets: neither can be printed, compared or serialized, and both are cleared from memory when
//! dropped. Where a token is kept is in `cache`; where an API key is kept is not known here.

mod cache;
mod source;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use zeroize::{Zeroize, Zeroizing};

pub(crate) use cache::{Held, TokenCache};
pub use source::{KeyFuture, KeySource, KeyUnavailable};

/// What a token is taken to last if the gateway tells nothing sensible.
const LIFE_UNTOLD: Duration = Duration::from_secs(60);
/// The longest life believed.
const LIFE_MAX: Duration = Duration::from_secs(24 * 60 * 60);
const BEARER: &str = "Bearer ";
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
///
/// It is held as the header that all requests share, and the last of them clears it.
#[derive(Clone)]
pub struct AccessToken(HeaderValue);

impl AccessToken {
    /// Takes a token of visible ASCII.
    fn new(text: &str) -> Self {
        let header = Zeroizing::new([BEARER, text].concat());
        let header = HeaderValue::from_maybe_shared(Bytes::from_owner(header));
        let mut header = header.expect("tokens are visible ASCII");
        header.set_sensitive(true);
        Self(header)
    }

    /// Gives the token itself: for the request header, nothing else.
    pub fn expose(&self) -> &str {
        let header = self.0.to_str().expect("tokens are visible ASCII");
        header.strip_prefix(BEARER).expect("it was put there")
    }

    /// Gives the request header, without a copy.
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
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
            .then(|| AccessToken::new(&wire.access_token));
        wire.access_token.zeroize();
        Some(Self {
            token: token?,
            life: life(wire.expires_in),
        })
    }
}

#[cfg(any(test, feature = "fuzzing"))]
impl Granted {
    /// What holds of every token that was read.
    pub(crate) fn check(&self) {
        assert!((Duration::from_secs(1)..=LIFE_MAX).contains(&self.life));
        assert!(is_visible_ascii(self.token.expose()));
        assert!((1..=SECRET_MAX).contains(&self.token.expose().len()));
    }
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
    use super::*;

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
        assert_eq!(format!("{:?}", token.header()), "Sensitive");
    }

    #[test]
    fn a_token_is_held_as_the_header_that_carries_it() {
        let token = AccessToken::new("s3cret");

        assert_eq!(token.expose(), "s3cret");
        assert_eq!(token.header(), "Bearer s3cret");
        let (one, other) = (token.header(), token.header());
        assert_eq!(one.as_bytes().as_ptr(), other.as_bytes().as_ptr());
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
}
