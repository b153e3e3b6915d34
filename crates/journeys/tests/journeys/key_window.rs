//! The small window in which the API key is typed.

use journeys::{Stage, Trouble, Window, journey};

use crate::steps::practice;

#[test]
fn a_key_window_that_was_closed_can_be_opened_again_at_once() {
    journey("key_window_again", async |stage| {
        practice(stage).await?;
        let window = at_the_form(stage).await?;
        for _ in 0..3 {
            window.press("Enter API key…").await?;
            window.cancel_api_key().await?;
        }

        window.press("Enter API key…").await?;
        window.type_api_key("a-key-of-the-test").await?;
        window.see("Entered").await
    });
}

#[test]
fn the_key_window_goes_with_the_window_it_belongs_to() {
    journey("key_window_goes", async |stage| {
        practice(stage).await?;
        let window = at_the_form(stage).await?;
        window.press("Enter API key…").await?;
        window.key_window().await?;

        stage.close().await
    });
}

async fn at_the_form(stage: &mut Stage) -> Result<Window, Trouble> {
    let window = stage.open().await?;
    window.screen("welcome").await?;
    window.press("Connect my Payroc account").await?;
    window.screen("connect").await?;
    Ok(window)
}
