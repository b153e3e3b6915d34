//! The key and the token are nowhere but where they must be, over a whole working day with all its troubles.

use std::fs::{self, File};
use std::io::Write;

use journeys::deadline::{SOON, until};
use journeys::program::say;
use journeys::secrets::{self, Place, Surface};
use journeys::stage::Desktop;
use journeys::{Finding, Secret, Stage, Trouble, Window, customer, journey};
use practice_gateway::Operation;

use crate::hand_over::make_downloads;
use crate::steps::{TERMINAL, TestPlace, fill_in_account, make_and_email, test_place};

const WHAT: &str = "Garden work in May";
/// Put where nothing of Paylink's need be, so that a look which finds nothing says something.
const PLANTED: &str = "planted by the journey";
const DATA: &str = ".local/share/app.paylink.desktop";

const IN_THE_PAGE: &str = "
    const values = [...document.querySelectorAll('input, textarea, select')].map((one) => one.value);
    localStorage.setItem('planted', arguments[0]);
    sessionStorage.setItem('planted', arguments[0]);
    return {
        page: document.documentElement.outerHTML,
        fields: JSON.stringify(['fields', ...values]),
        kept: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, window.name]),
        address: JSON.stringify([location.href, document.title, history.state, document.referrer]),
    };";

#[test]
fn the_key_is_nowhere_but_in_the_keychain() {
    journey("secrets", async |stage| {
        let place = test_place(stage).await?;
        make_downloads(&stage.home());
        plant(stage)?;
        let bus = stage.record_bus().await?;
        let desktop = stage.desktop().await?;
        // Whatever it is told, the log says no more.
        stage.tell_app("RUST_LOG", "trace");

        let window = stage.open().await?;
        let mut surfaces = a_day(stage, &window, &place, &desktop).await?;
        surfaces.extend(of_the_page(&window).await?);
        surfaces.extend(of_the_clipboard(stage, &window).await?);
        surfaces.extend(of_the_system(stage, &place, &desktop)?);
        the_memory_holds_no_more_than_it_must(stage, wanted(&place)?)?;
        stage.crash_app().await?;
        surfaces.push(Surface::new(
            "the bus",
            fs::read(&bus).unwrap_or_default(),
            WHAT,
        ));
        surfaces.extend(of_the_disk(stage)?);

        let wanted = wanted(&place)?;
        let mut findings = Vec::new();
        for surface in &surfaces {
            findings.extend(surface.look_for(&wanted)?);
        }
        assert!(findings.is_empty(), "found:{}", secrets::list(&findings));
        assert!(surfaces.len() >= 20, "{}", surfaces.len());
        say(&format!("{} places, and nothing in them.", surfaces.len()));

        // The keychain has it: after a restart nothing needs to be entered again.
        let before = place.gateway.requests_of(Operation::ListPaymentLinks).len();
        let window = stage.open().await?;
        window.screen("links").await?;
        window.see(WHAT).await?;
        window.press("Check now").await?;
        window.see("Checked just now").await?;
        assert!(place.gateway.requests_of(Operation::ListPaymentLinks).len() > before);
        Ok(())
    });
}

/// A wrong key, the right one, a link, a payment, files for the user; gives what was to be seen only on the way.
async fn a_day(
    stage: &Stage,
    window: &Window,
    place: &TestPlace,
    desktop: &Desktop,
) -> Result<Vec<Surface>, Trouble> {
    window.screen("welcome").await?;
    window.record_traffic().await?;
    window.press("Connect my Payroc account").await?;
    window.screen("connect").await?;
    fill_in_account(window, "The shop", TERMINAL, "not-the-key-at-all").await?;
    window.press("Connect").await?;
    window.see("Payroc does not accept this API key.").await?;
    window.press("Enter API key again…").await?;
    window.write_api_key(&place.key).await?;
    let key_window = "return document.documentElement.outerHTML;";
    let key_window = window
        .in_key_window(async || window.script(key_window, vec![]).await)
        .await?;
    let titles = stage.run("xwininfo", &["-root", "-tree"], "")?;
    window.save_api_key().await?;
    window.press("Connect").await?;
    window.screen("new-link").await?;

    place
        .gateway
        .on(Operation::CreatePaymentLink)
        .refuse_with(500);
    make_and_email(window, WHAT).await?;
    customer::pays(&place.gateway.links()[0].assets.payment_url).await?;
    desktop.shows(1).await?;
    window.see("1 payment").await?;
    window.key("ctrl+comma")?;
    window.screen("settings").await?;
    window.press("Data on this computer…").await?;
    window.press("Save a copy of everything").await?;
    window.see("Saved in Downloads as").await?;
    window.press("Close").await?;
    window.press("Diagnostic report…").await?;
    window.press("Save as a file").await?;
    window
        .see("Saved in Downloads as “Paylink diagnostic report.txt”")
        .await?;
    window.press("Close").await?;
    window.press("Back").await?;
    window.screen("links").await?;
    Ok(vec![
        Surface::new("the key window", key_window.to_string(), "api-key"),
        Surface::new("the titles of windows", titles, "API key"),
    ])
}

async fn of_the_page(window: &Window) -> Result<Vec<Surface>, Trouble> {
    let page = window.script(IN_THE_PAGE, vec![PLANTED.into()]).await?;
    let told = |name: &str| page[name].as_str().unwrap_or_default().to_owned();
    let mut read = window.announced().await?;
    read.extend(window.buttons().await?);
    read.extend(window.fields().await?);
    read.push(window.text().await?);
    Ok(vec![
        Surface::new("the page", told("page"), WHAT),
        Surface::new("what is in its fields", told("fields"), "fields"),
        Surface::new("what it keeps", told("kept"), PLANTED),
        Surface::new("its address and its past", told("address"), "Paylink"),
        Surface::new("what a screen reader says", read.join("\n"), WHAT),
        Surface::new(
            "what it says to the app and hears from it",
            window.traffic().await?,
            WHAT,
        ),
    ])
}

/// The link was copied; and whatever is chosen in a field is at hand for a middle click.
async fn of_the_clipboard(stage: &Stage, window: &Window) -> Result<Vec<Surface>, Trouble> {
    let copied = stage.selected("clipboard")?;
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.type_into("What is it for?", PLANTED).await?;
    window.key("ctrl+a")?;
    let marked = until("what is marked", SOON, async || {
        Ok(stage.selected("primary").ok())
    });
    Ok(vec![
        Surface::new("the clipboard", copied, "http"),
        Surface::new("what is marked", marked.await?, PLANTED),
    ])
}

/// What the user typed is in the memory of both; a look that misses it is blind.
fn the_memory_holds_no_more_than_it_must(
    stage: &Stage,
    wanted: Vec<Secret>,
) -> Result<(), Trouble> {
    const CONTROL: &str = "what must be found";
    let app = stage.app_pid()?;
    let mut all = wanted;
    all.push(Secret::new(CONTROL, WHAT));
    let found = stage.look_into_memory(&all)?;
    let is_in_app =
        |one: &&Finding| matches!(&one.place, Place::Memory(process) if process.pid == app);
    let (in_app, in_pages): (Vec<_>, Vec<_>) = found.iter().partition(is_in_app);
    for place in [&in_app, &in_pages] {
        assert!(place.iter().any(|one| one.secret == CONTROL), "blind");
    }
    let of_pages = in_pages.into_iter().filter(|one| one.secret != CONTROL);
    // The token is what the app works with.
    let of_app = in_app.into_iter().filter(|one| one.secret == "the key");
    let left: Vec<Finding> = of_pages.chain(of_app).cloned().collect();
    assert!(left.is_empty(), "in memory:{}", secrets::list(&left));
    Ok(())
}

fn of_the_system(
    stage: &Stage,
    place: &TestPlace,
    desktop: &Desktop,
) -> Result<Vec<Surface>, Trouble> {
    let processes = stage.processes();
    let of_all = |name: &str| -> Vec<u8> {
        let files = processes
            .iter()
            .map(|process| format!("/proc/{}/{name}", process.pid));
        files
            .flat_map(|file| fs::read(file).unwrap_or_default())
            .collect()
    };
    let requests = place.gateway.requests_of(Operation::CreatePaymentLink);
    let bodies: Vec<u8> = requests.into_iter().flat_map(|one| one.body).collect();
    let asked = place.disguise.asked();
    let known = |host: &String| {
        let mut hosts = journeys::disguise::TEST.iter();
        hosts.any(|test| *host == format!("{test}:443"))
    };
    assert!(asked.iter().all(known), "asked for other hosts: {asked:?}");
    Ok(vec![
        Surface::new("all command lines", of_all("cmdline"), "paylink"),
        Surface::new("all environments", of_all("environ"), "HOME="),
        Surface::new("what was notified", format!("{:?}", desktop.shown()), WHAT),
        Surface::new("what the proxy sees", asked.join("\n"), "identity"),
        Surface::new("what a link is made of", bodies, WHAT),
        Surface::new("all emails", format!("{:?}", place.gateway.emails()), WHAT),
    ])
}

fn of_the_disk(stage: &Stage) -> Result<Vec<Surface>, Trouble> {
    let (home, data) = (stage.home(), stage.home().join(DATA));
    let folder = Surface::folder;
    let preferences = data.join("desk").join("preferences.json");
    Ok(vec![
        folder("the database", &data.join("desk"), WHAT)?,
        Surface::new(
            "the preferences",
            fs::read(preferences).unwrap_or_default(),
            "activeProfile",
        ),
        folder("the log", &data.join("logs"), "round failed")?,
        folder("all that the web engine keeps", &data, WHAT)?,
        folder("the cache", &home.join(".cache"), PLANTED)?,
        folder("the configuration", &home.join(".config"), PLANTED)?,
        folder("the state", &home.join(".local/state"), PLANTED)?,
        folder("the downloads", &home.join("Downloads"), WHAT)?,
        folder("the home", &home, WHAT)?,
        folder("temporary files", &stage.folder("tmp"), PLANTED)?,
        folder("the folder of the session", &stage.folder("run"), PLANTED)?,
        folder("what programs print", &stage.folder("logs"), "Gtk")?,
    ])
}

/// The folders that need not have anything of Paylink's.
fn plant(stage: &Stage) -> Result<(), Trouble> {
    let doing = "planting what must be found";
    let home = stage.home();
    let folders = [
        home.join(".cache"),
        home.join(".config"),
        home.join(".local/state"),
        stage.folder("tmp"),
        stage.folder("run"),
    ];
    for folder in folders {
        fs::create_dir_all(&folder).map_err(Trouble::while_doing(doing))?;
        File::create(folder.join("planted"))
            .and_then(|mut file| file.write_all(PLANTED.as_bytes()))
            .map_err(Trouble::while_doing(doing))?;
    }
    Ok(())
}

fn wanted(place: &TestPlace) -> Result<Vec<Secret>, Trouble> {
    Ok(vec![
        Secret::new("the key", &place.key),
        Secret::new("the token", &token(place)?),
    ])
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
