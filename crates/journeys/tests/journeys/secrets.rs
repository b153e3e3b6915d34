//! The key and the token are nowhere but where they must be, over a whole working day.

use journeys::process::Process;
use journeys::program::say;
use journeys::secrets::{self, Place};
use journeys::{Finding, Secret, Stage, Trouble, journey};
use practice_gateway::Operation;

use crate::steps::{TERMINAL, TestPlace, fill_in_account, make_and_email, test_place};

const WHAT: &str = "Garden work in May";
const CONTROL: &str = "what must be found";

#[test]
fn the_key_is_nowhere_but_in_the_keychain() {
    journey("secrets", async |stage| {
        let place = test_place(stage).await?;
        stage.tell_app("RUST_LOG", "trace");
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.record_traffic().await?;

        window.press("Connect my Payroc account").await?;
        window.screen("connect").await?;
        fill_in_account(&window, "The shop", TERMINAL, "not-the-key-at-all").await?;
        window.press("Connect").await?;
        window.see("Payroc does not accept this API key.").await?;
        window.press("Enter API key again…").await?;
        window.type_api_key(&place.key).await?;
        window.press("Connect").await?;
        window.screen("new-link").await?;
        make_and_email(&window, WHAT).await?;

        let wanted = [
            Secret::new("the key", &place.key),
            Secret::new("the token", &token(&place)?),
            Secret::new(CONTROL, WHAT),
        ];
        let mut findings = stage.look_for(&wanted)?;
        findings.extend(secrets::in_text(
            "the traffic with the page",
            &window.traffic().await?,
            &wanted,
        ));
        findings.extend(secrets::in_text("the app's log", &stage.app_log(), &wanted));
        the_search_can_find(stage, &findings)?;
        nothing_is_where_it_must_not_be(stage, &findings)?;

        // The keychain has it: after a restart nothing needs to be entered again.
        stage.close().await?;
        let before = place.gateway.requests_of(Operation::ListPaymentLinks).len();
        let window = stage.open().await?;
        window.screen("links").await?;
        window.see(WHAT).await?;
        window.press("Check now").await?;
        window.see("Checked just now").await?;
        assert!(place.gateway.requests_of(Operation::ListPaymentLinks).len() > before);

        let asked = place.disguise.asked();
        let known = |host: &String| {
            journeys::disguise::TEST
                .iter()
                .any(|test| *host == format!("{test}:443"))
        };
        assert!(asked.iter().all(known), "asked for other hosts: {asked:?}");
        Ok(())
    });
}

/// The token that the app used, as the gateway saw it.
fn token(place: &TestPlace) -> Result<String, Trouble> {
    let requests = place.gateway.requests_of(Operation::CreatePaymentLink);
    let header = requests
        .first()
        .and_then(|request| request.authorization.clone());
    let token = header.and_then(|header| header.strip_prefix("Bearer ").map(str::to_owned));
    token.ok_or_else(|| Trouble::new("the gateway saw no token"))
}

/// What the user typed into the page is in all those places; a search that misses it is blind.
fn the_search_can_find(stage: &Stage, findings: &[Finding]) -> Result<(), Trouble> {
    let app = stage.app_pid()?;
    let control: Vec<&Place> = findings
        .iter()
        .filter(|finding| finding.secret == CONTROL)
        .map(|finding| &finding.place)
        .collect();
    let in_memory = |is: &dyn Fn(&Process) -> bool| {
        control
            .iter()
            .any(|place| matches!(place, Place::Memory(process) if is(process)))
    };
    assert!(
        control.iter().any(|place| matches!(place, Place::File(_))),
        "blind in files"
    );
    assert!(
        control.iter().any(|place| matches!(place, Place::Text(_))),
        "blind in the traffic"
    );
    assert!(in_memory(&|process| process.pid == app), "blind in the app");
    assert!(
        in_memory(&|process| process.name.starts_with("WebKitWeb")),
        "blind in the page"
    );
    Ok(())
}

fn nothing_is_where_it_must_not_be(stage: &Stage, findings: &[Finding]) -> Result<(), Trouble> {
    let app = stage.app_pid()?;
    let in_app =
        |finding: &&Finding| matches!(&finding.place, Place::Memory(process) if process.pid == app);
    let secret = findings.iter().filter(|finding| finding.secret != CONTROL);
    let (in_app, elsewhere): (Vec<&Finding>, Vec<&Finding>) = secret.partition(in_app);
    assert!(
        elsewhere.is_empty(),
        "found:{}",
        elsewhere
            .iter()
            .map(|one| format!("\n  {one}"))
            .collect::<String>()
    );
    // The app itself must hold the token while it works; what it still holds of the key is told, not hidden.
    let plain = |secret: &str| -> usize {
        let plain = in_app
            .iter()
            .filter(|finding| finding.secret == secret && finding.shape == "plain");
        plain.map(|finding| finding.times).sum()
    };
    say(&format!(
        "Left in the app's own memory: the key {} times, the token {} times.",
        plain("the key"),
        plain("the token")
    ));
    Ok(())
}
