//! Failures, told by what is known about the other side: after a failure about money the question is not
//! which library failed, but whether the gateway acted.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::problem::{Problem, ProblemType};

/// A call that did not end well. Cheap enough to clone; shows no secrets, addresses or bodies.
///
/// | kind | meaning | effect |
/// |---|---|---|
/// | [`NotSent`](ErrorKind::NotSent) | nothing left this machine | none |
/// | [`NoKey`](ErrorKind::NoKey) | there was no API key to sign in with | none |
/// | [`NoAnswer`](ErrorKind::NoAnswer) | sent, then cut off or timed out | unknown |
/// | [`Refused`](ErrorKind::Refused) | an answer that is no success | 4xx none, see [`Error::effect`]; others unknown |
/// | [`Unreadable`](ErrorKind::Unreadable) | a success that could not be read | done |
#[derive(Clone)]
pub struct Error {
    inner: Box<Inner>,
}

/// What is known about the other side. The list is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The request did not leave: no connection, no such name, no trust, or refused locally.
    NotSent,
    /// The API key could not be had, so no token could be fetched: see [`KeyUnavailable`](crate::KeyUnavailable) in
    /// the chain of sources.
    NoKey,
    /// The request was sent, at least in part, and the connection was cut or too much time passed.
    NoAnswer,
    /// The gateway answered, and not with a success. Redirects are never followed and count as refusals.
    Refused,
    /// The gateway answered with a success that could not be read.
    Unreadable,
}

/// Whether the gateway acted. The list is complete, and sorted by how much is at stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// It did nothing.
    None,
    /// Nobody knows. Keep the key, and repeat or look it up.
    Unknown,
    /// It did what was asked. Look up what that was.
    Done,
}

/// At which step a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// While getting an access token for the API key: the call itself was not sent.
    Authorize,
    /// In the call itself.
    Operation,
}

impl Error {
    /// Tells what is known about the other side.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Tells whether the gateway acted, over all rounds of this call: when one round may have acted, a
    /// later refusal does not take that back. Earlier calls under the same key are not considered.
    ///
    /// A refusal with a 4xx status has no effect, with these exceptions, which are [`Effect::Unknown`]:
    /// 408 and 429 (an intermediary may have passed the request on before it gave up; repeating it later
    /// under its key is right in any case), and a 409 to a request with a key that is about the key itself
    /// or does not say what it is about (Payroc API: Idempotency). Reading and authorizing never have an
    /// effect.
    pub fn effect(&self) -> Effect {
        self.inner.effect
    }

    /// Tells at which step it failed.
    pub fn stage(&self) -> Stage {
        self.inner.stage
    }

    /// Gives the HTTP status, if there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.inner.status
    }

    /// Gives the problem document of a refusal, if there was one that could be read.
    pub fn problem(&self) -> Option<&Problem> {
        self.inner.problem.as_ref()
    }

    /// Gives the gateway's name for the exchange, if it told one. For support.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.request_id.as_deref()
    }

    /// Tells how long the gateway asked to wait before the next try.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Gives the name of the call, as in the API's own documentation: `createPaymentLink`. For support.
    pub fn operation(&self) -> &'static str {
        self.inner.operation
    }
}

/// One line: what happened, without the causes.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            operation,
            kind,
            stage,
            ..
        } = &*self.inner;
        write!(f, "{operation}: ")?;
        match stage {
            Stage::Authorize if *operation != "authorize" => f.write_str("authorizing: ")?,
            Stage::Authorize | Stage::Operation => {}
        }
        match kind {
            ErrorKind::NotSent => f.write_str("could not be sent")?,
            ErrorKind::NoKey => f.write_str("there is no API key")?,
            ErrorKind::NoAnswer => f.write_str("no answer")?,
            ErrorKind::Refused => f.write_str("refused")?,
            ErrorKind::Unreadable => f.write_str("succeeded with an unreadable answer")?,
        }
        if let Some(status) = self.inner.status {
            write!(f, " with status {status}")?;
        }
        if let Some(problem) = &self.inner.problem {
            write!(f, " ({})", problem.kind.fragment())?;
        }
        if let Some(id) = &self.inner.request_id {
            write!(f, ", request {id}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("operation", &self.inner.operation)
            .field("stage", &self.inner.stage)
            .field("kind", &self.inner.kind)
            .field("effect", &self.inner.effect)
            .field("status", &self.inner.status)
            .field("problem", &self.inner.problem)
            .field("request_id", &self.inner.request_id)
            .field("retry_after", &self.inner.retry_after)
            .field("source", &self.inner.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}

/// What was being done when it failed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) operation: &'static str,
    pub(crate) stage: Stage,
    pub(crate) acts: Acts,
}

/// What a success changes at the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Acts {
    /// Nothing.
    No,
    /// Something, once for its key.
    ByKey,
    /// Something, without a key: no answer can be about one.
    Plainly,
}

/// What an answer told besides its body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
}

/// A cause that may be shown: its text is ours or a library's about transport, never about content.
pub(crate) type Cause = Arc<dyn StdError + Send + Sync>;

impl Error {
    pub(crate) fn not_sent(step: Step, cause: Cause) -> Self {
        Self::unanswered(step, ErrorKind::NotSent, cause)
    }

    pub(crate) fn no_key(step: Step, cause: Cause) -> Self {
        Self::unanswered(step, ErrorKind::NoKey, cause)
    }

    pub(crate) fn no_answer(step: Step, cause: Cause) -> Self {
        Self::unanswered(step, ErrorKind::NoAnswer, cause)
    }

    pub(crate) fn refused(step: Step, told: Told, problem: Option<Problem>) -> Self {
        Self::answered(step, ErrorKind::Refused, told, problem, None)
    }

    pub(crate) fn unreadable(step: Step, told: Told, cause: Cause) -> Self {
        Self::answered(step, ErrorKind::Unreadable, told, None, Some(cause))
    }

    /// The failure of one more round, when `earlier` is what all rounds before it amount to.
    ///
    /// What may have been done stays so. The newest answer of the call itself is told, because it knows
    /// most; when the newest round did not get that far, the round that may have acted is told.
    pub(crate) fn after(self, earlier: Option<Self>) -> Self {
        let Some(earlier) = earlier.filter(|earlier| earlier.effect() > self.effect()) else {
            return self;
        };
        match (self.kind(), self.stage()) {
            (ErrorKind::Refused | ErrorKind::Unreadable, Stage::Operation) => Self {
                inner: Box::new(Inner {
                    effect: earlier.effect(),
                    ..*self.inner
                }),
            },
            (_, Stage::Authorize)
            | (ErrorKind::NotSent | ErrorKind::NoKey | ErrorKind::NoAnswer, _) => earlier,
        }
    }

    /// The same failure, met while another call waited for the same access token.
    pub(crate) fn told_to(mut self, operation: &'static str) -> Self {
        self.inner.operation = operation;
        self
    }

    fn unanswered(step: Step, kind: ErrorKind, cause: Cause) -> Self {
        let inner = Inner {
            operation: step.operation,
            stage: step.stage,
            kind,
            effect: effect(step.acts, kind, None, None),
            status: None,
            problem: None,
            request_id: None,
            retry_after: None,
            source: Some(cause),
        };
        Self {
            inner: Box::new(inner),
        }
    }

    fn answered(
        step: Step,
        kind: ErrorKind,
        told: Told,
        problem: Option<Problem>,
        source: Option<Cause>,
    ) -> Self {
        let known = effect(step.acts, kind, Some(told.status), problem.as_ref());
        let inner = Inner {
            operation: step.operation,
            stage: step.stage,
            kind,
            effect: known,
            status: Some(told.status),
            problem,
            request_id: told.request_id,
            retry_after: told.retry_after,
            source,
        };
        Self {
            inner: Box::new(inner),
        }
    }
}

#[derive(Clone)]
struct Inner {
    operation: &'static str,
    stage: Stage,
    kind: ErrorKind,
    effect: Effect,
    status: Option<u16>,
    problem: Option<Problem>,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    source: Option<Cause>,
}

fn effect(acts: Acts, kind: ErrorKind, status: Option<u16>, problem: Option<&Problem>) -> Effect {
    if acts == Acts::No {
        return Effect::None;
    }
    match kind {
        ErrorKind::NotSent | ErrorKind::NoKey => Effect::None,
        ErrorKind::NoAnswer => Effect::Unknown,
        ErrorKind::Unreadable => Effect::Done,
        ErrorKind::Refused => match status {
            Some(409) if acts == Acts::ByKey => conflict(problem),
            Some(408 | 429) => Effect::Unknown,
            Some(400..=499) => Effect::None,
            Some(_) | None => Effect::Unknown,
        },
    }
}

/// A conflict that is surely about the resource has no effect; any other may be about the key, under which
/// an earlier request may have acted.
fn conflict(problem: Option<&Problem>) -> Effect {
    match problem.map(|problem| &problem.kind) {
        Some(ProblemType::ResourceAlreadyExists | ProblemType::CannotBeModified) => Effect::None,
        Some(
            ProblemType::IdempotencyKeyInUse
            | ProblemType::IdempotencyKeyMissing
            | ProblemType::BadRequest
            | ProblemType::CapabilitiesMissing
            | ProblemType::CurrencyNotSupported
            | ProblemType::NotAuthorized
            | ProblemType::Forbidden
            | ProblemType::NotFound
            | ProblemType::NotAcceptable
            | ProblemType::UnsupportedMediaType
            | ProblemType::ApiError
            | ProblemType::Unknown(_),
        )
        | None => Effect::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_effect_follows_from_kind_status_and_problem() {
        let about =
            |fragment: &str| Problem::read(format!(r##"{{"type":"#{fragment}"}}"##).as_bytes());
        let table = [
            (400, None, Effect::None),
            (401, None, Effect::None),
            (403, None, Effect::None),
            (404, None, Effect::None),
            (415, None, Effect::None),
            (422, None, Effect::None),
            (408, None, Effect::Unknown),
            (429, None, Effect::Unknown),
            (409, about("resource-already-exists"), Effect::None),
            (409, about("cannot-be-modified"), Effect::None),
            (409, about("idempotency-key-in-use"), Effect::Unknown),
            (409, about("something-new"), Effect::Unknown),
            (409, None, Effect::Unknown),
            (302, None, Effect::Unknown),
            (500, None, Effect::Unknown),
            (503, about("not-found"), Effect::Unknown),
        ];
        for (status, problem, expected) in table {
            assert_eq!(refused(status, problem).effect(), expected, "{status}");
        }
        assert_eq!(Error::not_sent(ACT, cause()).effect(), Effect::None);
        assert_eq!(Error::no_answer(ACT, cause()).effect(), Effect::Unknown);
        assert_eq!(
            Error::unreadable(ACT, told(201), cause()).effect(),
            Effect::Done
        );
    }

    #[test]
    fn a_conflict_is_about_the_key_only_if_there_was_one() {
        let plain = Step {
            acts: Acts::Plainly,
            ..ACT
        };

        assert_eq!(refused(409, None).effect(), Effect::Unknown);
        assert_eq!(
            Error::refused(plain, told(409), None).effect(),
            Effect::None
        );
        assert_eq!(
            Error::refused(plain, told(500), None).effect(),
            Effect::Unknown
        );
    }

    #[test]
    fn reading_and_authorizing_have_no_effect() {
        let read = Step {
            acts: Acts::No,
            ..ACT
        };

        assert_eq!(Error::no_answer(read, cause()).effect(), Effect::None);
        assert_eq!(Error::refused(read, told(500), None).effect(), Effect::None);
        assert_eq!(
            Error::unreadable(read, told(200), cause()).effect(),
            Effect::None
        );
    }

    #[test]
    fn what_may_have_been_done_stays_so() {
        let cut = || Error::no_answer(ACT, cause());

        let later = refused(400, None).after(Some(cut()));
        assert_eq!(
            (later.kind(), later.effect()),
            (ErrorKind::Refused, Effect::Unknown)
        );
        assert_eq!(later.status(), Some(400));

        let later = Error::not_sent(ACT, cause()).after(Some(cut()));
        assert_eq!(
            (later.kind(), later.effect()),
            (ErrorKind::NoAnswer, Effect::Unknown)
        );

        let authorizing = Step {
            stage: Stage::Authorize,
            acts: Acts::No,
            ..ACT
        };
        let later = Error::refused(authorizing, told(401), None).after(Some(cut()));
        assert_eq!(
            (later.stage(), later.effect()),
            (Stage::Operation, Effect::Unknown)
        );

        let later = Error::unreadable(ACT, told(201), cause()).after(Some(cut()));
        assert_eq!(later.effect(), Effect::Done);

        let later = refused(400, None).after(Some(Error::not_sent(ACT, cause())));
        assert_eq!(later.effect(), Effect::None);
    }

    #[test]
    fn it_is_one_line_and_repeats_nothing_that_was_said() {
        let body = br#"{"type":"https://example.com/s3cret","title":"s3cret\n","detail":"s3cret"}"#;

        let error = refused(409, Problem::read(body));

        assert_eq!(
            error.to_string(),
            "createPaymentLink: refused with status 409 (unknown), request abc"
        );
        assert!(!format!("{error:?}").contains("s3cret"));
    }

    const ACT: Step = Step {
        operation: "createPaymentLink",
        stage: Stage::Operation,
        acts: Acts::ByKey,
    };

    fn refused(status: u16, problem: Option<Problem>) -> Error {
        Error::refused(ACT, told(status), problem)
    }

    fn told(status: u16) -> Told {
        Told {
            status,
            request_id: Some("abc".to_owned()),
            retry_after: None,
        }
    }

    fn cause() -> Cause {
        Arc::new(fmt::Error)
    }
}
