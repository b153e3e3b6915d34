//! Every trouble the app tells about: what happened, whether money or email is affected, what to do next.

mod computer;
mod connecting;
mod sending;

use practice_gateway::{Config, Port, Running, start};

use super::{Album, JANE, Part, Visit, WHAT};
use crate::stage::{Keychain, Setting, Stage};
use crate::trouble::Trouble;

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
        Part::new("update", usual(), |stage, visit| {
            Box::pin(computer::update(stage, visit))
        }),
    ]
}

/// A gateway that outlives the app, and the app connected to it.
pub(super) async fn connected<'a>(
    stage: &mut Stage,
    visit: &'a Visit,
) -> Result<(Running, Album<'a>), Trouble> {
    let gateway = practice(stage, Port::Free).await?;
    let album = opened(stage, visit).await?;
    album.try_practice().await?;
    album.press("tour.skip").await?;
    album.see_no_more("tour.skip").await?;
    Ok((gateway, album))
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

pub(super) async fn opened<'a>(stage: &mut Stage, visit: &'a Visit) -> Result<Album<'a>, Trouble> {
    let window = stage.open().await?;
    let (width, height) = visit.home();
    window.resize(width, height).await?;
    visit.album(window).await
}

/// Fills in the usual link and has it made.
async fn create(album: &Album<'_>) -> Result<(), Trouble> {
    album.fill_in("45", WHAT, JANE).await?;
    album.window.key("Return")
}

/// The same where she has one like it already, which is told before it is made.
async fn create_another(album: &Album<'_>) -> Result<(), Trouble> {
    album.fill_in("45", WHAT, JANE).await?;
    album.see("newLink.shareAgain").await?;
    album.window.key("Return")
}
