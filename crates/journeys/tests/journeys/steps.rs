//! Steps that many journeys take.

use journeys::{Disguise, Stage, Trouble, Window, disguise};
use practice_gateway::{Account, Config, Port, Running, Terminal, start};

/// Starts a gateway and points the app to it.
pub async fn practice(stage: &mut Stage) -> Result<Running, Trouble> {
    let gateway = start(judged())
        .await
        .map_err(Trouble::while_doing("starting the gateway"))?;
    stage.set_gateway(gateway.base_url());
    Ok(gateway)
}

/// Whatever is said at such a gateway has to be as documented, on both sides; else the journey fails in the end.
pub fn judged() -> Config {
    Config {
        judge: Some(contract::judge_client),
        ..Config::default()
    }
}

/// The same gateway as seen from the app: it comes back where it was.
pub async fn start_at(port: u16) -> Result<Running, Trouble> {
    let config = Config {
        port: Port::Exactly(port),
        ..judged()
    };
    start(config)
        .await
        .map_err(Trouble::while_doing("starting the gateway again"))
}

/// Opens Paylink for the first time and presses "Try it now".
pub async fn first_start(stage: &mut Stage) -> Result<Window, Trouble> {
    let window = stage.open().await?;
    window.screen("welcome").await?;
    window.press("Try it now").await?;
    window.screen("new-link").await?;
    Ok(window)
}

/// Paylink is killed, and opened again at its list of links.
pub async fn killed_and_reopened(stage: &mut Stage) -> Result<Window, Trouble> {
    stage.kill_app().await?;
    let window = stage.open().await?;
    window.screen("links").await?;
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

/// Makes a link over $45.00 and waits until jane has it.
pub async fn make_and_email(window: &Window, what: &str) -> Result<(), Trouble> {
    fill_in(window, "45", what, "jane@example.com").await?;
    window
        .press("Create $45.00 and email jane@example.com")
        .await?;
    window.see("Emailed to jane@example.com").await
}

/// Makes one more over the same amount for jane, who has one already: that is told first.
pub async fn make_another_and_email(window: &Window, what: &str) -> Result<(), Trouble> {
    fill_in(window, "45", what, "jane@example.com").await?;
    window.see("Share that one again").await?;
    window
        .press("Create another $45.00 and email jane@example.com")
        .await?;
    window.see("Emailed to jane@example.com").await
}

/// A gateway in the place of the test system, with an account of its own.
pub struct TestPlace {
    pub gateway: Running,
    pub disguise: Disguise,
    /// Made up anew each time, so that finding it anywhere means something.
    pub key: String,
}

pub const TERMINAL: &str = "5550001";

/// Puts a gateway in the place of Payroc's test system.
pub async fn test_place(stage: &mut Stage) -> Result<TestPlace, Trouble> {
    let random = || uuid::Uuid::new_v4().simple().to_string();
    // With letters that look different once escaped.
    let key = format!("pk+{}/{}=", random(), random());
    let account = Account {
        api_key: key.clone(),
        terminals: vec![Terminal::new(TERMINAL, "The shop")],
    };
    let known_as = disguise::TEST.map(str::to_owned).to_vec();
    let config = Config {
        accounts: vec![account],
        known_as,
        ..judged()
    };
    let gateway = start(config)
        .await
        .map_err(Trouble::while_doing("starting the gateway"))?;
    let disguise = Disguise::start(&[(disguise::TEST, gateway.address())]).await?;
    stage.set_disguise(&disguise);
    Ok(TestPlace {
        gateway,
        disguise,
        key,
    })
}

/// From Welcome or Connect: fills in everything about an account of the test system, key included.
pub async fn fill_in_account(
    window: &Window,
    name: &str,
    terminal: &str,
    key: &str,
) -> Result<(), Trouble> {
    describe_account(window, name, terminal).await?;
    window.press("Enter API key…").await?;
    window.type_api_key(key).await?;
    window.see("Entered").await
}

/// The same without the key.
pub async fn describe_account(window: &Window, name: &str, terminal: &str) -> Result<(), Trouble> {
    window.press("Test").await?;
    window.type_into("Business name", name).await?;
    window.type_into("Terminal ID", terminal).await
}

/// Opens Paylink for the first time and connects the account of the test system.
pub async fn connected(stage: &mut Stage, place: &TestPlace) -> Result<Window, Trouble> {
    let window = stage.open().await?;
    window.screen("welcome").await?;
    window.press("Connect my Payroc account").await?;
    window.screen("connect").await?;
    fill_in_account(&window, "The shop", TERMINAL, &place.key).await?;
    window.press("Connect").await?;
    window.screen("new-link").await?;
    Ok(window)
}
