//! A link in one line, and links that are begun outside of the window.

use journeys::deadline::{START, until_so};
use journeys::program::say;
use journeys::window::Effort;
use journeys::{Stage, Trouble, journey};

use crate::steps::{first_start, killed_and_reopened, make_and_email, practice};

const WHAT: &str = "Garden work in May";
const LINE: &str = "60 deposit jane";

/// Keys that carry no content: begin, send.
const KEYS_BESIDES_TYPING: u32 = 2;

#[test]
fn one_line_by_keys_alone_makes_and_emails_a_link_to_a_known_customer() {
    journey("one_line", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        make_and_email(&window, WHAT).await?;
        window.press("Done").await?;
        window.screen("links").await?;
        let before = window.effort();

        window.key("ctrl+n")?;
        window.screen("new-link").await?;
        window.focus_is_on("Amount").await?;
        window.keys(LINE)?;
        window
            .see("Create $60.00 and email jane@example.com")
            .await?;
        assert_eq!(window.value("What is it for?").await?, "deposit");
        window.key("Return")?;
        window.screen("result").await?;
        window.see("Emailed to jane@example.com").await?;

        let typed = u32::try_from(LINE.len()).expect("a short line");
        let Effort { clicks, keys } = window.effort();
        let (clicks, keys) = (clicks - before.clicks, keys - before.keys);
        say(&format!(
            "A link to a known customer in one line: {keys} keys, {typed} of them content, {clicks} clicks."
        ));
        assert_eq!((clicks, keys), (0, typed + KEYS_BESIDES_TYPING));
        assert_eq!((gateway.links().len(), gateway.emails().len()), (2, 2));
        assert_eq!(gateway.emails()[1].to, "jane@example.com");
        Ok(())
    });
}

#[test]
fn a_second_start_for_a_new_link_begins_one_in_the_window_that_is_there() {
    journey("second_start_new", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        window.press("Cancel").await?;
        window.screen("links").await?;
        put_out_of_sight(stage).await?;

        stage.set_arguments(&["--new", "--evil-word-of-a-stranger"]);
        stage.start_again()?;

        is_in_sight(stage).await?;
        window.screen("new-link").await?;
        window.type_into("Amount", "45").await?;
        window.type_into("What is it for?", WHAT).await?;
        stage.start_again()?;
        window.key("Escape")?;
        window.screen("links").await?;
        stage.start_again()?;
        window.screen("new-link").await?;
        assert_eq!(window.value("Amount").await?, "");
        window.press("Go on with it").await?;
        window.see_no_more("Go on with it").await?;
        assert_eq!(window.value("Amount").await?, "45");
        assert_eq!(window.value("What is it for?").await?, WHAT);
        assert_eq!(gateway.links().len(), 0);
        let home = stage.home().display().to_string();
        let found = stage.run("grep", &["-rlF", "evil-word", &home], "");
        assert!(
            found.is_err(),
            "what is on the command line was kept: {found:?}"
        );
        Ok(())
    });
}

#[test]
fn a_first_start_for_a_new_link_opens_at_one() {
    journey("first_start_new", async |stage| {
        let _gateway = practice(stage).await?;
        first_start(stage).await?;
        stage.set_arguments(&["--new"]);
        stage.close().await?;

        let window = stage.open().await?;

        window.screen("new-link").await?;
        window.focus_is_on("Amount").await
    });
}

#[test]
fn the_menu_of_the_tray_begins_a_new_link() {
    journey("tray_new", async |stage| {
        let _gateway = practice(stage).await?;
        let desktop = stage.desktop().await?;
        desktop.add_tray().await?;
        let window = first_start(stage).await?;
        let icon = desktop.tray_icon().await?;
        window.press("Cancel").await?;
        window.screen("links").await?;
        put_out_of_sight(stage).await?;

        icon.choose("New link").await?;

        is_in_sight(stage).await?;
        window.screen("new-link").await
    });
}

#[test]
fn keys_that_were_chosen_begin_a_new_link_from_any_program_also_after_a_restart() {
    journey("global_keys", async |stage| {
        let _gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        window.press("Cancel").await?;
        window.screen("links").await?;
        window.press("Settings").await?;
        window.screen("settings").await?;
        window.press("Choose keys…").await?;
        window.see("Press the keys now").await?;
        window.key("ctrl+alt+n")?;
        window.see("Change keys…").await?;
        window.press("Back").await?;
        window.screen("links").await?;
        put_out_of_sight(stage).await?;

        window.key("ctrl+alt+n")?;

        is_in_sight(stage).await?;
        window.screen("new-link").await?;

        let window = killed_and_reopened(stage).await?;
        window.press("Settings").await?;
        window.see("Change keys…").await?;
        window.press("Back").await?;
        window.screen("links").await?;
        put_out_of_sight(stage).await?;
        window.key("ctrl+alt+n")?;
        is_in_sight(stage).await?;
        window.screen("new-link").await
    });
}

async fn put_out_of_sight(stage: &Stage) -> Result<(), Trouble> {
    let keyboard = stage.keyboard();
    keyboard.minimise(&keyboard.window("Paylink").await?)?;
    until_so("the window to be out of sight", START, async || {
        Ok(keyboard.windows("Paylink").is_empty())
    })
    .await
}

async fn is_in_sight(stage: &Stage) -> Result<(), Trouble> {
    until_so("the window to come forward", START, async || {
        Ok(stage.keyboard().windows("Paylink").len() == 1)
    })
    .await
}
