//! A bank transfer payment as its list shows it (FACTS 15). Money from a bank takes days, so a paid
//! one is pending until it is cleared.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::card_payment::CARDHOLDER;
use crate::link::Link;
use crate::payment::Payment;

pub(crate) const NAME_ON_ACCOUNT: &str = CARDHOLDER;
pub(crate) const LAST_FOUR: &str = "7890";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum BankTransferType {
    Payment,
    AccountVerification,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum BankTransferStatus {
    Ready,
    Pending,
    Declined,
    Complete,
    Admin,
    Reversal,
    Returned,
}

pub(crate) fn status_of(payment: &Payment) -> BankTransferStatus {
    match (payment.is_paid(), payment.is_cleared) {
        (false, _) => BankTransferStatus::Declined,
        (true, false) => BankTransferStatus::Pending,
        (true, true) => BankTransferStatus::Complete,
    }
}

pub(crate) fn shown(payment: &Payment, link: &Link) -> Value {
    let (code, message) = if payment.is_paid() {
        ("A", "APPROVAL")
    } else {
        ("D", "DECLINED")
    };
    let mut shown = json!({
        "paymentId": payment.id,
        "processingTerminalId": link.terminal_id,
        "order": payment.order_of(link),
        "bankAccount": {
            "type": "ach",
            "secCode": "web",
            "nameOnAccount": NAME_ON_ACCOUNT,
            "accountNumber": format!("******{LAST_FOUR}"),
            "routingNumber": "*****0021",
        },
        "transactionResult": {
            "type": "payment",
            "status": status_of(payment),
            "authorizedAmount": if payment.is_paid() { payment.amount } else { 0 },
            "currency": payment.currency,
            "responseCode": code,
            "responseMessage": message,
        },
    });
    if !payment.refunds.is_empty() {
        shown["refunds"] = payment.refunds_shown();
    }
    if payment.is_paid() && link.keeps_payment_details() {
        shown["bankAccount"]["secureToken"] = payment.secure_token(NAME_ON_ACCOUNT);
    }
    shown
}
