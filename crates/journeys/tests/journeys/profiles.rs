//! Several profiles side by side: nothing crosses over from one to another.

use std::collections::{BTreeMap, BTreeSet};

use journeys::{Stage, Trouble, Window, journey};
use practice_gateway::{
    Operation, PRACTICE_API_KEY, PRACTICE_TERMINAL, Running, SECOND_PRACTICE_TERMINAL,
};

use crate::steps::{
    TERMINAL, TestPlace, fill_in, fill_in_account, first_start, practice, test_place,
};

/// A profile, and the link that is made in it.
struct Shop {
    /// Its key among the profiles.
    key: &'static str,
    place: &'static str,
    name: &'static str,
    terminal: &'static str,
    what: &'static str,
    email: &'static str,
}

const FIRST: Shop = Shop {
    key: "ctrl+1",
    place: "Practice",
    name: "My shop",
    terminal: PRACTICE_TERMINAL,
    what: "Garden work in May",
    email: "jane@example.com",
};
const SECOND: Shop = Shop {
    key: "ctrl+2",
    place: "Practice",
    name: "Second shop",
    terminal: SECOND_PRACTICE_TERMINAL,
    what: "Piano lessons",
    email: "bob@example.com",
};
const TEST: Shop = Shop {
    key: "ctrl+3",
    place: "Test",
    name: "The shop",
    terminal: TERMINAL,
    what: "Repair of the bicycle",
    email: "carol@example.com",
};
const SHOPS: [Shop; 3] = [FIRST, SECOND, TEST];

#[test]
fn three_profiles_keep_their_links_people_and_keys_to_themselves() {
    journey("profiles_apart", async |stage| {
        let gateway = practice(stage).await?;
        let place = test_place(stage).await?;
        let window = three_profiles(stage, &place).await?;

        for shop in SHOPS {
            window.key(shop.key)?;
            shop.is_in_use(&window).await?;
            shop.makes_its_link(&window).await?;
        }
        for shop in SHOPS {
            window.key(shop.key)?;
            shop.shows_only_its_own(&window).await?;
        }
        for shop in SHOPS.iter().rev() {
            window.press("Profile: ").await?;
            window
                .press(&format!("{} {} · {}", shop.name, shop.place, shop.terminal))
                .await?;
            shop.shows_only_its_own(&window).await?;
        }

        only_these_asked(&gateway, &[FIRST, SECOND]);
        only_these_asked(&place.gateway, &[TEST]);
        assert!(tokens(&gateway).is_disjoint(&tokens(&place.gateway)));
        let asked = place.disguise.asked();
        let known = |host: &String| {
            journeys::disguise::TEST
                .iter()
                .any(|test| *host == format!("{test}:443"))
        };
        assert!(asked.iter().all(known), "asked for other hosts: {asked:?}");
        each_key_is_kept_on_its_own(stage, &place)
    });
}

#[test]
fn what_is_half_typed_in_one_profile_does_not_turn_up_in_another() {
    journey("profiles_half_typed", async |stage| {
        let _gateway = practice(stage).await?;
        let window = two_profiles(stage).await?;
        window.key(FIRST.key)?;
        FIRST.is_in_use(&window).await?;
        new_link(&window).await?;
        fill_in(&window, "45", FIRST.what, FIRST.email).await?;

        window.key(SECOND.key)?;
        SECOND.is_in_use(&window).await?;
        new_link(&window).await?;
        holds(&window, ["", "", ""]).await?;
        window.type_into("Amount", "7").await?;

        window.key(FIRST.key)?;
        FIRST.is_in_use(&window).await?;
        new_link(&window).await?;
        goes_on(&window).await?;
        holds(&window, ["45", FIRST.what, FIRST.email]).await?;
        window.key(SECOND.key)?;
        SECOND.is_in_use(&window).await?;
        new_link(&window).await?;
        goes_on(&window).await?;
        holds(&window, ["7", "", ""]).await
    });
}

#[test]
fn what_was_begun_in_one_profile_is_made_there_and_shown_there() {
    journey("profiles_begun", async |stage| {
        let gateway = practice(stage).await?;
        let window = two_profiles(stage).await?;
        window.key(FIRST.key)?;
        FIRST.is_in_use(&window).await?;
        new_link(&window).await?;
        fill_in(&window, "45", FIRST.what, FIRST.email).await?;
        let held = gateway
            .on(Operation::CreatePaymentLink)
            .hold_before_acting();
        window.key("Return")?;
        held.reached().await;

        window.key(SECOND.key)?;
        SECOND.is_in_use(&window).await?;
        let making = format!("Making the link for $45.00 for {}", FIRST.what);
        window.see(&making).await?;
        window.see_in(&making, FIRST.name).await?;
        held.release();
        let made = format!("The link for $45.00 for {} was made", FIRST.what);
        window
            .see(&format!("{made} and emailed to {}", FIRST.email))
            .await?;

        only_these_asked(&gateway, &[FIRST, SECOND]);
        assert_eq!(gateway.links().len(), 1);
        assert_eq!(gateway.emails().len(), 1);
        window.see("No links yet").await?;
        window.see_in(&made, FIRST.name).await?;
        window.press("Show link").await?;
        window.screen("link").await?;
        FIRST.is_marked(&window).await?;
        window.press("Copy link").await?;
        window.see("Link copied.").await
    });
}

impl Shop {
    async fn is_in_use(&self, window: &Window) -> Result<(), Trouble> {
        window.screen("links").await?;
        self.is_marked(window).await
    }

    async fn is_marked(&self, window: &Window) -> Result<(), Trouble> {
        let frame = format!("Profile: {} {}", self.place, self.name);
        window.control(&frame).await?;
        window.see_in(self.name, self.place).await
    }

    async fn makes_its_link(&self, window: &Window) -> Result<(), Trouble> {
        new_link(window).await?;
        window
            .see(&format!("{} link: no real money", self.place))
            .await?;
        fill_in(window, "45", self.what, self.email).await?;
        window.key("Return")?;
        window.see(&format!("Emailed to {}", self.email)).await?;
        window.press("Done").await?;
        window.screen("links").await
    }

    /// In the list, freshly fetched, and among the people whom a new link suggests.
    async fn shows_only_its_own(&self, window: &Window) -> Result<(), Trouble> {
        self.is_in_use(window).await?;
        window.see(self.what).await?;
        window.see("Checked just now").await?;
        window.at_rest().await?;
        let text = window.text().await?;
        for other in SHOPS.iter().filter(|other| other.name != self.name) {
            for foreign in [other.what, other.email, other.name] {
                assert!(
                    !text.contains(foreign),
                    "{foreign} in {}: {text}",
                    self.name
                );
            }
        }

        new_link(window).await?;
        window.type_into("Customer's email", "example").await?;
        window.control(self.email).await?;
        let suggested: Vec<String> = window
            .buttons()
            .await?
            .into_iter()
            .filter(|name| name.contains('@') && !name.starts_with("Create"))
            .collect();
        assert_eq!(suggested.len(), 1, "{}: {suggested:?}", self.name);
        window.press("Cancel").await?;
        window.screen("links").await
    }
}

async fn two_profiles(stage: &mut Stage) -> Result<Window, Trouble> {
    let window = first_start(stage).await?;
    window.key("ctrl+comma")?;
    window.screen("settings").await?;
    window.press("Add profile…").await?;
    window.screen("connect").await?;
    window.press("Practice").await?;
    window.type_into("Business name", SECOND.name).await?;
    window.type_into("Terminal ID", SECOND.terminal).await?;
    window.press("Connect").await?;
    window.screen("settings").await?;
    SECOND.is_marked(&window).await?;
    Ok(window)
}

async fn three_profiles(stage: &mut Stage, place: &TestPlace) -> Result<Window, Trouble> {
    let window = two_profiles(stage).await?;
    window.press("Add profile…").await?;
    window.screen("connect").await?;
    fill_in_account(&window, TEST.name, TEST.terminal, &place.key).await?;
    window.press("Connect").await?;
    window.screen("settings").await?;
    TEST.is_marked(&window).await?;
    Ok(window)
}

async fn new_link(window: &Window) -> Result<(), Trouble> {
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.focus_is_on("Amount").await
}

/// With the one that was left half typed, and there is no other.
async fn goes_on(window: &Window) -> Result<(), Trouble> {
    window.press("Go on with it").await?;
    window.see_no_more("Go on with it").await
}

/// The form holds this amount, purpose and email.
async fn holds(window: &Window, expected: [&str; 3]) -> Result<(), Trouble> {
    let fields = ["Amount", "What is it for?", "Customer's email"];
    for (field, expected) in fields.into_iter().zip(expected) {
        assert_eq!(window.value(field).await?, expected, "{field}");
    }
    Ok(())
}

/// Everything that a gateway was asked for concerns one of these profiles, and says nothing of another one.
fn only_these_asked(gateway: &Running, shops: &[Shop]) {
    let mut tokens = BTreeMap::new();
    for request in gateway.requests() {
        if request.operation == Operation::Authorize {
            continue;
        }
        let path = &request.path;
        let shop = shop_of(gateway, path);
        assert!(shops.iter().any(|ours| ours.name == shop.name), "{path}");
        let body = String::from_utf8_lossy(&request.body);
        for other in SHOPS.iter().filter(|other| other.name != shop.name) {
            for foreign in [other.what, other.email, other.terminal] {
                assert!(!body.contains(foreign), "{foreign} in {path}: {body}");
            }
        }
        let owner = tokens.entry(request.authorization).or_insert(shop.name);
        assert_eq!(*owner, shop.name, "two profiles share a token");
    }
}

/// Whose terminal or link a request names.
fn shop_of(gateway: &Running, path: &str) -> Shop {
    let links = gateway.links();
    let named = links
        .iter()
        .find(|link| path.contains(&link.payment_link_id));
    let what = named.and_then(|link| link.order.description.as_deref());
    let shop = SHOPS.into_iter().find(|shop| {
        what == Some(shop.what)
            || path.contains(&format!("/processing-terminals/{}/", shop.terminal))
    });
    shop.unwrap_or_else(|| panic!("a request for something unknown: {path}"))
}

fn tokens(gateway: &Running) -> BTreeSet<String> {
    let requests = gateway.requests();
    requests
        .into_iter()
        .filter_map(|request| request.authorization)
        .collect()
}

fn each_key_is_kept_on_its_own(stage: &Stage, place: &TestPlace) -> Result<(), Trouble> {
    let kept = stage.keychain_entries("app.paylink.desktop")?;
    let times = |key: &str| kept.iter().filter(|kept| *kept == key).count();
    assert_eq!(times(PRACTICE_API_KEY), 2);
    assert_eq!(times(&place.key), 1);
    assert_eq!(kept.len(), 3);
    Ok(())
}
