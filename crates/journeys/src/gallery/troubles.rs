//! Every trouble the app tells about: what happened, whether money or email is affected, what to do next.

mod computer;
mod connecting;
mod sending;

use practice_gateway::{Config, Port, Running, start};

use super::{Part, Visit};
use crate::stage::{Keychain, Setting, Stage};
use crate::trouble::Trouble;
use crate::window::Window;

const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";
const CREATE: &str = "Create $45.00 and email jane@example.com";

/// Each kind of trouble on a stage of its own.
pub(super) fn parts() -> Vec<Part> {
    let usual = Setting::default;
    let missing = || Setting::default().keychain(Keychain::Missing);
    let locked = || Setting::default().keychain(Keychain::Locked);
    vec![
        Part::new("answers", usual(), |stage, visit| {
            Box::pin(sending::answers(stage, visit))
        }),
        Part::new("unknown", usual(), |stage, visit| {
            Box::pin(sending::unknown(stage, visit))
        }),
        Part::new("offline", usual(), |stage, visit| {
            Box::pin(sending::offline(stage, visit))
        }),
        Part::new("killed", usual(), |stage, visit| {
            Box::pin(sending::killed(stage, visit))
        }),
        Part::new("account", usual(), |stage, visit| {
            Box::pin(connecting::account(stage, visit))
        }),
        Part::new("no-keychain", missing(), |stage, visit| {
            Box::pin(connecting::no_keychain(stage, visit))
        }),
        Part::new("locked-keychain", locked(), |stage, visit| {
            Box::pin(connecting::locked_keychain(stage, visit))
        }),
        Part::new("damaged", usual(), |stage, visit| {
            Box::pin(computer::damaged(stage, visit))
        }),
        Part::new("practice-down", usual(), |stage, visit| {
            Box::pin(computer::practice_down(stage, visit))
        }),
        Part::new("opened-twice", missing(), |stage, visit| {
            Box::pin(computer::opened_twice(stage, visit))
        }),
        Part::new("disk", usual(), |stage, visit| {
            Box::pin(computer::disk(stage, visit))
        }),
    ]
}

/// A gateway that outlives the app, and the app connected to it.
pub(super) async fn connected(
    stage: &mut Stage,
    visit: &Visit,
) -> Result<(Running, Window), Trouble> {
    let gateway = practice(stage, Port::Free).await?;
    let window = opened(stage, visit).await?;
    window.press("Try it now").await?;
    window.screen("new-link").await?;
    window.see_no_more("is connected").await?;
    Ok((gateway, window))
}

async fn practice(stage: &mut Stage, port: Port) -> Result<Running, Trouble> {
    let config = Config {
        port,
        ..Config::default()
    };
    let gateway = start(config).await;
    let gateway = gateway.map_err(Trouble::while_doing("starting the gateway"))?;
    stage.set_gateway(gateway.base_url());
    Ok(gateway)
}

pub(super) async fn opened(stage: &mut Stage, visit: &Visit) -> Result<Window, Trouble> {
    let window = stage.open().await?;
    let (width, height) = visit.home();
    window.resize(width, height).await?;
    Ok(window)
}

/// Fills in the usual link and presses the button.
async fn create(window: &Window) -> Result<(), Trouble> {
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.type_into("Amount", "45").await?;
    window.type_into("What is it for?", WHAT).await?;
    window.type_into("Customer's email", EMAIL).await?;
    window.press(CREATE).await
}
