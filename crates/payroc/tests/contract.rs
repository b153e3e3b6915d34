//! The client against a whole gateway: what both understand by the contract.

#![expect(clippy::unwrap_used, reason = "tests and their helpers")]

use std::time::Duration;

use payroc::{
    ApiKey, AuthType, Charge, Client, ClientBuilder, CreatePaymentLink, CredentialOnFile, Currency,
    Cursor, CustomLabel, Deadlines, Effect, ErrorKind, Hosts, IdempotencyKey, LinkStatus, LinkType,
    MinorUnits, MitAgreement, Money, MultiUse, MultiUseOrder, PaymentLink, PaymentLinkFilter,
    PaymentMethod, ProblemType, ProcessingTerminalId, Recipient, RequestBody, RetryPolicy,
    ShareByEmail, SharingEventFilter, SingleUse, SingleUseOrder, Stage,
};
use practice_gateway::{
    Config, Operation, PRACTICE_API_KEY, PRACTICE_TERMINAL, PageLinks, RepeatedKey, Rules, Running,
};

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
async fn a_cut_after_the_act_makes_no_second_link() {
    let gateway = gateway().await;
    gateway
        .on(Operation::CreatePaymentLink)
        .act_then_cut()
        .once();

    let made = create(&client(&gateway), &single_use("Invoice-1", 4500))
        .await
        .unwrap();

    assert_eq!(gateway.links().len(), 1);
    assert_eq!(
        gateway.links()[0].payment_link_id,
        made.payment_link_id.as_str()
    );
    let sent = gateway.requests_of(Operation::CreatePaymentLink);
    assert_eq!(sent.len(), 2);
    assert!(sent[0].idempotency_key.is_some());
    assert_eq!(sent[0].idempotency_key, sent[1].idempotency_key);
    assert_eq!(sent[0].body, sent[1].body);
    assert!(sent.iter().all(|request| !request.has_api_key));
}

#[tokio::test]
async fn a_cut_after_the_act_makes_no_second_email() {
    let gateway = gateway().await;
    let client = client(&gateway);
    let made = create(&client, &single_use("Invoice-1", 4500))
        .await
        .unwrap();
    gateway
        .on(Operation::SharePaymentLink)
        .act_then_cut()
        .times(2);

    let key = IdempotencyKey::random();
    let event = client
        .share_payment_link(&made.payment_link_id, &key, &email())
        .await
        .unwrap();

    assert_eq!(gateway.emails().len(), 1);
    assert_eq!(
        gateway.emails()[0].sharing_event_id,
        event.sharing_event_id.as_str()
    );
}

#[tokio::test]
async fn a_call_given_up_can_be_taken_up_under_its_key() {
    let gateway = gateway().await;
    gateway
        .on(Operation::CreatePaymentLink)
        .act_then_cut()
        .times(3);
    let (key, body) = (
        IdempotencyKey::random(),
        single_use("Invoice-1", 4500).encode(),
    );

    let error = send(&client(&gateway), &key, &body).await.unwrap_err();
    // As after a restart: another client, the kept key, the kept bytes.
    let kept = RequestBody::from_bytes(body.as_bytes().to_vec());
    let key = IdempotencyKey::from_uuid(key.as_uuid()).unwrap();
    let made = send(&client(&gateway), &key, &kept).await.unwrap();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::NoAnswer, Effect::Unknown)
    );
    assert_eq!(gateway.links().len(), 1);
    assert_eq!(
        gateway.links()[0].payment_link_id,
        made.payment_link_id.as_str()
    );
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_unknown_and_its_link_is_found_under_the_key() {
    let gateway = gateway().await;
    let slow = gateway
        .on(Operation::CreatePaymentLink)
        .act_then_hold()
        .once();
    let hasty = Deadlines {
        request: Duration::from_millis(200),
        ..Deadlines::default()
    };
    let impatient = builder(&gateway)
        .deadlines(hasty)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let (key, body) = (
        IdempotencyKey::random(),
        single_use("Invoice-1", 4500).encode(),
    );

    let error = send(&impatient, &key, &body).await.unwrap_err();
    slow.release();
    send(&client(&gateway), &key, &body).await.unwrap();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::NoAnswer, Effect::Unknown)
    );
    assert_eq!(gateway.links().len(), 1);
}

#[tokio::test]
async fn a_spoilt_answer_to_a_success_is_done_and_not_repeated() {
    let gateway = gateway().await;
    let create_link = || gateway.on(Operation::CreatePaymentLink);
    create_link().act_then_cut_mid_answer().once();
    create_link().act_then_garble().once();
    create_link().act_then_mislabel("text/html").once();
    create_link()
        .act_then_edit(|link| link["paymentLinkId"] = "short".into())
        .once();
    let client = client(&gateway);

    for number in 1..=4 {
        let wanted = single_use(&format!("Invoice-{number}"), 4500);
        let error = create(&client, &wanted).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Unreadable, Effect::Done)
        );
        assert_eq!(gateway.links().len(), number);
    }

    assert_eq!(gateway.requests_of(Operation::CreatePaymentLink).len(), 4);
}

#[tokio::test]
async fn a_failure_after_the_act_is_repeated_and_replayed() {
    let gateway = gateway().await;
    gateway
        .on(Operation::CreatePaymentLink)
        .act_then_answer(500)
        .once();
    gateway
        .on(Operation::CreatePaymentLink)
        .refuse_with(503)
        .retry_after(0)
        .once();

    create(&client(&gateway), &single_use("Invoice-1", 4500))
        .await
        .unwrap();

    assert_eq!(gateway.links().len(), 1);
    assert_eq!(gateway.requests_of(Operation::CreatePaymentLink).len(), 3);
}

#[tokio::test]
async fn the_same_key_with_other_bytes_is_a_conflict_that_leaves_the_effect_open() {
    let gateway = gateway().await;
    let client = client(&gateway);
    let key = IdempotencyKey::random();
    send(&client, &key, &single_use("Invoice-1", 4500).encode())
        .await
        .unwrap();

    let error = send(&client, &key, &single_use("Invoice-1", 4600).encode())
        .await
        .unwrap_err();

    assert_eq!(
        (error.status(), error.effect()),
        (Some(409), Effect::Unknown)
    );
    assert_eq!(
        error.problem().unwrap().kind,
        ProblemType::IdempotencyKeyInUse
    );
    assert_eq!(gateway.links().len(), 1);
}

#[tokio::test]
async fn a_gateway_that_never_replays_leaves_the_effect_open() {
    let rules = Rules {
        repeated_key: RepeatedKey::InUse,
        ..Rules::default()
    };
    let gateway = gateway_with(rules).await;
    gateway
        .on(Operation::CreatePaymentLink)
        .act_then_cut()
        .once();

    let error = create(&client(&gateway), &single_use("Invoice-1", 4500))
        .await
        .unwrap_err();

    assert_eq!(
        (error.status(), error.effect()),
        (Some(409), Effect::Unknown)
    );
    assert_eq!(gateway.links().len(), 1);
}

#[tokio::test]
async fn a_revoked_token_is_renewed_under_the_same_key() {
    let gateway = gateway().await;
    let client = client(&gateway);
    client.authorize().await.unwrap();
    gateway.revoke_tokens();

    create(&client, &single_use("Invoice-1", 4500))
        .await
        .unwrap();

    let sent = gateway.requests_of(Operation::CreatePaymentLink);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].idempotency_key, sent[1].idempotency_key);
    assert_ne!(sent[0].authorization, sent[1].authorization);
    assert_eq!(gateway.requests_of(Operation::Authorize).len(), 2);
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

#[tokio::test]
async fn pages_lead_through_the_whole_list_and_back() {
    for page_links in [PageLinks::RepeatFilters, PageLinks::CursorOnly] {
        let gateway = gateway_with(Rules {
            page_links,
            ..Rules::default()
        })
        .await;
        let client = client(&gateway);
        let terminal = terminal();
        for number in 0..7 {
            create(&client, &single_use(&format!("Invoice-{number}"), 100))
                .await
                .unwrap();
            create(
                &client,
                &charging(
                    "Roof-Fund",
                    Charge::Prompt {
                        currency: Currency::Usd,
                    },
                ),
            )
            .await
            .unwrap();
        }
        let mut filter = PaymentLinkFilter {
            limit: Some(3),
            link_type: Some(LinkType::SingleUse),
            ..PaymentLinkFilter::default()
        };

        let (mut seen, mut pages, mut back) = (Vec::new(), 0, None);
        loop {
            let page = client.list_payment_links(&terminal, &filter).await.unwrap();
            pages += 1;
            seen.extend(
                page.data
                    .into_iter()
                    .map(|link| link.merchant_reference.to_string()),
            );
            back = page.previous.or(back);
            assert_eq!(page.has_more, page.next.is_some());
            match page.next {
                Some(next) => filter.cursor = Some(next),
                None => break,
            }
        }
        filter.cursor = back;
        let before = client.list_payment_links(&terminal, &filter).await.unwrap();

        let newest_first: Vec<_> = (0..7)
            .rev()
            .map(|number| format!("Invoice-{number}"))
            .collect();
        assert_eq!((seen, pages), (newest_first, 3));
        assert!(matches!(filter.cursor, Some(Cursor::Before(_))));
        assert_eq!(before.data.len(), 3);
    }
}

#[tokio::test]
async fn links_are_found_by_what_they_are_and_whom_they_went_to() {
    let gateway = gateway().await;
    let client = client(&gateway);
    let shared = create(&client, &single_use("Invoice-1", 100))
        .await
        .unwrap();
    create(
        &client,
        &charging(
            "Roof-Fund",
            Charge::Prompt {
                currency: Currency::Usd,
            },
        ),
    )
    .await
    .unwrap();
    let key = IdempotencyKey::random();
    client
        .share_payment_link(&shared.payment_link_id, &key, &email())
        .await
        .unwrap();
    let all = PaymentLinkFilter::default;
    let filters = [
        PaymentLinkFilter {
            merchant_reference: Some("Invoice-1".parse().unwrap()),
            ..all()
        },
        PaymentLinkFilter {
            charge_type: Some(payroc::ChargeType::Preset),
            ..all()
        },
        PaymentLinkFilter {
            recipient_email: Some("jane@example.com".to_owned()),
            ..all()
        },
        PaymentLinkFilter {
            recipient_name: Some("Jane Doe".to_owned()),
            ..all()
        },
        PaymentLinkFilter {
            expires_on: shared.expires_on,
            ..all()
        },
    ];

    for filter in filters {
        let page = client
            .list_payment_links(&terminal(), &filter)
            .await
            .unwrap();
        assert_eq!(page.data, std::slice::from_ref(&shared), "{filter:?}");
    }
    let none = PaymentLinkFilter {
        status: Some(LinkStatus::Deactivated),
        ..all()
    };
    assert_eq!(
        client
            .list_payment_links(&terminal(), &none)
            .await
            .unwrap()
            .data,
        []
    );
}

async fn gateway() -> Running {
    gateway_with(Rules::default()).await
}

async fn gateway_with(rules: Rules) -> Running {
    practice_gateway::start(Config {
        rules,
        ..Config::default()
    })
    .await
    .unwrap()
}

fn builder(gateway: &Running) -> ClientBuilder {
    let hosts = Hosts::loopback(&gateway.base_url().parse().unwrap()).unwrap();
    let moment = Duration::from_millis(2);
    Client::builder(hosts, ApiKey::new(PRACTICE_API_KEY.to_owned()).unwrap()).retry(RetryPolicy {
        base: moment,
        cap: moment,
        ..RetryPolicy::default()
    })
}

fn client(gateway: &Running) -> Client {
    builder(gateway).build().unwrap()
}

async fn create(client: &Client, wanted: &CreatePaymentLink) -> Result<PaymentLink, payroc::Error> {
    send(client, &IdempotencyKey::random(), &wanted.encode()).await
}

async fn send(
    client: &Client,
    key: &IdempotencyKey,
    body: &RequestBody,
) -> Result<PaymentLink, payroc::Error> {
    client.create_payment_link(&terminal(), key, body).await
}

fn single_use(reference: &str, amount: u64) -> CreatePaymentLink {
    CreatePaymentLink::SingleUse(SingleUse {
        merchant_reference: reference.parse().unwrap(),
        order: SingleUseOrder {
            order_id: "Order-1".parse().unwrap(),
            description: Some("Two garden chairs".to_owned()),
            charge: Charge::Preset(usd(amount)),
        },
        auth_type: AuthType::Sale,
        payment_methods: vec![PaymentMethod::Card],
        custom_labels: Vec::new(),
        expires_on: "2099-12-24".parse().unwrap(),
        credential_on_file: None,
    })
}

fn charging(reference: &str, charge: Charge) -> CreatePaymentLink {
    CreatePaymentLink::MultiUse(MultiUse {
        merchant_reference: reference.parse().unwrap(),
        order: MultiUseOrder {
            description: None,
            charge,
        },
        auth_type: AuthType::Sale,
        payment_methods: vec![PaymentMethod::Card],
        custom_labels: Vec::new(),
        expires_on: None,
        credential_on_file: None,
    })
}

fn email() -> RequestBody {
    let recipients = vec![Recipient {
        name: "Jane Doe".to_owned(),
        email: "jane@example.com".to_owned(),
    }];
    ShareByEmail {
        recipients,
        message: Some("Dear Jane,\n".to_owned()),
        merchant_copy: false,
    }
    .encode()
}

fn usd(count: u64) -> Money {
    Money::new(MinorUnits::new(count).unwrap(), Currency::Usd)
}

fn terminal() -> ProcessingTerminalId {
    PRACTICE_TERMINAL.parse().unwrap()
}
