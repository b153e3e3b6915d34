//! The system's keychain: a real Secret Service, in the states a user may have it in.

use super::Stage;
use crate::deadline::{SOON, START, until, until_so};
use crate::process;
use crate::trouble::Trouble;

/// The state of the keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// Open, as after logging in.
    Unlocked,
    /// There, but shut: reading or writing brings up a dialog that nobody answers.
    Locked,
    /// There, and never used: the first key brings up a dialog for a password.
    Empty,
    /// The system has none.
    Missing,
}

/// With a password the keychain's file is encrypted, so that a search of all files says something.
const PASSWORD: &str = "curtain up";
/// The dialog that asks for the password.
const DIALOG: &str = "Unlock Login Keyring";
/// The program whose dialogs they are.
const PROMPTER: &str = "gcr-prompter";
const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";

impl Stage {
    pub(super) async fn start_keychain(&mut self, keychain: Keychain) -> Result<(), Trouble> {
        if keychain == Keychain::Missing {
            return Ok(());
        }
        if keychain == Keychain::Empty {
            let arguments = ["--foreground", "--components=secrets"];
            self.helper("keychain", "gnome-keyring-daemon", &arguments, "")?;
            return until_so("the keychain", START, async || {
                self.newest_helper().still_running()?;
                Ok(self.keychain_entries("anybody").is_ok())
            })
            .await;
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

    /// Answers the dialog that asks for the password of a new keychain.
    ///
    /// # Errors
    ///
    /// When nobody asked, or the dialog stays.
    pub async fn found_keychain(&self) -> Result<(), Trouble> {
        // This one has no title.
        let look = ["search", "--onlyvisible", "--class", PROMPTER];
        let dialog = async || {
            let found = self.run("xdotool", &look, "").unwrap_or_default();
            Ok(found.lines().next().map(str::to_owned))
        };
        let window = until("the keychain's dialog", SOON, &dialog).await?;
        let keyboard = self.keyboard();
        keyboard.focus(&window)?;
        keyboard.type_text(PASSWORD)?;
        keyboard.press("Tab")?;
        keyboard.type_text(PASSWORD)?;
        keyboard.press("Return")?;
        until_so("the keychain's dialog to close", SOON, async || {
            Ok(dialog().await?.is_none())
        })
        .await
    }

    /// Waits until the keychain has brought up the dialog that asks for its password.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub async fn keychain_asks(&self) -> Result<(), Trouble> {
        self.keyboard().window(DIALOG).await.map(drop)
    }

    /// Ends the keychain as a failure of its own does, in the midst of what it is doing.
    ///
    /// # Errors
    ///
    /// When there is no keychain.
    pub fn kill_keychain(&self) -> Result<(), Trouble> {
        self.signal_keychain("-KILL")
    }

    /// Starts the keychain again, open, with what it had.
    ///
    /// # Errors
    ///
    /// When it does not come up.
    pub async fn restart_keychain(&mut self) -> Result<(), Trouble> {
        self.start_keychain(Keychain::Unlocked).await
    }

    /// Puts something else in the place of each of an application's keys, as another program can.
    ///
    /// # Errors
    ///
    /// When there is no keychain, or none of its keys.
    pub fn spoil_keychain_entries(&self, service: &str, value: &str) -> Result<(), Trouble> {
        // What an entry is about goes to the errors.
        let search = "secret-tool search --all service \"$0\" 2>&1";
        let found = self.run("sh", &["-c", search, service], "")?;
        let users: Vec<&str> = found
            .lines()
            .filter_map(|line| line.strip_prefix("attribute.username = "))
            .collect();
        if users.is_empty() {
            return Err(Trouble::new("the keychain has nothing to spoil"));
        }
        for user in users {
            let entry = ["service", service, "username", user];
            self.run("secret-tool", &[&["clear"][..], &entry].concat(), "")?;
            let store = [&["store", "--label", "spoilt"][..], &entry].concat();
            self.run("secret-tool", &store, value)?;
        }
        Ok(())
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
        let search = || self.run("secret-tool", &["search", "--all", "service", service], "");
        let mut found = search();
        // One that the app removes while it is read makes the whole search fail.
        while let Err(trouble) = &found
            && trouble.to_string().contains("No such secret item")
        {
            found = search();
        }
        Ok(found?
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
