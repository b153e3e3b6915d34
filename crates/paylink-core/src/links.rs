//! A kept link as the screens show it.

use payroc::{Charge, LinkStatus as WireStatus, MitAgreement, PaymentLink};
use uuid::Uuid;

use crate::database::links::KeptLink;
use crate::view::{
    Agreement, AuthType, LinkStatus, LinkType, LinkValues, LinkView, PaymentMethod, Place, WhyNot,
};

pub fn view(kept: &KeptLink, profile: Uuid, place: Place) -> LinkView {
    let link = &kept.link;
    let (amount, currency) = charge(link);
    let status = status(&link.status);
    LinkView {
        payment_link_id: link.payment_link_id.to_string(),
        profile_id: profile,
        place,
        link_type: match link.link_type {
            payroc::LinkType::SingleUse => LinkType::SingleUse,
            payroc::LinkType::MultiUse | payroc::LinkType::Unknown(_) => LinkType::MultiUse,
        },
        auth_type: auth_type(link),
        payment_methods: payment_methods(link),
        amount,
        currency,
        description: link.order.description.clone().unwrap_or_default(),
        reference: link.merchant_reference.to_string(),
        order_id: link.order.order_id.as_ref().map(ToString::to_string),
        button_label: button_label(link),
        save_details: saves_details(link),
        agreement: agreement(link),
        status,
        url: link.assets.payment_url.clone(),
        button_html: link.assets.payment_button.clone(),
        created_on: Some(link.created_on.to_string()),
        expires_on: link.expires_on.map(|day| day.to_string()),
        kept_at: kept.kept_at.to_string(),
        checked_at: kept.checked_at.to_string(),
        shares: kept.shares.clone(),
        share_blocked: share_blocked(status),
    }
}

/// What the contract lets be changed of a link, as it is.
pub fn values(link: &PaymentLink) -> LinkValues {
    let (amount, currency) = charge(link);
    LinkValues {
        amount,
        currency,
        description: link.order.description.clone().unwrap_or_default(),
        auth_type: auth_type(link),
        expires_on: link.expires_on.map(|day| day.to_string()),
        button_label: button_label(link),
        save_details: saves_details(link),
        agreement: agreement(link),
    }
}

/// Only a link that can still be paid can be emailed (Payroc help: Share a payment link).
pub fn share_blocked(status: LinkStatus) -> Option<WhyNot> {
    match status {
        LinkStatus::Completed => Some(WhyNot::Paid),
        LinkStatus::Expired => Some(WhyNot::Expired),
        LinkStatus::Deactivated => Some(WhyNot::Deactivated),
        LinkStatus::Active | LinkStatus::Unknown => None,
    }
}

fn status(status: &WireStatus) -> LinkStatus {
    match status {
        WireStatus::Active => LinkStatus::Active,
        WireStatus::Completed => LinkStatus::Completed,
        WireStatus::Expired => LinkStatus::Expired,
        WireStatus::Deactivated => LinkStatus::Deactivated,
        WireStatus::Unknown(_) => LinkStatus::Unknown,
    }
}

/// Minor units, if the merchant sets them, and the currency.
fn charge(link: &PaymentLink) -> (Option<u64>, String) {
    match &link.order.charge {
        Charge::Preset(money) => (Some(money.amount.get()), money.currency.to_string()),
        Charge::Prompt { currency } => (None, currency.to_string()),
        Charge::Unknown(_) => (None, String::new()),
    }
}

fn auth_type(link: &PaymentLink) -> AuthType {
    match link.auth_type {
        payroc::AuthType::PreAuthorization => AuthType::PreAuthorization,
        payroc::AuthType::Sale | payroc::AuthType::Unknown(_) => AuthType::Sale,
    }
}

fn payment_methods(link: &PaymentLink) -> Vec<PaymentMethod> {
    link.payment_methods
        .iter()
        .filter_map(|method| match method {
            payroc::PaymentMethod::Card => Some(PaymentMethod::Card),
            payroc::PaymentMethod::BankTransfer => Some(PaymentMethod::BankTransfer),
            payroc::PaymentMethod::Unknown(_) => None,
        })
        .collect()
}

fn saves_details(link: &PaymentLink) -> bool {
    link.credential_on_file
        .as_ref()
        .is_some_and(|credential| credential.tokenize == Some(true))
}

fn agreement(link: &PaymentLink) -> Option<Agreement> {
    match link.credential_on_file.as_ref()?.mit_agreement.as_ref()? {
        MitAgreement::Unscheduled => Some(Agreement::Unscheduled),
        MitAgreement::Recurring => Some(Agreement::Recurring),
        MitAgreement::Installment => Some(Agreement::Installment),
        MitAgreement::Unknown(_) => None,
    }
}

fn button_label(link: &PaymentLink) -> String {
    link.custom_labels
        .iter()
        .find_map(|custom| custom.label.clone())
        .unwrap_or_default()
}
