//! What the main jobs cost in keys, by real keys alone: each as an exact count, of which the user's own text is the most.

use journeys::program::say;
use journeys::window::Effort;
use journeys::{Trouble, Window, journey};
use practice_gateway::Operation;

use crate::steps::practice;

const AMOUNT: &str = "45";
/// She has no link for it yet: of one, Paylink would ask.
const OTHER_AMOUNT: &str = "50";
const WHAT: &str = "Garden work";
const EMAIL: &str = "jane@example.com";

/// The keystroke-level model's figures for a practised typist: a key, and a pause to think before each step.
const KEY_SECONDS: f64 = 0.2;
const STEP_SECONDS: f64 = 1.35;

/// What one job cost.
struct Cost {
    keys: u32,
    clicks: u32,
    /// Of the keys, those that the user's own text consists of.
    content: u32,
    /// Fields filled in and decisions taken, before each of which one thinks.
    steps: u32,
}

#[test]
fn the_main_jobs_take_so_many_keys_and_no_click() {
    journey("counting", async |stage| {
        let gateway = practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;

        let first = counted(
            &window,
            len(AMOUNT) + len(WHAT) + len(EMAIL),
            5,
            async || {
                window.focus_is_on("Try it now").await?;
                window.key("Return")?;
                form(&window, AMOUNT, WHAT, EMAIL).await?;
                window.see("Emailed to jane@example.com").await
            },
        )
        .await?;
        tell("the first link ever, emailed", &first);
        assert_eq!((first.keys - first.content, first.clicks), (4, 0));
        back_to_the_list(&window, AMOUNT).await?;

        let copied = counted(&window, len(AMOUNT) + len(WHAT), 4, async || {
            window.key("ctrl+n")?;
            form(&window, AMOUNT, WHAT, "").await?;
            window.see("Copied").await
        })
        .await?;
        tell("create and copy", &copied);
        // Ctrl+N, one step between fields, Enter; the link is on the clipboard without a key for it.
        assert_eq!((copied.keys - copied.content, copied.clicks), (3, 0));
        back_to_the_list(&window, AMOUNT).await?;

        let known = counted(&window, len(OTHER_AMOUNT) + len(WHAT) + 2, 5, async || {
            window.key("ctrl+n")?;
            form_until_email(&window, OTHER_AMOUNT, WHAT).await?;
            window.keys("ja")?;
            window.key("Down")?;
            window.key("Return")?;
            window
                .see("Create $50.00 and email jane@example.com")
                .await?;
            window.key("Return")?;
            window.screen("result").await?;
            window.see("Emailed to jane@example.com").await
        })
        .await?;
        tell("create and email a customer known already", &known);
        // Ctrl+N, two steps between fields, two keys for the suggestion, Enter.
        assert_eq!((known.keys - known.content, known.clicks), (6, 0));
        back_to_the_list(&window, OTHER_AMOUNT).await?;

        let emails = gateway.emails().len();
        let again = counted(&window, 0, 2, async || {
            window.key("s")?;
            window.focus_is_on("Email jane@example.com").await?;
            window.key("Return")?;
            window.see_no_more("Share by email").await
        })
        .await?;
        tell("share a recent link again", &again);
        assert_eq!((again.keys, again.clicks), (2, 0));
        assert_eq!(gateway.emails().len(), emails + 1);
        assert_eq!(gateway.requests_of(Operation::CreatePaymentLink).len(), 3);
        Ok(())
    });
}

async fn counted(
    window: &Window,
    content: u32,
    steps: u32,
    job: impl AsyncFnOnce() -> Result<(), Trouble>,
) -> Result<Cost, Trouble> {
    let before = window.effort();
    job().await?;
    let Effort { clicks, keys } = window.effort();
    Ok(Cost {
        keys: keys - before.keys,
        clicks: clicks - before.clicks,
        content,
        steps,
    })
}

fn tell(job: &str, cost: &Cost) {
    let Cost {
        keys,
        clicks,
        content,
        steps,
    } = cost;
    let seconds = f64::from(*keys) * KEY_SECONDS + f64::from(*steps) * STEP_SECONDS;
    say(&format!(
        "{job}: {keys} keys, {content} of them content; {clicks} clicks; {steps} steps; about {seconds:.0} s"
    ));
}

/// From the amount to Enter; without an address, nobody is emailed.
async fn form(window: &Window, amount: &str, what: &str, email: &str) -> Result<(), Trouble> {
    if email.is_empty() {
        window.screen("new-link").await?;
        window.focus_is_on("Amount").await?;
        window.keys(amount)?;
        window.key("Tab")?;
        window.focus_is_on("What is it for?").await?;
        window.keys(what)?;
    } else {
        form_until_email(window, amount, what).await?;
        window.keys(email)?;
        window.see(&format!("and email {email}")).await?;
    }
    window.key("Return")?;
    window.screen("result").await
}

async fn form_until_email(window: &Window, amount: &str, what: &str) -> Result<(), Trouble> {
    window.screen("new-link").await?;
    window.focus_is_on("Amount").await?;
    window.keys(amount)?;
    window.key("Tab")?;
    window.focus_is_on("What is it for?").await?;
    window.keys(what)?;
    window.key("Tab")?;
    window.focus_is_on("Customer's email").await
}

/// Each job begins in the list, where one is when the window is opened.
async fn back_to_the_list(window: &Window, amount: &str) -> Result<(), Trouble> {
    window.key("Escape")?;
    window.screen("links").await?;
    window.focus_is_on(&format!("${amount}.00")).await
}

fn len(text: &str) -> u32 {
    u32::try_from(text.chars().count()).expect("short texts")
}
