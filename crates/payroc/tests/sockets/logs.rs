//! What is logged of a call: names, statuses, durations; never secrets, addresses or bodies.

use std::sync::{Arc, Mutex};

use payroc::{IdempotencyKey, PaymentLinkFilter, Recipient, ShareByEmail, SharingEventFilter};
use wiremock::matchers::path;
use wiremock::{Mock, ResponseTemplate};

use crate::support::*;

#[tokio::test]
async fn a_journey_leaves_no_secret_in_the_log() {
    let log = Arc::new(Mutex::new(String::new()));
    let heard = Arc::clone(&log);
    listen(move |text| heard.lock().unwrap().push_str(text));
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

    let text = log.lock().unwrap().clone();
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
