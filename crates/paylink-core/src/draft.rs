//! From what was typed to what is sent, or one complaint for each field that is wrong.
//!
//! Everything the contract limits is checked here, before anything leaves, so that the gateway's own complaints are
//! the exception. Texts are trimmed; amounts arrive as minor units and stay so.

pub mod address;
mod change;
pub mod plain;
mod template;

use jiff::civil::Date;
use payroc::{
    Charge, CreatePaymentLink as CreateRequest, CredentialOnFile, CustomLabel, MerchantReference,
    MinorUnits, MitAgreement, Money, MultiUse, MultiUseOrder, OrderId, Recipient, ShareByEmail,
    SingleUse, SingleUseOrder,
};

use crate::fault::{Complaint, Field, FieldComplaint};
use crate::outbox::{Addressee, Operation, Request, Summary};
use crate::profile;
use crate::view::{
    Agreement, AuthType, CreatePaymentLink, Limits, LinkType, PaymentMethod, RecipientForm,
};

pub use change::{check_change, check_reason};
use plain::Lines;
pub use template::check_template;

/// The limits of the contract, and some of our own: how many people at once, and how long the name of a profile or a template is.
/// How characters are counted is told in [`plain`].
pub const LIMITS: Limits = Limits {
    reference_max: 48,
    order_id_max: 24,
    description_max: 1024,
    button_label_max: 24,
    recipient_name_max: 48,
    email_min: 6,
    email_max: 128,
    message_max: 1024,
    recipients_max: 20,
    terminal_id_min: 4,
    terminal_id_max: 50,
    profile_name_max: profile::NAME_MAX as u16,
    template_name_max: 40,
};

/// A checked form: the creation or the change, then one email for each person.
#[derive(Debug)]
pub struct LinkDraft {
    pub summary: Summary,
    pub requests: Vec<Request>,
}

/// Checks a New link form. `today` is the user's own day.
pub fn check_link(form: &CreatePaymentLink, today: Date) -> Result<LinkDraft, Vec<FieldComplaint>> {
    let mut check = Check::default();
    let currency = check.take(profile::check_currency(&form.currency));
    let amount = check.amount(form);
    let description = check.text(
        Field::Description,
        &form.description,
        LIMITS.description_max,
    );
    let reference = check.reference(&form.reference);
    let payment_methods = check.payment_methods(form);
    let label = check.text(
        Field::ButtonLabel,
        &form.button_label,
        LIMITS.button_label_max,
    );
    let single_use = form.link_type == LinkType::SingleUse;
    let expires_on = check.expires_on(form.expires_on.as_deref(), single_use, today);
    let order_id = if single_use {
        check.order_id(&form.order_id)
    } else {
        None
    };
    let emails = check.emails(&form.recipients, &form.message, form.copy_to_me);

    let (Some(currency), Some(amount), Some(reference), true) =
        (currency, amount, reference, check.complaints.is_empty())
    else {
        return Err(check.complaints);
    };
    let charge = match amount {
        Some(amount) => Charge::Preset(Money::new(amount, currency)),
        None => Charge::Prompt { currency },
    };
    let summary = Summary {
        amount: amount.map(MinorUnits::get),
        currency: currency.to_string(),
        description: description.clone().unwrap_or_default(),
        reference: reference.to_string(),
        ..Summary::default()
    };
    let auth_type = auth_type(form.auth_type);
    let custom_labels = label.into_iter().map(CustomLabel::payment_button).collect();
    let credential_on_file = credential_on_file(form.save_details, form.agreement);
    let request = match (order_id, expires_on) {
        (Some(order_id), Some(expires_on)) => CreateRequest::SingleUse(SingleUse {
            merchant_reference: reference,
            order: SingleUseOrder {
                order_id,
                description,
                charge,
            },
            auth_type,
            payment_methods,
            custom_labels,
            expires_on,
            credential_on_file,
        }),
        (_, expires_on) => CreateRequest::MultiUse(MultiUse {
            merchant_reference: reference,
            order: MultiUseOrder {
                description,
                charge,
            },
            auth_type,
            payment_methods,
            custom_labels,
            expires_on,
            credential_on_file,
        }),
    };
    let mut requests = vec![Request::new(Operation::Create, request.encode(), None)];
    requests.extend(emails);
    Ok(LinkDraft { summary, requests })
}

/// Checks a share: one request for each person, because the people of one sharing event see each other.
pub fn check_share(
    recipients: &[RecipientForm],
    message: &str,
    copy_to_me: bool,
) -> Result<Vec<Request>, Vec<FieldComplaint>> {
    let mut check = Check::default();
    if recipients.is_empty() {
        check.complain(
            FieldComplaint::new(Field::RecipientEmail, Complaint::Missing).of_recipient(0),
        );
    }
    let requests = check.emails(recipients, message, copy_to_me);
    if check.complaints.is_empty() {
        Ok(requests)
    } else {
        Err(check.complaints)
    }
}

#[derive(Default)]
struct Check {
    complaints: Vec<FieldComplaint>,
}

impl Check {
    fn complain(&mut self, complaint: FieldComplaint) {
        self.complaints.push(complaint);
    }

    fn take<T>(&mut self, result: Result<T, FieldComplaint>) -> Option<T> {
        result.map_err(|complaint| self.complain(complaint)).ok()
    }

    /// What the merchant sets; `Some(None)` where the customer enters it.
    fn amount(&mut self, form: &CreatePaymentLink) -> Option<Option<MinorUnits>> {
        if form.customer_enters_amount {
            return Some(None);
        }
        self.set_amount(form.amount).map(Some)
    }

    fn set_amount(&mut self, amount: Option<u64>) -> Option<MinorUnits> {
        let complaint = match amount {
            None => Complaint::Missing,
            Some(0) => Complaint::NotPositive,
            Some(amount) => match MinorUnits::new(amount) {
                Ok(amount) => return Some(amount),
                Err(_) => Complaint::TooLarge,
            },
        };
        self.complain(FieldComplaint::new(Field::Amount, complaint));
        None
    }

    /// An optional text; empty is none.
    fn text(&mut self, field: Field, text: &str, max: u16) -> Option<String> {
        let text = text.trim();
        if plain::length(text) > usize::from(max) {
            self.complain(FieldComplaint::new(field, Complaint::TooLong).limit(max.into()));
        } else if !text.is_empty() && !plain::is_plain(text, lines_of(field)) {
            self.complain(not_plain(field));
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn required(&mut self, field: Field, text: &str, max: u16) -> Option<String> {
        let before = self.complaints.len();
        let text = self.text(field, text, max);
        if text.is_none() {
            self.complain(FieldComplaint::new(field, Complaint::Missing));
        }
        text.filter(|_| self.complaints.len() == before)
    }

    fn reference(&mut self, text: &str) -> Option<MerchantReference> {
        let text = self.required(Field::Reference, text, LIMITS.reference_max)?;
        self.take(MerchantReference::new(text).map_err(|_| not_plain(Field::Reference)))
    }

    fn order_id(&mut self, text: &str) -> Option<OrderId> {
        let text = self.required(Field::OrderId, text, LIMITS.order_id_max)?;
        self.take(OrderId::new(text).map_err(|_| not_plain(Field::OrderId)))
    }

    fn payment_methods(&mut self, form: &CreatePaymentLink) -> Vec<payroc::PaymentMethod> {
        let mut methods = Vec::new();
        for method in &form.payment_methods {
            let method = match method {
                PaymentMethod::Card => payroc::PaymentMethod::Card,
                PaymentMethod::BankTransfer => payroc::PaymentMethod::BankTransfer,
            };
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
        if methods.is_empty() {
            self.complain(FieldComplaint::new(
                Field::PaymentMethods,
                Complaint::ChooseOne,
            ));
        }
        // A pre-authorization can be paid by card only (Payroc API: Payment links).
        if form.auth_type == AuthType::PreAuthorization
            && methods.contains(&payroc::PaymentMethod::BankTransfer)
        {
            self.complain(FieldComplaint::new(
                Field::PaymentMethods,
                Complaint::CardOnly,
            ));
        }
        methods
    }

    fn expires_on(&mut self, text: Option<&str>, required: bool, today: Date) -> Option<Date> {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        let complaint = match text.map(read_day) {
            None if required => Complaint::Missing,
            None => return None,
            Some(None) => Complaint::NotADate,
            Some(Some(day)) if day < today => Complaint::InThePast,
            Some(Some(day)) => return Some(day),
        };
        self.complain(FieldComplaint::new(Field::ExpiresOn, complaint));
        None
    }

    fn emails(
        &mut self,
        recipients: &[RecipientForm],
        message: &str,
        copy_to_me: bool,
    ) -> Vec<Request> {
        let message = self.text(Field::Message, message, LIMITS.message_max);
        if recipients.len() > usize::from(LIMITS.recipients_max) {
            self.complain(
                FieldComplaint::new(Field::Form, Complaint::TooMany)
                    .limit(LIMITS.recipients_max.into()),
            );
            return Vec::new();
        }
        let mut seen = Vec::new();
        let mut requests = Vec::new();
        for (index, recipient) in recipients.iter().enumerate() {
            let Some(addressee) = self.addressee(recipient, index) else {
                continue;
            };
            let folded = addressee.email.to_lowercase();
            if seen.contains(&folded) {
                self.complain(
                    FieldComplaint::new(Field::RecipientEmail, Complaint::Duplicate)
                        .of_recipient(index),
                );
                continue;
            }
            seen.push(folded);
            let share = ShareByEmail {
                recipients: vec![Recipient {
                    name: addressee.name.clone(),
                    email: addressee.email.clone(),
                }],
                message: message.clone(),
                // One copy for the merchant is enough, however many people are written to.
                merchant_copy: copy_to_me && requests.is_empty(),
            };
            requests.push(Request::new(
                Operation::Share,
                share.encode(),
                Some(addressee),
            ));
        }
        requests
    }

    fn addressee(&mut self, recipient: &RecipientForm, index: usize) -> Option<Addressee> {
        let before = self.complaints.len();
        let email = recipient.email.trim();
        if let Some((complaint, limit)) = address::complaint(email) {
            let mut complaint =
                FieldComplaint::new(Field::RecipientEmail, complaint).of_recipient(index);
            complaint.limit = limit;
            self.complain(complaint);
        }
        let name = recipient.name.trim();
        if plain::length(name) > usize::from(LIMITS.recipient_name_max) {
            self.complain(
                FieldComplaint::new(Field::RecipientName, Complaint::TooLong)
                    .limit(LIMITS.recipient_name_max.into())
                    .of_recipient(index),
            );
        } else if !name.is_empty() && !plain::is_plain(name, Lines::One) {
            self.complain(not_plain(Field::RecipientName).of_recipient(index));
        }
        let name = if name.is_empty() {
            address::name_from(email)
        } else {
            name.to_owned()
        };
        (self.complaints.len() == before).then(|| Addressee {
            name,
            email: email.to_owned(),
        })
    }
}

/// Only what is read as a text of its own may have lines.
fn lines_of(field: Field) -> Lines {
    if matches!(field, Field::Description | Field::Message) {
        Lines::Many
    } else {
        Lines::One
    }
}

/// A day in the one form in which it is sent; the date library alone would take more.
fn read_day(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    (day.to_string() == text).then_some(day)
}

fn not_plain(field: Field) -> FieldComplaint {
    FieldComplaint::new(field, Complaint::NotPlainText)
}

fn auth_type(auth_type: AuthType) -> payroc::AuthType {
    match auth_type {
        AuthType::Sale => payroc::AuthType::Sale,
        AuthType::PreAuthorization => payroc::AuthType::PreAuthorization,
    }
}

fn credential_on_file(
    save_details: bool,
    agreement: Option<Agreement>,
) -> Option<CredentialOnFile> {
    save_details.then(|| CredentialOnFile {
        tokenize: Some(true),
        mit_agreement: agreement.map(|agreement| match agreement {
            Agreement::Unscheduled => MitAgreement::Unscheduled,
            Agreement::Recurring => MitAgreement::Recurring,
            Agreement::Installment => MitAgreement::Installment,
        }),
    })
}

#[cfg(test)]
mod tests;
