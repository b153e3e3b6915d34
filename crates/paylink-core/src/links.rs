//! A kept link as the screens show it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use payroc::{Charge, LinkStatus as WireStatus, MitAgreement, PaymentLink};
use uuid::Uuid;

use crate::database::links::{KeptLink, Outline};
use crate::fault::Field;
use crate::outbox::judge::can_be_changed;
use crate::view::{
    Agreement, AuthType, LinkRow, LinkStatus, LinkType, LinkValues, LinkView, PaymentMethod, Place,
    ShareRecipient, ShareView, WhyNot,
};

pub fn view(kept: &KeptLink, profile: Uuid, place: Place) -> LinkView {
    let link = &kept.link;
    let (amount, currency) = charge(&link.order.charge);
    let status = status_of(kept);
    LinkView {
        payment_link_id: link.payment_link_id.to_string(),
        profile_id: profile,
        place,
        link_type: link_type(&link.link_type),
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
    let (amount, currency) = charge(&link.order.charge);
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

/// The same of a link as it is shown.
pub fn values_of(link: &LinkView) -> LinkValues {
    LinkValues {
        amount: link.amount,
        currency: link.currency.clone(),
        description: link.description.clone(),
        auth_type: link.auth_type,
        expires_on: link.expires_on.clone(),
        button_label: link.button_label.clone(),
        save_details: link.save_details,
        agreement: link.agreement,
    }
}

/// The most bytes that a text of a row takes up in a message, so that a page of rows stays a small one.
const DESCRIPTION_MAX: usize = 120;
const REFERENCE_MAX: usize = 70;
const NAME_MAX: usize = 40;
const EMAIL_MAX: usize = 60;

/// A link as a row of the list.
pub fn row(link: &LinkView, now: Timestamp) -> LinkRow {
    LinkRow {
        payment_link_id: link.payment_link_id.clone(),
        place: link.place,
        link_type: link.link_type,
        amount: link.amount,
        currency: link.currency.clone(),
        description: beginning(&link.description, DESCRIPTION_MAX),
        reference: beginning(&link.reference, REFERENCE_MAX),
        status: link.status,
        created_on: link.created_on.clone().unwrap_or_default(),
        expires_on: link.expires_on.clone(),
        checked_at: not_ahead(&link.checked_at, now),
        person: person(&link.shares),
        people: people(&link.shares),
        share_blocked: link.share_blocked,
    }
}

/// The same of what was read for no more than that.
pub fn row_of(outline: &Outline<'_>, place: Place, now: Timestamp) -> LinkRow {
    let Outline { body, shares, .. } = outline;
    let (amount, currency) = charge(&body.order.charge);
    let description = body.order.description.as_deref().unwrap_or_default();
    let status = held_or(&body.status, outline.is_held);
    LinkRow {
        payment_link_id: outline.payment_link_id.to_owned(),
        place,
        link_type: link_type(&body.link_type),
        amount,
        currency,
        description: beginning(description, DESCRIPTION_MAX),
        reference: beginning(&body.merchant_reference, REFERENCE_MAX),
        status,
        created_on: outline.created_on.to_owned(),
        expires_on: body.expires_on.map(|day| day.to_string()),
        checked_at: not_ahead(outline.checked_at, now),
        person: person(shares),
        people: people(shares),
        share_blocked: share_blocked(status),
    }
}

/// Who was emailed last.
fn person(shares: &[ShareView]) -> Option<ShareRecipient> {
    shares.first().map(|share| ShareRecipient {
        name: beginning(&share.name, NAME_MAX),
        email: beginning(&share.email, EMAIL_MAX),
    })
}

fn people(shares: &[ShareView]) -> u32 {
    let emails = shares.iter().map(|share| share.email.to_lowercase());
    let emails: BTreeSet<String> = emails.collect();
    u32::try_from(emails.len()).unwrap_or(u32::MAX)
}

/// What may be changed of a link of its kind and state (Payroc API: Update payment link). An expired one may be given
/// another last day, which may revive it: the gateway says whether it does.
pub fn can_change(link: &PaymentLink) -> Vec<Field> {
    let may_be_changed = |in_its_last_day| can_be_changed(&link.status, in_its_last_day);
    if !may_be_changed(true) {
        return Vec::new();
    }
    if !may_be_changed(false) {
        return vec![Field::ExpiresOn];
    }
    let mut fields = Vec::new();
    if link.link_type == payroc::LinkType::SingleUse {
        match link.order.charge {
            Charge::Preset(_) => fields.extend([Field::Amount, Field::Currency]),
            Charge::Prompt { .. } => fields.push(Field::Currency),
            Charge::Unknown(_) => {}
        }
        fields.push(Field::Description);
        // Money can be held on cards only, and the ways to pay cannot be changed.
        let takes_transfers = link
            .payment_methods
            .contains(&payroc::PaymentMethod::BankTransfer);
        if !takes_transfers || link.auth_type == payroc::AuthType::PreAuthorization {
            fields.push(Field::AuthType);
        }
    }
    fields.extend([Field::ExpiresOn, Field::ButtonLabel, Field::SaveDetails]);
    fields
}

/// Why nothing of a link can be changed.
pub fn change_blocked(status: LinkStatus) -> Option<WhyNot> {
    match status {
        LinkStatus::Completed => Some(WhyNot::Paid),
        LinkStatus::Held => Some(WhyNot::Held),
        LinkStatus::Deactivated => Some(WhyNot::Deactivated),
        LinkStatus::Expired | LinkStatus::Active | LinkStatus::Unknown => None,
    }
}

/// A clock that was set back since must not make a moment of the future.
pub fn not_ahead(moment: &str, now: Timestamp) -> String {
    match moment.parse::<Timestamp>() {
        Ok(then) if then > now => now.to_string(),
        Ok(_) | Err(_) => moment.to_owned(),
    }
}

/// As much of the text as takes up so many bytes in a message.
fn beginning(text: &str, bytes_max: usize) -> String {
    let mut left = bytes_max;
    let fits = text.char_indices().find(|&(_, letter)| {
        let bytes = match letter {
            '"' | '\\' => 2,
            letter if letter.is_control() => 6,
            letter => letter.len_utf8(),
        };
        let fits = bytes <= left;
        left = left.saturating_sub(bytes);
        !fits
    });
    match fits {
        None => text.to_owned(),
        // What is cut says so.
        Some((end, _)) => {
            let kept = text[..end].char_indices().next_back();
            format!("{}…", text[..kept.map_or(0, |(last, _)| last)].trim_end())
        }
    }
}

/// Only a link that can still be paid can be emailed (Payroc help: Share a payment link).
pub fn share_blocked(status: LinkStatus) -> Option<WhyNot> {
    match status {
        LinkStatus::Completed => Some(WhyNot::Paid),
        LinkStatus::Held => Some(WhyNot::Held),
        LinkStatus::Expired => Some(WhyNot::Expired),
        LinkStatus::Deactivated => Some(WhyNot::Deactivated),
        LinkStatus::Active | LinkStatus::Unknown => None,
    }
}

pub fn link_type(link_type: &payroc::LinkType) -> LinkType {
    match link_type {
        payroc::LinkType::SingleUse => LinkType::SingleUse,
        payroc::LinkType::MultiUse | payroc::LinkType::Unknown(_) => LinkType::MultiUse,
    }
}

/// How a link stands, as far as is known here.
pub fn status_of(kept: &KeptLink) -> LinkStatus {
    held_or(&kept.link.status, kept.is_held)
}

fn held_or(told: &WireStatus, is_held: bool) -> LinkStatus {
    if is_held {
        LinkStatus::Held
    } else {
        status(told)
    }
}

/// How the gateway says that a link stands.
pub fn status(status: &WireStatus) -> LinkStatus {
    match status {
        WireStatus::Active => LinkStatus::Active,
        WireStatus::Completed => LinkStatus::Completed,
        WireStatus::Expired => LinkStatus::Expired,
        WireStatus::Deactivated => LinkStatus::Deactivated,
        WireStatus::Unknown(_) => LinkStatus::Unknown,
    }
}

/// Minor units, if the merchant sets them, and the currency.
fn charge(charge: &Charge) -> (Option<u64>, String) {
    match charge {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::{Database, links};
    use crate::testing::{a_seeded_link, seed_links};

    #[test]
    fn a_page_of_a_hundred_rows_is_a_small_message_whatever_the_texts() {
        for text in ["x", "\"", "\u{1}", "漢", "🍕", "e\u{301}"] {
            let mut link = view(&kept(), Uuid::nil(), Place::Practice);
            link.amount = Some((1 << 53) - 1);
            link.description = text.repeat(1_024);
            link.reference = text.repeat(200);
            link.shares = vec![ShareView {
                name: text.repeat(200),
                email: text.repeat(200),
                at: String::new(),
            }];

            let bytes = serde_json::to_vec(&vec![row(&link, Timestamp::MAX); 100]).unwrap();

            assert!(bytes.len() < 64 << 10, "{text:?} makes {}", bytes.len());
        }
    }

    #[test]
    fn a_row_read_for_the_list_alone_is_the_row_of_the_whole_link() {
        let folder = tempfile::tempdir().unwrap();
        let profile = Uuid::from_u128(1);
        seed_links(folder.path(), profile, 300);
        let database = Database::open(folder.path()).unwrap().database;
        let rows: Vec<u32> = (1..=300).collect();
        let now: Timestamp = "2023-01-01T00:00:00Z".parse().unwrap();
        let (mut whole, mut outlined) = (Vec::new(), Vec::new());

        let read = database.read_with(|transaction| {
            links::in_rows(transaction, &rows, |kept| {
                whole.push(row(&view(&kept, profile, Place::Test), now));
            })?;
            links::outlines_in_rows(transaction, &rows, |outline| {
                outlined.push(row_of(&outline, Place::Test, now));
            })
        });

        read.unwrap();
        assert_eq!(outlined.len(), 300);
        assert_eq!(outlined, whole);
    }

    #[test]
    fn a_text_that_fits_is_whole_and_one_that_does_not_says_so() {
        assert_eq!(beginning("Two pizzas", 10), "Two pizzas");
        assert_eq!(beginning("Two pizzas", 9), "Two pizz…");
        assert_eq!(beginning("", 9), "");
    }

    #[test]
    fn a_moment_of_the_future_is_now() {
        let now: Timestamp = "2026-11-25T12:00:00Z".parse().unwrap();

        assert_eq!(
            not_ahead("2026-11-25T15:00:00Z", now),
            "2026-11-25T12:00:00Z"
        );
        assert_eq!(
            not_ahead("2026-11-25T11:00:00Z", now),
            "2026-11-25T11:00:00Z"
        );
    }

    fn kept() -> KeptLink {
        KeptLink {
            is_held: false,
            link: a_seeded_link(1),
            kept_at: Timestamp::UNIX_EPOCH,
            checked_at: "2026-11-25T12:00:00.123456789Z".parse().unwrap(),
            shares: Vec::new(),
        }
    }
}
