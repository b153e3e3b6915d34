//! A customer pays while Paylink is open: one notification, which leads to the link, and never a second one.

use journeys::deadline::{SOON, START, until_so};
use journeys::{Stage, Trouble, customer, journey};
use practice_gateway::{Operation, Running};

use crate::steps::{fill_in, first_start, killed_and_reopened, make_and_email, practice};

const WHAT: &str = "Garden work <in> May";

#[test]
fn a_payment_is_told_by_one_notification_that_leads_to_the_link() {
    journey("paid", async |stage| {
        let gateway = practice(stage).await?;
        let desktop = stage.desktop().await?;
        let window = first_start(stage).await?;
        make_and_email(&window, WHAT).await?;
        window.press("Make another").await?;
        fill_in(&window, "20", "New fence", "").await?;
        window.press("Create $20.00 link").await?;
        window.screen("result").await?;

        customer::pays(&gateway.links()[0].assets.payment_url).await?;

        let shown = desktop.shows(1).await?;
        assert_eq!(shown.app, "Paylink");
        assert!(shown.title.starts_with("Practice: "), "{shown:?}");
        assert!(shown.title.ends_with(" paid $45.00"), "{shown:?}");
        assert_eq!(shown.text, "Garden work &lt;in&gt; May");
        desktop.press(&shown).await?;
        window.screen("link").await?;
        window.see(WHAT).await?;
        window.see("Paid").await?;
        // It is no news any more once that is on the disk.
        window.press("Back").await?;
        window.screen("links").await?;
        window.see_no_more("Dismiss").await?;

        let window = killed_and_reopened(stage).await?;
        // The other link is still active, so the watch goes on.
        a_round(&gateway).await?;
        assert_eq!(desktop.shown().len(), 1);
        assert!(!window.text().await?.contains("Dismiss"));
        Ok(())
    });
}

#[test]
fn who_does_not_want_to_be_told_is_not_told() {
    journey("paid_untold", async |stage| {
        let gateway = practice(stage).await?;
        let desktop = stage.desktop().await?;
        let window = first_start(stage).await?;
        make_and_email(&window, WHAT).await?;
        window.press("Settings").await?;
        window.screen("settings").await?;
        window.press("Tell me when a link is paid").await?;
        window.see("Nothing is checked.").await?;
        let before = gateway.requests_of(Operation::ListPaymentLinks).len();

        customer::pays(&gateway.links()[0].assets.payment_url).await?;
        window.press("Back").await?;
        window.screen("links").await?;
        window.press("Check now").await?;
        window.see_in(WHAT, "Paid").await?;

        assert!(gateway.requests_of(Operation::ListPaymentLinks).len() <= before + 2);
        assert!(desktop.shown().is_empty());
        Ok(())
    });
}

#[test]
fn with_a_tray_a_closed_window_goes_on_and_tells_what_was_paid() {
    journey("tray", async |stage| {
        let gateway = practice(stage).await?;
        let desktop = stage.desktop().await?;
        desktop.add_tray().await?;
        let window = first_start(stage).await?;
        let icon = desktop.tray_icon().await?;
        make_and_email(&window, WHAT).await?;
        window.press("Settings").await?;
        window.screen("settings").await?;
        window
            .press("Keep running in the tray when the window is closed")
            .await?;

        close(stage).await?;
        assert!(stage.app_is_running());
        customer::pays(&gateway.links()[0].assets.payment_url).await?;
        let shown = desktop.shows(1).await?;
        assert_eq!(icon.title().await?, "Paylink: 1 payment to look at");
        desktop.press(&shown).await?;

        is_back(stage).await?;
        window.screen("link").await?;
        until_so("the icon to tell nothing", START, async || {
            Ok(icon.title().await? == "Paylink")
        })
        .await?;
        close(stage).await?;
        icon.press().await?;
        is_back(stage).await
    });
}

/// Closes the window as its user does; whether Paylink ends with it is another matter. A key that is pressed just when
/// the window manager is handing the focus on goes nowhere, and is pressed again.
async fn close(stage: &Stage) -> Result<(), Trouble> {
    let keyboard = stage.keyboard();
    let gone = async || Ok(keyboard.windows("Paylink").is_empty());
    let window = keyboard.window("Paylink").await?;
    for _ in 0..2 {
        keyboard.focus(&window)?;
        keyboard.press("alt+F4")?;
        if until_so("the window to be gone", SOON, gone).await.is_ok() {
            return Ok(());
        }
    }
    keyboard.focus(&window)?;
    keyboard.press("alt+F4")?;
    until_so("the window to be gone", START, gone).await
}

async fn is_back(stage: &Stage) -> Result<(), Trouble> {
    until_so("the window to come back", START, async || {
        Ok(stage.keyboard().windows("Paylink").len() == 1)
    })
    .await
}

/// The watch asks for the active links once more, after what it asked for before was kept.
async fn a_round(gateway: &Running) -> Result<(), Trouble> {
    let asked = || {
        let requests = gateway.requests_of(Operation::ListPaymentLinks);
        requests
            .iter()
            .filter(|request| request.path.contains("status=active"))
            .count()
    };
    let before = asked();
    until_so("two rounds over the active links", START * 2, async || {
        Ok(asked() >= before + 2)
    })
    .await
}
