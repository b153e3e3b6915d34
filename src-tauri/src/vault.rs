//! The vault over the operating system's keychain.
//!
//! Every call runs on a thread that may block, under a deadline: a locked keychain can wait for a dialog for ever. The
//! store is opened by ourselves and again after a failure, because a keychain may come late. There is no other place
//! for a key: without a keychain it lives in memory, and only if the user says so.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use keyring::Entry;
use keyring_core::Error;
use paylink_core::ports::{BoxFuture, Vault, VaultError};
use payroc::ApiKey;
use tokio::sync::Semaphore;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The name under which other programs show our entries.
const SERVICE: &str = "app.paylink.desktop";

/// How long a keychain may take. A user who answers its dialog later tries once more.
const DEADLINE: Duration = Duration::from_secs(5);

/// One call at a time: calls that wait for the same dialog would only pile up behind it.
pub struct KeychainVault {
    turn: Arc<Semaphore>,
}

impl KeychainVault {
    pub fn new() -> Self {
        Self {
            turn: Arc::new(Semaphore::new(1)),
        }
    }

    /// Runs a call that finishes by saying so to its [`Ending`]; whoever waits gives up after the deadline.
    async fn call<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Ending) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let turn = Arc::clone(&self.turn).acquire_owned();
        let Ok(Ok(turn)) = tokio::time::timeout(DEADLINE, turn).await else {
            return Err(VaultError::Silent);
        };
        let ending = Arc::new(Ending::default());
        let told = Arc::clone(&ending);
        let mut calling = tokio::task::spawn_blocking(move || {
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
            let before = match entry.get_password().map(Zeroizing::new) {
                Ok(before) => Some(before),
                Err(Error::NoEntry) => None,
                Err(error) => return Err(vault_error(error)),
            };
            entry.set_password(&key).map_err(vault_error)?;
            if ending.finish() {
                return Ok(());
            }
            // We have said that it failed, so all must be as it was.
            match before {
                Some(before) => entry.set_password(&before).map_err(vault_error)?,
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
        Box::pin(self.call(
            move |_| match entry(profile)?.delete_credential().map_err(vault_error) {
                Err(VaultError::NoEntry) => Ok(()),
                other => other,
            },
        ))
    }
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
