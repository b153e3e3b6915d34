//! Recorded shapes of requests and answers, all as documented, read and written again without loss.

#![expect(clippy::unwrap_used, reason = "tests and their helpers")]

use payroc::{
    AuthType, Charge, CreatePaymentLink, CredentialOnFile, Currency, CustomLabel, LinkChange,
    LinkPatch, LinkStatus, MinorUnits, MitAgreement, Money, MultiUse, MultiUseOrder, PaymentLink,
    PaymentMethod, ProcessingTerminal, Recipient, ShareByEmail, SharingEvent, SingleUse,
    SingleUseOrder,
};
use serde_json::Value;

const CREATE_SINGLE_USE: &str = include_str!("fixtures/create-single-use.json");
const CREATE_MULTI_USE: &str = include_str!("fixtures/create-multi-use.json");
const SINGLE_USE: &str = include_str!("fixtures/single-use.json");
const MULTI_USE: &str = include_str!("fixtures/multi-use.json");
const SHARE: &str = include_str!("fixtures/share.json");
const SHARING_EVENT: &str = include_str!("fixtures/sharing-event.json");
const CHANGE: &str = include_str!("fixtures/change.json");
const TERMINAL: &str = include_str!("fixtures/terminal.json");
const TOKEN: &str = include_str!("fixtures/token.json");
const CARD_PAYMENTS: &str = include_str!("fixtures/card-payments.json");
const BANK_TRANSFER_PAYMENTS: &str = include_str!("fixtures/bank-transfer-payments.json");
const PROBLEMS: &str = include_str!("fixtures/problems.json");

#[test]
fn every_fixture_is_as_documented() {
    for (schema, fixture) in [
        ("NewPaymentLink", CREATE_SINGLE_USE),
        ("NewPaymentLink", CREATE_MULTI_USE),
        ("PaymentLink", SINGLE_USE),
        ("PaymentLink", MULTI_USE),
        ("NewSharingEvent", SHARE),
        ("SharingEvent", SHARING_EVENT),
        ("Change", CHANGE),
        ("ProcessingTerminal", TERMINAL),
        ("Grant", TOKEN),
        ("CardPaymentPage", CARD_PAYMENTS),
        ("BankTransferPaymentPage", BANK_TRANSFER_PAYMENTS),
    ] {
        assert_eq!(contract::judge_value(schema, &json(fixture)), [""; 0]);
    }
    for mut problem in json(PROBLEMS).as_array().unwrap().clone() {
        let schema = match problem["status"].as_u64().unwrap() {
            400 => "BadWrite",
            401 => "NotAuthorized",
            403 => "Forbidden",
            404 => "NotFound",
            406 => "NotAcceptable",
            409 => "Conflict",
            415 => "UnsupportedMediaType",
            _ => "ApiError",
        };
        let fragment = problem.as_object_mut().unwrap().remove("fragment").unwrap();
        let fragment = fragment.as_str().unwrap();
        problem["type"] = format!("https://docs.payroc.com/api/errors#{fragment}").into();
        problem["title"] = "Refused".into();
        problem["detail"] = "It is so.".into();
        assert_eq!(contract::judge_value(schema, &problem), [""; 0]);
    }
}

#[test]
fn links_are_read_and_kept_without_loss() {
    for fixture in [SINGLE_USE, MULTI_USE] {
        let link: PaymentLink = serde_json::from_str(fixture).unwrap();
        assert_eq!(serde_json::to_value(&link).unwrap(), json(fixture));
    }
}

#[test]
fn a_link_is_read_into_the_right_places() {
    let link: PaymentLink = serde_json::from_str(SINGLE_USE).unwrap();

    assert_eq!(link.payment_link_id.as_str(), "QK7WD2MXZ4");
    assert_eq!(link.status, LinkStatus::Active);
    assert_eq!(link.expires_on, Some("2026-12-24".parse().unwrap()));
    assert_eq!(link.order.charge, Charge::Preset(usd(4500)));
    assert_eq!(link.order.order_id.unwrap().as_str(), "Order-2041");
    assert!(link.assets.payment_button.ends_with("</a>\n"));
}

#[test]
fn sharing_events_are_read_and_kept_without_loss() {
    let event: SharingEvent = serde_json::from_str(SHARING_EVENT).unwrap();

    assert_eq!(serde_json::to_value(&event).unwrap(), json(SHARING_EVENT));
    assert_eq!(
        event.date_time,
        Some("2026-11-22T15:30:00Z".parse().unwrap())
    );
    assert_eq!(event.recipients[0].email, "jane@example.com");
}

#[test]
fn a_terminal_is_read_into_the_right_places() {
    let terminal: ProcessingTerminal = serde_json::from_str(TERMINAL).unwrap();

    assert_eq!(terminal.timezone.as_deref(), Some("America/Chicago"));
    let links = terminal.features.payment_links.unwrap();
    assert!(links.enabled);
    assert_eq!(links.footer_notes.as_deref(), Some("Thank you"));
    assert_eq!(terminal.features.pre_authorizations, Some(true));
    assert_eq!(terminal.security.tokenization, Some(true));
}

#[test]
fn a_change_is_written_as_documented() {
    let mut link: PaymentLink = serde_json::from_str(SINGLE_USE).unwrap();
    // What is not there is added, what is there is replaced.
    link.expires_on = None;
    let changes = vec![
        LinkChange::ExpiresOn(Some("2026-12-31".parse().unwrap())),
        LinkChange::PaymentButton(Some("PAY NOW".to_owned())),
    ];

    let body = LinkPatch::new(&link, changes).unwrap().encode();

    assert_eq!(
        serde_json::from_slice::<Value>(body.as_bytes()).unwrap(),
        json(CHANGE)
    );
}

#[test]
fn a_single_use_request_is_written_as_documented() {
    let request = CreatePaymentLink::SingleUse(SingleUse {
        merchant_reference: "Invoice-2041".parse().unwrap(),
        order: SingleUseOrder {
            order_id: "Order-2041".parse().unwrap(),
            description: Some("Two garden chairs".to_owned()),
            charge: Charge::Preset(usd(4500)),
        },
        auth_type: AuthType::Sale,
        payment_methods: vec![PaymentMethod::Card],
        custom_labels: vec![CustomLabel::payment_button("PAY FOR CHAIRS")],
        expires_on: "2026-12-24".parse().unwrap(),
        credential_on_file: None,
    });

    let body = request.encode();

    assert_eq!(
        serde_json::from_slice::<Value>(body.as_bytes()).unwrap(),
        json(CREATE_SINGLE_USE)
    );
    assert_eq!(
        serde_json::from_slice::<CreatePaymentLink>(body.as_bytes()).unwrap(),
        request
    );
    assert_eq!(request.encode(), body);
}

#[test]
fn a_multi_use_request_is_written_as_documented() {
    let request = CreatePaymentLink::MultiUse(MultiUse {
        merchant_reference: "Roof-Fund".parse().unwrap(),
        order: MultiUseOrder {
            description: Some("A new roof for the village hall".to_owned()),
            charge: Charge::Prompt {
                currency: Currency::Usd,
            },
        },
        auth_type: AuthType::PreAuthorization,
        payment_methods: vec![PaymentMethod::Card, PaymentMethod::BankTransfer],
        custom_labels: vec![CustomLabel::payment_button("GIVE")],
        expires_on: None,
        credential_on_file: Some(CredentialOnFile {
            tokenize: Some(true),
            mit_agreement: Some(MitAgreement::Recurring),
        }),
    });

    let body = request.encode();

    assert_eq!(
        serde_json::from_slice::<Value>(body.as_bytes()).unwrap(),
        json(CREATE_MULTI_USE)
    );
    assert_eq!(
        serde_json::from_slice::<CreatePaymentLink>(body.as_bytes()).unwrap(),
        request
    );
}

#[test]
fn a_share_request_is_written_as_documented() {
    let share = ShareByEmail {
        recipients: vec![Recipient {
            name: "Jane Doe".to_owned(),
            email: "jane@example.com".to_owned(),
        }],
        message: Some("Dear Jane,\n\nHere is the link for the chairs.\n".to_owned()),
        merchant_copy: true,
    };

    let body = share.encode();

    assert_eq!(
        serde_json::from_slice::<Value>(body.as_bytes()).unwrap(),
        json(SHARE)
    );
}

fn usd(count: u64) -> Money {
    Money::new(MinorUnits::new(count).unwrap(), Currency::Usd)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
