use jiff::civil::date;
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::links::values;
use crate::testing::recipient;
use crate::view::{Agreement, AuthType};

const TODAY: Date = date(2026, 3, 1);

#[test]
fn what_differs_becomes_one_guarded_change_and_then_come_the_emails() {
    let link = one_payment();
    let mut form = form(&link);
    form.after.amount = Some(5_000);
    form.after.description = " Three pizzas ".to_owned();
    form.recipients = vec![recipient("Jane", "jane@example.com")];

    let draft = check_change(&form, &link, TODAY).unwrap();

    let patch: Value = serde_json::from_slice(draft.requests[0].body.as_bytes()).unwrap();
    assert_eq!(
        patch,
        json!([
            {"op": "test", "path": "/order/charge/amount", "value": 4500},
            {"op": "test", "path": "/order/description", "value": "Two pizzas"},
            {"op": "replace", "path": "/order/charge/amount", "value": 5000},
            {"op": "replace", "path": "/order/description", "value": "Three pizzas"},
        ])
    );
    assert_eq!(draft.requests[1].operation, Operation::Share);
    assert_eq!(draft.summary.amount, Some(5_000));
    let changed = draft.summary.changed.unwrap();
    assert_eq!(changed.before, form.before);
    assert_eq!(changed.after.description, "Three pizzas");
}

#[test]
fn everything_that_may_be_changed_of_each_kind_is_taken() {
    for link in [one_payment(), many_payments()] {
        let mut form = form(&link);
        form.after.expires_on = Some("2026-03-01".to_owned());
        form.after.button_label = "Pay the band".to_owned();
        form.after.save_details = true;
        form.after.agreement = Some(Agreement::Recurring);

        assert!(check_change(&form, &link, TODAY).is_ok());
    }
    let link = one_payment();
    let mut form = form(&link);
    form.after.currency = "EUR".to_owned();
    form.after.auth_type = AuthType::PreAuthorization;
    assert!(check_change(&form, &link, TODAY).is_ok());
}

#[test]
fn a_form_that_changes_nothing_is_told_so() {
    let link = one_payment();
    let mut form = form(&link);
    form.after.description.push(' ');

    let told = told(&form, &link);

    assert_eq!(told, [(Field::Form, Complaint::Unchanged)]);
}

#[test]
fn everything_wrong_is_told_at_once_at_its_field() {
    let link = one_payment();
    let mut form = form(&link);
    form.after.amount = Some(0);
    form.after.currency = "XXX".to_owned();
    form.after.description = "d".repeat(1_025);
    form.after.expires_on = None;
    form.after.button_label = "x".repeat(25);
    form.recipients = vec![recipient("", "jane@")];

    let told = told(&form, &link);

    assert_eq!(
        told,
        [
            (Field::Amount, Complaint::NotPositive),
            (Field::Currency, Complaint::NotACurrency),
            (Field::Description, Complaint::TooLong),
            (Field::ExpiresOn, Complaint::Missing),
            (Field::ButtonLabel, Complaint::TooLong),
            (Field::RecipientEmail, Complaint::NotAnEmail),
        ]
    );
}

#[test]
fn what_the_contract_forbids_of_a_link_is_told_at_its_field() {
    let many = many_payments();
    let mut fixed = form(&many);
    fixed.after.amount = Some(1);
    fixed.after.description = "Something else".to_owned();
    assert_eq!(
        told(&fixed, &many),
        [
            (Field::Amount, Complaint::NotChangeable),
            (Field::Description, Complaint::NotChangeable),
        ]
    );

    let mut by_bank = one_payment();
    by_bank
        .payment_methods
        .push(payroc::PaymentMethod::BankTransfer);
    let mut hold = form(&by_bank);
    hold.after.auth_type = AuthType::PreAuthorization;
    assert_eq!(
        told(&hold, &by_bank),
        [(Field::AuthType, Complaint::CardOnly)]
    );

    let mut asking = one_payment();
    asking.order.charge = payroc::Charge::Prompt {
        currency: payroc::Currency::Usd,
    };
    let mut set = form(&asking);
    set.after.amount = Some(1);
    assert_eq!(
        told(&set, &asking),
        [(Field::Amount, Complaint::NotChangeable)]
    );
}

#[test]
fn a_last_day_in_the_past_is_refused_only_if_it_is_the_change() {
    let mut link = one_payment();
    link.expires_on = Some(date(2026, 2, 1));
    let mut form = form(&link);
    form.after.amount = Some(1);
    assert!(check_change(&form, &link, TODAY).is_ok());

    form.after.expires_on = Some("2026-02-28".to_owned());

    assert_eq!(
        told(&form, &link),
        [(Field::ExpiresOn, Complaint::InThePast)]
    );
}

#[test]
fn a_reason_is_a_text_of_the_users_own() {
    assert_eq!(
        check_reason("  They paid in cash. \n"),
        Ok("They paid in cash.".to_owned())
    );
    assert_eq!(check_reason(" "), Ok(String::new()));
    assert_eq!(
        check_reason(&"r".repeat(1_025)).unwrap_err()[0].complaint,
        Complaint::TooLong
    );
}

fn told(form: &ChangePaymentLink, link: &PaymentLink) -> Vec<(Field, Complaint)> {
    let complaints = check_change(form, link, TODAY).unwrap_err();
    complaints
        .iter()
        .map(|told| (told.field, told.complaint))
        .collect()
}

fn form(link: &PaymentLink) -> ChangePaymentLink {
    ChangePaymentLink {
        request_id: Uuid::now_v7(),
        profile_id: Uuid::nil(),
        payment_link_id: link.payment_link_id.to_string(),
        before: values(link),
        after: values(link),
        recipients: Vec::new(),
        message: String::new(),
        copy_to_me: false,
    }
}

fn one_payment() -> PaymentLink {
    serde_json::from_value(json!({
        "type": "singleUse", "paymentLinkId": "JZURRJBUPS", "merchantReference": "PL-1", "authType": "sale",
        "order": {"orderId": "ORD-1", "description": "Two pizzas",
                  "charge": {"type": "preset", "amount": 4500, "currency": "USD"}},
        "paymentMethods": ["card"], "expiresOn": "2026-03-31", "status": "active", "createdOn": "2026-03-01",
        "assets": {"paymentUrl": "https://pay.example.com/1", "paymentButton": ""},
    }))
    .unwrap()
}

fn many_payments() -> PaymentLink {
    PaymentLink {
        link_type: LinkType::MultiUse,
        expires_on: None,
        ..one_payment()
    }
}
