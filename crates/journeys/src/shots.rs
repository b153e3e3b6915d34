//! Pictures of every screen of the real app, in both themes and two window sizes, to be looked at.

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::journey::play_on;
use crate::program::{Arguments, finish, say};
use crate::stage::{Setting, Stage, Theme};
use crate::trouble::Trouble;
use crate::window::Window;

const SIZES: [(u32, u32); 2] = [(800, 600), (1280, 800)];
const THEMES: [(Theme, &str); 2] = [(Theme::Light, "light"), (Theme::Dark, "dark")];

/// Takes them as a program.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    finish(take(&arguments))
}

fn take(arguments: &Arguments) -> Result<(), Trouble> {
    let app = arguments.app()?;
    for (theme, name) in THEMES {
        for (width, height) in SIZES {
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
    }
    Ok(())
}

async fn walk(
    stage: &mut Stage,
    (width, height): (u32, u32),
    folder: &Path,
) -> Result<(), Trouble> {
    let window = stage.open().await?;
    window.screen("welcome").await?;
    window.resize(width, height).await?;
    let shot = async |name: &str| shoot(&window, &folder.join(format!("{name}.png"))).await;
    shot("01-welcome").await?;
    window.press("Connect my Payroc account").await?;
    window.screen("connect").await?;
    shot("02-connect").await?;
    window.press("Connect").await?;
    shot("03-connect-refused").await?;
    window.press("Cancel").await?;
    window.press("Try it now").await?;
    window.screen("new-link").await?;
    shot("04-new-link").await?;
    window.press("Back").await?;
    window.screen("links").await?;
    shot("05-links-empty").await?;
    for (amount, what, email) in [
        ("45", "Garden work in May", "jane@example.com"),
        ("1200.50", "New fence", ""),
    ] {
        window.key("ctrl+n")?;
        window.screen("new-link").await?;
        window.type_into("Amount", amount).await?;
        window.type_into("What is it for?", what).await?;
        window.type_into("Customer's email", email).await?;
        shot("06-new-link-filled").await?;
        window.key("Return")?;
        window.screen("result").await?;
        shot(if email.is_empty() {
            "08-result-not-emailed"
        } else {
            "07-result"
        })
        .await?;
        window.press("Done").await?;
        window.screen("links").await?;
    }
    shot("09-links").await?;
    window.press("$45.00, Garden work in May").await?;
    window.screen("link").await?;
    shot("10-link").await?;
    window.press("Share").await?;
    window.see("Share by email").await?;
    shot("11-share").await?;
    window.key("Escape")?;
    window.see_no_more("Share by email").await?;
    window.press("Back").await?;
    window.screen("links").await?;
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.press("More options").await?;
    window.type_into("Amount", "12,345.678").await?;
    shot("12-more-options").await?;
    window.key("Return")?;
    window.complaint("Amount").await?;
    shot("13-complaint").await?;
    window.key("ctrl+comma")?;
    window.screen("settings").await?;
    shot("14-settings").await
}

/// Once everything that moves has come to rest.
async fn shoot(window: &Window, file: &Path) -> Result<(), Trouble> {
    window.at_rest().await?;
    window.screenshot(file).await
}
