//! What is kept on this computer: seeing it, taking it along, deleting all of it, and telling of it without telling
//! whom it is about.

use std::sync::Arc;

use super::{Desk, Export, Inner, lock};
use crate::database::{DatabaseError, kept, links, profiles};
use crate::diagnosis::{DataFacts, Diagnosis, Machine, ProfileFacts};
use crate::fault::{Fault, FaultCode};
use crate::outbox::journal;
use crate::ports::VaultError;
use crate::profile::Profile;
use crate::view::{DeskView, KeptProfile, KeptView, Notice};

/// How many faults the report tells of.
const FAULTS_MAX: u32 = 20;

impl Desk {
    /// What is kept, and how much room it takes up; what the shell keeps is for the shell to add.
    pub async fn kept(&self) -> Result<KeptView, Fault> {
        let sizes = self.inner.data()?.sizes().await;
        let counted = self.inner.read(|transaction| {
            let profiles = profiles::all(transaction)?.into_iter();
            let counted = profiles.map(|profile| {
                let (links, people) = kept::count(transaction, profile.id)?;
                Ok(KeptProfile {
                    id: profile.id,
                    links,
                    people,
                })
            });
            counted.collect::<Result<Vec<_>, DatabaseError>>()
        });
        Ok(KeptView {
            profiles: counted.await?,
            data_bytes: sizes.data_bytes,
            copies_bytes: sizes.copies_bytes,
            set_aside: sizes.set_aside,
            ..KeptView::default()
        })
    }

    /// What a file with everything is called today, without a place.
    pub fn everything_name(&self) -> String {
        format!("Paylink data {}.json", self.inner.today())
    }

    /// Writes everything that is kept but the keys, and gives how many links.
    ///
    /// # Errors
    /// `fileNotWritten` if `file` does not take it; what is in it by then is of no use.
    pub async fn export_everything(&self, mut file: Export) -> Result<u32, Fault> {
        let write = move |transaction: &rusqlite::Transaction<'_>| match kept::write_all(
            transaction,
            &mut file,
        ) {
            Err(DatabaseError::Io(error)) => Ok(Err(error)),
            other => other.map(Ok),
        };
        let written = self.inner.data()?.read_apart(write).await;
        let written = written.map_err(|error| super::disk_trouble(&error))?;
        written.map_err(|error| {
            tracing::warn!(%error, "what is kept was not written into a file");
            Fault::nothing_done(FaultCode::FileNotWritten)
        })
    }

    /// Deletes everything: keys, profiles, links, people, settings. The links themselves go on at the gateway.
    ///
    /// # Errors
    /// `unfinishedWork` while something is under way, and whatever the keychain says if a key cannot be removed; then
    /// all but keys is as it was.
    pub async fn delete_everything(&self) -> Result<DeskView, Fault> {
        let inner = &self.inner;
        let is_busy = |transaction: &rusqlite::Transaction<'_>| {
            Ok(!journal::unsettled(transaction)?.is_empty())
        };
        let busy = || Fault::nothing_done(FaultCode::UnfinishedWork);
        if inner.transact(is_busy).await? {
            return Err(busy());
        }
        let profiles = inner.transact(profiles::all).await?;
        for profile in &profiles {
            inner.forget_key(profile).await?;
        }
        // Something may have been begun while the keychain was asked.
        let erased = inner.data()?.erase(is_busy).await;
        if !erased.map_err(|error| super::disk_trouble(&error))? {
            return Err(busy());
        }
        *lock(&inner.typed_key) = None;
        lock(&inner.session_keys).clear();
        inner.clients.lock().await.clear();
        lock(&inner.notices).retain(|notice| !matches!(notice, Notice::FileSetAside { .. }));
        inner.outside.shelf.clear();
        inner.news.of_the_outbox();
        inner.announce_desk().await
    }

    /// The diagnostic report, as text. It holds no secret, and nothing that a user or a customer typed.
    pub async fn diagnosis(&self, machine: Machine) -> String {
        let inner = &self.inner;
        let diagnosis = Diagnosis {
            made_at: inner.now(),
            machine,
            keychain: inner.keychain().await,
            preferences: inner.outside.shelf.preferences(),
            practice_runs: inner.outside.gateways.practice.is_ok(),
            notices: inner.notices().iter().map(notice_word).collect(),
            data: inner.data_facts().await.map_err(|fault| fault.code),
            watch: self.watch().await.ok(),
        };
        diagnosis.to_string()
    }
}

impl Inner {
    /// How the keychain answers when it is asked for one of our keys; none if it should have none.
    async fn keychain(&self) -> Option<Result<(), VaultError>> {
        let profiles = self.read(profiles::all).await.unwrap_or_default();
        let kept = profiles.iter().find(|profile| profile.key_in_keychain)?;
        let vault = Arc::clone(&self.outside.vault);
        Some(vault.load(kept.id).await.map(drop))
    }

    async fn data_facts(&self) -> Result<DataFacts, Fault> {
        let database = self.data()?;
        let told = self.read(|transaction| {
            let mut profiles = Vec::new();
            for profile in profiles::all(transaction)? {
                let counts = kept::count(transaction, profile.id)?;
                let read_at = links::checked_at(transaction, profile.id)?;
                profiles.push((profile, counts, read_at));
            }
            let requests = kept::requests(transaction)?;
            Ok((
                profiles,
                requests,
                kept::last_faults(transaction, FAULTS_MAX)?,
            ))
        });
        let (profiles, requests, faults) = told.await?;
        let all: Vec<Profile> = profiles
            .iter()
            .map(|(profile, ..)| profile.clone())
            .collect();
        let active = self.active_among(&all);
        let facts = profiles
            .into_iter()
            .map(|(profile, (links, people), list_read_at)| ProfileFacts {
                place: profile.place,
                key: self.key_state(&profile),
                is_in_use: Some(profile.id) == active,
                links,
                people,
                list_read_at: list_read_at.and_then(|at| at.parse().ok()),
                list_fault: self.listing.last_fault(profile.id).map(|fault| fault.code),
                sees_payments: self.sees_payments(profile.id),
            });
        Ok(DataFacts {
            sizes: database.sizes().await,
            is_examined: !database.is_unexamined(),
            profiles: facts.collect(),
            requests,
            faults,
        })
    }
}

/// The name of a notice; what it is about is left out.
fn notice_word(notice: &Notice) -> &'static str {
    match notice {
        Notice::FileSetAside { .. } => "fileSetAside",
        Notice::AnotherPaylinkIsOpen => "anotherPaylinkIsOpen",
        Notice::DataUnavailable => "dataUnavailable",
        Notice::PracticeUnavailable { .. } => "practiceUnavailable",
    }
}
