//! The system's keychain: a real Secret Service, in the states a user may have it in.

use super::Stage;
use crate::deadline::{SOON, START, until_so};
use crate::process;
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
const PASSWORD: &str = "curtain up";
/// The dialog that asks for the password.
const DIALOG: &str = "Unlock Login Keyring";
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
            Ok(self.keychain_is_open())
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

    /// From now on the keychain answers nothing, and shows no dialog either.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn hang_keychain(&self) -> Result<(), Trouble> {
        let mut all = self.processes().into_iter();
        let daemon = all.find(|process| process.name.starts_with("gnome-keyring"));
        let daemon = daemon.ok_or_else(|| Trouble::new("there is no keychain on this stage"))?;
        process::hold(daemon.pid)
    }

    /// Answers the dialog that asks for the keychain's password, as its user does.
    ///
    /// # Errors
    ///
    /// When nobody asked, or the password opens nothing.
    pub async fn unlock_keychain(&self) -> Result<(), Trouble> {
        let keyboard = self.keyboard();
        keyboard.focus(&keyboard.window(DIALOG).await?)?;
        keyboard.type_text(PASSWORD)?;
        keyboard.press("Return")?;
        until_so("the keychain to open", SOON, async || {
            Ok(self.keychain_is_open())
        })
        .await
    }

    /// Cancels the dialog that asks for the keychain's password.
    ///
    /// # Errors
    ///
    /// When nobody asked, or the dialog stays.
    pub async fn refuse_keychain(&self) -> Result<(), Trouble> {
        let keyboard = self.keyboard();
        keyboard.focus(&keyboard.window(DIALOG).await?)?;
        keyboard.press("Escape")?;
        until_so("the keychain's dialog to close", SOON, async || {
            Ok(keyboard.windows(DIALOG).is_empty())
        })
        .await
    }

    /// Lets the keychain hang: it is there, and answers nothing until it is resumed.
    ///
    /// # Errors
    ///
    /// When there is no keychain.
    pub fn pause_keychain(&self) -> Result<(), Trouble> {
        self.signal_keychain("-STOP")
    }

    /// Lets the keychain answer again.
    ///
    /// # Errors
    ///
    /// When there is no keychain.
    pub fn resume_keychain(&self) -> Result<(), Trouble> {
        self.signal_keychain("-CONT")
    }

    fn signal_keychain(&self, signal: &str) -> Result<(), Trouble> {
        let keychain = self
            .processes()
            .into_iter()
            .find(|process| process.name.starts_with("gnome-keyring"))
            .ok_or_else(|| Trouble::new("there is no keychain"))?;
        self.run("kill", &[signal, &keychain.pid.to_string()], "")
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

    /// All that the keychain holds for an application, read by somebody else's program.
    ///
    /// # Errors
    ///
    /// When there is no keychain.
    pub fn keychain_entries(&self, service: &str) -> Result<Vec<String>, Trouble> {
        let found = self.run("secret-tool", &["search", "--all", "service", service], "")?;
        Ok(found
            .lines()
            .filter_map(|line| line.strip_prefix("secret = "))
            .map(str::to_owned)
            .collect())
    }

    /// A property of the collection can be read as soon as it is there.
    fn keychain_is_open(&self) -> bool {
        let method = "org.freedesktop.DBus.Properties.Get";
        let property = ["org.freedesktop.Secret.Collection", "Locked"];
        let answer = self.call(COLLECTION, method, &property).unwrap_or_default();
        answer.contains("false")
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
