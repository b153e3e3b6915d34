//! Changing and deactivating a link: what is sent, and what is known afterwards.

use payroc::{Effect, ErrorKind, IdempotencyKey, LinkStatus, PaymentLink, RequestBody};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::*;

const DEACTIVATE: &str = "/v1/payment-links/QK7WD2MXZ4/deactivate";

#[tokio::test]
async fn changing_sends_the_key_and_exactly_the_bytes_as_a_patch() {
    let server = server().await;
    changing(&server, success(200, SINGLE_USE)).await;

    let (key, link) = change(&server).await;

    assert_eq!(link.unwrap().payment_link_id, link_id());
    let request = &received(&server, LINK).await[0];
    assert_eq!(request.method.as_str(), "PATCH");
    let header = |name: &str| request.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("idempotency-key"), key.to_string());
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(header("accept"), "application/json");
    assert_eq!(request.body, odd_bytes().as_bytes());
}

#[tokio::test]
async fn a_change_is_repeated_under_its_key() {
    let server = server().await;
    once(&server, "PATCH", LINK, ResponseTemplate::new(502)).await;
    changing(&server, success(200, SINGLE_USE)).await;

    let (key, link) = change(&server).await;

    link.unwrap();
    let requests = received(&server, LINK).await;
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!(
            request.headers["idempotency-key"].to_str().unwrap(),
            key.to_string()
        );
        assert_eq!(request.body, odd_bytes().as_bytes());
    }
}

#[tokio::test]
async fn a_success_about_another_link_is_not_taken_for_ours() {
    let other = SINGLE_USE.replace("QK7WD2MXZ4", "B3TTHN8RLC");
    let server = server().await;
    changing(&server, success(200, &other)).await;
    for (verb, place) in [("GET", LINK), ("POST", DEACTIVATE)] {
        let answer = success(200, &other.replace("active", "deactivated"));
        Mock::given(method(verb))
            .and(path(place))
            .respond_with(answer)
            .mount(&server)
            .await;
    }
    let client = client(&server);

    let changed = change(&server).await.1.unwrap_err();
    let read = client.retrieve_payment_link(&link_id()).await.unwrap_err();
    let off = client
        .deactivate_payment_link(&link_id())
        .await
        .unwrap_err();

    for (error, effect) in [
        (changed, Effect::Done),
        (read, Effect::None),
        (off, Effect::Done),
    ] {
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Unreadable, effect)
        );
    }
}

#[tokio::test]
async fn deactivating_sends_no_key_and_no_body() {
    let server = server().await;
    deactivating(&server, deactivated()).await;

    let link = deactivate(&server).await.unwrap();

    assert_eq!(link.status, LinkStatus::Deactivated);
    let request = &received(&server, DEACTIVATE).await[0];
    assert!(request.body.is_empty());
    for absent in ["idempotency-key", "content-type"] {
        assert!(!request.headers.contains_key(absent), "{absent}");
    }
    assert_eq!(request.headers["content-length"], "0");
}

#[tokio::test]
async fn a_success_that_leaves_the_link_active_is_not_taken_for_one() {
    let server = server().await;
    deactivating(&server, success(200, SINGLE_USE)).await;

    let error = deactivate(&server).await.unwrap_err();

    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Unreadable, Effect::Done)
    );
    assert_eq!(received(&server, DEACTIVATE).await.len(), 1);
}

#[tokio::test]
async fn a_conflict_after_a_lost_answer_is_read_against_the_link() {
    let server = server().await;
    once(&server, "POST", DEACTIVATE, ResponseTemplate::new(504)).await;
    deactivating(&server, problem(409, "cannot-be-modified")).await;
    Mock::given(method("GET"))
        .and(path(LINK))
        .respond_with(deactivated())
        .mount(&server)
        .await;

    let link = deactivate(&server).await.unwrap();

    assert_eq!(link.status, LinkStatus::Deactivated);
    assert_eq!(received(&server, DEACTIVATE).await.len(), 2);
}

#[tokio::test]
async fn a_conflict_after_a_lost_answer_stays_open_while_the_link_is_active_or_not_to_be_read() {
    for read in [success(200, SINGLE_USE), ResponseTemplate::new(404)] {
        let server = server().await;
        once(&server, "POST", DEACTIVATE, ResponseTemplate::new(504)).await;
        deactivating(&server, problem(409, "cannot-be-modified")).await;
        Mock::given(method("GET"))
            .and(path(LINK))
            .respond_with(read)
            .mount(&server)
            .await;

        let error = deactivate(&server).await.unwrap_err();

        assert_eq!(
            (error.status(), error.effect()),
            (Some(409), Effect::Unknown)
        );
        assert_eq!(error.operation(), "deactivatePaymentLink");
    }
}

#[tokio::test]
async fn a_conflict_at_once_is_told_as_it_is() {
    for fragment in ["cannot-be-modified", "idempotency-key-in-use", "new"] {
        let server = server().await;
        deactivating(&server, problem(409, fragment)).await;

        let error = deactivate(&server).await.unwrap_err();

        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Refused, Effect::None),
            "{fragment}: no key was sent that it could be about"
        );
        assert!(received(&server, LINK).await.is_empty());
    }
}

fn deactivated() -> ResponseTemplate {
    success(200, &SINGLE_USE.replace(r#""active""#, r#""deactivated""#))
}

async fn changing(server: &MockServer, answer: ResponseTemplate) {
    Mock::given(method("PATCH"))
        .and(path(LINK))
        .respond_with(answer)
        .mount(server)
        .await;
}

async fn deactivating(server: &MockServer, answer: ResponseTemplate) {
    Mock::given(method("POST"))
        .and(path(DEACTIVATE))
        .respond_with(answer)
        .mount(server)
        .await;
}

async fn once(server: &MockServer, verb: &str, place: &str, answer: ResponseTemplate) {
    Mock::given(method(verb))
        .and(path(place))
        .respond_with(answer)
        .up_to_n_times(1)
        .mount(server)
        .await;
}

async fn change(server: &MockServer) -> (IdempotencyKey, Result<PaymentLink, payroc::Error>) {
    let key = IdempotencyKey::random();
    let body: RequestBody = odd_bytes();
    let outcome = client(server)
        .update_payment_link(&link_id(), &key, &body)
        .await;
    (key, outcome)
}

async fn deactivate(server: &MockServer) -> Result<PaymentLink, payroc::Error> {
    client(server).deactivate_payment_link(&link_id()).await
}
