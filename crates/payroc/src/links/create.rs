//! What is sent to make a payment link.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AuthType, Charge, CredentialOnFile, CustomLabel, PaymentMethod};
use crate::body::RequestBody;
use crate::ids::{MerchantReference, OrderId};
use crate::wire;

/// A link to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum CreatePaymentLink {
    /// One that can be paid once.
    SingleUse(SingleUse),
    /// One that can be paid any number of times.
    MultiUse(MultiUse),
}

impl CreatePaymentLink {
    /// Writes the bytes to send. Equal values give equal bytes; keep them all the same, because a later
    /// version may order members differently.
    pub fn encode(&self) -> RequestBody {
        RequestBody::encode(self)
    }
}

/// A single-use link to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SingleUse {
    /// The merchant's own reference.
    pub merchant_reference: MerchantReference,
    /// What is paid for, and how much.
    pub order: SingleUseOrder,
    /// Whether money is taken at once or held.
    pub auth_type: AuthType,
    /// How the customer may pay.
    pub payment_methods: Vec<PaymentMethod>,
    /// Texts that replace the gateway's own.
    #[serde(
        default,
        deserialize_with = "wire::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub custom_labels: Vec<CustomLabel>,
    /// The last day on which it can be paid.
    pub expires_on: Date,
    /// Whether and how the payer's details are saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_on_file: Option<CredentialOnFile>,
}

/// What a single-use link asks payment for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SingleUseOrder {
    /// The merchant's order number.
    pub order_id: OrderId,
    /// What the payment is for; at most 1024 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who sets the amount.
    pub charge: Charge,
}

/// A multi-use link to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MultiUse {
    /// The merchant's own reference.
    pub merchant_reference: MerchantReference,
    /// What is paid for, and how much.
    pub order: MultiUseOrder,
    /// Whether money is taken at once or held.
    pub auth_type: AuthType,
    /// How the customer may pay.
    pub payment_methods: Vec<PaymentMethod>,
    /// Texts that replace the gateway's own.
    #[serde(
        default,
        deserialize_with = "wire::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub custom_labels: Vec<CustomLabel>,
    /// The last day on which it can be paid; without one it does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// Whether and how the payer's details are saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_on_file: Option<CredentialOnFile>,
}

/// What a multi-use link asks payment for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultiUseOrder {
    /// What the payment is for; at most 1024 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who sets the amount.
    pub charge: Charge,
}
