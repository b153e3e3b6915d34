//! The control API, as another program on this machine uses it.

use practice_gateway::{Config, PRACTICE_API_KEY, Rules};
use reqwest::Method;
use serde_json::{Value, json};

use super::shop::*;

#[tokio::test]
async fn nothing_is_controlled_unless_the_configuration_says_so() {
    let shop = shop().await;

    for path in ["/practice", "/practice/requests"] {
        assert_eq!(shop.get(path).await.status, 404, "{path}");
    }
    assert_eq!(control(&shop, "/tokens/revoke", "").await.status, 404);
}

#[tokio::test]
async fn the_overview_tells_time_addresses_counts_and_rules() {
    let shop = controlled().await;
    shop.create(&single_use()).await;

    let told = shop.get("/practice").await.json();

    assert_eq!(told["now"], "2026-03-01T10:00:30.25Z");
    assert_eq!(told["api"], format!("{}/v1", shop.gateway.base_url()));
    assert_eq!((&told["links"], &told["emails"]), (&json!(1), &json!(0)));
    assert_eq!(
        told["rules"]["list-order"],
        Rules::default().answer("list-order").unwrap()
    );
}

#[tokio::test]
async fn the_clock_is_moved_by_a_while_or_to_a_time_and_links_expire_by_it() {
    let shop = controlled().await;
    let made = shop.create(&single_use()).await;

    let advanced = control(&shop, "/clock", r#"{"advance": "30d 12h"}"#)
        .await
        .json();
    let shop = signed_in_again(shop).await;
    let on_the_last_day = shop.get(&link(&made)).await.json()["status"].clone();
    control(&shop, "/clock", r#"{"to": "2026-04-01T00:00:00Z"}"#).await;
    let shop = signed_in_again(shop).await;
    let after = shop.get(&link(&made)).await.json()["status"].clone();

    assert_eq!(advanced["now"], "2026-03-31T22:00:30.25Z");
    assert_eq!(
        (on_the_last_day, after),
        (json!("active"), json!("expired"))
    );
    for wrong in [
        "",
        "soon",
        r#"{"advance": "soon"}"#,
        r#"{"advance": "9999y"}"#,
        r#"{"to": "x"}"#,
    ] {
        assert_eq!(control(&shop, "/clock", wrong).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn links_are_seeded_by_number_by_document_and_from_the_contract() {
    let shop = controlled().await;
    let mut given = single_use();
    given["paymentLinkId"] = json!("MYOWNLINK1");
    let body = json!({"processingTerminalId": "1234002", "links": [given], "count": 3, "documented": true});

    let seeded = control(&shop, "/links", &body.to_string()).await;
    let again = control(&shop, "/links", &body.to_string()).await;
    let nowhere = control(
        &shop,
        "/links",
        r#"{"processingTerminalId": "x", "count": 1}"#,
    )
    .await;

    let seeded = seeded.json();
    assert_eq!(seeded["count"], 6);
    assert_eq!(seeded["links"][0]["paymentLinkId"], "MYOWNLINK1");
    assert_eq!(seeded["links"][5]["processingTerminalId"], "1234002");
    assert_eq!(again.status, 409);
    assert_eq!(again.json()["error"], "there is a link MYOWNLINK1 already");
    assert_eq!(nowhere.status, 400);
    assert_eq!(shop.get("/v1/payment-links/CKHP6VVWYT").await.status, 200);
}

#[tokio::test]
async fn a_link_is_paid_without_its_page() {
    let shop = controlled().await;
    let made = shop.create(&multi_use()).await;
    let path = format!("/links/{}/pay", id(&made));

    let paid = control(&shop, &path, r#"{"amount": 700, "method": "bankTransfer"}"#)
        .await
        .json();
    let declined = control(&shop, &path, r#"{"declined": true}"#).await.json();
    let impossible = control(&shop, &path, r#"{"amount": 0}"#).await;
    shop.deactivate(&made).await;
    let off = control(&shop, &path, "").await;
    let unknown = control(&shop, "/links/ABCDEFGHI1/pay", "").await;

    assert_eq!(
        (&paid["amount"], &paid["method"]),
        (&json!(700), &json!("bankTransfer"))
    );
    assert_eq!(declined["declined"], true);
    assert_eq!(
        [impossible.status, off.status, unknown.status].map(|it| it.as_u16()),
        [400, 409, 404]
    );
    assert_eq!(shop.get("/practice/payments").await.json()["count"], 2);
}

#[tokio::test]
async fn what_becomes_of_a_payment_is_up_to_whoever_controls() {
    let shop = controlled().await;
    let made = shop.create(&multi_use()).await;
    let path = format!("/links/{}/pay", id(&made));
    let paid = control(&shop, &path, r#"{"amount": 700, "method": "bankTransfer"}"#).await;
    let payment = paid.json()["paymentId"].as_str().unwrap().to_owned();

    let cleared = control(&shop, &format!("/payments/{payment}/clear"), "").await;
    let back = control(
        &shop,
        &format!("/payments/{payment}/refund"),
        r#"{"amount": 200}"#,
    )
    .await;
    let too_much = control(
        &shop,
        &format!("/payments/{payment}/refund"),
        r#"{"amount": 501}"#,
    )
    .await;
    let unknown = control(&shop, "/payments/ABCDEFGHI1/refund", "").await;

    assert_eq!(cleared.json()["cleared"], true);
    assert_eq!(back.json()["left"], 500);
    assert_eq!(
        [too_much.status, unknown.status].map(|it| it.as_u16()),
        [400, 404]
    );
}

#[tokio::test]
async fn what_happened_is_told_without_keys_and_tokens() {
    let shop = controlled().await;
    let made = shop.create(&single_use()).await;
    shop.share(&made, &to_jane()).await;

    let requests = shop.get("/practice/requests").await;
    let emails = shop.get("/practice/emails").await.json();

    let told = requests.json();
    let share = &told["requests"][2];
    assert_eq!(told["requests"][0]["operation"], "authorize");
    assert_eq!(told["requests"][0]["hasApiKey"], true);
    assert_eq!(
        (&share["operation"], &share["hasToken"]),
        (&json!("sharePaymentLink"), &json!(true))
    );
    assert_eq!(share["body"]["recipients"][0]["email"], "jane@example.com");
    assert_eq!(share["idempotencyKey"].as_str().unwrap().len(), 36);
    assert_eq!(emails["emails"][0]["url"], made["assets"]["paymentUrl"]);
    let bearer = shop.gateway.requests()[1].authorization.clone().unwrap();
    let token = bearer.strip_prefix("Bearer ").unwrap();
    assert!(!requests.text.contains(token) && !requests.text.contains(PRACTICE_API_KEY));
}

#[tokio::test]
async fn trouble_is_scripted_listed_and_cleared() {
    let shop = controlled().await;
    let lines =
        "createPaymentLink: refuse with 503, retry after 7\n\nlistPaymentLinks: act then garble";

    let scripted = control(&shop, "/trouble", lines).await.json();
    let wrong = control(
        &shop,
        "/trouble",
        "createPaymentLink: cut\ncreatePaymentLink: explode",
    )
    .await;
    let refused = shop.post(&links(), &key(), &single_use()).await;
    let met = shop.get("/practice/trouble").await.json();
    let cleared = shop
        .send(Method::DELETE, "/practice/trouble", &[], None)
        .await
        .json();

    assert_eq!(
        (&scripted["count"], &scripted["trouble"][0]["used"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(wrong.status, 400);
    assert_eq!(
        wrong.json()["error"],
        r#""explode" is no trouble that can be made"#
    );
    assert_eq!(
        (refused.status.as_u16(), refused.header("retry-after")),
        (503, "7")
    );
    assert_eq!(
        (&met["count"], &met["trouble"][0]["used"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(cleared["count"], 0);
    assert_eq!(shop.get(&links()).await.json()["count"], 0);
}

#[tokio::test]
async fn a_held_request_is_released_from_outside() {
    let shop = std::sync::Arc::new(controlled().await);
    control(&shop, "/trouble", "createPaymentLink: act then hold").await;
    let caller = std::sync::Arc::clone(&shop);
    let held =
        tokio::spawn(async move { caller.post(&links(), &key(), &single_use()).await.status });

    while reached(&shop).await == 0 {
        tokio::task::yield_now().await;
    }
    let made = shop.gateway.links().len();
    let released = control(&shop, "/trouble/1/release", "").await;

    assert_eq!(
        (made, held.await.unwrap().as_u16(), released.status.as_u16()),
        (1, 201, 200)
    );
    assert_eq!(control(&shop, "/trouble/2/release", "").await.status, 404);
}

#[tokio::test]
async fn tokens_are_revoked_from_outside() {
    let shop = controlled().await;

    control(&shop, "/tokens/revoke", "").await;

    shop.get(&links())
        .await
        .assert_problem(401, "not-authorized");
}

#[tokio::test]
async fn a_web_page_from_elsewhere_controls_nothing() {
    let shop = controlled().await;
    let headers = [("origin", "https://example.com")];

    let revoked = shop
        .send(Method::POST, "/practice/tokens/revoke", &headers, None)
        .await;
    let cleared = shop
        .send(Method::DELETE, "/practice/trouble", &headers, None)
        .await;

    assert_eq!(
        (revoked.status.as_u16(), cleared.status.as_u16()),
        (403, 403)
    );
    assert_eq!(shop.get(&links()).await.status, 200);
}

async fn controlled() -> Shop {
    shop_with(Config {
        control: true,
        ..Config::default()
    })
    .await
}

async fn control(shop: &Shop, path: &str, body: &str) -> Reply {
    let path = format!("/practice{path}");
    shop.send(Method::POST, &path, &[], Some(body.to_owned()))
        .await
}

async fn reached(shop: &Shop) -> u64 {
    let trouble: Value = shop.get("/practice/trouble").await.json();
    trouble["trouble"][0]["reached"].as_u64().unwrap()
}
