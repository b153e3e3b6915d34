//! Answers that were overtaken on their way put nothing back.

use std::time::Duration;

use jiff::SignedDuration;
use paylink_core::fault::Fault;
use paylink_core::view::{IntentView, LinkStatus, LinkView, StepState};
use practice_gateway::Operation;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::bench::{self, Bench, amount_of, deactivation};

#[tokio::test]
async fn a_list_that_was_asked_for_before_a_change_does_not_put_the_old_link_back() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let list = bench.practice.on(Operation::ListPaymentLinks);
    let held = list.act_then_hold().once();
    let desk = bench.desk.clone();
    let reading = tokio::spawn(async move { desk.refresh_links().await.map(drop) });
    held.reached().await;
    let changed = change(&bench, &link).await;

    held.release();
    reading.await.unwrap().unwrap();

    assert_eq!(kept(&bench, &link).await, changed);
}

#[tokio::test]
async fn a_look_that_began_before_a_change_does_not_put_the_old_link_back() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let retrieve = bench.practice.on(Operation::RetrievePaymentLink);
    let held = retrieve.act_then_hold().once();
    let looking = look(&bench, &link);
    held.reached().await;
    let changed = change(&bench, &link).await;

    held.release();
    looking.await.unwrap().unwrap();

    assert_eq!(kept(&bench, &link).await, changed);
}

#[tokio::test]
async fn what_the_watch_asked_before_a_deactivation_does_not_put_the_old_link_back() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let list = bench.practice.on(Operation::ListPaymentLinks);
    let held = list.act_then_hold().once();
    let watch = bench.watching();
    bench.a_while_later().await;
    held.reached().await;
    let deactivated = deactivate(&bench, &link).await;
    let deactivated = bench.settled(deactivated).await.link.unwrap();
    assert_eq!(deactivated.status, LinkStatus::Deactivated);

    held.release();
    // Once it goes on with the next round, what it was told in the one before has been kept.
    let list = bench.practice.on(Operation::ListPaymentLinks);
    let another = bench.a_link().await;
    let next = list.delay(Duration::ZERO).once();
    bench.a_while_later().await;
    next.reached().await;

    assert_eq!(kept(&bench, &link).await, deactivated);
    assert_eq!(kept(&bench, &another).await.status, LinkStatus::Active);
    watch.abort();
}

#[tokio::test]
async fn a_look_for_what_became_of_a_request_does_not_put_back_what_was_told_meanwhile() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let on = |operation| bench.practice.on(operation);
    let lost = on(Operation::DeactivatePaymentLink).cut_before_acting();
    let lost = lost.once();
    let looked = on(Operation::RetrievePaymentLink).act_then_hold().once();
    let intent = deactivate(&bench, &link).await;
    lost.reached().await;
    looked.reached().await;
    bench.practice.pay(&link.payment_link_id).unwrap();
    bench.desk.refresh_links().await.unwrap();
    let again = on(Operation::DeactivatePaymentLink).hold_before_acting();
    let again = again.once();

    looked.release();
    again.reached().await;

    let status = kept(&bench, &link).await.status;
    again.release();
    let intent = bench.settled(intent).await;
    assert_eq!(status, LinkStatus::Completed);
    assert_eq!(intent.deactivate.unwrap().state, StepState::Refused);
}

#[tokio::test]
async fn after_a_clock_was_set_back_a_link_is_kept_up_to_date_all_the_same() {
    let bench = Bench::connected().await;
    bench.clock.pass(Duration::from_secs(24 * 60 * 60));
    let link = bench.a_link().await;
    bench.clock.set(SignedDuration::from_hours(-24));
    bench.practice.pay(&link.payment_link_id).unwrap();

    look(&bench, &link).await.unwrap().unwrap();

    let status = kept(&bench, &link).await.status;
    assert_eq!(status, LinkStatus::Completed);
}

fn look(bench: &Bench, link: &LinkView) -> JoinHandle<Result<(), Fault>> {
    let (desk, id) = (bench.desk.clone(), link.payment_link_id.clone());
    tokio::spawn(async move { desk.check_link_details(&id).await.map(drop) })
}

async fn kept(bench: &Bench, link: &LinkView) -> LinkView {
    bench.desk.link(&link.payment_link_id).await.unwrap()
}

/// Another amount, and so another address.
async fn change(bench: &Bench, link: &LinkView) -> LinkView {
    let form = bench::change(link, amount_of(5_000));
    let intent = bench.desk.change_payment_link(form).await.unwrap();
    let IntentView {
        state, link: now, ..
    } = bench.settled(intent.id).await;
    assert_eq!(state, StepState::Done);
    let now = now.unwrap();
    assert_ne!(now.url, link.url);
    now
}

async fn deactivate(bench: &Bench, link: &LinkView) -> Uuid {
    let form = deactivation(link, "");
    let intent = bench.desk.deactivate_payment_link(form).await.unwrap();
    intent.id
}
