//! What goes wrong while an account is connected.

use practice_gateway::{Account, Config, Port, Terminal, start};

use super::{opened, practice};
use crate::disguise::{self, Disguise};
use crate::gallery::Visit;
use crate::stage::Stage;
use crate::trouble::Trouble;
use crate::window::Window;

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
    let window = opened(stage, visit).await?;
    let album = visit.album(&window);
    window.screen("welcome").await?;
    window.press("Connect my Payroc account").await?;
    window.screen("connect").await?;

    fill_in(&window, TERMINAL, "not-the-key-at-all").await?;
    window.press("Connect").await?;
    window.see("Payroc does not accept this API key.").await?;
    album.stop("key-not-accepted").await?;

    window.press("Enter API key again…").await?;
    window.type_api_key(KEY).await?;
    window.type_into("Terminal ID", "5559999").await?;
    window.press("Connect").await?;
    window.complaint("Terminal ID").await?;
    album.stop("terminal-not-accepted").await?;

    window.type_into("Terminal ID", TERMINAL).await?;
    gateway.stop().await;
    disguise.take_away();
    window.press("Connect").await?;
    window.see("There is no connection to Payroc.").await?;
    album.stop("no-connection-connecting").await
}

pub(super) async fn no_keychain(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let _gateway = practice(stage, Port::Free).await?;
    let window = opened(stage, visit).await?;
    window.press("Try it now").await?;
    window
        .see("This computer has no keychain to keep the key in.")
        .await?;
    visit.album(&window).stop("keychain-missing").await
}

pub(super) async fn locked_keychain(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let _gateway = practice(stage, Port::Free).await?;
    let window = opened(stage, visit).await?;
    let album = visit.album(&window);
    window.press("Try it now").await?;
    window.see("The keychain does not answer.").await?;
    album.stop("keychain-silent").await?;
    stage.refuse_keychain().await?;
    window.press("Try it now").await?;
    stage.refuse_keychain().await?;
    window.see("The keychain did not let Paylink in.").await?;
    album.stop("keychain-denied").await
}

async fn fill_in(window: &Window, terminal: &str, key: &str) -> Result<(), Trouble> {
    window.press("Test").await?;
    window.type_into("Business name", "The shop").await?;
    window.type_into("Terminal ID", terminal).await?;
    window.press("Enter API key…").await?;
    window.type_api_key(key).await?;
    window.see("Entered").await
}
