//! Looks for a release, downloads it, and puts it in the place of this Paylink.
//!
//! Tauri's updater says which release is newer and fits, and holds what was downloaded against its signature, which must
//! name the version. Around it stand limits of size and time, and no address but `https` is gone to, wherever a server
//! may point.

use std::time::Duration;

use paylink_core::view::UpdateTrouble;
use reqwest::{Client, ClientBuilder, StatusCode};
use serde_json::Value;
use tauri::{Manager, Runtime};
use tauri_plugin_updater::{Error, Update, Updater, UpdaterExt};
use tokio::sync::Notify;

use super::source::{Place, Source};

/// What is said about the newest release is far shorter; more is not read.
const MANIFEST_MAX: usize = 256 * 1024;
/// No Paylink is larger.
const DOWNLOAD_MAX: u64 = 512 * 1024 * 1024;
/// What is asked says no more than this of who asks.
const USER_AGENT: &str = "Paylink";

#[derive(Debug, Clone)]
pub struct Releases {
    source: Source,
}

impl Releases {
    pub fn new(source: Source) -> Self {
        Self { source }
    }

    /// How long after the start one is first looked for.
    pub fn first(&self) -> Duration {
        self.source.first
    }

    /// Asks for the newest release, and gives it if it is newer than this Paylink.
    pub async fn look<R: Runtime>(
        &self,
        app: &impl Manager<R>,
    ) -> Result<Option<Update>, UpdateTrouble> {
        let Some(manifest) = self.manifest().await? else {
            return Ok(None);
        };
        // The answer may be anybody's. A release that was restored from such an answer is one whose signature must name
        // the version, whatever is configured.
        let update = self
            .updater(app)
            .and_then(|updater| updater.restore_update(manifest));
        update.map_err(|error| {
            tracing::warn!(%error, "what is said about releases is of no use");
            if matches!(error, Error::TargetNotFound(_) | Error::TargetsNotFound(_)) {
                UpdateTrouble::NotForThis
            } else {
                UpdateTrouble::Unreadable
            }
        })
    }

    /// Downloads a release. What is given back bears the signature for its version.
    pub async fn download(
        &self,
        update: &Update,
        mut progress: impl FnMut(Option<u8>),
    ) -> Result<Vec<u8>, UpdateTrouble> {
        let (too_much, mut read) = (Notify::new(), 0);
        let chunk = |length: usize, whole: Option<u64>| {
            read += length as u64;
            progress(whole.and_then(|whole| percent(read, whole)));
            if read.max(whole.unwrap_or_default()) > DOWNLOAD_MAX {
                too_much.notify_one();
            }
        };
        let downloaded = tokio::select! {
            biased;
            () = too_much.notified() => return Err(UpdateTrouble::BrokenOff),
            downloaded = update.download(chunk, || {}) => downloaded,
        };
        downloaded.map_err(|error| {
            tracing::warn!(%error, "the release was not downloaded");
            let nobody_is_there = matches!(&error, Error::Reqwest(error) if error.is_connect());
            if is_not_genuine(&error) {
                UpdateTrouble::NotGenuine
            } else if nobody_is_there {
                UpdateTrouble::Offline
            } else {
                UpdateTrouble::BrokenOff
            }
        })
    }

    /// Puts what was downloaded in the place of this Paylink. Blocks for as long as the disk takes. On Windows a success
    /// does not come back: the installer has taken over.
    pub fn install(&self, update: &Update, new: &[u8]) -> Result<(), UpdateTrouble> {
        let installed = match &self.source.place {
            // Tauri's own way would leave nothing to start for as long as it writes.
            Place::AppImage(file) => update.verify(new).and_then(|()| replace(file, new)),
            Place::Installed => update.install(new),
        };
        installed.map_err(|error| {
            tracing::error!(%error, "the release was not installed");
            UpdateTrouble::NotInstalled
        })
    }

    /// What the server says about the newest release; nothing if it says that there is none.
    async fn manifest(&self) -> Result<Option<Value>, UpdateTrouble> {
        let failed = |error: reqwest::Error| {
            let error = error.without_url();
            let trouble = why(&error);
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "no word about releases"
            );
            trouble
        };
        let client = self.careful(Client::builder()).build().map_err(failed)?;
        let asked = client.get(self.source.endpoint.clone());
        // In all: a server must not keep this up by a word now and then.
        let asked = asked.timeout(self.source.patience);
        let mut answer = asked.send().await.map_err(failed)?;
        match answer.status() {
            StatusCode::NO_CONTENT => return Ok(None),
            status if !status.is_success() => {
                tracing::warn!(status = status.as_u16(), "no word about releases");
                return Err(UpdateTrouble::Unreadable);
            }
            _ => {}
        }
        let mut text = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(failed)? {
            text.extend_from_slice(&chunk);
            if text.len() > MANIFEST_MAX {
                return Err(UpdateTrouble::Unreadable);
            }
        }
        serde_json::from_slice(&text)
            .map(Some)
            .map_err(|_| UpdateTrouble::Unreadable)
    }

    fn updater<R: Runtime>(&self, app: &impl Manager<R>) -> Result<Updater, Error> {
        let this = self.clone();
        let builder = app
            .updater_builder()
            .endpoints(vec![self.source.endpoint.clone()])?
            .pubkey(&self.source.public_key)
            .target(&self.source.target)
            .configure_client(move |client| this.careful(client));
        match &self.source.place {
            Place::AppImage(file) => builder.executable_path(file).build(),
            Place::Installed => builder.build(),
        }
    }

    fn careful(&self, client: ClientBuilder) -> ClientBuilder {
        client
            .https_only(true)
            .connect_timeout(self.source.patience)
            .read_timeout(self.source.patience)
            .user_agent(USER_AGENT)
            .tls_certs_merge(self.source.authorities.iter().cloned())
    }
}

/// Whether the signature is to blame, or what it was made for.
fn is_not_genuine(error: &Error) -> bool {
    matches!(
        error,
        Error::Minisign(_)
            | Error::Base64(_)
            | Error::SignatureUtf8(_)
            | Error::SignedVersionMismatch { .. }
            | Error::MissingSignedVersion
    )
}

fn why(error: &reqwest::Error) -> UpdateTrouble {
    if error.is_timeout() {
        UpdateTrouble::Silent
    } else if error.is_connect() {
        UpdateTrouble::Offline
    } else {
        UpdateTrouble::Unreadable
    }
}

#[cfg(target_os = "linux")]
fn replace(file: &std::path::Path, new: &[u8]) -> Result<(), Error> {
    Ok(super::replace::replace(file, new)?)
}

#[cfg(not(target_os = "linux"))]
fn replace(_file: &std::path::Path, _new: &[u8]) -> Result<(), Error> {
    Err(Error::UnsupportedOs)
}

/// In hundredths.
fn percent(read: u64, whole: u64) -> Option<u8> {
    let hundredths = read.saturating_mul(100).checked_div(whole)?;
    u8::try_from(hundredths.min(100)).ok()
}
