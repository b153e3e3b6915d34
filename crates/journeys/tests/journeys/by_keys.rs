//! Every feature by the keyboard alone: nothing is clicked, after each step the focus is on something and is seen
//! there, and whatever lies over a screen gives it back to where it was.

use journeys::deadline::{SOON, until_so};
use journeys::{Trouble, Window, journey};
use practice_gateway::LinkStatus;

use crate::hand_over::make_downloads;
use crate::steps::practice;

const JANE: &str = "jane@example.com";

#[test]
fn every_feature_is_used_without_a_pointer() {
    journey("by_keys", async |stage| {
        let gateway = practice(stage).await?;
        make_downloads(&stage.home());
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.focus_is_on("Try it now").await?;
        window.key("Return")?;

        makes_links(&window).await?;
        assert_eq!(gateway.links().len(), 2);
        walks_the_list(&window).await?;
        looks_after_a_link(&window).await?;
        let links = gateway.links();
        let left = links
            .iter()
            .filter(|link| link.status == LinkStatus::Active);
        assert_eq!(left.count(), 1);
        goes_through_settings(&window).await?;

        assert_eq!(window.effort().clicks, 0);
        Ok(())
    });
}

/// One with every option in sight, handed over from its result; one typed in a single line.
async fn makes_links(window: &Window) -> Result<(), Trouble> {
    window.screen("new-link").await?;
    window.focus_is_on("Amount").await?;
    window.keys("45")?;
    goes_to(window, "What is it for?").await?;
    window.keys("Garden work")?;
    goes_to(window, "Customer's email").await?;
    window.keys(JANE)?;
    goes_to(window, "More options").await?;
    window.key("Return")?;
    window.see("Many payments").await?;
    goes_to(window, "Create $45.00 and email").await?;
    window.key("Return")?;
    window.screen("result").await?;
    window.see("Emailed to jane@example.com").await?;
    stands(window).await?;

    lies_over(window, "q", "Save as PNG", async || {
        goes_to(window, "Save as PNG").await?;
        window.key("Return")?;
        window.see("Saved in Downloads as").await
    })
    .await?;
    goes_to(window, "More ways to send").await?;
    lies_over(window, "Return", "Print a sheet…", async || Ok(())).await?;
    window.key("Escape")?;

    window.screen("links").await?;
    stands(window).await?;
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.focus_is_on("Amount").await?;
    window.keys("50 delivery")?;
    window.see("Create $50.00 link").await?;
    window.key("Return")?;
    window.screen("result").await?;
    stands(window).await?;
    window.key("Escape")?;
    window.screen("links").await
}

/// Finds, selects, and opens whatever is to be had without leaving the list.
async fn walks_the_list(window: &Window) -> Result<(), Trouble> {
    stands(window).await?;
    window.key("slash")?;
    window.focus_is_on("Search").await?;
    window.keys("garden")?;
    window.see("1 link").await?;
    window.key("Down")?;
    window.focus_is_on("$45.00, Garden work").await?;
    for (key, shows) in [
        ("s", "Share by email"),
        ("m", "Send a reminder"),
        ("q", "Save as PNG"),
        ("d", "Deactivate this link?"),
        ("question", "Keyboard shortcuts"),
        ("ctrl+k", "Commands"),
        ("F1", "Find and change links"),
    ] {
        lies_over(window, key, shows, async || Ok(())).await?;
    }
    // A menu gives the focus to what it hangs on.
    window.key("period")?;
    window.see("Make another like it").await?;
    stands(window).await?;
    window.key("Escape")?;
    window.focus_is_on("More").await?;
    stands(window).await?;
    window.key("Up")?;
    window.focus_is_on("$45.00, Garden work").await?;
    window.key("x")?;
    window.see("1 selected").await?;
    window.key("Escape")?;
    window.see_no_more("1 selected").await?;
    stands(window).await
}

/// Changes a link, lets it be paid for longer, and deactivates it.
async fn looks_after_a_link(window: &Window) -> Result<(), Trouble> {
    window.key("Return")?;
    window.screen("link").await?;
    window.focus_is_on("Garden work").await?;
    stands(window).await?;
    lies_over(window, "plus", "Let it be paid until", async || Ok(())).await?;
    window.key("e")?;
    window.screen("change-link").await?;
    window.focus_is_on("Amount").await?;
    window.key("ctrl+a")?;
    window.keys("48")?;
    goes_to(window, "Save, and email the new link to jane@example.com").await?;
    window.key("Return")?;
    window.screen("link").await?;
    window.see("Amount: $45.00 → $48.00").await?;
    window.focus_is_on("Garden work").await?;
    stands(window).await?;

    window.key("d")?;
    window.see("Deactivate this link?").await?;
    goes_to(window, "Deactivate").await?;
    window.key("Return")?;
    window.see_no_more("Deactivate this link?").await?;
    window.focus_is_on("Make another like it").await?;
    window.key("Escape")?;
    window.focus_is_on("Garden work").await?;
    window.key("Escape")?;
    window.screen("links").await?;
    stands(window).await
}

/// What can be set, and what is kept on this computer.
async fn goes_through_settings(window: &Window) -> Result<(), Trouble> {
    window.key("ctrl+comma")?;
    window.screen("settings").await?;
    stands(window).await?;
    goes_to(window, "Quiet hours").await?;
    window.key("space")?;
    window.see("From").await?;
    window.key("space")?;
    window.see_no_more("From").await?;
    goes_to(window, "Language").await?;
    goes_to(window, "System").await?;
    for (button, key, shows) in [
        ("More for My shop", "Return", "Remove profile…"),
        ("Data on this computer…", "Return", "Delete everything…"),
        ("Diagnostic report…", "Return", "Save as a file"),
        ("Help", "Return", "Your data"),
        ("Keyboard shortcuts", "Return", "New link"),
    ] {
        goes_to(window, button).await?;
        lies_over(window, key, shows, async || Ok(())).await?;
    }
    goes_to(window, "Show the tour").await?;
    window.key("Return")?;
    window.see("1/3").await?;
    window.key("Escape")?;
    window.see_no_more("1/3").await
}

/// Goes there by Tab.
async fn goes_to(window: &Window, name: &str) -> Result<(), Trouble> {
    window.key_until_focused("Tab", name).await?;
    stands(window).await
}

/// What a key lays over the screen has the focus, and Escape gives the focus back.
async fn lies_over(
    window: &Window,
    key: &str,
    shows: &str,
    inside: impl AsyncFnOnce() -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let before = window.focused().await?;
    window.key(key)?;
    window.see(shows).await?;
    stands(window).await?;
    inside().await?;
    window.key("Escape")?;
    let back = until_so("the focus where it was", SOON, async || {
        Ok(window.focused().await? == before)
    });
    back.await
        .map_err(|trouble| Trouble::new(format!("after {shows:?}, from {before:?}: {trouble}")))?;
    stands(window).await
}

/// What begins a screen or a dialog has the focus for a screen reader and the keys, not for the eye.
const BEGINNINGS: [&str; 3] = ["h1", "h2", "dialog"];

/// The focus is on something in sight, and can be seen there.
async fn stands(window: &Window) -> Result<(), Trouble> {
    let mut focus = None;
    let seen = until_so("a focus that is seen", SOON, async || {
        focus = window.focused().await?;
        let Some(focus) = &focus else {
            return Ok(false);
        };
        let begins = BEGINNINGS.contains(&focus.role.as_str());
        Ok(window.focus_is_in_sight().await? && (begins || window.focus_is_shown().await?))
    });
    seen.await
        .map_err(|trouble| Trouble::new(format!("{trouble}; it is on {focus:?}")))
}
