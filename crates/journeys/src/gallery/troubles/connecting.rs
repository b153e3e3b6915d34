//! What goes wrong while an account is connected.

use practice_gateway::{Account, Config, Port, Terminal, start};

use super::{opened, practice};
use crate::disguise::{self, Disguise};
use crate::gallery::{Album, Visit};
use crate::stage::Stage;
use crate::trouble::Trouble;

const KEY: &str = "pk-0123456789-of-the-shop";
const TERMINAL: &str = "5550001";

pub(super) async fn account(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let config = Config {
        accounts: vec![Account {
            api_key: KEY.to_owned(),
            terminals: vec![Terminal::new(TERMINAL, "The shop")],
        }],
        known_as: disguise::TEST.map(str::to_owned).to_vec(),
        ..Config::default()
    };
    let gateway = start(config).await;
    let gateway = gateway.map_err(Trouble::while_doing("starting the gateway"))?;
    let disguise = Disguise::start(&[(disguise::TEST, gateway.address())]).await?;
    stage.set_disguise(&disguise);
    let album = opened(stage, visit).await?;
    let window = &album.window;
    window.screen("welcome").await?;
    album.press("welcome.connectButton").await?;
    window.screen("connect").await?;

    fill_in(&album, TERMINAL, "not-the-key-at-all").await?;
    album.press("connect.button").await?;
    album.see("faultWords.keyNotAccepted.title").await?;
    album.stop("key-not-accepted").await?;

    album.press("connect.enterKeyAgain").await?;
    window.type_api_key(KEY).await?;
    album.write("connect.terminalId", "5559999").await?;
    album.press("connect.button").await?;
    album.complains("connect.terminalId").await?;
    album.stop("terminal-not-accepted").await?;

    album.write("connect.terminalId", TERMINAL).await?;
    gateway.stop().await;
    disguise.take_away();
    album.press("connect.button").await?;
    album.see("faultWords.offline.title").await?;
    album.stop("no-connection-connecting").await
}

pub(super) async fn no_keychain(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let _gateway = practice(stage, Port::Free).await?;
    let album = opened(stage, visit).await?;
    album.press("welcome.tryButton").await?;
    album.see("faultWords.keychainMissing.title").await?;
    album.stop("keychain-missing").await
}

pub(super) async fn locked_keychain(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let _gateway = practice(stage, Port::Free).await?;
    let album = opened(stage, visit).await?;
    album.press("welcome.tryButton").await?;
    album.see("faultWords.keychainSilent.title").await?;
    album.stop("keychain-silent").await?;
    stage.refuse_keychain().await?;
    album.press("welcome.tryButton").await?;
    stage.refuse_keychain().await?;
    album.see("faultWords.keychainDenied.title").await?;
    album.stop("keychain-denied").await
}

async fn fill_in(album: &Album<'_>, terminal: &str, key: &str) -> Result<(), Trouble> {
    album.press("placeWord.test").await?;
    album.write("connect.name", "The shop").await?;
    album.write("connect.terminalId", terminal).await?;
    album.press("connect.enterKey").await?;
    album.window.type_api_key(key).await?;
    album.see("connect.keyEntered").await
}
