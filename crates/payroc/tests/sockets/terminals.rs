//! A terminal, and what it means that there is none.

use payroc::TerminalStatus;
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, ResponseTemplate};

use crate::support::*;

const TERMINAL: &str = "/v1/processing-terminals/1234001";

#[tokio::test]
async fn a_terminal_tells_what_it_may_do() {
    let told = terminal_told_as(json!({
        "processingTerminalId": "011234001", "status": "active", "timezone": "America/Chicago",
        "gateway": {"gateway": "payroc"}, "batchClosure": {}, "applicationSettings": {},
        "features": {
            "paymentLinks": {"enabled": true, "footerNotes": "Thank you"},
            "preAuthorizations": false, "pinDebitCashback": false
        },
        "security": {"tokenization": true, "avsPrompt": true}
    }))
    .await;

    assert_eq!(told.status, TerminalStatus::Active);
    assert_eq!(told.timezone.as_deref(), Some("America/Chicago"));
    let links = told.features.payment_links.unwrap();
    assert!(links.enabled);
    assert_eq!(links.footer_notes.as_deref(), Some("Thank you"));
    assert_eq!(told.features.pre_authorizations, Some(false));
    assert_eq!(told.security.tokenization, Some(true));
}

#[tokio::test]
async fn what_a_terminal_does_not_tell_is_neither_on_nor_off() {
    let told = terminal_told_as(json!({
        "processingTerminalId": "1234001", "status": "resting", "features": 7, "security": null
    }))
    .await;

    assert_eq!(told.status.as_str(), "resting");
    assert_eq!(told.features.payment_links, None);
    assert_eq!(told.features.pre_authorizations, None);
    assert_eq!(told.security.tokenization, None);
}

#[tokio::test]
async fn a_terminal_that_was_not_ordered_through_the_api_is_none() {
    let server = server().await;
    Mock::given(path(TERMINAL))
        .respond_with(problem(404, "not-found"))
        .mount(&server)
        .await;

    let told = client(&server)
        .retrieve_processing_terminal(&terminal())
        .await
        .unwrap();

    assert_eq!(told, None);
}

#[tokio::test]
async fn an_identity_host_that_is_not_found_says_nothing_about_the_terminal() {
    let server = wiremock::MockServer::start().await;

    let error = client(&server)
        .retrieve_processing_terminal(&terminal())
        .await
        .unwrap_err();

    assert_eq!(error.status(), Some(404));
    assert_eq!(error.stage(), payroc::Stage::Authorize);
}

async fn terminal_told_as(body: Value) -> payroc::ProcessingTerminal {
    let server = server().await;
    Mock::given(path(TERMINAL))
        .respond_with(ResponseTemplate::new(200).set_body_json(body))
        .mount(&server)
        .await;
    let client = client(&server);
    let told = client.retrieve_processing_terminal(&terminal()).await;
    told.unwrap().unwrap()
}
