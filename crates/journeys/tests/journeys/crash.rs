//! Paylink is killed in the middle of a request. What was asked for happens once all the same, and is told.
//!
//! The gateway holds the request at a certain step and outlives the app, so that the app dies exactly there.

use std::collections::BTreeSet;

use journeys::{Trouble, Window, journey};
use practice_gateway::{Operation, Running};

use crate::steps::{fill_in, first_start, killed_and_reopened, practice};

const CREATE: &str = "Create $45.00 and email jane@example.com";
const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";
const MADE_AND_EMAILED: &str =
    "The link for $45.00 for Garden work in May was made and emailed to jane@example.com";
const TAKEN_UP: &str =
    "This was left unfinished when Paylink closed last time, and has been taken up again.";

#[test]
fn killed_after_the_link_was_made_and_before_the_answer_leaves_one_link_and_one_email() {
    journey("killed_after_the_link", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        let held = gateway
            .on(Operation::CreatePaymentLink)
            .act_then_hold()
            .once();
        fill_in(&window, "45", WHAT, EMAIL).await?;
        window.press(CREATE).await?;
        held.reached().await;
        assert_eq!((gateway.links().len(), gateway.emails().len()), (1, 0));

        let window = killed_and_reopened(stage).await?;

        is_told(&window, MADE_AND_EMAILED).await?;
        happened_once(&gateway);
        // It was found, not asked for again.
        assert_eq!(gateway.requests_of(Operation::CreatePaymentLink).len(), 1);
        Ok(())
    });
}

#[test]
fn killed_before_the_link_was_made_leaves_one_link_and_one_email() {
    journey("killed_before_the_link", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        let held = gateway
            .on(Operation::CreatePaymentLink)
            .hold_before_acting()
            .once();
        fill_in(&window, "45", WHAT, EMAIL).await?;
        window.press(CREATE).await?;
        held.reached().await;
        assert!(gateway.links().is_empty());

        let window = killed_and_reopened(stage).await?;

        is_told(&window, MADE_AND_EMAILED).await?;
        happened_once(&gateway);
        // It was looked for, and went out once more as it was.
        let requests = gateway.requests_of(Operation::CreatePaymentLink);
        let keys: BTreeSet<_> = requests
            .iter()
            .map(|request| &request.idempotency_key)
            .collect();
        assert_eq!((requests.len(), keys.len()), (2, 1));
        Ok(())
    });
}

#[test]
fn killed_in_the_middle_of_the_email_of_a_new_link_leaves_one_email() {
    journey("killed_in_the_email", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        let held = gateway
            .on(Operation::SharePaymentLink)
            .act_then_hold()
            .once();
        fill_in(&window, "45", WHAT, EMAIL).await?;
        window.press(CREATE).await?;
        held.reached().await;

        let window = killed_and_reopened(stage).await?;

        is_told(&window, MADE_AND_EMAILED).await?;
        happened_once(&gateway);
        assert_eq!(gateway.requests_of(Operation::SharePaymentLink).len(), 1);
        Ok(())
    });
}

#[test]
fn killed_while_a_link_is_shared_leaves_one_email() {
    journey("killed_while_sharing", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        fill_in(&window, "45", WHAT, "").await?;
        window.key("Return")?;
        window.screen("result").await?;
        window.press("Share").await?;
        let held = gateway
            .on(Operation::SharePaymentLink)
            .act_then_hold()
            .once();
        window.type_into("Customer's email", EMAIL).await?;
        window.press("Email jane@example.com").await?;
        held.reached().await;

        let window = killed_and_reopened(stage).await?;

        is_told(
            &window,
            "The link for $45.00 for Garden work in May was emailed to jane@example.com",
        )
        .await?;
        happened_once(&gateway);
        assert_eq!(gateway.requests_of(Operation::SharePaymentLink).len(), 1);
        Ok(())
    });
}

/// How it ended, and why that is told at all; there until it was seen.
async fn is_told(window: &Window, ending: &str) -> Result<(), Trouble> {
    window.see_in(ending, TAKEN_UP).await?;
    window.press_in(ending, "Dismiss").await?;
    window.see_no_more(TAKEN_UP).await
}

fn happened_once(gateway: &Running) {
    assert_eq!(gateway.links().len(), 1);
    let emailed: Vec<_> = gateway.emails().into_iter().map(|email| email.to).collect();
    assert_eq!(emailed, [EMAIL]);
}
