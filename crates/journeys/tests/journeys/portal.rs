//! The desktop's portal: it is never waited for, and the app is as dark as it says.

use std::time::{Duration, Instant};

use journeys::deadline::{SOON, until_so};
use journeys::stage::Portal;
use journeys::{Setting, Theme, Window, journey, journey_on};

/// A portal that hangs is given up by the bus after 25 seconds or more.
const START: Duration = Duration::from_secs(20);

#[test]
fn a_portal_that_hangs_does_not_hold_up_the_start() {
    let setting = Setting::default().portal(Portal::Hanging);
    journey_on("portal_hangs", &setting, async |stage| {
        let began = Instant::now();
        let window = stage.open().await?;
        window.screen("welcome").await?;

        let took = began.elapsed();
        assert!(took < START, "{took:?}");
        Ok(())
    });
}

#[test]
fn the_theme_of_the_desktop_is_followed() {
    journey("theme", async |stage| {
        let desktop = stage.desktop().await?;
        desktop.add_portal(Theme::Dark).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;
        wears(&window, "dark").await?;

        desktop.change_theme(Theme::Light).await?;
        wears(&window, "light").await?;

        desktop.change_theme(Theme::Dark).await?;
        wears(&window, "dark").await
    });
}

async fn wears(window: &Window, theme: &str) -> Result<(), journeys::Trouble> {
    until_so(&format!("the {theme} theme"), SOON, async || {
        let worn = "return document.documentElement.dataset.theme;";
        Ok(window.script(worn, vec![]).await? == theme)
    })
    .await
}
