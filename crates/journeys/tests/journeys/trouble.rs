//! What goes wrong is told where it belongs, in words, and takes nothing away from what was typed.

use std::collections::BTreeSet;

use journeys::{Trouble, Window, journey};
use practice_gateway::{Operation, Running};

use crate::steps::{
    TERMINAL, fill_in, fill_in_account, first_start, practice, start_at, test_place,
};

const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";
const CREATE: &str = "Create $45.00 and email jane@example.com";

#[test]
fn a_wrong_key_is_told_at_the_key_and_nothing_typed_is_lost() {
    journey("wrong_key", async |stage| {
        let place = test_place(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.press("Connect my Payroc account").await?;
        window.screen("connect").await?;

        fill_in_account(&window, "The shop", TERMINAL, "not-the-key-at-all").await?;
        window.press("Connect").await?;

        window.see("Payroc does not accept this API key.").await?;
        let at_the_key = window.control("Enter API key again…").await?;
        assert!(
            at_the_key.words.contains("does not accept this API key"),
            "{}",
            at_the_key.words
        );
        account_is_typed(&window, TERMINAL).await?;
        // One try to sign in; a key that opens nothing is not shown around.
        assert_eq!(place.gateway.requests().len(), 1);

        window.press("Enter API key again…").await?;
        window.type_api_key(&place.key).await?;
        window.press("Connect").await?;
        window.screen("new-link").await
    });
}

#[test]
fn a_wrong_terminal_is_told_at_the_terminal_and_the_key_need_not_be_typed_again() {
    journey("wrong_terminal", async |stage| {
        let place = test_place(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.press("Connect my Payroc account").await?;
        window.screen("connect").await?;

        fill_in_account(&window, "The shop", "5559999", &place.key).await?;
        window.press("Connect").await?;

        let told = window.complaint("Terminal ID").await?;
        assert!(
            told.contains("The key works, but not with this Terminal ID."),
            "{told}"
        );
        account_is_typed(&window, "5559999").await?;

        window.type_into("Terminal ID", TERMINAL).await?;
        window.press("Connect").await?;
        window.screen("new-link").await
    });
}

#[test]
fn what_is_wrong_in_a_form_is_told_at_its_field_and_nothing_is_sent() {
    journey("wrong_fields", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        let reference = "R".repeat(49);

        fill_in(&window, "forty-five", WHAT, "jane@example").await?;
        window.press("More options").await?;
        window.type_into("Reference", &reference).await?;
        window.key_until_focused("shift+Tab", "Last day").await?;
        // Coming by Tab, what is typed takes the place of the day that stood there; a day that is over is told before
        // the press.
        window.keys("01152020")?;
        window.see("January 15, 2020").await?;
        window.key("shift+Tab")?;
        let early = window.complaint("Last day").await?;
        let past = window.value("Last day").await?;
        window.press("Create link and email jane@example").await?;
        let amount = window.complaint("Amount").await?;
        window.type_into("Amount", "45").await?;
        window.key("Return")?;
        let email = window.complaint("Customer's email").await?;
        let reference_told = window.complaint("Reference").await?;
        let day = window.complaint("Last day").await?;

        assert!(amount.contains("in digits, such as 45"), "{amount}");
        assert!(
            email.contains("This email address is not complete"),
            "{email}"
        );
        assert!(
            reference_told.contains("48 characters at most"),
            "{reference_told}"
        );
        assert!(day.contains("today or a later day"), "{day}");
        assert!(early.contains("today or a later day"), "{early}");
        assert_eq!(past, "01/15/2020");
        for (field, typed) in [
            ("Amount", "45"),
            ("What is it for?", WHAT),
            ("Customer's email", "jane@example"),
            ("Reference", &reference),
            ("Last day", &past),
        ] {
            assert_eq!(window.value(field).await?, typed, "{field}");
        }
        assert!(gateway.requests_of(Operation::CreatePaymentLink).is_empty());
        assert!(gateway.emails().is_empty());
        Ok(())
    });
}

#[test]
fn without_a_connection_a_link_waits_in_sight_and_can_be_taken_back() {
    journey("taken_back", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        fill_in(&window, "45", WHAT, EMAIL).await?;
        let address = gateway.address();
        gateway.stop().await;

        window.press(CREATE).await?;
        window.screen("result").await?;
        window
            .see("Waiting to make the link for $45.00 for Garden work in May")
            .await?;
        window
            .see("It goes out by itself as soon as Practice answers.")
            .await?;
        window.press("Take back").await?;
        window.screen("new-link").await?;
        window
            .see("Taken back. Nothing was made and nobody was emailed.")
            .await?;
        assert_eq!(window.value("Amount").await?, "45");
        assert_eq!(window.value("What is it for?").await?, WHAT);
        assert_eq!(window.value("Customer's email").await?, EMAIL);

        let gateway = start_at(address.port()).await?;
        window.press(CREATE).await?;
        window.see("Emailed to jane@example.com").await?;
        went_out_once(&gateway);
        Ok(())
    });
}

#[test]
fn without_a_connection_a_link_waits_above_the_list_and_goes_out_when_the_gateway_is_back() {
    journey("offline", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        fill_in(&window, "45", WHAT, EMAIL).await?;
        let address = gateway.address();
        gateway.stop().await;

        window.press(CREATE).await?;
        window.see("Not made yet: no connection").await?;
        window.press("Done").await?;
        window.screen("links").await?;
        window
            .see("Waiting to make the link for $45.00 for Garden work in May")
            .await?;
        let gateway = start_at(address.port()).await?;

        window
            .see("The link for $45.00 for Garden work in May was made and emailed to jane@example.com")
            .await?;
        went_out_once(&gateway);
        Ok(())
    });
}

#[test]
fn what_waits_goes_out_once_each_when_the_system_says_that_the_connection_is_back() {
    journey("connection_back", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        let address = gateway.address();
        gateway.stop().await;
        for amount in ["45", "46", "47"] {
            fill_in(&window, amount, WHAT, EMAIL).await?;
            window.press(&format!("Create ${amount}.00")).await?;
            window.see("Not made yet: no connection").await?;
            window.press("Make another").await?;
            window.screen("new-link").await?;
        }
        window.press("Back").await?;
        window.screen("links").await?;
        let gateway = start_at(address.port()).await?;

        window
            .script("window.dispatchEvent(new Event('online'))", vec![])
            .await?;

        for amount in ["45", "46", "47"] {
            let what = format!("The link for ${amount}.00 for Garden work in May");
            window
                .see(&format!("{what} was made and emailed to jane@example.com"))
                .await?;
        }
        went_out_once_each(&gateway, 3);
        Ok(())
    });
}

async fn account_is_typed(window: &Window, terminal: &str) -> Result<(), Trouble> {
    assert!(window.control("Test").await?.on, "the place was lost");
    assert_eq!(window.value("Business name").await?, "The shop");
    assert_eq!(window.value("Terminal ID").await?, terminal);
    window.see("Entered").await
}

fn went_out_once(gateway: &Running) {
    went_out_once_each(gateway, 1);
}

/// So many links and emails; and whatever had to be repeated to get there bore the same key.
fn went_out_once_each(gateway: &Running, links: usize) {
    let keys: BTreeSet<_> = gateway
        .requests_of(Operation::CreatePaymentLink)
        .into_iter()
        .map(|request| request.idempotency_key)
        .collect();
    assert_eq!(keys.len(), links, "a repeat bore a new key");
    assert_eq!(gateway.links().len(), links);
    assert_eq!(gateway.emails().len(), links);
}
