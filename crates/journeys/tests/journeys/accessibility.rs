//! Every screen, as far as a program can judge it for those who see badly or use no pointer.

use journeys::window::TITLE;
use journeys::{Setting, Stage, Theme, Trouble, Window, journey, journey_on};

use crate::steps::{fill_in, practice};

const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";
const LONG_WHAT: &str = "Two oak gates, hung and oiled, with the old posts taken out and away, as we agreed on the phone";
const LONG_EMAIL: &str = "a.very.long.name.indeed@accounts.example.com";

/// How large the system writes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    Usual,
    /// In a window of 800 by 600, which is half as wide and high for the page.
    TwiceAsLarge,
}

#[test]
fn every_screen_of_the_light_theme_keeps_to_wcag() {
    let setting = Setting::default().theme(Theme::Light);
    walked("accessible_light", &setting, Text::Usual);
}

#[test]
fn every_screen_of_the_dark_theme_keeps_to_wcag() {
    let setting = Setting::default().theme(Theme::Dark);
    walked("accessible_dark", &setting, Text::Usual);
}

#[test]
fn text_of_twice_the_size_fits_into_the_smallest_window() {
    walked("large_text", &Setting::default(), Text::TwiceAsLarge);
}

#[test]
fn the_judge_sees_what_is_wrong() {
    journey("judge", async |stage| {
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.at_rest().await?;
        window.is_accessible().await?;
        assert_eq!(window.overflow().await?, 0);
        assert!(window.focus_is_in_sight().await?);

        let wrong = "const button = document.body.appendChild(document.createElement('button'));
            const place = button.appendChild(document.createElement('span'));
            button.style.overflow = 'auto';
            button.style.width = '12px';
            place.style.display = 'inline-block';
            place.style.width = '20px';
            const veil = document.body.appendChild(document.createElement('div'));
            veil.style.position = 'fixed';
            veil.style.inset = '0';
            veil.style.zIndex = '99';";
        window.script(wrong, vec![]).await?;

        let violations = window.violations().await?;
        let named = violations.iter().any(|one| one.rule == "button-name");
        assert!(named, "{violations:?}");
        assert!(window.overflow().await? > 0);
        assert!(!window.focus_is_in_sight().await?);
        Ok(())
    });
}

fn walked(name: &str, setting: &Setting, text: Text) {
    journey_on(name, setting, async |stage| {
        let _gateway = practice(stage).await?;
        if text == Text::TwiceAsLarge {
            stage.tell_app("GDK_DPI_SCALE", "2");
        }
        let walk = Walk::begin(stage, text).await?;
        walk.welcome().await?;
        walk.new_link().await?;
        walk.links().await?;
        walk.dialogs().await?;
        walk.settings().await
    });
}

struct Walk {
    window: Window,
    text: Text,
}

impl Walk {
    async fn begin(stage: &mut Stage, text: Text) -> Result<Self, Trouble> {
        let window = stage.open().await?;
        window.screen("welcome").await?;
        if text == Text::TwiceAsLarge {
            let frame = window.keyboard().window(TITLE).await?;
            window.keyboard().resize(&frame, 800, 600)?;
            // The page counts in its own pixels, each as large as two.
            window.has_size(400, 300).await?;
        }
        Ok(Self { window, text })
    }

    /// A place keeps to WCAG 2.2 AA, as far as axe-core sees it, and nothing of it is scrolled sideways.
    async fn stands(&self, place: &str) -> Result<(), Trouble> {
        let Self { window, .. } = self;
        window.at_rest().await?;
        window.is_accessible().await?;
        match window.overflow().await? {
            0 => Ok(()),
            by => Err(Trouble::new(format!("{place} is {by} pixels too wide"))),
        }
    }

    /// By keys where the web driver would miss: it does not know that the page's pixels have grown.
    async fn press(&self, name: &str) -> Result<(), Trouble> {
        if self.text == Text::Usual {
            return self.window.press(name).await;
        }
        self.window.key_until_focused("Tab", name).await?;
        if !self.window.focus_is_in_sight().await? {
            return Err(Trouble::new(format!("{name:?} has the focus out of sight")));
        }
        self.window.key("Return")
    }

    async fn pick(&self, item: &str) -> Result<(), Trouble> {
        if self.text == Text::Usual {
            return self.window.press(item).await;
        }
        self.window.key_until_focused("Down", item).await?;
        self.window.key("Return")
    }

    async fn welcome(&self) -> Result<(), Trouble> {
        let Self { window, .. } = self;
        self.stands("Welcome").await?;
        self.press("Connect my Payroc account").await?;
        window.screen("connect").await?;
        self.stands("Connect").await?;
        self.press("Connect").await?;
        window.complaint("Terminal ID").await?;
        self.stands("Connect with complaints").await?;
        self.press("Enter API key…").await?;
        window
            .in_key_window(async || self.stands("The key window").await)
            .await?;
        window.key("Escape")?;
        window.focus_is_on("Enter API key…").await?;
        self.press("Cancel").await?;
        window.screen("welcome").await?;
        self.press("Try it now").await?;
        window.screen("new-link").await
    }

    async fn new_link(&self) -> Result<(), Trouble> {
        let Self { window, .. } = self;
        self.stands("New link").await?;
        self.press("More options").await?;
        self.stands("More options").await?;
        fill_in(window, "1.250", WHAT, "jane@").await?;
        window.key("Return")?;
        window.complaint("Amount").await?;
        self.stands("New link with complaints").await?;
        fill_in(window, "1250000", LONG_WHAT, LONG_EMAIL).await?;
        self.press("Create $1,250,000.00 and email").await?;
        window.see(&format!("Emailed to {LONG_EMAIL}")).await?;
        self.stands("Link with a long text made").await?;
        // Broken in two, an amount is read as another one.
        assert_eq!(window.lines_of("$1,250,000.00").await?, 1);
        window.key("ctrl+n")?;
        window.screen("new-link").await?;
        fill_in(window, "45", WHAT, EMAIL).await?;
        self.press("Create $45.00 and email jane@example.com")
            .await?;
        window.see("Emailed to jane@example.com").await?;
        self.stands("Link made").await?;
        self.press("Done").await?;
        window.screen("links").await
    }

    async fn links(&self) -> Result<(), Trouble> {
        let Self { window, .. } = self;
        window.see(LONG_WHAT).await?;
        self.stands("Links").await?;
        self.press("$45.00, Garden work in May").await?;
        window.screen("link").await?;
        self.stands("Link").await?;
        self.press("Share").await?;
        window.see("Share by email").await?;
        self.stands("Share").await?;
        window.key("Escape")?;
        window.see_no_more("Share by email").await?;
        self.press("Back").await?;
        window.screen("links").await
    }

    async fn dialogs(&self) -> Result<(), Trouble> {
        let Self { window, .. } = self;
        self.press("Show QR code: Garden work in May").await?;
        window.see("QR code").await?;
        self.stands("QR code").await?;
        window.key("Escape")?;
        // A dialog gives the focus back to where it came from.
        window
            .focus_is_on("Show QR code: Garden work in May")
            .await?;
        window.key("question")?;
        window.see("Keyboard shortcuts").await?;
        self.stands("Keyboard shortcuts").await?;
        window.key("Escape")?;
        window.see_no_more("Keyboard shortcuts").await?;
        self.press("Profile: Practice My shop").await?;
        window.see("Add profile…").await?;
        self.stands("The profile menu").await?;
        window.key("Escape")?;
        window.see_no_more("Add profile…").await
    }

    async fn settings(&self) -> Result<(), Trouble> {
        let Self { window, .. } = self;
        self.press("Settings").await?;
        window.screen("settings").await?;
        self.stands("Settings").await?;
        self.press("More for My shop").await?;
        self.pick("Name and defaults…").await?;
        window.focus_is_on("Business name").await?;
        self.stands("Name and defaults").await
    }
}
