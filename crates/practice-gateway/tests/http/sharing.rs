//! Sharing a link: the event, the emails, and when it is refused.

use std::time::Duration;

use practice_gateway::{Config, Rules, WrongState};
use serde_json::json;

use super::shop::*;

#[tokio::test]
async fn a_share_comes_back_with_its_id_and_time_and_lands_in_the_inbox() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;

    let reply = shop.post(&shares(&made), &key(), &to_jane()).await;

    let event = reply.json();
    assert_eq!((reply.status.as_u16(), reply.header("location")), (201, ""));
    assert_eq!(event["sharingEventId"].as_str().unwrap().len(), 10);
    assert_eq!(event["dateTime"], "2026-03-01T10:00:30Z");
    assert_eq!(event["message"], to_jane()["message"]);
    assert_eq!(event["recipients"], to_jane()["recipients"]);
    let emails = shop.gateway.emails();
    assert_eq!(
        (emails.len(), emails[0].to.as_str()),
        (1, "jane@example.com")
    );
    assert_eq!(
        emails[0].url,
        made["assets"]["paymentUrl"].as_str().unwrap()
    );
    assert_eq!(emails[0].link_id, id(&made));
}

#[tokio::test]
async fn every_recipient_and_the_merchant_get_an_email_of_their_own() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;
    let mut body = to_jane();
    body["merchantCopy"] = json!(true);
    body["recipients"] = json!([
        {"name": "Jane", "email": "jane@example.com"},
        {"name": "Joan", "email": "joan@example.com"},
    ]);

    let event = shop.share(&made, &body).await;

    let emails = shop.gateway.emails();
    let sent: Vec<_> = emails
        .iter()
        .map(|mail| (mail.to.as_str(), mail.merchant_copy))
        .collect();
    assert_eq!(
        sent,
        [
            ("jane@example.com", false),
            ("joan@example.com", false),
            ("merchant@example.com", true)
        ]
    );
    assert_eq!(event.get("merchantCopy"), None);
}

#[tokio::test]
async fn shares_are_listed_newest_first_and_by_recipient() {
    let shop = shop().await;
    let made = shop.create(&multi_use()).await;
    let first = shop.share(&made, &to_jane()).await;
    let mut to_joan = to_jane();
    to_joan["recipients"] = json!([{"name": "Joan", "email": "joan@example.com"}]);
    let second = shop.share(&made, &to_joan).await;

    let all = shop.get(&shares(&made)).await.json();
    let page = shop.get(&format!("{}?limit=1", shares(&made))).await.json();
    let to_jane = shop
        .get(&format!("{}?recipientName=Jane", shares(&made)))
        .await
        .json();
    let bad = shop
        .get(&format!("{}?recipientEmail=a@b.c", shares(&made)))
        .await;

    assert_eq!(all["data"], json!([second, first]));
    let newest = second["sharingEventId"].as_str().unwrap();
    let next = shop.url(&format!("{}?limit=1&after={newest}", shares(&made)));
    assert_eq!(page["links"][0]["href"], next);
    assert_eq!(to_jane["data"], json!([first]));
    assert_eq!(bad.parameters(), ["recipientEmail"]);
}

#[tokio::test]
async fn a_paid_deactivated_or_expired_link_cannot_be_shared() {
    let shop = shop().await;
    let paid = shop.create(&single_use()).await;
    let off = shop.create(&multi_use()).await;
    let old = shop.create(&single_use()).await;
    shop.gateway.pay(id(&paid)).unwrap();
    assert!(shop.gateway.deactivate(id(&off)));

    let of_paid = shop.post(&shares(&paid), &key(), &to_jane()).await;
    let of_off = shop.post(&shares(&off), &key(), &to_jane()).await;
    shop.clock.advance(Duration::from_secs(31 * 24 * 3600));
    let shop = signed_in_again(shop).await;
    let of_expired = shop.post(&shares(&old), &key(), &to_jane()).await;

    for reply in [of_paid, of_off, of_expired] {
        reply.assert_problem(409, "cannot-be-modified");
    }
    assert!(shop.gateway.emails().is_empty());
}

#[tokio::test]
async fn a_wrong_state_is_a_bad_request_where_the_rule_says_so() {
    let rules = Rules {
        wrong_state: WrongState::BadRequest,
        ..Rules::default()
    };
    let shop = shop_with(Config {
        rules,
        ..Config::default()
    })
    .await;
    let paid = shop.create(&single_use()).await;
    shop.gateway.pay(id(&paid)).unwrap();

    let reply = shop.post(&shares(&paid), &key(), &to_jane()).await;

    assert_eq!(reply.parameters(), ["paymentLinkId"]);
}

#[tokio::test]
async fn a_wrong_recipient_is_named_and_nobody_gets_an_email() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;
    let mut body = to_jane();
    body["recipients"][0]["email"] = json!("x@y");

    let reply = shop.post(&shares(&made), &key(), &body).await;

    assert_eq!(reply.parameters(), ["recipients[0].email"]);
    assert!(shop.gateway.emails().is_empty());
}

#[tokio::test]
async fn sharing_an_unknown_link_is_not_found() {
    let shop = shop().await;

    let reply = shop
        .post(
            "/v1/payment-links/ABCDEFGHI1/sharing-events",
            &key(),
            &to_jane(),
        )
        .await;

    reply.assert_problem(404, "not-found");
}
