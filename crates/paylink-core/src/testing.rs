//! Test doubles for the ports, and builders that give a valid thing.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use payroc::ApiKey;
use tokio::sync::watch;
use uuid::Uuid;

use crate::ports::{Announce, BoxFuture, Shelf, Vault, VaultError};
use crate::view::{
    AuthType, CreatePaymentLink, DeskView, LinkType, LinkValues, LinkView, LinksState, LinksView,
    OutboxView, PaidView, PaymentMethod, Preferences, RecipientForm,
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

pub fn recipient(name: &str, email: &str) -> RecipientForm {
    RecipientForm {
        name: name.to_owned(),
        email: email.to_owned(),
    }
}

/// What the contract lets be changed of a link, as a form for it would be opened with.
pub fn values_of(link: &payroc::PaymentLink) -> LinkValues {
    crate::links::values(link)
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
}

/// Hears every announcement; tests wait for the outbox to look as they expect.
pub struct Ear {
    outbox: watch::Sender<OutboxView>,
    times: AtomicU32,
}

impl Default for Ear {
    fn default() -> Self {
        Self {
            outbox: watch::Sender::new(OutboxView {
                intents: Vec::new(),
                more: 0,
            }),
            times: AtomicU32::new(0),
        }
    }
}

impl Ear {
    /// How often the outbox has been announced.
    pub fn times(&self) -> u32 {
        self.times.load(Ordering::Relaxed)
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
    fn desk_changed(&self, _desk: DeskView) {}

    fn links_changed(&self, _links: LinksView) {}

    fn outbox_changed(&self, outbox: OutboxView) {
        self.times.fetch_add(1, Ordering::Relaxed);
        self.outbox.send_replace(outbox);
    }

    fn links_state_changed(&self, _state: LinksState) {}

    fn paid(&self, _paid: Vec<PaidView>) {}
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
