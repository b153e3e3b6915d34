//! What the desk needs from outside, as operations.
//!
//! The shell gives it the operating system's keychain, the store plugin and the window's events; tests give it memory.

use std::future::Future;
use std::pin::Pin;

use payroc::ApiKey;
use uuid::Uuid;

use crate::updates::Remembered;
use crate::view::{DeskView, LinkView, LinksState, OutboxView, PaidView, Preferences};

pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where API keys live, one per profile.
///
/// Implementations answer within a deadline of their own; a keychain that waits for a dialog is [`VaultError::Silent`].
pub trait Vault: Send + Sync + 'static {
    fn store<'a>(&'a self, profile: Uuid, key: &'a ApiKey)
    -> BoxFuture<'a, Result<(), VaultError>>;
    fn load(&self, profile: Uuid) -> BoxFuture<'_, Result<ApiKey, VaultError>>;
    /// Removing a key that is not there is no error.
    fn remove(&self, profile: Uuid) -> BoxFuture<'_, Result<(), VaultError>>;
}

/// The ways a keychain fails, told apart because the user does something else about each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("the keychain has no key for this profile")]
    NoEntry,
    #[error("there is no keychain on this system")]
    Missing,
    #[error("the keychain is locked")]
    Locked,
    #[error("the keychain refused")]
    Denied,
    #[error("the keychain did not answer in time")]
    Silent,
    #[error("what the keychain holds is not an API key")]
    Damaged,
}

/// What may be lost at any time: preferences, and the recent links as they were last shown.
pub trait Shelf: Send + Sync + 'static {
    fn preferences(&self) -> Preferences;
    fn keep_preferences(&self, preferences: &Preferences);
    fn active_profile(&self) -> Option<Uuid>;
    fn keep_active_profile(&self, profile: Option<Uuid>);
    fn recent_links(&self, profile: Uuid) -> Vec<LinkView>;
    fn keep_recent_links(&self, profile: Uuid, links: &[LinkView]);
    /// When a newer Paylink was looked for, and what was put off.
    fn remembered_of_updates(&self) -> Remembered;
    fn remember_of_updates(&self, remembered: &Remembered);
    /// Forgets all of it.
    fn clear(&self);
}

/// Says that something changed; each message carries the whole new view of one thing.
pub trait Announce: Send + Sync + 'static {
    fn desk_changed(&self, desk: DeskView);
    fn outbox_changed(&self, outbox: OutboxView);
    fn links_state_changed(&self, state: LinksState);
    /// Links were found paid: tells the user outside the window, all of them in one call.
    fn paid(&self, paid: Vec<PaidView>);
}
