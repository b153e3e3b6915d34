//! What cannot be settled by looking is shown with its facts, and ends by each of its buttons.

use journeys::{Stage, Trouble, Window, journey};
use practice_gateway::{Operation, Running};
use serde_json::{Value, json};

use crate::steps::{fill_in, first_start, practice};

const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";
const CREATE: &str = "Create $45.00 and email jane@example.com";
const ASKED: &str = "Not certain whether jane@example.com was emailed";

#[test]
fn an_uncertain_email_is_found_by_looking_again() {
    journey("decision_look_again", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        gateway
            .on(Operation::SharePaymentLink)
            .act_then_cut()
            .once();

        is_asked(&gateway, &window).await?;
        window.press("Check again").await?;

        window.see("Emailed to jane@example.com").await?;
        went_out_once(&gateway, 1);
        Ok(())
    });
}

#[test]
fn an_uncertain_email_goes_out_once_more_on_the_users_word_under_its_own_key() {
    journey("decision_email_again", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        gateway
            .on(Operation::SharePaymentLink)
            .cut_before_acting()
            .once();

        is_asked(&gateway, &window).await?;
        window.press("Email once more…").await?;
        window
            .see("If the first email went out after all, jane@example.com may get it twice.")
            .await?;
        window.press("Email once more").await?;

        window.see("Emailed to jane@example.com").await?;
        went_out_once(&gateway, 2);
        Ok(())
    });
}

#[test]
fn an_uncertain_email_is_left_as_it_is() {
    journey("decision_leave", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        gateway
            .on(Operation::SharePaymentLink)
            .act_then_cut()
            .once();

        is_asked(&gateway, &window).await?;
        window.press("Leave it").await?;

        window
            .see("Not settled: jane@example.com may have been emailed")
            .await?;
        went_out_once(&gateway, 1);
        is_over_after_a_restart(stage, "jane@example.com may have been emailed").await
    });
}

#[test]
fn a_link_that_is_not_what_was_asked_is_not_emailed_and_its_difference_is_shown() {
    journey("decision_wrong_link", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        // As if it had been made with this amount: whoever reads the link afterwards is told the same.
        let spoil = |link: &mut Value| link["order"]["charge"]["amount"] = json!(450_000);
        let creating = gateway.on(Operation::CreatePaymentLink);
        creating.act_then_edit(spoil).once();
        let reading = gateway.on(Operation::RetrievePaymentLink);
        reading.act_then_edit(spoil).always().maybe();
        let listing = gateway.on(Operation::ListPaymentLinks);
        let spoil_all = move |list: &mut Value| {
            list["data"]
                .as_array_mut()
                .into_iter()
                .flatten()
                .for_each(spoil);
        };
        listing.act_then_edit(spoil_all).always().maybe();
        fill_in(&window, "45", WHAT, EMAIL).await?;
        window.press(CREATE).await?;

        window.see("This is not the link you asked for").await?;
        window.see("$4,500.00").await?;
        assert!(gateway.emails().is_empty());
        window.press("Leave it").await?;

        window.screen("links").await?;
        assert!(gateway.emails().is_empty());
        assert_eq!(gateway.requests_of(Operation::CreatePaymentLink).len(), 1);
        Ok(())
    });
}

/// The email of a new link comes to an unknown end, and the gateway does not let anybody look.
async fn is_asked(gateway: &Running, window: &Window) -> Result<(), Trouble> {
    gateway
        .on(Operation::ListSharingEvents)
        .refuse_with(403)
        .once();
    fill_in(window, "45", WHAT, EMAIL).await?;
    window.press(CREATE).await?;
    window.see(ASKED).await?;
    window
        .see("An email to jane@example.com with the link for $45.00 for Garden work in May")
        .await?;
    window
        .see("Payroc did not let Paylink check. This API key is not allowed to do that.")
        .await
}

/// One email, whatever was sent for it, and all of it under one key.
fn went_out_once(gateway: &Running, requests: usize) {
    let sent = gateway.requests_of(Operation::SharePaymentLink);
    assert_eq!(sent.len(), requests);
    assert!(
        sent.iter()
            .all(|request| request.idempotency_key == sent[0].idempotency_key)
    );
    assert_eq!((gateway.links().len(), gateway.emails().len()), (1, 1));
}

async fn is_over_after_a_restart(stage: &mut Stage, told: &str) -> Result<(), Trouble> {
    stage.close().await?;
    let window = stage.open().await?;
    window.screen("links").await?;
    window.see(WHAT).await?;
    let text = window.text().await?;
    assert!(!text.contains(told), "{text}");
    Ok(())
}
