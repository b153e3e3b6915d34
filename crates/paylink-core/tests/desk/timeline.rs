//! What happened to a link: kept here, asked of the gateway, shown without one.

use paylink_core::fault::{FaultCode, Field};
use paylink_core::testing::recipient;
use paylink_core::view::{
    HandOver, LinkDetails, LinkStatus, LinkType, MailLink, TimelineKind, WhyNot,
};
use practice_gateway::Operation;

use crate::bench::{Bench, try_it_now};

#[tokio::test]
async fn a_link_tells_what_happened_to_it_at_once_and_also_after_a_restart() {
    let mut bench = Bench::connected().await;
    let link = emailed_to(&bench, "jane@example.com").await;
    let profile = bench.active().await;
    for how in [HandOver::Copied, HandOver::Copied, HandOver::QrShown] {
        let ids = [link.clone(), "UNKNOWNAAA".to_owned()];
        bench.desk.handed_over(profile, &ids, how).await.unwrap();
    }

    bench.crash_and_restart().await;
    let details = bench.desk.link_details(&link).await.unwrap();

    assert_eq!(
        kinds(&details),
        [
            TimelineKind::QrShown,
            TimelineKind::Copied,
            TimelineKind::Emailed,
            TimelineKind::Created
        ]
    );
    assert_eq!(details.handed_over, 2);
    assert_eq!(details.holders[0].email, "jane@example.com");
    assert_eq!(details.values.amount, Some(4500));
    assert_eq!(details.payments.checked_at, None);
    let unknown = bench.desk.link_details("UNKNOWNAAA").await.unwrap_err();
    assert_eq!(unknown.code, FaultCode::LinkNotFound);
}

#[tokio::test]
async fn emails_from_elsewhere_are_told_of_after_a_look() {
    let bench = Bench::connected().await;
    let link = emailed_to(&bench, "jane@example.com").await;
    let profile = bench.active().await;
    // As if it had been emailed a hundred times and more from the portal: this computer forgets its profile.
    for n in 0..3 {
        bench.share(&link, &format!("p{n}@example.com")).await;
    }
    bench.desk.remove_profile(profile).await.unwrap();
    bench.desk.authenticate(try_it_now()).await.unwrap();
    bench.desk.refresh_links().await.unwrap();
    let before = bench.desk.link_details(&link).await.unwrap();

    let after = bench.desk.check_link_details(&link).await.unwrap();

    assert_eq!(kinds(&before), [TimelineKind::Created]);
    assert_eq!((after.timeline.len(), after.holders.len()), (5, 4));
    assert_eq!(after.link.shares.len(), 4);
}

#[tokio::test]
async fn a_link_that_the_gateway_does_not_know_stays_readable() {
    let bench = Bench::connected().await;
    let link = emailed_to(&bench, "jane@example.com").await;
    for operation in [Operation::RetrievePaymentLink, Operation::ListSharingEvents] {
        bench.practice.on(operation).refuse_with(404).once();
    }

    let fault = bench.desk.check_link_details(&link).await.unwrap_err();

    assert_eq!(fault.code, FaultCode::LinkNotFound);
    let details = bench.desk.link_details(&link).await.unwrap();
    assert_eq!(details.link.status, LinkStatus::Active);
    assert_eq!(details.timeline.len(), 2);
    // What could be had was kept.
    assert!(details.payments.checked_at.is_some());
}

#[tokio::test]
async fn without_a_connection_the_reason_is_told_and_the_link_is_as_remembered() {
    let mut bench = Bench::connected().await;
    let link = emailed_to(&bench, "jane@example.com").await;
    bench.practice.pay(&link).unwrap();
    bench.desk.check_link_details(&link).await.unwrap();
    bench.pull_the_plug().await;

    let fault = bench.desk.check_link_details(&link).await.unwrap_err();

    assert_eq!(fault.code, FaultCode::PracticeUnavailable);
    let details = bench.desk.link_details(&link).await.unwrap();
    assert_eq!(details.payments.payments.len(), 1);
    assert_eq!(
        details.payments.fault.unwrap().code,
        FaultCode::PracticeUnavailable
    );
    assert!(details.payments.checked_at.is_some());
}

#[tokio::test]
async fn an_answer_that_was_overtaken_on_its_way_changes_nothing() {
    let bench = Bench::connected().await;
    let link = emailed_to(&bench, "jane@example.com").await;
    let held = bench
        .practice
        .on(Operation::RetrievePaymentLink)
        .act_then_hold()
        .once();
    let (desk, id) = (bench.desk.clone(), link.clone());
    let look = tokio::spawn(async move { desk.check_link_details(&id).await });
    held.reached().await;
    bench.practice.pay(&link).unwrap();
    bench.desk.refresh_links().await.unwrap();

    held.release();
    let details = look.await.unwrap().unwrap();

    assert_eq!(details.link.status, LinkStatus::Completed);
}

#[tokio::test]
async fn who_was_emailed_an_address_that_is_none_any_more_does_not_hold_the_present_one() {
    let bench = Bench::connected().await;
    let link = emailed_to(&bench, "jane@example.com").await;
    let profile = bench.active().await;
    let ids = [link.clone()];
    let copied = bench.desk.handed_over(profile, &ids, HandOver::Copied);
    copied.await.unwrap();
    bench.desk.check_link_details(&link).await.unwrap();
    bench
        .practice
        .on(Operation::RetrievePaymentLink)
        .act_then_edit(|link| {
            link["assets"]["paymentUrl"] = "http://127.0.0.1/pay/other".into();
        })
        .once();

    let details = bench.desk.check_link_details(&link).await.unwrap();

    assert_eq!(details.link.url, "http://127.0.0.1/pay/other");
    assert_eq!((details.holders.len(), details.handed_over), (0, 0));
    assert_eq!(details.timeline.len(), 3);
}

#[tokio::test]
async fn what_can_be_changed_is_as_the_kind_and_the_state_allow() {
    let bench = Bench::connected().await;
    let single = emailed_to(&bench, "jane@example.com").await;
    let mut form = bench.form().await;
    form.link_type = LinkType::MultiUse;
    let many = bench.make(form).await.link.unwrap().payment_link_id;
    let paid = emailed_to(&bench, "bob@example.com").await;
    bench.practice.pay(&paid).unwrap();

    let single = bench.desk.check_link_details(&single).await.unwrap();
    let many = bench.desk.check_link_details(&many).await.unwrap();
    let paid = bench.desk.check_link_details(&paid).await.unwrap();

    let for_both = [Field::ExpiresOn, Field::ButtonLabel, Field::SaveDetails];
    let for_one = [
        Field::Amount,
        Field::Currency,
        Field::Description,
        Field::AuthType,
    ];
    assert_eq!(single.can_change, [&for_one[..], &for_both[..]].concat());
    assert_eq!((single.change_blocked, many.change_blocked), (None, None));
    assert_eq!(many.can_change, for_both);
    assert_eq!(paid.change_blocked, Some(WhyNot::Paid));
    assert_eq!(paid.can_change, []);
}

#[tokio::test]
async fn a_hand_over_is_kept_to_its_bound_and_told_once_a_minute() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let id = link.payment_link_id;
    let profile = bench.active().await;
    let all = [
        HandOver::Copied,
        HandOver::ButtonCopied,
        HandOver::QrShown,
        HandOver::OpenedInBrowser,
        HandOver::HandedToMail,
        HandOver::MessageCopied,
    ];

    for _ in 0..3 {
        for how in all {
            let ids = [id.clone()];
            bench.desk.handed_over(profile, &ids, how).await.unwrap();
        }
    }

    let details = bench.desk.link_details(&id).await.unwrap();
    assert_eq!((details.handed_over, details.timeline.len()), (6, 7));
}

#[tokio::test]
async fn a_letter_holds_the_true_link_and_only_of_a_link_that_can_be_paid() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let form = MailLink {
        profile_id: bench.active().await,
        payment_link_id: link.payment_link_id.clone(),
        recipients: vec!["jane@example.com".to_owned()],
        subject: "Payment link".to_owned(),
        message: "Hello".to_owned(),
    };

    let letter = bench.desk.letter(&form).await.unwrap();
    bench.practice.pay(&link.payment_link_id).unwrap();
    let id = &link.payment_link_id;
    bench.desk.check_link_details(id).await.unwrap();
    let paid = bench.desk.letter(&form).await.unwrap_err();

    let (_, token) = link.url.rsplit_once('=').unwrap();
    assert!(
        letter
            .url()
            .starts_with("mailto:jane@example.com?subject=Payment%20link&body=Hello")
    );
    assert!(letter.url().ends_with(token), "{}", letter.url());
    assert_eq!(paid.code, FaultCode::LinkNotUsable);
}

#[tokio::test]
async fn a_link_like_another_one_is_a_new_one() {
    let bench = Bench::connected().await;
    let first = bench.desk.start_new_link().await.unwrap();

    let second = bench.desk.start_new_link().await.unwrap();

    assert_ne!(first.request_id, second.request_id);
    assert_ne!(first.reference, second.reference);
    assert_ne!(first.order_id, second.order_id);
    assert!(second.expires_on > second.today);
}

async fn emailed_to(bench: &Bench, email: &str) -> String {
    let mut form = bench.form().await;
    form.recipients = vec![recipient("Jane", email)];
    bench.make(form).await.link.unwrap().payment_link_id
}

fn kinds(details: &LinkDetails) -> Vec<TimelineKind> {
    details.timeline.iter().map(|entry| entry.kind).collect()
}
