//! Payment links: the wire types, as the gateway spells them (Payroc API: Payment links).
//!
//! What is sent is typed tightly; what is read keeps unknown values and ignores unknown members. Rules about
//! which combinations make sense belong to the caller and to the gateway.

mod change;
mod create;
mod filter;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{MerchantReference, OrderId, PaymentLinkId};
use crate::money::{Currency, Money};
use crate::wire;

pub use change::{BadChange, LinkChange, LinkMember, LinkPatch, WrittenChange};
pub use create::{CreatePaymentLink, MultiUse, MultiUseOrder, SingleUse, SingleUseOrder};
pub use filter::PaymentLinkFilter;

/// A payment link as the gateway describes it. Can be kept as JSON and read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentLink {
    /// Whether it can be paid once or many times.
    #[serde(rename = "type")]
    pub link_type: LinkType,
    /// The gateway's name for it.
    pub payment_link_id: PaymentLinkId,
    /// The merchant's own reference.
    pub merchant_reference: MerchantReference,
    /// What is paid for, and how much.
    pub order: Order,
    /// Whether money is taken at once or held.
    pub auth_type: AuthType,
    /// How the customer may pay.
    #[serde(default, deserialize_with = "wire::list")]
    pub payment_methods: Vec<PaymentMethod>,
    /// Texts that replace the gateway's own.
    #[serde(
        default,
        deserialize_with = "wire::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub custom_labels: Vec<CustomLabel>,
    /// Whether and how the payer's details are saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_on_file: Option<CredentialOnFile>,
    /// The last day on which it can be paid; always present on a single-use link.
    #[serde(
        default,
        deserialize_with = "wire::day_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub expires_on: Option<Date>,
    /// What the customer gets.
    pub assets: Assets,
    /// Where it stands.
    pub status: LinkStatus,
    /// The day it was made.
    #[serde(deserialize_with = "wire::day")]
    pub created_on: Date,
}

/// What a link asks payment for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// The merchant's order number; single-use links have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    /// What the payment is for; at most 1024 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who sets the amount.
    pub charge: Charge,
}

/// Who sets the amount, and the currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Charge {
    /// The merchant sets it.
    Preset(Money),
    /// The customer enters it.
    Prompt {
        /// What it is paid in.
        currency: Currency,
    },
    /// A charge this version cannot read, as the JSON it is. Never to be sent.
    #[serde(untagged)]
    Unknown(serde_json::Value),
}

/// Where the customer pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assets {
    /// The address to give to the customer.
    pub payment_url: String,
    /// HTML of a button that leads there. It comes from outside: show it as text only.
    pub payment_button: String,
}

/// A text that replaces one of the gateway's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomLabel {
    /// What is relabelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<LabelElement>,
    /// The new text; 1 to 24 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

impl CustomLabel {
    /// Relabels the pay button.
    pub fn payment_button(label: impl Into<String>) -> Self {
        Self {
            element: Some(LabelElement::PaymentButton),
            label: Some(label.into()),
        }
    }
}

/// Whether and how the payer's details are saved for later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialOnFile {
    /// Whether they are saved as a secure token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokenize: Option<bool>,
    /// What later charges were agreed; the gateway takes `unscheduled` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mit_agreement: Option<MitAgreement>,
}

wire::open_enum! {
    /// How often a link can be paid.
    LinkType {
        /// Once.
        SingleUse = "singleUse",
        /// Any number of times.
        MultiUse = "multiUse",
    }
}

wire::open_enum! {
    /// What happens to the money when the customer pays.
    AuthType {
        /// It is taken at once.
        Sale = "sale",
        /// It is held for a later capture; by card only.
        PreAuthorization = "preAuthorization",
    }
}

wire::open_enum! {
    /// How a customer may pay.
    PaymentMethod {
        /// By card.
        Card = "card",
        /// By bank transfer.
        BankTransfer = "bankTransfer",
    }
}

wire::open_enum! {
    /// Where a link stands. A multi-use link is never completed, however often it is paid.
    LinkStatus {
        /// It can be paid.
        Active = "active",
        /// The customer has paid.
        Completed = "completed",
        /// The merchant switched it off, for ever.
        Deactivated = "deactivated",
        /// Its last day is over.
        Expired = "expired",
    }
}

wire::open_enum! {
    /// Who sets the amount; see [`Charge`].
    ChargeType {
        /// The merchant.
        Preset = "preset",
        /// The customer.
        Prompt = "prompt",
    }
}

wire::open_enum! {
    /// What a label replaces.
    LabelElement {
        /// The text of the pay button.
        PaymentButton = "paymentButton",
    }
}

wire::open_enum! {
    /// What later charges the payer agreed to.
    MitAgreement {
        /// At no fixed time.
        Unscheduled = "unscheduled",
        /// At fixed times.
        Recurring = "recurring",
        /// In parts of one sum.
        Installment = "installment",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_members_and_values_are_never_fatal() {
        let strange = json!({
            "type": "threeUse", "paymentLinkId": "JZURRJBUPS", "merchantReference": "R", "authType": "later",
            "order": {"charge": {"type": "auction", "floor": 1}, "gift": true},
            "paymentMethods": ["card", "shells"],
            "customLabels": [{"element": "banner"}, {"label": "PAY"}, {}],
            "credentialOnFile": {"mitAgreement": "sometimes", "tokenize": null},
            "assets": {"paymentUrl": "https://example.com", "paymentButton": "", "more": 1},
            "status": "sleeping", "createdOn": "2024-07-02T10:00:00Z", "expiresOn": null, "new": {"a": []}
        });

        let link: PaymentLink = serde_json::from_value(strange).unwrap();

        assert_eq!(link.link_type, LinkType::Unknown("threeUse".to_owned()));
        assert_eq!(link.status.as_str(), "sleeping");
        assert_eq!(
            link.payment_methods,
            [
                PaymentMethod::Card,
                PaymentMethod::Unknown("shells".to_owned())
            ]
        );
        assert!(matches!(link.order.charge, Charge::Unknown(_)));
        assert_eq!(link.expires_on, None);
        let kept = serde_json::to_string(&link).unwrap();
        assert_eq!(serde_json::from_str::<PaymentLink>(&kept).unwrap(), link);
    }

    #[test]
    fn a_charge_that_cannot_be_read_is_kept_to_the_last_digit() {
        let strange: Charge = serde_json::from_str("[2.7216798793913846e264]").unwrap();

        let kept = serde_json::to_string(&strange).unwrap();

        assert_eq!(kept, "[2.7216798793913846e+264]");
        assert_eq!(serde_json::from_str::<Charge>(&kept).unwrap(), strange);
    }

    #[test]
    fn an_amount_that_is_not_exact_is_not_taken_for_one() {
        for amount in ["-1", "49.99", "9007199254740992", "\"4999\""] {
            let charge = format!(r#"{{"type":"preset","amount":{amount},"currency":"USD"}}"#);
            let read: Charge = serde_json::from_str(&charge).unwrap();
            assert!(matches!(read, Charge::Unknown(_)), "{amount}");
        }
        let strange = r#"{"type":"preset","amount":1,"currency":"XXX"}"#;
        assert!(matches!(
            serde_json::from_str(strange).unwrap(),
            Charge::Unknown(_)
        ));
    }
}
