//! Failures made up for tests of whoever calls this client: each is what the transport makes of the same event.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::error::{Acts, Error, Stage, Step, Told};
use crate::problem::{Problem, ProblemType};

/// A call that is to fail.
#[derive(Clone, Copy, Debug)]
pub struct FailedCall(Step);

impl FailedCall {
    /// A call that acts once for its key, by its name in the API's documentation.
    pub fn acting(operation: &'static str) -> Self {
        Self(Step {
            operation,
            stage: Stage::Operation,
            acts: Acts::ByKey,
        })
    }

    /// A call that acts without a key: done twice, it is done once.
    pub fn acting_without_a_key(operation: &'static str) -> Self {
        Self(Step {
            operation,
            stage: Stage::Operation,
            acts: Acts::Plainly,
        })
    }

    /// A call that only reads.
    pub fn reading(operation: &'static str) -> Self {
        Self(Step {
            operation,
            stage: Stage::Operation,
            acts: Acts::No,
        })
    }

    /// The same call, failing before it was sent: while an access token was fetched for it.
    #[must_use]
    pub fn while_authorizing(self) -> Self {
        Self(Step {
            stage: Stage::Authorize,
            acts: Acts::No,
            ..self.0
        })
    }

    /// Nothing left this machine.
    pub fn not_sent(self) -> Error {
        Error::not_sent(self.0, Arc::new(MadeUp))
    }

    /// There was no API key, for this reason.
    pub fn no_key(self, cause: impl StdError + Send + Sync + 'static) -> Error {
        Error::no_key(self.while_authorizing().0, Arc::new(cause))
    }

    /// It was sent, and nothing came back.
    pub fn no_answer(self) -> Error {
        Error::no_answer(self.0, Arc::new(MadeUp))
    }

    /// The gateway answered with this status.
    pub fn refused(
        self,
        status: u16,
        kind: Option<ProblemType>,
        retry_after: Option<Duration>,
    ) -> Error {
        let told = Told {
            status,
            retry_after,
            ..Told::default()
        };
        let problem = kind.map(|kind| Problem {
            kind,
            ..Problem::default()
        });
        Error::refused(self.0, told, problem)
    }

    /// The gateway answered with a success that could not be read.
    pub fn unreadable(self, status: u16) -> Error {
        let told = Told {
            status,
            ..Told::default()
        };
        Error::unreadable(self.0, told, Arc::new(MadeUp))
    }
}

#[derive(Debug)]
struct MadeUp;

impl fmt::Display for MadeUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("made up for a test")
    }
}

impl StdError for MadeUp {}
