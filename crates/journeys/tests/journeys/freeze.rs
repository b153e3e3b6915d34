//! Nothing that hangs holds up the interface: while the gateway, the keychain, the look-up of names or the disk answers
//! nothing, frames come as they come to an idle page, a press is seen at once, and one can go elsewhere.
//!
//! A machine that runs journeys is busy, so a gap is compared with the gaps of the same page at rest in the same run. A
//! page that waited for what hangs would have a gap as long as the hanging, which is many times as long. `cargo xtask
//! bench freeze` measures on a machine that is left alone.

use journeys::deadline::{START, until_so};
use journeys::freeze::{Seen, longest, most};
use journeys::program::say;
use journeys::{Hanging, Stage, Trouble, Window, journey};
use practice_gateway::Operation;

use crate::steps::{fill_in_account, first_start, practice, test_place};

const FRAMES: u64 = 120;

/// So many times the longest gap of the idle page, and what one busy moment of the machine may add.
const RATIO: f64 = 3.0;
const MOMENT_MS: f64 = 400.0;
/// A page, or a command, that waits for what hangs answers nothing before that lets go, after many seconds.
const ANSWER_MS: f64 = 1_500.0;

#[test]
fn while_the_gateway_or_the_keychain_hangs_the_interface_goes_on() {
    journey("freeze", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        window.focus_is_on("Amount").await?;
        let idle = watched(&window, "nothing", async || Ok(())).await?;

        let hanging = gateway
            .on(Operation::CreatePaymentLink)
            .hold_before_acting()
            .once();
        let held = watched(&window, "the gateway", async || {
            fill_in_by_keys(&window).await?;
            window.key("Return")?;
            window.screen("result").await?;
            window.key("Escape")?;
            window.screen("links").await?;
            window.key("ctrl+k")?;
            window.focus_is_on("Command, link").await?;
            window.keys("new")?;
            window.key("Escape")?;
            window.key("ctrl+n")?;
            window.screen("new-link").await
        })
        .await?;
        goes_on(&held, &idle);
        hanging.release();

        stage.close().await?;
        stage.pause_keychain()?;
        let window = stage.open().await?;
        window.screen("links").await?;
        let silent = watched(&window, "the keychain", async || make_one(&window).await).await?;
        stage.resume_keychain()?;
        goes_on(&silent, &idle);
        Ok(())
    });
}

#[test]
fn while_the_disk_hangs_the_interface_goes_on_and_nothing_is_called_done() {
    journey("freeze_disk", async |stage| {
        stage.can_hang()?;
        // Practice as it ships: it writes to the same disk.
        let window = first_start(stage).await?;
        window.focus_is_on("Amount").await?;
        make_one(&window).await?;
        window.see("Garden work").await?;
        let idle = watched(&window, "nothing", async || Ok(())).await?;

        // What was told before is not taken for what is told then.
        window.see_no_more("Link copied.").await?;
        stage.hang(Hanging::Disk)?;
        let held = watched(&window, "the disk", async || {
            goes_about(stage, &window).await
        })
        .await?;
        goes_on(&held, &idle);
        stage.let_go(Hanging::Disk)?;

        window
            .see("The link for $46.00 for Other work was made")
            .await
    });
}

#[test]
fn while_the_look_up_of_names_hangs_the_interface_goes_on() {
    journey("freeze_names", async |stage| {
        stage.can_hang()?;
        let test = test_place(stage).await?;
        // Its proxy has a name.
        stage.tell_app("HTTPS_PROXY", &test.disguise.proxy_by_name());
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.press("Connect my Payroc account").await?;
        fill_in_account(&window, "My shop", crate::steps::TERMINAL, &test.key).await?;
        window.press("Connect").await?;
        window.screen("new-link").await?;
        stage.close().await?;

        stage.hang(Hanging::Names)?;
        let window = stage.open().await?;
        window.screen("links").await?;
        let idle = watched(
            &window,
            "nothing asked for, the look-up of names",
            async || Ok(()),
        )
        .await?;
        let held = watched(&window, "the look-up of names", async || {
            make_one(&window).await
        })
        .await?;
        goes_on(&held, &idle);
        assert!(test.gateway.links().is_empty());
        stage.let_go(Hanging::Names)?;

        until_so("the link to be made", START, async || {
            Ok(test.gateway.links().len() == 1)
        })
        .await
    });
}

/// While the disk takes nothing in: what was written is read, what is asked for says that it is under way, and one goes
/// elsewhere.
async fn goes_about(stage: &Stage, window: &Window) -> Result<(), Trouble> {
    window.key("c")?;
    window.see("Link copied.").await?;
    window.key("Return")?;
    window.screen("link").await?;
    window.see("Garden work").await?;
    window.key("Escape")?;
    window.screen("links").await?;
    window.key("slash")?;
    window.focus_is_on("Search").await?;
    window.keys("garden")?;
    window.see("Garden work").await?;
    window.key("Escape")?;

    window.key("ctrl+comma")?;
    window.screen("settings").await?;
    window.press("Dark").await?;
    window.key("Escape")?;
    window.screen("links").await?;

    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.focus_is_on("Amount").await?;
    window.keys("46")?;
    window.key("Tab")?;
    window.focus_is_on("What is it for?").await?;
    window.keys("Other work")?;
    window.see("Create ").await?;
    window.key("Return")?;
    window.see("Creating…").await?;
    window.key("Escape")?;
    window.screen("links").await?;
    // What is not on the disk is not said to be under way, let alone done.
    assert!(!window.text().await?.contains("Other work"));
    assert!(stage.app_is_running());
    Ok(())
}

async fn make_one(window: &Window) -> Result<(), Trouble> {
    if !window
        .screens()
        .await?
        .iter()
        .any(|screen| screen == "new-link")
    {
        window.key("ctrl+n")?;
        window.screen("new-link").await?;
    }
    window.focus_is_on("Amount").await?;
    fill_in_by_keys(window).await?;
    window.key("Return")?;
    window.screen("result").await?;
    window.key("Escape")?;
    window.screen("links").await
}

/// Does something, and watches for no fewer frames than of the idle page.
async fn watched(
    window: &Window,
    what: &str,
    act: impl AsyncFnOnce() -> Result<(), Trouble>,
) -> Result<Seen, Trouble> {
    window.watch().await?;
    act().await?;
    let seen = window.watched(FRAMES).await?;
    let answers = seen.answers("");
    say(&format!(
        "{what} hangs: gaps between frames p95 {:.0} ms, longest {:.0} ms; keys answered after p95 {:.0} ms; the \
         simplest command after {:.0} ms at most",
        most(&seen.gaps("")),
        longest(&seen.gaps("")),
        most(&answers),
        longest(&seen.beats),
    ));
    Ok(seen)
}

fn goes_on(hanging: &Seen, idle: &Seen) {
    let (gap, before) = (longest(&hanging.gaps("")), longest(&idle.gaps("")));
    let gap_most = before * RATIO + MOMENT_MS;
    assert!(
        gap <= gap_most,
        "a gap of {gap:.0} ms; the idle page had one of {before:.0} ms"
    );
    let slowest = longest(&hanging.answers(""));
    assert!(
        slowest <= ANSWER_MS,
        "a key was answered after {slowest:.0} ms"
    );
    let beat = longest(&hanging.beats);
    assert!(
        beat <= ANSWER_MS,
        "the simplest command was answered after {beat:.0} ms"
    );
}

async fn fill_in_by_keys(window: &Window) -> Result<(), Trouble> {
    window.keys("45")?;
    window.key("Tab")?;
    window.focus_is_on("What is it for?").await?;
    window.keys("Garden work")?;
    window.see("Create ").await
}
