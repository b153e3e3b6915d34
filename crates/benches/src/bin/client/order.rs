//! What all contestants ask for: one link and one email, as the wire types of each.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use payroc::{CreatePaymentLink, Recipient, ShareByEmail};
use serde::{Deserialize, Serialize};

const MESSAGE: &str = "Dear Jane,\n\nHere is the link for the chairs.\n";
const RECIPIENT: (&str, &str) = ("Jane Doe", "jane@example.com");

/// A day on which a link made today can still be paid.
pub fn last_day() -> Date {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    today.saturating_add(30.days())
}

/// The link, as Paylink's client takes it.
pub fn link(last_day: Date) -> CreatePaymentLink {
    let bytes = plain_link(&last_day.to_string());
    serde_json::from_slice(&bytes).expect("both describe the same link")
}

/// The email, as Paylink's client takes it.
pub fn email() -> ShareByEmail {
    ShareByEmail {
        recipients: vec![Recipient {
            name: RECIPIENT.0.to_owned(),
            email: RECIPIENT.1.to_owned(),
        }],
        message: Some(MESSAGE.to_owned()),
        merchant_copy: false,
    }
}

/// The bytes of the link, written with serde alone.
pub fn plain_link(last_day: &str) -> Vec<u8> {
    let link = NewLink {
        kind: "singleUse",
        merchant_reference: "Invoice-2041",
        order: NewOrder {
            order_id: "Order-2041",
            description: "Two garden chairs",
            charge: NewCharge {
                kind: "preset",
                amount: 4500,
                currency: "USD",
            },
        },
        auth_type: "sale",
        payment_methods: &["card"],
        custom_labels: &[NewLabel {
            element: "paymentButton",
            label: "PAY FOR CHAIRS",
        }],
        expires_on: last_day,
    };
    serde_json::to_vec(&link).expect("text and numbers can be written as JSON")
}

/// The bytes of the email, written with serde alone.
pub fn plain_email() -> Vec<u8> {
    let email = NewEmail {
        sharing_method: "email",
        merchant_copy: false,
        message: MESSAGE,
        recipients: &[NewRecipient {
            name: RECIPIENT.0,
            email: RECIPIENT.1,
        }],
    };
    serde_json::to_vec(&email).expect("text and numbers can be written as JSON")
}

/// An answer as a program would read it that takes the gateway at its word.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "reading all of it is what is measured")]
pub struct PlainLink {
    #[serde(rename = "type")]
    kind: String,
    pub payment_link_id: String,
    merchant_reference: String,
    order: PlainOrder,
    auth_type: String,
    payment_methods: Vec<String>,
    custom_labels: Vec<PlainLabel>,
    expires_on: String,
    assets: PlainAssets,
    status: String,
    created_on: String,
}

/// As [`PlainLink`], for the email.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "reading all of it is what is measured")]
pub struct PlainEmail {
    sharing_method: String,
    sharing_event_id: String,
    date_time: String,
    message: String,
    recipients: Vec<PlainRecipient>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewLink<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    merchant_reference: &'a str,
    order: NewOrder<'a>,
    auth_type: &'a str,
    payment_methods: &'a [&'a str],
    custom_labels: &'a [NewLabel<'a>],
    expires_on: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewOrder<'a> {
    order_id: &'a str,
    description: &'a str,
    charge: NewCharge<'a>,
}

#[derive(Serialize)]
struct NewCharge<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    amount: u64,
    currency: &'a str,
}

#[derive(Serialize)]
struct NewLabel<'a> {
    element: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewEmail<'a> {
    sharing_method: &'a str,
    merchant_copy: bool,
    message: &'a str,
    recipients: &'a [NewRecipient<'a>],
}

#[derive(Serialize)]
struct NewRecipient<'a> {
    name: &'a str,
    email: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "reading all of it is what is measured")]
struct PlainOrder {
    order_id: String,
    description: String,
    charge: PlainCharge,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading all of it is what is measured")]
struct PlainCharge {
    #[serde(rename = "type")]
    kind: String,
    amount: u64,
    currency: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading all of it is what is measured")]
struct PlainLabel {
    element: String,
    label: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "reading all of it is what is measured")]
struct PlainAssets {
    payment_url: String,
    payment_button: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "reading all of it is what is measured")]
struct PlainRecipient {
    name: String,
    email: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_sends_the_same_bytes() {
        let day = last_day();

        assert_eq!(link(day).encode().as_bytes(), plain_link(&day.to_string()));
        assert_eq!(email().encode().as_bytes(), plain_email());
    }
}
