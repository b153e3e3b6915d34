//! Steps that many journeys take.

use journeys::{Stage, Trouble, Window};
use practice_gateway::{Config, Running, start};

/// Starts a gateway and points the app to it.
pub async fn practice(stage: &mut Stage) -> Result<Running, Trouble> {
    let gateway = start(Config::default())
        .await
        .map_err(Trouble::while_doing("starting the gateway"))?;
    stage.set_gateway(gateway.base_url());
    Ok(gateway)
}

/// Opens Paylink for the first time and presses "Try it now".
pub async fn first_start(stage: &mut Stage) -> Result<Window, Trouble> {
    let window = stage.open().await?;
    window.screen("welcome").await?;
    window.press("Try it now").await?;
    window.screen("new-link").await?;
    Ok(window)
}

/// Fills in the three fields of a new link; without an email, nobody is emailed.
pub async fn fill_in(
    window: &Window,
    amount: &str,
    what: &str,
    email: &str,
) -> Result<(), Trouble> {
    window.type_into("Amount", amount).await?;
    window.type_into("What is it for?", what).await?;
    window.type_into("Customer's email", email).await
}
