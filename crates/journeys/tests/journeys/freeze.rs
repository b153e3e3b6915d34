//! Nothing that hangs holds up the interface: while the gateway or the keychain answers nothing, frames come as they
//! come to an idle page, a press is seen at once, and one can go elsewhere.
//!
//! A machine that runs journeys is busy, so a gap is compared with the gaps of the same page at rest in the same run. A
//! page that waited for what hangs would have a gap as long as the hanging, which is many times as long.

use std::time::Duration;

use journeys::deadline::until_so;
use journeys::program::say;
use journeys::{Trouble, Window, journey};
use practice_gateway::Operation;
use serde_json::{Value, json};

use crate::steps::{first_start, practice};

const WATCH: &str = include_str!("freeze.js");
const FRAMES: u64 = 120;
/// Watching goes on for as many frames as it takes.
const LIMIT: Duration = Duration::from_secs(60);

/// So many times the longest gap of the idle page, and what one busy moment of the machine may add.
const RATIO: f64 = 3.0;
const MOMENT_MS: f64 = 400.0;
/// A page that waits for what hangs answers no key before that lets go, after many seconds.
const ANSWER_MS: f64 = 1_500.0;

#[test]
fn while_the_gateway_or_the_keychain_hangs_the_interface_goes_on() {
    journey("freeze", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        window.focus_is_on("Amount").await?;
        let idle = watched(&window, async || Ok(())).await?;
        tell("idle", &idle);

        let hanging = gateway
            .on(Operation::CreatePaymentLink)
            .hold_before_acting()
            .once();
        let held = watched(&window, async || {
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
        tell("the gateway hangs", &held);
        goes_on(&held, &idle);
        hanging.release();

        stage.close().await?;
        stage.pause_keychain()?;
        let window = stage.open().await?;
        window.screen("links").await?;
        let silent = watched(&window, async || {
            window.key("ctrl+n")?;
            window.screen("new-link").await?;
            window.focus_is_on("Amount").await?;
            fill_in_by_keys(&window).await?;
            window.key("Return")?;
            window.screen("result").await?;
            window.key("Escape")?;
            window.screen("links").await
        })
        .await?;
        stage.resume_keychain()?;
        tell("the keychain hangs", &silent);
        goes_on(&silent, &idle);
        Ok(())
    });
}

struct Watched {
    gap_max_ms: f64,
    gap_95_ms: f64,
    answers_ms: Vec<f64>,
}

/// Does something, and watches for no fewer frames than of the idle page.
async fn watched(
    window: &Window,
    act: impl AsyncFnOnce() -> Result<(), Trouble>,
) -> Result<Watched, Trouble> {
    window.script(WATCH, vec![json!("begin")]).await?;
    act().await?;
    until_so("enough frames", LIMIT, async || {
        let frames = window.script(WATCH, vec![json!("frames")]).await?;
        Ok(frames.as_u64() >= Some(FRAMES))
    })
    .await?;
    let seen = window.script(WATCH, vec![json!("end")]).await?;
    let gaps = sorted(&seen["gaps"]);
    Ok(Watched {
        gap_max_ms: gaps.last().copied().unwrap_or(f64::INFINITY),
        gap_95_ms: gaps
            .get(gaps.len() * 95 / 100)
            .copied()
            .unwrap_or(f64::INFINITY),
        answers_ms: sorted(&seen["answers"]),
    })
}

fn goes_on(hanging: &Watched, idle: &Watched) {
    let gap_most = idle.gap_max_ms * RATIO + MOMENT_MS;
    assert!(
        hanging.gap_max_ms <= gap_most,
        "a gap of {:.0} ms; the idle page had one of {:.0} ms",
        hanging.gap_max_ms,
        idle.gap_max_ms
    );
    let slowest = hanging.answers_ms.last().copied().unwrap_or(f64::INFINITY);
    assert!(
        slowest <= ANSWER_MS,
        "a key was answered after {slowest:.0} ms"
    );
}

fn tell(what: &str, seen: &Watched) {
    let answers = &seen.answers_ms;
    let at = |part: usize| {
        answers
            .get(answers.len() * part / 100)
            .copied()
            .unwrap_or(0.0)
    };
    say(&format!(
        "{what}: gaps between frames p95 {:.0} ms, longest {:.0} ms; keys answered after p50 {:.0} ms, p95 {:.0} ms",
        seen.gap_95_ms,
        seen.gap_max_ms,
        at(50),
        at(95)
    ));
}

async fn fill_in_by_keys(window: &Window) -> Result<(), Trouble> {
    window.keys("45")?;
    window.key("Tab")?;
    window.focus_is_on("What is it for?").await?;
    window.keys("Garden work")?;
    window.see("Create ").await
}

fn sorted(numbers: &Value) -> Vec<f64> {
    let mut numbers: Vec<f64> = numbers
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}
