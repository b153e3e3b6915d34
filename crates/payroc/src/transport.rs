//! The only place that sends, and the only loop around it.
//!
//! Every round of a call carries the same key and the same bytes. The API key goes to the identity host, the
//! token to the API host, and neither anywhere else: redirects are not followed. What is logged is names,
//! statuses and durations.

use std::sync::Arc;
use std::time::Duration;

use reqwest::RequestBuilder;
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue,
};
use tokio::time::{self, Instant};
use url::Url;
use uuid::Uuid;

use crate::answer::Answer;
use crate::auth::{Granted, Held, KeySource, TokenCache};
use crate::body::RequestBody;
use crate::budget::Budget;
use crate::client::Deadlines;
use crate::clock::{Clock, Moment};
use crate::error::{Acts, Error, ErrorKind, Stage, Step};
use crate::hosts::Hosts;
use crate::idempotency::IdempotencyKey;
use crate::retry::{self, Decision, Failure, RetryPolicy, Situation};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Without it, many a server refuses a request that could have a body and has none (RFC 9110, section 8.6).
const NOTHING: HeaderValue = HeaderValue::from_static("0");
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

pub(crate) struct Transport {
    /// For the API key alone: a connection ends with its request, and with it the buffer that the key was written into.
    pub(crate) identity: reqwest::Client,
    pub(crate) http: reqwest::Client,
    pub(crate) hosts: Hosts,
    pub(crate) api_key: Box<dyn KeySource>,
    pub(crate) tokens: TokenCache,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) deadlines: Deadlines,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
}

/// One call to the API, the same in every round.
pub(crate) struct Call<'a> {
    pub(crate) operation: &'static str,
    pub(crate) url: Url,
    pub(crate) asks: Asks<'a>,
}

/// What a call asks for. Every kind can be repeated without acting twice.
pub(crate) enum Asks<'a> {
    /// To be told something.
    Read,
    /// To do something, once for this key and these bytes.
    Act {
        key: &'a IdempotencyKey,
        body: &'a RequestBody,
    },
    /// To change something, once for this key and these bytes.
    Change {
        key: &'a IdempotencyKey,
        body: &'a RequestBody,
    },
    /// To bring about a state, which is the same however often it is asked for. Takes no key and no body.
    Settle,
}

/// The proof that the API key is good: a token, whether or not one is held.
pub(crate) struct Authorize;

/// What can be tried in rounds.
pub(crate) trait Errand: Sync {
    type Outcome: Send;

    fn operation(&self) -> &'static str;

    /// Whether repeating it after an unknown outcome does no harm.
    fn repeatable(&self) -> bool;

    /// Tries once, and not with the token that was `refused`.
    fn round(
        &self,
        transport: &Transport,
        watch: &Watch<'_>,
        refused: Option<u64>,
    ) -> impl Future<Output = Result<Self::Outcome, Failed>> + Send;
}

/// A round that failed, and the token that it was sent with, by the fetch that it came from.
pub(crate) struct Failed {
    error: Error,
    token: Option<u64>,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self { error, token: None }
    }
}

impl Transport {
    /// Tries in rounds until there is an answer, or until trying again is useless or could do harm.
    pub(crate) async fn run<E: Errand>(&self, errand: &E) -> Result<E::Outcome, Error> {
        let watch = Watch::start(&*self.clock, self.deadlines);
        let operation = errand.operation();
        let (mut earlier, mut refused) = (None, None);
        let mut attempt = 1;
        self.budget.called();
        loop {
            let failed = match errand.round(self, &watch, refused).await {
                Ok(outcome) => {
                    tracing::debug!(
                        operation,
                        attempt,
                        elapsed_ms = watch.elapsed_ms(),
                        "answered"
                    );
                    self.budget.answered();
                    return Ok(outcome);
                }
                Err(failed) => failed,
            };
            let failure = failure(&failed, refused);
            let newest = failed.error;
            let situation = Situation {
                failure,
                // Fetching a token can always be repeated.
                repeatable: newest.stage() == Stage::Authorize || errand.repeatable(),
                attempt,
                elapsed: watch.elapsed(),
                limit: self.deadlines.operation,
                jitter: jitter(),
                retry_after: newest.retry_after(),
            };
            let decision = self.afford(retry::decide(&self.retry, &situation), failure);
            log(operation, attempt, &watch, &newest, decision);
            let Decision::After(wait) = decision else {
                return Err(newest.after(earlier.take()));
            };
            attempt += 1;
            if failure == Failure::TokenRefused {
                // Nothing was done in this round: what the rounds before it amount to stays as it is.
                refused = failed.token;
                continue;
            }
            let error = newest.after(earlier.take());
            time::sleep(wait).await;
            // The machine may have slept meanwhile, and the gateway may have forgotten the key since.
            if watch.remaining().is_zero() {
                return Err(error);
            }
            earlier = Some(error);
        }
    }

    /// Repeats only what the budget pays for. Renewing a token is no repeat of what failed.
    fn afford(&self, decision: Decision, failure: Failure) -> Decision {
        match decision {
            Decision::After(_) if failure != Failure::TokenRefused && !self.budget.repeat() => {
                Decision::Stop
            }
            Decision::After(_) | Decision::Stop => decision,
        }
    }

    async fn send_with(
        &self,
        call: &Call<'_>,
        watch: &Watch<'_>,
        held: &Held,
    ) -> Result<Answer, Error> {
        let keyed = |request: RequestBuilder, key: &IdempotencyKey, body: &RequestBody| {
            request
                .header(CONTENT_TYPE, JSON)
                .header(IDEMPOTENCY_KEY, key.to_string())
                .body(body.to_bytes())
        };
        let url = call.url.clone();
        let (request, acts) = match call.asks {
            Asks::Read => (self.http.get(url).header(CONTENT_TYPE, JSON), Acts::No),
            Asks::Act { key, body } => (keyed(self.http.post(url), key, body), Acts::ByKey),
            Asks::Change { key, body } => (keyed(self.http.patch(url), key, body), Acts::ByKey),
            Asks::Settle => (
                self.http.post(url).header(CONTENT_LENGTH, NOTHING),
                Acts::Plainly,
            ),
        };
        let request = request.header(AUTHORIZATION, held.token.header());
        let step = Step {
            operation: call.operation,
            stage: Stage::Operation,
            acts,
        };
        self.exchange(step, request, watch).await
    }

    /// Gives a token, and waits for it no longer than the whole call may take.
    async fn token(
        &self,
        operation: &'static str,
        watch: &Watch<'_>,
        refused: Option<u64>,
    ) -> Result<Held, Error> {
        if let Some(held) = self.tokens.at_hand(&self.clock.now(), refused) {
            return Ok(held);
        }
        // Large and rarely needed: in a box, it does not make every call as large.
        let fetch = Box::pin(self.fetch_token(operation, watch));
        let token = self.tokens.token(|| self.clock.now(), refused, fetch);
        match time::timeout(watch.remaining(), token).await {
            Ok(outcome) => outcome.map_err(|error| error.told_to(operation)),
            Err(elapsed) => Err(Error::no_answer(authorizing(operation), Arc::new(elapsed))),
        }
    }

    async fn fetch_token(
        &self,
        operation: &'static str,
        watch: &Watch<'_>,
    ) -> Result<Granted, Error> {
        let request = self.identity.post(self.hosts.authorize());
        let request = request.header(CONTENT_LENGTH, NOTHING);
        let key = self.api_key.api_key().await;
        let key = key.map_err(|error| Error::no_key(authorizing(operation), Arc::new(error)))?;
        let request = request.header(API_KEY, secret(key.expose()));
        drop(key);
        let answer = self
            .exchange(authorizing(operation), request, watch)
            .await?;
        Granted::read(&answer.body).ok_or_else(|| answer.unfit())
    }

    async fn exchange(
        &self,
        step: Step,
        request: RequestBuilder,
        watch: &Watch<'_>,
    ) -> Result<Answer, Error> {
        let allowed = watch.remaining().min(self.deadlines.request);
        if allowed.is_zero() {
            return Err(Error::not_sent(step, Arc::new(TimeIsUp)));
        }
        let sent = request.header(ACCEPT, JSON).timeout(allowed).send().await;
        let response = sent.map_err(|error| {
            let (unsent, error) = (
                error.is_connect() || error.is_builder(),
                error.without_url(),
            );
            let failed = if unsent {
                Error::not_sent
            } else {
                Error::no_answer
            };
            failed(step, Arc::new(error))
        })?;
        Answer::read(step, response, || self.clock.now().wall).await
    }
}

impl Errand for Call<'_> {
    type Outcome = Answer;

    fn operation(&self) -> &'static str {
        self.operation
    }

    fn repeatable(&self) -> bool {
        match self.asks {
            Asks::Read | Asks::Act { .. } | Asks::Change { .. } | Asks::Settle => true,
        }
    }

    async fn round(
        &self,
        transport: &Transport,
        watch: &Watch<'_>,
        refused: Option<u64>,
    ) -> Result<Answer, Failed> {
        let held = transport.token(self.operation, watch, refused).await?;
        let sent = transport.send_with(self, watch, &held).await;
        sent.map_err(|error| Failed {
            error,
            token: Some(held.fetch),
        })
    }
}

impl Errand for Authorize {
    type Outcome = ();

    fn operation(&self) -> &'static str {
        "authorize"
    }

    fn repeatable(&self) -> bool {
        true
    }

    async fn round(
        &self,
        transport: &Transport,
        watch: &Watch<'_>,
        _refused: Option<u64>,
    ) -> Result<(), Failed> {
        let step = authorizing(self.operation());
        let fetch = transport.fetch_token(step.operation, watch);
        let renewed = transport.tokens.renew(|| transport.clock.now(), fetch);
        match time::timeout(watch.remaining(), renewed).await {
            Ok(outcome) => Ok(outcome.map(drop)?),
            Err(elapsed) => Err(Error::no_answer(step, Arc::new(elapsed)).into()),
        }
    }
}

/// Measures how long a call has taken, and counts through the machine's sleep.
pub(crate) struct Watch<'a> {
    clock: &'a dyn Clock,
    begun: Moment,
    // The runtime's own time as well, so that a clock that stands still cannot make a call endless.
    ticked: Instant,
    limit: Duration,
}

impl<'a> Watch<'a> {
    fn start(clock: &'a dyn Clock, deadlines: Deadlines) -> Self {
        Self {
            clock,
            begun: clock.now(),
            ticked: Instant::now(),
            limit: deadlines.operation,
        }
    }

    fn elapsed(&self) -> Duration {
        self.clock
            .now()
            .since(&self.begun)
            .max(self.ticked.elapsed())
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn remaining(&self) -> Duration {
        self.limit.saturating_sub(self.elapsed())
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the time for the call is used up")]
struct TimeIsUp;

fn authorizing(operation: &'static str) -> Step {
    Step {
        operation,
        stage: Stage::Authorize,
        acts: Acts::No,
    }
}

fn secret(text: &str) -> HeaderValue {
    let mut value = HeaderValue::from_str(text).expect("keys and tokens are visible ASCII");
    value.set_sensitive(true);
    value
}

fn failure(failed: &Failed, renewed: Option<u64>) -> Failure {
    let error = &failed.error;
    match (error.kind(), error.status()) {
        (ErrorKind::Refused, Some(401)) if failed.token.is_some() && renewed.is_none() => {
            Failure::TokenRefused
        }
        (ErrorKind::NotSent, _) => Failure::NotSent,
        (ErrorKind::NoKey, _) => Failure::NoKey,
        (ErrorKind::NoAnswer, _) | (ErrorKind::Refused, None) => Failure::NoAnswer,
        (ErrorKind::Refused, Some(status)) => Failure::Status(status),
        (ErrorKind::Unreadable, _) => Failure::Unreadable,
    }
}

fn log(operation: &str, attempt: u32, watch: &Watch<'_>, error: &Error, decision: Decision) {
    let wait_ms = match decision {
        Decision::After(wait) => u64::try_from(wait.as_millis()).ok(),
        Decision::Stop => None,
    };
    tracing::warn!(
        operation,
        attempt,
        elapsed_ms = watch.elapsed_ms(),
        stage = ?error.stage(),
        kind = ?error.kind(),
        status = error.status(),
        problem = error.problem().map(|problem| problem.kind.fragment()),
        request_id = error.request_id(),
        wait_ms,
        "round failed"
    );
}

/// Chance between 0 and 1, from the same source as the keys.
fn jitter() -> f64 {
    let bits = u32::try_from(Uuid::new_v4().as_u128() & u128::from(u32::MAX));
    f64::from(bits.unwrap_or_default()) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_with_secrets_are_marked() {
        let value = secret("s3cret");

        assert!(value.is_sensitive());
        assert!(!format!("{value:?}").contains("s3cret"));
    }

    #[test]
    fn chance_is_between_nothing_and_all() {
        let drawn: Vec<f64> = (0..100).map(|_| jitter()).collect();

        assert!(drawn.iter().all(|chance| (0.0..=1.0).contains(chance)));
        assert!(
            drawn.iter().any(|chance| *chance < 0.5) && drawn.iter().any(|chance| *chance > 0.5)
        );
    }
}
