//! Who is kept out: other names for this machine, and pages from elsewhere.

use reqwest::Method;

use super::shop::*;

#[tokio::test]
async fn a_name_that_is_not_loopback_is_turned_away_everywhere() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;
    let port = shop.gateway.address().port();
    let rebound = format!("rebound.example.com:{port}");

    for path in ["/", "/inbox", "/authorize", &links(), &link(&made)] {
        let reply = shop
            .send(Method::GET, path, &[("host", &*rebound)], None)
            .await;
        assert_eq!(reply.status, 421, "{path}");
        assert!(!reply.text.contains(id(&made)));
    }
}

#[tokio::test]
async fn localhost_is_a_name_of_the_gateway() {
    let shop = shop().await;
    let host = format!("localhost:{}", shop.gateway.address().port());

    let reply = shop
        .send(Method::GET, "/inbox", &[("host", &*host)], None)
        .await;

    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn a_page_from_elsewhere_cannot_press_pay() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;
    let url = made["assets"]["paymentUrl"].as_str().unwrap();
    let token = url.split("token=").nth(1).unwrap();
    let form = format!("token={token}&outcome=paid");
    let headers = |origin| {
        [
            ("origin", origin),
            ("content-type", "application/x-www-form-urlencoded"),
        ]
    };

    for origin in ["https://shop.example.com", "null"] {
        let path = "/merchant/pay-by-link";
        let reply = shop
            .send(Method::POST, path, &headers(origin), Some(form.clone()))
            .await;
        assert_eq!(reply.status, 403);
    }
    assert!(shop.gateway.payments().is_empty());
}

#[tokio::test]
async fn a_form_over_one_mebibyte_is_refused() {
    let shop = shop().await;
    let form = format!("outcome=paid&token={}", "x".repeat(1024 * 1024));
    let headers = [("content-type", "application/x-www-form-urlencoded")];

    let reply = shop
        .send(Method::POST, "/merchant/pay-by-link", &headers, Some(form))
        .await;

    assert_eq!(reply.status, 413);
}
