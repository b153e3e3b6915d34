//! No failure makes a second link or a second email, and none loses one.

use paylink_core::fault::{Complaint, FaultCode, FaultEffect, Field};
use paylink_core::testing::recipient;
use paylink_core::view::{Decide, Decision, IntentView, StepState, StepView};
use practice_gateway::{Operation, Refusal};

use crate::bench::{Bench, creation_waits, find};

#[tokio::test]
async fn one_press_makes_the_link_and_emails_it() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.recipients = vec![recipient("Jane", "jane@example.com")];

    let intent = bench.make(form).await;

    assert_eq!(intent.state, StepState::Done);
    let link = intent.link.unwrap();
    assert_eq!(link.amount, Some(4500));
    assert_eq!(link.shares[0].email, "jane@example.com");
    assert_eq!(bench.practice.links().len(), 1);
    assert_eq!(bench.practice.emails()[0].url, link.url);
}

#[tokio::test]
async fn a_second_press_makes_no_second_link() {
    let bench = Bench::connected().await;
    let form = bench.form().await;

    let first = bench.desk.create_payment_link(form.clone()).await.unwrap();
    let second = bench.desk.create_payment_link(form).await.unwrap();
    bench.settled(first.id).await;

    assert_eq!(first.id, second.id);
    assert_eq!(bench.practice.links().len(), 1);
}

#[tokio::test]
async fn a_lost_answer_is_looked_up_and_not_sent_again() {
    let bench = Bench::connected().await;
    bench
        .practice
        .on(Operation::CreatePaymentLink)
        .act_then_cut()
        .once();

    let intent = bench.make(bench.form().await).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(bench.practice.links().len(), 1);
    assert_eq!(
        bench
            .practice
            .requests_of(Operation::CreatePaymentLink)
            .len(),
        1
    );
}

#[tokio::test]
async fn a_lost_answer_to_an_email_is_looked_up_and_not_sent_again() {
    let bench = Bench::connected().await;
    bench
        .practice
        .on(Operation::SharePaymentLink)
        .act_then_cut()
        .once();
    let mut form = bench.form().await;
    form.recipients = vec![recipient("Jane", "jane@example.com")];

    let intent = bench.make(form).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(bench.practice.emails().len(), 1);
    assert_eq!(
        bench
            .practice
            .requests_of(Operation::SharePaymentLink)
            .len(),
        1
    );
}

#[tokio::test]
async fn a_request_that_never_arrived_goes_out_again_under_its_key() {
    let bench = Bench::connected().await;
    bench
        .practice
        .on(Operation::CreatePaymentLink)
        .cut_before_acting()
        .once();

    let intent = bench.make(bench.form().await).await;

    assert_eq!(intent.state, StepState::Done);
    let sent = bench.practice.requests_of(Operation::CreatePaymentLink);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].idempotency_key, sent[1].idempotency_key);
    assert_eq!(sent[0].body, sent[1].body);
    assert_eq!(bench.practice.links().len(), 1);
}

#[tokio::test]
async fn a_crash_before_the_answer_leaves_one_link_and_one_email() {
    let mut bench = Bench::connected().await;
    let held = bench
        .practice
        .on(Operation::CreatePaymentLink)
        .act_then_hold()
        .once();
    let mut form = bench.form().await;
    form.recipients = vec![recipient("Jane", "jane@example.com")];
    let intent = bench.desk.create_payment_link(form).await.unwrap();
    held.reached().await;

    bench.crash_and_restart().await;
    let intent = bench.settled(intent.id).await;

    assert_eq!(intent.state, StepState::Done);
    assert!(intent.recovered, "the user is told how it ended");
    assert_eq!(bench.practice.links().len(), 1);
    assert_eq!(bench.practice.emails().len(), 1);
    assert_eq!(
        bench
            .practice
            .requests_of(Operation::CreatePaymentLink)
            .len(),
        1
    );
}

#[tokio::test]
async fn a_crash_in_the_middle_of_an_email_leaves_one_email() {
    let mut bench = Bench::connected().await;
    let held = bench
        .practice
        .on(Operation::SharePaymentLink)
        .act_then_hold()
        .once();
    let mut form = bench.form().await;
    form.recipients = vec![recipient("Jane", "jane@example.com")];
    let intent = bench.desk.create_payment_link(form).await.unwrap();
    held.reached().await;

    bench.crash_and_restart().await;
    let intent = bench.settled(intent.id).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(bench.practice.emails().len(), 1);
}

#[tokio::test]
async fn a_second_email_to_the_same_person_is_not_taken_for_the_first() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await.payment_link_id;
    bench.share(&link, "jane@example.com").await;
    bench
        .practice
        .on(Operation::SharePaymentLink)
        .cut_before_acting()
        .once();

    let again = bench.share(&link, "jane@example.com").await;

    assert_eq!(again.state, StepState::Done);
    assert_eq!(bench.practice.emails().len(), 2);
}

#[tokio::test]
async fn what_was_made_offline_waits_and_can_be_taken_back() {
    let mut bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.recipients = vec![recipient("Jane", "jane@example.com")];
    bench.pull_the_plug().await;
    let intent = bench.desk.create_payment_link(form).await.unwrap();
    let create = bench
        .reaches(intent.id, creation_waits)
        .await
        .create
        .unwrap();
    assert!(create.can_take_back);

    let outbox = bench.desk.take_back(create.id).await.unwrap();

    let intent = find(&outbox, intent.id).unwrap();
    assert_eq!(intent.state, StepState::TakenBack);
    assert_eq!(intent.emails[0].state, StepState::TakenBack);
}

#[tokio::test]
async fn what_was_made_offline_goes_out_when_the_connection_returns() {
    let mut bench = Bench::connected().await;
    let form = bench.form().await;
    bench.pull_the_plug().await;
    let intent = bench.desk.create_payment_link(form).await.unwrap();
    let waiting = bench.reaches(intent.id, creation_waits).await;
    assert_eq!(
        waiting.create.unwrap().fault.unwrap().code,
        FaultCode::PracticeUnavailable
    );

    bench.plug_in_again().await;
    let intent = bench.settled(intent.id).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(bench.practice.links().len(), 1);
}

#[tokio::test]
async fn a_refusal_for_now_is_looked_into_and_then_repeated() {
    let bench = Bench::connected().await;
    bench
        .practice
        .on(Operation::CreatePaymentLink)
        .refuse_with(503)
        .once();

    let intent = bench.make(bench.form().await).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(bench.practice.links().len(), 1);
}

#[tokio::test]
async fn the_gateways_own_complaint_lands_at_its_field() {
    let bench = Bench::connected().await;
    let refusal = r#"{"type":"https://docs.payroc.com/api/errors#bad-request","title":"Bad request","status":400,
        "detail":"One field is wrong","errors":[{"parameter":"order.charge.amount","message":"Too much for this terminal"}]}"#;
    bench
        .practice
        .on(Operation::CreatePaymentLink)
        .answer_before_acting(400, &[])
        .with_body("application/problem+json", refusal)
        .once();

    let intent = bench.make(bench.form().await).await;

    assert_eq!(intent.state, StepState::Refused);
    let fault = intent.create.unwrap().fault.unwrap();
    assert_eq!(
        (fault.code, fault.effect),
        (FaultCode::Refused, FaultEffect::None)
    );
    assert_eq!(fault.fields[0].field, Field::Amount);
    assert_eq!(fault.fields[0].complaint, Complaint::Gateway);
    assert_eq!(
        fault.fields[0].detail.as_deref(),
        Some("Too much for this terminal")
    );
}

#[tokio::test]
async fn an_answer_that_is_not_what_was_asked_is_not_shown_as_good() {
    let bench = Bench::connected().await;
    bench
        .practice
        .on(Operation::CreatePaymentLink)
        .act_then_edit(|link| link["order"]["charge"]["amount"] = 45_000.into())
        .once();
    let mut form = bench.form().await;
    form.recipients = vec![recipient("Jane", "jane@example.com")];

    let intent = bench.make(form).await;

    assert_eq!(intent.state, StepState::NeedsDecision);
    assert_eq!(
        intent.create.unwrap().fault.unwrap().code,
        FaultCode::AnswerUnreadable
    );
    assert!(
        bench.practice.emails().is_empty(),
        "a doubtful link is not emailed"
    );
}

#[tokio::test]
async fn a_decision_to_look_again_finds_the_link() {
    let bench = Bench::connected().await;
    bench
        .practice
        .on(Operation::CreatePaymentLink)
        .act_then_edit(|link| link["order"]["charge"]["amount"] = 45_000.into())
        .once();
    let intent = bench.make(bench.form().await).await;
    let step_id = intent.create.unwrap().id;

    bench
        .desk
        .decide(Decide {
            step_id,
            decision: Decision::LookAgain,
        })
        .await
        .unwrap();
    let done = |intent: &IntentView| intent.state == StepState::Done;
    let intent = bench.reaches(intent.id, done).await;

    assert_eq!(intent.state, StepState::Done);
    assert_eq!(bench.practice.links().len(), 1);
}

#[tokio::test]
async fn each_of_several_people_is_emailed_once_and_told_of_one_by_one() {
    let bench = Bench::connected().await;
    bench
        .practice
        .on(Operation::SharePaymentLink)
        .refuse_as(Refusal::BadRequest)
        .once();
    let mut form = bench.form().await;
    form.recipients = ["a", "b", "c"]
        .map(|who| recipient("", &format!("{who}@example.com")))
        .into();

    let intent = bench.desk.create_payment_link(form).await.unwrap();
    let settled = |email: &StepView| matches!(email.state, StepState::Done | StepState::Refused);
    let intent = bench
        .reaches(intent.id, |intent| intent.emails.iter().all(settled))
        .await;

    let refused = intent
        .emails
        .iter()
        .filter(|email| email.state == StepState::Refused)
        .count();
    assert_eq!(refused, 1);
    assert_eq!(bench.practice.emails().len(), 2);
    assert_eq!(
        bench
            .practice
            .sharing_events(&intent.link.unwrap().payment_link_id)
            .len(),
        2
    );
}

#[tokio::test]
async fn what_is_taken_back_in_time_is_never_sent() {
    for _ in 0..20 {
        let bench = Bench::connected().await;
        let intent = bench
            .desk
            .create_payment_link(bench.form().await)
            .await
            .unwrap();
        let step = intent.create.unwrap().id;

        let taken_back = bench.desk.take_back(step).await.is_ok();
        let settled = bench.settled(intent.id).await;

        let made = bench.practice.links().len();
        assert_eq!(made, usize::from(!taken_back));
        assert_eq!(settled.state == StepState::TakenBack, taken_back);
    }
}

#[tokio::test]
async fn a_link_that_was_made_wrongly_is_kept_in_sight() {
    let bench = Bench::connected().await;
    bench
        .practice
        .on(Operation::CreatePaymentLink)
        .act_then_edit(|link| link["expiresOn"] = "2999-12-30".into())
        .once();

    let intent = bench.make(bench.form().await).await;

    assert_eq!(intent.state, StepState::NeedsDecision);
    assert_eq!(
        intent.link.unwrap().expires_on.as_deref(),
        Some("2999-12-30")
    );
}

#[tokio::test]
async fn what_is_left_unsettled_is_not_called_taken_back() {
    let bench = Bench::connected().await;
    bench
        .practice
        .on(Operation::CreatePaymentLink)
        .act_then_edit(|link| link["order"]["charge"]["amount"] = 45_000.into())
        .once();
    let intent = bench.make(bench.form().await).await;
    let step_id = intent.create.unwrap().id;

    let outbox = bench
        .desk
        .decide(Decide {
            step_id,
            decision: Decision::Drop,
        })
        .await
        .unwrap();

    assert_eq!(find(&outbox, intent.id).unwrap().state, StepState::Dropped);
}

#[tokio::test]
async fn what_was_dismissed_is_shown_again_as_it_was_and_nothing_of_it_is_sent() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.recipients = vec![recipient("Jane", "jane@example.com")];
    bench
        .practice
        .on(Operation::CreatePaymentLink)
        .refuse_with(400)
        .once();
    let refused = bench.make(form).await;
    let filed_away = bench.desk.dismiss(refused.id).await.unwrap();
    assert!(find(&filed_away, refused.id).is_none());
    let sent_before = bench.practice.requests().len();

    let outbox = bench.desk.show_again(refused.id).await.unwrap();

    let shown = find(&outbox, refused.id).unwrap();
    assert_eq!(shown.state, StepState::Refused);
    assert_eq!(shown.emails[0].state, StepState::TakenBack);
    assert_eq!(bench.practice.requests().len(), sent_before);
    assert!(bench.practice.links().is_empty());
}

#[tokio::test]
async fn looking_at_a_link_does_not_hide_an_email_from_its_look_up() {
    let mut bench = Bench::connected().await;
    let link = bench.a_link().await.payment_link_id;
    let held = bench
        .practice
        .on(Operation::SharePaymentLink)
        .act_then_hold()
        .once();
    let share = bench.start_share(&link, "Jane@example.com").await;
    held.reached().await;
    bench.desk.check_link_details(&link).await.unwrap();

    bench.crash_and_restart().await;
    let share = bench.settled(share.id).await;

    assert_eq!(share.state, StepState::Done);
    assert_eq!(bench.practice.emails().len(), 1);
    assert_eq!(
        bench
            .practice
            .requests_of(Operation::SharePaymentLink)
            .len(),
        1
    );
}

#[tokio::test]
async fn a_second_email_to_the_same_person_waits_for_the_first() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await.payment_link_id;
    let held = bench
        .practice
        .on(Operation::SharePaymentLink)
        .act_then_hold()
        .once();
    let first = bench.start_share(&link, "jane@example.com").await;
    held.reached().await;

    let second = bench.start_share(&link, "Jane@example.com").await;

    assert_eq!(second.state, StepState::Waiting);
    let requests = || {
        bench
            .practice
            .requests_of(Operation::SharePaymentLink)
            .len()
    };
    assert_eq!(requests(), 1);
    held.release();
    bench.settled(second.id).await;
    assert_eq!(bench.settled(first.id).await.state, StepState::Done);
    assert_eq!(bench.practice.emails().len(), 2);
}
