//! Whole lists: read page after page from the host that is talked to, and from no other.

use futures_util::StreamExt;
use payroc::{Limits, LinkStatus, NotWhole, PaymentLink, PaymentLinkFilter, WalkError};
use serde_json::{Value, json};
use wiremock::matchers::{method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::*;

#[tokio::test]
async fn a_list_is_read_to_its_end_with_its_filters_on_every_page() {
    let server = server().await;
    let next = |after: &str| format!("{}{LINKS}?limit=2&after={after}", server.uri());
    first_page(&server, page(2, &next("B"))).await;
    page_after(&server, "B", page(2, &next("D"))).await;
    page_after(&server, "D", json!({"data": [link()], "hasMore": false})).await;
    let filter = PaymentLinkFilter {
        status: Some(LinkStatus::Active),
        limit: Some(2),
        ..PaymentLinkFilter::default()
    };

    let (links, end) = read(&server, &filter, Limits::default()).await;

    assert_eq!(links.len(), 5);
    assert!(end.is_none());
    for request in received(&server, LINKS).await {
        let query = request.url.query().unwrap();
        assert!(query.starts_with("status=active&limit=2"), "{query}");
    }
}

#[tokio::test]
async fn the_token_does_not_follow_the_list_to_another_host() {
    let (home, elsewhere) = (server().await, server().await);
    for href in [
        format!("{}{LINKS}?after=B", elsewhere.uri()),
        format!("//{}{LINKS}?after=B", elsewhere.address()),
        home.uri().replace("http", "https") + LINKS + "?after=B",
    ] {
        home.reset().await;
        authorizing()
            .respond_with(grant(TOKEN, 3600))
            .mount(&home)
            .await;
        first_page(&home, page(1, &href)).await;

        let (links, end) = read(&home, &PaymentLinkFilter::default(), Limits::default()).await;

        assert_eq!(links.len(), 1);
        assert!(matches!(end, Some(WalkError::NotWhole(NotWhole::NoWayOn))));
        assert_eq!(received(&home, LINKS).await.len(), 1, "{href}");
    }
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_list_that_leads_in_a_circle_ends() {
    let server = server().await;
    let next = format!("{}{LINKS}?after=B", server.uri());
    first_page(&server, page(1, &next)).await;
    page_after(&server, "B", page(1, &next)).await;

    let (links, end) = read(&server, &PaymentLinkFilter::default(), Limits::default()).await;

    assert_eq!(links.len(), 2);
    assert!(matches!(end, Some(WalkError::NotWhole(NotWhole::Circle))));
}

#[tokio::test]
async fn pages_are_read_only_as_they_are_asked_for() {
    let server = server().await;
    let next = format!("{}{LINKS}?after=B", server.uri());
    first_page(&server, page(2, &next)).await;
    let client = client(&server);
    let everything = PaymentLinkFilter::default();

    let mut list =
        std::pin::pin!(client.payment_links(&terminal(), &everything, Limits::default()));
    list.next().await.unwrap().unwrap();
    list.next().await.unwrap().unwrap();

    assert_eq!(received(&server, LINKS).await.len(), 1);
}

#[tokio::test]
async fn a_page_that_is_refused_ends_the_list_with_its_error() {
    let server = server().await;
    let next = format!("{}{LINKS}?after=B", server.uri());
    first_page(&server, page(1, &next)).await;
    Mock::given(path(LINKS))
        .and(query_param("after", "B"))
        .respond_with(problem(400, "bad-request"))
        .mount(&server)
        .await;

    let (links, end) = read(&server, &PaymentLinkFilter::default(), Limits::default()).await;

    assert_eq!(links.len(), 1);
    let Some(WalkError::Call(error)) = end else {
        panic!("{end:?}")
    };
    assert_eq!(error.status(), Some(400));
}

#[tokio::test]
async fn sharing_events_are_read_to_their_end() {
    let server = server().await;
    let event: Value = serde_json::from_str(SHARING_EVENT).unwrap();
    let next = format!("{SHARES}?after=B");
    for (query, body) in [
        (
            None,
            json!({"data": [event], "hasMore": true, "links": [{"rel": "next", "href": next}]}),
        ),
        (Some("B"), json!({"data": [event], "hasMore": false})),
    ] {
        let mock = Mock::given(path(SHARES));
        let mock = match query {
            Some(after) => mock.and(query_param("after", after)),
            None => mock.and(query_param_is_missing("after")),
        };
        let answer = ResponseTemplate::new(200).set_body_json(body);
        mock.respond_with(answer).mount(&server).await;
    }

    let events = client(&server).sharing_events(&link_id(), &Default::default(), Limits::default());

    assert_eq!(events.filter_map(async |event| event.ok()).count().await, 2);
}

async fn read(
    server: &MockServer,
    filter: &PaymentLinkFilter,
    limits: Limits,
) -> (Vec<PaymentLink>, Option<WalkError>) {
    let client = client(server);
    let mut list = std::pin::pin!(client.payment_links(&terminal(), filter, limits));
    let mut links = Vec::new();
    while let Some(link) = list.next().await {
        match link {
            Ok(link) => links.push(link),
            Err(error) => return (links, Some(error)),
        }
    }
    (links, None)
}

fn link() -> Value {
    serde_json::from_str(SINGLE_USE).unwrap()
}

fn page(count: usize, next: &str) -> Value {
    json!({
        "limit": 10, "count": count, "hasMore": true, "data": vec![link(); count],
        "links": [{"rel": "next", "method": "get", "href": next}, {"rel": "previous", "href": 7}]
    })
}

async fn first_page(server: &MockServer, body: Value) {
    Mock::given(method("GET"))
        .and(path(LINKS))
        .and(query_param_is_missing("after"))
        .respond_with(ResponseTemplate::new(200).set_body_json(body))
        .mount(server)
        .await;
}

async fn page_after(server: &MockServer, after: &str, body: Value) {
    Mock::given(method("GET"))
        .and(path(LINKS))
        .and(query_param("after", after))
        .respond_with(ResponseTemplate::new(200).set_body_json(body))
        .mount(server)
        .await;
}
