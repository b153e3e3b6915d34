//! The desk: every use case, one method each.
//!
//! A method that writes returns once the intent is on the disk; [`run`](Desk::run) carries out what is on the disk and
//! announces what comes of it. The desk has no window, no keychain and no clock of its own: it is given them.

mod changing;
mod connecting;
mod handing;
mod keeping;
mod listing;
mod making;
mod reading;
mod running;
mod telling;
mod templates;
mod timeline;
mod updating;
mod watching;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use payroc::{
    ApiKey, Client, Clock, Currency, Deadlines, Hosts, KeyFuture, KeySource, KeyUnavailable,
    RetryPolicy,
};
use uuid::Uuid;

use crate::catalog::Catalog;
use crate::database::{self, Database, DatabaseError, OpenError, Opened, paid, profiles};
use crate::draft::LIMITS;
use crate::fault::{Fault, FaultCode};
use crate::outbox::runner;
use crate::outbox::session::Session;
use crate::ports::{Announce, Shelf, Vault, VaultError};
use crate::profile::Profile;
use crate::view::{
    CurrencyView, DeskView, KeyState, Language, Notice, Place, PracticeView, Preferences,
    ProfileView,
};

pub use handing::{Picture, QrFile};
pub use listing::Export;
use listing::Listing;
pub use making::view_of;
use telling::News;
use watching::Watching;

/// What the desk is given.
pub struct Outside {
    pub vault: Arc<dyn Vault>,
    pub shelf: Arc<dyn Shelf>,
    pub announce: Arc<dyn Announce>,
    pub clock: Arc<dyn Clock>,
    pub gateways: Gateways,
    pub deadlines: Deadlines,
    /// The user's own time zone, for what "today" is.
    pub zone: TimeZone,
    /// BCP 47 tag of the computer's locale.
    pub locale: String,
}

/// Where each place is.
pub struct Gateways {
    pub live: Hosts,
    pub test: Hosts,
    /// The practice gateway, or the address at which there is none.
    pub practice: Result<Practice, String>,
}

pub struct Practice {
    pub hosts: Hosts,
    pub api_key: ApiKey,
    pub terminal_id: String,
    pub inbox_url: String,
}

#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    outside: Outside,
    /// The data, or why there is none.
    database: Result<Database, FaultCode>,
    notices: Mutex<Vec<Notice>>,
    /// A view that told of a damaged file has been given out.
    told: AtomicBool,
    /// Typed in the key window and not proved yet.
    typed_key: Mutex<Option<ApiKey>>,
    /// Keys of profiles that have none in the keychain.
    session_keys: Mutex<BTreeMap<Uuid, ApiKey>>,
    clients: tokio::sync::Mutex<BTreeMap<Uuid, Client>>,
    session: Session,
    /// What is to be told to the interface.
    news: News,
    listing: Listing,
    watching: Watching,
    /// The version of a newer Paylink.
    newer: Mutex<Option<String>>,
}

impl Desk {
    /// Opens the data in `folder` and takes up what was left unfinished. Data that cannot be opened is a notice on the
    /// desk, not an error: the window must still say so.
    pub async fn open(folder: &Path, outside: Outside) -> Self {
        let folder = folder.to_owned();
        let opened = tokio::task::spawn_blocking(move || Database::open(&folder))
            .await
            .expect("opening neither panics nor is cancelled");
        let mut notices = Vec::new();
        let database = match opened {
            Ok(Opened {
                database,
                set_aside,
            }) => {
                notices.extend(set_aside.map(file_set_aside));
                Ok(database)
            }
            Err(OpenError::HeldByAnother) => {
                notices.push(Notice::AnotherPaylinkIsOpen);
                Err(FaultCode::AnotherPaylinkIsOpen)
            }
            Err(error @ OpenError::Unavailable(_)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "no data");
                notices.push(Notice::DataUnavailable);
                Err(FaultCode::DiskTrouble)
            }
        };
        if let Err(address) = &outside.gateways.practice {
            notices.push(Notice::PracticeUnavailable {
                address: address.clone(),
            });
        }
        let file = database.as_ref().ok().map(Database::catalog_file);
        let watching = Watching::new(outside.clock.now());
        let desk = Self {
            inner: Arc::new(Inner {
                outside,
                database,
                notices: Mutex::new(notices),
                told: AtomicBool::new(false),
                typed_key: Mutex::default(),
                session_keys: Mutex::default(),
                clients: tokio::sync::Mutex::default(),
                session: Session::default(),
                news: News::default(),
                listing: Listing::new(Catalog::new(file)),
                watching,
                newer: Mutex::default(),
            }),
        };
        if desk.inner.database.is_ok() {
            runner::take_up(&*desk.inner).await;
        }
        desk
    }

    /// Adds what the shell has to say about this computer.
    pub fn note(&self, notice: Notice) {
        lock(&self.inner.notices).push(notice);
    }

    pub async fn view(&self) -> Result<DeskView, Fault> {
        self.inner.view().await
    }

    pub async fn save_preferences(&self, preferences: Preferences) -> Result<DeskView, Fault> {
        let shelf = &self.inner.outside.shelf;
        let is_turned_on = preferences.watch.notify && !shelf.preferences().watch.notify;
        if is_turned_on && self.inner.database.is_ok() {
            // What was found paid while the user did not want to be told is not told afterwards either.
            self.inner.transact(paid::pass_over).await?;
        }
        shelf.keep_preferences(&preferences);
        self.inner.announce_desk().await
    }

    /// The keys that begin a new link from any program, if the user has chosen some.
    pub fn new_link_shortcut(&self) -> Option<String> {
        self.inner.outside.shelf.preferences().new_link_shortcut
    }

    /// The page with the emails that Practice "sent".
    pub fn inbox_url(&self) -> Result<String, Fault> {
        self.inner
            .practice()
            .map(|practice| practice.inbox_url.clone())
    }
}

#[cfg(feature = "testing")]
impl Desk {
    /// How often something was made durable so far; each time was a sync of the disk.
    pub fn syncs(&self) -> u64 {
        self.inner.database.as_ref().map_or(0, Database::written)
    }
}

/// How the user is spoken to outside of the window.
impl Desk {
    pub fn language(&self) -> Language {
        let choice = self.inner.outside.shelf.preferences().language;
        choice.language(&self.inner.outside.locale)
    }

    /// BCP 47 tag for money and numbers.
    pub fn locale(&self) -> String {
        let choice = self.inner.outside.shelf.preferences().language;
        choice.locale(&self.inner.outside.locale)
    }
}

impl Inner {
    async fn view(&self) -> Result<DeskView, Fault> {
        let profiles = match &self.database {
            Ok(_) => self.read(profiles::all).await?,
            // Without the data there are no profiles to show; the notice says why.
            Err(_) => Vec::new(),
        };
        let notices = self.notices();
        self.note_what_was_told(&notices).await;
        let preferences = self.outside.shelf.preferences();
        Ok(DeskView {
            active_profile: self.active_among(&profiles),
            profiles: profiles
                .iter()
                .map(|profile| self.profile_view(profile))
                .collect(),
            practice: self.practice_view(),
            language: preferences.language.language(&self.outside.locale),
            system_language: Language::of_locale(&self.outside.locale),
            locale: preferences.language.locale(&self.outside.locale),
            preferences,
            currencies: Currency::ALL
                .iter()
                .map(|currency| CurrencyView {
                    code: currency.to_string(),
                    exponent: currency.exponent(),
                })
                .collect(),
            limits: LIMITS,
            notices,
            paid: self.paid_news().await?,
            update: self.told_update(),
        })
    }

    /// Whoever asks for another view has had the one before. Until then the next start tells it again.
    async fn note_what_was_told(&self, notices: &[Notice]) {
        let tells = |notice: &Notice| matches!(notice, Notice::FileSetAside { .. });
        if notices.iter().any(tells)
            && self.told.swap(true, Ordering::Relaxed)
            && let Err(fault) = self.transact(database::told).await
        {
            tracing::warn!(%fault, "what was told will be told again");
        }
    }

    /// What was said at the start, and what has become of the data since.
    fn notices(&self) -> Vec<Notice> {
        let mut notices = lock(&self.notices).clone();
        let set_aside = self.database.as_ref().map(Database::set_aside);
        notices.extend(set_aside.into_iter().flatten().map(file_set_aside));
        notices
    }

    /// The newer version that the user is to be told of.
    fn told_update(&self) -> Option<String> {
        let newer = lock(&self.newer).clone()?;
        let remembered = self.outside.shelf.remembered_of_updates();
        remembered.tells_of(&newer, self.now()).then_some(newer)
    }

    fn key_state(&self, profile: &Profile) -> KeyState {
        if lock(&self.session_keys).contains_key(&profile.id) {
            KeyState::ThisSession
        } else if profile.key_in_keychain {
            KeyState::InKeychain
        } else {
            KeyState::Missing
        }
    }

    fn profile_view(&self, profile: &Profile) -> ProfileView {
        ProfileView {
            id: profile.id,
            name: profile.name.clone(),
            place: profile.place,
            terminal_id: profile.terminal_id.to_string(),
            currency: profile.currency.to_string(),
            key: self.key_state(profile),
            defaults: profile.defaults.clone(),
        }
    }

    fn practice_view(&self) -> PracticeView {
        match &self.outside.gateways.practice {
            Ok(practice) => PracticeView {
                running: true,
                inbox_url: Some(practice.inbox_url.clone()),
                terminal_id: practice.terminal_id.clone(),
            },
            Err(_) => PracticeView {
                running: false,
                inbox_url: None,
                terminal_id: String::new(),
            },
        }
    }

    /// The profile in use: the one last chosen, or else the first.
    fn active_among(&self, profiles: &[Profile]) -> Option<Uuid> {
        let chosen = self.outside.shelf.active_profile();
        profiles
            .iter()
            .find(|profile| Some(profile.id) == chosen)
            .or(profiles.first())
            .map(|profile| profile.id)
    }

    async fn active_profile(&self) -> Result<Profile, Fault> {
        let profiles = self.read(profiles::all).await?;
        let active = self.active_among(&profiles);
        profiles
            .into_iter()
            .find(|profile| Some(profile.id) == active)
            .ok_or_else(|| Fault::nothing_done(FaultCode::NoProfile))
    }

    async fn profile(&self, id: Uuid) -> Result<Profile, Fault> {
        self.read(move |transaction| profiles::get(transaction, id))
            .await?
            .ok_or_else(|| Fault::nothing_done(FaultCode::NoProfile))
    }

    async fn announce_desk(&self) -> Result<DeskView, Fault> {
        let view = self.view().await?;
        self.outside.announce.desk_changed(view.clone());
        self.watching.something_changed();
        Ok(view)
    }

    fn practice(&self) -> Result<&Practice, Fault> {
        let practice = self.outside.gateways.practice.as_ref();
        practice.map_err(|_| Fault::nothing_done(FaultCode::PracticeUnavailable))
    }

    fn hosts(&self, place: Place) -> Result<Hosts, Fault> {
        match place {
            Place::Practice => self.practice().map(|practice| practice.hosts.clone()),
            Place::Test => Ok(self.outside.gateways.test.clone()),
            Place::Live => Ok(self.outside.gateways.live.clone()),
        }
    }

    /// The client of a profile. Its key stays where it is kept, and is read for each sign-in.
    async fn client(&self, profile: &Profile) -> Result<Client, Fault> {
        let mut clients = self.clients.lock().await;
        if let Some(client) = clients.get(&profile.id) {
            return Ok(client.clone());
        }
        let client = match lock(&self.session_keys).get(&profile.id) {
            Some(key) => self.client_with(profile.place, key.clone())?,
            None if profile.key_in_keychain => {
                let vault = Arc::clone(&self.outside.vault);
                self.client_with(
                    profile.place,
                    KeptKey {
                        vault,
                        profile: profile.id,
                    },
                )?
            }
            None => return Err(Fault::nothing_done(FaultCode::KeyMissing)),
        };
        clients.insert(profile.id, client.clone());
        Ok(client)
    }

    fn client_with(&self, place: Place, key: impl KeySource) -> Result<Client, Fault> {
        // The outbox decides about every repeat of a write, so the client makes none by itself.
        Client::builder(self.hosts(place)?, key)
            .clock(Arc::clone(&self.outside.clock))
            .deadlines(self.outside.deadlines)
            .retry(RetryPolicy::never())
            .build()
            .map_err(|error| {
                tracing::error!(error = &error as &dyn std::error::Error, "no client");
                Fault::nothing_done(FaultCode::SystemRefused)
            })
    }

    async fn transact<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, DatabaseError> + Send + 'static,
    ) -> Result<T, Fault> {
        // Whatever was found paid is told, however it was found out.
        let watched = |transaction: &rusqlite::Transaction<'_>| {
            let before = transaction.total_changes();
            let result = work(transaction)?;
            let changed = transaction.total_changes() > before;
            Ok((result, changed && paid::is_untold(transaction)?))
        };
        let done = self.data()?.transact(watched).await;
        let (result, anything_paid) = done.map_err(|error| disk_trouble(&error))?;
        if anything_paid {
            self.watching.something_was_paid();
        }
        Ok(result)
    }

    /// Reads the data without waiting for what is being written.
    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, DatabaseError> + Send + 'static,
    ) -> Result<T, Fault> {
        let done = self.data()?.read(work).await;
        done.map_err(|error| disk_trouble(&error))
    }

    /// The data, or why there is none.
    fn data(&self) -> Result<&Database, Fault> {
        let database = self.database.as_ref();
        database.map_err(|code| Fault::nothing_done(*code))
    }

    fn now(&self) -> Timestamp {
        self.outside.clock.now().wall
    }

    /// The user's own day.
    fn today(&self) -> Date {
        self.now().to_zoned(self.outside.zone.clone()).date()
    }
}

/// The key of a profile, in the keychain.
struct KeptKey {
    vault: Arc<dyn Vault>,
    profile: Uuid,
}

impl KeySource for KeptKey {
    fn api_key(&self) -> KeyFuture<'_> {
        Box::pin(async {
            self.vault
                .load(self.profile)
                .await
                .map_err(|error| KeyUnavailable(Box::new(error)))
        })
    }
}

fn file_set_aside(path: PathBuf) -> Notice {
    Notice::FileSetAside {
        kept_as: path.display().to_string(),
    }
}

fn disk_trouble(error: &DatabaseError) -> Fault {
    tracing::error!(error = error as &dyn std::error::Error, "database");
    Fault::nothing_done(FaultCode::DiskTrouble)
}

fn vault_fault(error: VaultError) -> Fault {
    Fault::nothing_done(error.into())
}

/// Locks what is never left half changed, whoever panicked while holding it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
