//! The key leaves no trace in memory, and nobody else may look into it.

use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

use journeys::deadline::{SOON, START, until, until_so};
use journeys::program::say;
use journeys::secrets::{self, Place};
use journeys::stage::{Attempt, programs_may_look_at_each_other};
use journeys::{Finding, Secret, Stage, Trouble, Window, journey};
use practice_gateway::Operation;
use tokio::time::Instant;

use crate::steps::{TERMINAL, connected, describe_account, practice, test_place};

/// How soon after the key was saved, or used, nothing of it may be left.
const AFTER_SAVING: Duration = Duration::from_secs(2);
const AFTER_USING: Duration = Duration::from_secs(5);

#[test]
fn a_saved_key_is_in_no_memory() {
    journey("memory_saved", async |stage| {
        let place = test_place(stage).await?;
        let wanted = [Secret::new("the key", &place.key)];
        let window = at_the_form(stage).await?;
        window.press("Enter API key…").await?;
        window.write_api_key(&place.key).await?;
        let typed = stage.look_into_memory(&wanted)?;
        assert!(
            typed.iter().any(is_of_the_page),
            "the search is blind in the page:{}",
            secrets::list(&typed)
        );

        window.save_api_key().await?;
        leaves_no_trace(stage, &window, &wanted).await
    });
}

#[test]
fn a_pasted_key_is_in_no_memory_and_never_in_a_page() {
    journey("memory_pasted", async |stage| {
        let place = test_place(stage).await?;
        let wanted = [Secret::new("the key", &place.key)];
        let window = at_the_form(stage).await?;
        window.press("Enter API key…").await?;
        window.key_window().await?;
        stage.copy(&place.key).await?;
        window.key("ctrl+v")?;
        let dots = "•".repeat(place.key.len());
        window
            .in_key_window(async || window.has_value("API key", &dots).await)
            .await?;
        let pasted = stage.look_into_memory(&wanted)?;
        assert!(
            !pasted.iter().any(is_of_the_page),
            "in the page:{}",
            secrets::list(&pasted)
        );

        window.save_api_key().await?;
        leaves_no_trace(stage, &window, &wanted).await
    });
}

/// From a key that was entered to one that was proved and kept.
async fn leaves_no_trace(stage: &Stage, window: &Window, wanted: &[Secret]) -> Result<(), Trouble> {
    window.see("Entered").await?;
    let waiting = left_after(stage, wanted, AFTER_SAVING, |left| {
        left.iter().all(|one| !is_of_the_page(one)) && times(left) <= 1
    });
    let waiting = waiting.await?;
    assert_eq!(
        (times(&waiting), waiting.iter().any(is_of_the_page)),
        (1, false),
        "until it is proved, the app has it once:{}",
        secrets::list(&waiting)
    );

    window.press("Connect").await?;
    window.screen("new-link").await?;
    let left = left_after(stage, wanted, AFTER_SAVING, <[Finding]>::is_empty).await?;
    assert!(left.is_empty(), "left:{}", secrets::list(&left));
    Ok(())
}

#[test]
fn a_key_from_the_keychain_is_in_memory_for_one_request_alone() {
    journey("memory_used", async |stage| {
        let place = test_place(stage).await?;
        let wanted = [Secret::new("the key", &place.key)];
        connected(stage, &place).await?;
        stage.close().await?;

        let before = place.gateway.requests_of(Operation::ListPaymentLinks).len();
        let asked = place.gateway.on(Operation::Authorize).hold_before_acting();
        let window = stage.open().await?;
        window.screen("links").await?;
        asked.reached().await;
        // The request waits for no longer than half a minute; the pages are looked at below.
        let used = stage.look_into_app(&wanted)?;
        assert!(
            (1..=2).contains(&times(&used)),
            "while it is used:{}",
            secrets::list(&used)
        );

        asked.release();
        until_so("the links to be asked for", START, async || {
            let requests = place.gateway.requests_of(Operation::ListPaymentLinks);
            Ok(requests.len() > before)
        })
        .await?;
        let left = left_after(stage, &wanted, AFTER_USING, <[Finding]>::is_empty).await?;
        assert!(left.is_empty(), "left:{}", secrets::list(&left));
        Ok(())
    });
}

#[test]
fn no_other_program_of_the_user_looks_into_our_memory_and_none_of_it_is_left() {
    journey("memory_shut", async |stage| {
        let _gateway = practice(stage).await?;
        // What can be done to any other program, so that failing means something.
        let mut other = stage.open_other().await?;
        if programs_may_look_at_each_other() {
            assert!(stage.attempt(Attempt::Read, other.pid()), "blind");
            assert!(stage.attempt(Attempt::Dump, other.pid()), "blind");
        }
        let keeps_pictures = other.fail().await?.core_dumped();
        if !keeps_pictures {
            say("This system keeps no picture of a program that fails: there was none to miss.");
        }
        let before = stage.pictures_of_memory().len();

        let mut app = stage.open_alone().await?;
        // It does so as soon as its window is there, before it asks for a key.
        until_so("the app to shut its memory", SOON, async || {
            Ok(!stage.attempt(Attempt::Read, app.pid()))
        })
        .await?;
        assert!(
            !stage.attempt(Attempt::Dump, app.pid()),
            "it can be attached to"
        );
        assert!(!app.fail().await?.core_dumped(), "it left its memory");
        assert_eq!(stage.pictures_of_memory().len(), before);
        Ok(())
    });
}

async fn at_the_form(stage: &mut Stage) -> Result<Window, Trouble> {
    let window = stage.open().await?;
    window.screen("welcome").await?;
    window.press("Connect my Payroc account").await?;
    window.screen("connect").await?;
    describe_account(&window, "The shop", TERMINAL).await?;
    Ok(window)
}

/// What is found by a look that was begun so long after now, or by an earlier one that is content.
async fn left_after(
    stage: &Stage,
    wanted: &[Secret],
    limit: Duration,
    content: impl Fn(&[Finding]) -> bool,
) -> Result<Vec<Finding>, Trouble> {
    let began = Instant::now();
    until("the memory to be looked through", SOON, async || {
        let looked = began.elapsed();
        let found = stage.look_into_memory(wanted)?;
        let enough = content(&found) || looked >= limit;
        Ok(enough.then_some(found))
    })
    .await
}

/// How often the app's own process has it as it was typed.
fn times(findings: &[Finding]) -> usize {
    let plain = findings.iter().filter(|one| one.shape == "plain");
    plain.map(|one| one.times).sum()
}

fn is_of_the_page(finding: &Finding) -> bool {
    matches!(&finding.place, Place::Memory(process) if process.name.starts_with("WebKit"))
}
