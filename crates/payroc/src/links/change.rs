//! What may be changed about a payment link, and the RFC 6902 document that changes it (Payroc API: Update
//! payment link).
//!
//! What the contract forbids is refused here, before anything is sent. Whether a link may be changed in its
//! state (paid, expired, deactivated) is not documented, and left to the gateway.

use jiff::civil::Date;
use json_patch::jsonptr::{Pointer, PointerBuf};
use json_patch::{
    AddOperation, Patch, PatchOperation, RemoveOperation, ReplaceOperation, TestOperation,
};
use serde::Serialize;
use serde_json::Value;

use super::{
    AuthType, Charge, CredentialOnFile, CustomLabel, LabelElement, LinkType, MitAgreement,
    PaymentLink, PaymentMethod,
};
use crate::body::RequestBody;
use crate::money::{Currency, MinorUnits};

/// The longest text of a button, in characters.
const LABEL_MAX: usize = 24;
/// The longest description, in characters.
const DESCRIPTION_MAX: usize = 1024;

/// One change to a payment link. `None` takes the member away.
///
/// Both kinds of link: the last day, the button, saving the payer's details. Single use alone: the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkChange {
    /// The last day on which it can be paid; a single-use link always has one.
    ExpiresOn(Option<Date>),
    /// The text of the pay button; 1 to 24 characters.
    PaymentButton(Option<String>),
    /// Whether and how the payer's details are saved.
    CredentialOnFile(Option<CredentialOnFile>),
    /// Whether money is taken at once or held. Single use only.
    AuthType(AuthType),
    /// How much, in the smallest unit of the link's currency. Single use with an amount of the merchant's only.
    Amount(MinorUnits),
    /// What it is paid in. Single use only.
    Currency(Currency),
    /// What the payment is for; at most 1024 characters. Single use only.
    Description(Option<String>),
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkMember {
    /// The last day on which it can be paid.
    ExpiresOn,
    /// The texts that replace the gateway's own.
    CustomLabels,
    /// Whether and how the payer's details are saved.
    CredentialOnFile,
    /// Whether money is taken at once or held.
    AuthType,
    /// How much.
    Amount,
    /// What it is paid in.
    Currency,
    /// What the payment is for.
    Description,
}

/// A change that the contract forbids, or that would change nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadChange {
    /// The link is that way already. An empty document is not known to be taken, and one that repeats what is
    /// there may still give a single-use link a new address.
    #[error("nothing would change")]
    Nothing,
    /// One member is changed twice.
    #[error("{0:?} is changed twice")]
    Twice(LinkMember),
    /// Only single-use links may be changed in this.
    #[error("{0:?} of this link cannot be changed: that is for single-use links only")]
    SingleUseOnly(LinkMember),
    /// A single-use link always has a last day.
    #[error("a single-use link needs a last day")]
    NeedsLastDay,
    /// The customer enters the amount, and who does so cannot be changed.
    #[error("the customer enters the amount of this link")]
    AmountIsThePayers,
    /// A payment that is held can be made by card only.
    #[error("money can be held on cards only, and this link takes bank transfers")]
    HoldsCardsOnly,
    /// The text is shorter or longer than allowed.
    #[error("{0:?} is too short or too long")]
    Length(LinkMember),
    /// A value that this version only reads and never sends, or a link that it cannot read in this.
    #[error("{0:?} holds something this version does not know")]
    Unknown(LinkMember),
}

/// The document that makes one or more changes to one link.
///
/// Made from the link as it was last seen: what is there is replaced, what is not is added.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkPatch {
    patch: Patch,
    changes: Vec<LinkChange>,
    replaces_address: bool,
}

impl LinkPatch {
    /// Puts changes together, whatever the link has become meanwhile.
    ///
    /// # Errors
    /// [`BadChange`] for the first change that cannot be.
    pub fn new(link: &PaymentLink, changes: Vec<LinkChange>) -> Result<Self, BadChange> {
        let mut seen = Vec::new();
        let mut operations = Vec::new();
        for change in &changes {
            let member = change.member();
            if seen.contains(&member) {
                return Err(BadChange::Twice(member));
            }
            seen.push(member);
            change.check(link)?;
            operations.extend(change.operation(link));
        }
        if operations.is_empty() {
            return Err(BadChange::Nothing);
        }
        Ok(Self {
            patch: Patch(operations),
            changes,
            replaces_address: link.link_type != LinkType::MultiUse,
        })
    }

    /// Puts changes together that are made only if what they replace is still as it was last seen: each comes
    /// with a `test` of its own. What the link does not have cannot be tested (RFC 6902, section 4.6), so a
    /// member that somebody else added meanwhile is overwritten.
    ///
    /// # Errors
    /// [`BadChange`] for the first change that cannot be.
    pub fn guarded(link: &PaymentLink, changes: Vec<LinkChange>) -> Result<Self, BadChange> {
        let mut made = Self::new(link, changes)?;
        let tests = made.changes.iter().filter_map(|change| change.test(link));
        made.patch.0.splice(0..0, tests.collect::<Vec<_>>());
        Ok(made)
    }

    /// Writes the bytes to send. Equal values give equal bytes; keep them all the same, because a later
    /// version may order members differently.
    pub fn encode(&self) -> RequestBody {
        RequestBody::encode(&self.patch)
    }

    /// Tells whether the customer needs a new address afterwards: any change to a single-use link replaces it,
    /// and what was shared or printed before can no longer be paid.
    pub fn replaces_address(&self) -> bool {
        self.replaces_address
    }

    /// Tells whether a link is as these changes make it.
    pub fn is_in(&self, link: &PaymentLink) -> bool {
        self.changes.iter().all(|change| change.is_in(link))
    }
}

impl LinkChange {
    /// Tells what the change is about.
    pub fn member(&self) -> LinkMember {
        match self {
            Self::ExpiresOn(_) => LinkMember::ExpiresOn,
            Self::PaymentButton(_) => LinkMember::CustomLabels,
            Self::CredentialOnFile(_) => LinkMember::CredentialOnFile,
            Self::AuthType(_) => LinkMember::AuthType,
            Self::Amount(_) => LinkMember::Amount,
            Self::Currency(_) => LinkMember::Currency,
            Self::Description(_) => LinkMember::Description,
        }
    }

    /// Tells whether a link is that way.
    pub fn is_in(&self, link: &PaymentLink) -> bool {
        match self {
            Self::CredentialOnFile(None) => link.credential_on_file.is_none(),
            Self::Description(None) => link.order.description.is_none(),
            Self::ExpiresOn(None) => link.expires_on.is_none(),
            Self::PaymentButton(text) => button_of(&link.custom_labels) == text.as_deref(),
            Self::ExpiresOn(Some(_))
            | Self::CredentialOnFile(Some(_))
            | Self::AuthType(_)
            | Self::Amount(_)
            | Self::Currency(_)
            | Self::Description(Some(_)) => self.wanted(link) == self.found(link),
        }
    }

    fn check(&self, link: &PaymentLink) -> Result<(), BadChange> {
        let member = self.member();
        let for_both = matches!(
            member,
            LinkMember::ExpiresOn | LinkMember::CustomLabels | LinkMember::CredentialOnFile
        );
        if !for_both && link.link_type != LinkType::SingleUse {
            return Err(BadChange::SingleUseOnly(member));
        }
        match self {
            Self::ExpiresOn(None) if link.link_type != LinkType::MultiUse => {
                Err(BadChange::NeedsLastDay)
            }
            Self::PaymentButton(Some(text)) if !(1..=LABEL_MAX).contains(&text.chars().count()) => {
                Err(BadChange::Length(member))
            }
            Self::Description(Some(text)) if text.chars().count() > DESCRIPTION_MAX => {
                Err(BadChange::Length(member))
            }
            Self::CredentialOnFile(Some(CredentialOnFile {
                mit_agreement: Some(MitAgreement::Unknown(_)),
                ..
            }))
            | Self::AuthType(AuthType::Unknown(_)) => Err(BadChange::Unknown(member)),
            Self::AuthType(AuthType::PreAuthorization)
                if link.payment_methods.contains(&PaymentMethod::BankTransfer) =>
            {
                Err(BadChange::HoldsCardsOnly)
            }
            Self::Amount(_) | Self::Currency(_)
                if matches!(link.order.charge, Charge::Unknown(_)) =>
            {
                Err(BadChange::Unknown(member))
            }
            Self::Amount(_) if matches!(link.order.charge, Charge::Prompt { .. }) => {
                Err(BadChange::AmountIsThePayers)
            }
            Self::ExpiresOn(_)
            | Self::PaymentButton(_)
            | Self::CredentialOnFile(_)
            | Self::AuthType(_)
            | Self::Amount(_)
            | Self::Currency(_)
            | Self::Description(_) => Ok(()),
        }
    }

    /// The operation that makes the change; none if the link is that way already.
    fn operation(&self, link: &PaymentLink) -> Option<PatchOperation> {
        if self.is_in(link) {
            return None;
        }
        let path = self.member().pointer();
        Some(match (self.found(link), self.wanted(link)) {
            (Some(_), Some(value)) => PatchOperation::Replace(ReplaceOperation { path, value }),
            (None, Some(value)) => PatchOperation::Add(AddOperation { path, value }),
            (_, None) => PatchOperation::Remove(RemoveOperation { path }),
        })
    }

    /// The operation that makes sure of what is replaced; none if nothing is.
    fn test(&self, link: &PaymentLink) -> Option<PatchOperation> {
        let value = self.found(link).filter(|_| !self.is_in(link))?;
        let path = self.member().pointer();
        Some(PatchOperation::Test(TestOperation { path, value }))
    }

    /// The member as the change makes it.
    fn wanted(&self, link: &PaymentLink) -> Option<Value> {
        match self {
            Self::ExpiresOn(day) => day.as_ref().map(json),
            Self::PaymentButton(text) => labels(&relabelled(&link.custom_labels, text.as_deref())),
            Self::CredentialOnFile(saving) => saving.as_ref().map(json),
            Self::AuthType(auth_type) => Some(json(auth_type)),
            Self::Amount(amount) => Some(json(amount)),
            Self::Currency(currency) => Some(json(currency)),
            Self::Description(text) => text.as_ref().map(json),
        }
    }

    /// The member as the link has it.
    fn found(&self, link: &PaymentLink) -> Option<Value> {
        match self.member() {
            LinkMember::ExpiresOn => link.expires_on.as_ref().map(json),
            LinkMember::CustomLabels => labels(&link.custom_labels),
            LinkMember::CredentialOnFile => link.credential_on_file.as_ref().map(json),
            LinkMember::AuthType => Some(json(&link.auth_type)),
            LinkMember::Amount => match &link.order.charge {
                Charge::Preset(money) => Some(json(&money.amount)),
                Charge::Prompt { .. } | Charge::Unknown(_) => None,
            },
            LinkMember::Currency => match &link.order.charge {
                Charge::Preset(money) => Some(json(&money.currency)),
                Charge::Prompt { currency } => Some(json(currency)),
                Charge::Unknown(_) => None,
            },
            LinkMember::Description => link.order.description.as_ref().map(json),
        }
    }
}

impl LinkMember {
    fn pointer(self) -> PointerBuf {
        let pointer = Pointer::from_static(match self {
            Self::ExpiresOn => "/expiresOn",
            Self::CustomLabels => "/customLabels",
            Self::CredentialOnFile => "/credentialOnFile",
            Self::AuthType => "/authType",
            Self::Amount => "/order/charge/amount",
            Self::Currency => "/order/charge/currency",
            Self::Description => "/order/description",
        });
        pointer.to_buf()
    }
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("members of a link have string keys and plain values")
}

fn is_button(label: &CustomLabel) -> bool {
    label.element == Some(LabelElement::PaymentButton)
}

/// The button keeps the first of its labels (Payroc API: Update payment link, examples).
fn button_of(labels: &[CustomLabel]) -> Option<&str> {
    labels
        .iter()
        .find(|label| is_button(label))?
        .label
        .as_deref()
}

/// All labels with the button's replaced, and labels of other things kept.
fn relabelled(labels: &[CustomLabel], button: Option<&str>) -> Vec<CustomLabel> {
    let others = labels.iter().filter(|label| !is_button(label)).cloned();
    button
        .map(CustomLabel::payment_button)
        .into_iter()
        .chain(others)
        .collect()
}

fn labels(labels: &[CustomLabel]) -> Option<Value> {
    (!labels.is_empty()).then(|| json(&labels))
}

#[cfg(test)]
mod tests;
