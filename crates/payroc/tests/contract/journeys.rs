//! What is sent is understood, and what is told comes back whole.

use payroc::{
    ApiKey, AuthType, Charge, Client, CreatePaymentLink, CredentialOnFile, Currency, CustomLabel,
    Effect, Hosts, IdempotencyKey, LinkStatus, LinkType, MinorUnits, MitAgreement, Money, MultiUse,
    MultiUseOrder, PaymentLink, PaymentLinkFilter, PaymentMethod, ProcessingTerminalId,
    SharingEventFilter, Stage,
};

use crate::support::*;

#[tokio::test]
async fn a_link_is_made_found_shared_and_paid() {
    let gateway = gateway().await;
    let client = client(&gateway);

    client.authorize().await.unwrap();
    let made = create(&client, &single_use("Invoice-1", 4500))
        .await
        .unwrap();
    let key = IdempotencyKey::random();
    let event = client
        .share_payment_link(&made.payment_link_id, &key, &email())
        .await
        .unwrap();
    gateway.pay(made.payment_link_id.as_str()).unwrap();
    let paid = client
        .retrieve_payment_link(&made.payment_link_id)
        .await
        .unwrap();
    let events = client
        .list_sharing_events(&made.payment_link_id, &SharingEventFilter::default())
        .await
        .unwrap();

    assert_eq!(
        (made.link_type, made.status),
        (LinkType::SingleUse, LinkStatus::Active)
    );
    assert_eq!(made.order.charge, Charge::Preset(usd(4500)));
    assert_eq!(made.expires_on, Some("2099-12-24".parse().unwrap()));
    assert!(made.assets.payment_url.starts_with(gateway.base_url()));
    assert_eq!(paid.status, LinkStatus::Completed);
    assert_eq!(events.data, [event]);
    assert!(events.data[0].date_time.is_some());
    assert_eq!(gateway.emails()[0].to, "jane@example.com");
}

#[tokio::test]
async fn everything_a_link_can_say_arrives_and_comes_back() {
    let gateway = gateway().await;
    let client = client(&gateway);
    let wanted = CreatePaymentLink::MultiUse(MultiUse {
        merchant_reference: "Roof-Fund".parse().unwrap(),
        order: MultiUseOrder {
            description: Some("A new roof: \"über\" £ 屋根".to_owned()),
            charge: Charge::Prompt {
                currency: Currency::Jpy,
            },
        },
        auth_type: AuthType::Sale,
        payment_methods: vec![PaymentMethod::Card, PaymentMethod::BankTransfer],
        custom_labels: vec![CustomLabel::payment_button("GIVE")],
        expires_on: Some("2099-01-31".parse().unwrap()),
        credential_on_file: Some(CredentialOnFile {
            tokenize: Some(true),
            mit_agreement: Some(MitAgreement::Unscheduled),
        }),
    });

    let made = create(&client, &wanted).await.unwrap();
    let read = client
        .retrieve_payment_link(&made.payment_link_id)
        .await
        .unwrap();

    let CreatePaymentLink::MultiUse(wanted) = wanted else {
        unreachable!()
    };
    assert_eq!(made.order.description, wanted.order.description);
    assert_eq!(made.order.charge, wanted.order.charge);
    assert_eq!(made.payment_methods, wanted.payment_methods);
    assert_eq!(made.custom_labels, wanted.custom_labels);
    assert_eq!(made.expires_on, wanted.expires_on);
    assert_eq!(made.credential_on_file, wanted.credential_on_file);
    assert_eq!(read, made);
    let kept = serde_json::to_string(&made).unwrap();
    assert_eq!(serde_json::from_str::<PaymentLink>(&kept).unwrap(), made);
}

#[tokio::test]
async fn every_currency_is_taken_and_told_back() {
    let gateway = gateway().await;
    let client = client(&gateway);

    for currency in Currency::ALL {
        let money = Money::new(MinorUnits::new(1234).unwrap(), currency);
        let wanted = charging("Any-Money", Charge::Preset(money));
        let made = create(&client, &wanted).await.unwrap();
        assert_eq!(made.order.charge, Charge::Preset(money));
    }
}

#[tokio::test]
async fn a_wrong_key_and_a_wrong_terminal_are_told_apart() {
    let gateway = gateway().await;
    let hosts = Hosts::loopback(&gateway.base_url().parse().unwrap()).unwrap();
    let stranger = ApiKey::new("nobody-has-this-key".to_owned()).unwrap();
    let stranger = Client::builder(hosts, stranger).build().unwrap();
    let elsewhere: ProcessingTerminalId = "9999999".parse().unwrap();

    let wrong_key = stranger.authorize().await.unwrap_err();
    let wrong_terminal = client(&gateway)
        .list_payment_links(&elsewhere, &PaymentLinkFilter::default())
        .await
        .unwrap_err();

    assert_eq!(
        (wrong_key.stage(), wrong_key.status()),
        (Stage::Authorize, Some(401))
    );
    assert_eq!(
        (wrong_terminal.stage(), wrong_terminal.status()),
        (Stage::Operation, Some(404))
    );
}

#[tokio::test]
async fn a_refused_field_is_named() {
    let gateway = gateway().await;

    let error = create(&client(&gateway), &single_use("Invoice-1", 0))
        .await
        .unwrap_err();

    assert_eq!((error.status(), error.effect()), (Some(400), Effect::None));
    let complaint = &error.problem().unwrap().errors[0];
    assert!(complaint.parameter.as_deref().unwrap().ends_with("amount"));
}
