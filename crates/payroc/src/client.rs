//! The client and how it is built: where it talks to, how long it waits, one pool of connections.
//!
//! The calls themselves are in the files beside this one, by resource.

mod links;
mod payments;
mod sharing;
mod terminal;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect;
use rustls_platform_verifier::BuilderVerifierExt;

use crate::auth::{KeySource, TokenCache};
use crate::budget::Budget;
use crate::clock::{Clock, SystemClock};
use crate::error::Error;
use crate::hosts::{Hosts, LOCALHOST};
use crate::retry::RetryPolicy;
use crate::transport::{Authorize, Transport};

const USER_AGENT: &str = concat!("Paylink/", env!("CARGO_PKG_VERSION"));
/// Shorter than any server's that we know of: using a connection just as the server closes it leaves
/// unknown whether a request was taken.
const POOL_IDLE: Duration = Duration::from_secs(4);

/// Calls the gateway for one API key. Cloning is cheap; clones share the token and the connections.
///
/// Every call needs a Tokio runtime with time and I/O. Dropping a call's future stops it; what became of a
/// request already sent is then unknown.
#[derive(Clone)]
pub struct Client {
    transport: Arc<Transport>,
}

impl Client {
    /// Begins a client for one place and one key: a key that is held, or a source that is asked whenever a token
    /// is fetched.
    pub fn builder(hosts: Hosts, api_key: impl KeySource) -> ClientBuilder {
        ClientBuilder {
            hosts,
            api_key: Box::new(api_key),
            clock: Arc::new(SystemClock),
            deadlines: Deadlines::default(),
            retry: RetryPolicy::default(),
        }
    }

    /// Proves the API key: always asks the identity host for a token, and keeps it for the calls that
    /// follow (Payroc API: Authentication).
    ///
    /// # Errors
    /// [`Error`] with [`Stage::Authorize`](crate::Stage::Authorize) and no effect. Which status a wrong key
    /// gets is not documented; take any 4xx but 408 and 429 for one.
    pub async fn authorize(&self) -> Result<(), Error> {
        self.transport.run(&Authorize).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("hosts", &self.transport.hosts)
            .finish_non_exhaustive()
    }
}

/// How long a call may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// To reach the host, its certificate checked.
    pub connect: Duration,
    /// For one request, from connecting to the end of the answer.
    pub request: Duration,
    /// For the whole call: all rounds, the waits between them, and getting a token.
    pub operation: Duration,
}

/// 15 s, 30 s, 75 s. Connecting is given more than the 10 s that Windows may take to ask whether a
/// certificate was revoked.
impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            request: Duration::from_secs(30),
            operation: Duration::from_secs(75),
        }
    }
}

/// Collects what a [`Client`] needs.
pub struct ClientBuilder {
    hosts: Hosts,
    api_key: Box<dyn KeySource>,
    clock: Arc<dyn Clock>,
    deadlines: Deadlines,
    retry: RetryPolicy,
}

impl ClientBuilder {
    /// Takes another clock than the machine's.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Takes other deadlines than the default ones.
    #[must_use]
    pub fn deadlines(mut self, deadlines: Deadlines) -> Self {
        self.deadlines = deadlines;
        self
    }

    /// Takes another policy than the default one.
    #[must_use]
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// Builds the client. Takes some milliseconds, because the system's certificates are read; sends
    /// nothing.
    ///
    /// # Errors
    /// [`BuildError`] if the system's certificates or its proxy settings cannot be used.
    pub fn build(self) -> Result<Client, BuildError> {
        let tls = tls(self.hosts.is_loopback())?;
        let identity = self.http(tls.clone()).pool_max_idle_per_host(0);
        let http = self.http(tls).pool_idle_timeout(POOL_IDLE);
        let (identity, http) = (identity.build()?, http.build()?);
        let transport = Transport {
            identity,
            http,
            hosts: self.hosts,
            api_key: self.api_key,
            tokens: TokenCache::default(),
            clock: self.clock,
            deadlines: self.deadlines,
            retry: self.retry,
            budget: Budget::default(),
        };
        Ok(Client {
            transport: Arc::new(transport),
        })
    }

    fn http(&self, tls: rustls::ClientConfig) -> reqwest::ClientBuilder {
        let http = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(self.deadlines.connect)
            .tls_backend_preconfigured(tls);
        if self.hosts.is_loopback() {
            let localhost = LOCALHOST.map(|address| (address, 0).into());
            http.no_proxy().resolve_to_addrs("localhost", &localhost)
        } else {
            http.https_only(true)
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("hosts", &self.hosts)
            .field("deadlines", &self.deadlines)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

/// A client cannot be built on this machine.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The system's certificates cannot be used.
    #[error("the system's certificates cannot be used")]
    Tls(#[from] rustls::Error),
    /// The HTTP client cannot be set up.
    #[error("the HTTP client cannot be set up")]
    Http(#[from] reqwest::Error),
}

/// The cryptography is named here, so that nobody has to install it first. A loopback client speaks no TLS;
/// it is given a configuration that trusts nobody.
fn tls(loopback: bool) -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?;
    let config = if loopback {
        config.with_root_certificates(rustls::RootCertStore::empty())
    } else {
        config.with_platform_verifier()?
    };
    let mut config = config.with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::ApiKey;

    #[test]
    fn both_protocols_are_offered_to_the_real_places() {
        let config = tls(false).unwrap();

        assert_eq!(
            config.alpn_protocols,
            [b"h2".to_vec(), b"http/1.1".to_vec()]
        );
    }

    #[test]
    fn debug_does_not_show_the_key() {
        let key = ApiKey::new("s3cret".to_owned()).unwrap();
        let builder = Client::builder(Hosts::live(), key);

        let shown = format!("{builder:?}");
        let shown = format!("{shown} {:?}", builder.build().unwrap());

        assert!(!shown.contains("s3cret"), "{shown}");
    }
}
