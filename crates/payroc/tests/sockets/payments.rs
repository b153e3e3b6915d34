//! Payments through a link: two lists, one history.

use jiff::civil::date;
use payroc::{Currency, Limits, LinkPayment, MinorUnits, Money, NotWhole, PaymentStatus};
use serde_json::{Value, json};
use wiremock::matchers::{path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::*;

const CARDS: &str = "/v1/payments";
const TRANSFERS: &str = "/v1/bank-transfer-payments";
const CARD_PAYMENTS: &str = include_str!("../fixtures/card-payments.json");
const BANK_TRANSFER_PAYMENTS: &str = include_str!("../fixtures/bank-transfer-payments.json");

#[tokio::test]
async fn both_lists_of_a_link_become_one_history_by_time() {
    let server = server().await;
    listing(&server, CARDS, success(200, CARD_PAYMENTS)).await;
    listing(&server, TRANSFERS, success(200, BANK_TRANSFER_PAYMENTS)).await;

    let history = client(&server)
        .payment_history(&terminal(), &link_id(), Limits::default())
        .await
        .unwrap();

    let told: Vec<_> = history
        .payments
        .iter()
        .map(|payment| {
            (
                payment.payment_id().as_str(),
                payment.result().status.clone(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("P7KQ2M9XAB", PaymentStatus::Ready),
            ("B4TR8ZZQ1C", PaymentStatus::Returned),
            ("P7KQ2M9XAA", PaymentStatus::Declined),
        ]
    );
    assert!(history.not_whole.is_empty());
    assert_eq!(history.payments[0].order().money(), Some(usd(4_500)));
    assert_eq!(history.payments[0].result().authorized(), Some(usd(4_500)));
    let LinkPayment::BankTransfer(transfer) = &history.payments[1] else {
        panic!("a bank transfer lies between the two card payments")
    };
    assert_eq!(transfer.refunds[0].money(), Some(usd(1_000)));
    assert_eq!(transfer.returns[0].date, Some(date(2026, 11, 23)));
    for place in [CARDS, TRANSFERS] {
        assert_eq!(
            received(&server, place).await[0].url.query(),
            Some("processingTerminalId=1234001&paymentLinkId=QK7WD2MXZ4&limit=100")
        );
    }
}

#[tokio::test]
async fn half_a_history_is_none() {
    let server = server().await;
    listing(&server, CARDS, success(200, CARD_PAYMENTS)).await;
    listing(&server, TRANSFERS, problem(403, "forbidden")).await;

    let error = client(&server)
        .payment_history(&terminal(), &link_id(), Limits::default())
        .await
        .unwrap_err();

    assert_eq!(error.status(), Some(403));
    assert_eq!(error.operation(), "listBankTransferPayments");
}

#[tokio::test]
async fn a_history_that_is_not_whole_says_why() {
    let server = server().await;
    let mut cards: Value = serde_json::from_str(CARD_PAYMENTS).unwrap();
    cards["data"][1]["paymentId"] = json!("short");
    let mut transfers: Value = serde_json::from_str(BANK_TRANSFER_PAYMENTS).unwrap();
    let next = format!("{}{TRANSFERS}?after=B4TR8ZZQ1C", server.uri());
    transfers["links"] = json!([{"rel": "next", "method": "get", "href": next}]);
    let answer = |body: Value| ResponseTemplate::new(200).set_body_json(body);
    listing(&server, CARDS, answer(cards)).await;
    listing(&server, TRANSFERS, answer(transfers)).await;

    let history = client(&server)
        .payment_history(&terminal(), &link_id(), Limits::default())
        .await
        .unwrap();

    assert_eq!(history.payments.len(), 2, "and none of them twice");
    let reasons = [NotWhole::Unreadable(1), NotWhole::Circle];
    assert_eq!(history.not_whole, reasons.into());
}

async fn listing(server: &MockServer, place: &str, answer: ResponseTemplate) {
    Mock::given(path(place))
        .and(query_param("paymentLinkId", "QK7WD2MXZ4"))
        .respond_with(answer)
        .mount(server)
        .await;
}

fn usd(count: u64) -> Money {
    Money::new(MinorUnits::new(count).unwrap(), Currency::Usd)
}
