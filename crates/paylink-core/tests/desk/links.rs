//! Links as they are remembered and as the gateway tells them.

use paylink_core::fault::FaultCode;
use paylink_core::testing::recipient;
use paylink_core::view::{LinkStatus, LinkType, WhyNot};
use practice_gateway::Operation;

use crate::bench::Bench;

#[tokio::test]
async fn a_paid_link_turns_paid_and_cannot_be_shared() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    bench.practice.pay(&link.payment_link_id).unwrap();

    let state = bench.desk.refresh_links().await.unwrap();

    let links = bench.links().await;
    assert_eq!(links[0].status, LinkStatus::Completed);
    assert_eq!(links[0].share_blocked, Some(WhyNot::Paid));
    assert!(state.fault.is_none() && state.checked_at.is_some());
}

#[tokio::test]
async fn a_link_for_many_payments_stays_active_when_paid() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.link_type = LinkType::MultiUse;
    form.expires_on = None;
    let link = bench.make(form).await.link.unwrap();
    bench.practice.pay(&link.payment_link_id).unwrap();

    let checked = bench.desk.check_link_details(&link.payment_link_id);

    assert_eq!(checked.await.unwrap().link.status, LinkStatus::Active);
}

#[tokio::test]
async fn without_a_connection_the_remembered_links_are_shown_with_the_reason() {
    let bench = Bench::connected().await;
    bench.make(bench.form().await).await;
    bench
        .practice
        .on(Operation::ListPaymentLinks)
        .refuse_with(503)
        .once();

    let state = bench.desk.refresh_links().await.unwrap();

    assert_eq!((state.known, bench.links().await.len()), (1, 1));
    assert_eq!(state.fault.unwrap().code, FaultCode::GatewayTrouble);
}

#[tokio::test]
async fn links_made_elsewhere_appear_and_all_pages_are_read() {
    let bench = Bench::connected().await;
    for _ in 0..3 {
        bench.make(bench.form().await).await;
    }
    let id = bench.active().await;
    bench.desk.remove_profile(id).await.unwrap();
    bench
        .desk
        .authenticate(crate::bench::try_it_now())
        .await
        .unwrap();
    assert!(bench.links().await.is_empty());

    bench.desk.refresh_links().await.unwrap();

    assert_eq!(bench.links().await.len(), 3);
}

#[tokio::test]
async fn whoever_was_written_to_is_remembered_with_the_name_last_given() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.recipients = vec![recipient("", "jane@example.com")];
    let link = bench.make(form).await.link.unwrap().payment_link_id;
    let mut form = bench.form().await;
    form.recipients = vec![recipient("Jane Doe", "jane@example.com")];
    bench.make(form).await;

    let people = bench.desk.list_people().await.unwrap();

    assert_eq!(people.len(), 1);
    assert_eq!(people[0].name, "Jane Doe");
    assert_eq!(bench.desk.link(&link).await.unwrap().shares.len(), 1);
}

#[tokio::test]
async fn the_next_form_starts_from_the_last_link() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.link_type = LinkType::MultiUse;
    form.expires_on = None;
    form.button_label = "Donate".to_owned();
    bench.make(form).await;

    let start = bench.desk.start_new_link().await.unwrap();

    assert_eq!(start.defaults.link_type, LinkType::MultiUse);
    assert_eq!(start.defaults.button_label, "Donate");
    assert_eq!(start.defaults.expires_in_days, 30);
}

#[tokio::test]
async fn a_qr_code_is_drawn_of_a_link_of_ones_own() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;

    assert!(bench.desk.qr(&link.payment_link_id).await.unwrap().size >= 21);
    let fault = bench.desk.qr("UNKNOWNAAA").await.unwrap_err();
    assert_eq!(fault.code, FaultCode::LinkNotFound);
}
