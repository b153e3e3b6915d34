//! All that can be said, said once. The gateway of these tests holds both sides against the document.

use std::collections::BTreeSet;

use payroc::{
    AuthType, BankTransferPaymentFilter, CardPaymentFilter, ChargeType, Client,
    CommonPaymentFilter, CredentialOnFile, Currency, IdempotencyKey, Limits, LinkChange, LinkPatch,
    LinkStatus, LinkType, MinorUnits, MitAgreement, PaymentLink, PaymentLinkFilter, PaymentStatus,
    RequestBody, SettlementState, SharingEventFilter, TransactionType,
};
use practice_gateway::{Account, Clock, Config, Doubtful, Operation, Rules, Running};
use serde_json::Value;

use crate::support::*;

const CREATE_SINGLE_USE: &str = include_str!("../fixtures/create-single-use.json");
const CREATE_MULTI_USE: &str = include_str!("../fixtures/create-multi-use.json");
const SHARE: &str = include_str!("../fixtures/share.json");
const CHANGE: &str = include_str!("../fixtures/change.json");

#[tokio::test]
async fn every_operation_is_said_and_answered_as_documented() {
    let gateway = shop().await;
    let client = client(&gateway);

    client.authorize().await.unwrap();
    let made = create(&client, &single_use("Invoice-1", 4500))
        .await
        .unwrap();
    share(&client, &made, email()).await;
    narrowed_lists(&client, &made).await;
    let changed = change(&client, &made).await;
    gateway.pay(changed.payment_link_id.as_str()).unwrap();
    payments(&client, &changed).await;
    client
        .retrieve_payment_link(&made.payment_link_id)
        .await
        .unwrap();
    client
        .retrieve_processing_terminal(&terminal())
        .await
        .unwrap()
        .unwrap();
    let other = create(&client, &single_use("Invoice-2", 4500))
        .await
        .unwrap();
    client
        .deactivate_payment_link(&other.payment_link_id)
        .await
        .unwrap();

    let requests = gateway.requests();
    let said: BTreeSet<Operation> = requests.iter().map(|request| request.operation).collect();
    assert_eq!(said.len(), 11, "{said:?}");
    assert!(!said.contains(&Operation::Unknown));
}

#[tokio::test]
async fn the_gateway_takes_the_documented_requests_as_they_stand() {
    let gateway = shop().await;
    let client = client(&gateway);

    for fixture in [CREATE_MULTI_USE, CREATE_SINGLE_USE] {
        let key = IdempotencyKey::random();
        let made = send(&client, &key, &bytes(fixture)).await.unwrap();
        assert_repeats(&serde_json::to_value(&made).unwrap(), fixture);
        share(&client, &made, bytes(SHARE)).await;

        let changed = client
            .update_payment_link(
                &made.payment_link_id,
                &IdempotencyKey::random(),
                &bytes(CHANGE),
            )
            .await
            .unwrap();
        assert_eq!(changed.expires_on, Some("2026-12-31".parse().unwrap()));
        assert_eq!(changed.custom_labels.len(), 1);
    }
    assert_eq!(gateway.emails().len(), 4);
}

/// In November 2026, so that the days of the fixtures are still to come.
async fn shop() -> Running {
    let mut account = Account::practice();
    account.terminals[0].ordered_through_api = true;
    account.terminals[0].time_zone = Some("America/Chicago".to_owned());
    gateway_like(Config {
        accounts: vec![account],
        clock: Clock::manual_at("2026-11-22T15:30:00Z"),
        rules: Rules {
            // One of the documented requests is for money that is held and takes bank transfers.
            bank_transfer_on_hold: Doubtful::Accepted,
            ..Rules::default()
        },
        ..Config::default()
    })
    .await
}

async fn share(client: &Client, link: &PaymentLink, body: RequestBody) {
    let key = IdempotencyKey::random();
    let shared = client.share_payment_link(&link.payment_link_id, &key, &body);
    shared.await.unwrap();
}

async fn narrowed_lists(client: &Client, made: &PaymentLink) {
    let filter = PaymentLinkFilter {
        limit: Some(100),
        cursor: None,
        merchant_reference: Some(made.merchant_reference.clone()),
        link_type: Some(LinkType::SingleUse),
        charge_type: Some(ChargeType::Preset),
        status: Some(LinkStatus::Active),
        recipient_name: Some("Jane Doe".to_owned()),
        recipient_email: Some("jane@example.com".to_owned()),
        created_on: Some("2026-11-22".parse().unwrap()),
        expires_on: made.expires_on,
    };
    let links = client
        .list_payment_links(&terminal(), &filter)
        .await
        .unwrap();
    assert_eq!(links.count, 1);

    let filter = SharingEventFilter {
        limit: Some(1),
        cursor: None,
        recipient_name: filter.recipient_name,
        recipient_email: filter.recipient_email,
    };
    let events = client.list_sharing_events(&made.payment_link_id, &filter);
    assert_eq!(events.await.unwrap().count, 1);
}

/// Everything that can be changed in a link for one payment.
async fn change(client: &Client, made: &PaymentLink) -> PaymentLink {
    let changes = vec![
        LinkChange::ExpiresOn(Some("2026-12-24".parse().unwrap())),
        LinkChange::PaymentButton(Some("PAY FOR CHAIRS".to_owned())),
        LinkChange::CredentialOnFile(Some(CredentialOnFile {
            tokenize: Some(true),
            mit_agreement: Some(MitAgreement::Unscheduled),
        })),
        LinkChange::AuthType(AuthType::PreAuthorization),
        LinkChange::Amount(MinorUnits::new(4600).unwrap()),
        LinkChange::Currency(Currency::Gbp),
        LinkChange::Description(None),
    ];
    let patch = LinkPatch::guarded(made, changes).unwrap();
    let key = IdempotencyKey::random();
    let changed = client
        .update_payment_link(&made.payment_link_id, &key, &patch.encode())
        .await
        .unwrap();
    assert!(patch.is_in(&changed));
    changed
}

async fn payments(client: &Client, link: &PaymentLink) {
    let history = client
        .payment_history(&terminal(), &link.payment_link_id, Limits::default())
        .await
        .unwrap();
    assert_eq!(history.payments.len(), 1);

    let common = |transaction, status| CommonPaymentFilter {
        payment_link_id: Some(link.payment_link_id.clone()),
        order_id: link.order.order_id.clone(),
        transaction_types: vec![transaction],
        statuses: vec![status, PaymentStatus::Complete],
        date_from: Some("2026-11-22T00:00:00Z".parse().unwrap()),
        date_to: Some("2026-11-23T00:00:00Z".parse().unwrap()),
        settlement_state: Some(SettlementState::Unsettled),
        settlement_date: None,
    };
    let cards = CardPaymentFilter {
        processing_terminal_id: Some(terminal()),
        common: common(TransactionType::PreAuthorization, PaymentStatus::Pending),
        ..CardPaymentFilter::default()
    };
    assert_eq!(client.list_card_payments(&cards).await.unwrap().count, 1);

    let transfers = BankTransferPaymentFilter {
        common: common(TransactionType::Payment, PaymentStatus::Returned),
        ..BankTransferPaymentFilter::of(terminal())
    };
    let transfers = client
        .list_bank_transfer_payments(&transfers)
        .await
        .unwrap();
    assert_eq!(transfers.count, 0);
}

fn assert_repeats(answer: &Value, request: &str) {
    let request: Value = serde_json::from_str(request).unwrap();
    for (name, asked) in request.as_object().unwrap() {
        assert_eq!(&answer[name], asked, "{name}");
    }
}

fn bytes(text: &str) -> RequestBody {
    RequestBody::from_bytes(text.as_bytes().to_vec())
}
