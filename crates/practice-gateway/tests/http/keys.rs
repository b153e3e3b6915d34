//! Idempotency-Keys: at most one link and one email, however often a request comes.

use std::time::Duration;

use practice_gateway::{Config, RefusedRequest, RepeatedKey, Rules};
use serde_json::json;

use super::shop::*;

#[tokio::test]
async fn a_repeated_create_is_answered_again_and_makes_no_second_link() {
    let (shop, key) = (shop().await, key());

    let first = shop.post(&links(), &key, &single_use()).await;
    let second = shop.post(&links(), &key, &single_use()).await;

    assert_eq!((second.status, &second.text), (first.status, &first.text));
    assert_eq!(second.header("location"), first.header("location"));
    assert_eq!(shop.gateway.links().len(), 1);
}

#[tokio::test]
async fn a_repeated_share_sends_no_second_email() {
    let (shop, key) = (shop().await, key());
    let made = shop.create(&single_use()).await;

    let first = shop.post(&shares(&made), &key, &to_jane()).await;
    let second = shop.post(&shares(&made), &key, &to_jane()).await;

    assert_eq!((second.status, second.text), (first.status, first.text));
    assert_eq!(shop.gateway.emails().len(), 1);
    assert_eq!(shop.gateway.sharing_events(id(&made)).len(), 1);
}

#[tokio::test]
async fn a_share_is_replayed_even_after_its_link_was_paid() {
    let (shop, key) = (shop().await, key());
    let made = shop.create(&single_use()).await;
    let first = shop.post(&shares(&made), &key, &to_jane()).await;

    shop.gateway.pay(id(&made)).unwrap();

    let second = shop.post(&shares(&made), &key, &to_jane()).await;
    assert_eq!((second.status.as_u16(), second.text), (201, first.text));
}

#[tokio::test]
async fn a_known_key_with_another_body_or_address_is_a_conflict() {
    let (shop, key) = (shop().await, key());
    let made = shop.post(&links(), &key, &single_use()).await.json();
    let other_terminal = "/v1/processing-terminals/1234002/payment-links";

    let other_body = shop.post(&links(), &key, &multi_use()).await;
    let other_address = shop.post(other_terminal, &key, &single_use()).await;
    let other_call = shop.post(&shares(&made), &key, &to_jane()).await;

    for reply in [other_body, other_address, other_call] {
        reply.assert_problem(409, "idempotency-key-in-use");
    }
    assert_eq!(
        (shop.gateway.links().len(), shop.gateway.emails().len()),
        (1, 0)
    );
}

#[tokio::test]
async fn many_requests_at_once_under_one_key_make_one_link() {
    let (shop, key) = (shop().await, key());
    let (path, body) = (links(), single_use());

    let post = || shop.post(&path, &key, &body);
    let (a, b, c, d) = tokio::join!(post(), post(), post(), post());

    assert!([&b, &c, &d].iter().all(|other| other.text == a.text));
    assert_eq!(shop.gateway.links().len(), 1);
}

#[tokio::test]
async fn a_refused_request_leaves_its_key_free() {
    let (shop, key) = (shop().await, key());
    let mut wrong = single_use();
    wrong["type"] = json!("manyUse");

    assert_eq!(shop.post(&links(), &key, &wrong).await.status, 400);

    assert_eq!(shop.post(&links(), &key, &single_use()).await.status, 201);
}

#[tokio::test]
async fn a_refused_request_binds_its_key_where_the_rule_says_so() {
    let rules = Rules {
        refused_request: RefusedRequest::Remembered,
        ..Rules::default()
    };
    let (shop, key) = (
        shop_with(Config {
            rules,
            ..Config::default()
        })
        .await,
        key(),
    );
    let mut wrong = single_use();
    wrong["type"] = json!("manyUse");

    let first = shop.post(&links(), &key, &wrong).await;
    let again = shop.post(&links(), &key, &wrong).await;
    let repaired = shop.post(&links(), &key, &single_use()).await;

    assert_eq!((again.status, again.text), (first.status, first.text));
    repaired.assert_problem(409, "idempotency-key-in-use");
}

#[tokio::test]
async fn a_forgotten_key_makes_a_second_link() {
    let (shop, key) = (shop().await, key());
    shop.post(&links(), &key, &single_use()).await;

    shop.clock.advance(Duration::from_secs(24 * 3600));
    let token = shop.sign_in(practice_gateway::PRACTICE_API_KEY).await;
    let bearer = format!("Bearer {token}");
    let headers = [
        ("authorization", &*bearer),
        ("idempotency-key", &*key),
        ("content-type", "application/json"),
    ];
    let body = Some(single_use().to_string());
    let again = shop
        .send(reqwest::Method::POST, &links(), &headers, body)
        .await;

    assert_eq!(again.status, 201);
    assert_eq!(shop.gateway.links().len(), 2);
}

#[tokio::test]
async fn a_gateway_that_overlooks_keys_makes_a_second_link() {
    let rules = Rules {
        repeated_key: RepeatedKey::ActsAgain,
        ..Rules::default()
    };
    let (shop, key) = (
        shop_with(Config {
            rules,
            ..Config::default()
        })
        .await,
        key(),
    );

    shop.post(&links(), &key, &single_use()).await;
    shop.post(&links(), &key, &single_use()).await;

    assert_eq!(shop.gateway.links().len(), 2);
}
