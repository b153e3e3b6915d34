//! Connections that break and answers that are none: what is then known about the other side.

use std::error::Error as _;

use payroc::{Effect, ErrorKind, SharingEventFilter, Stage};
use wiremock::matchers::path;
use wiremock::{Mock, ResponseTemplate};

use crate::support::*;

#[tokio::test]
async fn nobody_there_means_not_sent() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);

    let error = create(&builder(&base).build().unwrap())
        .await
        .1
        .unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::NotSent, Effect::None)
    );
    assert_eq!((error.stage(), error.status()), (Stage::Authorize, None));
}

#[tokio::test]
async fn a_cut_is_no_answer_and_the_same_request_is_repeated() {
    let (base, seen) = raw_server(vec![Then::Cut]).await;

    let (key, outcome) = create(&builder(&base).build().unwrap()).await;

    let error = outcome.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::NoAnswer, Effect::Unknown)
    );
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 3);
    for request in seen.iter() {
        assert!(request.contains(&key.to_string()));
        assert!(request.as_bytes().ends_with(odd_bytes().as_bytes()));
    }
}

#[tokio::test]
async fn silence_is_no_answer() {
    let (base, seen) = raw_server(vec![Then::Hang]).await;
    let client = builder(&base).deadlines(deadlines(150)).build().unwrap();

    let error = create(&client).await.1.unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::NoAnswer, Effect::Unknown)
    );
    assert_eq!(seen.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_no_answer() {
    let (base, _) = raw_server(vec![Then::Say("nonsense\r\n\r\n")]).await;

    let error = create(&builder(&base).build().unwrap())
        .await
        .1
        .unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::NoAnswer, Effect::Unknown)
    );
}

#[tokio::test]
async fn a_success_cut_in_its_body_is_done_and_not_repeated() {
    let (base, seen) = raw_server(vec![Then::Say(HALF_A_SUCCESS)]).await;
    let client = builder(&base).build().unwrap();

    let error = create(&client).await.1.unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Unreadable, Effect::Done)
    );
    assert_eq!(error.status(), Some(201));
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_read_cut_in_its_body_is_read_again() {
    let (base, seen) = raw_server(vec![Then::Say(HALF_A_SUCCESS)]).await;
    let client = builder(&base).build().unwrap();

    let error = client.retrieve_payment_link(&link_id()).await.unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::NoAnswer, Effect::None)
    );
    assert_eq!(seen.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn a_refusal_cut_in_its_body_is_still_that_refusal() {
    let text = "HTTP/1.1 404 Not Found\r\ncontent-length: 500\r\n\r\n{\"type\":";
    let (base, _) = raw_server(vec![Then::Say(text)]).await;

    let error = create(&builder(&base).build().unwrap())
        .await
        .1
        .unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Refused, Effect::None)
    );
    assert_eq!((error.status(), error.problem()), (Some(404), None));
}

#[tokio::test]
async fn a_success_that_cannot_be_read_is_done_and_not_repeated() {
    let deep = "[".repeat(10_000);
    let long = long_success();
    let table = [
        (201, "text/html", "<html>Welcome</html>"),
        (201, "text/html", SINGLE_USE),
        (201, "application/json", "{\"paymentLinkId\":"),
        (201, "application/json", "{}"),
        (201, "application/json", ""),
        (204, "application/json", ""),
        (200, "application/json", &deep),
        (200, "application/json", &long),
    ];
    for (status, kind, body) in table {
        let server = server().await;
        let answer = ResponseTemplate::new(status).set_body_raw(body, kind);
        Mock::given(path(LINKS))
            .respond_with(answer)
            .mount(&server)
            .await;

        let error = create(&client(&server)).await.1.unwrap_err();

        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Unreadable, Effect::Done),
            "{kind}"
        );
        assert_eq!(error.status(), Some(status));
        assert_eq!(received(&server, LINKS).await.len(), 1);
    }
}

#[tokio::test]
async fn an_endless_success_is_cut_short() {
    // Without a length beforehand: it ends when the connection does.
    let head = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\n\r\n";
    let answer = format!("{head}{}", long_success());
    let (base, seen) = raw_server(vec![Then::Say(answer.leak())]).await;

    let error = create(&builder(&base).build().unwrap())
        .await
        .1
        .unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Unreadable, Effect::Done)
    );
    assert_eq!(
        error.source().unwrap().to_string(),
        "the answer is too long"
    );
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn any_json_type_and_any_success_status_will_do() {
    for (status, kind) in [
        (200, "application/json; charset=utf-8"),
        (201, "application/hal+json"),
        (202, "Application/JSON"),
    ] {
        let server = server().await;
        let answer = ResponseTemplate::new(status).set_body_raw(SINGLE_USE, kind);
        Mock::given(path(LINKS))
            .respond_with(answer)
            .mount(&server)
            .await;

        create(&client(&server)).await.1.unwrap();
    }
}

#[tokio::test]
async fn an_endless_refusal_is_cut_short() {
    let server = server().await;
    let long = format!("{{\"title\":\"{}\"}}", "a".repeat(1024 * 1024));
    let answer = ResponseTemplate::new(400).set_body_raw(long, "application/problem+json");
    Mock::given(path(LINKS))
        .respond_with(answer)
        .mount(&server)
        .await;

    let error = create(&client(&server)).await.1.unwrap_err();

    assert_eq!((error.status(), error.problem()), (Some(400), None));
}

#[tokio::test]
async fn an_error_repeats_nothing_of_the_exchange() {
    let echo = format!(r#"{{"status":"{TOKEN} {API_KEY} jane@example.com","paymentLinkId":"J"}}"#);
    let problem = format!(
        r#"{{"type":"{TOKEN}","title":"{API_KEY}","detail":"jane@example.com","errors":[{{"message":"{TOKEN}"}}]}}"#
    );
    for (status, body) in [(201, &echo), (400, &problem), (500, &problem)] {
        let server = server().await;
        let answer = ResponseTemplate::new(status)
            .set_body_raw(body.as_str(), "application/json")
            .insert_header("x-request-id", "req 7 with spaces is no id");
        Mock::given(path(LINKS))
            .respond_with(answer)
            .mount(&server)
            .await;

        let client = client(&server);
        let error = create(&client).await.1.unwrap_err();

        let source = error.source().map(ToString::to_string);
        let shown = format!("{error} {error:?} {error:#?} {source:?} {client:?}");
        for secret in [TOKEN, API_KEY, "jane", "127.0.0.1:"] {
            let allowed = secret == "127.0.0.1:" && format!("{client:?}").contains(secret);
            assert!(allowed || !shown.contains(secret), "{secret} in {shown}");
        }
        assert_eq!(error.to_string().lines().count(), 1);
        assert_eq!(error.request_id(), None);
    }
}

#[tokio::test]
async fn an_error_about_the_connection_does_not_tell_the_address() {
    let (base, _) = raw_server(vec![Then::Cut]).await;
    let filter = SharingEventFilter {
        recipient_email: Some("jane@example.com".to_owned()),
        ..SharingEventFilter::default()
    };

    let client = builder(&base).build().unwrap();
    let error = client
        .list_sharing_events(&link_id(), &filter)
        .await
        .unwrap_err();

    assert_eq!(error.kind(), ErrorKind::NoAnswer);
    let shown = format!("{error} {error:?} {}", error.source().unwrap());
    assert!(
        !shown.contains("jane") && !shown.contains("QK7WD2MXZ4"),
        "{shown}"
    );
}

/// A link with everything it needs, and more than a megabyte of something else.
fn long_success() -> String {
    SINGLE_USE.replacen('{', &format!("{{\"x\":\"{}\",", "a".repeat(1024 * 1024)), 1)
}

const HALF_A_SUCCESS: &str = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{\"type\":";
