//! Scripted trouble, seen from the client: what was done, and what the client could know of it.

use std::sync::Arc;
use std::time::Duration;

use practice_gateway::{Config, Operation, Refusal, Script};
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::shop::*;

const CREATE: Operation = Operation::CreatePaymentLink;

#[tokio::test]
async fn a_refusal_comes_before_the_act_and_only_once() {
    let shop = shop().await;
    shop.gateway
        .on(CREATE)
        .refuse_with(503)
        .retry_after(7)
        .once();

    let refused = shop.post(&links(), &key(), &single_use()).await;
    let made_none = shop.gateway.links().is_empty();
    let accepted = shop.post(&links(), &key(), &single_use()).await;

    refused.assert_problem(503, "api-error");
    assert_eq!(refused.header("retry-after"), "7");
    assert!(made_none);
    assert_eq!(accepted.status, 201);
}

#[tokio::test]
async fn a_cut_after_the_act_is_a_broken_connection_and_a_link() {
    let (shop, key) = (shop().await, key());
    shop.gateway.on(CREATE).act_then_cut().once();

    let cut = attempt(&shop, &key).await;
    let again = shop.post(&links(), &key, &single_use()).await;

    let error = cut.unwrap_err();
    assert!(error.is_request() && !error.is_connect(), "{error:?}");
    assert_eq!(
        (again.status.as_u16(), shop.gateway.links().len()),
        (201, 1)
    );
}

#[tokio::test]
async fn a_cut_before_the_act_leaves_no_link() {
    let shop = shop().await;
    shop.gateway.on(CREATE).cut_before_acting().once();

    assert!(attempt(&shop, &key()).await.is_err());

    assert!(shop.gateway.links().is_empty());
}

#[tokio::test]
async fn a_cut_in_mid_answer_shows_the_status_and_loses_the_body() {
    let shop = shop().await;
    shop.gateway.on(CREATE).act_then_cut_mid_answer().once();

    let response = attempt(&shop, &key()).await.unwrap();

    assert_eq!(response.status(), 201);
    assert!(response.text().await.is_err());
    assert_eq!(shop.gateway.links().len(), 1);
}

#[tokio::test]
async fn an_answer_after_the_act_hides_that_it_was_done() {
    let shop = shop().await;
    shop.gateway.on(CREATE).act_then_answer(500).times(2);

    for _ in 0..2 {
        shop.post(&links(), &key(), &single_use())
            .await
            .assert_problem(500, "api-error");
    }

    assert_eq!(shop.gateway.links().len(), 2);
}

#[tokio::test]
async fn a_held_answer_lets_the_test_go_away_exactly_then() {
    let shop = Arc::new(shop().await);
    let held = shop.gateway.on(CREATE).act_then_hold().once();
    let (caller, key) = (Arc::clone(&shop), key());
    let request = tokio::spawn(async move { attempt(&caller, &key).await.map(|_| ()) });

    held.reached().await;
    request.abort();

    assert!(request.await.unwrap_err().is_cancelled());
    assert_eq!((shop.gateway.links().len(), held.used()), (1, 1));
}

#[tokio::test]
async fn a_released_answer_arrives() {
    let shop = Arc::new(shop().await);
    let held = shop.gateway.on(CREATE).act_then_hold().once();
    let request = create_meanwhile(&shop);

    held.reached().await;
    held.release();

    assert_eq!(request.await.unwrap(), 201);
}

#[tokio::test]
async fn a_request_held_before_the_act_acts_when_it_is_released() {
    let shop = Arc::new(shop().await);
    let held = shop.gateway.on(CREATE).hold_before_acting().once();
    let request = create_meanwhile(&shop);

    held.reached().await;
    assert!(shop.gateway.links().is_empty());
    held.release();

    assert_eq!(request.await.unwrap(), 201);
    assert_eq!(shop.gateway.links().len(), 1);
}

#[tokio::test]
async fn a_stopping_gateway_cuts_what_it_holds() {
    let Shop { gateway, http, .. } = shop().await;
    let held = gateway.on(Operation::Authorize).act_then_hold().once();
    let url = format!("{}/authorize", gateway.base_url());
    let request = tokio::spawn(async move { http.post(url).send().await.map(|_| ()) });

    held.reached().await;
    gateway.stop().await;

    assert!(request.await.unwrap().is_err());
}

#[tokio::test]
async fn bad_answers_are_bad_in_the_way_that_was_asked_for() {
    let shop = shop().await;
    let create = || async { shop.post(&links(), &key(), &single_use()).await };

    shop.gateway.on(CREATE).act_then_garble().once();
    let garbled = create().await;
    shop.gateway
        .on(CREATE)
        .act_then_mislabel("text/html")
        .once();
    let mislabelled = create().await;
    shop.gateway
        .on(CREATE)
        .act_then_edit(|link| link["status"] = json!("new"))
        .once();
    let edited = create().await;
    shop.gateway
        .on(CREATE)
        .redirect_to("https://example.com/")
        .once();
    let redirected = create().await;
    shop.gateway
        .on(CREATE)
        .refuse_with(502)
        .with_body("text/html", "<h1>Bad gateway</h1>")
        .once();
    let foreign = create().await;
    shop.gateway
        .on(CREATE)
        .refuse_as(Refusal::IdempotencyKeyInUse)
        .once();
    let in_use = create().await;

    assert_eq!(garbled.status, 201);
    assert!(serde_json::from_str::<serde_json::Value>(&garbled.text).is_err());
    assert_eq!(mislabelled.header("content-type"), "text/html");
    assert_eq!(mislabelled.json()["status"], "active");
    assert_eq!(edited.json()["status"], "new");
    assert_eq!(
        (redirected.status.as_u16(), redirected.header("location")),
        (307, "https://example.com/")
    );
    assert_eq!(
        (foreign.status.as_u16(), &*foreign.text),
        (502, "<h1>Bad gateway</h1>")
    );
    in_use.assert_problem(409, "idempotency-key-in-use");
    assert_eq!(shop.gateway.links().len(), 3);
}

#[tokio::test]
async fn a_delayed_answer_is_a_true_one() {
    let shop = shop().await;
    let slow = shop
        .gateway
        .on(CREATE)
        .delay(Duration::from_millis(5))
        .once();

    assert_eq!(shop.post(&links(), &key(), &single_use()).await.status, 201);

    assert_eq!(slow.used(), 1);
}

#[tokio::test]
async fn a_long_delay_outlasts_an_impatient_client() {
    let shop = shop().await;
    shop.gateway
        .on(CREATE)
        .delay(Duration::from_secs(3600))
        .once();

    let waited = tokio::time::timeout(Duration::from_millis(50), attempt(&shop, &key())).await;

    assert!(waited.is_err(), "{waited:?}");
}

#[tokio::test]
async fn a_cut_is_a_reset_and_not_a_tidy_end() {
    let shop = shop().await;
    shop.gateway
        .on(Operation::Authorize)
        .cut_before_acting()
        .once();
    let address = shop.gateway.address();
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("POST /authorize HTTP/1.1\r\nhost: {address}\r\n\r\n");

    socket.write_all(request.as_bytes()).await.unwrap();
    let end = socket.read(&mut [0; 99]).await;

    assert_eq!(end.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn retry_after_may_be_a_date() {
    let shop = shop().await;
    let moment = "2026-03-01T10:05:00Z".parse().unwrap();
    shop.gateway
        .on(CREATE)
        .refuse_with(429)
        .retry_after_date(moment);

    let reply = shop.post(&links(), &key(), &single_use()).await;

    assert_eq!(reply.status, 429);
    assert_eq!(reply.header("retry-after"), "Sun, 01 Mar 2026 10:05:00 GMT");
}

#[tokio::test]
async fn a_revoked_token_is_refused_until_the_client_signs_in_again() {
    let shop = shop().await;
    shop.gateway.on(CREATE).revoke_tokens();

    let refused = shop.post(&links(), &key(), &single_use()).await;
    let shop = signed_in_again(shop).await;

    refused.assert_problem(401, "not-authorized");
    assert_eq!(shop.post(&links(), &key(), &single_use()).await.status, 201);
}

#[tokio::test]
async fn an_earlier_answer_can_be_given_again_in_place_of_the_true_one() {
    let shop = shop().await;
    let before = shop.get(&links()).await.text;
    shop.create(&single_use()).await;
    shop.gateway
        .on(Operation::ListPaymentLinks)
        .replay_earlier_answer();

    let stale = shop.get(&links()).await.text;
    let fresh = shop.get(&links()).await.json();

    assert_eq!(stale, before);
    assert_eq!(fresh["count"], 1);
}

#[tokio::test]
async fn an_answer_in_drops_is_whole_in_the_end() {
    let shop = shop().await;
    shop.gateway
        .on(CREATE)
        .act_then_drip(Duration::from_millis(1));
    shop.gateway
        .on(CREATE)
        .act_then_wait(Duration::from_millis(1));

    for _ in 0..2 {
        let reply = shop.post(&links(), &key(), &single_use()).await;
        assert_eq!(
            (reply.status.as_u16(), &reply.json()["status"]),
            (201, &json!("active"))
        );
    }
}

#[tokio::test]
async fn garbage_is_neither_json_nor_text() {
    let shop = shop().await;
    shop.gateway.on(CREATE).act_then_send_garbage();

    let reply = attempt(&shop, &key()).await.unwrap();

    assert_eq!(reply.status(), 201);
    let bytes = reply.bytes().await.unwrap();
    assert!(std::str::from_utf8(&bytes).is_err());
    assert_eq!(shop.gateway.links().len(), 1);
}

#[tokio::test]
async fn trouble_can_be_written_out() {
    let shop = shop().await;
    let script = shop
        .gateway
        .trouble("createPaymentLink: refuse with 503, retry after 7, 2 times")
        .unwrap();
    shop.gateway
        .trouble("createPaymentLink: act then explode")
        .unwrap_err();

    let first = shop.post(&links(), &key(), &single_use()).await;
    let second = shop.post(&links(), &key(), &single_use()).await;
    let third = shop.post(&links(), &key(), &single_use()).await;

    assert_eq!(
        [first.status, second.status, third.status].map(|it| it.as_u16()),
        [503, 503, 201]
    );
    assert_eq!((first.header("retry-after"), script.used()), ("7", 2));
}

#[tokio::test]
async fn trouble_with_an_unknown_operation_can_be_scripted_too() {
    let shop = shop().await;
    shop.gateway
        .on(Operation::Unknown)
        .refuse_with(500)
        .always();

    let reply = shop.get("/v1/anything").await;

    reply.assert_problem(500, "api-error");
    assert_eq!(
        shop.gateway.requests_of(Operation::Unknown)[0].path,
        "/v1/anything"
    );
}

#[tokio::test]
#[should_panic(expected = "trouble on CreatePaymentLink met 0 of 1 requests")]
async fn trouble_that_did_not_happen_fails_the_test() {
    let shop = shop().await;
    let _unused: Script = shop.gateway.on(CREATE).act_then_cut().once();
}

#[tokio::test]
async fn trouble_that_may_happen_need_not() {
    let shop = shop().await;
    let _unused: Script = shop.gateway.on(CREATE).act_then_cut().once().maybe();
}

#[tokio::test]
#[should_panic(expected = "not as it should be:\nPOST 201")]
async fn a_judge_sees_what_was_said_before_trouble_spoils_it_and_its_complaints_fail_the_test() {
    let shop = shop_with(Config {
        judge: Some(|request, answer| match answer {
            Some(answer) if request.uri().path() == links() => {
                vec![format!("{} {}", request.method(), answer.status().as_u16())]
            }
            Some(_) | None => Vec::new(),
        }),
        ..Config::default()
    })
    .await;
    shop.gateway.on(CREATE).refuse_with(503).once();
    shop.gateway.on(CREATE).act_then_answer(500).once();

    shop.post(&links(), &key(), &single_use()).await;
    shop.post(&links(), &key(), &single_use()).await;
}

async fn attempt(shop: &Shop, key: &str) -> reqwest::Result<reqwest::Response> {
    let headers = [
        ("idempotency-key", key),
        ("content-type", "application/json"),
    ];
    shop.try_send(
        Method::POST,
        &links(),
        &headers,
        Some(single_use().to_string()),
    )
    .await
}

fn create_meanwhile(shop: &Arc<Shop>) -> tokio::task::JoinHandle<reqwest::StatusCode> {
    let shop = Arc::clone(shop);
    tokio::spawn(async move { shop.post(&links(), &key(), &single_use()).await.status })
}
