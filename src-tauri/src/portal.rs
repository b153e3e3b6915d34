//! The desktop's portal on Linux. One thing is wanted of it, whether the desktop is dark, and it is never waited for.
//!
//! Some desktops take half a minute to start theirs, or never do. GTK would ask for it before the first window and wait
//! that long; what it asks for, a way to keep the computer awake, nobody here uses.

use gio::glib::FromVariant;
use gio::{BusType, Cancellable, DBusConnection, DBusMessage, FilterId};
use tauri::{AppHandle, Theme};
use zbus::export::ordered_stream::OrderedStreamExt;
use zbus::proxy::{Builder, CacheProperties};
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, Proxy};

const BUS: (&str, &str) = ("org.freedesktop.DBus", "/org/freedesktop/DBus");
const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";
const SCHEME: (&str, &str) = ("org.freedesktop.appearance", "color-scheme");

/// What keeps GTK from asking the portal, until it is let go.
pub struct Unasked(Option<(DBusConnection, FilterId)>);

/// From here on what GTK asks of the portal, and that it be started, is refused at once, on its way out.
pub fn unasked() -> Unasked {
    // The connection that GTK uses: there is one for each process. Without a bus there is no portal to wait for.
    let bus = gio::bus_get_sync(BusType::Session, Cancellable::NONE).ok();
    Unasked(bus.map(|bus| {
        let filter = bus.add_filter(|_, message, incoming| {
            if !incoming && asks_the_portal(message) {
                refused(message)
            } else {
                Some(message.clone())
            }
        });
        (bus, filter)
    }))
}

impl Drop for Unasked {
    fn drop(&mut self) {
        if let Some((bus, filter)) = self.0.take() {
            bus.remove_filter(filter);
        }
    }
}

fn asks_the_portal(message: &DBusMessage) -> bool {
    let name = || Some(<(String, u32)>::from_variant(&message.body()?)?.0);
    let starts = message.member().as_deref() == Some("StartServiceByName");
    message.path().as_deref() == Some(PATH) || starts && name().as_deref() == Some(PORTAL)
}

/// The same message, but to the bus itself, which answers that it does not understand it.
fn refused(message: &DBusMessage) -> Option<DBusMessage> {
    let refused = message.copy().ok()?;
    refused.set_destination(Some(BUS.0));
    refused.set_path(Some(BUS.1));
    refused.set_member(Some("AskNobody"));
    Some(refused)
}

/// Makes the app as dark as the desktop, from now on, however late the portal answers.
pub async fn follow_theme(app: AppHandle) {
    if let Err(error) = follow(&app).await {
        tracing::info!(%error, "the desktop does not tell whether it is dark");
    }
}

async fn follow(app: &AppHandle) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let settings: Proxy<'_> = Builder::new(&bus)
        .destination(PORTAL)?
        .path(PATH)?
        .interface(SETTINGS)?
        .cache_properties(CacheProperties::No)
        .build()
        .await?;
    let about = [(0, SCHEME.0), (1, SCHEME.1)];
    let mut changes = settings
        .receive_signal_with_args("SettingChanged", &about)
        .await?;
    let told: OwnedValue = settings.call("Read", &SCHEME).await?;
    if let Some(theme) = theme(&told) {
        app.set_theme(Some(theme));
    }
    while let Some(change) = changes.next().await {
        let (_, _, told): (String, String, OwnedValue) = change.body().deserialize()?;
        app.set_theme(theme(&told));
    }
    Ok(())
}

/// Nothing where the desktop has no preference. Some portals put the value into another one.
fn theme(told: &Value<'_>) -> Option<Theme> {
    if let Value::Value(told) = told {
        return theme(told);
    }
    match told.downcast_ref::<u32>() {
        Ok(1) => Some(Theme::Dark),
        Ok(2) => Some(Theme::Light),
        Ok(_) | Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use gio::glib::prelude::ToVariant;

    use super::*;

    fn start(name: &str) -> DBusMessage {
        let (bus, path) = BUS;
        let member = "StartServiceByName";
        let message = DBusMessage::new_method_call(Some(bus), path, Some(bus), member);
        message.set_body(&(name, 0_u32).to_variant());
        message
    }

    fn ask(path: &str) -> DBusMessage {
        let properties = Some("org.freedesktop.DBus.Properties");
        DBusMessage::new_method_call(Some(":1.2"), path, properties, "GetAll")
    }

    #[test]
    fn only_the_portal_is_neither_started_nor_asked() {
        assert!(asks_the_portal(&start(PORTAL)));
        assert!(asks_the_portal(&ask(PATH)));
        assert!(!asks_the_portal(&start("org.a11y.Bus")));
        assert!(!asks_the_portal(&ask("/org/a11y/bus")));
    }

    #[test]
    fn what_is_refused_goes_to_the_bus_alone_and_starts_nothing() {
        for message in [start(PORTAL), ask(PATH)] {
            let refused = refused(&message).unwrap();

            assert_eq!(refused.destination().as_deref(), Some(BUS.0));
            assert!(!asks_the_portal(&refused));
        }
    }

    #[test]
    fn the_scheme_is_read_also_from_a_value_in_a_value() {
        let inside = Value::Value(Box::new(Value::U32(1)));

        assert_eq!(theme(&inside), Some(Theme::Dark));
        assert_eq!(theme(&Value::U32(2)), Some(Theme::Light));
        assert_eq!(theme(&Value::U32(0)), None);
        assert_eq!(theme(&Value::from("dark")), None);
    }
}
