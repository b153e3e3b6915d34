//! Rounds: the same key and bytes each time, never sooner than asked, never past the limits.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use payroc::{Deadlines, Effect, ErrorKind, RetryPolicy, Stage};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::*;

#[tokio::test]
async fn every_round_carries_the_same_key_and_bytes() {
    let server = server().await;
    Mock::given(path(LINKS))
        .respond_with(ResponseTemplate::new(500))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(path(LINKS))
        .respond_with(ResponseTemplate::new(429).insert_header("retry-after", "0"))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(path(LINKS))
        .respond_with(success(201, SINGLE_USE))
        .mount(&server)
        .await;

    let (key, link) = create(&client(&server)).await;

    link.unwrap();
    let requests = received(&server, LINKS).await;
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert_eq!(
            request.headers["idempotency-key"].to_str().unwrap(),
            key.to_string()
        );
        assert_eq!(request.body, odd_bytes().as_bytes());
    }
    assert_eq!(received(&server, "/authorize").await.len(), 1);
}

#[tokio::test]
async fn it_gives_up_after_three_rounds() {
    let server = server().await;
    Mock::given(path(LINK))
        .respond_with(problem(500, "api-error"))
        .mount(&server)
        .await;

    let error = client(&server)
        .retrieve_payment_link(&link_id())
        .await
        .unwrap_err();

    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Refused, Some(500))
    );
    assert_eq!(error.effect(), Effect::None, "a read changes nothing");
    assert_eq!(received(&server, LINK).await.len(), 3);
}

#[tokio::test]
async fn a_renewed_token_does_not_add_to_the_rounds() {
    let server = server().await;
    for status in [503, 401, 503, 401] {
        Mock::given(path(LINKS))
            .respond_with(ResponseTemplate::new(status))
            .up_to_n_times(1)
            .mount(&server)
            .await;
    }

    let error = create(&client(&server)).await.1.unwrap_err();

    assert_eq!(error.status(), Some(503));
    assert_eq!(error.effect(), Effect::Unknown);
    assert_eq!(received(&server, LINKS).await.len(), 3);
    assert_eq!(received(&server, "/authorize").await.len(), 2);
}

#[tokio::test]
async fn an_outage_is_not_made_worse() {
    let server = server().await;
    Mock::given(path(LINK))
        .respond_with(ResponseTemplate::new(503))
        .mount(&server)
        .await;
    let client = client(&server);

    for _ in 0..120 {
        client.retrieve_payment_link(&link_id()).await.unwrap_err();
    }

    let requests = received(&server, LINK).await.len();
    assert!((120..=144).contains(&requests), "{requests}");
}

#[tokio::test]
async fn a_refusal_is_not_repeated() {
    for status in [400, 403, 404, 406, 409, 415, 422] {
        let server = server().await;
        Mock::given(path(LINKS))
            .respond_with(problem(status, "bad-request"))
            .mount(&server)
            .await;

        let error = create(&client(&server)).await.1.unwrap_err();

        assert_eq!(error.status(), Some(status));
        assert_eq!(received(&server, LINKS).await.len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_gateway_is_left_alone_as_long_as_it_asks_in_seconds_or_as_a_date() {
    let in_seconds: &[_] = &[("retry-after", "1")];
    // The date is compared with the answer's own, not with this computer's clock.
    let as_a_date = &[
        ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("retry-after", "Sun, 06 Nov 1994 08:49:38 GMT"),
    ];
    for headers in [in_seconds, as_a_date] {
        for status in [429, 503] {
            let server = server().await;
            let mut busy = ResponseTemplate::new(status);
            for (name, value) in headers {
                busy = busy.insert_header(*name, *value);
            }
            let asked = Arc::new(Mutex::new(Vec::new()));
            let noting = Arc::clone(&asked);
            let answer = move |_: &wiremock::Request| {
                let mut asked = noting.lock().unwrap();
                asked.push(tokio::time::Instant::now());
                if asked.len() == 1 {
                    busy.clone()
                } else {
                    success(201, SINGLE_USE)
                }
            };
            Mock::given(path(LINKS))
                .respond_with(answer)
                .mount(&server)
                .await;

            create(&client(&server)).await.1.unwrap();

            let asked = asked.lock().unwrap();
            let waited = asked[1].duration_since(asked[0]);
            assert!(waited >= Duration::from_secs(1), "{waited:?}");
        }
    }
}

#[tokio::test]
async fn a_wait_longer_than_the_call_may_take_is_left_to_the_caller() {
    let server = server().await;
    let busy = ResponseTemplate::new(429).insert_header("retry-after", "3600");
    Mock::given(path(LINKS))
        .respond_with(busy)
        .mount(&server)
        .await;

    let error = create(&client(&server)).await.1.unwrap_err();

    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(error.effect(), Effect::Unknown);
    assert_eq!(received(&server, LINKS).await.len(), 1);
}

#[tokio::test]
async fn time_that_passed_in_sleep_counts_against_the_call() {
    let server = server().await;
    let clock = ManualClock::new();
    let slept = clock.clone();
    let answer = move |_: &wiremock::Request| {
        slept.advance(3_600, 3_600);
        ResponseTemplate::new(503)
    };
    Mock::given(path(LINKS))
        .respond_with(answer)
        .mount(&server)
        .await;
    let client = builder(&server.uri()).clock(clock).build().unwrap();

    let error = create(&client).await.1.unwrap_err();

    assert_eq!(error.effect(), Effect::Unknown);
    assert_eq!(
        received(&server, LINKS).await.len(),
        1,
        "the key may be forgotten by now"
    );
}

#[tokio::test]
async fn a_machine_that_sleeps_during_a_wait_does_not_send_again_after_it() {
    let server = server().await;
    for resource in [LINKS, LINK] {
        let busy = ResponseTemplate::new(503);
        Mock::given(path(resource))
            .respond_with(busy)
            .mount(&server)
            .await;
    }
    let clock = ManualClock::new();
    let sleeping = clock.clone();
    // The failed round is logged just before the wait: that is when the machine falls asleep.
    listen(move |text| {
        if text.contains("round failed") {
            sleeping.advance(3_600, 3_600);
        }
    });
    let client = builder(&server.uri()).clock(clock).build().unwrap();

    let acting = create(&client).await.1.unwrap_err();
    let reading = client.retrieve_payment_link(&link_id()).await.unwrap_err();

    assert_eq!(
        (acting.status(), acting.effect()),
        (Some(503), Effect::Unknown)
    );
    assert_eq!(
        (reading.status(), reading.effect()),
        (Some(503), Effect::None)
    );
    assert_eq!(received(&server, LINKS).await.len(), 1);
    assert_eq!(received(&server, LINK).await.len(), 1);
}

#[tokio::test]
async fn a_machine_that_sleeps_while_it_waits_for_a_token_does_not_send_after_it() {
    let server = MockServer::start().await;
    let clock = ManualClock::new();
    let sleeping = clock.clone();
    let answer = move |_: &wiremock::Request| {
        sleeping.advance(3_000, 3_000);
        grant(TOKEN, 86_400)
    };
    authorizing().respond_with(answer).mount(&server).await;
    let client = builder(&server.uri()).clock(clock).build().unwrap();

    let error = create(&client).await.1.unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::NotSent, Effect::None)
    );
    assert_eq!(error.stage(), Stage::Operation);
    assert!(received(&server, LINKS).await.is_empty());
}

#[tokio::test]
async fn a_clock_that_stands_still_does_not_make_a_call_endless() {
    let (base, seen) = raw_server(vec![Then::Hang]).await;
    let short = Deadlines {
        operation: Duration::from_millis(300),
        ..deadlines(100)
    };
    let stubborn = RetryPolicy {
        attempts: 50,
        ..QUICK
    };
    let builder = builder(&base).deadlines(short).retry(stubborn);
    let client = builder.clock(ManualClock::new()).build().unwrap();

    create(&client).await.1.unwrap_err();

    assert!(seen.lock().unwrap().len() < 5);
}

#[tokio::test]
async fn the_caller_may_forbid_repeating() {
    let server = server().await;
    Mock::given(path(LINKS))
        .respond_with(ResponseTemplate::new(503))
        .mount(&server)
        .await;
    let client = builder(&server.uri())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();

    create(&client).await.1.unwrap_err();

    assert_eq!(received(&server, LINKS).await.len(), 1);
}

#[tokio::test]
async fn a_refusal_after_an_unknown_round_stays_unknown() {
    let server = server().await;
    Mock::given(path(LINKS))
        .respond_with(ResponseTemplate::new(502))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(path(LINKS))
        .respond_with(problem(400, "bad-request"))
        .mount(&server)
        .await;

    let error = create(&client(&server)).await.1.unwrap_err();

    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Refused, Some(400))
    );
    assert_eq!(error.effect(), Effect::Unknown);
}

#[tokio::test]
async fn a_call_without_time_is_not_sent() {
    let server = server().await;
    let none = Deadlines {
        operation: Duration::ZERO,
        ..Deadlines::default()
    };
    let client = builder(&server.uri()).deadlines(none).build().unwrap();

    let error = create(&client).await.1.unwrap_err();

    assert_eq!(error.effect(), Effect::None);
    assert!(received(&server, LINKS).await.is_empty());
}
