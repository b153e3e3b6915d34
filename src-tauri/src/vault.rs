//! The vault over the operating system's keychain.
//!
//! Every call runs on a thread that may block, under a deadline: a locked keychain can wait for a dialog for ever. The
//! store is opened by ourselves and again after a failure, because a keychain may come late. There is no other place
//! for a key: without a keychain it lives in memory, and only if the user says so.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use keyring::Entry;
use keyring_core::Error;
use paylink_core::ports::{BoxFuture, Vault, VaultError};
use payroc::ApiKey;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The name under which other programs show our entries.
const SERVICE: &str = "app.paylink.desktop";

/// How long a keychain may take. A user who answers its dialog later tries once more.
const DEADLINE: Duration = Duration::from_secs(5);

/// One call at a time: calls that wait for the same dialog would only pile up behind it.
#[derive(Default)]
pub struct KeychainVault {
    turn: Mutex<Turn>,
}

struct Turn {
    free: Arc<Semaphore>,
    /// The keychain that whoever has the turn is talking to, as the system knows it.
    with: Arc<OnceLock<String>>,
}

impl Default for Turn {
    fn default() -> Self {
        Self {
            free: Arc::new(Semaphore::new(1)),
            with: Arc::default(),
        }
    }
}

impl KeychainVault {
    /// The turn, and where to note the keychain that is talked to. A call to a keychain that has gone, and perhaps come
    /// back as another, never ends: nobody waits for it.
    async fn turn(&self) -> Result<(OwnedSemaphorePermit, Arc<OnceLock<String>>), VaultError> {
        let (free, with) = {
            let turn = self.lock();
            (Arc::clone(&turn.free), Arc::clone(&turn.with))
        };
        if free.available_permits() == 0 && has_gone(with).await {
            tracing::warn!("the keychain went in the midst of a call");
            keyring_core::unset_default_store();
            *self.lock() = Turn::default();
        }
        let free = Arc::clone(&self.lock().free).acquire_owned();
        match tokio::time::timeout(DEADLINE, free).await {
            Ok(Ok(turn)) => {
                let with = Arc::default();
                self.lock().with = Arc::clone(&with);
                Ok((turn, with))
            }
            Ok(Err(_)) | Err(_) => Err(VaultError::Silent),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs a call that finishes by saying so to its [`Ending`]; whoever waits gives up after the deadline.
    async fn call<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Ending) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let (turn, with) = self.turn().await?;
        let ending = Arc::new(Ending::default());
        let told = Arc::clone(&ending);
        let mut calling = tokio::task::spawn_blocking(move || {
            if let Some(keychain) = keychain() {
                with.get_or_init(|| keychain);
            }
            let result = call(&told);
            drop(turn);
            result
        });
        let finished = match tokio::time::timeout(DEADLINE, &mut calling).await {
            Ok(finished) => finished,
            Err(_) if ending.give_up() => return Err(VaultError::Silent),
            // It has finished in this very moment.
            Err(_) => calling.await,
        };
        // A keychain library that panics has done nothing for us.
        finished.unwrap_or(Err(VaultError::Missing))
    }
}

impl Vault for KeychainVault {
    fn store<'a>(
        &'a self,
        profile: Uuid,
        key: &'a ApiKey,
    ) -> BoxFuture<'a, Result<(), VaultError>> {
        let key = Zeroizing::new(key.expose().to_owned());
        Box::pin(self.call(move |ending| {
            let entry = entry(profile)?;
            let before = match entry.get_secret().map(Zeroizing::new) {
                Ok(before) => Some(before),
                Err(Error::NoEntry) => None,
                Err(Error::Ambiguous(several)) => {
                    remove_all(&several)?;
                    None
                }
                Err(error) => return Err(vault_error(error)),
            };
            match entry.set_password(&key) {
                Err(error) if has_no_place(&error) => {
                    make_place()?;
                    entry.set_password(&key)
                }
                other => other,
            }
            .map_err(vault_error)?;
            if ending.finish() {
                return Ok(());
            }
            // We have said that it failed, so all must be as it was.
            match before {
                Some(before) => entry.set_secret(&before).map_err(vault_error)?,
                None => entry.delete_credential().map_err(vault_error)?,
            }
            Err(VaultError::Silent)
        }))
    }

    fn load(&self, profile: Uuid) -> BoxFuture<'_, Result<ApiKey, VaultError>> {
        Box::pin(self.call(move |_| {
            let text = entry(profile)?.get_password().map_err(vault_error)?;
            ApiKey::new(text).map_err(|_| VaultError::Damaged)
        }))
    }

    fn remove(&self, profile: Uuid) -> BoxFuture<'_, Result<(), VaultError>> {
        Box::pin(
            self.call(move |_| match entry(profile)?.delete_credential() {
                Ok(()) | Err(Error::NoEntry) => Ok(()),
                Err(Error::Ambiguous(several)) => remove_all(&several),
                Err(error) => Err(vault_error(error)),
            }),
        )
    }
}

async fn has_gone(with: Arc<OnceLock<String>>) -> bool {
    let look = move || {
        with.get()
            .is_some_and(|then| keychain().as_ref() != Some(then))
    };
    tokio::task::spawn_blocking(look).await.unwrap_or(false)
}

/// The keychain that is there now; the same program started anew is another.
#[cfg(target_os = "linux")]
fn keychain() -> Option<String> {
    use zbus::blocking::{Connection, fdo::DBusProxy};
    let name = zbus::names::BusName::try_from("org.freedesktop.secrets").ok()?;
    let bus = Connection::session().ok()?;
    let owner = DBusProxy::new(&bus).ok()?.get_name_owner(name).ok()?;
    Some(owner.to_string())
}

/// Elsewhere it is part of the system.
#[cfg(not(target_os = "linux"))]
fn keychain() -> Option<String> {
    None
}

/// A Secret Service that was never used has no collection to keep anything in.
#[cfg(target_os = "linux")]
fn has_no_place(error: &Error) -> bool {
    let Error::NoStorageAccess(cause) = error else {
        return false;
    };
    let cause = cause.downcast_ref::<secret_service::Error>();
    matches!(cause, Some(secret_service::Error::NoResult))
}

#[cfg(not(target_os = "linux"))]
fn has_no_place(_error: &Error) -> bool {
    false
}

/// Makes the collection that programs use unless told otherwise. The system asks the user for its password.
#[cfg(target_os = "linux")]
fn make_place() -> Result<(), VaultError> {
    use secret_service::{EncryptionType, blocking::SecretService};
    let made = SecretService::connect(EncryptionType::Dh)
        .and_then(|service| service.create_collection("Login", "default").map(drop));
    made.map_err(|error| no_access(&error))
}

#[cfg(not(target_os = "linux"))]
fn make_place() -> Result<(), VaultError> {
    Err(VaultError::Missing)
}

/// How a call ends: whoever comes first decides.
#[derive(Default)]
struct Ending {
    decided: AtomicBool,
}

impl Ending {
    /// The call is done; false if it has been given up.
    fn finish(&self) -> bool {
        !self.decided.swap(true, Ordering::SeqCst)
    }

    /// Nobody waits any more; false if it has finished.
    fn give_up(&self) -> bool {
        !self.decided.swap(true, Ordering::SeqCst)
    }
}

fn entry(profile: Uuid) -> Result<Entry, VaultError> {
    if keyring_core::get_default_store().is_none() {
        open_store().map_err(|error| {
            tracing::warn!(%error, "the keychain could not be opened");
            VaultError::Missing
        })?;
    }
    let inner =
        keyring_core::Entry::new(SERVICE, &format!("profile:{profile}")).map_err(vault_error)?;
    Ok(Entry { inner })
}

/// Where one entry should be there are several, and nothing says which of them is ours.
fn remove_all(several: &[keyring_core::Entry]) -> Result<(), VaultError> {
    let removed = several.iter().map(keyring_core::Entry::delete_credential);
    removed.collect::<Result<(), _>>().map_err(vault_error)
}

#[cfg(target_os = "linux")]
fn open_store() -> keyring_core::Result<()> {
    keyring_core::set_default_store(zbus_secret_service_keyring_store::Store::new()?);
    Ok(())
}

#[cfg(target_os = "macos")]
fn open_store() -> keyring_core::Result<()> {
    keyring_core::set_default_store(apple_native_keyring_store::keychain::Store::new()?);
    Ok(())
}

#[cfg(target_os = "windows")]
fn open_store() -> keyring_core::Result<()> {
    keyring_core::set_default_store(windows_native_keyring_store::Store::new()?);
    Ok(())
}

fn vault_error(error: Error) -> VaultError {
    match error {
        Error::NoEntry => VaultError::NoEntry,
        Error::NoStorageAccess(cause) => no_access(&*cause),
        Error::PlatformFailure(cause) => {
            tracing::warn!(%cause, "the keychain failed");
            platform_failure(&*cause).unwrap_or_else(|| {
                // The service went away: look for it afresh next time.
                keyring_core::unset_default_store();
                VaultError::Missing
            })
        }
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => VaultError::Missing,
        Error::BadEncoding(_)
        | Error::BadDataFormat(..)
        | Error::BadStoreFormat(_)
        | Error::TooLong(..)
        | Error::Invalid(..)
        | Error::Ambiguous(_)
        | _ => VaultError::Damaged,
    }
}

type Cause = dyn std::error::Error + Send + Sync + 'static;

#[cfg(target_os = "linux")]
fn no_access(cause: &Cause) -> VaultError {
    match cause.downcast_ref::<secret_service::Error>() {
        Some(secret_service::Error::Prompt) => VaultError::Denied,
        _ => VaultError::Locked,
    }
}

#[cfg(target_os = "macos")]
fn no_access(cause: &Cause) -> VaultError {
    security(cause).unwrap_or(VaultError::Denied)
}

#[cfg(target_os = "windows")]
fn no_access(_cause: &Cause) -> VaultError {
    VaultError::Denied
}

/// What a failure of the platform's says about the keychain; nothing if the keychain itself is gone.
#[cfg(target_os = "macos")]
fn platform_failure(cause: &Cause) -> Option<VaultError> {
    security(cause)
}

#[cfg(not(target_os = "macos"))]
fn platform_failure(_cause: &Cause) -> Option<VaultError> {
    None
}

#[cfg(target_os = "macos")]
fn security(cause: &Cause) -> Option<VaultError> {
    let error = cause.downcast_ref::<security_framework::base::Error>()?;
    of_security(error.code())
}

/// The answers of macOS's Security framework that mean something to the user, by their numbers in `SecBase.h`. Its
/// store passes "Deny" on as a failure of the platform, as if there were no keychain.
#[cfg(any(target_os = "macos", test))]
fn of_security(code: i32) -> Option<VaultError> {
    match code {
        // errSecUserCanceled, errSecAuthFailed, wrPermErr, errSecReadOnly, errSecInvalidOwnerEdit
        -128 | -25_293 | -61 | -25_292 | -25_244 => Some(VaultError::Denied),
        // errSecInteractionNotAllowed, errSecInteractionRequired
        -25_308 | -25_315 => Some(VaultError::Locked),
        // errSecNotAvailable, errSecNoSuchKeychain, errSecInvalidKeychain, errSecNoDefaultKeychain
        -25_291 | -25_294 | -25_295 | -25_307 => Some(VaultError::Missing),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Windows keeps 2,560 bytes, in UTF-16.
    #[test]
    fn the_longest_key_fits_into_every_keychain() {
        const { assert!(ApiKey::LEN_MAX * 2 <= 2560) }
    }

    #[test]
    fn a_keychain_that_was_denied_or_is_locked_on_macos_is_not_called_missing() {
        for (code, state) in [
            (-128, Some(VaultError::Denied)),
            (-25_293, Some(VaultError::Denied)),
            (-25_308, Some(VaultError::Locked)),
            (-25_294, Some(VaultError::Missing)),
            (-1, None),
        ] {
            assert_eq!(of_security(code), state, "{code}");
        }
    }
}
