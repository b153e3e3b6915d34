//! What a failed call means to the user: from the client's error to a [`Fault`].

use std::error::Error as _;

use payroc::{Effect, Error, ErrorKind, FieldError, ProblemType, Stage};

use crate::fault::{Complaint, Fault, FaultCode, FaultEffect, Field, FieldComplaint};
use crate::outbox::step::Verdict;
use crate::ports::VaultError;
use crate::view::Place;

/// What the call was about; it decides what "not found" is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Terminal,
    Link,
}

pub fn fault(error: &Error, about: About, place: Place) -> Fault {
    let code = code(error, about, place);
    let problem = error.problem();
    let mut fields: Vec<_> = problem
        .map(|problem| problem.errors.iter().map(complaint).collect())
        .unwrap_or_default();
    if code == FaultCode::KeyNotAccepted {
        fields = vec![FieldComplaint::new(Field::ApiKey, Complaint::NotAccepted)];
    } else if code == FaultCode::TerminalNotAccepted {
        fields = vec![FieldComplaint::new(
            Field::TerminalId,
            Complaint::NotAccepted,
        )];
    }
    Fault {
        code,
        effect: match error.effect() {
            Effect::None => FaultEffect::None,
            Effect::Unknown => FaultEffect::Unknown,
            Effect::Done => FaultEffect::Done,
        },
        fields,
        detail: problem.and_then(|problem| problem.detail.clone()),
        reference: reference(error),
    }
}

/// What a call that did not act, or a look that failed, tells about trying again.
pub fn verdict(fault: &Fault, error: &Error) -> Verdict {
    let passes = matches!(
        fault.code,
        FaultCode::Offline
            | FaultCode::PracticeUnavailable
            | FaultCode::GatewayTrouble
            | FaultCode::NoAnswer
    );
    let needs_key = matches!(
        fault.code,
        FaultCode::KeyNotAccepted
            | FaultCode::KeyMissing
            | FaultCode::KeyUnreadable
            | FaultCode::KeychainMissing
            | FaultCode::KeychainLocked
            | FaultCode::KeychainDenied
            | FaultCode::KeychainSilent
    );
    // Something answered in the identity host's place, such as the sign-in page of a network: nothing was sent.
    let no_token = fault.code == FaultCode::AnswerUnreadable && error.stage() == Stage::Authorize;
    match error.status() {
        _ if passes || no_token => Verdict::Later {
            wait: error.retry_after(),
        },
        _ if needs_key => Verdict::NeedsUser,
        Some(403 | 409) => Verdict::RefusedUnjudged,
        _ => Verdict::Refused,
    }
}

fn code(error: &Error, about: About, place: Place) -> FaultCode {
    match error.kind() {
        ErrorKind::NotSent if place == Place::Practice => FaultCode::PracticeUnavailable,
        ErrorKind::NotSent => FaultCode::Offline,
        ErrorKind::NoKey => no_key(error),
        ErrorKind::NoAnswer => FaultCode::NoAnswer,
        ErrorKind::Unreadable => FaultCode::AnswerUnreadable,
        ErrorKind::Refused => refused(error, about),
    }
}

/// What the keychain said, from the chain of causes.
fn no_key(error: &Error) -> FaultCode {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<VaultError>() {
            return (*error).into();
        }
        cause = error.source();
    }
    FaultCode::KeyMissing
}

impl From<VaultError> for FaultCode {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::NoEntry => Self::KeyMissing,
            VaultError::Damaged => Self::KeyUnreadable,
            VaultError::Missing => Self::KeychainMissing,
            VaultError::Locked => Self::KeychainLocked,
            VaultError::Denied => Self::KeychainDenied,
            VaultError::Silent => Self::KeychainSilent,
        }
    }
}

fn refused(error: &Error, about: About) -> FaultCode {
    let kind = error.problem().map(|problem| &problem.kind);
    match error.status().unwrap_or_default() {
        408 | 421 | 429 | 500.. => FaultCode::GatewayTrouble,
        400..=499 if error.stage() == Stage::Authorize => FaultCode::KeyNotAccepted,
        // A redirect, or something that is no answer of this gateway's.
        0..=399 => FaultCode::GatewayTrouble,
        401 => FaultCode::KeyNotAccepted,
        403 => FaultCode::Forbidden,
        404 => match about {
            About::Terminal => FaultCode::TerminalNotAccepted,
            About::Link => FaultCode::LinkNotFound,
        },
        409 if about == About::Link && kind == Some(&ProblemType::CannotBeModified) => {
            FaultCode::LinkNotUsable
        }
        _ => FaultCode::Refused,
    }
}

/// Puts one of the gateway's complaints at its field, as well as its name for the field tells.
///
/// The spelling of names is not documented, so only their ends are compared.
fn complaint(error: &FieldError) -> FieldComplaint {
    let name = error
        .parameter
        .as_deref()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let ends = [
        ("amount", Field::Amount),
        ("currency", Field::Currency),
        ("description", Field::Description),
        ("merchantreference", Field::Reference),
        ("orderid", Field::OrderId),
        ("authtype", Field::AuthType),
        ("paymentmethods", Field::PaymentMethods),
        ("expireson", Field::ExpiresOn),
        ("label", Field::ButtonLabel),
        ("customlabels", Field::ButtonLabel),
        ("mitagreement", Field::SaveDetails),
        ("tokenize", Field::SaveDetails),
        ("credentialonfile", Field::SaveDetails),
        ("email", Field::RecipientEmail),
        ("recipients", Field::RecipientEmail),
        ("name", Field::RecipientName),
        ("message", Field::Message),
        ("processingterminalid", Field::TerminalId),
    ];
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '.'));
    let field = ends
        .iter()
        .find(|(end, _)| bare.ends_with(end))
        .map_or(Field::Form, |(_, field)| *field);
    FieldComplaint {
        field,
        index: None,
        complaint: Complaint::Gateway,
        limit: None,
        detail: error.message.clone().or_else(|| error.detail.clone()),
    }
}

fn reference(error: &Error) -> Option<String> {
    let operation = Some(error.operation().to_owned());
    let status = error.status().map(|status| format!("HTTP {status}"));
    let request = error.request_id().map(|id| format!("request {id}"));
    let parts: Vec<String> = [operation, status, request].into_iter().flatten().collect();
    Some(parts.join(", "))
}
