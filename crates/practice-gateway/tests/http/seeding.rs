//! Links that are there from the start, and the contract's own examples replayed on them.

use practice_gateway::{
    Clock, Config, PRACTICE_TERMINAL, SECOND_PRACTICE_TERMINAL, SeedError, documented_links,
};
use serde_json::{Value, json};

use super::shop::*;

#[tokio::test]
async fn the_documented_links_answer_under_their_ids_and_tokens() {
    let shop = documented_shop().await;

    for given in documented_links() {
        let mut shown = shop.get(&link(&given)).await.json();
        let token = |link: &Value| {
            let url = link["assets"]["paymentUrl"].as_str().unwrap().to_owned();
            url.split("token=").nth(1).unwrap().to_owned()
        };

        assert_eq!(token(&shown), token(&given));
        shown["assets"] = given["assets"].clone();
        assert_eq!(shown, given);
    }
}

#[tokio::test]
async fn the_documented_changes_have_the_documented_outcomes() {
    let shop = documented_shop().await;
    let [multi, single] = <[Value; 2]>::try_from(documented_links()).unwrap();
    let ours = shop.get(&link(&single)).await.json();

    let tested = shop
        .patch(
            &single,
            &json!([{"op": "test", "path": "/type", "value": "singleUse"}]),
        )
        .await;
    let added = shop
        .patch(
            &multi,
            &json!([{"op": "add", "path": "/customLabels/-",
        "value": {"element": "paymentButton", "label": "DONATE NOW"}}]),
        )
        .await;
    let removed = shop
        .patch(&multi, &json!([{"op": "remove", "path": "/customLabels"}]))
        .await;
    let dated = shop
        .patch(
            &multi,
            &json!([{"op": "add", "path": "/expiresOn", "value": "2024-11-30"}]),
        )
        .await;

    assert_eq!(tested.json(), ours);
    assert_eq!(added.json()["customLabels"][1]["label"], "DONATE NOW");
    assert!(
        added.json()["assets"]["paymentButton"]
            .as_str()
            .unwrap()
            .contains(">SUPPORT US</a>")
    );
    assert!(removed.json().get("customLabels").is_none());
    assert_eq!(dated.json()["expiresOn"], "2024-11-30");
}

#[tokio::test]
async fn a_seeded_link_may_be_over_and_may_have_been_shared() {
    let shop = shop().await;
    let mut given = single_use();
    given["paymentLinkId"] = json!("PAIDBEFORE");
    given["status"] = json!("completed");
    given["expiresOn"] = json!("2020-01-01");
    given["sharingEvents"] = json!([to_jane()]);
    given["sharingEvents"][0]["sharingEventId"] = json!("SHAREDONCE");

    shop.gateway
        .seed_link(SECOND_PRACTICE_TERMINAL, &given)
        .unwrap();

    let shown = shop.get("/v1/payment-links/PAIDBEFORE").await.json();
    let events = shop.get(&shares(&given)).await.json();
    assert_eq!(shown["status"], "completed");
    assert_eq!(events["data"][0]["sharingEventId"], "SHAREDONCE");
    assert!(shop.gateway.emails().is_empty());
}

#[tokio::test]
async fn many_links_are_seeded_at_once() {
    let shop = shop().await;

    shop.gateway.seed_links(PRACTICE_TERMINAL, 50_000).unwrap();

    let page = shop
        .get(&format!("{}?limit=100&status=active", links()))
        .await
        .json();
    assert_eq!(page["count"], 100);
    assert_eq!(page["data"][0]["merchantReference"], "Donations 50000");
    let one = format!("{}?merchantReference=Invoice%201", links());
    let found = shop.get(&one).await.json();
    assert_eq!(found["data"][0]["merchantReference"], "Invoice 1");
}

#[tokio::test]
async fn what_cannot_be_seeded_is_told() {
    let shop = shop().await;
    let given = &documented_links()[0];
    shop.gateway.seed_link(PRACTICE_TERMINAL, given).unwrap();
    let with = |name: &str, value: Value| {
        let mut changed = single_use();
        changed[name] = value;
        changed
    };
    let seed = |link: &Value| shop.gateway.seed_link(PRACTICE_TERMINAL, link).unwrap_err();

    assert_eq!(seed(given), SeedError::Taken("JZURRJBUPS".to_owned()));
    for wrong in [
        json!({}),
        with("paymentLinkId", json!("SHORT")),
        with("status", json!("paid")),
        with("createdOn", json!("yesterday")),
        with("sharingEvents", json!([{}])),
    ] {
        assert!(matches!(seed(&wrong), SeedError::NotALink(_)), "{wrong}");
    }
    assert_eq!(
        shop.gateway.seed_link("nowhere", given).unwrap_err(),
        SeedError::NoSuchTerminal("nowhere".to_owned())
    );
    assert_eq!(
        shop.gateway.seed_links(PRACTICE_TERMINAL, 100_001),
        Err(SeedError::TooMany)
    );
    assert_eq!(shop.gateway.links().len(), 1);
}

/// Practice on 25 July 2024, when the documented links were young.
async fn documented_shop() -> Shop {
    let shop = shop_at(Clock::manual_at("2024-07-25T12:00:00Z"), Config::default()).await;
    for given in documented_links() {
        shop.gateway.seed_link(PRACTICE_TERMINAL, &given).unwrap();
    }
    shop
}
