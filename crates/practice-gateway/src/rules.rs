//! Every point on which the contract is silent or its sources disagree, as one named switch each
//! (FACTS 17). The defaults are a careful guess; a client has to cope with every variant.

mod named;

use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

pub use named::{NAMED_RULES, NamedRule, RuleError};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Rules {
    /// Seconds a token lives, told as `expires_in`.
    #[serde(with = "jiff::fmt::serde::unsigned_duration::friendly::compact::required")]
    pub token_lifetime: Duration,
    /// Answer to an API key that nobody has.
    pub unknown_api_key: UnknownApiKey,
    /// Answer for a terminal or link that belongs to another account.
    pub foreign_resource: ForeignResource,

    /// How long an Idempotency-Key is remembered.
    pub key_lifetime: KeyLifetime,
    /// What a key does once it has been forgotten.
    pub forgotten_key: ForgottenKey,
    /// What the same key means when it comes again.
    pub repeated_key: RepeatedKey,
    /// When two bodies under one key count as the same request.
    pub same_body: SameBody,
    /// Whether a refusal is remembered under its key, too.
    pub refused_request: RefusedRequest,
    /// Whose requests a key is compared with.
    pub key_scope: KeyScope,
    /// Answer to a key that is not a version 4 UUID.
    pub malformed_key: MalformedKey,

    /// Properties the contract does not list for a request, read-only ones included.
    pub extra_properties: ExtraProperties,
    /// How `errors[].parameter` names a field.
    pub parameter_spelling: ParameterSpelling,
    /// A charge of zero or less.
    pub amount_not_positive: Doubtful,
    /// `paymentMethods` or `recipients` without an item.
    pub empty_list: Doubtful,
    /// A bank transfer offered for a pre-authorization.
    pub bank_transfer_on_hold: Doubtful,
    /// `expiresOn` before today when a link is created.
    pub past_expiry: Doubtful,
    /// A recipient's address that does not look like one.
    pub odd_address: Doubtful,
    /// A `merchantReference` that another link of the terminal has.
    pub repeated_reference: RepeatedReference,

    /// Whose midnight ends the last day of a link.
    pub day_boundary: DayBoundary,
    /// Answer to sharing or changing a link that is not active.
    pub wrong_state: WrongState,
    /// Answer to deactivating a link that is deactivated already.
    pub second_deactivate: SecondDeactivate,
    /// Answer to deactivating a completed or expired link.
    pub deactivate_after_end: DeactivateAfterEnd,

    /// A step of a change that names what this kind of link does not let be changed.
    pub forbidden_path: OddPath,
    /// A step of a change whose path is no JSON Pointer.
    pub malformed_pointer: OddPath,
    /// A step of a change that cannot be taken: a test that fails, a pointer to nothing.
    pub failed_step: FailedStep,
    /// A change without a step.
    pub empty_change: Doubtful,
    /// `expiresOn` before today when a link is changed, which pauses it.
    pub past_expiry_on_change: Doubtful,
    /// Whether an expired link becomes active when its last day is moved.
    pub revival: Revival,
    /// What a change that changes nothing does to the address of a single-use link.
    pub idle_change: IdleChange,
    /// Content types that a change may come in.
    pub change_type: ChangeType,

    /// Whether the last two digits of an amount decide the payment, as on the real test host.
    pub deciding_amounts: DecidingAmounts,

    /// Order of lists.
    pub list_order: ListOrder,
    /// `before` and `after` in one request.
    pub both_cursors: BothCursors,
    /// A cursor that names nothing in the list.
    pub unknown_cursor: UnknownCursor,
    /// A `limit` below 1 or above 100.
    pub limit_out_of_range: LimitOutOfRange,
    /// Whether the links between pages carry the filters.
    pub page_links: PageLinks,
    /// How text filters compare.
    pub text_filter: TextFilter,
    /// How long a new link stays out of lists; it can be retrieved at once.
    #[serde(with = "jiff::fmt::serde::unsigned_duration::friendly::compact::required")]
    pub list_lag: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            token_lifetime: Duration::from_secs(3600),
            unknown_api_key: UnknownApiKey::NotAuthorized,
            foreign_resource: ForeignResource::NotFound,
            key_lifetime: KeyLifetime::For(Duration::from_secs(24 * 3600)),
            forgotten_key: ForgottenKey::ActsAgain,
            repeated_key: RepeatedKey::Replays,
            same_body: SameBody::SameBytes,
            refused_request: RefusedRequest::Forgotten,
            key_scope: KeyScope::Account,
            malformed_key: MalformedKey::BadRequest,
            extra_properties: ExtraProperties::Ignored,
            parameter_spelling: ParameterSpelling::DottedPath,
            amount_not_positive: Doubtful::Refused,
            empty_list: Doubtful::Refused,
            bank_transfer_on_hold: Doubtful::Refused,
            past_expiry: Doubtful::Refused,
            odd_address: Doubtful::Accepted,
            repeated_reference: RepeatedReference::Allowed,
            day_boundary: DayBoundary::TerminalZone,
            wrong_state: WrongState::CannotBeModified,
            second_deactivate: SecondDeactivate::CannotBeModified,
            deactivate_after_end: DeactivateAfterEnd::CannotBeModified,
            forbidden_path: OddPath::BadRequest,
            malformed_pointer: OddPath::BadRequest,
            failed_step: FailedStep::BadRequest,
            empty_change: Doubtful::Accepted,
            past_expiry_on_change: Doubtful::Refused,
            revival: Revival::Allowed,
            idle_change: IdleChange::KeepsAddress,
            change_type: ChangeType::JsonOnly,
            deciding_amounts: DecidingAmounts::Obeyed,
            list_order: ListOrder::NewestFirst,
            both_cursors: BothCursors::BadRequest,
            unknown_cursor: UnknownCursor::BadRequest,
            limit_out_of_range: LimitOutOfRange::BadRequest,
            page_links: PageLinks::RepeatFilters,
            text_filter: TextFilter::Exact,
            list_lag: Duration::ZERO,
        }
    }
}

impl Rules {
    /// The defaults, but nothing doubtful in a request gets through.
    pub fn strict() -> Self {
        Self {
            extra_properties: ExtraProperties::Refused,
            odd_address: Doubtful::Refused,
            repeated_reference: RepeatedReference::AlreadyExists,
            ..Self::default()
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownApiKey {
    NotAuthorized,
    Forbidden,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignResource {
    NotFound,
    Forbidden,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum KeyLifetime {
    For(Duration),
    ForEver,
}

/// Written `for-ever`, or as a time such as `24h`.
impl TryFrom<String> for KeyLifetime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == "for-ever" {
            return Ok(Self::ForEver);
        }
        let lifetime = text.parse::<SignedDuration>().ok();
        let lifetime = lifetime.and_then(|lifetime| Duration::try_from(lifetime).ok());
        lifetime
            .map(Self::For)
            .ok_or_else(|| format!("{text:?} is neither `for-ever` nor a time such as `24h`"))
    }
}

impl From<KeyLifetime> for String {
    fn from(lifetime: KeyLifetime) -> Self {
        match lifetime {
            KeyLifetime::ForEver => "for-ever".to_owned(),
            KeyLifetime::For(lifetime) => {
                format!(
                    "{:#}",
                    SignedDuration::try_from(lifetime).unwrap_or(SignedDuration::MAX)
                )
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForgottenKey {
    /// As if it had never been seen: a second link, a second email.
    ActsAgain,
    /// 409 idempotency-key-in-use, whatever the body.
    InUse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepeatedKey {
    /// The same request gets the first answer again; another one gets 409.
    Replays,
    /// 409 idempotency-key-in-use even for the same request.
    InUse,
    /// Keys are demanded and then not looked at.
    ActsAgain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SameBody {
    SameBytes,
    /// Spaces and the order of members do not matter.
    SameJson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusedRequest {
    /// The key stays free: a repaired request may use it.
    Forgotten,
    /// The refusal is replayed, and a repaired request is a conflict.
    Remembered,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyScope {
    Account,
    Everyone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MalformedKey {
    BadRequest,
    Accepted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtraProperties {
    Ignored,
    Refused,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterSpelling {
    /// `order.charge.amount`, `recipients[0].email`
    DottedPath,
    /// `amount`, `email`
    LastName,
    /// `/order/charge/amount`, `/recipients/0/email`
    Pointer,
}

/// Whether something that no source forbids is let through. Refused means 400 bad-request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubtful {
    Refused,
    Accepted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepeatedReference {
    Allowed,
    AlreadyExists,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayBoundary {
    /// The terminal's time zone, UTC where it has none.
    TerminalZone,
    Utc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WrongState {
    CannotBeModified,
    BadRequest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondDeactivate {
    CannotBeModified,
    /// 200 with the link as it is.
    Accepted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeactivateAfterEnd {
    CannotBeModified,
    Deactivates,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OddPath {
    BadRequest,
    CannotBeModified,
    /// The step is passed over.
    Ignored,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailedStep {
    BadRequest,
    CannotBeModified,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Revival {
    Allowed,
    /// As for every other link that is not active.
    WrongState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdleChange {
    KeepsAddress,
    /// Unless every step is a test.
    RenewsAddress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeType {
    JsonOnly,
    /// `application/json-patch+json`, too.
    JsonPatchToo,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecidingAmounts {
    Ignored,
    /// 01 declines, 02 refers, 03 fails the security code; all three count as declined.
    Obeyed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListOrder {
    NewestFirst,
    OldestFirst,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BothCursors {
    BadRequest,
    AfterWins,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownCursor {
    BadRequest,
    EmptyPage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitOutOfRange {
    BadRequest,
    Clamped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageLinks {
    RepeatFilters,
    /// As in the contract's examples, which have no filters.
    CursorOnly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextFilter {
    Exact,
    /// Any part, capitals or not.
    Contains,
}
