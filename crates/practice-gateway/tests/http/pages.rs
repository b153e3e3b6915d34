//! The pay page and the inbox, pressed as a browser would.

use std::time::Duration;

use practice_gateway::{
    DecidingAmounts, Doubtful, LinkStatus, Outcome, PayRefusal, PaymentMethod, Rules,
};
use serde_json::json;

use super::shop::*;

#[tokio::test]
async fn the_pay_page_shows_amount_description_and_label_as_text() {
    let shop = shop().await;
    let mut body = single_use();
    body["order"]["description"] = json!("<script>alert(1)</script>");
    let made = shop.create(&body).await;

    let page = shop.open(&made).await;

    assert_eq!(page.status, 200);
    assert!(page.text.contains("49.99 USD"));
    assert!(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(
        page.text
            .contains("Pay for &lt;b&gt;oak&lt;/b&gt;</button>")
    );
    assert!(page.text.contains("Practice: no real money"));
    assert!(!page.text.contains("<script"));
    assert!(
        page.header("content-security-policy")
            .contains("default-src 'none'")
    );
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn paying_a_one_payment_link_completes_it() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;

    let pressed = shop.press(&made, "outcome=paid").await;
    let result = shop.get(pressed.header("location")).await;

    assert_eq!(pressed.status, 303);
    assert!(result.text.contains("<h1>Paid</h1>") && result.text.contains("49.99 USD"));
    assert_eq!(shop.get(&link(&made)).await.json()["status"], "completed");
    let page = shop.open(&made).await;
    assert_eq!(page.status, 410);
    assert!(page.text.contains("Already paid"));
    assert_eq!(shop.press(&made, "outcome=paid").await.status, 410);
    assert_eq!(shop.gateway.payments().len(), 1);
}

#[tokio::test]
async fn a_declined_try_leaves_the_link_open() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;

    let pressed = shop.press(&made, "outcome=declined").await;
    let result = shop.get(pressed.header("location")).await;

    assert!(result.text.contains("<h1>Declined</h1>") && result.text.contains("Try again"));
    assert_eq!(shop.gateway.links()[0].status, LinkStatus::Active);
    assert_eq!(shop.gateway.payments()[0].outcome, Outcome::Declined);
}

#[tokio::test]
async fn a_many_payments_link_stays_active_however_often_it_is_paid() {
    let shop = shop().await;
    let made = shop.create(&multi_use()).await;

    shop.press(&made, "outcome=paid&amount=500&method=bankTransfer")
        .await;
    shop.press(&made, "outcome=paid&amount=700&method=card")
        .await;

    let payments = shop.gateway.payments();
    let amounts: Vec<_> = payments.iter().map(|payment| payment.amount).collect();
    assert_eq!(
        (amounts, payments[0].method),
        (vec![500, 700], PaymentMethod::BankTransfer)
    );
    assert_eq!(shop.gateway.links()[0].status, LinkStatus::Active);
}

#[tokio::test]
async fn a_link_that_asks_for_the_amount_takes_only_a_possible_one() {
    let shop = shop().await;
    let made = shop.create(&multi_use()).await;

    let page = shop.open(&made).await;
    assert!(page.text.contains("Amount in JPY") && page.text.contains("name=\"amount\""));
    for wrong in [
        "",
        "&amount=",
        "&amount=0",
        "&amount=5.5",
        "&amount=1%2C000",
        "&amount=x",
    ] {
        let reply = shop.press(&made, &format!("outcome=paid{wrong}")).await;
        assert_eq!(reply.status, 400, "{wrong}");
        assert!(reply.text.contains("role=\"alert\""));
    }

    assert!(shop.gateway.payments().is_empty());
}

#[tokio::test]
async fn an_expired_deactivated_or_unknown_link_says_so() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;
    let off = shop.create(&multi_use()).await;
    shop.gateway.deactivate(id(&off));
    shop.clock.advance(Duration::from_secs(31 * 24 * 3600));

    let expired = shop.open(&made).await;
    let deactivated = shop.open(&off).await;
    let unknown = shop.get("/merchant/pay-by-link?token=7c2fc08c").await;
    let bare = shop.get("/merchant/pay-by-link").await;

    assert_eq!(expired.status, 410);
    assert!(expired.text.contains("Expired"));
    assert_eq!(deactivated.status, 410);
    assert!(deactivated.text.contains("Switched off"));
    assert_eq!((unknown.status.as_u16(), bare.status.as_u16()), (404, 404));
    assert_eq!(
        shop.gateway.pay(id(&made)),
        Err(PayRefusal::NotActive(LinkStatus::Expired))
    );
}

#[tokio::test]
async fn a_held_payment_is_called_held() {
    let shop = shop().await;
    let mut body = single_use();
    body["authType"] = json!("preAuthorization");
    let made = shop.create(&body).await;

    let pressed = shop.press(&made, "outcome=paid").await;

    assert!(
        shop.get(pressed.header("location"))
            .await
            .text
            .contains("<h1>Held</h1>")
    );
}

#[tokio::test]
async fn the_last_digits_decide_unless_the_rule_ignores_them() {
    let ignoring = shop_ruled_by(Rules {
        deciding_amounts: DecidingAmounts::Ignored,
        ..Rules::default()
    })
    .await;
    let mut body = single_use();
    body["order"]["charge"]["amount"] = json!(4903);
    let obeying = shop().await;
    let (made, ignored) = (obeying.create(&body).await, ignoring.create(&body).await);

    let page = obeying.open(&made).await;
    let pressed = obeying.press(&made, "outcome=paid").await;
    let result = obeying.get(pressed.header("location")).await;
    ignoring.press(&ignored, "outcome=paid").await;

    assert!(page.text.contains("end in 01, 02 or 03"));
    assert!(result.text.contains("security code was wrong"));
    assert_eq!(obeying.gateway.payments()[0].outcome, Outcome::Declined);
    assert_eq!(obeying.gateway.links()[0].status, LinkStatus::Active);
    assert_eq!(ignoring.gateway.payments()[0].outcome, Outcome::Paid);
}

#[tokio::test]
async fn a_pre_authorization_that_got_a_bank_transfer_through_offers_the_card_alone() {
    let shop = shop_ruled_by(Rules {
        bank_transfer_on_hold: Doubtful::Accepted,
        ..Rules::default()
    })
    .await;
    let mut body = multi_use();
    body["authType"] = json!("preAuthorization");
    let made = shop.create(&body).await;

    let page = shop.open(&made).await;
    let press = "outcome=paid&amount=500&method=bankTransfer";

    assert!(!page.text.contains("Bank transfer"), "{}", page.text);
    assert_eq!(shop.press(&made, press).await.status, 400);
}

#[tokio::test]
async fn the_inbox_shows_emails_newest_first_and_each_opens_the_pay_page() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;
    let mut body = to_jane();
    body["merchantCopy"] = json!(true);
    body["message"] = json!("Dear <i>Jane</i>");
    shop.share(&made, &body).await;

    let inbox = shop.get("/inbox").await;
    let email = &shop.gateway.emails()[0];
    let opened = shop.get(&format!("/inbox/{}", email.id)).await;

    let copy = inbox.text.find("merchant@example.com").unwrap();
    assert!(copy < inbox.text.find("jane@example.com").unwrap());
    assert_eq!(inbox.text.matches("Merchant copy").count(), 1);
    assert_eq!(
        inbox.text.matches("Dear &lt;i&gt;Jane&lt;/i&gt;").count(),
        2
    );
    assert!(opened.text.contains("Dear &lt;i&gt;Jane&lt;/i&gt;"));
    assert!(
        opened
            .text
            .contains(&format!("class=\"button\" href=\"{}\"", email.url))
    );
    assert_eq!(shop.get("/inbox/NOSUCHMAIL").await.status, 404);
}

#[tokio::test]
async fn the_start_page_says_what_this_is_and_leads_to_the_inbox() {
    let shop = shop().await;

    let page = shop.get("/").await;

    assert_eq!(
        (page.status.as_u16(), page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    assert!(page.text.contains("href=\"/inbox\"") && page.text.contains("no money moves"));
    assert!(shop.get("/inbox").await.text.contains("No emails yet"));
}
