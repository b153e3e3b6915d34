//! A card payment as the list of payments shows it (FACTS 15). The card is always the one that
//! Payroc's test system takes, and nothing in here says which link it was paid through.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::link::Link;
use crate::payment::{Decline, Payment};
use crate::terms::AuthType;

pub(crate) const CARDHOLDER: &str = "Pat Customer";
pub(crate) const FIRST_SIX: &str = "453985";
pub(crate) const LAST_FOUR: &str = "7062";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum CardPaymentType {
    Sale,
    PreAuthorization,
    PreAuthorizationCompletion,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum CardPaymentStatus {
    Ready,
    Pending,
    Declined,
    Complete,
    Referral,
    Pickup,
    Reversal,
    Admin,
    Expired,
    Accepted,
}

pub(crate) fn type_of(payment: &Payment) -> CardPaymentType {
    match payment.auth_type {
        AuthType::Sale => CardPaymentType::Sale,
        AuthType::PreAuthorization => CardPaymentType::PreAuthorization,
    }
}

pub(crate) fn status_of(payment: &Payment) -> CardPaymentStatus {
    match (payment.decline, payment.is_paid()) {
        (Some(Decline::Referral), _) => CardPaymentStatus::Referral,
        (Some(Decline::Bank | Decline::SecurityCode), _) | (None, false) => {
            CardPaymentStatus::Declined
        }
        (None, true) => match payment.auth_type {
            AuthType::Sale => CardPaymentStatus::Ready,
            AuthType::PreAuthorization => CardPaymentStatus::Pending,
        },
    }
}

pub(crate) fn shown(payment: &Payment, link: &Link) -> Value {
    let security_code = match payment.decline {
        Some(Decline::SecurityCode) => "N",
        Some(Decline::Bank | Decline::Referral) | None => "M",
    };
    let mut shown = json!({
        "paymentId": payment.id,
        "processingTerminalId": link.terminal_id,
        "order": payment.order_of(link),
        "card": {
            "type": "Visa",
            "entryMethod": "keyed",
            "cardholderName": CARDHOLDER,
            "cardNumber": format!("{FIRST_SIX}******{LAST_FOUR}"),
            "expiryDate": "1230",
            "securityChecks": {"cvvResult": security_code, "avsResult": "Y"},
        },
        "supportedOperations": supported_operations(payment),
        "transactionResult": transaction_result(payment),
    });
    if !payment.refunds.is_empty() {
        shown["refunds"] = payment.refunds_shown();
    }
    if payment.is_paid() && link.keeps_payment_details() {
        shown["card"]["secureToken"] = payment.secure_token(CARDHOLDER);
    }
    shown
}

/// What the contract offers for a payment in an open batch.
fn supported_operations(payment: &Payment) -> &'static [&'static str] {
    match (payment.is_paid(), payment.auth_type) {
        (false, _) => &[],
        (true, AuthType::Sale) => &["fullyReverse", "partiallyReverse", "refund", "setAsPending"],
        (true, AuthType::PreAuthorization) => &[
            "capture",
            "fullyReverse",
            "partiallyReverse",
            "incrementAuthorization",
        ],
    }
}

fn transaction_result(payment: &Payment) -> Value {
    let kind = match type_of(payment) {
        CardPaymentType::Sale => "sale",
        CardPaymentType::PreAuthorization => "preAuthorization",
        CardPaymentType::PreAuthorizationCompletion => "preAuthorizationCompletion",
    };
    let (status, code, message) = match (payment.decline, payment.auth_type) {
        (None, _) if !payment.is_paid() => ("declined", "D", "DECLINED"),
        (None, AuthType::Sale) => ("ready", "A", "APPROVAL"),
        (None, AuthType::PreAuthorization) => ("pending", "A", "APPROVAL"),
        (Some(Decline::Bank), _) => ("declined", "D", "DECLINED"),
        (Some(Decline::Referral), _) => ("referral", "R", "CALL YOUR BANK"),
        (Some(Decline::SecurityCode), _) => ("declined", "D", "CVV FAILURE"),
    };
    let mut result = json!({
        "type": kind,
        "status": status,
        "authorizedAmount": if payment.is_paid() { payment.amount } else { 0 },
        "currency": payment.currency,
        "responseCode": code,
        "responseMessage": message,
    });
    if payment.is_paid() {
        result["approvalCode"] = json!("OK3");
    }
    result
}
