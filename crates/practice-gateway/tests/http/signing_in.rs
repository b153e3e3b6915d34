//! Tokens: how they are got, how long they are good, and whose doors they open.

use std::time::Duration;

use practice_gateway::{
    Account, Config, ForeignResource, Operation, PRACTICE_API_KEY, Rules, Terminal, UnknownApiKey,
};
use reqwest::Method;

use super::shop::*;

#[tokio::test]
async fn a_key_is_exchanged_for_a_bearer_token() {
    let shop = shop().await;

    let reply = shop.authorize(PRACTICE_API_KEY).await;

    let grant = reply.json();
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(
        (&grant["expires_in"], &grant["token_type"]),
        (&3600.into(), &"Bearer".into())
    );
    assert!(grant["scope"].is_string());
    assert!(grant["access_token"].as_str().unwrap().len() > 30);
}

#[tokio::test]
async fn an_unknown_or_missing_key_is_refused() {
    let shop = shop().await;

    let missing = shop.http.post(shop.url("/authorize")).send().await.unwrap();

    Reply::of(missing)
        .await
        .assert_problem(401, "not-authorized");
    shop.authorize("some-other-key")
        .await
        .assert_problem(401, "not-authorized");
}

#[tokio::test]
async fn an_unknown_key_is_forbidden_where_the_rule_says_so() {
    let rules = Rules {
        unknown_api_key: UnknownApiKey::Forbidden,
        ..Rules::default()
    };
    let shop = shop_with(Config {
        rules,
        ..Config::default()
    })
    .await;

    shop.authorize("some-other-key")
        .await
        .assert_problem(403, "forbidden");
}

#[tokio::test]
async fn a_call_without_a_good_token_is_not_authorized() {
    let shop = shop().await;

    for authorization in [
        "",
        "Bearer",
        "Bearer invented",
        "Basic abc",
        PRACTICE_API_KEY,
    ] {
        let headers = [
            ("authorization", authorization),
            ("x-api-key", PRACTICE_API_KEY),
        ];
        let reply = shop.send(Method::GET, &links(), &headers, None).await;
        reply.assert_problem(401, "not-authorized");
    }
}

#[tokio::test]
async fn a_token_ends_with_its_time() {
    let rules = Rules {
        token_lifetime: Duration::from_secs(60),
        ..Rules::default()
    };
    let shop = shop_with(Config {
        rules,
        ..Config::default()
    })
    .await;

    shop.clock.advance(Duration::from_secs(59));
    assert_eq!(shop.get(&links()).await.status, 200);
    shop.clock.advance(Duration::from_secs(1));

    shop.get(&links())
        .await
        .assert_problem(401, "not-authorized");
    assert_eq!(
        shop.authorize(PRACTICE_API_KEY).await.json()["expires_in"],
        60
    );
}

#[tokio::test]
async fn revoked_tokens_open_nothing() {
    let shop = shop().await;

    shop.gateway.revoke_tokens();

    shop.get(&links())
        .await
        .assert_problem(401, "not-authorized");
}

#[tokio::test]
async fn another_accounts_terminal_and_links_are_not_found() {
    let shop = shop_with(two_accounts(Rules::default())).await;
    let made = shop.create(&single_use()).await;
    let stranger = format!("Bearer {}", shop.sign_in("second-key").await);

    for path in [links(), link(&made), shares(&made)] {
        let headers = [("authorization", &*stranger)];
        let reply = shop.send(Method::GET, &path, &headers, None).await;
        reply.assert_problem(404, "not-found");
        assert!(reply.json()["resource"].is_string());
    }
}

#[tokio::test]
async fn another_accounts_terminal_is_forbidden_where_the_rule_says_so() {
    let rules = Rules {
        foreign_resource: ForeignResource::Forbidden,
        ..Rules::default()
    };
    let shop = shop_with(two_accounts(rules)).await;

    let elsewhere = shop
        .get("/v1/processing-terminals/5550001/payment-links")
        .await;
    let nowhere = shop
        .get("/v1/processing-terminals/9999999/payment-links")
        .await;

    elsewhere.assert_problem(403, "forbidden");
    assert_eq!(elsewhere.json()["resource"], "processingTerminal");
    assert!(
        elsewhere.json()["instance"]
            .as_str()
            .unwrap()
            .ends_with("/payment-links")
    );
    nowhere.assert_problem(404, "not-found");
}

#[tokio::test]
async fn what_was_asked_can_be_looked_up_without_secrets_in_its_debug_text() {
    let shop = shop().await;
    shop.create(&single_use()).await;

    let requests = shop.gateway.requests();

    let operations: Vec<_> = requests.iter().map(|request| request.operation).collect();
    assert_eq!(
        operations,
        [Operation::Authorize, Operation::CreatePaymentLink]
    );
    assert!(requests[0].has_api_key && !requests[1].has_api_key);
    let authorization = requests[1].authorization.clone().unwrap();
    assert!(authorization.starts_with("Bearer "));
    assert_eq!(requests[1].json(), single_use());
    assert!(!format!("{requests:?}").contains(&authorization));
}

fn two_accounts(rules: Rules) -> Config {
    let other = Account {
        api_key: "second-key".to_owned(),
        terminals: vec![Terminal::new("5550001", "Another shop")],
    };
    Config {
        accounts: vec![Account::practice(), other],
        rules,
        ..Config::default()
    }
}
