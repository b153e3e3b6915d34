//! Lists: order, pages, filters.

use std::time::Duration;

use practice_gateway::{
    BothCursors, Config, LimitOutOfRange, ListOrder, PageLinks, Rules, TextFilter, UnknownCursor,
};
use serde_json::{Value, json};

use super::shop::*;

#[tokio::test]
async fn an_empty_list_is_a_whole_page() {
    let shop = shop().await;

    let page = shop.get(&links()).await.json();

    assert_eq!(
        page,
        json!({"limit": 10, "count": 0, "hasMore": false, "data": [], "links": []})
    );
}

#[tokio::test]
async fn following_next_and_previous_meets_every_link_once_and_newest_first() {
    let shop = shop().await;
    for number in 1..=5 {
        shop.create(&numbered(number)).await;
    }

    let first = shop.get(&format!("{}?limit=2", links())).await.json();
    let second = follow(&shop, &first, "next").await;
    let third = follow(&shop, &second, "next").await;
    let back = follow(&shop, &third, "previous").await;

    assert_eq!(references(&first), ["5", "4"]);
    assert_eq!(references(&second), ["3", "2"]);
    assert_eq!(references(&third), ["1"]);
    assert_eq!(references(&back), ["3", "2"]);
    assert_eq!(rels(&first), ["next"]);
    assert_eq!(rels(&second), ["next", "previous"]);
    assert_eq!(rels(&third), ["previous"]);
    assert_eq!(
        (&second["hasMore"], &second["count"]),
        (&json!(true), &json!(2))
    );
    assert_eq!(
        (&third["hasMore"], &third["count"]),
        (&json!(false), &json!(1))
    );
    assert_eq!(
        references(&follow(&shop, &back, "previous").await),
        ["5", "4"]
    );
}

#[tokio::test]
async fn the_links_between_pages_are_absolute_and_keep_the_filters() {
    let shop = shop().await;
    for number in 1..=3 {
        shop.create(&numbered(number)).await;
    }

    let page = shop
        .get(&format!("{}?status=active&limit=1", links()))
        .await
        .json();

    let newest = page["data"][0]["paymentLinkId"].as_str().unwrap();
    let href = shop.url(&format!("{}?status=active&limit=1&after={newest}", links()));
    assert_eq!(
        page["links"],
        json!([{"rel": "next", "method": "get", "href": href}])
    );
}

#[tokio::test]
async fn the_links_between_pages_drop_the_filters_where_the_rule_says_so() {
    let rules = Rules {
        page_links: PageLinks::CursorOnly,
        ..Rules::default()
    };
    let shop = shop_with(Config {
        rules,
        ..Config::default()
    })
    .await;
    for number in 1..=2 {
        shop.create(&numbered(number)).await;
    }

    let page = shop
        .get(&format!("{}?status=active&limit=1", links()))
        .await
        .json();

    assert!(
        page["links"][0]["href"]
            .as_str()
            .unwrap()
            .contains("payment-links?limit=1&after=")
    );
}

#[tokio::test]
async fn a_page_holds_one_hundred_at_most() {
    let shop = shop().await;

    assert_eq!(
        shop.get(&format!("{}?limit=100", links())).await.json()["limit"],
        100
    );
    for limit in ["0", "101", "-1", "ten", "1.5", ""] {
        let reply = shop.get(&format!("{}?limit={limit}", links())).await;
        assert_eq!(reply.parameters(), ["limit"], "{limit}");
    }
}

#[tokio::test]
async fn doubtful_pages_are_given_where_the_rules_let_them() {
    let shop = lenient_shop(Rules {
        limit_out_of_range: LimitOutOfRange::Clamped,
        both_cursors: BothCursors::AfterWins,
        unknown_cursor: UnknownCursor::EmptyPage,
        list_order: ListOrder::OldestFirst,
        ..Rules::default()
    })
    .await;
    let first = shop.create(&numbered(1)).await;
    let second = shop.create(&numbered(2)).await;
    let list = |query: String| format!("{}?{query}", links());

    let clamped = shop.get(&list("limit=1000".to_owned())).await.json();
    let both = format!("after={}&before={}", id(&first), id(&second));
    let both = shop.get(&list(both)).await.json();
    let nowhere = shop.get(&list("after=nowhere".to_owned())).await.json();

    assert_eq!(
        (&clamped["limit"], references(&clamped)),
        (&json!(100), strings(&["1", "2"]))
    );
    assert_eq!(references(&both), ["2"]);
    assert_eq!(
        (&nowhere["count"], &nowhere["links"]),
        (&json!(0), &json!([]))
    );
}

#[tokio::test]
async fn both_cursors_or_an_unknown_one_are_refused() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;

    let both = shop
        .get(&format!(
            "{}?after={}&before={}",
            links(),
            id(&made),
            id(&made)
        ))
        .await;
    let unknown = shop.get(&format!("{}?after=2571", links())).await;

    assert_eq!(both.parameters(), ["before"]);
    assert_eq!(unknown.parameters(), ["after"]);
}

#[tokio::test]
async fn each_filter_finds_what_it_names() {
    let shop = shop().await;
    let paid = shop.create(&single_use()).await;
    shop.share(&paid, &to_jane()).await;
    shop.gateway.pay(id(&paid)).unwrap();
    shop.clock.advance(Duration::from_secs(24 * 3600));
    let shop = signed_in_again(shop).await;
    shop.create(&multi_use()).await;

    for (query, found) in [
        ("merchantReference=Invoice%2017", vec!["Invoice 17"]),
        ("merchantReference=Invoice+17", vec!["Invoice 17"]),
        ("merchantReference=invoice", vec![]),
        ("linkType=singleUse", vec!["Invoice 17"]),
        ("linkType=multiUse", vec!["Donations"]),
        ("chargeType=preset", vec!["Invoice 17"]),
        ("chargeType=prompt", vec!["Donations"]),
        ("status=active", vec!["Donations"]),
        ("status=completed", vec!["Invoice 17"]),
        ("status=expired", vec![]),
        ("status=deactivated", vec![]),
        ("recipientName=Jane", vec!["Invoice 17"]),
        ("recipientEmail=jane@example.com", vec!["Invoice 17"]),
        ("recipientName=Jane&recipientEmail=joan@example.com", vec![]),
        ("createdOn=2026-03-01", vec!["Invoice 17"]),
        ("createdOn=2026-03-02", vec!["Donations"]),
        ("expiresOn=2026-03-31", vec!["Invoice 17"]),
        ("expiresOn=2026-03-30", vec![]),
        ("linkType=multiUse&status=completed", vec![]),
    ] {
        let page = shop.get(&format!("{}?{query}", links())).await.json();
        assert_eq!(references(&page), found, "{query}");
    }
}

#[tokio::test]
async fn a_filter_that_nobody_knows_leaves_nothing_out() {
    let shop = lenient_shop(Rules::default()).await;
    shop.create(&multi_use()).await;

    let page = shop.get(&format!("{}?somethingElse=1", links())).await;

    assert_eq!(references(&page.json()), ["Donations"]);
}

#[tokio::test]
async fn a_filter_of_the_wrong_kind_is_named() {
    let shop = shop().await;

    for (query, named) in [
        ("merchantReference=", "merchantReference"),
        ("linkType=manyUse", "linkType"),
        ("chargeType=fixed", "chargeType"),
        ("status=deactived", "status"),
        ("recipientName=", "recipientName"),
        ("recipientEmail=a@b.c", "recipientEmail"),
        ("createdOn=yesterday", "createdOn"),
        ("expiresOn=2026-02-30", "expiresOn"),
    ] {
        let reply = shop.get(&format!("{}?{query}", links())).await;
        assert_eq!(reply.parameters(), [named], "{query}");
    }
}

#[tokio::test]
async fn text_filters_find_parts_where_the_rule_says_so() {
    let rules = Rules {
        text_filter: TextFilter::Contains,
        ..Rules::default()
    };
    let shop = shop_with(Config {
        rules,
        ..Config::default()
    })
    .await;
    shop.create(&single_use()).await;

    let page = shop
        .get(&format!("{}?merchantReference=invoice", links()))
        .await
        .json();

    assert_eq!(references(&page), ["Invoice 17"]);
}

#[tokio::test]
async fn a_terminal_lists_its_own_links_only() {
    let shop = shop().await;
    shop.create(&single_use()).await;

    let other = shop
        .get("/v1/processing-terminals/1234002/payment-links")
        .await
        .json();

    assert_eq!(other["count"], 0);
}

#[tokio::test]
async fn a_lagging_list_shows_a_new_link_later_though_it_can_be_retrieved() {
    let rules = Rules {
        list_lag: Duration::from_secs(60),
        ..Rules::default()
    };
    let shop = shop_with(Config {
        rules,
        ..Config::default()
    })
    .await;
    let made = shop.create(&single_use()).await;

    assert_eq!(shop.get(&links()).await.json()["count"], 0);
    assert_eq!(shop.get(&link(&made)).await.status, 200);
    shop.clock.advance(Duration::from_secs(60));

    assert_eq!(shop.get(&links()).await.json()["count"], 1);
}

fn numbered(number: u32) -> Value {
    let mut body = single_use();
    body["merchantReference"] = json!(number.to_string());
    body
}

async fn follow(shop: &Shop, page: &Value, rel: &str) -> Value {
    let links = page["links"].as_array().unwrap();
    let link = links
        .iter()
        .find(|link| link["rel"] == rel)
        .expect("there is such a link");
    let path = link["href"]
        .as_str()
        .unwrap()
        .strip_prefix(shop.gateway.base_url())
        .unwrap();
    shop.get(path).await.json()
}

fn references(page: &Value) -> Vec<String> {
    let data = page["data"].as_array().unwrap();
    data.iter()
        .map(|link| link["merchantReference"].as_str().unwrap().to_owned())
        .collect()
}

fn rels(page: &Value) -> Vec<&str> {
    page["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| link["rel"].as_str().unwrap())
        .collect()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
