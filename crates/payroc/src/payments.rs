//! Payments that were made through a payment link: by card and by bank transfer, which the gateway keeps in two
//! lists (Payroc API: Payments, Bank transfer payments).
//!
//! Only what a merchant looks at is read; a payer's card and account come masked from the gateway. No payment
//! tells its link: only the filter ties the two together.

mod filter;
mod history;

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_with::{DefaultOnError, serde_as};

use crate::ids::{OrderId, PaymentId, ProcessingTerminalId, RefundId};
use crate::money::{Currency, MinorUnits, Money};
use crate::wire;

pub use filter::{
    BankTransferPaymentFilter, CardPaymentFilter, CommonPaymentFilter, SettlementState,
};
pub use history::{LinkPayment, PaymentHistory};

/// A payment by card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CardPayment {
    /// The gateway's name for it.
    pub payment_id: PaymentId,
    /// The terminal that took it.
    pub processing_terminal_id: ProcessingTerminalId,
    /// What was paid for, and how much.
    pub order: PaymentOrder,
    /// The card, masked.
    #[serde(default)]
    pub card: Card,
    /// What came of it.
    pub transaction_result: TransactionResult,
    /// What was given back.
    #[serde(
        default,
        deserialize_with = "wire::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub refunds: Vec<Refund>,
    /// What may be done with it.
    #[serde(
        default,
        deserialize_with = "wire::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub supported_operations: Vec<SupportedOperation>,
}

/// A payment by bank transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BankTransferPayment {
    /// The gateway's name for it.
    pub payment_id: PaymentId,
    /// The terminal that took it.
    pub processing_terminal_id: ProcessingTerminalId,
    /// What was paid for, and how much.
    pub order: PaymentOrder,
    /// The account, masked.
    #[serde(default)]
    pub bank_account: BankAccount,
    /// What came of it.
    pub transaction_result: TransactionResult,
    /// What was given back.
    #[serde(
        default,
        deserialize_with = "wire::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub refunds: Vec<Refund>,
    /// What the bank sent back.
    #[serde(
        default,
        deserialize_with = "wire::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub returns: Vec<BankReturn>,
}

/// What was paid for, and how much was asked.
#[serde_as]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentOrder {
    /// The order number; of a single-use link, the link's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    /// When; absent if the gateway told no readable time.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_time: Option<Timestamp>,
    /// What the payment was for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How much; absent if the gateway told no exact amount.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// In what; absent if it is no currency of the contract's.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
}

impl PaymentOrder {
    /// Gives what was asked, if it is told exactly.
    pub fn money(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }
}

/// What came of a payment.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TransactionResult {
    /// What was tried.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub transaction_type: Option<TransactionType>,
    /// Where it stands.
    pub status: PaymentStatus,
    /// The bank's word of approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval_code: Option<String>,
    /// How much was authorized, which may be less than was asked.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorized_amount: Option<MinorUnits>,
    /// In what.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The processor's answer: `A` for approved, `D` for declined, and others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_code: Option<String>,
    /// The processor's answer in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_message: Option<String>,
}

impl TransactionResult {
    /// Gives what was authorized, if it is told exactly.
    pub fn authorized(&self) -> Option<Money> {
        Some(Money::new(self.authorized_amount?, self.currency?))
    }
}

/// The card of a payment.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Card {
    /// Its brand and kind, such as `Visa Credit`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub card_type: Option<String>,
    /// The name on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cardholder_name: Option<String>,
    /// Its number, masked by the gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_number: Option<String>,
}

/// Names nobody: this ends up in logs.
impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Card([redacted])")
    }
}

/// The bank account of a payment.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BankAccount {
    /// The kind of debit: `ach` in the United States, `pad` in Canada.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub account_type: Option<String>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_on_account: Option<String>,
    /// Its number, masked by the gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_number: Option<String>,
}

/// Names nobody: this ends up in logs.
impl fmt::Debug for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BankAccount([redacted])")
    }
}

/// Money that was given back.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refund {
    /// The gateway's name for it.
    pub refund_id: RefundId,
    /// When; absent if the gateway told no readable time.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_time: Option<Timestamp>,
    /// How much.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<MinorUnits>,
    /// In what.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Where it stands.
    pub status: PaymentStatus,
}

impl Refund {
    /// Gives what was given back, if it is told exactly.
    pub fn money(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }
}

/// A payment that the payer's bank sent back.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BankReturn {
    /// The day; absent if the gateway told no readable one.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Why, by the bank's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_code: Option<String>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_reason: Option<String>,
    /// Whether it was tried again.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub represented: Option<bool>,
}

wire::open_enum! {
    /// Where a payment or a refund stands.
    PaymentStatus {
        /// Approved, and in a batch that is not closed.
        Ready = "ready",
        /// Not decided.
        Pending = "pending",
        /// Refused.
        Declined = "declined",
        /// Settled.
        Complete = "complete",
        /// The bank wants to be called; to be treated as declined.
        Referral = "referral",
        /// The card is to be kept.
        Pickup = "pickup",
        /// Taken back before it was settled.
        Reversal = "reversal",
        /// Set by an administrator.
        Admin = "admin",
        /// An authorization that was not captured in time.
        Expired = "expired",
        /// Taken in.
        Accepted = "accepted",
        /// Sent back by the payer's bank.
        Returned = "returned",
    }
}

wire::open_enum! {
    /// What a transaction was to do.
    TransactionType {
        /// Take money from a card.
        Sale = "sale",
        /// Hold money on a card.
        PreAuthorization = "preAuthorization",
        /// Take what was held.
        PreAuthorizationCompletion = "preAuthorizationCompletion",
        /// Take money from a bank account.
        Payment = "payment",
        /// Give money back.
        Refund = "refund",
        /// Give money without a payment before it.
        UnreferencedRefund = "unreferencedRefund",
        /// Look whether an account exists.
        AccountVerification = "accountVerification",
    }
}

wire::open_enum! {
    /// What may be done with a card payment.
    SupportedOperation {
        /// Take what is held.
        Capture = "capture",
        /// Give it back.
        Refund = "refund",
        /// Take all of it back before it is settled.
        FullyReverse = "fullyReverse",
        /// Take some of it back before it is settled.
        PartiallyReverse = "partiallyReverse",
        /// Hold more.
        IncrementAuthorization = "incrementAuthorization",
        /// Change the tip.
        AdjustTip = "adjustTip",
        /// Add a signature.
        AddSignature = "addSignature",
        /// Let it go into the batch.
        SetAsReady = "setAsReady",
        /// Keep it out of the batch.
        SetAsPending = "setAsPending",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_words_and_odd_amounts_are_never_fatal() {
        let strange = json!({
            "paymentId": "M2MJOG6O2Y", "processingTerminalId": "1234001",
            "order": {"amount": -1, "currency": "XXX", "dateTime": "yesterday", "orderId": "O"},
            "transactionResult": {"status": "dreaming", "type": "barter", "authorizedAmount": 1.5, "currency": 7},
            "refunds": [{"refundId": "CD3HN88U9F", "status": "lost", "amount": "4999", "currency": "USD"}],
            "supportedOperations": ["capture", "levitate"], "customFields": 7
        });

        let payment: CardPayment = serde_json::from_value(strange).unwrap();

        let result = &payment.transaction_result;
        assert_eq!(result.status, PaymentStatus::Unknown("dreaming".to_owned()));
        assert_eq!((payment.order.money(), result.authorized()), (None, None));
        assert_eq!(payment.order.date_time, None);
        assert_eq!(payment.refunds[0].money(), None);
        assert_eq!(payment.supported_operations[1].as_str(), "levitate");
        let kept = serde_json::to_string(&payment).unwrap();
        assert_eq!(serde_json::from_str::<CardPayment>(&kept).unwrap(), payment);
    }

    #[test]
    fn debug_names_nobody() {
        let payment: BankTransferPayment = serde_json::from_value(json!({
            "paymentId": "M2MJOG6O2Y", "processingTerminalId": "1234001", "order": {},
            "bankAccount": {"type": "pad", "nameOnAccount": "Jane Doe", "accountNumber": "*3159"},
            "transactionResult": {"status": "ready"}
        }))
        .unwrap();
        let card = Card {
            cardholder_name: Some("Jane Doe".to_owned()),
            ..Card::default()
        };

        let shown = format!("{payment:?} {card:?}");

        assert!(
            !shown.contains("Jane") && !shown.contains("3159"),
            "{shown}"
        );
    }
}
