//! The main job, played: first start, first link, emailed, paid, another one shared again.
//!
//! The app is alone here, as on its user's machine: Practice is the gateway that ships inside it.

use std::process::ExitCode;

use clap::Parser;

use crate::customer;
use crate::deadline::{SOON, until};
use crate::journey::play_on;
use crate::program::{Arguments, Story, finish, say};
use crate::stage::{Setting, Stage};
use crate::trouble::Trouble;
use crate::window::Window;

/// Plays it as a program.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    finish(play(&arguments))
}

fn play(arguments: &Arguments) -> Result<(), Trouble> {
    let story = Story::begin(&arguments.out)?;
    let evidence = arguments.out.join("failure");
    say("I set up a computer of its own: home folder, display, session bus, keychain.");
    play_on(
        &arguments.app()?,
        &Setting::default(),
        &evidence,
        async |stage| tell(stage, &story).await,
    )?;
    say(&format!(
        "That was all, in {:.1} s. The pictures are in {}.",
        story.took().as_secs_f32(),
        arguments.out.display()
    ));
    Ok(())
}

async fn tell(stage: &mut Stage, story: &Story) -> Result<(), Trouble> {
    let window = stage.open().await?;
    window.screen("welcome").await?;
    story
        .step(&window, "welcome", "Paylink opens for the first time.")
        .await?;

    window.press("Try it now").await?;
    window.screen("new-link").await?;
    story
        .step(
            &window,
            "new-link",
            "Pressed \"Try it now\": Practice is connected, the first link can be made.",
        )
        .await?;

    window.type_into("Amount", "45").await?;
    window
        .type_into("What is it for?", "Garden work in May")
        .await?;
    window
        .type_into("Customer's email", "jane@example.com")
        .await?;
    window
        .see("Create $45.00 and email jane@example.com")
        .await?;
    story
        .step(
            &window,
            "filled-in",
            "Typed an amount, what it is for, and the customer's email.",
        )
        .await?;

    window.key("Return")?;
    window.screen("result").await?;
    window.see("Emailed to jane@example.com").await?;
    story
        .step(
            &window,
            "result",
            "Pressed Enter: the link is made and emailed.",
        )
        .await?;
    let link = window.value("Link").await?;
    say(&format!("      link:    {link}"));
    say("      emailed: jane@example.com");

    let inbox = customer::beside(&link, "/inbox");
    let arrived = async || {
        Ok(customer::reads(&inbox)
            .await?
            .contains("jane@example.com")
            .then_some(()))
    };
    until("the email in the practice inbox", SOON, arrived).await?;
    say(&format!("      inbox:   {inbox}"));

    details(&window, story).await?;
    paid(&window, story, &link).await?;
    share_again(&window, story).await
}

/// The page of the link, with its number at the gateway.
async fn details(window: &Window, story: &Story) -> Result<(), Trouble> {
    window.press("Done").await?;
    window.screen("links").await?;
    window.see("Garden work in May").await?;
    story
        .step(window, "links", "Back to the list: the link is on it.")
        .await?;
    window.press("$45.00, Garden work in May").await?;
    window.screen("link").await?;
    let text = window.text().await?;
    let id = text
        .split("Payment link ID")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next());
    story
        .step(window, "link", "Opened the link: everything about it.")
        .await?;
    say(&format!("      link ID: {}", id.unwrap_or("not shown")));
    Ok(())
}

async fn paid(window: &Window, story: &Story, link: &str) -> Result<(), Trouble> {
    customer::pays(link).await?;
    window.press("Check now").await?;
    window.see("Paid").await?;
    story
        .step(
            window,
            "paid",
            "The customer opened the pay page and paid; the link turned Paid.",
        )
        .await
}

async fn share_again(window: &Window, story: &Story) -> Result<(), Trouble> {
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.type_into("Amount", "120.50").await?;
    window.type_into("What is it for?", "New fence").await?;
    window.key("Return")?;
    window.screen("result").await?;
    story
        .step(
            window,
            "second-link",
            "Ctrl+N, an amount, Enter: a second link, emailed to nobody yet.",
        )
        .await?;
    window.press("Share").await?;
    window
        .type_into("Customer's email", "bob@example.com")
        .await?;
    story
        .step(
            window,
            "share",
            "Pressed \"Share\" and typed whom to email it to.",
        )
        .await?;
    window.press("Email bob@example.com").await?;
    window.see_no_more("Share by email").await?;
    window.see_no_more("Nobody was emailed").await?;
    window.see("Emailed to bob@example.com").await?;
    story
        .step(window, "shared", "The second link is emailed as well.")
        .await?;
    say("      emailed: bob@example.com");
    Ok(())
}
