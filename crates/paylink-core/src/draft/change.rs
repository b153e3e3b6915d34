//! From a changed form to the one document that changes a link, or one complaint for each field that is wrong.
//!
//! Only what was changed is checked and sent: what somebody else may have made of the rest is none of this form's
//! business.

use jiff::civil::Date;
use payroc::{BadChange, LinkChange, LinkMember, LinkPatch, LinkType, PaymentLink};

use super::{Check, LIMITS, LinkDraft, auth_type, credential_on_file};
use crate::fault::{Complaint, Field, FieldComplaint};
use crate::outbox::{Operation, Request, Summary};
use crate::profile;
use crate::view::{ChangePaymentLink, ChangeView, LinkValues};

/// Checks a form that changes `link`, which is as this computer knows it and as the form was opened with. `today` is the
/// user's own day.
pub fn check_change(
    form: &ChangePaymentLink,
    link: &PaymentLink,
    today: Date,
) -> Result<LinkDraft, Vec<FieldComplaint>> {
    let mut check = Check::default();
    let after = trimmed(&form.after);
    let changes = check.changes(&trimmed(&form.before), &after, link, today);
    let emails = check.emails(&form.recipients, &form.message, form.copy_to_me);
    if !check.complaints.is_empty() {
        return Err(check.complaints);
    }
    let patch = LinkPatch::guarded(link, changes).map_err(|bad| vec![complaint(bad)])?;
    let summary = Summary {
        amount: after.amount,
        currency: after.currency.clone(),
        description: after.description.clone(),
        reference: link.merchant_reference.to_string(),
        changed: Some(ChangeView {
            before: form.before.clone(),
            after,
        }),
        ..Summary::default()
    };
    let mut requests = vec![Request::new(Operation::Update, patch.encode(), None)];
    requests.extend(emails);
    Ok(LinkDraft { summary, requests })
}

/// Checks why a link is to be deactivated: a note of the user's own.
pub fn check_reason(reason: &str) -> Result<String, Vec<FieldComplaint>> {
    let mut check = Check::default();
    let reason = check.text(Field::Message, reason, LIMITS.message_max);
    if check.complaints.is_empty() {
        Ok(reason.unwrap_or_default())
    } else {
        Err(check.complaints)
    }
}

fn trimmed(values: &LinkValues) -> LinkValues {
    let text = |text: &str| text.trim().to_owned();
    LinkValues {
        currency: text(&values.currency),
        description: text(&values.description),
        button_label: text(&values.button_label),
        expires_on: (values.expires_on.as_deref())
            .map(text)
            .filter(|day| !day.is_empty()),
        agreement: values.agreement.filter(|_| values.save_details),
        ..values.clone()
    }
}

impl Check {
    /// What differs, as the gateway is told it.
    fn changes(
        &mut self,
        before: &LinkValues,
        after: &LinkValues,
        link: &PaymentLink,
        today: Date,
    ) -> Vec<LinkChange> {
        let mut changes = Vec::new();
        if after.amount != before.amount && self.may_change(Field::Amount, link) {
            let amount = self.set_amount(after.amount);
            changes.extend(amount.map(LinkChange::Amount));
        }
        if after.currency != before.currency && self.may_change(Field::Currency, link) {
            let currency = self.take(profile::check_currency(&after.currency));
            changes.extend(currency.map(LinkChange::Currency));
        }
        if after.description != before.description && self.may_change(Field::Description, link) {
            let max = LIMITS.description_max;
            let text = self.text(Field::Description, &after.description, max);
            changes.push(LinkChange::Description(text));
        }
        if after.auth_type != before.auth_type && self.may_change(Field::AuthType, link) {
            changes.push(LinkChange::AuthType(auth_type(after.auth_type)));
        }
        if after.expires_on != before.expires_on {
            let is_required = link.link_type != LinkType::MultiUse;
            let day = self.expires_on(after.expires_on.as_deref(), is_required, today);
            changes.push(LinkChange::ExpiresOn(day));
        }
        if after.button_label != before.button_label {
            let max = LIMITS.button_label_max;
            let text = self.text(Field::ButtonLabel, &after.button_label, max);
            changes.push(LinkChange::PaymentButton(text));
        }
        if (after.save_details, after.agreement) != (before.save_details, before.agreement) {
            let saving = credential_on_file(after.save_details, after.agreement);
            changes.push(LinkChange::CredentialOnFile(saving));
        }
        changes
    }

    /// Of a link for many payments these stay as they are (Payroc API: Update payment link).
    fn may_change(&mut self, field: Field, link: &PaymentLink) -> bool {
        let may = link.link_type == LinkType::SingleUse;
        if !may {
            self.complain(FieldComplaint::new(field, Complaint::NotChangeable));
        }
        may
    }
}

fn complaint(bad: BadChange) -> FieldComplaint {
    match bad {
        BadChange::Nothing => FieldComplaint::new(Field::Form, Complaint::Unchanged),
        BadChange::Twice(member)
        | BadChange::SingleUseOnly(member)
        | BadChange::Unknown(member) => {
            FieldComplaint::new(field_of(member), Complaint::NotChangeable)
        }
        BadChange::NeedsLastDay => FieldComplaint::new(Field::ExpiresOn, Complaint::Missing),
        BadChange::AmountIsThePayers => {
            FieldComplaint::new(Field::Amount, Complaint::NotChangeable)
        }
        BadChange::HoldsCardsOnly => FieldComplaint::new(Field::AuthType, Complaint::CardOnly),
        BadChange::Length(member) => FieldComplaint::new(field_of(member), Complaint::TooLong)
            .limit(match member {
                LinkMember::Description => LIMITS.description_max.into(),
                LinkMember::CustomLabels
                | LinkMember::ExpiresOn
                | LinkMember::CredentialOnFile
                | LinkMember::AuthType
                | LinkMember::Amount
                | LinkMember::Currency => LIMITS.button_label_max.into(),
            }),
    }
}

fn field_of(member: LinkMember) -> Field {
    match member {
        LinkMember::ExpiresOn => Field::ExpiresOn,
        LinkMember::CustomLabels => Field::ButtonLabel,
        LinkMember::CredentialOnFile => Field::SaveDetails,
        LinkMember::AuthType => Field::AuthType,
        LinkMember::Amount => Field::Amount,
        LinkMember::Currency => Field::Currency,
        LinkMember::Description => Field::Description,
    }
}

#[cfg(test)]
mod tests;
