//! Profiles: connecting, switching, changing, removing.

use payroc::{ApiKey, PaymentLinkFilter};
use uuid::Uuid;

use super::{Desk, Inner, lock, vault_fault};
use crate::database::profiles;
use crate::fault::{Complaint, Fault, FaultCode, Field, FieldComplaint};
use crate::gateway_fault::{self, About};
use crate::outbox::{journal, runner};
use crate::ports::VaultError;
use crate::profile::{self, Profile, ProfileDraft};
use crate::view::{Authenticate, DeskView, KeySource, Place, SaveProfile};

/// No key was typed yet.
const KEY_MISSING: FieldComplaint = FieldComplaint::new(Field::ApiKey, Complaint::Missing);

impl Desk {
    /// Takes a key from the key window, until it is proved or replaced.
    pub fn key_typed(&self, key: ApiKey) {
        *lock(&self.inner.typed_key) = Some(key);
    }

    /// Proves the key and the terminal with real calls, and only then keeps the key. What was typed stays until it
    /// works, so that one wrong field costs one field.
    pub async fn authenticate(&self, request: Authenticate) -> Result<DeskView, Fault> {
        let inner = &self.inner;
        let draft = ProfileDraft::check(&request.name, &request.terminal_id, &request.currency)
            .map_err(|mut complaints| {
                if request.key == KeySource::Typed && lock(&inner.typed_key).is_none() {
                    complaints.push(KEY_MISSING);
                }
                Fault::check_fields(complaints)
            })?;
        let known = inner.read(profiles::all).await?;
        let profile = match request.profile_id {
            Some(id) => known
                .into_iter()
                .find(|profile| profile.id == id)
                .ok_or_else(|| Fault::nothing_done(FaultCode::NoProfile))?,
            None => inner.new_profile(draft, request.place, &known)?,
        };
        let key = inner.offered_key(request.key, profile.place)?;
        inner.prove(&key, &profile).await?;
        let id = profile.id;
        inner
            .keep(
                profile,
                key,
                request.this_session_only,
                request.profile_id.is_none(),
            )
            .await?;
        *lock(&inner.typed_key) = None;
        inner.session.answered(id);
        inner.watching.hope(Some(id));
        inner.announce_desk().await
    }

    pub async fn switch_profile(&self, id: Uuid) -> Result<DeskView, Fault> {
        let profile = self.inner.profile(id).await?;
        self.inner
            .outside
            .shelf
            .keep_active_profile(Some(profile.id));
        self.inner.announce_desk().await
    }

    pub async fn save_profile(&self, request: SaveProfile) -> Result<DeskView, Fault> {
        let id = request.profile_id;
        let mut complaints = Vec::new();
        let name = profile::check_name(&request.name)
            .map_err(|told| complaints.push(told))
            .ok();
        let currency = profile::check_currency(&request.currency)
            .map_err(|told| complaints.push(told))
            .ok();
        let (Some(name), Some(currency)) = (name, currency) else {
            return Err(Fault::check_fields(complaints));
        };
        let changed = self
            .inner
            .transact(move |transaction| {
                profiles::change(transaction, id, &name, currency, &request.defaults)
            })
            .await?;
        if !changed {
            return Err(Fault::nothing_done(FaultCode::NoProfile));
        }
        self.inner.announce_desk().await
    }

    /// Removes the key of a profile, from the keychain and from memory. The profile and its links stay.
    pub async fn remove_key(&self, id: Uuid) -> Result<DeskView, Fault> {
        let profile = self.inner.profile(id).await?;
        self.inner.forget_key(&profile).await?;
        self.inner.announce_desk().await
    }

    /// Removes a profile, its key, and what this computer knows of its links; refused while something is under way.
    pub async fn remove_profile(&self, id: Uuid) -> Result<DeskView, Fault> {
        let inner = &self.inner;
        let profile = inner.profile(id).await?;
        let busy = Fault::nothing_done(FaultCode::UnfinishedWork);
        if inner
            .transact(move |transaction| journal::is_busy(transaction, id))
            .await?
        {
            return Err(busy);
        }
        inner.forget_key(&profile).await?;
        let removed = inner
            .transact(move |transaction| {
                // Something may have been begun while the keychain was asked.
                let idle = !journal::is_busy(transaction, id)?;
                if idle {
                    profiles::remove(transaction, id)?;
                }
                Ok(idle)
            })
            .await?;
        if !removed {
            return Err(busy);
        }
        inner.outside.shelf.keep_recent_links(id, &[]);
        if inner.outside.shelf.active_profile() == Some(id) {
            inner.outside.shelf.keep_active_profile(None);
        }
        inner.news.of_the_outbox();
        inner.announce_desk().await
    }
}

impl Inner {
    fn new_profile(
        &self,
        draft: ProfileDraft,
        place: Place,
        known: &[Profile],
    ) -> Result<Profile, Fault> {
        let taken =
            |known: &Profile| known.place == place && known.terminal_id == draft.terminal_id;
        if known.iter().any(taken) {
            let complaint = FieldComplaint::new(Field::TerminalId, Complaint::Duplicate);
            return Err(Fault::check_fields(vec![complaint]));
        }
        Ok(Profile {
            id: Uuid::now_v7(),
            name: draft.name,
            place,
            terminal_id: draft.terminal_id,
            currency: draft.currency,
            defaults: profile::first_defaults(),
            key_in_keychain: false,
            created_at: self.now(),
        })
    }

    fn offered_key(&self, source: KeySource, place: Place) -> Result<ApiKey, Fault> {
        match source {
            KeySource::Typed => lock(&self.typed_key)
                .clone()
                .ok_or_else(|| Fault::nothing_done(FaultCode::KeyNotTyped).at(KEY_MISSING)),
            // The practice key is worth something in Practice only, and never leaves for another place.
            KeySource::Practice if place == Place::Practice => {
                self.practice().map(|practice| practice.api_key.clone())
            }
            KeySource::Practice => Err(Fault::nothing_done(FaultCode::KeyNotTyped)),
        }
    }

    /// Signs in, then asks for the terminal's links: the first fails on a bad key, the second on a bad terminal.
    async fn prove(&self, key: &ApiKey, profile: &Profile) -> Result<(), Fault> {
        let client = self.client_with(profile.place, key.clone())?;
        let fault = |error| gateway_fault::fault(&error, About::Terminal, profile.place);
        client.authorize().await.map_err(fault)?;
        let one = PaymentLinkFilter {
            limit: Some(1),
            ..PaymentLinkFilter::default()
        };
        match client.list_payment_links(&profile.terminal_id, &one).await {
            Ok(_) => Ok(()),
            // The key has just been taken: what is refused now is the terminal.
            Err(error) if matches!(error.status(), Some(400 | 403 | 404)) => Err(Fault {
                code: FaultCode::TerminalNotAccepted,
                fields: vec![FieldComplaint::new(
                    Field::TerminalId,
                    Complaint::NotAccepted,
                )],
                ..fault(error)
            }),
            Err(error) => Err(fault(error)),
        }
    }

    /// Notes that there is a key first, and keeps the key second: a stop in between leaves a profile to connect again,
    /// and never a key that nobody knows of.
    async fn keep(
        &self,
        profile: Profile,
        key: ApiKey,
        this_session_only: bool,
        is_new: bool,
    ) -> Result<(), Fault> {
        let (id, had_key) = (profile.id, profile.key_in_keychain);
        if is_new {
            self.transact(move |transaction| profiles::add(transaction, &profile))
                .await?;
        }
        if this_session_only {
            lock(&self.session_keys).insert(id, key);
        } else {
            self.note_key(id, true).await?;
            if let Err(error) = self.outside.vault.store(id, &key).await {
                if is_new {
                    self.transact(move |transaction| profiles::remove(transaction, id))
                        .await?;
                } else {
                    self.note_key(id, had_key).await?;
                }
                return Err(vault_fault(error));
            }
            lock(&self.session_keys).remove(&id);
        }
        self.clients.lock().await.remove(&id);
        self.outside.shelf.keep_active_profile(Some(id));
        runner::key_returned(self, id).await
    }

    /// A keychain that is not there holds no key either.
    pub(super) async fn forget_key(&self, profile: &Profile) -> Result<(), Fault> {
        if profile.key_in_keychain {
            match self.outside.vault.remove(profile.id).await {
                Ok(()) | Err(VaultError::Missing) => {}
                Err(error) => return Err(vault_fault(error)),
            }
            self.note_key(profile.id, false).await?;
        }
        lock(&self.session_keys).remove(&profile.id);
        self.clients.lock().await.remove(&profile.id);
        Ok(())
    }

    async fn note_key(&self, id: Uuid, in_keychain: bool) -> Result<(), Fault> {
        let noted = self
            .transact(move |transaction| profiles::note_key(transaction, id, in_keychain))
            .await?;
        if noted {
            Ok(())
        } else {
            Err(Fault::nothing_done(FaultCode::NoProfile))
        }
    }
}
