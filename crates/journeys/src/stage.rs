//! A small computer for one journey: home folder, display, window manager, session bus, keychain.
//!
//! Stages share nothing, so they can stand side by side. Everything on one ends with it, also after a panic. The app
//! itself can be opened, killed, and opened again on the same stage: its home stays.

mod alone;
mod bus;
mod desktop;
mod display;
mod hanging;
mod keychain;

use std::cell::Cell;
use std::fs::{self, DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use tempfile::TempDir;
use tokio::time::Instant;

pub use alone::{Alone, Attempt, programs_may_look_at_each_other};
pub use desktop::{Desktop, Shown, TrayIcon};
pub use hanging::Hanging;
pub use keychain::Keychain;

use crate::deadline::{SOON, until_so};
use crate::disguise::Disguise;
use crate::driver::Driver;
use crate::keyboard::Keyboard;
use crate::process::{self, Environment, Helper, Process};
use crate::secrets::{self, Finding, Secret};
use crate::trouble::Trouble;
use crate::window::{TITLE, Window};

/// A window manager under load may miss a chord; its user would press again after a while.
const PRESSES: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(4);

/// What a stage is to be like.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Width and height of the display.
    pub size: (u32, u32),
    pub keychain: Keychain,
    pub portal: Portal,
    pub theme: Theme,
    /// As in `LANG`: decides how money and days are written.
    pub locale: String,
    /// How many times as large as usual the system writes.
    pub text_scale: u32,
    /// Whether what moves without need is to keep still.
    pub reduced_motion: bool,
}

/// The desktop's own dialogs and settings for apps, `org.freedesktop.portal.Desktop`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portal {
    Missing,
    /// The bus starts it for whoever asks, and it never answers.
    Hanging,
}

/// What the system prefers, which the app follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            size: (1280, 900),
            keychain: Keychain::Unlocked,
            portal: Portal::Missing,
            theme: Theme::Light,
            locale: "en_US.UTF-8".to_owned(),
            text_scale: 1,
            reduced_motion: false,
        }
    }
}

impl Setting {
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = (width, height);
        self
    }

    #[must_use]
    pub fn keychain(mut self, keychain: Keychain) -> Self {
        self.keychain = keychain;
        self
    }

    #[must_use]
    pub fn portal(mut self, portal: Portal) -> Self {
        self.portal = portal;
        self
    }

    #[must_use]
    pub fn theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.locale);
        self
    }

    #[must_use]
    pub fn text_scale(mut self, times: u32) -> Self {
        self.text_scale = times;
        self
    }

    #[must_use]
    pub fn reduced_motion(mut self) -> Self {
        self.reduced_motion = true;
        self
    }
}

/// The small computer. Dropping it ends everything that runs on it and deletes its home.
pub struct Stage {
    app: PathBuf,
    environment: Environment,
    /// What the app is told besides.
    told: Environment,
    /// The words behind its name on the command line.
    arguments: Vec<String>,
    driver: Option<Driver>,
    /// Of an app opened beside the first.
    second: Option<Driver>,
    /// Ended in this order: the keychain before its bus, the bus before the display.
    helpers: Vec<Helper>,
    keys_pressed: Rc<Cell<u32>>,
    folder: TempDir,
}

impl Stage {
    /// Sets everything up; the app is not opened yet.
    ///
    /// # Errors
    ///
    /// When a program is missing or does not come up in time; the sentence holds the end of its log.
    pub async fn set_up(app: &Path, setting: &Setting) -> Result<Self, Trouble> {
        // A short path: the bus's socket lies in it, and socket paths are limited to 107 bytes.
        let folder =
            TempDir::with_prefix("stage-").map_err(Trouble::while_doing("making a home"))?;
        for name in ["home", "run", "tmp", "logs"] {
            let made = DirBuilder::new()
                .mode(0o700)
                .create(folder.path().join(name));
            made.map_err(Trouble::while_doing("making a home"))?;
        }
        if setting.reduced_motion {
            write_settings(&folder.path().join("home"), "gtk-enable-animations=0\n")?;
        }
        let environment = environment(folder.path(), setting);
        let mut stage = Self {
            app: app.to_owned(),
            environment,
            told: Environment::new(),
            arguments: Vec::new(),
            driver: None,
            second: None,
            helpers: Vec::new(),
            keys_pressed: Rc::default(),
            folder,
        };
        stage.start_display(setting.size).await?;
        stage.start_bus(setting).await?;
        stage.start_window_manager().await?;
        stage.start_keychain(setting.keychain).await?;
        Ok(stage)
    }

    /// Opens the app's window and waits until its page answers.
    ///
    /// # Errors
    ///
    /// When the app or the web driver does not come up; the sentence holds the end of the app's log.
    pub async fn open(&mut self) -> Result<Window, Trouble> {
        if self.app_is_running() {
            return Err(Trouble::new("the app is open already"));
        }
        let starter = self.write_starter("app")?;
        let driver = Driver::start(&starter, &self.environment, &self.logs()).await?;
        let client = driver.client().clone();
        self.driver = Some(driver);
        Ok(Window::new(client, self.keyboard(), self.home()))
    }

    /// Starts the app without a web driver. It ends with what is given back.
    ///
    /// # Errors
    ///
    /// When it cannot be started.
    pub(crate) fn launch(&self) -> Result<Helper, Trouble> {
        let starter = self.write_starter("app")?.display().to_string();
        let log = self.logs().join("starter.log");
        Helper::start(&starter, &[], &self.environment, &log, "")
    }

    /// Opens the app once more beside the one that runs, and waits until its page answers.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub async fn open_second(&mut self) -> Result<Window, Trouble> {
        let starter = self.write_starter("second")?;
        let driver = Driver::start(&starter, &self.environment, &self.logs()).await?;
        let client = driver.client().clone();
        self.second = Some(driver);
        Ok(Window::new(client, self.keyboard(), self.home()))
    }

    /// Starts the app once more, as a second click on its icon does, and waits until that one has ended by itself.
    ///
    /// # Errors
    ///
    /// When it stays, or fails.
    pub fn start_again(&self) -> Result<(), Trouble> {
        let starter = self.write_starter("again")?;
        self.run(&starter.display().to_string(), &[], "").map(drop)
    }

    /// Tells the app something through its environment, from the next time it is opened.
    pub fn tell_app(&mut self, name: &str, value: &str) {
        self.told.retain(|(told, _)| told != name);
        self.told.push((name.to_owned(), value.to_owned()));
    }

    /// Starts the app with these words on its command line, from the next time on.
    pub fn set_arguments(&mut self, arguments: &[&str]) {
        self.arguments = arguments.iter().map(ToString::to_string).collect();
    }

    /// Points the app to a practice gateway that outlives it.
    pub fn set_gateway(&mut self, base_url: &str) {
        self.tell_app("PAYLINK_PRACTICE_URL", base_url);
    }

    /// Puts gateways of the test's own in the place of the real hosts.
    pub fn set_disguise(&mut self, disguise: &Disguise) {
        self.tell_app("HTTPS_PROXY", &disguise.proxy());
        self.tell_app(
            "SSL_CERT_FILE",
            &disguise.certificate().display().to_string(),
        );
    }

    /// The app's process.
    ///
    /// # Errors
    ///
    /// When it has not been opened.
    pub fn app_pid(&self) -> Result<u32, Trouble> {
        let text = process::read(&self.file("app.pid"));
        text.trim()
            .parse()
            .map_err(|_| Trouble::new("the app has not been opened"))
    }

    /// When the app was started that was opened last, in milliseconds of the clock.
    ///
    /// # Errors
    ///
    /// When it has not been opened.
    pub fn began_ms(&self) -> Result<f64, Trouble> {
        let text = process::read(&self.file("app.began"));
        text.trim()
            .parse()
            .map_err(|_| Trouble::new("the app has not been opened"))
    }

    /// Closes the window as its user does, and waits until the app is gone.
    ///
    /// # Errors
    ///
    /// When there is no window, or the app stays.
    pub async fn close(&mut self) -> Result<(), Trouble> {
        self.close_and_time().await.map(drop)
    }

    /// The same, and how long the app was there after the press that closed it.
    ///
    /// # Errors
    ///
    /// As [`close`](Self::close).
    pub async fn close_and_time(&mut self) -> Result<Duration, Trouble> {
        let keyboard = Keyboard::new(self.environment.clone(), Rc::default());
        let window = keyboard.window(TITLE).await?;
        let mut pressed = Instant::now();
        for _ in 0..PRESSES {
            keyboard.focus(&window)?;
            pressed = Instant::now();
            keyboard.press("alt+F4")?;
            let gone = until_so("the app to end", PATIENCE, async || {
                Ok(!self.app_is_running())
            });
            // A window that is closed has heard the press; the app may yet take its time.
            if gone.await.is_ok() || keyboard.windows(TITLE).is_empty() {
                break;
            }
        }
        until_so("the app to end", SOON, async || Ok(!self.app_is_running())).await?;
        let took = pressed.elapsed();
        self.driver = None;
        Ok(took)
    }

    /// Ends the app as a power cut would: `kill -9`, no goodbye. The home stays as it is.
    ///
    /// # Errors
    ///
    /// When the app is not running.
    pub async fn kill_app(&mut self) -> Result<(), Trouble> {
        process::kill(self.app_pid()?)?;
        self.driver = None;
        until_so("the app to die", SOON, async || Ok(!self.app_is_running())).await
    }

    /// Lets the app fail as a wrong address in memory does.
    ///
    /// # Errors
    ///
    /// When the app is not running, or stays.
    pub async fn crash_app(&mut self) -> Result<(), Trouble> {
        let pid = self.app_pid()?;
        until_so("the app to fail", SOON, async || {
            if self.app_is_running() {
                // It may have ended since.
                drop(process::fault(pid));
            }
            Ok(!self.app_is_running())
        })
        .await?;
        self.driver = None;
        Ok(())
    }

    /// Puts a text on the clipboard, as any program may.
    ///
    /// # Errors
    ///
    /// When the display does not take it.
    pub async fn copy(&mut self, text: &str) -> Result<(), Trouble> {
        let arguments = ["-quiet", "-selection", "clipboard", "-in"];
        self.helper("clipboard", "xclip", &arguments, text)?;
        until_so("the clipboard", SOON, async || {
            Ok(self.selected("clipboard").is_ok_and(|there| there == text))
        })
        .await
    }

    /// What is on the clipboard, or what is marked (`primary`).
    ///
    /// # Errors
    ///
    /// When there is nothing.
    pub fn selected(&self, selection: &str) -> Result<String, Trouble> {
        self.run("xclip", &["-selection", selection, "-out"], "")
    }

    /// Notes from here on what goes over the session bus, into a file of the stage.
    ///
    /// # Errors
    ///
    /// When it cannot be listened to.
    pub async fn record_bus(&mut self) -> Result<PathBuf, Trouble> {
        self.helper("traffic", "dbus-monitor", &["--session", "--binary"], "")?;
        let record = self.logs().join("traffic.log");
        until_so("the bus to be listened to", SOON, async || {
            Ok(fs::metadata(&record).is_ok_and(|file| file.len() > 0))
        })
        .await?;
        Ok(record)
    }

    /// Whether the app is running.
    pub fn app_is_running(&self) -> bool {
        self.app_pid().is_ok_and(process::is_alive)
    }

    /// Real keys on this display, whichever window has the focus.
    pub fn keyboard(&self) -> Keyboard {
        Keyboard::new(self.environment.clone(), Rc::clone(&self.keys_pressed))
    }

    /// Everything that runs on the stage.
    pub fn processes(&self) -> Vec<Process> {
        process::living_in(&self.home())
    }

    /// The app and the processes of its web view; not the stage's own helpers.
    pub fn app_processes(&self) -> Vec<Process> {
        let is_app = |process: &Process| {
            Some(process.pid) == self.app_pid().ok()
                || process.name.starts_with("WebKit") && process.name != "WebKitWebDriver"
        };
        self.processes().into_iter().filter(is_app).collect()
    }

    /// Looks for secrets in every file of the stage, in what its processes were told, and in the app's memory.
    ///
    /// # Errors
    ///
    /// When a place that must be looked at cannot be read.
    pub fn look_for(&self, secrets: &[Secret]) -> Result<Vec<Finding>, Trouble> {
        let mut findings = secrets::in_files(self.folder.path(), secrets)?;
        for process in self.processes() {
            findings.extend(secrets::in_arguments(&process, secrets));
        }
        findings.extend(self.look_into_memory(secrets)?);
        Ok(findings)
    }

    /// Looks for secrets in the memory of the app and of its pages.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn look_into_memory(&self, secrets: &[Secret]) -> Result<Vec<Finding>, Trouble> {
        look_into(&self.app_processes(), secrets)
    }

    /// The same of the app alone, which takes less time.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or the app is not running.
    pub fn look_into_app(&self, secrets: &[Secret]) -> Result<Vec<Finding>, Trouble> {
        let app = self.app_pid()?;
        let mut processes = self.app_processes();
        processes.retain(|process| process.pid == app);
        look_into(&processes, secrets)
    }

    /// A picture of the whole display.
    ///
    /// # Errors
    ///
    /// When it cannot be taken or written.
    pub fn picture(&self, file: &Path) -> Result<(), Trouble> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)
                .map_err(Trouble::while_doing("making a folder for pictures"))?;
        }
        process::run(
            "import",
            &["-window", "root", &file.display().to_string()],
            &self.environment,
            "",
        )
        .map(drop)
    }

    /// One of the stage's folders: `home`, `run`, `tmp`, `logs`.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.file(name)
    }

    /// The home folder: everything the app keeps is below it.
    pub fn home(&self) -> PathBuf {
        self.file("home")
    }

    /// What the app printed, over all the times it was opened.
    pub fn app_log(&self) -> String {
        process::read(&self.logs().join("app.log"))
    }

    /// Copies what helps to understand a failure: a picture, every log.
    pub fn keep_evidence(&self, folder: &Path) {
        // Evidence is kept as well as it can be; the failure itself is what gets reported.
        drop(self.picture(&folder.join("display.png")));
        for entry in fs::read_dir(self.logs())
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
        {
            drop(fs::copy(entry.path(), folder.join(entry.file_name())));
        }
    }

    /// Runs a short program on this stage.
    ///
    /// # Errors
    ///
    /// When it fails.
    pub fn run(&self, program: &str, arguments: &[&str], input: &str) -> Result<String, Trouble> {
        process::run(program, arguments, &self.environment, input)
    }

    fn logs(&self) -> PathBuf {
        self.file("logs")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn helper(
        &mut self,
        name: &str,
        program: &str,
        arguments: &[&str],
        input: &str,
    ) -> Result<(), Trouble> {
        let log = self.logs().join(format!("{name}.log"));
        let helper = Helper::start(program, arguments, &self.environment, &log, input)?;
        self.helpers.insert(0, helper);
        Ok(())
    }

    fn newest_helper(&mut self) -> &mut Helper {
        self.helpers
            .first_mut()
            .expect("asked only after a helper was started")
    }

    /// A script between the web driver and the app: it knows the app's process number and keeps what the app prints.
    fn write_starter(&self, name: &str) -> Result<PathBuf, Trouble> {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
        let path = |name: &str| quoted(&self.file(name).display().to_string());
        let exports: String = self
            .told
            .iter()
            .map(|(name, value)| format!("export {name}={}\n", quoted(value)))
            .collect();
        let arguments: String = self
            .arguments
            .iter()
            .map(|argument| format!("{} ", quoted(argument)))
            .collect();
        let text = format!(
            "#!/bin/sh\necho $$ > {}\ndate +%s%3N > {}\n{exports}exec {} {arguments}\"$@\" >> {} 2>&1\n",
            path(&format!("{name}.pid")),
            path(&format!("{name}.began")),
            quoted(&self.app.display().to_string()),
            path(&format!("logs/{name}.log")),
        );
        let starter = self.file(&format!("start-{name}"));
        let doing = "writing the app's starter";
        let mut file = File::create(&starter).map_err(Trouble::while_doing(doing))?;
        file.write_all(text.as_bytes())
            .map_err(Trouble::while_doing(doing))?;
        file.set_permissions(fs::Permissions::from_mode(0o700))
            .map_err(Trouble::while_doing(doing))?;
        Ok(starter)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.second = None;
        self.driver = None;
        self.helpers.clear();
        process::bury(&self.home());
    }
}

fn look_into(processes: &[Process], secrets: &[Secret]) -> Result<Vec<Finding>, Trouble> {
    let mut findings = Vec::new();
    for process in processes {
        match secrets::in_memory(process, secrets) {
            Ok(found) => findings.extend(found),
            // A page's process may have ended since they were counted.
            Err(_) if !process::is_alive(process.pid) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(findings)
}

/// What the user chose in the settings of the desktop.
fn write_settings(home: &Path, settings: &str) -> Result<(), Trouble> {
    let doing = Trouble::while_doing("writing the desktop's settings");
    let folder = home.join(".config/gtk-3.0");
    fs::create_dir_all(&folder).map_err(&doing)?;
    File::create(folder.join("settings.ini"))
        .and_then(|mut file| write!(file, "[Settings]\n{settings}"))
        .map_err(doing)
}

fn environment(folder: &Path, setting: &Setting) -> Environment {
    let path = |name: &str| folder.join(name).display().to_string();
    let mut environment = process::own_path();
    let theme = match setting.theme {
        Theme::Light => "Adwaita",
        Theme::Dark => "Adwaita:dark",
    };
    for (name, value) in [
        ("HOME", path("home")),
        ("XDG_RUNTIME_DIR", path("run")),
        // The display has no graphics card, and one that the processor plays takes a tenth of a second for a frame.
        ("WEBKIT_DISABLE_DMABUF_RENDERER", "1".to_owned()),
        ("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1".to_owned()),
        ("TMPDIR", path("tmp")),
        ("LANG", setting.locale.clone()),
        ("GTK_THEME", theme.to_owned()),
        ("GSETTINGS_BACKEND", "memory".to_owned()),
        ("RUST_BACKTRACE", "1".to_owned()),
        ("TAURI_WEBVIEW_AUTOMATION", "true".to_owned()),
        ("GDK_DPI_SCALE", setting.text_scale.to_string()),
    ] {
        environment.push((name.to_owned(), value));
    }
    environment
}
