//! The keychain in every state a user may have it in: each is told apart, and there is a way on from each.

use std::time::Duration;

use journeys::deadline::{SOON, until_so};
use journeys::{Keychain, Setting, Trouble, Window, journey, journey_on};
use practice_gateway::{Operation, Running};

use crate::steps::{fill_in, first_start, practice};

const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";
const WAITING: &str = "Waiting to make the link for $45.00 for Garden work in May";
const SERVICE: &str = "app.paylink.desktop";

const MISSING: &str = "This computer has no keychain to keep the key in.";
const DENIED: &str = "The keychain did not let Paylink in.";
const SILENT: &str = "The keychain does not answer.";
const DAMAGED: &str = "What the keychain holds for this profile is not an API key.";

/// How long a silent keychain is waited for, and a little for a busy machine.
const TOLD_WITHIN: Duration = Duration::from_secs(8);

#[test]
fn without_a_keychain_the_key_lasts_for_the_session_and_is_asked_for_after_a_restart() {
    let setting = Setting::default().keychain(Keychain::Missing);
    journey_on("keychain_missing", &setting, async |stage| {
        let gateway = practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.press("Try it now").await?;
        window.see(MISSING).await?;
        window.screen("welcome").await?;
        window.press("Use for this session only").await?;
        window.screen("new-link").await?;
        make_the_link(&window).await?;
        window.see("Emailed to jane@example.com").await?;

        stage.close().await?;
        let window = stage.open().await?;
        window.screen("links").await?;
        window.see(WHAT).await?;
        window
            .see("My shop has no API key. Links cannot be made or checked.")
            .await?;
        let creations = gateway.requests_of(Operation::CreatePaymentLink).len();
        window.press("New link").await?;
        make_another_link(&window).await?;
        window.see(WAITING).await?;
        window.see("There is no API key for this profile.").await?;
        assert_eq!(
            gateway.requests_of(Operation::CreatePaymentLink).len(),
            creations
        );

        window.press("Enter the key again").await?;
        window.screen("connect").await?;
        window.press("Use the new key").await?;
        window.see(MISSING).await?;
        window.press("Use for this session only").await?;
        window.screen("settings").await?;
        window.press("Back").await?;
        window
            .see("The link for $45.00 for Garden work in May was made and emailed to jane@example.com")
            .await?;
        assert_eq!(gateway.links().len(), 2);
        assert_eq!(gateway.emails().len(), 2);
        Ok(())
    });
}

#[test]
fn a_silent_keychain_is_told_in_time_and_the_window_answers_meanwhile() {
    let setting = Setting::default().keychain(Keychain::Locked);
    journey_on("keychain_silent", &setting, async |stage| {
        let gateway = practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;

        window.press("Try it now").await?;
        let told = told_in_time(&window, SILENT);
        let answers = async {
            window.see("Getting Practice ready…").await?;
            window.type_into("Currency", "chf").await?;
            window.see("Swiss Franc").await?;
            let text = window.text().await?;
            assert!(text.contains("Getting Practice ready…"), "{text}");
            Ok::<_, Trouble>(())
        };
        let (told, answers) = tokio::join!(told, answers);
        answers?;
        told?;

        window.press("Use for this session only").await?;
        window.screen("new-link").await?;
        make_the_link(&window).await?;
        window.see("Emailed to jane@example.com").await?;
        was_made_once(&gateway);
        Ok(())
    });
}

#[test]
fn a_keychain_that_was_refused_or_opened_late_is_told_and_tried_again() {
    let setting = Setting::default().keychain(Keychain::Locked);
    journey_on("keychain_refused", &setting, async |stage| {
        let _gateway = practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;

        window.press("Try it now").await?;
        stage.refuse_keychain().await?;
        window.see(DENIED).await?;
        window.press("Try it now").await?;
        window.see(SILENT).await?;
        stage.unlock_keychain().await?;
        window.screen("welcome").await?;
        window.press("Try it now").await?;
        window.screen("new-link").await?;

        assert_eq!(stage.keychain_entries(SERVICE)?.len(), 1);
        Ok(())
    });
}

#[test]
fn a_link_waits_for_a_keychain_that_locked_and_goes_out_once_it_is_open() {
    journey("keychain_locked_later", async |stage| {
        let gateway = practice(stage).await?;
        first_start(stage).await?;
        stage.close().await?;
        stage.lock_keychain()?;

        let window = stage.open().await?;
        window.screen("links").await?;
        window.see(SILENT).await?;
        // By clicks: the keychain's dialog holds the keyboard.
        window.press_in("My shop", "New link").await?;
        make_the_link(&window).await?;
        window.see(WAITING).await?;
        window
            .see("Not made yet: something is needed from you")
            .await?;
        window.see(SILENT).await?;
        assert!(gateway.requests_of(Operation::CreatePaymentLink).is_empty());

        stage.unlock_keychain().await?;
        window.press("Try now").await?;
        window.see("Emailed to jane@example.com").await?;
        was_made_once(&gateway);
        Ok(())
    });
}

#[test]
fn a_keychain_without_a_place_for_keys_is_told_and_made_one_on_the_way() {
    let setting = Setting::default().keychain(Keychain::Empty);
    journey_on("keychain_empty", &setting, async |stage| {
        let _gateway = practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;

        // The system asks for the password of a new keychain, and nobody answers.
        window.press("Try it now").await?;
        told_in_time(&window, SILENT).await?;
        assert_eq!(stage.keychain_entries(SERVICE)?.len(), 0);
        stage.found_keychain().await?;
        window.press("Try it now").await?;
        window.screen("new-link").await?;

        assert_eq!(stage.keychain_entries(SERVICE)?.len(), 1);
        Ok(())
    });
}

#[test]
fn a_keychain_that_dies_is_told_and_found_again_without_a_restart() {
    let setting = Setting::default().keychain(Keychain::Locked);
    journey_on("keychain_dies", &setting, async |stage| {
        let _gateway = practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;

        window.press("Try it now").await?;
        stage.keychain_asks().await?;
        stage.kill_keychain()?;
        told_in_time(&window, SILENT).await?;
        stage.restart_keychain().await?;
        window.press("Try it now").await?;
        window.screen("new-link").await?;

        assert_eq!(stage.keychain_entries(SERVICE)?.len(), 1);
        Ok(())
    });
}

#[test]
fn a_slow_keychain_is_told_in_time_and_what_it_does_late_is_undone() {
    journey("keychain_slow", async |stage| {
        let _gateway = practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;

        stage.pause_keychain()?;
        window.press("Try it now").await?;
        told_in_time(&window, SILENT).await?;
        stage.resume_keychain()?;
        until_so("what came late to be undone", SOON, async || {
            Ok(stage.keychain_entries(SERVICE)?.is_empty())
        })
        .await?;
        window.press("Try it now").await?;
        window.screen("new-link").await?;

        assert_eq!(stage.keychain_entries(SERVICE)?.len(), 1);
        Ok(())
    });
}

#[test]
fn something_else_where_the_key_should_be_is_told_and_replaced() {
    journey("keychain_damaged", async |stage| {
        let gateway = practice(stage).await?;
        first_start(stage).await?;
        stage.close().await?;

        for (number, value) in ["not a key", &"k".repeat(5000)].into_iter().enumerate() {
            stage.spoil_keychain_entries(SERVICE, value)?;
            let window = stage.open().await?;
            window.screen("links").await?;
            window.see(DAMAGED).await?;
            window.press_in("My shop", "New link").await?;
            match number {
                0 => make_the_link(&window).await?,
                _ => make_another_link(&window).await?,
            }
            window.see(DAMAGED).await?;
            assert_eq!(gateway.links().len(), number);

            window.press("Enter the key again").await?;
            window.screen("connect").await?;
            window.press("Use the new key").await?;
            window.screen("settings").await?;
            window.press("Back").await?;
            window
                .see("was made and emailed to jane@example.com")
                .await?;
            assert_eq!(gateway.links().len(), number + 1);
            assert_eq!(stage.keychain_entries(SERVICE)?.len(), 1);
            stage.close().await?;
        }
        Ok(())
    });
}

/// From pressing on; the same whatever the keychain does.
async fn told_in_time(window: &Window, text: &str) -> Result<(), Trouble> {
    until_so(&format!("{text:?}"), TOLD_WITHIN, async || {
        Ok(window.text().await?.contains(text))
    })
    .await
}

async fn make_the_link(window: &Window) -> Result<(), Trouble> {
    window.screen("new-link").await?;
    fill_in(window, "45", WHAT, EMAIL).await?;
    window.press("Create ").await
}

/// Where there is one like it already, which is told first.
async fn make_another_link(window: &Window) -> Result<(), Trouble> {
    window.screen("new-link").await?;
    fill_in(window, "45", WHAT, EMAIL).await?;
    window.see("Share that one again").await?;
    window.press("Create another ").await
}

fn was_made_once(gateway: &Running) {
    assert_eq!(gateway.requests_of(Operation::CreatePaymentLink).len(), 1);
    assert_eq!(gateway.links().len(), 1);
    assert_eq!(gateway.emails().len(), 1);
}
