//! Test doubles for the ports, and builders that give a valid thing.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Span, Timestamp};
use payroc::{ApiKey, Clock, Currency, Moment, PaymentLink, SystemClock};
use tokio::sync::watch;
use uuid::Uuid;

use crate::database::{self, Database, DatabaseError};
use crate::ports::{Announce, BoxFuture, Shelf, Vault, VaultError};
use crate::profile::{self, Profile};
use crate::updates::Remembered;
use crate::view::{
    AuthType, CreatePaymentLink, DeskView, FindLinks, LinkType, LinkValues, LinkView, LinksState,
    OutboxView, PaidView, PaymentMethod, Place, Preferences, RecipientForm, SaveTemplate, Sorting,
    TemplateValues,
};

/// A form that is right in every field.
pub fn a_link_form() -> CreatePaymentLink {
    CreatePaymentLink {
        request_id: Uuid::now_v7(),
        profile_id: Uuid::nil(),
        link_type: LinkType::SingleUse,
        amount: Some(4500),
        customer_enters_amount: false,
        currency: "USD".to_owned(),
        description: "Two pizzas".to_owned(),
        reference: format!("PL-{}", Uuid::now_v7().simple()),
        order_id: "ORD-1".to_owned(),
        auth_type: AuthType::Sale,
        payment_methods: vec![PaymentMethod::Card],
        expires_on: Some("2026-03-31".to_owned()),
        button_label: String::new(),
        save_details: false,
        agreement: None,
        recipients: Vec::new(),
        message: String::new(),
        copy_to_me: false,
    }
}

/// A template that is right in every field.
pub fn a_template(profile_id: Uuid, name: &str) -> SaveTemplate {
    SaveTemplate {
        id: Uuid::now_v7(),
        profile_id,
        name: name.to_owned(),
        values: TemplateValues {
            amount: Some(4500),
            customer_enters_amount: false,
            currency: "USD".to_owned(),
            description: "Deposit for the garden".to_owned(),
            link_type: LinkType::SingleUse,
            auth_type: AuthType::Sale,
            payment_methods: vec![PaymentMethod::Card],
            expires_in_days: Some(14),
            button_label: "Pay the deposit".to_owned(),
            save_details: false,
            agreement: None,
            message: Some("Hello,\n\nhere is the deposit.".to_owned()),
            copy_to_me: true,
        },
    }
}

pub fn recipient(name: &str, email: &str) -> RecipientForm {
    RecipientForm {
        name: name.to_owned(),
        email: email.to_owned(),
    }
}

/// A question that every link of a profile answers, the newest first.
pub fn all_links(profile_id: Uuid) -> FindLinks {
    FindLinks {
        profile_id,
        text: String::new(),
        status: None,
        link_type: None,
        amount_set_by: None,
        created_from: None,
        created_to: None,
        email: None,
        sorting: Sorting::Newest,
        offset: 0,
        limit: 100,
    }
}

/// What the contract lets be changed of a link, as a form for it would be opened with.
pub fn values_of(link: &PaymentLink) -> LinkValues {
    crate::links::values(link)
}

/// The same of a link as it is shown.
pub fn values_shown(link: &LinkView) -> LinkValues {
    crate::links::values_of(link)
}

/// Puts links into the data in `folder` as if a gateway had told of them: `count` more of this profile, which is made as
/// needed. They are of every status and kind, in several currencies, over four years, and every second was emailed.
///
/// # Panics
/// If the data cannot be opened or written.
pub fn seed_links(folder: &Path, profile: Uuid, count: u32) {
    let opened = Database::open(folder).expect("the folder is free and can be written");
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("the system has a thread to spare");
    let seeded = runtime.block_on(opened.database.transact(move |transaction| {
        let there = database::profiles::get(transaction, profile)?;
        if there.is_none() {
            database::profiles::add(transaction, &a_profile(profile))?;
        }
        let before = database::links::count(transaction, profile)?;
        for number in before..before + count {
            seed_link(transaction, profile, number)?;
        }
        Ok(())
    }));
    seeded.expect("there is room for the links");
}

/// A profile of the practice terminal.
pub fn a_profile(id: Uuid) -> Profile {
    Profile {
        id,
        name: "Practice".to_owned(),
        place: Place::Practice,
        terminal_id: "1234001".parse().expect("the practice terminal has an id"),
        currency: Currency::Usd,
        defaults: profile::first_defaults(),
        key_in_keychain: false,
        created_at: seed_moment(0),
    }
}

fn seed_link(
    transaction: &rusqlite::Transaction<'_>,
    profile: Uuid,
    number: u32,
) -> Result<(), DatabaseError> {
    let link = a_seeded_link(number);
    let kept_at = seed_moment(number);
    database::links::keep(transaction, profile, &link, kept_at, kept_at)?;
    if number.is_multiple_of(2) {
        let customer = number / 2 % 4_000;
        let name = FIRST_NAMES[customer as usize % FIRST_NAMES.len()];
        let event = serde_json::json!({
            "sharingEventId": format!("SE{number:08}"),
            "sharingMethod": "email",
            "dateTime": kept_at.to_string(),
            "recipients": [{
                "name": format!("{name} {customer}"),
                "email": format!("{}{customer}@example.com", name.to_lowercase()),
            }],
        });
        let event = serde_json::from_value(event).expect("an event as documented");
        let id = link.payment_link_id.as_str();
        database::links::keep_share(transaction, profile, id, &event, None, kept_at)?;
    }
    Ok(())
}

/// A link as a gateway describes it; the same for the same number.
pub fn a_seeded_link(number: u32) -> PaymentLink {
    let mut dice = fastrand::Rng::with_seed(u64::from(number));
    let is_single = dice.u8(..100) < 85;
    let day = seed_moment(number).to_zoned(jiff::tz::TimeZone::UTC).date();
    let compact = day.strftime("%y%m%d");
    let code: String = (0..6)
        .map(|_| *dice.choice(ALPHABET).expect("it has letters"))
        .collect();
    let id: String = (0..10).map(|_| dice.uppercase()).collect();
    let currency = dice
        .choice(["USD", "USD", "USD", "USD", "EUR", "JPY"])
        .expect("one of six");
    let charge = if dice.u8(..100) < 90 {
        let amount = dice.u64(1..2_000) * 50;
        serde_json::json!({ "type": "preset", "amount": amount, "currency": currency })
    } else {
        serde_json::json!({ "type": "prompt", "currency": currency })
    };
    let what = WHAT[dice.usize(..WHAT.len())];
    let whose = WHOSE[dice.usize(..WHOSE.len())];
    let status = match dice.u8(..100) {
        0..15 => "active",
        15..80 => "completed",
        80..92 => "expired",
        _ => "deactivated",
    };
    let address = format!("https://payments.example.com/pay/{id}-{code}");
    let link = serde_json::json!({
        "type": if is_single { "singleUse" } else { "multiUse" },
        "paymentLinkId": id,
        "merchantReference": format!("PL-{compact}-{code}"),
        "order": {
            "orderId": is_single.then(|| format!("ORD-{compact}-{code}")),
            "description": format!("{what} {whose}"),
            "charge": charge,
        },
        "authType": "sale",
        "paymentMethods": ["card"],
        "expiresOn": is_single.then(|| day.saturating_add(Span::new().days(30)).to_string()),
        "assets": {
            "paymentUrl": address,
            "paymentButton": format!("<a href=\"{address}\" style=\"padding:8px\">Pay now</a>"),
        },
        "status": status,
        "createdOn": day.to_string(),
    });
    serde_json::from_value(link).expect("a link as documented")
}

const ALPHABET: &[char] = &[
    '2', '3', '4', '5', '7', '8', 'A', 'C', 'F', 'H', 'K', 'M', 'Q', 'T', 'X', 'Z',
];
const FIRST_NAMES: [&str; 8] = [
    "Jane", "Ada", "Zoë", "Łukasz", "Grace", "Alan", "Noor", "José",
];
/// Every second seeded link is an invoice.
const WHAT: [&str; 8] = [
    "Invoice", "Deposit", "Invoice", "Repair", "Invoice", "Order", "Invoice", "Café",
];
const WHOSE: [&str; 12] = [
    "for the kitchen",
    "for the garden",
    "of March",
    "of June",
    "of the Smith family",
    "for two pizzas",
    "for a birthday",
    "for the roof",
    "of September",
    "for lessons",
    "for the band",
    "for Straße 7",
];

/// Twenty minutes after the one before.
fn seed_moment(number: u32) -> Timestamp {
    let first = Timestamp::from_second(1_640_995_200).expect("it is within the range");
    first
        .saturating_add(Span::new().minutes(i64::from(number) * 20))
        .expect("minutes are no years")
}

/// A keychain in memory, which can be made to fail.
#[derive(Default)]
pub struct MemoryVault {
    keys: Mutex<BTreeMap<Uuid, ApiKey>>,
    failing: Mutex<Option<VaultError>>,
}

impl MemoryVault {
    /// Fails every call from here on, or works again.
    pub fn fail_with(&self, error: Option<VaultError>) {
        *held(&self.failing) = error;
    }

    pub fn holds(&self, profile: Uuid) -> Option<String> {
        held(&self.keys)
            .get(&profile)
            .map(|key| key.expose().to_owned())
    }

    pub fn count(&self) -> usize {
        held(&self.keys).len()
    }

    fn check(&self) -> Result<(), VaultError> {
        held(&self.failing).map_or(Ok(()), Err)
    }
}

impl Vault for MemoryVault {
    fn store<'a>(
        &'a self,
        profile: Uuid,
        key: &'a ApiKey,
    ) -> BoxFuture<'a, Result<(), VaultError>> {
        Box::pin(async move {
            self.check()?;
            held(&self.keys).insert(profile, key.clone());
            Ok(())
        })
    }

    fn load(&self, profile: Uuid) -> BoxFuture<'_, Result<ApiKey, VaultError>> {
        Box::pin(async move {
            self.check()?;
            held(&self.keys)
                .get(&profile)
                .cloned()
                .ok_or(VaultError::NoEntry)
        })
    }

    fn remove(&self, profile: Uuid) -> BoxFuture<'_, Result<(), VaultError>> {
        Box::pin(async move {
            self.check()?;
            held(&self.keys).remove(&profile);
            Ok(())
        })
    }
}

/// Preferences and recent links in memory.
#[derive(Default)]
pub struct MemoryShelf {
    preferences: Mutex<Preferences>,
    active: Mutex<Option<Uuid>>,
    recents: Mutex<BTreeMap<Uuid, Vec<LinkView>>>,
    updates: Mutex<Remembered>,
}

impl Shelf for MemoryShelf {
    fn preferences(&self) -> Preferences {
        held(&self.preferences).clone()
    }

    fn keep_preferences(&self, preferences: &Preferences) {
        *held(&self.preferences) = preferences.clone();
    }

    fn active_profile(&self) -> Option<Uuid> {
        *held(&self.active)
    }

    fn keep_active_profile(&self, profile: Option<Uuid>) {
        *held(&self.active) = profile;
    }

    fn recent_links(&self, profile: Uuid) -> Vec<LinkView> {
        held(&self.recents)
            .get(&profile)
            .cloned()
            .unwrap_or_default()
    }

    fn keep_recent_links(&self, profile: Uuid, links: &[LinkView]) {
        held(&self.recents).insert(profile, links.to_vec());
    }

    fn remembered_of_updates(&self) -> Remembered {
        held(&self.updates).clone()
    }

    fn remember_of_updates(&self, remembered: &Remembered) {
        *held(&self.updates) = remembered.clone();
    }

    fn clear(&self) {
        *held(&self.updates) = Remembered::default();
        *held(&self.preferences) = Preferences::default();
        *held(&self.active) = None;
        held(&self.recents).clear();
    }
}

/// The machine's clock, which can be moved on as if time had passed or been set.
#[derive(Default)]
pub struct MovedClock {
    ahead: Mutex<(Duration, SignedDuration)>,
}

impl MovedClock {
    /// As if so much time had passed.
    pub fn pass(&self, by: Duration) {
        let mut ahead = held(&self.ahead);
        ahead.0 += by;
        ahead.1 += SignedDuration::try_from(by).expect("tests pass hours, not ages");
    }

    /// As if somebody had set the wall clock.
    pub fn set(&self, by: SignedDuration) {
        held(&self.ahead).1 += by;
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Moment {
        let (monotonic, wall) = *held(&self.ahead);
        let now = SystemClock.now();
        Moment {
            monotonic: now.monotonic + monotonic,
            wall: now.wall + wall,
        }
    }
}

/// Hears every announcement; tests wait for the outbox to look as they expect.
pub struct Ear {
    outbox: watch::Sender<OutboxView>,
    paid: watch::Sender<Vec<Vec<PaidView>>>,
    desk: watch::Sender<Option<DeskView>>,
    times: AtomicU32,
    /// How far readings of the gateway's list had come.
    readings: Mutex<Vec<u32>>,
}

impl Default for Ear {
    fn default() -> Self {
        Self {
            outbox: watch::Sender::new(OutboxView {
                intents: Vec::new(),
                more: 0,
            }),
            paid: watch::Sender::new(Vec::new()),
            desk: watch::Sender::new(None),
            times: AtomicU32::new(0),
            readings: Mutex::default(),
        }
    }
}

impl Ear {
    /// How often the outbox has been announced.
    pub fn times(&self) -> u32 {
        self.times.load(Ordering::Relaxed)
    }

    /// Whether it was told that at least so many links of the gateway's list had been read, while it was being read.
    pub fn heard_reading(&self, at_least: u32) -> bool {
        held(&self.readings).iter().any(|&read| read >= at_least)
    }

    /// What was told as paid, call by call.
    pub fn paid_so_far(&self) -> Vec<Vec<PaidView>> {
        self.paid.borrow().clone()
    }

    /// Waits until so many times something was told as paid.
    pub async fn paid(&self, times: usize) -> Vec<Vec<PaidView>> {
        let mut heard = self.paid.subscribe();
        heard
            .wait_for(|told| told.len() >= times)
            .await
            .expect("the sender lives as long as this ear")
            .clone()
    }

    /// Waits until the announced desk satisfies `wanted`.
    pub async fn desk(&self, mut wanted: impl FnMut(&DeskView) -> bool) {
        let mut heard = self.desk.subscribe();
        let heard = heard.wait_for(|desk| desk.as_ref().is_some_and(&mut wanted));
        drop(heard.await.expect("the sender lives as long as this ear"));
    }

    /// Waits until the announced outbox satisfies `wanted`.
    pub async fn outbox(&self, wanted: impl FnMut(&OutboxView) -> bool) -> OutboxView {
        let mut heard = self.outbox.subscribe();
        heard
            .wait_for(wanted)
            .await
            .expect("the sender lives as long as this ear")
            .clone()
    }
}

impl Announce for Ear {
    fn desk_changed(&self, desk: DeskView) {
        self.desk.send_replace(Some(desk));
    }

    fn outbox_changed(&self, outbox: OutboxView) {
        self.times.fetch_add(1, Ordering::Relaxed);
        self.outbox.send_replace(outbox);
    }

    fn links_state_changed(&self, state: LinksState) {
        held(&self.readings).extend(state.reading);
    }

    fn paid(&self, paid: Vec<PaidView>) {
        self.paid.send_modify(|told| told.push(paid));
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
