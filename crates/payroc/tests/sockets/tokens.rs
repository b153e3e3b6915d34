//! One token for everybody, renewed early, and once more when it is refused.

use std::sync::atomic::{AtomicU32, Ordering};

use payroc::{
    ApiKey, Client, Effect, ErrorKind, Hosts, IdempotencyKey, KeyFuture, KeySource, KeyUnavailable,
    Stage,
};
use tokio::task::JoinSet;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_calls_at_once_ask_for_one_token_and_for_one_more_at_its_end() {
    let server = server().await;
    retrievable(&server).await;
    let clock = ManualClock::new();
    let client = builder(&server.uri()).clock(clock.clone()).build().unwrap();

    for asked in [1, 2] {
        let mut calls = JoinSet::new();
        for _ in 0..100 {
            let client = client.clone();
            calls.spawn(async move { client.retrieve_payment_link(&link_id()).await });
        }
        while let Some(outcome) = calls.join_next().await {
            outcome.unwrap().unwrap();
        }

        assert_eq!(received(&server, "/authorize").await.len(), asked);
        assert_eq!(received(&server, LINK).await.len(), 100 * asked);
        clock.advance(3_600, 3_600);
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_call_repeated_as_it_was() {
    let server = MockServer::start().await;
    authorizing()
        .respond_with(grant("first", 3600))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    authorizing()
        .respond_with(grant("second", 3600))
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .and(path(LINKS))
        .and(header("authorization", "Bearer first"))
        .respond_with(problem(401, "not-authorized"))
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .and(path(LINKS))
        .and(header("authorization", "Bearer second"))
        .respond_with(success(201, SINGLE_USE))
        .mount(&server)
        .await;

    let (key, link) = create(&client(&server)).await;

    link.unwrap();
    let requests = received(&server, LINKS).await;
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert_eq!(
            request.headers["idempotency-key"].to_str().unwrap(),
            key.to_string()
        );
        assert_eq!(request.body, odd_bytes().as_bytes());
    }
    assert_eq!(received(&server, "/authorize").await.len(), 2);
}

#[tokio::test]
async fn a_call_refused_with_a_fresh_token_too_is_refused() {
    let server = server().await;
    Mock::given(path(LINKS))
        .respond_with(problem(401, "not-authorized"))
        .mount(&server)
        .await;

    let error = create(&client(&server)).await.1.unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Refused, Effect::None)
    );
    assert_eq!(
        (error.status(), error.stage()),
        (Some(401), Stage::Operation)
    );
    assert_eq!(received(&server, LINKS).await.len(), 2);
    assert_eq!(received(&server, "/authorize").await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_refused_together_renew_together() {
    let server = MockServer::start().await;
    authorizing()
        .respond_with(grant("first", 3600))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    authorizing()
        .respond_with(grant("second", 3600))
        .mount(&server)
        .await;
    Mock::given(path(LINK))
        .and(header("authorization", "Bearer first"))
        .respond_with(problem(401, "not-authorized"))
        .mount(&server)
        .await;
    retrievable(&server).await;
    let client = client(&server);

    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        calls.spawn(async move { client.retrieve_payment_link(&link_id()).await });
    }
    while let Some(outcome) = calls.join_next().await {
        outcome.unwrap().unwrap();
    }

    assert_eq!(received(&server, "/authorize").await.len(), 2);
}

#[tokio::test]
async fn a_token_is_renewed_before_its_end_by_either_clock() {
    let server = server().await;
    retrievable(&server).await;
    let clock = ManualClock::new();
    let client = builder(&server.uri()).clock(clock.clone()).build().unwrap();
    // seconds counted, seconds on the wall, tokens asked for in all
    let table = [
        (0, 0, 1),
        (3479, 3479, 1),
        (1, 1, 2),
        (0, 3480, 3),
        (3480, 0, 4),
        (10, -7200, 4),
        (3470, 0, 5),
    ];
    for (counted, on_the_wall, asked) in table {
        clock.advance(counted, on_the_wall);

        client.retrieve_payment_link(&link_id()).await.unwrap();

        assert_eq!(
            received(&server, "/authorize").await.len(),
            asked,
            "{counted} {on_the_wall}"
        );
    }
}

#[tokio::test]
async fn any_life_that_is_told_makes_a_token_that_serves_and_ends() {
    // Seconds told, seconds that pass, tokens asked for in all.
    let table = [
        (1, [(0, 1), (1, 2), (0, 2)]),
        (0, [(0, 1), (29, 1), (1, 2)]),
        (-3_600, [(0, 1), (29, 1), (1, 2)]),
        (i64::MAX, [(0, 1), (86_279, 1), (1, 2)]),
        (i64::MIN, [(0, 1), (29, 1), (1, 2)]),
    ];
    for (told, steps) in table {
        let server = MockServer::start().await;
        authorizing()
            .respond_with(grant(TOKEN, told))
            .mount(&server)
            .await;
        retrievable(&server).await;
        let clock = ManualClock::new();
        let client = builder(&server.uri()).clock(clock.clone()).build().unwrap();
        for (passing, asked) in steps {
            clock.advance(passing, i64::try_from(passing).unwrap());

            client.retrieve_payment_link(&link_id()).await.unwrap();

            let so_far = received(&server, "/authorize").await.len();
            assert_eq!(so_far, asked, "{told} {passing}");
        }
    }
}

#[tokio::test]
async fn a_wall_clock_set_by_a_day_costs_one_token_at_most_and_no_call() {
    const DAY: i64 = 86_400;
    // Seconds counted, seconds on the wall, tokens asked for in all.
    let table = [
        (0, 0, 1),
        (10, DAY, 2),
        (10, 10, 2),
        (10, -DAY, 2),
        (3_459, 3_459, 2),
        (1, 1, 3),
        // Two hours of sleep that only the wall counts, then two that both count.
        (0, 7_200, 4),
        (7_200, 7_200, 5),
    ];
    let server = server().await;
    retrievable(&server).await;
    let clock = ManualClock::new();
    let client = builder(&server.uri()).clock(clock.clone()).build().unwrap();
    for (counted, on_the_wall, asked) in table {
        clock.advance(counted, on_the_wall);

        client.retrieve_payment_link(&link_id()).await.unwrap();

        let so_far = received(&server, "/authorize").await.len();
        assert_eq!(so_far, asked, "{counted} {on_the_wall}");
    }
}

#[tokio::test]
async fn a_token_of_a_moment_still_serves_more_than_one_call() {
    let server = MockServer::start().await;
    authorizing()
        .respond_with(grant(TOKEN, 2))
        .mount(&server)
        .await;
    retrievable(&server).await;
    let clock = ManualClock::new();
    let client = builder(&server.uri()).clock(clock.clone()).build().unwrap();

    for _ in 0..5 {
        client.retrieve_payment_link(&link_id()).await.unwrap();
    }
    assert_eq!(received(&server, "/authorize").await.len(), 1);
    clock.advance(1, 1);
    client.retrieve_payment_link(&link_id()).await.unwrap();

    assert_eq!(received(&server, "/authorize").await.len(), 2);
}

#[tokio::test]
async fn proving_the_key_always_asks_and_its_token_is_used() {
    let server = server().await;
    retrievable(&server).await;
    let client = client(&server);

    client.authorize().await.unwrap();
    client.authorize().await.unwrap();
    client.retrieve_payment_link(&link_id()).await.unwrap();

    assert_eq!(received(&server, "/authorize").await.len(), 2);
}

#[tokio::test]
async fn a_refused_key_stops_the_call_before_it_is_sent() {
    let server = MockServer::start().await;
    authorizing()
        .respond_with(problem(401, "not-authorized"))
        .mount(&server)
        .await;
    let client = client(&server);

    let proof = client.authorize().await.unwrap_err();
    let error = create(&client).await.1.unwrap_err();

    for error in [proof, error] {
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Refused, Effect::None)
        );
        assert_eq!(
            (error.status(), error.stage()),
            (Some(401), Stage::Authorize)
        );
    }
    assert!(received(&server, LINKS).await.is_empty());
}

#[tokio::test]
async fn trouble_at_the_identity_host_has_no_effect_and_is_retried() {
    let server = MockServer::start().await;
    authorizing()
        .respond_with(ResponseTemplate::new(503))
        .mount(&server)
        .await;

    let error = create(&client(&server)).await.1.unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Refused, Effect::None)
    );
    assert_eq!(
        (error.status(), error.stage()),
        (Some(503), Stage::Authorize)
    );
    assert_eq!(received(&server, "/authorize").await.len(), 3);
}

#[tokio::test]
async fn an_answer_without_a_usable_token_is_told_apart() {
    for body in ["{}", "<html>", r#"{"access_token":"a b"}"#] {
        let server = MockServer::start().await;
        authorizing()
            .respond_with(success(200, body))
            .mount(&server)
            .await;

        let error = create(&client(&server)).await.1.unwrap_err();

        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Unreadable, Effect::None),
            "{body}"
        );
        assert_eq!(error.stage(), Stage::Authorize);
    }
}

#[tokio::test]
async fn a_renewal_that_fails_after_an_unknown_outcome_does_not_make_it_known() {
    let server = MockServer::start().await;
    authorizing()
        .respond_with(grant("first", 3600))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    authorizing()
        .respond_with(problem(401, "not-authorized"))
        .mount(&server)
        .await;
    Mock::given(path(LINKS))
        .respond_with(ResponseTemplate::new(502))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(path(LINKS))
        .respond_with(problem(401, "not-authorized"))
        .mount(&server)
        .await;
    let key = IdempotencyKey::random();

    let client = client(&server);
    let error = client
        .create_payment_link(&terminal(), &key, &odd_bytes())
        .await
        .unwrap_err();

    assert_eq!(
        (error.effect(), error.stage()),
        (Effect::Unknown, Stage::Operation)
    );
    assert_eq!(error.status(), Some(502));
}

async fn retrievable(server: &MockServer) {
    Mock::given(method("GET"))
        .and(path(LINK))
        .respond_with(success(200, SINGLE_USE))
        .mount(server)
        .await;
}

#[tokio::test]
async fn a_key_is_asked_for_at_each_sign_in_and_one_that_is_not_to_be_had_is_told_apart() {
    struct Keychain(AtomicU32);
    impl KeySource for Keychain {
        fn api_key(&self) -> KeyFuture<'_> {
            let first = self.0.fetch_add(1, Ordering::Relaxed) == 0;
            let key = ApiKey::new(API_KEY.to_owned()).unwrap();
            let locked = || KeyUnavailable("the keychain is locked".into());
            Box::pin(async move { if first { Ok(key) } else { Err(locked()) } })
        }
    }
    let server = server().await;
    let hosts = Hosts::loopback(&server.uri().parse().unwrap()).unwrap();
    let client = Client::builder(hosts, Keychain(AtomicU32::new(0)))
        .build()
        .unwrap();

    client.authorize().await.unwrap();
    let error = client.authorize().await.unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::NoKey, Effect::None)
    );
    assert_eq!(received(&server, "/authorize").await.len(), 1);
}
