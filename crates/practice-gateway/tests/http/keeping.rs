//! The state file: what survives a restart, and what happens to one that is damaged.

use std::path::Path;

use practice_gateway::{Config, LinkStatus, Port, StartError, start};
use serde_json::json;

use super::shop::*;

#[tokio::test]
async fn links_shares_emails_payments_and_keys_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("practice.db");
    let (key, shop) = (key(), shop_with(kept_in(&state)).await);
    let first = shop.post(&links(), &key, &single_use()).await;
    let made = first.json();
    shop.share(&made, &to_jane()).await;
    shop.gateway.pay(id(&made)).unwrap();
    let (emails, payments) = (shop.gateway.emails(), shop.gateway.payments());
    let port = shop.gateway.address().port();
    shop.gateway.stop().await;

    let shop = shop_with(Config {
        port: Port::Exactly(port),
        ..kept_in(&state)
    })
    .await;

    assert_eq!(shop.gateway.links()[0].status, LinkStatus::Completed);
    assert_eq!(shop.gateway.sharing_events(id(&made)).len(), 1);
    assert_eq!(shop.gateway.emails(), emails);
    assert_eq!(shop.gateway.payments(), payments);
    let again = shop.post(&links(), &key, &single_use()).await;
    assert_eq!((again.status, again.text), (first.status, first.text));
    assert_eq!(shop.gateway.links().len(), 1);
}

#[tokio::test]
async fn after_a_move_to_another_port_every_address_is_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("practice.db");
    let (key, shop) = (key(), shop_with(kept_in(&state)).await);
    let made = shop.post(&links(), &key, &single_use()).await.json();
    let (old, port) = (
        shop.gateway.base_url().to_owned(),
        shop.gateway.address().port(),
    );
    shop.gateway.stop().await;
    let _taken = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();

    let shop = shop_with(kept_in(&state)).await;

    let replayed = shop.post(&links(), &key, &single_use()).await;
    let retrieved = shop.get(&link(&made)).await;
    for text in [&replayed.text, &retrieved.text] {
        assert!(
            !text.contains(&old) && text.contains(shop.gateway.base_url()),
            "{text}"
        );
    }
    assert_eq!(replayed.header("location"), shop.url(&link(&made)));
}

#[tokio::test]
async fn a_dropped_gateway_has_kept_everything_it_answered() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("practice.db");
    let shop = shop_with(kept_in(&state)).await;
    shop.create(&single_use()).await;
    drop(shop);

    let shop = shop_with(kept_in(&state)).await;

    assert_eq!(shop.gateway.links().len(), 1);
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the test wants a broken file")]
async fn a_damaged_state_file_is_set_aside_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("practice.db");
    std::fs::write(
        &state,
        "no database at all, but long enough to be taken for one".repeat(99),
    )
    .unwrap();

    let shop = shop_with(kept_in(&state)).await;

    let aside = shop.gateway.set_aside().expect("it was set aside");
    assert!(
        std::fs::read_to_string(aside)
            .unwrap()
            .starts_with("no database")
    );
    assert_eq!(shop.create(&single_use()).await["status"], json!("active"));
}

#[tokio::test]
async fn a_state_file_in_use_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("practice.db");
    let _first = shop_with(kept_in(&state)).await;

    let second = start(kept_in(&state)).await;

    assert!(
        matches!(second, Err(StartError::State { .. })),
        "{second:?}"
    );
}

#[tokio::test]
async fn a_taken_port_fails_an_exact_start_and_moves_a_preferring_one() {
    let first = shop().await;
    let port = first.gateway.address().port();

    let exactly = start(Config {
        port: Port::Exactly(port),
        ..Config::default()
    })
    .await;
    let preferably = start(Config {
        port: Port::Preferably(port),
        ..Config::default()
    })
    .await;

    assert!(matches!(exactly, Err(StartError::Port { .. })));
    assert_ne!(preferably.unwrap().address().port(), port);
}

fn kept_in(state: &Path) -> Config {
    Config {
        state: Some(state.to_owned()),
        ..Config::default()
    }
}
