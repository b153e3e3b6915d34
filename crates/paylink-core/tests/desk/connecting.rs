//! Connecting, and keeping profiles apart.

use paylink_core::fault::{Complaint, FaultCode, Field};
use paylink_core::ports::VaultError;
use paylink_core::testing::recipient;
use paylink_core::view::{Authenticate, KeySource, KeyState, Place, SaveProfile, StepState};
use practice_gateway::{Operation, PRACTICE_API_KEY, SECOND_PRACTICE_TERMINAL};

use crate::bench::{Bench, TEST_KEY, creation_is_held, key, names, the_test_place, try_it_now};

#[tokio::test]
async fn try_it_now_signs_in_and_keeps_the_practice_key_in_the_keychain() {
    let bench = Bench::new().await;

    let desk = bench.desk.authenticate(try_it_now()).await.unwrap();

    assert_eq!(desk.profiles[0].key, KeyState::InKeychain);
    assert_eq!(desk.active_profile, Some(desk.profiles[0].id));
    assert_eq!(
        bench.vault.holds(desk.profiles[0].id).as_deref(),
        Some(PRACTICE_API_KEY)
    );
    assert_eq!(bench.practice.requests_of(Operation::Authorize).len(), 1);
}

#[tokio::test]
async fn a_wrong_key_is_told_at_the_key_and_nothing_is_kept() {
    let bench = Bench::new().await;
    bench.desk.key_typed(key("not-the-key-at-all"));

    let fault = bench.desk.authenticate(the_test_place()).await.unwrap_err();

    assert_eq!(fault.code, FaultCode::KeyNotAccepted);
    assert_eq!(fault.fields[0].field, Field::ApiKey);
    assert_eq!(bench.vault.count(), 0);
    assert!(bench.desk.view().await.unwrap().profiles.is_empty());
}

#[tokio::test]
async fn a_wrong_terminal_is_told_at_the_terminal_and_the_key_need_not_be_typed_again() {
    let bench = Bench::new().await;
    bench.desk.key_typed(key(TEST_KEY));
    let wrong = Authenticate {
        terminal_id: "9999999".to_owned(),
        ..the_test_place()
    };

    let fault = bench.desk.authenticate(wrong).await.unwrap_err();
    let desk = bench.desk.authenticate(the_test_place()).await.unwrap();

    assert_eq!(fault.code, FaultCode::TerminalNotAccepted);
    assert_eq!(fault.fields[0].field, Field::TerminalId);
    assert_eq!(names(&desk), ["Test shop"]);
}

#[tokio::test]
async fn a_key_that_worked_is_forgotten_by_the_form() {
    let bench = Bench::new().await;
    bench.desk.key_typed(key(TEST_KEY));
    bench.desk.authenticate(the_test_place()).await.unwrap();
    let again = Authenticate {
        terminal_id: "7654002".to_owned(),
        ..the_test_place()
    };

    let fault = bench.desk.authenticate(again).await.unwrap_err();

    assert_eq!(fault.code, FaultCode::KeyNotTyped);
}

#[tokio::test]
async fn the_practice_key_goes_to_practice_only() {
    let bench = Bench::new().await;
    let elsewhere = Authenticate {
        key: KeySource::Practice,
        ..the_test_place()
    };

    let fault = bench.desk.authenticate(elsewhere).await.unwrap_err();

    assert_eq!(fault.code, FaultCode::KeyNotTyped);
    assert!(bench.test.requests().is_empty());
}

#[tokio::test]
async fn bad_fields_are_told_before_anything_is_sent() {
    let bench = Bench::new().await;
    let bad = Authenticate {
        terminal_id: "12".to_owned(),
        currency: "XYZ".to_owned(),
        ..try_it_now()
    };

    let fault = bench.desk.authenticate(bad).await.unwrap_err();

    let told: Vec<_> = fault
        .fields
        .iter()
        .map(|told| (told.field, told.complaint))
        .collect();
    assert_eq!(
        told,
        [
            (Field::TerminalId, Complaint::TooShort),
            (Field::Currency, Complaint::NotACurrency)
        ]
    );
    assert!(bench.practice.requests().is_empty());
}

#[tokio::test]
async fn a_key_that_was_not_entered_is_told_with_the_other_fields() {
    let bench = Bench::new().await;
    let empty = Authenticate {
        name: String::new(),
        terminal_id: String::new(),
        ..the_test_place()
    };

    let fault = bench.desk.authenticate(empty).await.unwrap_err();

    let told: Vec<_> = fault.fields.iter().map(|told| told.field).collect();
    assert_eq!(told, [Field::ProfileName, Field::TerminalId, Field::ApiKey]);
    assert_eq!(fault.code, FaultCode::CheckFields);
}

#[tokio::test]
async fn every_state_of_the_keychain_is_told_apart_and_this_session_is_the_way_out() {
    let bench = Bench::new().await;
    for (error, code) in [
        (VaultError::Missing, FaultCode::KeychainMissing),
        (VaultError::Locked, FaultCode::KeychainLocked),
        (VaultError::Denied, FaultCode::KeychainDenied),
        (VaultError::Silent, FaultCode::KeychainSilent),
    ] {
        bench.vault.fail_with(Some(error));
        let fault = bench.desk.authenticate(try_it_now()).await.unwrap_err();
        assert_eq!(fault.code, code);
        assert!(bench.desk.view().await.unwrap().profiles.is_empty());
    }
    let this_session = Authenticate {
        this_session_only: true,
        ..try_it_now()
    };

    let desk = bench.desk.authenticate(this_session).await.unwrap();

    assert_eq!(desk.profiles[0].key, KeyState::ThisSession);
    assert_eq!(bench.vault.count(), 0);
}

#[tokio::test]
async fn a_key_for_this_session_is_gone_after_a_restart() {
    let mut bench = Bench::new().await;
    let this_session = Authenticate {
        this_session_only: true,
        ..try_it_now()
    };
    bench.desk.authenticate(this_session).await.unwrap();

    bench.crash_and_restart().await;

    let desk = bench.desk.view().await.unwrap();
    assert_eq!(desk.profiles[0].key, KeyState::Missing);
    let links = bench.desk.refresh_links().await.unwrap();
    assert_eq!(links.fault.unwrap().code, FaultCode::KeyMissing);
}

#[tokio::test]
async fn a_key_is_replaced_after_it_is_proved() {
    let bench = Bench::connected().await;
    let id = bench.active().await;
    bench.desk.key_typed(key("not-the-key-at-all"));
    let replace = Authenticate {
        key: KeySource::Typed,
        profile_id: Some(id),
        ..try_it_now()
    };

    let refused = bench.desk.authenticate(replace.clone()).await.unwrap_err();

    assert_eq!(refused.code, FaultCode::KeyNotAccepted);
    assert_eq!(bench.vault.holds(id).as_deref(), Some(PRACTICE_API_KEY));
    bench.desk.key_typed(key(PRACTICE_API_KEY));
    assert_eq!(
        bench
            .desk
            .authenticate(replace)
            .await
            .unwrap()
            .profiles
            .len(),
        1
    );
}

#[tokio::test]
async fn removing_the_key_leaves_the_links_and_removing_the_profile_takes_them() {
    let bench = Bench::connected().await;
    bench.make(bench.form().await).await;
    let id = bench.active().await;

    let desk = bench.desk.remove_key(id).await.unwrap();
    assert_eq!(desk.profiles[0].key, KeyState::Missing);
    assert_eq!(bench.vault.count(), 0);
    assert_eq!(bench.links().await.len(), 1);

    let desk = bench.desk.remove_profile(id).await.unwrap();
    assert!(desk.profiles.is_empty());
}

#[tokio::test]
async fn one_terminal_is_one_profile() {
    let bench = Bench::connected().await;

    let fault = bench.desk.authenticate(try_it_now()).await.unwrap_err();

    assert_eq!(fault.fields[0].complaint, Complaint::Duplicate);
}

#[tokio::test]
async fn nothing_crosses_over_between_two_terminals_and_two_places() {
    let bench = Bench::connected().await;
    let second = Authenticate {
        name: "Second shop".to_owned(),
        terminal_id: SECOND_PRACTICE_TERMINAL.to_owned(),
        ..try_it_now()
    };
    let first = bench.active().await;
    bench.desk.authenticate(second).await.unwrap();
    bench.desk.key_typed(key(TEST_KEY));
    let desk = bench.desk.authenticate(the_test_place()).await.unwrap();
    let people = [
        "first@example.com",
        "second@example.com",
        "test@example.com",
    ];

    for (profile, email) in desk.profiles.iter().zip(people) {
        bench.desk.switch_profile(profile.id).await.unwrap();
        let mut form = bench.form().await;
        form.description = format!("made by {}", profile.name);
        form.recipients = vec![recipient("", email)];
        bench.make(form).await;
    }

    for (profile, email) in desk.profiles.iter().zip(people) {
        bench.desk.switch_profile(profile.id).await.unwrap();
        bench.desk.refresh_links().await.unwrap();
        let links = bench.links().await;
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].description, format!("made by {}", profile.name));
        assert_eq!(links[0].place, profile.place);
        let known = bench.desk.list_people().await.unwrap();
        assert_eq!(
            known
                .iter()
                .map(|person| person.email.as_str())
                .collect::<Vec<_>>(),
            [email]
        );
    }
    assert_eq!(bench.test.links().len(), 1);
    assert_eq!(bench.practice.links().len(), 2);
    assert_eq!(desk.profiles[0].id, first);
    let token_of_practice = bench.practice.requests_of(Operation::ListPaymentLinks);
    for request in bench.test.requests_of(Operation::ListPaymentLinks) {
        assert!(
            token_of_practice
                .iter()
                .all(|other| other.authorization != request.authorization)
        );
    }
}

#[tokio::test]
async fn a_link_of_another_profile_cannot_be_shared_from_this_one() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    bench.desk.key_typed(key(TEST_KEY));
    bench.desk.authenticate(the_test_place()).await.unwrap();

    let share = paylink_core::view::SharePaymentLink {
        request_id: uuid::Uuid::now_v7(),
        profile_id: bench.active().await,
        payment_link_id: link.payment_link_id,
        recipients: vec![recipient("", "jane@example.com")],
        message: String::new(),
        copy_to_me: false,
        reminder: false,
    };
    let fault = bench.desk.share_payment_link(share).await.unwrap_err();

    assert_eq!(fault.code, FaultCode::LinkNotFound);
    assert!(bench.test.emails().is_empty() && bench.practice.emails().is_empty());
}

#[tokio::test]
async fn a_profile_is_renamed_and_its_currency_changed() {
    let bench = Bench::connected().await;
    let profile = bench.desk.view().await.unwrap().profiles[0].clone();

    let desk = bench
        .desk
        .save_profile(SaveProfile {
            profile_id: profile.id,
            name: " Corner shop ".to_owned(),
            currency: "JPY".to_owned(),
            defaults: profile.defaults,
        })
        .await
        .unwrap();

    assert_eq!(names(&desk), ["Corner shop"]);
    assert_eq!(desk.profiles[0].currency, "JPY");
    assert_eq!(desk.profiles[0].place, Place::Practice);
}

#[tokio::test]
async fn a_keychain_that_locks_later_is_told_and_the_link_waits_for_it() {
    let mut bench = Bench::connected().await;
    bench.crash_and_restart().await;
    bench.vault.fail_with(Some(VaultError::Locked));

    let links = bench.desk.refresh_links().await.unwrap();
    let intent = bench
        .desk
        .create_payment_link(bench.form().await)
        .await
        .unwrap();
    let create = bench
        .reaches(intent.id, creation_is_held)
        .await
        .create
        .unwrap();

    assert_eq!(links.fault.unwrap().code, FaultCode::KeychainLocked);
    assert_eq!(create.fault.unwrap().code, FaultCode::KeychainLocked);
    assert!(create.can_take_back && create.can_retry);
    bench.vault.fail_with(None);
    bench.desk.retry_now(create.id).await.unwrap();
    assert_eq!(bench.settled(intent.id).await.state, StepState::Done);
}

#[tokio::test]
async fn what_waits_for_a_key_goes_out_when_the_profile_is_connected_again() {
    let mut bench = Bench::new().await;
    let this_session = Authenticate {
        this_session_only: true,
        ..try_it_now()
    };
    bench.desk.authenticate(this_session.clone()).await.unwrap();
    bench.crash_and_restart().await;
    let intent = bench
        .desk
        .create_payment_link(bench.form().await)
        .await
        .unwrap();
    bench.reaches(intent.id, creation_is_held).await;

    let again = Authenticate {
        profile_id: Some(bench.active().await),
        ..this_session
    };
    bench.desk.authenticate(again).await.unwrap();

    assert_eq!(bench.settled(intent.id).await.state, StepState::Done);
}

#[tokio::test]
async fn a_profile_is_not_removed_under_unfinished_work() {
    let mut bench = Bench::connected().await;
    let form = bench.form().await;
    bench.pull_the_plug().await;
    bench.desk.create_payment_link(form).await.unwrap();

    let fault = bench
        .desk
        .remove_profile(bench.active().await)
        .await
        .unwrap_err();

    assert_eq!(fault.code, FaultCode::UnfinishedWork);
}

#[tokio::test]
async fn a_profile_can_be_removed_without_its_keychain() {
    let bench = Bench::connected().await;
    bench.vault.fail_with(Some(VaultError::Missing));

    let desk = bench
        .desk
        .remove_profile(bench.active().await)
        .await
        .unwrap();

    assert!(desk.profiles.is_empty());
    assert_eq!(
        bench.desk.links_state().await.unwrap_err().code,
        FaultCode::NoProfile
    );
}
