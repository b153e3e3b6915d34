//! A redirect is an error, and leads no secret to another host.

use payroc::{Effect, ErrorKind, Stage};
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::*;

#[tokio::test]
async fn the_api_key_does_not_follow_a_redirect() {
    for status in [301, 302, 303, 307, 308] {
        let (home, elsewhere) = (MockServer::start().await, anywhere().await);
        authorizing()
            .respond_with(redirect(status, &elsewhere))
            .mount(&home)
            .await;

        let error = client(&home).authorize().await.unwrap_err();

        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Refused, Some(status))
        );
        assert_eq!(
            (error.stage(), error.effect()),
            (Stage::Authorize, Effect::None)
        );
        assert!(elsewhere.received_requests().await.unwrap().is_empty());
        assert_eq!(received(&home, "/authorize").await.len(), 1);
    }
}

#[tokio::test]
async fn a_call_does_not_follow_a_redirect() {
    for status in [301, 302, 303, 307, 308] {
        let (home, elsewhere) = (server().await, anywhere().await);
        Mock::given(path(LINKS))
            .respond_with(redirect(status, &elsewhere))
            .mount(&home)
            .await;

        let error = create(&client(&home)).await.1.unwrap_err();

        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Refused, Some(status))
        );
        assert_eq!(
            (error.stage(), error.effect()),
            (Stage::Operation, Effect::Unknown)
        );
        assert!(elsewhere.received_requests().await.unwrap().is_empty());
        assert_eq!(received(&home, LINKS).await.len(), 1);
    }
}

async fn anywhere() -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(grant("stolen", 3600))
        .mount(&server)
        .await;
    server
}

fn redirect(status: u16, to: &MockServer) -> ResponseTemplate {
    ResponseTemplate::new(status).insert_header("location", format!("{}/authorize", to.uri()))
}
