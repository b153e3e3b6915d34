//! One row per limit of a create request: what is changed in a good body, and which field is named.

use jiff::civil::date;
use serde_json::json;

use super::*;
use crate::rules::ExtraProperties;

#[test]
fn the_contracts_two_kinds_of_link_are_read() {
    assert!(read(single_use()).is_ok());
    assert!(read(multi_use()).is_ok());
}

#[test]
fn each_wrong_field_is_named_by_its_path() {
    for (pointer, value, named) in [
        ("/type", json!("manyUse"), "type"),
        ("/merchantReference", json!(""), "merchantReference"),
        (
            "/merchantReference",
            json!("r".repeat(49)),
            "merchantReference",
        ),
        ("/merchantReference", json!(7), "merchantReference"),
        ("/order", json!([]), "order"),
        ("/order/orderId", json!("o".repeat(25)), "order.orderId"),
        (
            "/order/description",
            json!("d".repeat(1025)),
            "order.description",
        ),
        ("/order/charge/type", json!("fixed"), "order.charge.type"),
        ("/order/charge/amount", json!(0), "order.charge.amount"),
        ("/order/charge/amount", json!(-1), "order.charge.amount"),
        ("/order/charge/amount", json!("4999"), "order.charge.amount"),
        ("/order/charge/amount", json!(49.99), "order.charge.amount"),
        (
            "/order/charge/currency",
            json!("usd"),
            "order.charge.currency",
        ),
        (
            "/order/charge/currency",
            json!("BYN"),
            "order.charge.currency",
        ),
        ("/authType", json!("hold"), "authType"),
        ("/paymentMethods", json!([]), "paymentMethods"),
        ("/paymentMethods", json!(["card", "card"]), "paymentMethods"),
        ("/paymentMethods", json!(["cash"]), "paymentMethods[0]"),
        (
            "/customLabels",
            json!([{"element": "page"}]),
            "customLabels[0].element",
        ),
        (
            "/customLabels",
            json!([{"label": ""}]),
            "customLabels[0].label",
        ),
        (
            "/customLabels",
            json!([{"label": "l".repeat(25)}]),
            "customLabels[0].label",
        ),
        (
            "/customLabels",
            json!([{"label": "a"}, {"label": "a"}]),
            "customLabels",
        ),
        ("/expiresOn", json!("02/08/2026"), "expiresOn"),
        ("/expiresOn", json!("2026-02-28"), "expiresOn"),
        (
            "/credentialOnFile",
            json!({"tokenize": "yes"}),
            "credentialOnFile.tokenize",
        ),
        (
            "/credentialOnFile",
            json!({"mitAgreement": "weekly"}),
            "credentialOnFile.mitAgreement",
        ),
    ] {
        let problem = read(with(single_use(), pointer, value.clone())).unwrap_err();
        assert_eq!(named_in(problem), [named], "{pointer} = {value}");
    }
}

#[test]
fn each_missing_field_is_named_by_its_path() {
    for (pointer, named) in [
        ("/type", "type"),
        ("/merchantReference", "merchantReference"),
        ("/order", "order"),
        ("/order/orderId", "order.orderId"),
        ("/order/charge", "order.charge"),
        ("/order/charge/type", "order.charge.type"),
        ("/order/charge/amount", "order.charge.amount"),
        ("/order/charge/currency", "order.charge.currency"),
        ("/authType", "authType"),
        ("/paymentMethods", "paymentMethods"),
        ("/expiresOn", "expiresOn"),
    ] {
        let problem = read(without(single_use(), pointer)).unwrap_err();
        assert_eq!(named_in(problem), [named], "{pointer}");
    }
}

#[test]
fn the_longest_values_of_the_contract_are_accepted() {
    let mut body = single_use();
    body["merchantReference"] = json!("r".repeat(48));
    body["order"]["orderId"] = json!("o".repeat(24));
    body["order"]["description"] = json!("d".repeat(1024));
    body["order"]["charge"]["amount"] = json!(i64::MAX);
    body["customLabels"] = json!([{"element": "paymentButton", "label": "l".repeat(24)}]);
    body["expiresOn"] = json!("2026-03-01");

    assert!(read(body).is_ok());
}

#[test]
fn a_many_payments_link_needs_neither_order_id_nor_expiry() {
    let terms = read(multi_use()).unwrap();

    assert_eq!((terms.order.order_id, terms.expires_on), (None, None));
}

#[test]
fn a_charge_nested_under_its_type_is_refused() {
    let nested = json!({"preset": {"amount": 4999, "currency": "USD"}});

    let problem = read(with(single_use(), "/order/charge", nested)).unwrap_err();

    assert_eq!(
        named_in(problem),
        ["order.charge.type", "order.charge.currency"]
    );
}

#[test]
fn a_hold_by_bank_transfer_is_refused_unless_the_rule_lets_it_through() {
    let mut body = multi_use();
    body["authType"] = json!("preAuthorization");

    assert_eq!(
        named_in(read(body.clone()).unwrap_err()),
        ["paymentMethods"]
    );

    let lax = Rules {
        bank_transfer_on_hold: Doubtful::Accepted,
        ..Rules::default()
    };
    assert!(read_by(&lax, body).is_ok());
}

#[test]
fn doubtful_values_pass_where_the_rules_let_them() {
    let lax = Rules {
        amount_not_positive: Doubtful::Accepted,
        empty_list: Doubtful::Accepted,
        past_expiry: Doubtful::Accepted,
        ..Rules::default()
    };

    for (pointer, value) in [
        ("/order/charge/amount", json!(-1)),
        ("/paymentMethods", json!([])),
        ("/expiresOn", json!("1999-12-31")),
    ] {
        assert!(
            read_by(&lax, with(single_use(), pointer, value)).is_ok(),
            "{pointer}"
        );
    }
}

#[test]
fn read_only_and_unknown_properties_follow_the_rule() {
    let strict = Rules {
        extra_properties: ExtraProperties::Refused,
        ..Rules::default()
    };
    let body = with(single_use(), "/status", json!("active"));
    let body = with(body, "/order/colour", json!("red"));

    assert!(read(body.clone()).is_ok());
    assert_eq!(
        named_in(read_by(&strict, body).unwrap_err()),
        ["order.colour", "status"]
    );
}

#[test]
fn what_the_terminal_cannot_do_is_a_problem_of_its_own() {
    let rules = Rules::default();
    let mut terminal = Terminal::new("1234001", "Shop");
    terminal.takes_pre_authorizations = false;
    terminal.currencies = Currency::from_code("EUR").map(|euro| vec![euro]);

    let dollars = Terms::read(&single_use(), &rules, &terminal, date(2026, 3, 1)).unwrap_err();
    let mut held = with(single_use(), "/order/charge/currency", json!("EUR"));
    held["authType"] = json!("preAuthorization");
    let held = Terms::read(&held, &rules, &terminal, date(2026, 3, 1)).unwrap_err();

    assert!(body_of(dollars).contains("#currency-not-supported"));
    assert!(body_of(held).contains("#capabilities-missing"));
}

fn single_use() -> Value {
    json!({
        "type": "singleUse",
        "merchantReference": "Invoice 17",
        "order": {
            "orderId": "17",
            "description": "Oak table",
            "charge": {"type": "preset", "amount": 4999, "currency": "USD"},
        },
        "authType": "sale",
        "paymentMethods": ["card"],
        "expiresOn": "2026-03-31",
    })
}

fn multi_use() -> Value {
    json!({
        "type": "multiUse",
        "merchantReference": "Donations",
        "order": {"charge": {"type": "prompt", "currency": "JPY"}},
        "authType": "sale",
        "paymentMethods": ["card", "bankTransfer"],
    })
}

fn with(mut body: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[name] = value;
    body
}

fn without(mut body: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent)
        .unwrap()
        .as_object_mut()
        .unwrap()
        .remove(name);
    body
}

fn read(body: Value) -> Result<Terms, Problem> {
    read_by(&Rules::default(), body)
}

fn read_by(rules: &Rules, body: Value) -> Result<Terms, Problem> {
    Terms::read(
        &body,
        rules,
        &Terminal::new("1234001", "Shop"),
        date(2026, 3, 1),
    )
}

fn body_of(problem: Problem) -> String {
    problem.answer(Rules::default().parameter_spelling).body
}

fn named_in(problem: Problem) -> Vec<String> {
    let document: Value = serde_json::from_str(&body_of(problem)).unwrap();
    let errors = document["errors"].as_array().unwrap();
    errors
        .iter()
        .map(|error| error["parameter"].as_str().unwrap().to_owned())
        .collect()
}
