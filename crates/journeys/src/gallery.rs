//! Pictures of every screen of the real app, in both themes and two window sizes, and of every trouble, to be looked at.

mod troubles;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use crate::customer;
use crate::journey::play_on;
use crate::program::{Arguments, finish, say};
use crate::stage::{Setting, Stage, Theme};
use crate::trouble::Trouble;
use crate::window::Window;

const SIZES: [(u32, u32); 2] = [(800, 600), (1280, 800)];
const THEMES: [(Theme, &str); 2] = [(Theme::Light, "light"), (Theme::Dark, "dark")];

#[derive(Parser)]
struct Wanted {
    #[command(flatten)]
    arguments: Arguments,
    /// Only this walk through the app
    #[arg(long, value_enum)]
    only: Option<Walk>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Walk {
    /// Every screen, in two window sizes
    Screens,
    /// Every trouble
    Troubles,
}

/// Takes them as a program.
pub fn main() -> ExitCode {
    finish(take(&Wanted::parse()))
}

fn take(Wanted { arguments, only }: &Wanted) -> Result<(), Trouble> {
    let app = arguments.app()?;
    let wanted = |walk| only.is_none_or(|only| only == walk);
    for (theme, name) in THEMES {
        let sizes = SIZES.iter().filter(|_| wanted(Walk::Screens));
        for &(width, height) in sizes {
            let folder = arguments.out.join(format!("{name}-{width}x{height}"));
            say(&format!(
                "{name}, {width} by {height}: into {}",
                folder.display()
            ));
            let setting = Setting::default().theme(theme);
            play_on(&app, &setting, &folder.join("failure"), async |stage| {
                walk(stage, (width, height), &folder).await
            })?;
        }
        if wanted(Walk::Troubles) {
            troubles::take(&app, theme, &arguments.out.join(format!("{name}-troubles")))?;
        }
    }
    Ok(())
}

async fn walk(
    stage: &mut Stage,
    (width, height): (u32, u32),
    folder: &Path,
) -> Result<(), Trouble> {
    // A gateway outside of the app can be stopped while it is looked at.
    let gateway = practice_gateway::start(practice_gateway::Config::default())
        .await
        .map_err(Trouble::while_doing("starting the gateway"))?;
    stage.set_gateway(gateway.base_url());
    let window = stage.open().await?;
    window.screen("welcome").await?;
    window.resize(width, height).await?;
    let album = Album { window, folder };
    first_start(&album).await?;
    links(&album).await?;
    one_link(&album).await?;
    overlays(&album).await?;
    options(&album).await?;
    gateway.stop().await;
    trouble(&album).await
}

async fn first_start(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    album.shoot("01-welcome").await?;
    window.press("Connect my Payroc account").await?;
    window.screen("connect").await?;
    album.shoot("02-connect").await?;
    window.press("Connect").await?;
    window.complaint("Terminal ID").await?;
    album.shoot("03-connect-refused").await?;
    window.press("Cancel").await?;
    window.press("Try it now").await?;
    window.screen("new-link").await?;
    album.shoot("04-new-link").await?;
    window.press("Back").await?;
    window.screen("links").await?;
    window.see_no_more("is connected").await?;
    album.shoot("05-links-empty").await
}

async fn links(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    let long = "Two oak gates, hung and oiled, with the old posts taken out and away, as we agreed on the phone";
    for (amount, what, email, result) in [
        ("86.40", "Spring cleaning", "ann@example.com", None),
        (
            "1,250,000",
            long,
            "a.very.long.name.indeed@accounts.example.com",
            Some("06-result-long"),
        ),
        ("1200.50", "New fence", "", Some("07-result-not-emailed")),
        (
            "45",
            "Garden work in May",
            "jane@example.com",
            Some("09-result"),
        ),
    ] {
        window.key("ctrl+n")?;
        window.screen("new-link").await?;
        window.type_into("Amount", amount).await?;
        window.type_into("What is it for?", what).await?;
        window.type_into("Customer's email", email).await?;
        if result == Some("09-result") {
            album.shoot("08-new-link-filled").await?;
        }
        window.key("Return")?;
        window.screen("result").await?;
        if !email.is_empty() {
            window.see(&format!("Emailed to {email}")).await?;
        }
        match result {
            Some(name) => album.shoot(name).await?,
            None => customer::pays(&window.value("Link").await?).await?,
        }
        window.press("Done").await?;
        window.screen("links").await?;
    }
    window.press("Check now").await?;
    window.see(" paid $86.40 for Spring cleaning").await?;
    album.shoot("10-links-paid").await?;
    window.press("Dismiss").await?;
    window.see_in("Spring cleaning", "Paid").await?;
    album.shoot("10-links").await
}

async fn one_link(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    window.press("$45.00, Garden work in May").await?;
    window.screen("link").await?;
    album.shoot("11-link").await?;
    window.press("Share").await?;
    window.see("Share by email").await?;
    album.shoot("12-share").await?;
    window.key("Escape")?;
    window.see_no_more("Share by email").await?;
    window.press("Edit").await?;
    window.screen("change-link").await?;
    album.shoot("12-edit").await?;
    window.press("Cancel").await?;
    window.screen("link").await?;
    window.key("d")?;
    window.see("Deactivate this link?").await?;
    album.shoot("12-deactivate").await?;
    window.key("Escape")?;
    window.see_no_more("Deactivate this link?").await?;
    window.press("Back").await?;
    window.screen("links").await
}

async fn overlays(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    window.press("Show QR code: New fence").await?;
    window.see("QR code").await?;
    album.shoot("13-qr").await?;
    window.key("Escape")?;
    window.focus_is_on("Show QR code: New fence").await?;
    window.key("question")?;
    window.see("Keyboard shortcuts").await?;
    album.shoot("14-shortcuts").await?;
    window.key("Escape")?;
    window.see_no_more("Keyboard shortcuts").await?;
    window.press("Profile: Practice My shop").await?;
    window.see("Add profile…").await?;
    album.shoot("15-profiles").await?;
    window.key("Escape")?;
    window.see_no_more("Add profile…").await
}

async fn options(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.press("More options").await?;
    window.type_into("Amount", "12,345.678").await?;
    album.shoot("16-more-options").await?;
    window.key("Return")?;
    window.complaint("Amount").await?;
    album.shoot("17-complaint").await?;
    window.press("Cancel").await?;
    window.key("ctrl+comma")?;
    window.screen("settings").await?;
    album.shoot("18-settings").await
}

/// The gateway is gone.
async fn trouble(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.type_into("Amount", "20").await?;
    window.type_into("What is it for?", "Hedge").await?;
    window
        .type_into("Customer's email", "bob@example.com")
        .await?;
    window.key("Return")?;
    window.see("It goes out by itself").await?;
    album.shoot("19-waiting").await?;
    window.press("Done").await?;
    window.screen("links").await?;
    window.press("Check now").await?;
    window.see("Waiting to make the link for $20.00").await?;
    album.shoot("20-links-offline").await
}

/// The window, and where its pictures go.
struct Album<'a> {
    window: Window,
    folder: &'a Path,
}

impl Album<'_> {
    /// Once everything that moves has come to rest.
    async fn shoot(&self, name: &str) -> Result<(), Trouble> {
        self.window.at_rest().await?;
        let file = self.folder.join(format!("{name}.png"));
        self.window.screenshot(&file).await
    }
}
