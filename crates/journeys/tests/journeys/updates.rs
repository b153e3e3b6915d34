//! A newer Paylink, in the real window: found, installed over the file that runs, and started.
//!
//! What is started in the end is a program that says in which surroundings it was started, and no more.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use journeys::deadline::{SOON, until_so};
use journeys::journey;
use journeys::releases::{Makers, NOTES, OLD, Releases};
use practice_gateway::Operation;

use crate::steps::{fill_in, first_start, practice};

const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";

#[test]
fn an_update_is_found_installed_and_started_and_what_was_under_way_goes_on() {
    journey("update", async |stage| {
        let gateway = practice(stage).await?;
        let makers = Makers::new()?;
        let new = tells_its_surroundings();
        let releases = Releases::publish(stage, &makers, &new, &makers.sign(&new)?).await?;
        let window = first_start(stage).await?;
        let held = gateway
            .on(Operation::CreatePaymentLink)
            .hold_before_acting()
            .once();
        fill_in(&window, "45", WHAT, EMAIL).await?;
        window
            .press("Create $45.00 and email jane@example.com")
            .await?;
        held.reached().await;

        window.key("ctrl+comma")?;
        window.screen("settings").await?;
        window.press("Check for updates").await?;
        window.see("Paylink 99.0.0 can be installed.").await?;
        window.see(NOTES).await?;
        window.see("Something is still under way.").await?;
        assert_eq!(fs::read(&releases.app_image).unwrap(), OLD);
        window.press("Install and restart").await?;

        let started = format!("APPIMAGE={}", releases.app_image.display());
        until_so("the new version to be started", SOON, async || {
            Ok(stage.app_log().contains(&started))
        })
        .await?;
        assert_eq!(fs::read(&releases.app_image).unwrap(), new);
        let mode = fs::metadata(&releases.app_image).unwrap().permissions();
        assert_eq!(mode.mode() & 0o777, 0o755);
        until_so("the old one to be gone", SOON, async || {
            Ok(!stage.app_is_running())
        })
        .await?;
        drop(held);
        let window = stage.open().await?;
        window.screen("links").await?;
        window.see(WHAT).await?;
        until_so("the link to be emailed", SOON, async || {
            Ok(gateway.emails().len() == 1)
        })
        .await?;
        assert_eq!((gateway.links().len(), gateway.emails().len()), (1, 1));
        Ok(())
    });
}

#[test]
fn an_update_with_a_bad_signature_is_thrown_away_and_told() {
    journey("bad_update", async |stage| {
        let _gateway = practice(stage).await?;
        let makers = Makers::new()?;
        let new = tells_its_surroundings();
        let forged = Makers::new()?.sign(&new)?;
        let releases = Releases::publish(stage, &makers, &new, &forged).await?;
        let window = first_start(stage).await?;
        window.key("ctrl+comma")?;
        window.screen("settings").await?;
        window.press("Check for updates").await?;
        window.see("Paylink 99.0.0 can be installed.").await?;

        window.press("Install and restart").await?;

        window
            .see("What was downloaded is not from the makers of Paylink.")
            .await?;
        window
            .see("It was thrown away, and nothing has changed.")
            .await?;
        window.focus_is_on("Install and restart").await?;
        window.is_accessible().await?;
        assert_eq!(fs::read(&releases.app_image).unwrap(), OLD);
        assert!(stage.app_is_running());
        Ok(())
    });
}

/// `env`, with the mark of an AppImage where programs have none.
fn tells_its_surroundings() -> Vec<u8> {
    let mut program = fs::read("/usr/bin/env").unwrap();
    program[8..11].copy_from_slice(b"AI\x02");
    program
}
