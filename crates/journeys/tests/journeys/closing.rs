//! Closing the window is the end, whatever hangs.

use std::net::TcpListener;
use std::time::Duration;

use journeys::stage::Portal;
use journeys::{Hanging, Setting, Trouble, journey, journey_on};

use crate::steps::{first_start, practice};

/// What hangs would hang for longer. How soon it really is gone is measured: see `docs/performance.md`.
const END: Duration = Duration::from_secs(4);

#[test]
fn paylink_ends_at_once_while_gateway_keychain_and_portal_hang() {
    let setting = Setting::default().portal(Portal::Hanging);
    journey_on("closing", &setting, async |stage| {
        let gateway = practice(stage).await?;
        first_start(stage).await?;
        stage.close().await?;
        drop(gateway);
        let silent = TcpListener::bind("127.0.0.1:0").map_err(Trouble::while_doing("listening"))?;
        let address = silent
            .local_addr()
            .map_err(Trouble::while_doing("listening"))?;
        stage.set_gateway(&format!("http://{address}"));
        stage.hang_keychain()?;
        let window = stage.open().await?;
        window.screen("links").await?;

        let took = stage.close_and_time().await?;

        assert!(took < END, "{took:?}");
        Ok(())
    });
}

#[test]
fn paylink_ends_at_once_while_the_disk_hangs() {
    journey("closing_disk", async |stage| {
        stage.can_hang()?;
        first_start(stage).await?;
        stage.hang(Hanging::Disk)?;

        let took = stage.close_and_time().await?;

        assert!(took < END, "{took:?}");
        Ok(())
    });
}
