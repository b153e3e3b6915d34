//! The system's keychain: a real Secret Service, in the states a user may have it in.

use super::Stage;
use crate::deadline::{START, until_so};
use crate::trouble::Trouble;

/// The state of the keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// Open, as after logging in.
    Unlocked,
    /// There, but shut: reading or writing brings up a dialog that nobody answers.
    Locked,
    /// The system has none.
    Missing,
}

/// With a password the keychain's file is encrypted, so that a search of all files says something.
const PASSWORD: &str = "curtain up\n";
const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";

impl Stage {
    pub(super) async fn start_keychain(&mut self, keychain: Keychain) -> Result<(), Trouble> {
        if keychain == Keychain::Missing {
            return Ok(());
        }
        let arguments = ["--foreground", "--unlock", "--components=secrets"];
        self.helper("keychain", "gnome-keyring-daemon", &arguments, PASSWORD)?;
        until_so("the keychain", START, async || {
            self.newest_helper().still_running()?;
            // A property of the collection can be read as soon as it is there.
            let method = "org.freedesktop.DBus.Properties.Get";
            let property = ["org.freedesktop.Secret.Collection", "Locked"];
            let answer = self.call(COLLECTION, method, &property).unwrap_or_default();
            Ok(answer.contains("false"))
        })
        .await?;
        if keychain == Keychain::Locked {
            self.lock_keychain()?;
        }
        Ok(())
    }

    /// Shuts the keychain, as a screen lock or a policy may do at any time.
    ///
    /// # Errors
    ///
    /// When there is no keychain.
    pub fn lock_keychain(&self) -> Result<(), Trouble> {
        let method = "org.freedesktop.Secret.Service.Lock";
        self.call(
            "/org/freedesktop/secrets",
            method,
            &[&format!("['{COLLECTION}']")],
        )
        .map(drop)
    }

    /// What the keychain holds for an application, read by somebody else's program.
    ///
    /// # Errors
    ///
    /// When there is no entry, or no keychain.
    pub fn keychain_entry(&self, service: &str, user: &str) -> Result<String, Trouble> {
        self.run(
            "secret-tool",
            &["lookup", "service", service, "username", user],
            "",
        )
    }

    fn call(&self, object: &str, method: &str, arguments: &[&str]) -> Result<String, Trouble> {
        let mut all = vec![
            "call",
            "--session",
            "--timeout",
            "5",
            "--dest",
            "org.freedesktop.secrets",
        ];
        all.extend(["--object-path", object, "--method", method]);
        all.extend(arguments);
        self.run("gdbus", &all, "")
    }
}
