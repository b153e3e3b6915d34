//! What is logged of a call: names, statuses, durations; never secrets, addresses or bodies.

use std::io;
use std::sync::{Arc, Mutex};

use payroc::{IdempotencyKey, PaymentLinkFilter, Recipient, ShareByEmail, SharingEventFilter};
use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;
use wiremock::matchers::path;
use wiremock::{Mock, ResponseTemplate};

use crate::support::*;

#[tokio::test]
async fn a_journey_leaves_no_secret_in_the_log() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let server = server().await;
    Mock::given(path(LINKS))
        .respond_with(ResponseTemplate::new(503))
        .mount(&server)
        .await;
    Mock::given(path(SHARES))
        .respond_with(problem(400, "bad-request"))
        .mount(&server)
        .await;
    let client = client(&server);
    let share = ShareByEmail {
        recipients: vec![Recipient {
            name: "Jane Doe".to_owned(),
            email: "jane@example.com".to_owned(),
        }],
        message: Some("Dear Jane".to_owned()),
        merchant_copy: false,
    };
    let links = PaymentLinkFilter {
        recipient_email: Some("jane@example.com".to_owned()),
        ..PaymentLinkFilter::default()
    };
    let shares = SharingEventFilter {
        recipient_name: Some("Jane Doe".to_owned()),
        ..SharingEventFilter::default()
    };

    create(&client).await.1.unwrap_err();
    let key = IdempotencyKey::random();
    client
        .share_payment_link(&link_id(), &key, &share.encode())
        .await
        .unwrap_err();
    client
        .list_payment_links(&terminal(), &links)
        .await
        .unwrap_err();
    client
        .list_sharing_events(&link_id(), &shares)
        .await
        .unwrap_err();

    let text = log.text();
    assert_eq!(
        text.matches("createPaymentLink").count(),
        3,
        "each round is logged: {text}"
    );
    for wanted in [
        "status=503",
        "attempt=3",
        "wait_ms=",
        "elapsed_ms=",
        "bad-request",
    ] {
        assert!(text.contains(wanted), "{wanted} not in {text}");
    }
    for secret in [API_KEY, TOKEN, "jane", "Jane", "Bearer"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
