//! Who paid: card and bank payments through a link, as the gateway tells them.

use paylink_core::fault::FaultCode;
use paylink_core::view::{
    LinkDetails, LinkType, PaymentMethod, PaymentState, TimelineKind, TotalView,
};
use practice_gateway::Operation;

use crate::bench::Bench;

#[tokio::test]
async fn who_paid_how_and_how_much_is_told_with_the_total() {
    let mut bench = Bench::connected().await;
    let link = link_for_many(&bench).await;
    bench.practice.pay(&link).unwrap();
    let transfer = bench.practice.pay_by_bank_transfer(&link).unwrap();
    bench.practice.decline(&link).unwrap();

    let details = bench.desk.check_link_details(&link).await.unwrap();

    let mut told: Vec<_> = details
        .payments
        .payments
        .iter()
        .map(|payment| {
            (
                payment.method,
                payment.state,
                payment.amount,
                &*payment.payer,
            )
        })
        .collect();
    told.sort_by_key(|(method, state, ..)| (*method as u8, *state as u8));
    assert_eq!(
        told,
        [
            (
                PaymentMethod::Card,
                PaymentState::Paid,
                Some(4500),
                "Pat Customer · 7062"
            ),
            (
                PaymentMethod::Card,
                PaymentState::Declined,
                Some(4500),
                "Pat Customer · 7062"
            ),
            (
                PaymentMethod::BankTransfer,
                PaymentState::Pending,
                Some(4500),
                "Pat Customer · 7890"
            ),
        ]
    );
    assert_eq!(details.payments.totals, [total(4500, 1)]);
    assert!(details.payments.fault.is_none() && details.payments.whole);
    assert_eq!(kinds(&details, TimelineKind::PaymentPending), 1);

    bench.practice.clear(&transfer.id).unwrap();
    let details = bench.desk.check_link_details(&link).await.unwrap();

    assert_eq!(details.payments.totals, [total(9000, 2)]);
    assert_eq!(kinds(&details, TimelineKind::PaymentPending), 0);
    assert_eq!(kinds(&details, TimelineKind::Paid), 2);

    bench.crash_and_restart().await;
    let remembered = bench.desk.link_details(&link).await.unwrap();

    assert_eq!(remembered, details);
}

#[tokio::test]
async fn what_was_given_back_is_told_and_taken_off_the_total() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let id = link.payment_link_id;
    let paid = bench.practice.pay(&id).unwrap();
    bench.practice.refund(&paid.id, Some(1500)).unwrap();

    let details = bench.desk.check_link_details(&id).await.unwrap();

    assert_eq!(details.payments.payments[0].refunded, 1500);
    assert_eq!(details.payments.totals, [total(3000, 1)]);
    assert_eq!(details.timeline[0].kind, TimelineKind::Refunded);
    assert_eq!(details.timeline[0].amount, Some(1500));
}

#[tokio::test]
async fn a_key_that_may_not_list_payments_hides_them_and_nothing_else() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let id = link.payment_link_id;
    bench.practice.pay(&id).unwrap();
    bench
        .practice
        .on(Operation::ListPayments)
        .refuse_with(403)
        .once();

    let details = bench.desk.check_link_details(&id).await.unwrap();

    let fault = details.payments.fault.unwrap();
    assert_eq!(fault.code, FaultCode::Forbidden);
    assert_eq!(details.payments.payments, []);
    assert_eq!(
        details.link.status,
        paylink_core::view::LinkStatus::Completed
    );
    // It is told again without asking, and over once it works.
    let again = bench.desk.link_details(&id).await.unwrap();
    assert_eq!(again.payments.fault.unwrap().code, FaultCode::Forbidden);
    let after = bench.desk.check_link_details(&id).await.unwrap();
    assert!(after.payments.fault.is_none() && after.payments.payments.len() == 1);
}

#[tokio::test]
async fn half_a_list_of_payments_is_none_and_what_was_known_stays() {
    let bench = Bench::connected().await;
    let link = link_for_many(&bench).await;
    bench.practice.pay(&link).unwrap();
    bench.desk.check_link_details(&link).await.unwrap();
    bench.practice.pay(&link).unwrap();
    bench
        .practice
        .on(Operation::ListBankTransferPayments)
        .refuse_with(503)
        .once();

    let details = bench.desk.check_link_details(&link).await.unwrap();

    assert_eq!(details.payments.payments.len(), 1);
    assert_eq!(details.payments.totals, [total(4500, 1)]);
    let fault = details.payments.fault.unwrap();
    assert_eq!(fault.code, FaultCode::GatewayTrouble);
}

#[tokio::test]
async fn an_amount_that_cannot_be_read_is_not_guessed() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let id = link.payment_link_id;
    bench.practice.pay(&id).unwrap();
    bench
        .practice
        .on(Operation::ListPayments)
        .act_then_edit(|page| {
            let payment = &mut page["data"][0];
            payment["order"]["amount"] = "about 45".into();
            payment["transactionResult"]["authorizedAmount"] = (-1).into();
        })
        .once();

    let details = bench.desk.check_link_details(&id).await.unwrap();

    let payment = &details.payments.payments[0];
    assert_eq!((payment.amount, payment.state), (None, PaymentState::Paid));
    assert_eq!(details.payments.totals, []);
}

#[tokio::test]
async fn of_a_thousand_payments_the_newest_are_shown_and_all_are_counted() {
    let bench = Bench::connected().await;
    let link = link_for_many(&bench).await;
    for _ in 0..1_000 {
        bench.practice.pay(&link).unwrap();
    }

    let details = bench.desk.check_link_details(&link).await.unwrap();

    assert_eq!(details.payments.payments.len(), 100);
    assert_eq!(details.payments.more, 900);
    assert_eq!(details.payments.totals, [total(4_500_000, 1_000)]);
    assert_eq!((details.timeline.len(), details.earlier), (200, 801));
    let message = serde_json::to_vec(&details).unwrap();
    assert!(message.len() <= 64 * 1024, "{} bytes", message.len());
}

#[tokio::test]
async fn a_link_without_payments_says_that_there_are_none() {
    let bench = Bench::connected().await;
    let link = link_for_many(&bench).await;

    let details = bench.desk.check_link_details(&link).await.unwrap();

    let payments = details.payments;
    assert_eq!((payments.payments, payments.totals), (vec![], vec![]));
    assert!(payments.whole && payments.fault.is_none() && payments.checked_at.is_some());
}

/// A link over $45.00 for card and bank transfer, to be paid by many.
async fn link_for_many(bench: &Bench) -> String {
    let mut form = bench.form().await;
    form.link_type = LinkType::MultiUse;
    form.payment_methods = vec![PaymentMethod::Card, PaymentMethod::BankTransfer];
    bench.make(form).await.link.unwrap().payment_link_id
}

fn kinds(details: &LinkDetails, kind: TimelineKind) -> usize {
    let entries = details.timeline.iter();
    entries.filter(|entry| entry.kind == kind).count()
}

fn total(amount: u64, count: u32) -> TotalView {
    TotalView {
        currency: "USD".to_owned(),
        amount,
        count,
    }
}
