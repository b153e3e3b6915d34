//! Everything by real keys alone, counted.

use journeys::program::say;
use journeys::{journey, window::Effort};

use crate::steps::practice;

const AMOUNT: &str = "45";
const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";

/// Keys that carry no content: start, two steps between fields, send.
const KEYS_BESIDES_TYPING: u32 = 4;

#[test]
fn from_the_first_start_to_the_first_emailed_link_by_keys_alone() {
    journey("keyboard", async |stage| {
        let gateway = practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;

        window.focus_is_on("Try it now").await?;
        window.key("Return")?;
        window.screen("new-link").await?;
        window.focus_is_on("Amount").await?;
        window.keys(AMOUNT)?;
        window.key("Tab")?;
        window.focus_is_on("What is it for?").await?;
        window.keys(WHAT)?;
        window.key("Tab")?;
        window.focus_is_on("Customer's email").await?;
        window.keys(EMAIL)?;
        window
            .see("Create $45.00 and email jane@example.com")
            .await?;
        window.key("Return")?;
        window.screen("result").await?;
        window.see("Emailed to jane@example.com").await?;

        let typed = u32::try_from(AMOUNT.len() + WHAT.len() + EMAIL.len()).expect("short texts");
        let Effort { clicks, keys } = window.effort();
        say(&format!(
            "First start to first emailed link: {keys} keys, {typed} of them content, {clicks} clicks, \
             1 form with 3 fields."
        ));
        assert_eq!((clicks, keys), (0, typed + KEYS_BESIDES_TYPING));
        assert_eq!(gateway.emails().len(), 1);
        Ok(())
    });
}
