use jiff::civil::date;

use super::*;
use crate::testing::{a_link_form, recipient};

#[test]
fn a_good_form_becomes_the_documented_request() {
    let mut form = a_link_form();
    form.amount = Some(4999);
    form.recipients = vec![recipient("", "jane@example.com")];

    let draft = check_link(&form, TODAY).unwrap();

    let create: serde_json::Value =
        serde_json::from_slice(draft.requests[0].body.as_bytes()).unwrap();
    assert_eq!(create["type"], "singleUse");
    assert_eq!(create["order"]["charge"]["amount"], 4999);
    assert_eq!(create["expiresOn"], "2026-03-31");
    let share: serde_json::Value =
        serde_json::from_slice(draft.requests[1].body.as_bytes()).unwrap();
    assert_eq!(share["recipients"][0]["name"], "jane");
}

#[test]
fn each_person_gets_an_email_of_their_own_and_the_merchant_one_copy() {
    let people = [
        recipient("Jane", "jane@example.com"),
        recipient("Joe", "joe@example.com"),
    ];

    let requests = check_share(&people, "", true).unwrap();

    let bodies: Vec<serde_json::Value> = requests
        .iter()
        .map(|request| serde_json::from_slice(request.body.as_bytes()).unwrap())
        .collect();
    assert_eq!(bodies[0]["recipients"].as_array().unwrap().len(), 1);
    assert_eq!(bodies[0]["merchantCopy"], true);
    assert_eq!(bodies[1]["merchantCopy"], false);
    assert_ne!(requests[0].key, requests[1].key);
}

#[test]
fn everything_wrong_is_told_at_once_at_its_field() {
    let mut form = a_link_form();
    form.amount = Some(0);
    form.currency = "XXX".to_owned();
    form.reference = "r".repeat(49);
    form.order_id = " ".to_owned();
    form.expires_on = Some("2026-02-28".to_owned());
    form.button_label = "x".repeat(25);
    form.payment_methods = vec![];
    form.recipients = vec![recipient("", "jane@"), recipient("", "")];

    let complaints = check_link(&form, TODAY).unwrap_err();

    let told: Vec<_> = complaints
        .iter()
        .map(|told| (told.field, told.complaint, told.index))
        .collect();
    assert_eq!(
        told,
        [
            (Field::Currency, Complaint::NotACurrency, None),
            (Field::Amount, Complaint::NotPositive, None),
            (Field::Reference, Complaint::TooLong, None),
            (Field::PaymentMethods, Complaint::ChooseOne, None),
            (Field::ButtonLabel, Complaint::TooLong, None),
            (Field::ExpiresOn, Complaint::InThePast, None),
            (Field::OrderId, Complaint::Missing, None),
            (Field::RecipientEmail, Complaint::NotAnEmail, Some(0)),
            (Field::RecipientEmail, Complaint::Missing, Some(1)),
        ]
    );
}

#[test]
fn an_amount_that_is_left_out_is_missing_unless_the_customer_enters_it() {
    let mut form = a_link_form();
    form.amount = None;

    let complaints = check_link(&form, TODAY).unwrap_err();
    form.customer_enters_amount = true;

    let missing = FieldComplaint::new(Field::Amount, Complaint::Missing);
    assert_eq!(complaints, [missing]);
    assert!(check_link(&form, TODAY).is_ok());
}

#[test]
fn today_is_a_day_of_use() {
    let mut form = a_link_form();
    form.expires_on = Some(TODAY.to_string());

    assert!(check_link(&form, TODAY).is_ok());
}

#[test]
fn many_payments_need_neither_an_order_id_nor_an_end() {
    let mut form = a_link_form();
    form.link_type = LinkType::MultiUse;
    form.order_id = String::new();
    form.expires_on = None;

    assert!(check_link(&form, TODAY).is_ok());
}

#[test]
fn holding_the_money_is_for_cards_only() {
    let mut form = a_link_form();
    form.auth_type = AuthType::PreAuthorization;
    form.payment_methods = vec![PaymentMethod::Card, PaymentMethod::BankTransfer];

    let complaints = check_link(&form, TODAY).unwrap_err();

    assert_eq!(
        complaints,
        [FieldComplaint::new(
            Field::PaymentMethods,
            Complaint::CardOnly
        )]
    );
}

#[test]
fn the_same_person_twice_is_questioned() {
    let people = [
        recipient("", "jane@example.com"),
        recipient("", "JANE@example.com"),
    ];

    let complaints = check_share(&people, "", false).unwrap_err();

    let twice = FieldComplaint::new(Field::RecipientEmail, Complaint::Duplicate).of_recipient(1);
    assert_eq!(complaints, [twice]);
}

#[test]
fn a_day_is_written_in_one_form_only() {
    for text in [
        "20990331",
        "2099-03-31T10:00",
        "+002099-03-31",
        "2099-3-31",
        "2099-02-30",
    ] {
        let mut form = a_link_form();
        form.expires_on = Some(text.to_owned());

        let complaints = check_link(&form, TODAY).unwrap_err();

        let whole = FieldComplaint::new(Field::ExpiresOn, Complaint::NotADate);
        assert_eq!(complaints, [whole], "{text}");
    }
}

#[test]
fn a_text_is_as_long_as_its_utf_16_units() {
    let mut form = a_link_form();
    form.reference = "🙂".repeat(24);
    assert!(check_link(&form, TODAY).is_ok());
    form.reference.push('.');

    let complaints = check_link(&form, TODAY).unwrap_err();

    let too_long = FieldComplaint::new(Field::Reference, Complaint::TooLong).limit(48);
    assert_eq!(complaints, [too_long]);
}

#[test]
fn what_cannot_be_seen_is_told_at_its_field() {
    let mut form = a_link_form();
    form.description = "Two\u{202e}pizzas".to_owned();
    form.reference = "\u{200b}".to_owned();
    form.order_id = "ORD\u{feff}1".to_owned();
    form.recipients = vec![recipient("Ja\u{ad}ne", "jane@example.com")];

    let complaints = check_link(&form, TODAY).unwrap_err();

    let fields: Vec<_> = complaints
        .iter()
        .map(|told| (told.field, told.complaint))
        .collect();
    let unseen = |field| (field, Complaint::NotPlainText);
    assert_eq!(
        fields,
        [
            unseen(Field::Description),
            unseen(Field::Reference),
            unseen(Field::OrderId),
            unseen(Field::RecipientName),
        ]
    );
}

const TODAY: Date = date(2026, 3, 1);
