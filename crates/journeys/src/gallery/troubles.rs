//! Pictures of every trouble the app tells about: what happened, whether money or email is affected, what to do next.

mod computer;
mod connecting;
mod sending;

use std::path::Path;

use practice_gateway::{Config, Port, Running, start};

use super::Album;
use crate::journey::play_on;
use crate::program::say;
use crate::stage::{Keychain, Setting, Stage, Theme};
use crate::trouble::Trouble;
use crate::window::Window;

const SIZE: (u32, u32) = (960, 680);
const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";
const CREATE: &str = "Create $45.00 and email jane@example.com";

/// Takes them all in one theme, each kind of trouble on a stage of its own.
pub(super) fn take(app: &Path, theme: Theme, folder: &Path) -> Result<(), Trouble> {
    say(&format!("troubles: into {}", folder.display()));
    let usual = Setting::default().theme(theme);
    let play = async |stage: &mut Stage| sending::answers(stage, folder).await;
    play_on(app, &usual, &folder.join("failure"), play)?;
    let play = async |stage: &mut Stage| sending::unknown(stage, folder).await;
    play_on(app, &usual, &folder.join("failure"), play)?;
    let play = async |stage: &mut Stage| sending::offline(stage, folder).await;
    play_on(app, &usual, &folder.join("failure"), play)?;
    let play = async |stage: &mut Stage| sending::killed(stage, folder).await;
    play_on(app, &usual, &folder.join("failure"), play)?;
    let play = async |stage: &mut Stage| connecting::account(stage, folder).await;
    play_on(app, &usual, &folder.join("failure"), play)?;
    let missing = usual.clone().keychain(Keychain::Missing);
    let play = async |stage: &mut Stage| connecting::no_keychain(stage, folder).await;
    play_on(app, &missing, &folder.join("failure"), play)?;
    let locked = usual.clone().keychain(Keychain::Locked);
    let play = async |stage: &mut Stage| connecting::locked_keychain(stage, folder).await;
    play_on(app, &locked, &folder.join("failure"), play)?;
    let play = async |stage: &mut Stage| computer::damaged(stage, folder).await;
    play_on(app, &usual, &folder.join("failure"), play)?;
    let play = async |stage: &mut Stage| computer::practice_down(stage, folder).await;
    play_on(app, &usual, &folder.join("failure"), play)?;
    let play = async |stage: &mut Stage| computer::opened_twice(stage, folder).await;
    play_on(app, &missing, &folder.join("failure"), play)?;
    let play = async |stage: &mut Stage| computer::disk(stage, folder).await;
    play_on(app, &usual, &folder.join("failure"), play)
}

/// A gateway that outlives the app, and the app connected to it.
async fn connected(stage: &mut Stage) -> Result<(Running, Window), Trouble> {
    let gateway = practice(stage, Port::Free).await?;
    let window = opened(stage).await?;
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

async fn opened(stage: &mut Stage) -> Result<Window, Trouble> {
    let window = stage.open().await?;
    window.resize(SIZE.0, SIZE.1).await?;
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

fn album<'a>(window: &Window, folder: &'a Path) -> Album<'a> {
    Album {
        window: window.clone(),
        folder,
    }
}
