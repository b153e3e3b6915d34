//! What the user reads when something does not work: a code for the words, whether money or email is affected, and
//! where on the screen it belongs.
//!
//! A code exists only if the interface treats it differently. The words are the interface's.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A failure, as it crosses to the interface and as it is kept with an intent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[error("{code:?}")]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    pub code: FaultCode,
    pub effect: FaultEffect,
    /// What is wrong with which field; empty when no field is to blame.
    pub fields: Vec<FieldComplaint>,
    /// The gateway's own explanation, to be shown as quoted text.
    pub detail: Option<String>,
    /// For support: operation, status and request id. Never a body, an address or a secret.
    pub reference: Option<String>,
}

/// Did the gateway act?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FaultEffect {
    /// Nothing was made and nothing was emailed.
    None,
    /// It may have happened; it is being looked up.
    Unknown,
    /// It did happen.
    Done,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FaultCode {
    /// Fields of a form are wrong; see `fields`. Nothing was sent.
    CheckFields,
    /// No answer from the gateway: no connection, no name, nobody listening.
    Offline,
    /// The practice gateway in particular does not answer.
    PracticeUnavailable,
    /// The connection broke or took too long after the request had left.
    NoAnswer,
    /// The gateway does not take the API key.
    KeyNotAccepted,
    /// The key is good, the terminal is not known or not this key's.
    TerminalNotAccepted,
    /// The key may not do this.
    Forbidden,
    /// The gateway refused the request for a reason of its own; see `detail` and `fields`.
    Refused,
    /// The link is in no state for this (paid, expired, deactivated).
    LinkNotUsable,
    /// The gateway does not know the link.
    LinkNotFound,
    /// The link was changed elsewhere meanwhile; nothing was changed here.
    ChangedElsewhere,
    /// The gateway is in trouble (5xx, 429): it will be tried again.
    GatewayTrouble,
    /// The gateway's answer could not be understood, or does not match what was asked.
    AnswerUnreadable,
    /// Nothing has been found of what was sent; whether it happened cannot be settled by looking.
    OutcomeUnknown,
    /// Something has been found that may be what was sent, and nothing that surely is.
    OutcomeUnclear,
    /// No keychain on this system: offer "for this session only".
    KeychainMissing,
    /// The keychain is locked.
    KeychainLocked,
    /// The keychain refused.
    KeychainDenied,
    /// The keychain did not answer in time; a system dialog may be waiting.
    KeychainSilent,
    /// The keychain has no key for the profile.
    KeyMissing,
    /// What the keychain has for the profile is not a key.
    KeyUnreadable,
    /// No key has been typed yet.
    KeyNotTyped,
    /// There is no such profile, or none is connected.
    NoProfile,
    /// The disk is full or read-only, or the database cannot be read: nothing was sent.
    DiskTrouble,
    /// A file for the user could not be written: no folder for it, no room on the disk, or no permission.
    FileNotWritten,
    /// Another Paylink holds the data.
    AnotherPaylinkIsOpen,
    /// Too late or not in a state for this (take back, retry).
    NotPossibleAnyMore,
    /// Something of the profile is still under way, so the profile cannot be removed.
    UnfinishedWork,
    /// The clipboard, the browser or a window did not do as asked.
    SystemRefused,
    /// Another program, or the system, has this combination of keys.
    ShortcutTaken,
}

impl FaultCode {
    /// Nobody could be reached: nothing is wrong with what was asked.
    pub fn is_no_connection(self) -> bool {
        matches!(self, Self::Offline | Self::PracticeUnavailable)
    }
}

/// One thing wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldComplaint {
    pub field: Field,
    /// Which recipient, counted from 0; absent for all other fields.
    pub index: Option<u16>,
    pub complaint: Complaint,
    /// The limit that was passed, where the complaint is about one.
    pub limit: Option<u32>,
    /// The gateway's own words, for `Complaint::Gateway`.
    pub detail: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    Amount,
    Currency,
    Description,
    Reference,
    OrderId,
    AuthType,
    PaymentMethods,
    ExpiresOn,
    ButtonLabel,
    SaveDetails,
    RecipientName,
    RecipientEmail,
    Message,
    ProfileName,
    TemplateName,
    TerminalId,
    ApiKey,
    /// No single field: shown at the form.
    Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Complaint {
    Missing,
    TooShort,
    TooLong,
    /// Must be more than zero.
    NotPositive,
    TooLarge,
    NotACurrency,
    NotADate,
    InThePast,
    NotAnEmail,
    Duplicate,
    /// Control characters or other text that cannot be sent.
    NotPlainText,
    /// Holding the money works with cards only.
    CardOnly,
    ChooseOne,
    TooMany,
    NotAccepted,
    /// Nothing differs from what is there.
    Unchanged,
    /// The contract does not let this be changed of such a link.
    NotChangeable,
    /// The gateway complained about this field; see `detail`.
    Gateway,
}

impl Fault {
    /// A fault that says by its code alone that nothing happened at the gateway.
    pub fn nothing_done(code: FaultCode) -> Self {
        Self {
            code,
            effect: FaultEffect::None,
            fields: Vec::new(),
            detail: None,
            reference: None,
        }
    }

    /// Complaints about fields, found before anything was sent.
    pub fn check_fields(fields: Vec<FieldComplaint>) -> Self {
        Self {
            fields,
            ..Self::nothing_done(FaultCode::CheckFields)
        }
    }

    /// The same fault with one more complaint.
    #[must_use]
    pub fn at(mut self, complaint: FieldComplaint) -> Self {
        self.fields.push(complaint);
        self
    }
}

impl FieldComplaint {
    pub const fn new(field: Field, complaint: Complaint) -> Self {
        Self {
            field,
            index: None,
            complaint,
            limit: None,
            detail: None,
        }
    }

    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// For the recipient at this place of the list.
    #[must_use]
    pub fn of_recipient(mut self, index: usize) -> Self {
        self.index = u16::try_from(index).ok();
        self
    }
}
