//! Trouble in the middle of an act: one link, one email, and the truth about the effect.

use std::time::Duration;

use payroc::{Deadlines, Effect, ErrorKind, IdempotencyKey, ProblemType, RequestBody, RetryPolicy};
use practice_gateway::{Operation, RepeatedKey, Rules};

use crate::support::*;

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
