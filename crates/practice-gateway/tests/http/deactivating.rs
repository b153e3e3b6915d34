//! Switching a link off for good.

use std::time::Duration;

use practice_gateway::{DeactivateAfterEnd, PayRefusal, Rules, SecondDeactivate};
use serde_json::json;

use super::shop::*;

#[tokio::test]
async fn a_deactivated_link_is_answered_whole_and_can_be_neither_paid_nor_shared() {
    let shop = shop().await;
    let made = shop.create(&multi_use()).await;

    let reply = shop.deactivate(&made).await;

    let mut expected = made.clone();
    expected["status"] = json!("deactivated");
    assert_eq!(
        (reply.status.as_u16(), reply.json()),
        (200, expected.clone())
    );
    assert_eq!(shop.get(&link(&made)).await.json(), expected);
    assert!(shop.open(&made).await.text.contains("Switched off"));
    assert!(matches!(
        shop.gateway.pay(id(&made)),
        Err(PayRefusal::NotActive(_))
    ));
    shop.post(&shares(&made), &key(), &to_jane())
        .await
        .assert_problem(409, "cannot-be-modified");
    assert_eq!(shop.get(&shares(&made)).await.status, 200);
}

#[tokio::test]
async fn deactivating_twice_is_refused_unless_the_rule_accepts_it() {
    let accepting = Rules {
        second_deactivate: SecondDeactivate::Accepted,
        ..Rules::default()
    };
    let (strict, lenient) = (shop().await, shop_ruled_by(accepting).await);
    let (first, second) = (
        strict.create(&multi_use()).await,
        lenient.create(&multi_use()).await,
    );
    strict.deactivate(&first).await;
    let once = lenient.deactivate(&second).await;

    strict
        .deactivate(&first)
        .await
        .assert_problem(409, "cannot-be-modified");
    let twice = lenient.deactivate(&second).await;
    assert_eq!((twice.status.as_u16(), twice.json()), (200, once.json()));
}

#[tokio::test]
async fn a_completed_or_expired_link_is_deactivated_only_by_rule() {
    let deactivating = Rules {
        deactivate_after_end: DeactivateAfterEnd::Deactivates,
        ..Rules::default()
    };
    for (shop, status) in [
        (shop().await, 409),
        (shop_ruled_by(deactivating).await, 200),
    ] {
        let (paid, old) = (
            shop.create(&single_use()).await,
            shop.create(&single_use()).await,
        );
        shop.gateway.pay(id(&paid)).unwrap();
        shop.clock.advance(Duration::from_secs(31 * 24 * 3600));
        let shop = signed_in_again(shop).await;

        for made in [&paid, &old] {
            assert_eq!(shop.deactivate(made).await.status, status);
        }
    }
}

#[tokio::test]
async fn an_unknown_link_cannot_be_deactivated() {
    let shop = shop().await;

    let reply = shop
        .deactivate(&json!({"paymentLinkId": "ABCDEFGHI1"}))
        .await;

    reply.assert_problem(404, "not-found");
}
