//! A redirect is an error, and leads no secret anywhere: not to another host, port, scheme or path.

use std::io::ErrorKind::WouldBlock;
use std::net::TcpListener;

use payroc::{Effect, Error, ErrorKind, IdempotencyKey, Stage};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::*;

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

#[tokio::test]
async fn the_api_key_does_not_follow_a_redirect() {
    for status in STATUSES {
        for elsewhere in Elsewhere::all() {
            let home = MockServer::start().await;
            authorizing()
                .respond_with(elsewhere.redirect(status))
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
            assert_eq!(home.received_requests().await.unwrap().len(), 1);
            elsewhere.saw_nobody();
        }
    }
}

#[tokio::test]
async fn the_token_does_not_follow_a_redirect() {
    for status in STATUSES {
        for elsewhere in Elsewhere::all() {
            let home = server().await;
            Mock::given(any())
                .respond_with(elsewhere.redirect(status))
                .with_priority(9)
                .mount(&home)
                .await;

            for (error, effect) in every_kind_of_call(&home).await {
                assert_eq!(
                    (error.kind(), error.status()),
                    (ErrorKind::Refused, Some(status))
                );
                assert_eq!(
                    (error.stage(), error.effect()),
                    (Stage::Operation, effect),
                    "{error}"
                );
            }

            let requests = home.received_requests().await.unwrap();
            assert_eq!(requests.len(), 4 + 4, "four clients, a token for each");
            assert!(
                requests
                    .iter()
                    .all(|request| request.url.path() != "/other")
            );
            elsewhere.saw_nobody();
        }
    }
}

/// A place that a redirect leads to, and that nobody must come to.
struct Elsewhere {
    listener: TcpListener,
    address: String,
}

impl Elsewhere {
    /// Another port, another name, another scheme, another path.
    fn all() -> [Self; 4] {
        [
            Self::at(|port| format!("http://127.0.0.1:{port}/authorize")),
            Self::at(|port| format!("http://localhost:{port}/authorize")),
            Self::at(|port| format!("https://127.0.0.1:{port}/authorize")),
            Self::at(|_| "/other".to_owned()),
        ]
    }

    fn at(address: impl Fn(u16) -> String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = address(listener.local_addr().unwrap().port());
        Self { listener, address }
    }

    fn redirect(&self, status: u16) -> ResponseTemplate {
        ResponseTemplate::new(status).insert_header("location", self.address.as_str())
    }

    fn saw_nobody(&self) {
        let came = self.listener.accept().map_err(|error| error.kind());
        assert_eq!(came.map(drop), Err(WouldBlock), "{}", self.address);
    }
}

async fn every_kind_of_call(home: &MockServer) -> [(Error, Effect); 4] {
    let (key, body, link) = (IdempotencyKey::random(), odd_bytes(), link_id());
    let created = create(&client(home)).await.1;
    let changed = client(home).update_payment_link(&link, &key, &body).await;
    let off = client(home).deactivate_payment_link(&link).await;
    let read = client(home).retrieve_payment_link(&link).await;
    [
        (created.unwrap_err(), Effect::Unknown),
        (changed.unwrap_err(), Effect::Unknown),
        (off.unwrap_err(), Effect::Unknown),
        (read.unwrap_err(), Effect::None),
    ]
}
