//! Templates: kept for good, each profile's own, under names that differ.

use paylink_core::fault::{Complaint, FaultCode, Field};
use paylink_core::testing::a_template;
use paylink_core::view::{SaveTemplate, TemplateView};

use crate::bench::{Bench, the_test_place, try_it_now};

#[tokio::test]
async fn a_template_outlives_a_crash_right_after_it_was_saved() {
    let mut bench = Bench::connected().await;
    let template = template(&bench, "Deposit").await;

    let saved = bench.desk.save_template(template.clone()).await.unwrap();
    bench.crash_and_restart().await;

    assert_eq!(saved, [kept(&template)]);
    assert_eq!(all(&bench).await, saved);
}

#[tokio::test]
async fn a_template_is_renamed_removed_and_brought_back() {
    let bench = Bench::connected().await;
    let deposit = template(&bench, "Deposit").await;
    let lesson = template(&bench, "a lesson").await;
    bench.desk.save_template(deposit.clone()).await.unwrap();
    bench.desk.save_template(lesson.clone()).await.unwrap();
    assert_eq!(names(&bench).await, ["a lesson", "Deposit"]);

    let renamed = SaveTemplate {
        name: "  Second deposit ".to_owned(),
        ..deposit.clone()
    };
    bench.desk.save_template(renamed.clone()).await.unwrap();
    assert_eq!(names(&bench).await, ["a lesson", "Second deposit"]);

    let profile = bench.active().await;
    let left = bench
        .desk
        .remove_template(profile, deposit.id)
        .await
        .unwrap();
    assert_eq!(left, [kept(&lesson)]);
    bench.desk.save_template(renamed).await.unwrap();
    assert_eq!(names(&bench).await, ["a lesson", "Second deposit"]);
}

#[tokio::test]
async fn the_templates_of_one_profile_are_not_seen_or_changed_from_another() {
    let bench = Bench::connected().await;
    let ours = template(&bench, "Deposit").await;
    bench.desk.save_template(ours.clone()).await.unwrap();
    bench.desk.key_typed(bench_key());
    bench.desk.authenticate(the_test_place()).await.unwrap();

    assert_eq!(all(&bench).await, []);
    let theirs = template(&bench, "Deposit").await;
    bench.desk.save_template(theirs.clone()).await.unwrap();
    let stolen = SaveTemplate {
        profile_id: bench.active().await,
        name: "Stolen".to_owned(),
        ..ours.clone()
    };
    let refused = bench.desk.save_template(stolen).await.unwrap_err();
    let profile = bench.active().await;
    bench.desk.remove_template(profile, ours.id).await.unwrap();

    assert_eq!(refused.code, FaultCode::NotPossibleAnyMore);
    assert_eq!(all(&bench).await, [kept(&theirs)]);
    assert_eq!(
        bench.desk.list_templates(ours.profile_id).await.unwrap(),
        [kept(&ours)]
    );
}

#[tokio::test]
async fn the_templates_of_a_profile_go_with_it() {
    let bench = Bench::connected().await;
    let ours = template(&bench, "Deposit").await;
    bench.desk.save_template(ours.clone()).await.unwrap();

    bench.desk.remove_profile(ours.profile_id).await.unwrap();
    bench.desk.authenticate(try_it_now()).await.unwrap();

    assert_eq!(all(&bench).await, []);
    assert_eq!(
        bench.desk.list_templates(ours.profile_id).await.unwrap(),
        []
    );
}

#[tokio::test]
async fn two_templates_of_one_name_are_refused_whatever_their_capitals() {
    let bench = Bench::connected().await;
    let first = template(&bench, "Über-Deposit").await;
    bench.desk.save_template(first).await.unwrap();

    let second = template(&bench, " über-deposit ").await;
    let refused = bench.desk.save_template(second).await.unwrap_err();

    assert_eq!(refused.fields[0].field, Field::TemplateName);
    assert_eq!(refused.fields[0].complaint, Complaint::Duplicate);
    assert_eq!(names(&bench).await, ["Über-Deposit"]);
}

#[tokio::test]
async fn a_profile_has_no_more_than_fifty_templates() {
    let bench = Bench::connected().await;
    for number in 0..50 {
        let template = template(&bench, &format!("Number {number}")).await;
        bench.desk.save_template(template).await.unwrap();
    }

    let one_more = template(&bench, "One more").await;
    let refused = bench.desk.save_template(one_more).await.unwrap_err();

    assert_eq!(refused.fields[0].complaint, Complaint::TooMany);
    assert_eq!(refused.fields[0].limit, Some(50));
    assert_eq!(all(&bench).await.len(), 50);
}

#[tokio::test]
async fn whatever_is_wrong_with_a_template_is_told_at_once_and_nothing_is_kept() {
    let bench = Bench::connected().await;
    let mut bad = template(&bench, " ").await;
    bad.values.amount = Some(0);
    bad.values.currency = "XXX".to_owned();
    bad.values.description = "x".repeat(1025);
    bad.values.button_label = "x".repeat(25);
    bad.values.message = Some("\u{202e}".to_owned());

    let refused = bench.desk.save_template(bad).await.unwrap_err();

    let fields: Vec<_> = refused.fields.iter().map(|told| told.field).collect();
    assert_eq!(
        fields,
        [
            Field::TemplateName,
            Field::Currency,
            Field::Amount,
            Field::Description,
            Field::ButtonLabel,
            Field::Message
        ]
    );
    assert_eq!(all(&bench).await, []);
}

async fn template(bench: &Bench, name: &str) -> SaveTemplate {
    a_template(bench.active().await, name)
}

async fn all(bench: &Bench) -> Vec<TemplateView> {
    let profile = bench.active().await;
    bench.desk.list_templates(profile).await.unwrap()
}

async fn names(bench: &Bench) -> Vec<String> {
    let all = all(bench).await;
    all.into_iter().map(|template| template.name).collect()
}

fn kept(template: &SaveTemplate) -> TemplateView {
    TemplateView {
        id: template.id,
        name: template.name.clone(),
        values: template.values.clone(),
    }
}

fn bench_key() -> payroc::ApiKey {
    payroc::ApiKey::new(crate::bench::TEST_KEY.to_owned()).unwrap()
}
