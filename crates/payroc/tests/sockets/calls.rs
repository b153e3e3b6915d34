//! What each call puts on the wire, and what it makes of the answer.

use payroc::{
    Cursor, Effect, ErrorKind, IdempotencyKey, LinkStatus, PaymentLinkFilter, RequestBody,
    SharingEventFilter, Stage,
};
use serde_json::{Value, json};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, ResponseTemplate};

use crate::support::*;

#[tokio::test]
async fn creating_sends_the_key_and_exactly_the_bytes() {
    let server = server().await;
    Mock::given(method("POST"))
        .and(path(LINKS))
        .respond_with(success(201, SINGLE_USE))
        .mount(&server)
        .await;

    let (key, link) = create(&client(&server)).await;

    assert_eq!(link.unwrap().payment_link_id, link_id());
    let request = &received(&server, LINKS).await[0];
    let header = |name: &str| request.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("idempotency-key"), key.to_string());
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(header("accept"), "application/json");
    assert_eq!(header("authorization"), format!("Bearer {TOKEN}"));
    assert!(header("user-agent").starts_with("Paylink/"));
    assert!(!request.headers.contains_key("x-api-key"));
    assert_eq!(request.body, odd_bytes().as_bytes());
}

#[tokio::test]
async fn authorizing_sends_the_api_key_and_nothing_else() {
    let server = server().await;

    client(&server).authorize().await.unwrap();

    let request = &received(&server, "/authorize").await[0];
    assert_eq!(request.headers["x-api-key"], API_KEY);
    assert!(request.body.is_empty());
    assert_eq!(request.headers["content-length"], "0");
    for absent in ["authorization", "idempotency-key", "content-type"] {
        assert!(!request.headers.contains_key(absent), "{absent}");
    }
}

#[tokio::test]
async fn sharing_sends_the_key_and_exactly_the_bytes() {
    let server = server().await;
    Mock::given(method("POST"))
        .and(path(SHARES))
        .respond_with(success(201, SHARING_EVENT))
        .mount(&server)
        .await;
    let key = IdempotencyKey::random();
    let body = RequestBody::from_bytes(b"{}".to_vec());

    let event = client(&server)
        .share_payment_link(&link_id(), &key, &body)
        .await
        .unwrap();

    assert_eq!(event.sharing_event_id.as_str(), "M4XV9PLQ2S");
    let request = &received(&server, SHARES).await[0];
    assert_eq!(
        request.headers["idempotency-key"].to_str().unwrap(),
        key.to_string()
    );
    assert_eq!(request.body, b"{}");
}

#[tokio::test]
async fn reading_takes_no_key() {
    let server = server().await;
    Mock::given(method("GET"))
        .and(path(LINK))
        .respond_with(success(200, SINGLE_USE))
        .mount(&server)
        .await;

    let link = client(&server)
        .retrieve_payment_link(&link_id())
        .await
        .unwrap();

    assert_eq!(link.status, LinkStatus::Active);
    assert!(
        !received(&server, LINK).await[0]
            .headers
            .contains_key("idempotency-key")
    );
}

#[tokio::test]
async fn pages_are_followed_by_cursor_on_our_own_host() {
    let server = server().await;
    let link: Value = serde_json::from_str(SINGLE_USE).unwrap();
    let next = format!("{}{LINKS}?limit=1&after=QK7WD2MXZ4", server.uri());
    let first = json!({
        "limit": 1, "count": 1, "hasMore": true, "data": [link],
        "links": [{"rel": "next", "method": "get", "href": next}]
    });
    let last = json!({"limit": 1, "count": 0, "hasMore": false, "data": [], "links": []});
    Mock::given(method("GET"))
        .and(path(LINKS))
        .and(query_param("after", "QK7WD2MXZ4"))
        .and(query_param("status", "active"))
        .respond_with(ResponseTemplate::new(200).set_body_json(last))
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path(LINKS))
        .respond_with(ResponseTemplate::new(200).set_body_json(first))
        .mount(&server)
        .await;
    let client = client(&server);
    let mut filter = PaymentLinkFilter {
        status: Some(LinkStatus::Active),
        ..PaymentLinkFilter::default()
    };

    let first = client
        .list_payment_links(&terminal(), &filter)
        .await
        .unwrap();
    filter.cursor = first.next.clone();
    let last = client
        .list_payment_links(&terminal(), &filter)
        .await
        .unwrap();

    assert_eq!((first.data.len(), first.has_more), (1, true));
    assert_eq!(first.next, Some(Cursor::After("QK7WD2MXZ4".to_owned())));
    assert_eq!(
        (last.data.len(), last.has_more, last.next),
        (0, false, None)
    );
}

#[tokio::test]
async fn sharing_events_are_listed_with_their_filters() {
    let server = server().await;
    let event: Value = serde_json::from_str(SHARING_EVENT).unwrap();
    Mock::given(method("GET"))
        .and(path(SHARES))
        .and(query_param("recipientEmail", "jane+chairs@example.com"))
        .and(query_param("before", "a b"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({
            "limit": 10, "count": 1, "hasMore": false, "data": [event]
        })))
        .mount(&server)
        .await;
    let filter = SharingEventFilter {
        recipient_email: Some("jane+chairs@example.com".to_owned()),
        cursor: Some(Cursor::Before("a b".to_owned())),
        ..SharingEventFilter::default()
    };

    let page = client(&server)
        .list_sharing_events(&link_id(), &filter)
        .await
        .unwrap();

    assert_eq!(page.data[0].recipients[0].email, "jane@example.com");
}

#[tokio::test]
async fn every_documented_refusal_is_told_with_its_problem() {
    let fixtures: Vec<Value> =
        serde_json::from_str(include_str!("../fixtures/problems.json")).unwrap();
    for mut fixture in fixtures {
        let fragment = fixture["fragment"].as_str().unwrap().to_owned();
        let status = u16::try_from(fixture["status"].as_u64().unwrap()).unwrap();
        fixture["type"] = format!("https://docs.payroc.com/api/errors#{fragment}").into();
        let server = server().await;
        Mock::given(method("POST"))
            .and(path(LINKS))
            .respond_with(
                ResponseTemplate::new(status)
                    .set_body_raw(fixture.to_string(), "application/problem+json")
                    .insert_header("x-request-id", "req-7"),
            )
            .mount(&server)
            .await;

        let error = create(&client(&server)).await.1.unwrap_err();

        assert_eq!(
            (error.kind(), error.stage()),
            (ErrorKind::Refused, Stage::Operation)
        );
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.request_id(), Some("req-7"));
        let problem = error.problem().unwrap();
        assert_eq!(problem.kind.fragment(), fragment);
        let told = fixture["errors"].as_array().map_or(0, Vec::len);
        assert_eq!(problem.errors.len(), told, "{fragment}");
        let unknown = fragment == "idempotency-key-in-use" || status == 500;
        let effect = if unknown {
            Effect::Unknown
        } else {
            Effect::None
        };
        assert_eq!(error.effect(), effect, "{fragment}");
    }
}

#[tokio::test]
async fn localhost_is_this_machine() {
    let server = server().await;
    let base = server.uri().replace("127.0.0.1", "localhost");

    builder(&base).build().unwrap().authorize().await.unwrap();

    assert_eq!(received(&server, "/authorize").await.len(), 1);
}

#[test]
fn the_real_places_need_no_cryptography_installed_first() {
    for hosts in [payroc::Hosts::live(), payroc::Hosts::test()] {
        let key = payroc::ApiKey::new(API_KEY.to_owned()).unwrap();
        assert!(payroc::Client::builder(hosts, key).build().is_ok());
    }
}
