//! Every screen, as far as a program can judge it for those who see badly or use no pointer.

use journeys::gallery::{Visit, both_themes, parts};
use journeys::journey::{app, artifacts};
use journeys::{Setting, Stage, Trouble, Window, journey, journey_on};
use practice_gateway::Operation;

use crate::steps::{fill_in, first_start, make_and_email, practice};

const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";
const LONG_WHAT: &str = "Two oak gates, hung and oiled, with the old posts taken out and away, as we agreed on the phone";
const LONG_EMAIL: &str = "a.very.long.name.indeed@accounts.example.com";

#[test]
fn the_screens_of_a_first_link_keep_to_wcag_in_both_themes() {
    keeps_to_wcag("first-link");
}

#[test]
fn the_tour_keeps_to_wcag_in_both_themes() {
    keeps_to_wcag("tour");
}

#[test]
fn a_line_and_templates_keep_to_wcag_in_both_themes() {
    keeps_to_wcag("quickly");
}

#[test]
fn the_list_keeps_to_wcag_in_both_themes() {
    keeps_to_wcag("list");
}

#[test]
fn a_link_and_its_dialogs_keep_to_wcag_in_both_themes() {
    keeps_to_wcag("one-link");
}

#[test]
fn every_way_to_hand_a_link_over_keeps_to_wcag_in_both_themes() {
    keeps_to_wcag("hand-over");
}

#[test]
fn a_change_keeps_to_wcag_in_both_themes() {
    keeps_to_wcag("changing");
}

#[test]
fn the_settings_keep_to_wcag_in_both_themes() {
    keeps_to_wcag("settings");
}

#[test]
fn what_goes_wrong_with_a_link_keeps_to_wcag_in_both_themes() {
    keeps_to_wcag("answers");
}

#[test]
fn wherever_the_focus_goes_it_is_seen() {
    journey("focus_seen", async |stage| {
        let _gateway = practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;
        once_around(&window).await?;
        window.press("Try it now").await?;
        window.screen("new-link").await?;
        window.press("More options").await?;
        once_around(&window).await?;
        make_and_email(&window, WHAT).await?;
        once_around(&window).await?;
        window.press("Done").await?;
        window.screen("links").await?;
        once_around(&window).await?;
        window.key("s")?;
        window.see("Share by email").await?;
        once_around(&window).await?;
        window.key("Escape")?;
        window.see_no_more("Share by email").await?;
        window.press("Settings").await?;
        window.screen("settings").await?;
        once_around(&window).await
    });
}

#[test]
fn who_asks_for_less_motion_sees_none() {
    let setting = Setting::default().reduced_motion();
    journey_on("less_motion", &setting, async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        let asked = "return matchMedia('(prefers-reduced-motion: reduce)').matches";
        assert_eq!(window.script(asked, vec![]).await?, true);
        window.press("More options").await?;
        let held = gateway
            .on(Operation::CreatePaymentLink)
            .hold_before_acting()
            .once();
        fill_in(&window, "45", WHAT, EMAIL).await?;
        window.key("Return")?;
        held.reached().await;
        window.see("Making the link").await?;

        // What is endless would go on for as long as it is looked at.
        let moving = "const lasts = (one) => one.effect.getComputedTiming().activeDuration > 1;
            return document.getAnimations().filter(lasts).length";
        assert_eq!(window.script(moving, vec![]).await?, 0);
        held.release();
        window.see("Emailed to").await
    });
}

#[test]
fn text_of_twice_the_size_fits_into_the_smallest_window() {
    journey_on(
        "large_text",
        &Setting::default().text_scale(2),
        async |stage| {
            let _gateway = practice(stage).await?;
            let walk = Walk::begin(stage).await?;
            walk.welcome().await?;
            walk.new_link().await?;
            walk.links().await?;
            walk.dialogs().await?;
            walk.settings().await
        },
    );
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
        assert!(window.focus_is_shown().await?);
        assert_eq!(window.small_targets().await?, Vec::<String>::new());
        assert_eq!(window.cut_off().await?, Vec::<String>::new());

        let wrong = "const button = document.body.appendChild(document.createElement('button'));
            const place = button.appendChild(document.createElement('span'));
            button.style.overflow = 'auto';
            button.style.width = '12px';
            const words = document.body.appendChild(document.createElement('p'));
            words.style.width = '10px';
            words.style.whiteSpace = 'nowrap';
            words.append('Reaches out');
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
        assert_eq!(window.small_targets().await?.len(), 1);
        assert_eq!(window.cut_off().await?, ["Reaches out"]);
        let hidden = "document.activeElement.style.outline = 'none'";
        window.script(hidden, vec![]).await?;
        assert!(!window.focus_is_shown().await?);
        Ok(())
    });
}

/// A part of the walk of `cargo xtask gallery`, judged wherever it stops.
fn keeps_to_wcag(name: &str) {
    let all = parts();
    let part = all.iter().find(|part| part.name == name);
    let part = part.expect("the walk has a part of this name");
    let visit = Visit::new(&both_themes((1280, 800))).judging();
    let evidence = artifacts().join(format!("wcag-{name}"));

    let played = part.play(&app(), &evidence, &visit);

    let told = played.and_then(|()| visit.verdict());
    assert!(told.is_ok(), "{name}: {told:?}");
    assert!(!visit.been().is_empty());
}

/// By Tab through everything, until the focus is back where it began.
async fn once_around(window: &Window) -> Result<(), Trouble> {
    const STEPS: u32 = 80;
    window.at_rest().await?;
    window.key("Tab")?;
    window.at_rest().await?;
    let first = window.focused().await?;
    for _ in 0..STEPS {
        let focus = window.focused().await?;
        if focus.is_some()
            && !(window.focus_is_shown().await? && window.focus_is_in_sight().await?)
        {
            let screens = window.screens().await?;
            return Err(Trouble::new(format!(
                "on {screens:?} nobody sees that the focus is on {focus:?}"
            )));
        }
        window.key_moves_focus("Tab").await?;
        if window.focused().await? == first {
            return Ok(());
        }
    }
    Err(Trouble::new(format!(
        "{STEPS} steps did not lead back to {first:?}"
    )))
}

/// Through everything with text of twice the size, by keys where a pointer would do as well.
struct Walk {
    window: Window,
}

impl Walk {
    async fn begin(stage: &mut Stage) -> Result<Self, Trouble> {
        let window = stage.open().await?;
        window.screen("welcome").await?;
        // The page counts in its own pixels, each as large as two.
        window.resize(800, 600).await?;
        window.has_size(400, 300).await?;
        Ok(Self { window })
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

    async fn press(&self, name: &str) -> Result<(), Trouble> {
        self.window.key_until_focused("Tab", name).await?;
        if !self.window.focus_is_in_sight().await? {
            return Err(Trouble::new(format!("{name:?} has the focus out of sight")));
        }
        self.window.key("Return")
    }

    async fn pick(&self, item: &str) -> Result<(), Trouble> {
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
