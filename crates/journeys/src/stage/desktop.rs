//! What a desktop does beside the windows: it shows notifications, and may have a tray, and a portal that tells whether
//! it is dark. They are services of the stage's session bus, played here, so that a journey sees what the app really asks for and presses what it shows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use zbus::connection::Builder;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Proxy, fdo, interface};

use super::{Stage, Theme};
use crate::deadline::until;
use crate::trouble::Trouble;

/// The watch over links may pause for as long before it notices, and the machine may be busy.
const NOTICED: Duration = Duration::from_secs(120);

const NOTIFICATIONS: &str = "/org/freedesktop/Notifications";
const WATCHER: &str = "/StatusNotifierWatcher";
const PORTAL: &str = "/org/freedesktop/portal/desktop";
const SCHEME: (&str, &str) = ("org.freedesktop.appearance", "color-scheme");

/// A notification as the app asked for it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub id: u32,
    pub app: String,
    pub title: String,
    /// With its markup.
    pub text: String,
    /// What can be pressed: keys and labels in turn.
    pub actions: Vec<String>,
}

/// The desktop of a stage, until it is dropped.
pub struct Desktop {
    connection: Connection,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    shown: Mutex<Vec<Shown>>,
    tray_items: Mutex<Vec<String>>,
}

impl Stage {
    /// Starts the service that shows notifications.
    ///
    /// # Errors
    ///
    /// When the session bus does not take it.
    pub async fn desktop(&self) -> Result<Desktop, Trouble> {
        let trouble = Trouble::while_doing::<zbus::Error>("starting the desktop");
        let address = self
            .environment
            .iter()
            .find(|(name, _)| name == "DBUS_SESSION_BUS_ADDRESS")
            .map(|(_, address)| address.as_str())
            .unwrap_or_default();
        let seen = Arc::<Seen>::default();
        let served = async {
            Builder::address(address)?
                .serve_at(NOTIFICATIONS, Notifications(Arc::clone(&seen)))?
                .name("org.freedesktop.Notifications")?
                .build()
                .await
        };
        let connection = served.await.map_err(trouble)?;
        Ok(Desktop { connection, seen })
    }
}

impl Desktop {
    /// Gives the desktop a tray.
    ///
    /// # Errors
    ///
    /// When the session bus does not take it.
    pub async fn add_tray(&self) -> Result<(), Trouble> {
        let added = async {
            let watcher = Watcher(Arc::clone(&self.seen));
            self.connection.object_server().at(WATCHER, watcher).await?;
            self.connection
                .request_name("org.kde.StatusNotifierWatcher")
                .await
        };
        added.await.map_err(Trouble::while_doing("adding a tray"))
    }

    /// Gives the desktop a portal, which tells this theme.
    ///
    /// # Errors
    ///
    /// When the session bus does not take it.
    pub async fn add_portal(&self, theme: Theme) -> Result<(), Trouble> {
        let added = async {
            let settings = Settings(theme);
            self.connection.object_server().at(PORTAL, settings).await?;
            self.connection
                .request_name("org.freedesktop.portal.Desktop")
                .await
        };
        added.await.map_err(Trouble::while_doing("adding a portal"))
    }

    /// Lets the portal tell that the theme has changed.
    ///
    /// # Errors
    ///
    /// When the session bus does not pass it on.
    pub async fn change_theme(&self, theme: Theme) -> Result<(), Trouble> {
        let told = async {
            let signals = SignalEmitter::new(&self.connection, PORTAL)?;
            Settings::setting_changed(&signals, SCHEME.0, SCHEME.1, scheme(theme)).await
        };
        told.await
            .map_err(Trouble::while_doing("changing the theme"))
    }

    /// Every notification so far.
    pub fn shown(&self) -> Vec<Shown> {
        held(&self.seen.shown).clone()
    }

    /// Waits until there are so many notifications, and gives the last.
    ///
    /// # Errors
    ///
    /// When there are not, though links were paid long enough ago.
    pub async fn shows(&self, count: usize) -> Result<Shown, Trouble> {
        until("a notification", NOTICED, async || {
            let shown = self.shown();
            Ok(shown.last().filter(|_| shown.len() >= count).cloned())
        })
        .await
    }

    /// Presses a notification, as a click on it does.
    ///
    /// # Errors
    ///
    /// When the session bus does not pass it on.
    pub async fn press(&self, shown: &Shown) -> Result<(), Trouble> {
        let pressed = async {
            let signals = SignalEmitter::new(&self.connection, NOTIFICATIONS)?;
            Notifications::action_invoked(&signals, shown.id, "default").await?;
            Notifications::notification_closed(&signals, shown.id, 2).await
        };
        pressed
            .await
            .map_err(Trouble::while_doing("pressing a notification"))
    }

    /// Waits until the app has put an icon into the tray, and gives its address.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub async fn tray_icon(&self) -> Result<TrayIcon, Trouble> {
        let service = until("an icon in the tray", NOTICED, async || {
            Ok(held(&self.seen.tray_items).last().cloned())
        });
        Ok(TrayIcon {
            connection: self.connection.clone(),
            service: service.await?,
        })
    }
}

/// An entry of a menu: its number, what is said of it, and the entries below it.
type Entry = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// An icon in the tray, as the tray sees it.
pub struct TrayIcon {
    connection: Connection,
    service: String,
}

impl TrayIcon {
    /// What is told beside it.
    ///
    /// # Errors
    ///
    /// When it does not answer.
    pub async fn title(&self) -> Result<String, Trouble> {
        let asked = async { self.item().await?.get_property("Title").await };
        asked
            .await
            .map_err(Trouble::while_doing("asking the icon for its title"))
    }

    /// Clicks on it.
    ///
    /// # Errors
    ///
    /// When it does not answer.
    pub async fn press(&self) -> Result<(), Trouble> {
        let pressed = async { self.item().await?.call("Activate", &(0, 0)).await };
        pressed
            .await
            .map_err(Trouble::while_doing("pressing the icon in the tray"))
    }

    /// Chooses what is called so from its menu.
    ///
    /// # Errors
    ///
    /// When there is no such thing in it.
    pub async fn choose(&self, label: &str) -> Result<(), Trouble> {
        let doing = "choosing from the menu of the tray";
        let chosen = async {
            let path: OwnedObjectPath = self.item().await?.get_property("Menu").await?;
            let service = self.service.as_str();
            let menu = Proxy::new(
                &self.connection,
                service,
                path.as_str(),
                "com.canonical.dbusmenu",
            )
            .await?;
            let (_, (_, _, entries)): (u32, Entry) = menu
                .call("GetLayout", &(0, -1, Vec::<String>::new()))
                .await?;
            for entry in entries {
                let (id, properties, _) = Entry::try_from(entry)?;
                let named = properties
                    .get("label")
                    .map(|named| named.downcast_ref::<&str>());
                if named == Some(Ok(label)) {
                    let event = (id, "clicked", Value::from(0_i32), 0_u32);
                    menu.call::<_, _, ()>("Event", &event).await?;
                    return Ok(true);
                }
            }
            zbus::Result::Ok(false)
        };
        match chosen.await.map_err(Trouble::while_doing(doing))? {
            true => Ok(()),
            false => Err(Trouble::new(format!(
                "{label:?} is not in the menu of the tray"
            ))),
        }
    }

    async fn item(&self) -> zbus::Result<Proxy<'_>> {
        let service = self.service.as_str();
        Proxy::new(
            &self.connection,
            service,
            "/StatusNotifierItem",
            "org.kde.StatusNotifierItem",
        )
        .await
    }
}

struct Notifications(Arc<Seen>);

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    fn get_capabilities(&self) -> Vec<&str> {
        vec!["actions", "body", "body-markup"]
    }

    #[expect(clippy::too_many_arguments, reason = "as the service is specified")]
    fn notify(
        &self,
        app_name: String,
        replaces_id: u32,
        _app_icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> fdo::Result<u32> {
        let mut shown = held(&self.0.shown);
        let id = match replaces_id {
            0 => u32::try_from(shown.len() + 1)
                .map_err(|error| fdo::Error::Failed(error.to_string()))?,
            known => known,
        };
        shown.push(Shown {
            id,
            app: app_name,
            title: summary,
            text: body,
            actions,
        });
        Ok(id)
    }

    fn close_notification(&self, _id: u32) {}

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("stage", "journeys", "1", "1.2")
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, key: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_closed(
        emitter: &SignalEmitter<'_>,
        id: u32,
        reason: u32,
    ) -> zbus::Result<()>;
}

struct Watcher(Arc<Seen>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// An item names itself, or is named by whoever sent this.
    fn register_status_notifier_item(
        &self,
        service: String,
        #[zbus(header)] header: zbus::message::Header<'_>,
    ) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let service = if service.starts_with('/') {
            sender
        } else {
            service
        };
        held(&self.0.tray_items).push(service);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        held(&self.0.tray_items).clone()
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// Of the portal, what it tells of the desktop's settings.
struct Settings(Theme);

#[interface(name = "org.freedesktop.portal.Settings")]
impl Settings {
    fn read(&self, namespace: &str, key: &str) -> fdo::Result<Value<'static>> {
        if (namespace, key) == SCHEME {
            // As portals do: a value in the value.
            Ok(Value::Value(Box::new(scheme(self.0))))
        } else {
            Err(fdo::Error::InvalidArgs(format!("no {namespace} {key}")))
        }
    }

    #[zbus(signal)]
    async fn setting_changed(
        signals: &SignalEmitter<'_>,
        namespace: &str,
        key: &str,
        value: Value<'_>,
    ) -> zbus::Result<()>;
}

fn scheme(theme: Theme) -> Value<'static> {
    Value::U32(match theme {
        Theme::Dark => 1,
        Theme::Light => 2,
    })
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
