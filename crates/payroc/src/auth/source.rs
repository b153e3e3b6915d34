//! Where an API key is read from each time a token is fetched.
//!
//! A key need not be held between two tokens: a source that asks a keychain each time keeps it out of memory for
//! all but a moment an hour.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;

use super::ApiKey;

/// What a [`KeySource`] gives.
pub type KeyFuture<'a> = Pin<Box<dyn Future<Output = Result<ApiKey, KeyUnavailable>> + Send + 'a>>;

/// Gives the API key when a token is to be fetched, about once an hour.
pub trait KeySource: Send + Sync + 'static {
    /// Gives the key. Answers within a deadline of its own.
    fn api_key(&self) -> KeyFuture<'_>;
}

/// A key that is held.
impl KeySource for ApiKey {
    fn api_key(&self) -> KeyFuture<'_> {
        let key = self.clone();
        Box::pin(async move { Ok(key) })
    }
}

/// The API key is not to be had; the source of this error says why.
#[derive(Debug, thiserror::Error)]
#[error("the API key is not to be had")]
pub struct KeyUnavailable(#[source] pub Box<dyn StdError + Send + Sync>);
