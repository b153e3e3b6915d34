//! Where newer versions come from, and who installs them on this computer.

use std::path::PathBuf;
use std::time::Duration;

use paylink_core::view::UpdateSource;
use reqwest::Certificate;
use serde::Deserialize;
use tauri::utils::config::BundleType;
use tauri::utils::platform::bundle_type;
use tauri::{Manager, Runtime};
use url::Url;

/// The first look comes when the window has long been in use.
const FIRST: Duration = Duration::from_secs(60);
/// A server that says nothing for so long says nothing any more.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where releases are published, by whose key they are known, and what one of them takes the place of.
#[derive(Debug, Clone)]
pub struct Source {
    pub endpoint: Url,
    pub public_key: String,
    pub place: Place,
    /// How releases call systems like this one, such as `linux-x86_64-appimage`.
    pub target: String,
    pub patience: Duration,
    /// How long after the start one is first looked for.
    pub first: Duration,
    /// Who is trusted to name hosts besides those that the system trusts.
    pub authorities: Vec<Certificate>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// This file.
    AppImage(PathBuf),
    /// Wherever the installer of the system puts it.
    Installed,
}

/// Who brings newer versions; if Paylink does, from where.
pub fn source<R: Runtime>(app: &impl Manager<R>) -> (UpdateSource, Option<Source>) {
    told(app).source()
}

/// What this Paylink was told when it was made and when it was started.
struct Told {
    /// As what it was installed; absent if it was not bundled at all.
    bundle: Option<BundleType>,
    app_image: Option<PathBuf>,
    configured: Configured,
    first: Duration,
}

/// The part of Tauri's updater in the configuration. A release fills it in; without that nobody is asked.
#[derive(Default, Deserialize)]
struct Configured {
    #[serde(default)]
    endpoints: Vec<Url>,
    #[serde(default)]
    pubkey: String,
}

impl Told {
    fn source(self) -> (UpdateSource, Option<Source>) {
        let (place, kind) = match self.bundle {
            Some(BundleType::Deb | BundleType::Rpm) => return (UpdateSource::PackageManager, None),
            Some(BundleType::AppImage) => (self.app_image.map(Place::AppImage), "appimage"),
            Some(BundleType::Nsis) => (Some(Place::Installed), "nsis"),
            Some(BundleType::Msi) => (Some(Place::Installed), "msi"),
            Some(BundleType::App | BundleType::Dmg) => (Some(Place::Installed), "app"),
            None => (None, ""),
        };
        let endpoint = self.configured.endpoints.into_iter().next();
        let system = tauri_plugin_updater::target();
        match (place, endpoint, system) {
            (Some(place), Some(endpoint), Some(system)) if !self.configured.pubkey.is_empty() => {
                let source = Source {
                    endpoint,
                    public_key: self.configured.pubkey,
                    place,
                    target: format!("{system}-{kind}"),
                    patience: PATIENCE,
                    first: self.first,
                    authorities: Vec::new(),
                };
                (UpdateSource::Paylink, Some(source))
            }
            _ => (UpdateSource::Elsewhere, None),
        }
    }
}

fn told<R: Runtime>(app: &impl Manager<R>) -> Told {
    let configured = app.config().plugins.0.get("updater").cloned();
    let configured = configured.and_then(|configured| serde_json::from_value(configured).ok());
    let told = Told {
        bundle: bundle_type(),
        app_image: app_image(app),
        configured: configured.unwrap_or_default(),
        first: FIRST,
    };
    #[cfg(debug_assertions)]
    let told = rehearsal::instead_of(told);
    told
}

#[cfg(target_os = "linux")]
fn app_image<R: Runtime>(app: &impl Manager<R>) -> Option<PathBuf> {
    app.env().appimage.map(PathBuf::from)
}

#[cfg(not(target_os = "linux"))]
fn app_image<R: Runtime>(_app: &impl Manager<R>) -> Option<PathBuf> {
    None
}

/// What a journey says in the place of the configuration. A Paylink that is handed out does not have this.
#[cfg(debug_assertions)]
mod rehearsal {
    use std::time::Duration;

    use serde::Deserialize;
    use tauri::utils::config::BundleType;

    use super::{Configured, Told};

    const REHEARSED: &str = "PAYLINK_REHEARSED_UPDATES";

    #[derive(Deserialize)]
    struct Rehearsed {
        bundle: BundleType,
        #[serde(flatten)]
        configured: Configured,
    }

    pub fn instead_of(told: Told) -> Told {
        #[expect(
            clippy::disallowed_methods,
            reason = "the rim: the one reading of the environment"
        )]
        let said = std::env::var(REHEARSED);
        let rehearsed = said.ok().and_then(|said| serde_json::from_str(&said).ok());
        match rehearsed {
            Some(Rehearsed { bundle, configured }) => Told {
                bundle: Some(bundle),
                configured,
                first: Duration::ZERO,
                ..told
            },
            None => told,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paylink_updates_itself_only_where_no_package_manager_does_and_a_release_says_from_where() {
        use BundleType::{App, AppImage, Deb, Msi, Nsis, Rpm};
        use UpdateSource::{Elsewhere, PackageManager, Paylink};
        let released = || Configured {
            endpoints: vec!["https://updates.example.com/latest.json".parse().unwrap()],
            pubkey: "a key".to_owned(),
        };
        let keyless = || Configured {
            pubkey: String::new(),
            ..released()
        };
        let file = || Some(PathBuf::from("/home/jane/Paylink.AppImage"));

        for (bundle, app_image, configured, expected) in [
            (Some(Deb), None, released(), PackageManager),
            (Some(Rpm), None, released(), PackageManager),
            (Some(Deb), file(), Configured::default(), PackageManager),
            (Some(AppImage), file(), released(), Paylink),
            // Unpacked: there is no file to replace.
            (Some(AppImage), None, released(), Elsewhere),
            (Some(Nsis), None, released(), Paylink),
            (Some(Msi), None, released(), Paylink),
            (Some(App), None, released(), Paylink),
            (Some(Nsis), None, keyless(), Elsewhere),
            (Some(Nsis), None, Configured::default(), Elsewhere),
            // Nobody knows how it came here.
            (None, file(), released(), Elsewhere),
        ] {
            let case = format!("{bundle:?} {app_image:?}");
            let told = Told {
                bundle,
                app_image,
                configured,
                first: FIRST,
            };

            let (who, source) = told.source();

            assert_eq!(who, expected, "{case}");
            assert_eq!(source.is_some(), expected == Paylink, "{case}");
        }
    }
}
