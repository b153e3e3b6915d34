//! Paylink is started while it is open already: there is one window and one outbox, or the second says why it waits.

use journeys::deadline::{SOON, until_so};
use journeys::{Keychain, Setting, journey, journey_on};
use practice_gateway::Operation;

use crate::steps::{fill_in, first_start, make_and_email, practice};

const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";
const CREATE: &str = "Create $45.00 and email jane@example.com";

#[test]
fn a_second_start_brings_the_first_window_forward_and_sends_nothing() {
    journey("second_start", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        fill_in(&window, "45", WHAT, EMAIL).await?;
        let held = gateway
            .on(Operation::CreatePaymentLink)
            .hold_before_acting()
            .once();
        window.press(CREATE).await?;
        held.reached().await;
        let keyboard = stage.keyboard();
        keyboard.minimise(&keyboard.window("Paylink").await?)?;
        until_so("the window to be out of sight", SOON, async || {
            Ok(keyboard.windows("Paylink").is_empty())
        })
        .await?;

        stage.start_again()?;

        until_so("the window to come forward", SOON, async || {
            Ok(keyboard.windows("Paylink").len() == 1)
        })
        .await?;
        held.release();
        window.see("Emailed to jane@example.com").await?;
        assert_eq!(gateway.requests_of(Operation::CreatePaymentLink).len(), 1);
        assert_eq!((gateway.links().len(), gateway.emails().len()), (1, 1));
        Ok(())
    });
}

#[test]
fn without_a_session_bus_a_second_paylink_says_that_the_first_holds_the_data() {
    let setting = Setting::default().keychain(Keychain::Missing);
    journey_on("second_without_bus", &setting, async |stage| {
        let gateway = practice(stage).await?;
        stage.tell_app("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.press("Try it now").await?;
        window.press("Use for this session only").await?;
        window.screen("new-link").await?;
        make_and_email(&window, WHAT).await?;

        let second = stage.open_second().await?;

        second.screen("no-data").await?;
        second.see("Another Paylink is open.").await?;
        second
            .see("Nothing is sent from here, and nothing is lost.")
            .await?;
        second.see(WHAT).await?;
        second.press("Copy link: Garden work in May").await?;
        second.see("Link copied.").await?;
        window.press("Make another").await?;
        fill_in(&window, "46", WHAT, "").await?;
        window.press("Create $46.00 link").await?;
        window.screen("result").await?;
        assert_eq!((gateway.links().len(), gateway.emails().len()), (2, 1));
        Ok(())
    });
}
