//! Creating and retrieving links: what comes back, and what is refused.

use practice_gateway::{
    Account, Config, DayBoundary, LinkStatus, ParameterSpelling, RepeatedReference, Rules, Terminal,
};
use reqwest::Method;
use serde_json::json;

use super::shop::*;

#[tokio::test]
async fn a_created_link_repeats_its_terms_and_adds_what_the_gateway_decides() {
    let shop = shop().await;

    let reply = shop.post(&links(), &key(), &single_use()).await;

    let made = reply.json();
    assert_eq!(reply.status, 201);
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("location"), shop.url(&link(&made)));
    for (name, asked) in single_use().as_object().unwrap() {
        assert_eq!(&made[name], asked, "{name}");
    }
    assert_eq!(id(&made).len(), 10);
    assert_eq!(
        (&made["status"], &made["createdOn"]),
        (&"active".into(), &"2026-03-01".into())
    );
    assert_eq!(
        made.as_object().unwrap().len(),
        single_use().as_object().unwrap().len() + 4
    );
}

#[tokio::test]
async fn the_assets_lead_to_the_pay_page_of_this_gateway() {
    let shop = shop().await;

    let made = shop.create(&single_use()).await;

    let url = made["assets"]["paymentUrl"].as_str().unwrap();
    let button = made["assets"]["paymentButton"].as_str().unwrap();
    assert!(
        url.starts_with(&shop.url("/merchant/pay-by-link?token=")),
        "{url}"
    );
    assert!(
        button.starts_with(&format!("<a href=\"{url}\" \ntarget=\"_blank\"")),
        "{button}"
    );
    assert!(
        button.ends_with(">Pay for &lt;b&gt;oak&lt;/b&gt;</a>\n"),
        "{button}"
    );
}

#[tokio::test]
async fn a_link_without_a_label_says_pay_now() {
    let shop = shop().await;

    let made = shop.create(&multi_use()).await;

    assert!(
        made["assets"]["paymentButton"]
            .as_str()
            .unwrap()
            .ends_with(">Pay Now</a>\n")
    );
    assert_eq!(made["expiresOn"], json!(null));
}

#[tokio::test]
async fn a_retrieved_link_is_the_created_one() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;

    let reply = shop.get(&link(&made)).await;

    assert_eq!((reply.status.as_u16(), reply.json()), (200, made));
}

#[tokio::test]
async fn a_wrong_body_is_refused_field_by_field_and_makes_no_link() {
    let shop = shop().await;
    let mut body = single_use();
    body["order"]["charge"]["amount"] = json!("49.99");
    body["expiresOn"] = json!("soon");

    let reply = shop.post(&links(), &key(), &body).await;

    assert_eq!(reply.parameters(), ["order.charge.amount", "expiresOn"]);
    let first = &reply.json()["errors"][0];
    assert!(first["detail"].is_string() && first["message"].is_string());
    assert_eq!(reply.json()["instance"], shop.url(&links()));
    assert!(shop.gateway.links().is_empty());
}

#[tokio::test]
async fn a_body_that_is_no_json_object_is_a_bad_request() {
    let shop = shop().await;

    for body in ["", "{", "[]", "null", "\"text\""] {
        let key = key();
        let headers = [
            ("idempotency-key", &*key),
            ("content-type", "application/json"),
        ];
        let reply = shop
            .send(Method::POST, &links(), &headers, Some(body.to_owned()))
            .await;
        assert_eq!(reply.parameters(), ["body"], "{body}");
    }
}

#[tokio::test]
async fn headers_are_held_to_the_contract() {
    let shop = shop().await;
    let (key, body) = (key(), single_use().to_string());
    let json = ("content-type", "application/json");

    for (headers, status, fragment) in [
        (vec![json], 400, "idempotency-key-missing"),
        (vec![json, ("idempotency-key", "1")], 400, "bad-request"),
        (
            vec![("idempotency-key", &*key)],
            415,
            "unsupported-media-type",
        ),
        (
            vec![("idempotency-key", &*key), ("content-type", "text/plain")],
            415,
            "unsupported-media-type",
        ),
        (
            vec![
                json,
                ("idempotency-key", &*key),
                ("content-encoding", "gzip"),
            ],
            415,
            "unsupported-media-type",
        ),
        (
            vec![json, ("idempotency-key", &*key), ("accept", "text/html")],
            406,
            "not-acceptable",
        ),
    ] {
        let reply = shop
            .send(Method::POST, &links(), &headers, Some(body.clone()))
            .await;
        reply.assert_problem(status, fragment);
    }
    assert!(shop.gateway.links().is_empty());
}

#[tokio::test]
async fn a_body_over_one_mebibyte_is_refused() {
    let shop = shop().await;
    let mut body = single_use();
    body["padding"] = json!("x".repeat(1024 * 1024));

    let reply = shop.post(&links(), &key(), &body).await;

    assert_eq!(reply.status, 413);
    assert!(shop.gateway.links().is_empty());
}

#[tokio::test]
async fn ids_of_a_wrong_length_are_bad_and_unknown_ones_not_found() {
    let shop = shop().await;

    let short = shop.get("/v1/processing-terminals/123/payment-links").await;
    assert_eq!(short.parameters(), ["processingTerminalId"]);
    assert_eq!(
        shop.get("/v1/payment-links/SHORT").await.parameters(),
        ["paymentLinkId"]
    );
    shop.get("/v1/processing-terminals/1234/payment-links")
        .await
        .assert_problem(404, "not-found");
    shop.get("/v1/payment-links/ABCDEFGHI1")
        .await
        .assert_problem(404, "not-found");
}

#[tokio::test]
async fn what_is_not_offered_is_answered_like_any_unknown_address() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;

    let delete = shop.send(Method::DELETE, &link(&made), &[], None).await;
    let activate = shop
        .post(&format!("{}/activate", link(&made)), &key(), &json!({}))
        .await;

    assert_eq!(
        (delete.status.as_u16(), delete.header("allow")),
        (405, "GET,HEAD,PATCH")
    );
    activate.assert_problem(404, "not-found");
    assert_eq!(shop.gateway.links()[0].status, LinkStatus::Active);
}

#[tokio::test]
async fn a_repeated_reference_can_be_made_a_conflict() {
    let rules = Rules {
        repeated_reference: RepeatedReference::AlreadyExists,
        ..Rules::default()
    };
    let shop = shop_with(Config {
        rules,
        ..Config::default()
    })
    .await;
    let made = shop.create(&single_use()).await;

    let reply = shop.post(&links(), &key(), &single_use()).await;

    reply.assert_problem(409, "resource-already-exists");
    assert_eq!(reply.json()["instance"], shop.url(&link(&made)));
}

#[tokio::test]
async fn fields_are_spelt_as_the_rule_says() {
    let rules = Rules {
        parameter_spelling: ParameterSpelling::Pointer,
        ..Rules::default()
    };
    let shop = shop_with(Config {
        rules,
        ..Config::default()
    })
    .await;
    let mut body = single_use();
    body["order"]["charge"]["amount"] = json!(0);

    let reply = shop.post(&links(), &key(), &body).await;

    assert_eq!(reply.parameters(), ["/order/charge/amount"]);
}

#[tokio::test]
async fn the_day_turns_at_the_terminals_midnight() {
    let shop = far_west_just_before_its_midnight(Rules::default()).await;

    let made = shop.create(&single_use()).await;
    assert_eq!(made["createdOn"], "2026-03-31");
    shop.clock.advance(std::time::Duration::from_secs(1));

    assert_eq!(shop.get(&link(&made)).await.json()["status"], "expired");
}

#[tokio::test]
async fn the_day_turns_everywhere_at_once_where_the_rule_says_so() {
    let shop = far_west_just_before_its_midnight(Rules {
        day_boundary: DayBoundary::Utc,
        ..Rules::default()
    })
    .await;
    let mut body = single_use();

    let late = shop.post(&links(), &key(), &body).await;
    body["expiresOn"] = json!("2026-04-01");
    let made = shop.create(&body).await;
    shop.clock.advance(std::time::Duration::from_secs(60));
    let listed = shop.get(&format!("{}?status=active", links())).await.json();

    assert_eq!(late.parameters(), ["expiresOn"]);
    assert_eq!(made["createdOn"], "2026-04-01");
    assert_eq!(listed["count"], 1);
}

#[tokio::test]
async fn one_seed_makes_the_same_ids_again() {
    let seeded = || Config {
        seed: Some(42),
        ..Config::default()
    };
    let (first, second) = (shop_with(seeded()).await, shop_with(seeded()).await);

    let (one, other) = (
        first.create(&single_use()).await,
        second.create(&single_use()).await,
    );

    assert_eq!(id(&one), id(&other));
}

/// It is 31 March there and 1 April in UTC.
async fn far_west_just_before_its_midnight(rules: Rules) -> Shop {
    let mut terminal = Terminal::new("1234001", "Far west");
    terminal.time_zone = Some("America/Los_Angeles".to_owned());
    let account = Account {
        terminals: vec![terminal],
        ..Account::practice()
    };
    let clock = practice_gateway::Clock::manual_at("2026-04-01T06:59:59Z");
    let config = Config {
        accounts: vec![account],
        rules,
        ..Config::default()
    };
    shop_at(clock, config).await
}
