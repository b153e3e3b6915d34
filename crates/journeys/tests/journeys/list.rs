//! Fifty thousand links: found, narrowed, walked, selected, written into a file, and still found without a connection.

use std::fs;
use std::time::Duration;

use journeys::deadline::{SOON, until, until_so};
use journeys::{Stage, Trouble, Window, journey};
use practice_gateway::{Config, PRACTICE_TERMINAL, Running, start};
use serde_json::json;

use crate::steps::first_start;

const MANY: usize = 50_000;
/// The gateway's whole list is five hundred pages long.
const READ: Duration = Duration::from_secs(300);

#[test]
fn of_fifty_thousand_links_any_is_found_selected_and_exported_also_without_a_connection() {
    journey("list", async |stage| {
        let gateway = a_gateway_with_many(stage).await?;
        let rare = json!({
            "type": "singleUse",
            "merchantReference": "REF-RARE",
            "order": {
                "orderId": "ORD-RARE",
                "description": "Restoration of the harpsichord",
                "charge": { "type": "preset", "amount": 123_456, "currency": "USD" }
            },
            "authType": "sale",
            "paymentMethods": ["card"],
            "customLabels": [{ "element": "paymentButton", "label": "PAY" }],
            "status": "active",
            "createdOn": "2024-07-24",
            "expiresOn": "2090-12-31"
        });
        gateway
            .seed_link(PRACTICE_TERMINAL, &rare)
            .map_err(Trouble::while_doing("seeding a link"))?;
        let window = first_start(stage).await?;
        window.key("Escape")?;
        window.screen("links").await?;
        all_are_read(&window).await?;

        window.type_into("Search links", "harpsi").await?;
        window.see("Restoration of the harpsichord").await?;
        window.see("1 link").await?;
        window.type_into("Search links", "1,234.56").await?;
        window.see_in("harpsichord", "$1,234.56").await?;
        window.type_into("Search links", "").await?;
        window.press("Filters").await?;
        window.choose("Made", "Today").await?;
        window.see("Made today").await?;
        window.press("Clear all").await?;
        window.choose("Sort", "Largest amount").await?;

        window.press("Check now").await?;
        window.type_into("Search links", "harpsichord").await?;
        window.see_no_more("50,001 links").await?;
        window.see("1 link").await?;
        window.key("Return")?;
        window.key("x")?;
        window.see("1 selected").await?;
        window.press("Export CSV").await?;
        window.see("1 link is in ").await?;
        let file = until("the file", SOON, async || Ok(exported(&window))).await?;
        assert!(
            file.contains("Restoration of the harpsichord") && file.contains("1234.56"),
            "{file}"
        );
        window.key("Escape")?;

        stage.kill_app().await?;
        gateway.stop().await;
        let window = stage.open().await?;
        window.screen("links").await?;
        window
            .see("The list could not be brought up to date")
            .await?;
        window.type_into("Search links", "harpsichord").await?;
        window.see_no_more("50,001 links").await?;
        window.see("1 link").await?;
        window.see("Restoration of the harpsichord").await
    });
}

async fn a_gateway_with_many(stage: &mut Stage) -> Result<Running, Trouble> {
    let gateway = start(Config::default())
        .await
        .map_err(Trouble::while_doing("starting the gateway"))?;
    gateway
        .seed_links(PRACTICE_TERMINAL, MANY)
        .map_err(Trouble::while_doing("seeding links"))?;
    stage.set_gateway(gateway.base_url());
    Ok(gateway)
}

async fn all_are_read(window: &Window) -> Result<(), Trouble> {
    until_so("all links to be read", READ, async || {
        Ok(window.text().await?.contains("50,001 links"))
    })
    .await
}

/// What was written into the folder of downloads.
fn exported(window: &Window) -> Option<String> {
    ["Downloads", "Documents", ""]
        .iter()
        .filter_map(|folder| fs::read_dir(window.home().join(folder)).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .and_then(|path| fs::read_to_string(path).ok())
}
