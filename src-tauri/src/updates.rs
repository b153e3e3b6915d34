//! Newer versions of Paylink: looked for once a day and when the user asks, installed only when the user says so.
//!
//! [`source`] says where they come from and whether this Paylink may install them at all, [`releases`] does what is to be
//! done, and [`replace`] puts a file in the place of another. When to look and when to tell is the desk's to decide.

mod releases;
#[cfg(target_os = "linux")]
mod replace;
mod source;

// An AppImage is what can be replaced in a test; elsewhere an installer would run.
#[cfg(all(test, target_os = "linux"))]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use paylink_core::Desk;
use paylink_core::fault::{Fault, FaultCode};
use paylink_core::updates::plain;
use paylink_core::view::{UpdateDoing, UpdateSource, UpdateTrouble, UpdateView, UpdatesView};
use tauri::{AppHandle, Runtime};
use tauri_plugin_updater::Update;
use tokio::sync::Notify;

use releases::Releases;

/// Whether it is time to look is asked this often: the computer may have slept, and the user may have chosen.
const AGAIN: Duration = Duration::from_hours(1);

/// Hears of everything that changes.
type Tell<R> = dyn Fn(&AppHandle<R>, UpdatesView) + Send + Sync;

/// How far this Paylink is with a newer one.
pub struct Updates<R: Runtime> {
    app: AppHandle<R>,
    source: UpdateSource,
    releases: Option<Releases>,
    state: Mutex<State>,
    stop: Notify,
    tell: Box<Tell<R>>,
}

#[derive(Default)]
struct State {
    doing: Option<UpdateDoing>,
    found: Option<Arc<Update>>,
    trouble: Option<UpdateTrouble>,
    looked_at: Option<String>,
    /// The user does not want what is being downloaded any more.
    stopped: bool,
}

impl<R: Runtime> Updates<R> {
    /// `tell` hears of everything that changes.
    pub fn new(
        app: &AppHandle<R>,
        tell: impl Fn(&AppHandle<R>, UpdatesView) + Send + Sync + 'static,
    ) -> Self {
        let (source, from) = source::source(app);
        Self {
            app: app.clone(),
            source,
            releases: from.map(Releases::new),
            state: Mutex::default(),
            stop: Notify::new(),
            tell: Box::new(tell),
        }
    }

    pub fn view(&self) -> UpdatesView {
        let state = self.state();
        UpdatesView {
            version: self.app.package_info().version.to_string(),
            source: self.source,
            doing: state.doing,
            found: state.found.as_deref().map(view_of),
            looked_at: state.looked_at.clone(),
            trouble: state.trouble,
        }
    }

    /// Looks whenever the desk says that it is time, until dropped.
    pub async fn keep_looking(&self, desk: &Desk) {
        let Some(releases) = &self.releases else {
            return;
        };
        self.state().looked_at = desk.update_looked_at();
        let mut pause = releases.first();
        loop {
            tokio::time::sleep(pause).await;
            let due = desk.update_due();
            if due.is_some_and(|due| due.is_zero()) {
                self.look(desk).await;
            }
            pause = match desk.update_due() {
                Some(due) if !due.is_zero() => due.min(AGAIN),
                // Nobody answered, or nobody is to be asked.
                _ => AGAIN,
            };
        }
    }

    /// Looks for a newer version.
    pub async fn look(&self, desk: &Desk) -> UpdatesView {
        let Some(releases) = &self.releases else {
            return self.view();
        };
        if self.begin(UpdateDoing::Looking) {
            let looked = releases.look(&self.app).await;
            let found = match &looked {
                Ok(found) => {
                    let version = found.as_ref().map(|update| update.version.clone());
                    desk.note_update(version).await;
                    found.clone().map(Arc::new)
                }
                // What was found before is still there.
                Err(_) => self.state().found.clone(),
            };
            self.state().looked_at = desk.update_looked_at();
            self.end(found, looked.err());
        }
        self.view()
    }

    /// The user does not want to be told of what was found for a while.
    pub async fn put_off(&self, desk: &Desk) {
        let found = self.state().found.clone();
        if let Some(update) = found {
            desk.put_off_update(&update.version).await;
        }
    }

    /// Downloads the version that was found and puts it in the place of this one. True if that was done: what runs is
    /// then to be started again. Any other version is refused, and so is a second press.
    pub async fn install(&self, version: &str) -> Result<bool, Fault> {
        let refused = || Fault::nothing_done(FaultCode::NotPossibleAnyMore);
        let releases = self.releases.as_ref().ok_or_else(refused)?;
        // What the user said yes to, and no other.
        let found = self.state().found.clone();
        let update = found.filter(|update| update.version == version);
        let update = update.ok_or_else(refused)?;
        if !self.begin(UpdateDoing::Downloading { percent: None }) {
            return Err(refused());
        }
        let done = tokio::select! {
            () = self.stop.notified() => Ok(false),
            done = self.bring_in(releases, &update) => done,
        };
        let installed = matches!(done, Ok(true));
        self.end((!installed).then_some(update), done.err());
        Ok(installed)
    }

    /// Stops a download. What is being put in place already is not stopped.
    pub fn stop(&self) {
        let mut state = self.state();
        if matches!(state.doing, Some(UpdateDoing::Downloading { .. })) {
            state.stopped = true;
            self.stop.notify_waiters();
        }
    }

    /// False if it was stopped before anything was put in place.
    async fn bring_in(
        &self,
        releases: &Releases,
        update: &Arc<Update>,
    ) -> Result<bool, UpdateTrouble> {
        let progress = |percent| {
            self.go_on(UpdateDoing::Downloading { percent });
        };
        let new = releases.download(update, progress).await?;
        if !self.go_on(UpdateDoing::Installing) {
            return Ok(false);
        }
        let (releases, update) = (releases.clone(), Arc::clone(update));
        let installing =
            tauri::async_runtime::spawn_blocking(move || releases.install(&update, &new));
        let installed = installing.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the release was not installed");
            Err(UpdateTrouble::NotInstalled)
        });
        installed.map(|()| true)
    }

    /// False if something else is being done.
    fn begin(&self, doing: UpdateDoing) -> bool {
        {
            let mut state = self.state();
            if state.doing.is_some() {
                return false;
            }
            state.doing = Some(doing);
            state.trouble = None;
            state.stopped = false;
        }
        (self.tell)(&self.app, self.view());
        true
    }

    /// False if it was stopped meanwhile.
    fn go_on(&self, doing: UpdateDoing) -> bool {
        let before = {
            let mut state = self.state();
            if state.stopped {
                return false;
            }
            state.doing.replace(doing)
        };
        if before != Some(doing) {
            (self.tell)(&self.app, self.view());
        }
        true
    }

    fn end(&self, found: Option<Arc<Update>>, trouble: Option<UpdateTrouble>) {
        {
            let mut state = self.state();
            state.doing = None;
            state.found = found;
            state.trouble = trouble;
        }
        (self.tell)(&self.app, self.view());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn view_of(update: &Update) -> UpdateView {
    UpdateView {
        version: update.version.clone(),
        notes: plain(update.body.as_deref().unwrap_or_default()),
    }
}
