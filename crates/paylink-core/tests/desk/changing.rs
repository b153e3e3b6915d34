//! Links are changed and deactivated: once, never over what somebody else has made of them, and whoever is to have the
//! new address is emailed once.

use std::io::{Read, Write};
use std::net::TcpStream;

use paylink_core::fault::{Complaint, FaultCode, FaultEffect, Field};
use paylink_core::testing::recipient;
use paylink_core::view::{
    ChangePaymentLink, Decide, Decision, IntentView, LinkStatus, LinkType, LinkView,
    SharePaymentLink, StepState,
};
use payroc::{Client, Hosts, IdempotencyKey, LinkChange, LinkPatch, MinorUnits, PaymentLinkId};
use practice_gateway::{Operation, PRACTICE_API_KEY, PRACTICE_TERMINAL, Script};
use serde_json::json;
use url::Url;
use uuid::Uuid;

use crate::bench::{Bench, amount_of, change, deactivation, key};

const JANE: &str = "jane@example.com";

#[tokio::test]
async fn a_changed_link_for_one_payment_gets_a_new_address_which_is_emailed_and_the_old_one_is_dead()
 {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let mut form = change(&link, amount_of(5_000));
    form.recipients = vec![recipient("Jane", JANE)];

    let intent = make(&bench, form).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(intent.changed.unwrap().after.amount, Some(5_000));
    let now = intent.link.unwrap();
    assert_eq!(now.amount, Some(5_000));
    assert_ne!(now.url, link.url);
    assert_eq!(bench.practice.emails()[0].url, now.url);
    assert!(page(&link.url).await.contains("replaced by a new one"));
    assert!(page(&now.url).await.contains("50.00"));
}

#[tokio::test]
async fn a_changed_link_for_many_payments_keeps_its_address() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.link_type = LinkType::MultiUse;
    form.expires_on = None;
    let link = bench.make(form).await.link.unwrap();
    let change = change(&link, |values| {
        values.expires_on = Some("2999-01-31".to_owned());
        values.button_label = "Join".to_owned();
    });

    let now = make(&bench, change).await.link.unwrap();

    assert_eq!(now.url, link.url);
    assert_eq!(now.expires_on.as_deref(), Some("2999-01-31"));
    assert_eq!(now.button_label, "Join");
}

#[tokio::test]
async fn a_second_press_makes_no_second_change() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let form = change(&link, amount_of(5_000));

    let first = make(&bench, form.clone()).await;
    let second = bench.desk.change_payment_link(form).await.unwrap();

    assert_eq!(first.id, second.id);
    assert_eq!(changes(&bench), 1);
}

#[tokio::test]
async fn a_change_with_something_wrong_in_it_is_told_at_its_field_and_nothing_is_sent() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;

    let nothing = bench.desk.change_payment_link(change(&link, |_| ())).await;
    let free = bench
        .desk
        .change_payment_link(change(&link, amount_of(0)))
        .await;

    let told = |outcome: Result<IntentView, paylink_core::fault::Fault>| {
        let complaint = outcome.unwrap_err().fields.remove(0);
        (complaint.field, complaint.complaint)
    };
    assert_eq!(told(nothing), (Field::Form, Complaint::Unchanged));
    assert_eq!(told(free), (Field::Amount, Complaint::NotPositive));
    assert_eq!(changes(&bench), 0);
}

#[tokio::test]
async fn a_form_that_was_opened_with_something_else_is_told_so_at_once() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    change_elsewhere(&bench, &link, 9_900).await;
    bench.desk.refresh_links().await.unwrap();

    let fault = bench
        .desk
        .change_payment_link(change(&link, amount_of(5_000)))
        .await
        .unwrap_err();

    assert_eq!(fault.code, FaultCode::ChangedElsewhere);
    assert_eq!(fault.effect, FaultEffect::None);
}

#[tokio::test]
async fn what_somebody_else_has_changed_is_seen_before_anything_is_sent_and_shown() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    change_elsewhere(&bench, &link, 9_900).await;
    let mut form = change(&link, amount_of(5_000));
    form.recipients = vec![recipient("Jane", JANE)];

    let intent = make(&bench, form).await;

    let step = intent.change.unwrap();
    assert_eq!(step.state, StepState::Refused);
    assert_eq!(step.fault.unwrap().code, FaultCode::ChangedElsewhere);
    assert_eq!(intent.link.unwrap().amount, Some(9_900));
    assert_eq!(intent.emails[0].state, StepState::TakenBack);
    assert_eq!(changes(&bench), 1, "only the other one's");
    assert!(bench.practice.emails().is_empty());
}

#[tokio::test]
async fn what_somebody_else_changes_in_the_last_moment_is_not_overwritten_either() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let (intent, held) = change_on_its_way(&bench, &link).await;

    change_elsewhere(&bench, &link, 9_900).await;
    held.release();
    let intent = bench.settled(intent.id).await;

    let step = intent.change.unwrap();
    assert_eq!(step.state, StepState::Refused);
    let fault = step.fault.unwrap();
    assert_eq!(fault.code, FaultCode::ChangedElsewhere);
    assert!(fault.fields.is_empty());
    assert_eq!(intent.link.unwrap().amount, Some(9_900));
}

#[tokio::test]
async fn a_lost_answer_to_a_change_is_looked_up_and_its_new_address_is_kept() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    bench
        .practice
        .on(Operation::UpdatePaymentLink)
        .act_then_cut()
        .once();
    let mut form = change(&link, amount_of(5_000));
    form.recipients = vec![recipient("Jane", JANE)];

    let intent = make(&bench, form).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(changes(&bench), 1);
    let now = intent.link.unwrap();
    assert_ne!(now.url, link.url);
    assert_eq!(bench.practice.emails()[0].url, now.url);
}

#[tokio::test]
async fn a_change_that_never_arrived_goes_out_again_under_its_key() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    bench
        .practice
        .on(Operation::UpdatePaymentLink)
        .cut_before_acting()
        .once();

    let intent = make(&bench, change(&link, amount_of(5_000))).await;

    assert_eq!(intent.state, StepState::Done);
    let sent = bench.practice.requests_of(Operation::UpdatePaymentLink);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].idempotency_key, sent[1].idempotency_key);
    assert_eq!(sent[0].body, sent[1].body);
}

#[tokio::test]
async fn killed_at_any_moment_of_a_change_there_is_one_change_and_one_email_with_the_new_address() {
    for moment in [
        "retrievePaymentLink: hold",
        "updatePaymentLink: hold",
        "updatePaymentLink: act then hold",
        "sharePaymentLink: hold",
        "sharePaymentLink: act then hold",
    ] {
        let mut bench = Bench::connected().await;
        let link = bench.a_link().await;
        let held = bench.practice.trouble(moment).unwrap();
        let mut form = change(&link, amount_of(5_000));
        form.recipients = vec![recipient("Jane", JANE)];
        let intent = bench.desk.change_payment_link(form).await.unwrap();
        held.reached().await;

        bench.crash_and_restart().await;
        let intent = bench.settled(intent.id).await;

        assert_eq!(intent.state, StepState::Done, "{moment}");
        assert!(intent.recovered, "{moment}");
        let now = intent.link.unwrap();
        let emails = bench.practice.emails();
        assert_eq!(emails.len(), 1, "{moment}");
        assert_eq!(emails[0].url, now.url, "{moment}");
        assert_ne!(now.url, link.url, "{moment}");
        assert_eq!(now.amount, Some(5_000), "{moment}");
    }
}

#[tokio::test]
async fn a_change_that_cannot_be_told_from_somebody_elses_is_the_users_to_judge() {
    let mut bench = Bench::connected().await;
    let link = bench.a_link().await;
    let (intent, _held) = change_on_its_way(&bench, &link).await;
    bench.crash().await;
    change_elsewhere(&bench, &link, 9_900).await;

    bench.restart().await;
    let intent = bench.settled(intent.id).await;

    let step = intent.change.unwrap();
    assert_eq!(step.state, StepState::NeedsDecision);
    let fault = step.fault.unwrap();
    assert_eq!(fault.code, FaultCode::OutcomeUnclear);
    assert_eq!(fault.effect, FaultEffect::Unknown);
    assert_eq!(intent.link.unwrap().amount, Some(9_900));
}

#[tokio::test]
async fn an_answer_that_does_not_hold_the_change_is_not_shown_as_good() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    bench
        .practice
        .on(Operation::UpdatePaymentLink)
        .act_then_edit(|link| link["order"]["charge"]["amount"] = json!(1))
        .once();
    let form = change(&link, amount_of(5_000));
    let intent = bench.desk.change_payment_link(form).await.unwrap();
    let told = bench.settled(intent.id).await.change.unwrap();
    assert_eq!(told.state, StepState::NeedsDecision);
    assert_eq!(told.fault.unwrap().effect, FaultEffect::Done);

    let look = Decide {
        step_id: told.id,
        decision: Decision::LookAgain,
    };
    bench.desk.decide(look).await.unwrap();
    let intent = bench
        .reaches(intent.id, |intent| intent.state == StepState::Done)
        .await;

    assert_eq!(intent.link.unwrap().amount, Some(5_000));
    assert_eq!(changes(&bench), 1);
}

#[tokio::test]
async fn a_change_that_the_gateway_refuses_ends_in_its_words() {
    for (trouble, code) in [
        (
            "retrievePaymentLink: refuse with 404",
            FaultCode::LinkNotFound,
        ),
        ("retrievePaymentLink: refuse with 403", FaultCode::Forbidden),
        ("updatePaymentLink: refuse with 403", FaultCode::Forbidden),
        (
            "updatePaymentLink: refuse with 404",
            FaultCode::LinkNotFound,
        ),
        ("updatePaymentLink: refuse with 400", FaultCode::Refused),
        (
            "updatePaymentLink: refuse as cannot-be-modified",
            FaultCode::LinkNotUsable,
        ),
    ] {
        let bench = Bench::connected().await;
        let link = bench.a_link().await;
        let met = bench.practice.trouble(trouble).unwrap();

        let step = make(&bench, change(&link, amount_of(5_000))).await.change;

        let step = step.unwrap();
        assert_eq!(step.state, StepState::Refused, "{trouble}");
        let fault = step.fault.unwrap();
        assert_eq!(
            (fault.code, fault.effect),
            (code, FaultEffect::None),
            "{trouble}"
        );
        assert_eq!(met.used(), 1, "{trouble}");
    }
}

#[tokio::test]
async fn a_link_that_was_paid_meanwhile_is_not_changed() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    bench.practice.pay(&link.payment_link_id).unwrap();

    let intent = make(&bench, change(&link, amount_of(5_000))).await;

    let step = intent.change.unwrap();
    assert_eq!(step.state, StepState::Refused);
    assert_eq!(step.fault.unwrap().code, FaultCode::LinkNotUsable);
    assert_eq!(intent.link.unwrap().status, LinkStatus::Completed);
    assert_eq!(changes(&bench), 0);
    let again = bench
        .desk
        .change_payment_link(change(&link, amount_of(6_000)));
    assert_eq!(again.await.unwrap_err().code, FaultCode::LinkNotUsable);
}

#[tokio::test]
async fn an_expired_link_is_revived_by_a_later_last_day_and_by_nothing_else() {
    let bench = Bench::connected().await;
    let expired = json!({
        "type": "singleUse", "merchantReference": "PL-OLD", "authType": "sale", "paymentMethods": ["card"],
        "order": {"orderId": "ORD-OLD", "charge": {"type": "preset", "amount": 4500, "currency": "USD"}},
        "expiresOn": "2020-01-31", "createdOn": "2020-01-01", "status": "expired",
    });
    bench
        .practice
        .seed_link(PRACTICE_TERMINAL, &expired)
        .unwrap();
    bench.desk.refresh_links().await.unwrap();
    let id = bench.links().await.remove(0).payment_link_id;
    let link = bench.desk.link(&id).await.unwrap();
    assert_eq!(link.status, LinkStatus::Expired);
    let refused = bench
        .desk
        .change_payment_link(change(&link, amount_of(5_000)));
    assert_eq!(refused.await.unwrap_err().code, FaultCode::LinkNotUsable);

    let later = change(&link, |values| {
        values.expires_on = Some("2999-12-31".to_owned());
    });
    let intent = make(&bench, later).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(intent.link.unwrap().status, LinkStatus::Active);
}

#[tokio::test]
async fn an_email_that_is_asked_for_while_a_link_is_changed_carries_its_new_address() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let (changing, held) = change_on_its_way(&bench, &link).await;
    let share = bench.start_share(&link.payment_link_id, JANE).await;
    bench
        .reaches(share.id, |intent| intent.state == StepState::Waiting)
        .await;

    held.release();
    let now = bench.settled(changing.id).await.link.unwrap();
    bench.settled(share.id).await;

    assert_ne!(now.url, link.url);
    assert_eq!(bench.practice.emails()[0].url, now.url);
}

#[tokio::test]
async fn an_uncertain_email_that_is_sent_again_while_a_link_is_changed_carries_its_new_address() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let on = |operation| bench.practice.on(operation);
    on(Operation::SharePaymentLink).cut_before_acting().once();
    on(Operation::ListSharingEvents).refuse_with(403).once();
    let share = bench.share(&link.payment_link_id, JANE).await;
    assert_eq!(share.state, StepState::NeedsDecision);
    let (changing, held) = change_on_its_way(&bench, &link).await;

    let again = Decide {
        step_id: share.emails[0].id,
        decision: Decision::SendAgain,
    };
    bench.desk.decide(again).await.unwrap();
    // What is asked for after that goes its way, so the email would have, too.
    bench.a_link().await;
    let sent = bench.practice.requests_of(Operation::SharePaymentLink);
    held.release();
    let now = bench.settled(changing.id).await.link.unwrap();
    bench.settled(share.id).await;

    assert_eq!(sent.len(), 1, "only the one that was lost");
    assert_ne!(now.url, link.url);
    let emails = bench.practice.emails();
    assert_eq!(emails.len(), 1);
    assert_eq!(emails[0].url, now.url);
}

#[tokio::test]
async fn what_was_changed_offline_can_be_taken_back_with_its_emails() {
    let mut bench = Bench::connected().await;
    let link = bench.a_link().await;
    let mut form = change(&link, amount_of(5_000));
    form.recipients = vec![recipient("Jane", JANE)];
    bench.pull_the_plug().await;
    let intent = bench.desk.change_payment_link(form).await.unwrap();
    let waits = |intent: &IntentView| {
        let change = intent.change.as_ref();
        change.is_some_and(|change| change.state == StepState::Waiting && change.fault.is_some())
    };
    let change = bench.reaches(intent.id, waits).await.change.unwrap();
    assert!(change.can_take_back);

    let outbox = bench.desk.take_back(change.id).await.unwrap();

    let intent = &outbox.intents[outbox.intents.len() - 1];
    assert_eq!(intent.state, StepState::TakenBack);
    assert_eq!(intent.emails[0].state, StepState::TakenBack);
}

#[tokio::test]
async fn a_deactivated_link_stays_so_and_why_is_told_to_nobody() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;

    let intent = deactivate(&bench, &link).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(intent.deactivate.unwrap().state, StepState::Done);
    assert_eq!(intent.link.unwrap().status, LinkStatus::Deactivated);
    let sent = bench.practice.requests_of(Operation::DeactivatePaymentLink);
    assert_eq!(sent.len(), 1);
    assert!(sent[0].body.is_empty() && sent[0].idempotency_key.is_none());
    let change = bench.desk.change_payment_link(change(&link, amount_of(1)));
    assert_eq!(change.await.unwrap_err().code, FaultCode::LinkNotUsable);
}

#[tokio::test]
async fn whatever_befalls_a_deactivation_the_link_is_deactivated_in_the_end() {
    for trouble in [
        "deactivatePaymentLink: act then cut",
        "deactivatePaymentLink: cut before acting",
        "deactivatePaymentLink: act then answer 500",
        "deactivatePaymentLink: refuse with 503",
    ] {
        let bench = Bench::connected().await;
        let link = bench.a_link().await;
        bench.practice.trouble(trouble).unwrap();

        let intent = deactivate(&bench, &link).await;

        assert_eq!(intent.state, StepState::Done, "{trouble}");
        let status = intent.link.unwrap().status;
        assert_eq!(status, LinkStatus::Deactivated, "{trouble}");
    }
}

#[tokio::test]
async fn what_somebody_else_deactivated_is_deactivated() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    assert!(bench.practice.deactivate(&link.payment_link_id));

    let intent = deactivate(&bench, &link).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(intent.link.unwrap().status, LinkStatus::Deactivated);
}

#[tokio::test]
async fn a_link_that_was_paid_meanwhile_is_not_deactivated() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    bench.practice.pay(&link.payment_link_id).unwrap();

    let intent = deactivate(&bench, &link).await;

    let step = intent.deactivate.unwrap();
    assert_eq!(step.state, StepState::Refused);
    assert_eq!(step.fault.unwrap().code, FaultCode::LinkNotUsable);
    assert_eq!(intent.link.unwrap().status, LinkStatus::Completed);
}

#[tokio::test]
async fn a_reminder_goes_out_only_if_the_link_is_still_open() {
    let bench = Bench::connected().await;
    let (open, paid) = (bench.a_link().await, bench.a_link().await);
    bench.practice.pay(&paid.payment_link_id).unwrap();

    let sent = remind(&bench, &open).await;
    let kept_back = remind(&bench, &paid).await;

    assert_eq!(sent.state, StepState::Done);
    let step = &kept_back.emails[0];
    assert_eq!(step.state, StepState::Refused);
    let fault = step.fault.as_ref().unwrap();
    assert_eq!(fault.code, FaultCode::LinkNotUsable);
    assert_eq!(fault.effect, FaultEffect::None);
    assert_eq!(kept_back.link.unwrap().status, LinkStatus::Completed);
    assert_eq!(bench.practice.emails().len(), 1);
    let shares = bench.practice.requests_of(Operation::SharePaymentLink);
    assert_eq!(shares.len(), 1);
}

#[tokio::test]
async fn a_reminder_whose_link_cannot_be_asked_about_waits_or_says_why() {
    for (trouble, state) in [
        ("retrievePaymentLink: refuse with 503", StepState::Waiting),
        ("retrievePaymentLink: refuse with 404", StepState::Refused),
    ] {
        let bench = Bench::connected().await;
        let link = bench.a_link().await;
        bench.practice.trouble(trouble).unwrap();

        let intent = bench
            .desk
            .share_payment_link(reminder(&link))
            .await
            .unwrap();
        let ended = |intent: &IntentView| {
            let email = &intent.emails[0];
            email.state == state && email.fault.is_some()
        };
        bench.reaches(intent.id, ended).await;

        let shares = bench.practice.requests_of(Operation::SharePaymentLink);
        assert!(shares.is_empty(), "{trouble}");
    }
}

async fn make(bench: &Bench, form: ChangePaymentLink) -> IntentView {
    let intent = bench.desk.change_payment_link(form).await.unwrap();
    bench.settled(intent.id).await
}

/// The gateway has heard of the change, and has not acted yet.
async fn change_on_its_way(bench: &Bench, link: &LinkView) -> (IntentView, Script) {
    let update = bench.practice.on(Operation::UpdatePaymentLink);
    let held = update.hold_before_acting().once();
    let form = change(link, amount_of(5_000));
    let intent = bench.desk.change_payment_link(form).await.unwrap();
    held.reached().await;
    (intent, held)
}

async fn deactivate(bench: &Bench, link: &LinkView) -> IntentView {
    let form = deactivation(link, "They paid in cash.");
    let intent = bench.desk.deactivate_payment_link(form).await.unwrap();
    bench.settled(intent.id).await
}

async fn remind(bench: &Bench, link: &LinkView) -> IntentView {
    let intent = bench.desk.share_payment_link(reminder(link)).await.unwrap();
    bench.settled(intent.id).await
}

fn reminder(link: &LinkView) -> SharePaymentLink {
    SharePaymentLink {
        request_id: Uuid::now_v7(),
        profile_id: link.profile_id,
        payment_link_id: link.payment_link_id.clone(),
        recipients: vec![recipient("Jane", JANE)],
        message: String::new(),
        copy_to_me: false,
        reminder: true,
    }
}

/// Requests for a change that have arrived.
fn changes(bench: &Bench) -> usize {
    let sent = bench.practice.requests_of(Operation::UpdatePaymentLink);
    sent.len()
}

/// Somebody else changes the amount.
async fn change_elsewhere(bench: &Bench, link: &LinkView, amount: u64) {
    let url = Url::parse(bench.practice.base_url()).unwrap();
    let client = Client::builder(Hosts::loopback(&url).unwrap(), key(PRACTICE_API_KEY))
        .build()
        .unwrap();
    let id = PaymentLinkId::new(link.payment_link_id.clone()).unwrap();
    let found = client.retrieve_payment_link(&id).await.unwrap();
    let amount = LinkChange::Amount(MinorUnits::new(amount).unwrap());
    let patch = LinkPatch::guarded(&found, vec![amount]).unwrap();
    let key = IdempotencyKey::random();
    let changed = client.update_payment_link(&id, &key, &patch.encode()).await;
    changed.unwrap();
}

/// What a customer sees at an address.
async fn page(address: &str) -> String {
    let url = Url::parse(address).unwrap();
    let host = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let path = url[url::Position::BeforePath..].to_owned();
    let read = move || {
        let mut stream = TcpStream::connect(&host).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n"
        )
        .unwrap();
        let mut page = String::new();
        stream.read_to_string(&mut page).unwrap();
        page
    };
    tokio::task::spawn_blocking(read).await.unwrap()
}
