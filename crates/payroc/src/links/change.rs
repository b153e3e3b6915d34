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
use serde::{Deserialize, Serialize};
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

/// A guarded change as it was written down to be sent, to be held against the link it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenChange(Vec<Written>);

/// One member, as it was and as it is to be.
#[derive(Clone, Debug, PartialEq)]
struct Written {
    member: LinkMember,
    before: Option<Value>,
    after: Option<Value>,
}

impl WrittenChange {
    /// Reads the bytes of a [`LinkPatch::guarded`]; nothing if they are anything else.
    pub fn read(body: &RequestBody) -> Option<Self> {
        let Patch(steps) = serde_json::from_slice(body.as_bytes()).ok()?;
        let mut tested = Vec::new();
        let mut written = Vec::new();
        for step in steps {
            let path = step.path().to_buf();
            let mut members = LinkMember::ALL.into_iter();
            let member = members.find(|member| member.pointer() == path)?;
            let after = match step {
                PatchOperation::Test(test) => {
                    tested.push((member, test.value));
                    continue;
                }
                PatchOperation::Add(add) => Some(add.value),
                PatchOperation::Replace(replace) => Some(replace.value),
                PatchOperation::Remove(_) => None,
                PatchOperation::Move(_) | PatchOperation::Copy(_) => return None,
            };
            let of_it = tested.iter().find(|(known, _)| *known == member);
            written.push(Written {
                member,
                before: of_it.map(|(_, value)| value.clone()),
                after,
            });
        }
        (!written.is_empty()).then_some(Self(written))
    }

    /// Tells whether it is about this member.
    pub fn is_about(&self, member: LinkMember) -> bool {
        self.0.iter().any(|written| written.member == member)
    }

    /// Tells whether a link is as this makes it.
    pub fn is_in(&self, link: &PaymentLink) -> bool {
        self.0.iter().all(|written| {
            let found = written.member.of(link);
            written
                .member
                .is_alike(written.after.as_ref(), found.as_ref())
        })
    }

    /// Tells whether all that this replaces or adds is still as it was when it was put together, to the letter: then
    /// its tests hold.
    pub fn fits(&self, link: &PaymentLink) -> bool {
        self.0
            .iter()
            .all(|written| written.member.of(link) == written.before)
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
        self.member()
            .is_alike(self.wanted(link).as_ref(), self.found(link).as_ref())
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
        self.member().of(link)
    }
}

impl LinkMember {
    const ALL: [Self; 7] = [
        Self::ExpiresOn,
        Self::CustomLabels,
        Self::CredentialOnFile,
        Self::AuthType,
        Self::Amount,
        Self::Currency,
        Self::Description,
    ];

    /// The member as a link has it.
    fn of(self, link: &PaymentLink) -> Option<Value> {
        match self {
            Self::ExpiresOn => link.expires_on.as_ref().map(json),
            Self::CustomLabels => labels(&link.custom_labels),
            Self::CredentialOnFile => link.credential_on_file.as_ref().map(json),
            Self::AuthType => Some(json(&link.auth_type)),
            Self::Amount => match &link.order.charge {
                Charge::Preset(money) => Some(json(&money.amount)),
                Charge::Prompt { .. } | Charge::Unknown(_) => None,
            },
            Self::Currency => match &link.order.charge {
                Charge::Preset(money) => Some(json(&money.currency)),
                Charge::Prompt { currency } => Some(json(currency)),
                Charge::Unknown(_) => None,
            },
            Self::Description => link.order.description.as_ref().map(json),
        }
    }

    /// Whether two values come to the same for whoever pays: the gateway may tell what was left out, and leave out
    /// what says nothing.
    fn is_alike(self, one: Option<&Value>, other: Option<&Value>) -> bool {
        match self {
            Self::CustomLabels => button_in(one) == button_in(other),
            Self::CredentialOnFile => agreement_in(one) == agreement_in(other),
            Self::Description => {
                let text = |value: Option<&Value>| value.filter(|text| *text != "").cloned();
                text(one) == text(other)
            }
            Self::ExpiresOn | Self::AuthType | Self::Amount | Self::Currency => one == other,
        }
    }

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

/// The text of the button among labels; one that cannot be read is none.
fn button_in(labels: Option<&Value>) -> Option<String> {
    let labels = Vec::<CustomLabel>::deserialize(labels?).ok()?;
    button_of(&labels).map(str::to_owned)
}

/// What is agreed where details are saved; unscheduled where nothing is said (Payroc API: Payment links).
fn agreement_in(saving: Option<&Value>) -> Option<MitAgreement> {
    let saving = CredentialOnFile::deserialize(saving?).ok()?;
    let agreed = saving.mit_agreement.unwrap_or(MitAgreement::Unscheduled);
    (saving.tokenize == Some(true)).then_some(agreed)
}

fn labels(labels: &[CustomLabel]) -> Option<Value> {
    (!labels.is_empty()).then(|| json(&labels))
}

#[cfg(test)]
mod tests;
