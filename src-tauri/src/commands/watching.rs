//! Watching for payments.

use paylink_core::fault::Fault;
use paylink_core::view::{DeskView, WatchView};
use tauri::{AppHandle, Manager, State};
use uuid::Uuid;

use crate::door::Door;
use crate::tray::Tray;

#[tauri::command]
#[specta::specta]
pub async fn get_watch(app: AppHandle, door: State<'_, Door>) -> Result<WatchView, Fault> {
    let watch = door.desk().await.watch().await?;
    let tray = tauri::async_runtime::spawn_blocking(move || app.state::<Tray>().show(&app));
    Ok(WatchView {
        has_tray: tray.await.unwrap_or_default(),
        ..watch
    })
}

/// The user has seen that these were paid; all of them, if none is named.
#[tauri::command]
#[specta::specta]
pub async fn see_paid(door: State<'_, Door>, ids: Vec<Uuid>) -> Result<DeskView, Fault> {
    door.desk().await.see_paid(ids).await
}
