//! The page on which the customer pays, or is declined. Whoever has its address may use it, as with
//! the real one. A press leads on to a result page, so that reloading pays nothing twice.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use crate::gateway::Gateway;
use crate::html::{self, escape};
use crate::link::{Link, LinkStatus};
use crate::payment::{self, Decline, Outcome, PayRefusal, Payment, Press};
use crate::rules::DecidingAmounts;
use crate::terms::{AuthType, Charge, PaymentMethod};

#[derive(Deserialize)]
pub(super) struct Address {
    #[serde(default)]
    token: String,
}

pub(super) async fn show(
    State(gateway): State<Arc<Gateway>>,
    Query(address): Query<Address>,
) -> Response {
    match link_at(&gateway, &address.token) {
        Some(link) => form(&gateway, &link, None),
        None => unknown(&gateway, &address.token),
    }
}

#[derive(Deserialize)]
pub(super) struct PressForm {
    #[serde(default)]
    token: String,
    outcome: Outcome,
    method: Option<PaymentMethod>,
    /// As typed, in the link's currency.
    amount: Option<String>,
}

pub(super) async fn press(
    State(gateway): State<Arc<Gateway>>,
    Form(pressed): Form<PressForm>,
) -> Response {
    let Some(link) = link_at(&gateway, &pressed.token) else {
        return unknown(&gateway, &pressed.token);
    };
    let amount = match (link.terms.order.charge, &pressed.amount) {
        (Charge::Preset { .. }, _) => None,
        (Charge::Prompt { currency }, typed) => typed.as_deref().and_then(|it| currency.read(it)),
    };
    let press = Press {
        outcome: pressed.outcome,
        amount,
        method: pressed.method,
    };
    match payment::press(&gateway, link.token, press) {
        Ok(payment) => {
            let result = format!("/merchant/pay-by-link/result?payment={}", payment.id);
            Redirect::to(&result).into_response()
        }
        Err(PayRefusal::WrongAmount) => form(
            &gateway,
            &link,
            Some("Type an amount above zero, with a point for its decimals."),
        ),
        Err(PayRefusal::WrongMethod) => form(
            &gateway,
            &link,
            Some("Choose one of the offered ways to pay."),
        ),
        Err(PayRefusal::NotActive(_)) => form(&gateway, &link, None),
        Err(PayRefusal::NoSuchLink) => unknown(&gateway, &pressed.token),
        Err(PayRefusal::NotKept) => {
            let content = "<p>The payment could not be written down, so nothing was paid.</p>";
            html::page(StatusCode::INTERNAL_SERVER_ERROR, "Not paid", content)
        }
    }
}

#[derive(Deserialize)]
pub(super) struct ResultAddress {
    #[serde(default)]
    payment: String,
}

pub(super) async fn result(
    State(gateway): State<Arc<Gateway>>,
    Query(address): Query<ResultAddress>,
) -> Response {
    let ledger = gateway.ledger();
    let payment = ledger
        .payments()
        .iter()
        .find(|payment| payment.id == address.payment);
    let link = payment.and_then(|payment| ledger.link(&payment.link_id));
    match (payment, link) {
        (Some(payment), Some(link)) => outcome(payment, link),
        (_, _) => nowhere(),
    }
}

fn outcome(payment: &Payment, link: &Link) -> Response {
    let amount = escape(&payment.currency.write(payment.amount));
    let reference = escape(&link.terms.merchant_reference);
    let (title, sentence) = match (payment.outcome, payment.auth_type) {
        (Outcome::Paid, AuthType::Sale) => ("Paid", "Thank you. The payment went through."),
        (Outcome::Paid, AuthType::PreAuthorization) => (
            "Held",
            "Thank you. The money is held until the merchant takes it.",
        ),
        (Outcome::Declined, _) => match payment.decline {
            Some(Decline::Bank) | None => {
                ("Declined", "The payment was declined. Nothing was paid.")
            }
            Some(Decline::Referral) => (
                "Declined",
                "The bank asks you to call it before it pays. Nothing was paid.",
            ),
            Some(Decline::SecurityCode) => (
                "Declined",
                "The card's security code was wrong. Nothing was paid.",
            ),
        },
    };
    let again = match payment.outcome {
        Outcome::Paid => String::new(),
        Outcome::Declined => format!(
            "<p><a class=\"button\" href=\"/merchant/pay-by-link?token={}\">Try again</a></p>\n",
            link.token
        ),
    };
    let content = format!(
        "<p class=\"amount\">{amount}</p>\n<p>{sentence}</p>\n{again}\
         <p class=\"soft\">Payment {} for {reference}</p>\n\
         <p><a href=\"/inbox\">To the inbox</a></p>",
        escape(&payment.id)
    );
    html::page(StatusCode::OK, title, &content)
}

fn link_at(gateway: &Gateway, token: &str) -> Option<Link> {
    let token = Uuid::try_parse(token).ok()?;
    gateway.ledger().link_by_token(token).cloned()
}

/// An address that a change has replaced is told apart from one that never was.
fn unknown(gateway: &Gateway, token: &str) -> Response {
    let replaced = Uuid::try_parse(token)
        .is_ok_and(|token| gateway.ledger().link_by_replaced_token(token).is_some());
    if !replaced {
        return nowhere();
    }
    let content = "<p>The merchant changed this payment link, and it was replaced by a new one. \
                   Nothing can be paid here. Ask whoever sent it for the new link.</p>";
    html::page(StatusCode::GONE, "Replaced", content)
}

fn nowhere() -> Response {
    let content = "<p>This payment link is not known. Ask whoever sent it for a new one.</p>";
    html::page(StatusCode::NOT_FOUND, "Unknown link", content)
}

fn form(gateway: &Gateway, link: &Link, complaint: Option<&str>) -> Response {
    let shop = gateway
        .terminal(&link.terminal_id)
        .map_or("The merchant", |terminal| &terminal.name);
    let (title, sentence) = match link.status(gateway.today_of(link)) {
        LinkStatus::Active => {
            let status = complaint.map_or(StatusCode::OK, |_| StatusCode::BAD_REQUEST);
            let content = open_form(link, complaint, gateway.rules.deciding_amounts);
            return html::page(status, &format!("Pay {shop}"), &content);
        }
        LinkStatus::Completed => ("Already paid", "This payment link has been paid."),
        LinkStatus::Expired => ("Expired", "This payment link has expired."),
        LinkStatus::Deactivated => ("Switched off", "The merchant has deactivated this link."),
    };
    let content = format!("<p>{sentence} Nothing can be paid with it.</p>");
    html::page(StatusCode::GONE, title, &content)
}

fn open_form(link: &Link, complaint: Option<&str>, deciding: DecidingAmounts) -> String {
    let (terms, token) = (&link.terms, link.token);
    let complaint = complaint.map_or_else(String::new, |complaint| {
        format!(
            "<p id=\"complaint\" role=\"alert\"><strong>{}</strong></p>\n",
            escape(complaint)
        )
    });
    let description = terms
        .order
        .description
        .as_deref()
        .map_or_else(String::new, |description| {
            format!("<p class=\"text\">{}</p>\n", escape(description))
        });
    format!(
        "{complaint}<form method=\"post\" action=\"/merchant/pay-by-link\">\n\
         <input type=\"hidden\" name=\"token\" value=\"{token}\">\n{}{description}{}{}\
         <div class=\"row\">\n<button name=\"outcome\" value=\"paid\">{}</button>\n\
         <button class=\"other\" name=\"outcome\" value=\"declined\">Decline</button>\n\
         </div>\n</form>\n\
         <p class=\"soft\">The first button pays, the second plays a bank that declines.{}</p>",
        amount(terms.order.charge),
        facts(link),
        methods(&payment::offered_methods(terms)),
        escape(link.button_label()),
        match deciding {
            DecidingAmounts::Ignored => "",
            DecidingAmounts::Obeyed =>
                " Amounts that end in 01, 02 or 03 are declined whichever is pressed, as on \
                 Payroc's test system.",
        },
    )
}

fn amount(charge: Charge) -> String {
    match charge {
        Charge::Preset { amount, currency } => {
            format!(
                "<p class=\"amount\">{}</p>\n",
                escape(&currency.write(amount))
            )
        }
        Charge::Prompt { currency } => format!(
            "<label for=\"amount\">Amount in {}</label>\n\
             <input type=\"text\" id=\"amount\" name=\"amount\" inputmode=\"decimal\" \
             autocomplete=\"off\" required>\n",
            escape(currency.code())
        ),
    }
}

fn facts(link: &Link) -> String {
    let terms = &link.terms;
    let mut facts = format!(
        "<dl>\n<dt>Reference</dt><dd>{}</dd>\n",
        escape(&terms.merchant_reference)
    );
    if let Some(order_id) = &terms.order.order_id {
        facts.push_str(&format!("<dt>Order</dt><dd>{}</dd>\n", escape(order_id)));
    }
    if let Some(last) = terms.expires_on {
        facts.push_str(&format!("<dt>Last day</dt><dd>{last}</dd>\n"));
    }
    facts.push_str("</dl>\n");
    match terms.auth_type {
        AuthType::Sale => {}
        AuthType::PreAuthorization => {
            facts.push_str("<p>The money is held now and taken later.</p>\n");
        }
    }
    if link.keeps_payment_details() {
        facts.push_str("<p>Your payment details are kept for later payments.</p>\n");
    }
    facts
}

/// A choice only where there is one.
fn methods(offered: &[PaymentMethod]) -> String {
    if offered.len() < 2 {
        return String::new();
    }
    let radio = |(index, method): (usize, &PaymentMethod)| {
        let (value, words) = match method {
            PaymentMethod::Card => ("card", "Card"),
            PaymentMethod::BankTransfer => ("bankTransfer", "Bank transfer"),
        };
        let checked = if index == 0 { " checked" } else { "" };
        format!(
            "<label><input type=\"radio\" name=\"method\" value=\"{value}\"{checked}> {words}</label>\n"
        )
    };
    let radios: String = offered.iter().enumerate().map(radio).collect();
    format!("<fieldset>\n<legend>Pay by</legend>\n{radios}</fieldset>\n")
}
