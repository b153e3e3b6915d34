//! What was paid, by card and by bank transfer, as the two lists tell it.

use practice_gateway::{
    Account, Config, PRACTICE_API_KEY, PRACTICE_TERMINAL, SettleRefusal, Terminal,
};
use serde_json::{Value, json};

use super::shop::*;

#[tokio::test]
async fn what_was_paid_through_a_link_is_found_by_its_filter() {
    let shop = shop().await;
    let (first, second) = (
        shop.create(&single_use()).await,
        shop.create(&multi_use()).await,
    );
    shop.press(&first, "outcome=paid").await;
    shop.press(&second, "outcome=paid&amount=700").await;

    let page = of_card(&shop, &first).await;

    assert_eq!(
        (&page["count"], &page["hasMore"]),
        (&json!(1), &json!(false))
    );
    let payment = &page["data"][0];
    assert_eq!(
        payment["order"],
        json!({
            "orderId": "17",
            "dateTime": "2026-03-01T10:00:30Z",
            "description": "Oak table",
            "amount": 4999,
            "currency": "USD",
        })
    );
    assert_eq!(payment["processingTerminalId"], PRACTICE_TERMINAL);
    assert_eq!(payment["card"]["cardNumber"], "453985******7062");
    assert_eq!(payment["card"]["secureToken"]["status"], "notValidated");
    assert_eq!(
        payment["transactionResult"],
        result("sale", "ready", "A", "APPROVAL", 4999)
    );
    assert!(!page.to_string().contains("paymentLinkId\":"), "{page}");
    assert_eq!(shop.get("/v1/payments").await.json()["count"], 2);
}

#[tokio::test]
async fn a_held_payment_can_be_captured_and_a_declined_one_cannot_be_anything() {
    let shop = shop().await;
    let mut body = single_use();
    body["authType"] = json!("preAuthorization");
    let held = shop.create(&body).await;
    shop.press(&held, "outcome=declined").await;
    shop.press(&held, "outcome=paid").await;

    let page = of_card(&shop, &held).await;

    let (held, declined) = (&page["data"][0], &page["data"][1]);
    assert_eq!(held["transactionResult"]["type"], "preAuthorization");
    assert_eq!(held["transactionResult"]["status"], "pending");
    assert_eq!(held["supportedOperations"][0], "capture");
    assert_eq!(declined["transactionResult"]["status"], "declined");
    assert_eq!(declined["supportedOperations"], json!([]));
}

#[tokio::test]
async fn the_last_two_digits_of_the_amount_are_seen_in_the_result() {
    let shop = shop().await;
    let made = shop.create(&multi_use()).await;
    for amount in [4901, 4902, 4903, 4904] {
        shop.press(&made, &format!("outcome=paid&amount={amount}"))
            .await;
    }

    let page = of_card(&shop, &made).await;

    let seen: Vec<_> = page["data"]
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|payment| {
            let result = &payment["transactionResult"];
            let code = &payment["card"]["securityChecks"]["cvvResult"];
            [&result["status"], &result["responseCode"], code].map(|it| it.as_str().unwrap())
        })
        .collect();
    assert_eq!(
        seen,
        [
            ["declined", "D", "M"],
            ["referral", "R", "M"],
            ["declined", "D", "N"],
            ["ready", "A", "M"]
        ]
    );
}

#[tokio::test]
async fn a_bank_transfer_is_pending_and_in_a_list_of_its_own() {
    let shop = shop().await;
    let made = shop.create(&multi_use()).await;
    shop.press(&made, "outcome=paid&amount=700&method=bankTransfer")
        .await;

    let path = format!(
        "/v1/bank-transfer-payments?processingTerminalId={PRACTICE_TERMINAL}&paymentLinkId={}",
        id(&made)
    );
    let page = shop.get(&path).await.json();

    let payment = &page["data"][0];
    assert_eq!(payment["transactionResult"]["status"], "pending");
    assert_eq!(payment["transactionResult"]["type"], "payment");
    assert_eq!(payment["bankAccount"]["type"], "ach");
    assert_eq!(payment["order"]["orderId"], payment["paymentId"]);
    assert_eq!(of_card(&shop, &made).await["count"], 0);
    assert_eq!(
        shop.get("/v1/bank-transfer-payments").await.parameters(),
        ["processingTerminalId"]
    );
}

#[tokio::test]
async fn what_is_given_back_is_told_with_its_payment() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;
    let paid = shop.gateway.pay(id(&made)).unwrap();

    shop.gateway.refund(&paid.id, Some(1500)).unwrap();
    shop.gateway.refund(&paid.id, None).unwrap();
    let too_much = shop.gateway.refund(&paid.id, Some(1));
    let nothing_there = shop.gateway.refund("ABCDEFGHI1", None);

    let page = of_card(&shop, &made).await;
    let refunds = &page["data"][0]["refunds"];
    assert_eq!(
        (&refunds[0]["amount"], &refunds[1]["amount"]),
        (&json!(1500), &json!(3499))
    );
    assert_eq!(refunds[0]["status"], "ready");
    assert_ne!(refunds[0]["refundId"], refunds[1]["refundId"]);
    assert_eq!(too_much, Err(SettleRefusal::WrongAmount));
    assert_eq!(nothing_there, Err(SettleRefusal::NoSuchPayment));
}

#[tokio::test]
async fn a_bank_transfer_comes_through_when_it_is_told_to() {
    let shop = shop().await;
    let made = shop.create(&multi_use()).await;
    shop.press(&made, "outcome=paid&amount=700&method=bankTransfer")
        .await;
    shop.press(&made, "outcome=paid&amount=700").await;
    let [transfer, card] = &shop.gateway.payments()[..] else {
        panic!("two payments");
    };

    shop.gateway.clear(&transfer.id).unwrap();

    let path = format!(
        "/v1/bank-transfer-payments?processingTerminalId={PRACTICE_TERMINAL}&status=complete"
    );
    assert_eq!(shop.get(&path).await.json()["count"], 1);
    assert_eq!(
        shop.gateway.clear(&card.id),
        Err(SettleRefusal::NotOnItsWay)
    );
}

#[tokio::test]
async fn both_lists_are_paged_like_every_other() {
    let shop = shop().await;
    let made = shop.create(&multi_use()).await;
    for amount in [100, 200, 300] {
        shop.press(&made, &format!("outcome=paid&amount={amount}"))
            .await;
    }

    let path = format!("/v1/payments?paymentLinkId={}&limit=2", id(&made));
    let first = shop.get(&path).await.json();
    let next = first["links"][0]["href"].as_str().unwrap();
    let second = shop
        .get(next.strip_prefix(shop.gateway.base_url()).unwrap())
        .await
        .json();

    assert_eq!(
        (amounts(&first), &first["hasMore"]),
        (vec![300, 200], &json!(true))
    );
    assert_eq!(
        (amounts(&second), &second["hasMore"]),
        (vec![100], &json!(false))
    );
    assert!(next.contains("paymentLinkId=") && next.contains("after="));
}

#[tokio::test]
async fn each_filter_leaves_out_what_does_not_fit() {
    let shop = shop().await;
    let made = shop.create(&single_use()).await;
    shop.press(&made, "outcome=declined").await;
    shop.press(&made, "outcome=paid").await;

    for (filter, count) in [
        ("status=ready", 1),
        ("status=ready&status=declined", 2),
        ("type=preAuthorization", 0),
        ("type=sale&type=preAuthorization", 2),
        ("orderId=17", 2),
        ("orderId=18", 0),
        ("cardholderName=Pat%20Customer", 2),
        ("first6=453985&last4=7062", 2),
        ("last4=1111", 0),
        ("operator=Jane", 0),
        ("tender=creditDebit", 2),
        ("tender=ebt", 0),
        ("tipMode=noTip&tipMode=adjusted", 2),
        ("tipMode=prompted", 0),
        (
            "dateFrom=2026-03-01T10:00:00Z&dateTo=2026-03-01T10:01:00Z",
            2,
        ),
        ("dateFrom=2026-03-02T00:00:00Z", 0),
        ("dateTo=2026-02-28T00:00:00Z", 0),
        ("settlementState=unsettled", 2),
        ("settlementState=settled", 0),
        ("settlementDate=2026-03-01", 0),
        ("processingTerminalId=1234001", 2),
        ("processingTerminalId=1234002", 0),
        ("processingTerminalId=99999999", 0),
        ("paymentLinkId=ABCDEFGHI1", 0),
    ] {
        let page = shop.get(&format!("/v1/payments?{filter}")).await.json();
        assert_eq!(page["count"], count, "{filter}");
    }
    for (filter, named) in [
        ("status=paid", "status"),
        ("type=sale,preAuthorization", "type"),
        ("last4=12", "last4"),
        ("first6=abcdef", "first6"),
        ("dateFrom=yesterday", "dateFrom"),
        ("paymentLinkId=short", "paymentLinkId"),
        ("processingTerminalId=1", "processingTerminalId"),
        ("limit=0", "limit"),
    ] {
        let reply = shop.get(&format!("/v1/payments?{filter}")).await;
        assert_eq!(reply.parameters(), [named], "{filter}");
    }
}

#[tokio::test]
async fn a_key_without_the_right_to_payments_is_forbidden_them_and_nothing_else() {
    let shop = shop_with(Config {
        keys_without_payments: vec![PRACTICE_API_KEY.to_owned()],
        ..Config::default()
    })
    .await;

    let made = shop.create(&single_use()).await;

    shop.get("/v1/payments")
        .await
        .assert_problem(403, "forbidden");
    let path = format!("/v1/bank-transfer-payments?processingTerminalId={PRACTICE_TERMINAL}");
    shop.get(&path).await.assert_problem(403, "forbidden");
    assert_eq!(shop.get(&link(&made)).await.status, 200);
}

#[tokio::test]
async fn nobody_sees_what_another_account_was_paid() {
    let other = Account {
        api_key: "other".to_owned(),
        terminals: vec![Terminal::new("7777001", "Other shop")],
    };
    let shop = shop_with(Config {
        accounts: vec![Account::practice(), other],
        ..Config::default()
    })
    .await;
    let made = shop.create(&single_use()).await;
    shop.gateway.pay(id(&made)).unwrap();
    let bearer = format!("Bearer {}", shop.sign_in("other").await);

    let path = format!("/v1/payments?paymentLinkId={}", id(&made));
    let headers = [("authorization", &*bearer)];
    let page = shop
        .send(reqwest::Method::GET, &path, &headers, None)
        .await
        .json();

    assert_eq!(page["count"], 0);
}

async fn of_card(shop: &Shop, made: &Value) -> Value {
    let reply = shop
        .get(&format!("/v1/payments?paymentLinkId={}", id(made)))
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

fn amounts(page: &Value) -> Vec<i64> {
    let payments = page["data"].as_array().unwrap().iter();
    payments
        .map(|payment| payment["order"]["amount"].as_i64().unwrap())
        .collect()
}

fn result(kind: &str, status: &str, code: &str, message: &str, amount: i64) -> Value {
    json!({
        "type": kind,
        "status": status,
        "approvalCode": "OK3",
        "authorizedAmount": amount,
        "currency": "USD",
        "responseCode": code,
        "responseMessage": message,
    })
}
