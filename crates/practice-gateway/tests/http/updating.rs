//! Changing a link by JSON Patch: what may be changed, what a change does to the address, and what is
//! refused.

use std::time::Duration;

use practice_gateway::{
    ChangeType, Config, Doubtful, FailedStep, IdleChange, LinkStatus, OddPath, Revival, Rules,
    WrongState,
};
use reqwest::Method;
use serde_json::{Value, json};

use super::shop::*;

const A_MONTH: Duration = Duration::from_secs(31 * 24 * 3600);

#[tokio::test]
async fn a_multi_use_link_is_changed_in_place() {
    let shop = shop().await;
    let made = shop.create(&multi_use()).await;

    let steps = json!([
        {"op": "add", "path": "/expiresOn", "value": "2026-05-31"},
        {"op": "add", "path": "/customLabels", "value": []},
        {"op": "add", "path": "/customLabels/-", "value": label("DONATE NOW")},
        {"op": "add", "path": "/credentialOnFile", "value": {"tokenize": true}},
    ]);
    let changed = shop.patch(&made, &steps).await;

    let mut expected = made.clone();
    expected["expiresOn"] = json!("2026-05-31");
    expected["customLabels"] = json!([label("DONATE NOW")]);
    expected["credentialOnFile"] = json!({"tokenize": true});
    let changed_json = changed.json();
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert!(
        changed_json["assets"]["paymentButton"]
            .as_str()
            .unwrap()
            .contains(">DONATE NOW</a>")
    );
    assert_eq!(
        changed_json["assets"]["paymentUrl"],
        made["assets"]["paymentUrl"]
    );
    expected["assets"] = changed_json["assets"].clone();
    assert_eq!(changed_json, expected);
    assert_eq!(shop.get(&link(&made)).await.json(), expected);
}

#[tokio::test]
async fn all_that_a_single_use_link_lets_be_changed_is_changed() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;

    let steps = json!([
        {"op": "replace", "path": "/authType", "value": "preAuthorization"},
        {"op": "replace", "path": "/order/charge/amount", "value": 100},
        {"op": "replace", "path": "/order/charge/currency", "value": "EUR"},
        {"op": "replace", "path": "/order/description", "value": "Pine table"},
        {"op": "replace", "path": "/expiresOn", "value": "2026-04-30"},
        {"op": "remove", "path": "/customLabels"},
        {"op": "remove", "path": "/credentialOnFile"},
    ]);
    let changed = shop.patch(&made, &steps).await.json();

    let charge = json!({"type": "preset", "amount": 100, "currency": "EUR"});
    assert_eq!(changed["order"]["charge"], charge);
    assert_eq!(changed["order"]["orderId"], "17");
    assert_eq!(changed["order"]["description"], "Pine table");
    assert_eq!(
        (&changed["authType"], &changed["expiresOn"]),
        (&json!("preAuthorization"), &json!("2026-04-30"))
    );
    assert!(changed.get("customLabels").is_none() && changed.get("credentialOnFile").is_none());
    assert_eq!(changed["paymentLinkId"], made["paymentLinkId"]);
}

#[tokio::test]
async fn a_changed_single_use_link_moves_and_its_old_address_says_so() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;
    shop.share(&made, &to_jane()).await;

    let changed = shop.patch(&made, &amount_of(5100)).await.json();
    let old_page = shop.open(&made).await;
    let old_press = shop.press(&made, "outcome=paid").await;
    let new_page = shop.open(&changed).await;

    assert_ne!(
        changed["assets"]["paymentUrl"],
        made["assets"]["paymentUrl"]
    );
    let button = changed["assets"]["paymentButton"].as_str().unwrap();
    assert!(button.contains(changed["assets"]["paymentUrl"].as_str().unwrap()));
    for old in [old_page, old_press] {
        assert_eq!(old.status, 410);
        assert!(old.text.contains("replaced by a new one"), "{}", old.text);
    }
    assert!(shop.gateway.payments().is_empty());
    assert_eq!(new_page.status, 200);
    assert!(new_page.text.contains("51.00 USD"));
    assert_eq!(shop.gateway.emails()[0].url, made["assets"]["paymentUrl"]);
}

#[tokio::test]
async fn a_lone_test_leaves_everything_as_it_is() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;

    let steps = json!([{"op": "test", "path": "/type", "value": "singleUse"}]);
    let tested = shop.patch(&made, &steps).await;

    assert_eq!((tested.status.as_u16(), tested.json()), (200, made));
}

#[tokio::test]
async fn a_change_that_changes_nothing_moves_the_link_only_by_rule() {
    let same = json!([{"op": "replace", "path": "/expiresOn", "value": "2026-03-31"}]);
    let test = json!([{"op": "test", "path": "/expiresOn", "value": "2026-03-31"}]);
    let keeps = shop().await;
    let renews = shop_ruled_by(Rules {
        idle_change: IdleChange::RenewsAddress,
        ..Rules::default()
    })
    .await;
    let (kept, renewed) = (
        keeps.create(&single_use()).await,
        renews.create(&single_use()).await,
    );

    assert_eq!(keeps.patch(&kept, &same).await.json(), kept);
    assert_eq!(renews.patch(&renewed, &test).await.json(), renewed);
    let moved = renews.patch(&renewed, &same).await.json();
    assert_ne!(moved["assets"], renewed["assets"]);
}

#[tokio::test]
async fn a_repeated_change_is_replayed_and_a_different_one_under_its_key_is_refused() {
    let (shop, key) = (shop().await, key());
    let made = shop.create(&single_use()).await;

    let first = shop.patch_under(&key, &made, &amount_of(5100)).await;
    let again = shop.patch_under(&key, &made, &amount_of(5100)).await;
    let other = shop.patch_under(&key, &made, &amount_of(5200)).await;
    let bare = shop
        .send(
            Method::PATCH,
            &link(&made),
            &[("content-type", "application/json")],
            Some("[]".to_owned()),
        )
        .await;

    assert_eq!((again.status, again.text), (first.status, first.text));
    other.assert_problem(409, "idempotency-key-in-use");
    bare.assert_problem(400, "idempotency-key-missing");
}

#[tokio::test]
async fn what_may_not_be_changed_is_named_and_nothing_changes() {
    let shop = shop().await;
    let (single, multi) = (
        shop.create(&single_use()).await,
        shop.create(&multi_use()).await,
    );

    for (made, step, named) in [
        (
            &single,
            json!({"op": "replace", "path": "/merchantReference", "value": "x"}),
            "merchantReference",
        ),
        (
            &single,
            json!({"op": "replace", "path": "/order/orderId", "value": "x"}),
            "order.orderId",
        ),
        (
            &single,
            json!({"op": "replace", "path": "/order/charge/type", "value": "prompt"}),
            "order.charge.type",
        ),
        (
            &single,
            json!({"op": "add", "path": "/paymentMethods/-", "value": "bankTransfer"}),
            "paymentMethods.-",
        ),
        (
            &single,
            json!({"op": "replace", "path": "/type", "value": "multiUse"}),
            "type",
        ),
        (
            &single,
            json!({"op": "replace", "path": "", "value": {}}),
            "body",
        ),
        (
            &multi,
            json!({"op": "add", "path": "/order/description", "value": "x"}),
            "order.description",
        ),
        (
            &multi,
            json!({"op": "replace", "path": "/authType", "value": "preAuthorization"}),
            "authType",
        ),
        (
            &multi,
            json!({"op": "copy", "from": "/order/charge/currency", "path": "/merchantReference"}),
            "merchantReference",
        ),
        (&multi, json!({"op": "remove", "path": "path"}), "path"),
        (
            &multi,
            json!({"op": "test", "path": "/type", "value": "singleUse"}),
            "type",
        ),
        (
            &multi,
            json!({"op": "remove", "path": "/customLabels"}),
            "customLabels",
        ),
    ] {
        let later = json!({"op": "add", "path": "/expiresOn", "value": "2026-12-31"});
        let reply = shop.patch(made, &json!([later, step])).await;

        assert_eq!(reply.parameters(), [named], "{step}");
        assert_eq!(&shop.get(&link(made)).await.json(), made, "{step}");
    }
}

#[tokio::test]
async fn the_outcome_is_held_to_what_a_create_is_held_to() {
    let shop = shop().await;
    let mut body = single_use();
    body["paymentMethods"] = json!(["card", "bankTransfer"]);
    let made = shop.create(&body).await;

    for (step, named) in [
        (
            json!({"op": "replace", "path": "/order/charge/amount", "value": 0}),
            "order.charge.amount",
        ),
        (
            json!({"op": "replace", "path": "/order/charge/amount", "value": "5"}),
            "order.charge.amount",
        ),
        (
            json!({"op": "remove", "path": "/order/charge/amount"}),
            "order.charge.amount",
        ),
        (
            json!({"op": "replace", "path": "/order/charge/currency", "value": "XCG"}),
            "order.charge.currency",
        ),
        (
            json!({"op": "replace", "path": "/order/description", "value": "d".repeat(1025)}),
            "order.description",
        ),
        (
            json!({"op": "replace", "path": "/expiresOn", "value": "2026-02-28"}),
            "expiresOn",
        ),
        (
            json!({"op": "replace", "path": "/expiresOn", "value": "soon"}),
            "expiresOn",
        ),
        (json!({"op": "remove", "path": "/expiresOn"}), "expiresOn"),
        (
            json!({"op": "replace", "path": "/customLabels/0/label", "value": "l".repeat(25)}),
            "customLabels[0].label",
        ),
        (
            json!({"op": "copy", "from": "/customLabels/0", "path": "/customLabels/-"}),
            "customLabels",
        ),
        (
            json!({"op": "replace", "path": "/authType", "value": "preAuthorization"}),
            "paymentMethods",
        ),
        (
            json!({"op": "replace", "path": "/credentialOnFile", "value": {"tokenize": 1}}),
            "credentialOnFile.tokenize",
        ),
    ] {
        let reply = shop.patch(&made, &json!([step])).await;

        assert_eq!(reply.parameters(), [named], "{step}");
    }
    assert_eq!(shop.get(&link(&made)).await.json(), made);
}

#[tokio::test]
async fn a_list_that_is_doubled_without_end_is_stopped() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;

    let double = json!({"op": "copy", "from": "/customLabels", "path": "/customLabels/-"});
    let reply = shop.patch(&made, &json!(vec![double; 100])).await;
    let too_many = shop.patch(&made, &json!(vec![json!({}); 101])).await;

    assert_eq!(reply.parameters(), ["body"]);
    assert_eq!(too_many.parameters(), ["body"]);
}

#[tokio::test]
async fn a_paid_or_deactivated_link_cannot_be_changed() {
    let shop = shop().await;
    let (paid, off) = (
        shop.create(&single_use()).await,
        shop.create(&single_use()).await,
    );
    shop.gateway.pay(id(&paid)).unwrap();
    shop.deactivate(&off).await;

    for made in [&paid, &off] {
        let reply = shop.patch(made, &until("2026-12-31")).await;
        reply.assert_problem(409, "cannot-be-modified");
    }
}

#[tokio::test]
async fn an_expired_link_is_revived_by_a_later_last_day_and_by_nothing_else() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;
    shop.clock.advance(A_MONTH);
    let shop = signed_in_again(shop).await;

    let cheaper = shop.patch(&made, &amount_of(1)).await;
    let still_past = shop.patch(&made, &until("2026-03-31")).await;
    let revived = shop.patch(&made, &until("2026-04-01")).await;

    cheaper.assert_problem(409, "cannot-be-modified");
    still_past.assert_problem(409, "cannot-be-modified");
    assert_eq!(
        (revived.status.as_u16(), &revived.json()["status"]),
        (200, &json!("active"))
    );
    assert_eq!(shop.open(&revived.json()).await.status, 200);
}

#[tokio::test]
async fn an_expired_link_stays_so_where_the_rule_says_so() {
    let shop = shop_ruled_by(Rules {
        revival: Revival::WrongState,
        wrong_state: WrongState::BadRequest,
        ..Rules::default()
    })
    .await;
    let made = shop.create(&single_use()).await;
    shop.clock.advance(A_MONTH);
    let shop = signed_in_again(shop).await;

    let reply = shop.patch(&made, &until("2026-12-31")).await;

    assert_eq!(reply.parameters(), ["paymentLinkId"]);
}

#[tokio::test]
async fn a_last_day_in_the_past_pauses_a_link_where_the_rule_says_so() {
    let shop = shop_ruled_by(Rules {
        past_expiry_on_change: Doubtful::Accepted,
        ..Rules::default()
    })
    .await;
    let made = shop.create(&multi_use()).await;

    let step = json!([{"op": "add", "path": "/expiresOn", "value": "2026-02-28"}]);
    let paused = shop.patch(&made, &step).await.json();

    assert_eq!(paused["status"], "expired");
    assert_eq!(shop.gateway.links()[0].status, LinkStatus::Expired);
}

#[tokio::test]
async fn odd_steps_meet_the_answer_that_the_rules_give() {
    let steps = [
        json!([{"op": "add", "path": "/setupOrder/amount", "value": 1}]),
        json!([{"op": "remove", "path": "path"}]),
        json!([{"op": "test", "path": "/type", "value": "singleUse"}]),
        json!([]),
    ];
    let conflicts = shop_ruled_by(Rules {
        forbidden_path: OddPath::CannotBeModified,
        malformed_pointer: OddPath::CannotBeModified,
        failed_step: FailedStep::CannotBeModified,
        empty_change: Doubtful::Refused,
        ..Rules::default()
    })
    .await;
    let passes_over = lenient_shop(Rules {
        forbidden_path: OddPath::Ignored,
        malformed_pointer: OddPath::Ignored,
        ..Rules::default()
    })
    .await;
    let (first, second) = (
        conflicts.create(&multi_use()).await,
        passes_over.create(&multi_use()).await,
    );

    for steps in &steps[..3] {
        let reply = conflicts.patch(&first, steps).await;
        reply.assert_problem(409, "cannot-be-modified");
    }
    assert_eq!(
        conflicts.patch(&first, &steps[3]).await.parameters(),
        ["body"]
    );
    for steps in [&steps[0], &steps[1], &steps[3]] {
        assert_eq!(
            passes_over.patch(&second, steps).await.json(),
            second,
            "{steps}"
        );
    }
}

#[tokio::test]
async fn the_patch_media_type_is_taken_by_rule_alone() {
    let rules = Rules {
        change_type: ChangeType::JsonPatchToo,
        ..Rules::default()
    };
    for (shop, status) in [(shop().await, 415), (lenient_shop(rules).await, 200)] {
        let made = shop.create(&multi_use()).await;
        let key = key();
        let headers = [
            ("idempotency-key", &*key),
            ("content-type", "application/json-patch+json"),
        ];

        let reply = shop
            .send(Method::PATCH, &link(&made), &headers, Some("[]".to_owned()))
            .await;

        assert_eq!(reply.status, status, "{}", reply.text);
    }
}

#[tokio::test]
async fn a_replaced_address_stays_dead_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let kept = || Config {
        state: Some(folder.path().join("practice.db")),
        ..Config::default()
    };
    let shop = shop_with(kept()).await;
    let made = shop.create(&single_use()).await;
    shop.patch(&made, &amount_of(1)).await;
    shop.gateway.stop().await;

    let shop = shop_with(kept()).await;

    let token = made["assets"]["paymentUrl"]
        .as_str()
        .unwrap()
        .split("token=")
        .nth(1)
        .unwrap();
    let page = shop
        .get(&format!("/merchant/pay-by-link?token={token}"))
        .await;
    assert!(page.text.contains("replaced by a new one"));
}

#[tokio::test]
async fn changing_an_unknown_link_is_not_found() {
    let shop = shop().await;

    let reply = shop
        .patch(&json!({"paymentLinkId": "ABCDEFGHI1"}), &json!([]))
        .await;

    reply.assert_problem(404, "not-found");
}

fn label(text: &str) -> Value {
    json!({"element": "paymentButton", "label": text})
}

fn amount_of(amount: i64) -> Value {
    json!([{"op": "replace", "path": "/order/charge/amount", "value": amount}])
}

fn until(day: &str) -> Value {
    json!([{"op": "replace", "path": "/expiresOn", "value": day}])
}
