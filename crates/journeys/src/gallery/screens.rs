//! Every screen, as an owner meets them.

use std::time::Duration;

use practice_gateway::{Config, Operation, Running, start};
use serde_json::json;

use super::troubles::{connected, opened};
use super::{Album, Part, Visit};
use crate::customer;
use crate::elsewhere;
use crate::stage::{Setting, Stage};
use crate::trouble::Trouble;
use crate::window::Window;

const WHAT: &str = "Garden work in May";
const LONG_WHAT: &str = "Two oak gates, hung and oiled, with the old posts taken out and away, as we agreed on the phone";
const LONG_EMAIL: &str = "a.very.long.name.indeed@accounts.example.com";

pub(super) fn parts() -> Vec<Part> {
    let usual = Setting::default;
    vec![
        Part::new("first-link", usual(), |stage, visit| {
            Box::pin(first_link(stage, visit))
        }),
        Part::new("list", usual(), |stage, visit| Box::pin(list(stage, visit))),
        Part::new("loading", usual(), |stage, visit| {
            Box::pin(loading(stage, visit))
        }),
        Part::new("one-link", usual(), |stage, visit| {
            Box::pin(one_link(stage, visit))
        }),
        Part::new("hand-over", usual(), |stage, visit| {
            Box::pin(hand_over(stage, visit))
        }),
        Part::new("changing", usual(), |stage, visit| {
            Box::pin(changing(stage, visit))
        }),
        Part::new("settings", usual(), |stage, visit| {
            Box::pin(settings(stage, visit))
        }),
    ]
}

async fn first_link(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let _gateway = gateway(stage).await?;
    let window = opened(stage, visit).await?;
    let album = visit.album(&window);
    window.screen("welcome").await?;
    album.stop("welcome").await?;
    connect(&album).await?;
    window.press("Try it now").await?;
    window.screen("new-link").await?;
    window.see_no_more("is connected").await?;
    album.stop("new-link").await?;
    window.press("More options").await?;
    album.stop("new-link-options").await?;
    fill_in(&window, "1.250", WHAT, "jane@").await?;
    window.key("Return")?;
    window.complaint("Amount").await?;
    album.stop("new-link-complaints").await?;
    window.press("Cancel").await?;
    window.screen("links").await?;
    window.see("No links yet").await?;
    album.stop("links-empty").await?;

    new_link(&window, "1250000", LONG_WHAT, LONG_EMAIL).await?;
    made(&window, LONG_EMAIL).await?;
    album.stop("result-long").await?;
    new_link(&window, "1200.50", "New fence", "").await?;
    made(&window, "").await?;
    album.stop("result-not-emailed").await?;
    new_link(&window, "45", WHAT, "jane@example.com").await?;
    album.stop("new-link-filled").await?;
    made(&window, "jane@example.com").await?;
    album.stop("result").await?;
    new_link(&window, "45", "Garden work in June", "jane@example.com").await?;
    window
        .see("already has an open link for $45.00 from today.")
        .await?;
    album.stop("new-link-alike").await
}

async fn connect(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    window.press("Connect my Payroc account").await?;
    window.screen("connect").await?;
    album.stop("connect").await?;
    window.press("Connect").await?;
    window.complaint("Terminal ID").await?;
    album.stop("connect-complaints").await?;
    window.press("Enter API key…").await?;
    window
        .in_key_window(async || album.stop_as_it_is("key-window").await)
        .await?;
    window.cancel_api_key().await?;
    window.press("Cancel").await?;
    window.screen("welcome").await
}

async fn list(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (_gateway, window) = connected(stage, visit).await?;
    let album = visit.album(&window);
    for (amount, what, email) in [
        ("86.40", "Spring cleaning", "ann@example.com"),
        ("1250000", LONG_WHAT, LONG_EMAIL),
        ("320", "Window frames, painted", ""),
        ("75", "Delivery", "bob@example.com"),
        ("1200.50", "New fence", ""),
        ("45", WHAT, "jane@example.com"),
    ] {
        new_link(&window, amount, what, email).await?;
        made(&window, email).await?;
        if ["Spring cleaning", "New fence"].contains(&what) {
            customer::pays(&window.value("Link").await?).await?;
        }
    }
    window.press("Done").await?;
    window.screen("links").await?;
    window.press("Check now").await?;
    window.see(" paid $86.40 for Spring cleaning").await?;
    window.see(" paid $1,200.50 for New fence").await?;
    album.stop("links-paid").await?;
    window.press("Dismiss").await?;
    window.see_no_more("Dismiss").await?;
    album.stop("links").await?;

    window.press("Filters").await?;
    window.choose("Made", "Today").await?;
    window.see("Made today").await?;
    album.stop("links-filters").await?;
    window.press("Clear all").await?;
    window.press("Filters").await?;
    window.type_into("Search links", "harpsichord").await?;
    window.see("No link matches.").await?;
    album.stop("links-nothing-found").await?;
    window.type_into("Search links", "").await?;
    window.see(WHAT).await?;
    window.key("Return")?;
    window.key("x")?;
    window.see("1 selected").await?;
    window.key("shift+Down")?;
    window.see("2 selected").await?;
    album.stop("links-selected").await?;
    window.key("Escape")?;
    window.see_no_more("2 selected").await?;
    window.press("More: Garden work in May").await?;
    window.see("Deactivate…").await?;
    album.stop("links-row-menu").await?;
    window.key("Escape")?;
    window.see_no_more("Deactivate…").await?;
    window.key("question")?;
    window.see("Keyboard shortcuts").await?;
    album.stop("shortcuts").await?;
    window.key("Escape")?;
    window.see_no_more("Keyboard shortcuts").await?;
    window.press("Profile: Practice My shop").await?;
    window.see("Add profile…").await?;
    album.stop("profile-menu").await
}

/// The first list of a Paylink that knows no link yet.
async fn loading(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let gateway = gateway(stage).await?;
    let list = || gateway.on(Operation::ListPaymentLinks);
    // The first question is a part of connecting.
    list().delay(Duration::from_millis(1)).once();
    let held = list().hold_before_acting().always();
    let window = opened(stage, visit).await?;
    window.press("Try it now").await?;
    window.screen("new-link").await?;
    window.press("Back").await?;
    window.screen("links").await?;
    held.reached().await;
    window.see("Reading your links from Payroc").await?;
    visit.album(&window).stop("links-loading").await?;
    held.release();
    Ok(())
}

async fn one_link(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, window) = connected(stage, visit).await?;
    let album = visit.album(&window);
    at_a_link(&window).await?;
    window.see("No payment yet.").await?;
    album.stop("link").await?;
    window.key("s")?;
    window.see("Share by email").await?;
    album.stop("share").await?;
    window.key("Escape")?;
    window.see_no_more("Share by email").await?;
    window.key("m")?;
    window.see("Just before it goes out").await?;
    album.stop("remind").await?;
    window.key("Escape")?;
    window.see_no_more("Just before it goes out").await?;
    window.press("+30 days").await?;
    window.see("Let it be paid until").await?;
    album.stop("extend").await?;
    window.key("Escape")?;
    window.see_no_more("Let it be paid until").await?;
    window.key("d")?;
    window.see("Deactivate this link?").await?;
    album.stop("deactivate").await?;
    window.type_into("Why (optional)", "Paid in cash").await?;
    window.press("Deactivate for good").await?;
    window.see("The link is deactivated").await?;
    album.stop("deactivated").await?;
    window.key("Escape")?;
    window.see_no_more("The link is deactivated").await?;
    window.see("“Paid in cash”").await?;
    album.stop("link-deactivated").await?;

    at_a_link(&window).await?;
    customer::pays(&window.value("Link").await?).await?;
    window.press("Check now").await?;
    window.see("$45.00 paid").await?;
    album.stop("link-paid").await?;

    let refusals = [Operation::ListPayments, Operation::ListBankTransferPayments];
    let _refusals = refusals.map(|operation| gateway.on(operation).refuse_with(403).maybe());
    at_a_link(&window).await?;
    window.see("This key may not list payments").await?;
    album.stop("link-no-payments").await
}

async fn hand_over(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (_gateway, window) = connected(stage, visit).await?;
    let album = visit.album(&window);
    at_a_link(&window).await?;
    window.press("More ways to send").await?;
    window.see("Print a sheet…").await?;
    album.stop("hand-over-menu").await?;
    window.key("Escape")?;
    window.see_no_more("Print a sheet…").await?;
    window.key("q")?;
    window.see("Save as PNG").await?;
    album.stop("qr").await?;
    window.press("Full screen").await?;
    window.see("Scan to pay").await?;
    album.stop("qr-full").await?;
    window.key("Escape")?;
    window.see_no_more("Scan to pay").await?;
    window.key("Escape")?;
    window.see_no_more("Save as PNG").await?;
    for (item, seen, stop) in [
        ("Copy a message…", "Copy message", "message"),
        ("Print a sheet…", "Point the camera of your phone", "print"),
        ("Copy HTML button…", "Roughly as it looks", "html-button"),
    ] {
        window.press("More ways to send").await?;
        window.press(item).await?;
        window.see(seen).await?;
        album.stop(stop).await?;
        window.key("Escape")?;
        window.see_no_more(seen).await?;
    }
    Ok(())
}

async fn changing(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, window) = connected(stage, visit).await?;
    let album = visit.album(&window);
    at_a_link(&window).await?;
    window.press("Edit").await?;
    window.screen("change-link").await?;
    window.type_into("Amount", "50").await?;
    album.stop("edit").await?;
    let id = gateway.links()[0].payment_link_id.clone();
    let steps = json!([{ "op": "replace", "path": "/order/charge/amount", "value": 6000 }]);
    elsewhere::changes(gateway.base_url(), &id, &steps).await?;
    window.press("Save, and email").await?;
    window
        .see("The link was changed somewhere else meanwhile")
        .await?;
    album.stop("edit-conflict").await?;
    window.press("Go on with what I typed").await?;
    let held = gateway
        .on(Operation::UpdatePaymentLink)
        .act_then_hold()
        .once();
    window.press("Save").await?;
    held.reached().await;
    window.see("The change is on its way").await?;
    album.stop("edit-under-way").await?;
    held.release();
    Ok(())
}

async fn settings(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (_gateway, window) = connected(stage, visit).await?;
    let album = visit.album(&window);
    window.key("ctrl+comma")?;
    window.screen("settings").await?;
    album.stop("settings").await?;
    window.press("More for My shop").await?;
    window.see("Remove profile…").await?;
    album.stop("settings-profile-menu").await?;
    window.press("Name and defaults…").await?;
    window.focus_is_on("Business name").await?;
    album.stop("settings-profile").await?;
    window.key("Escape")?;
    window.see_no_more("Name and defaults of").await?;
    window.press("More for My shop").await?;
    window.press("Remove profile…").await?;
    window.see("Remove My shop?").await?;
    album.stop("settings-remove").await
}

async fn gateway(stage: &mut Stage) -> Result<Running, Trouble> {
    let gateway = start(Config::default()).await;
    let gateway = gateway.map_err(Trouble::while_doing("starting the gateway"))?;
    stage.set_gateway(gateway.base_url());
    Ok(gateway)
}

async fn at_a_link(window: &Window) -> Result<(), Trouble> {
    new_link(window, "45", WHAT, "jane@example.com").await?;
    made(window, "jane@example.com").await?;
    window.press("Done").await?;
    window.screen("links").await?;
    // The newest one stands first.
    window.key("Home")?;
    window.key("Return")?;
    window.screen("link").await
}

/// Opens the form and fills it in.
async fn new_link(window: &Window, amount: &str, what: &str, email: &str) -> Result<(), Trouble> {
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    fill_in(window, amount, what, email).await
}

async fn fill_in(window: &Window, amount: &str, what: &str, email: &str) -> Result<(), Trouble> {
    window.type_into("Amount", amount).await?;
    window.type_into("What is it for?", what).await?;
    window.type_into("Customer's email", email).await
}

/// Presses Enter and waits until it is all done.
async fn made(window: &Window, email: &str) -> Result<(), Trouble> {
    window.key("Return")?;
    window.screen("result").await?;
    match email {
        "" => window.see("Nobody was emailed.").await,
        email => window.see(&format!("Emailed to {email}")).await,
    }
}
