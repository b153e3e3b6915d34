//! Every screen, as far as a program can judge it for those who see badly or use no pointer.

use journeys::window::TITLE;
use journeys::{Setting, Stage, Theme, Trouble, Window, journey_on};

use crate::steps::{fill_in, practice};

const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";

/// What a screen must stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Judge {
    /// WCAG 2.2 AA, as axe-core sees it.
    Axe,
    /// Nothing is wider than the window.
    Width,
}

#[test]
fn every_screen_of_the_light_theme_keeps_to_wcag() {
    walked(
        "accessible_light",
        &Setting::default().theme(Theme::Light),
        Judge::Axe,
    );
}

#[test]
fn every_screen_of_the_dark_theme_keeps_to_wcag() {
    walked(
        "accessible_dark",
        &Setting::default().theme(Theme::Dark),
        Judge::Axe,
    );
}

#[test]
fn text_of_twice_the_size_fits_into_the_smallest_window() {
    walked("large_text", &Setting::default(), Judge::Width);
}

fn walked(name: &str, setting: &Setting, judge: Judge) {
    journey_on(name, setting, async |stage| {
        let _gateway = practice(stage).await?;
        if judge == Judge::Width {
            stage.tell_app("GDK_DPI_SCALE", "2");
        }
        let walk = Walk::begin(stage, judge).await?;
        walk.welcome().await?;
        walk.new_link().await?;
        walk.links().await?;
        walk.dialogs().await?;
        walk.settings().await
    });
}

struct Walk {
    window: Window,
    judge: Judge,
}

impl Walk {
    async fn begin(stage: &mut Stage, judge: Judge) -> Result<Self, Trouble> {
        let window = stage.open().await?;
        window.screen("welcome").await?;
        if judge == Judge::Width {
            let frame = window.keyboard().window(TITLE).await?;
            window.keyboard().resize(&frame, 800, 600)?;
            // The page counts in its own pixels, each as large as two.
            window.has_size(400, 300).await?;
        }
        Ok(Self { window, judge })
    }

    async fn stands(&self, place: &str) -> Result<(), Trouble> {
        self.window.at_rest().await?;
        if self.judge == Judge::Axe {
            return self.window.is_accessible().await;
        }
        match self.window.overflow().await? {
            0 => Ok(()),
            by => Err(Trouble::new(format!("{place} is {by} pixels too wide"))),
        }
    }

    /// By keys where the web driver would miss: it does not know that the page's pixels have grown.
    async fn press(&self, name: &str) -> Result<(), Trouble> {
        if self.judge == Judge::Axe {
            return self.window.press(name).await;
        }
        self.window.key_until_focused("Tab", name).await?;
        self.window.key("Return")
    }

    async fn pick(&self, item: &str) -> Result<(), Trouble> {
        if self.judge == Judge::Axe {
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
        window.see(WHAT).await?;
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
