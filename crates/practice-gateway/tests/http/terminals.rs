//! Retrieving a terminal.

use practice_gateway::{Account, Config, PRACTICE_TERMINAL, Terminal};
use serde_json::json;

use super::shop::*;

#[tokio::test]
async fn a_terminal_that_was_ordered_through_the_api_is_shown_and_no_other() {
    let mut account = Account::practice();
    let mut ordered = Terminal::new("7777001", "Ordered shop");
    ordered.ordered_through_api = true;
    ordered.time_zone = Some("America/New_York".to_owned());
    ordered.takes_pre_authorizations = false;
    ordered.footer_notes = Some("Thank you".to_owned());
    account.terminals.push(ordered.clone());
    account.terminals.push(Terminal {
        id: "7777002".to_owned(),
        time_zone: None,
        ..ordered
    });
    let shop = shop_with(Config {
        accounts: vec![account],
        ..Config::default()
    })
    .await;

    let shown = shop.get("/v1/processing-terminals/7777001").await.json();
    let without_zone = shop.get("/v1/processing-terminals/7777002").await.json();
    let not_ordered = shop
        .get(&format!("/v1/processing-terminals/{PRACTICE_TERMINAL}"))
        .await;
    let unknown = shop.get("/v1/processing-terminals/99999999").await;

    assert_eq!(shown["processingTerminalId"], "7777001");
    assert_eq!(
        (&shown["status"], &shown["timezone"]),
        (&json!("active"), &json!("America/New_York"))
    );
    assert_eq!(
        shown["features"]["paymentLinks"],
        json!({"enabled": true, "footerNotes": "Thank you"})
    );
    assert_eq!(shown["features"]["preAuthorizations"], false);
    assert_eq!(without_zone["timezone"], "America/Chicago");
    not_ordered.assert_problem(404, "not-found");
    unknown.assert_problem(404, "not-found");
}
