//! What is kept on this computer, in the real window: a report that tells of nobody, and the end of all of it.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use journeys::secrets;
use journeys::{Secret, Stage, Trouble, Window, journey};

use crate::hand_over::make_downloads;
use crate::steps::{TERMINAL, TestPlace, fill_in_account, make_and_email, test_place};

const SHOP: &str = "Quill and Daughters";
const WHAT: &str = "Orchidaceous greenhouse";
const EMAIL: &str = "jane@example.com";

#[test]
fn a_diagnostic_report_is_shown_and_saved_and_tells_of_nobody() {
    journey("diagnosis", async |stage| {
        let place = test_place(stage).await?;
        let downloads = make_downloads(&stage.home());
        let window = a_day(stage, &place).await?;

        window.key("ctrl+comma")?;
        window.screen("settings").await?;
        window.press("Diagnostic report…").await?;
        window.see("keychain: open").await?;
        let shown = window.text().await?;
        window.press("Copy").await?;
        window.see("Report copied.").await?;
        window.press("Save as a file").await?;
        window
            .see("Saved in Downloads as “Paylink diagnostic report.txt”")
            .await?;

        let path = downloads.join("Paylink diagnostic report.txt");
        let report = fs::read_to_string(&path).map_err(Trouble::while_doing("reading it"))?;
        let mode = fs::metadata(&path).map_err(Trouble::while_doing("reading it"))?;
        assert_eq!(mode.permissions().mode() & 0o777, 0o600);
        for line in report.lines().filter(|line| !line.is_empty()) {
            assert!(shown.contains(line), "{line} was not shown in\n{shown}");
        }
        for told in [
            "test: key inKeychain, links 1, people 1",
            "create done: 1",
            "round failed operation=",
            "status=401",
        ] {
            assert!(report.contains(told), "{told} is missing in\n{report}");
        }
        let findings = secrets::in_text("the report", &report, &marked(&place));
        assert!(findings.is_empty(), "{}", secrets::list(&findings));
        assert!(!report.contains(TERMINAL), "{report}");
        assert!(!report.contains("45.00"), "{report}");
        Ok(())
    });
}

#[test]
fn everything_is_deleted_and_paylink_begins_anew() {
    journey("delete_everything", async |stage| {
        let place = test_place(stage).await?;
        let window = a_day(stage, &place).await?;
        let kept = secrets::in_files(&stage.home(), &marked(&place))?;
        assert!(!kept.is_empty(), "the search is blind");
        assert_eq!(stage.keychain_entries("app.paylink.desktop")?.len(), 1);

        window.key("ctrl+comma")?;
        window.screen("settings").await?;
        window.press("Data on this computer…").await?;
        window.see("1 link, 1 customer").await?;
        window.press("Delete everything…").await?;
        window.see("At Payroc everything stays").await?;
        window.press("Delete everything").await?;
        window.see("Type DELETE first.").await?;
        window.type_into("Type DELETE to go on", "DELETE").await?;
        window.key("Return")?;
        window.screen("welcome").await?;

        assert_eq!(stage.keychain_entries("app.paylink.desktop")?.len(), 0);
        assert_eq!(place.gateway.links().len(), 1);
        // As long as it runs and after it has ended: what is written at the end is written, too.
        nothing_is_left(stage, &place)?;
        stage.close().await?;
        nothing_is_left(stage, &place)?;
        let window = stage.open().await?;
        window.screen("welcome").await?;
        nothing_is_left(stage, &place)
    });
}

/// A wrong key, the right one, and a link that somebody is emailed.
async fn a_day(stage: &mut Stage, place: &TestPlace) -> Result<Window, Trouble> {
    let window = stage.open().await?;
    window.screen("welcome").await?;
    window.press("Connect my Payroc account").await?;
    window.screen("connect").await?;
    fill_in_account(&window, SHOP, TERMINAL, "not-the-key-at-all").await?;
    window.press("Connect").await?;
    window.see("Payroc does not accept this API key.").await?;
    window.press("Enter API key again…").await?;
    window.type_api_key(&place.key).await?;
    window.press("Connect").await?;
    window.screen("new-link").await?;
    make_and_email(&window, WHAT).await?;
    Ok(window)
}

fn marked(place: &TestPlace) -> Vec<Secret> {
    let links = place.gateway.links();
    let mut marked = vec![
        Secret::new("the key", &place.key),
        Secret::new("the shop", SHOP),
        Secret::new("what it is for", WHAT),
        Secret::new("the customer's email", EMAIL),
    ];
    for link in &links {
        marked.push(Secret::new("the address", &link.assets.payment_url));
        marked.push(Secret::new("the reference", &link.merchant_reference));
    }
    marked
}

fn nothing_is_left(stage: &Stage, place: &TestPlace) -> Result<(), Trouble> {
    // The keychain's own files are its own: what it holds is asked of it.
    let data = [".local/share/app.paylink.desktop", ".cache", ".config"];
    for folder in data.map(|folder| stage.home().join(folder)) {
        if folder.exists() {
            let findings = secrets::in_files(&folder, &marked(place))?;
            assert!(findings.is_empty(), "{}", secrets::list(&findings));
        }
    }
    Ok(())
}
