//! Newer versions of Paylink.

use paylink_core::fault::Fault;
use paylink_core::view::UpdatesView;
use tauri::{AppHandle, State, Wry};

use crate::door::Door;
use crate::updates::Updates;

#[tauri::command]
#[specta::specta]
pub async fn get_updates(updates: State<'_, Updates<Wry>>) -> Result<UpdatesView, Fault> {
    Ok(updates.view())
}

/// Asks for the newest version.
#[tauri::command]
#[specta::specta]
pub async fn look_for_update(
    door: State<'_, Door>,
    updates: State<'_, Updates<Wry>>,
) -> Result<UpdatesView, Fault> {
    Ok(updates.look(door.desk().await).await)
}

/// Downloads that version, puts it in the place of this one, and starts it.
#[tauri::command]
#[specta::specta]
pub async fn install_update(
    app: AppHandle,
    updates: State<'_, Updates<Wry>>,
    version: String,
) -> Result<UpdatesView, Fault> {
    if updates.install(&version).await? {
        app.request_restart();
    }
    Ok(updates.view())
}

/// Stops a download.
#[tauri::command]
#[specta::specta]
pub async fn stop_update(updates: State<'_, Updates<Wry>>) -> Result<UpdatesView, Fault> {
    updates.stop();
    Ok(updates.view())
}

/// Does not tell of what was found for a while.
#[tauri::command]
#[specta::specta]
pub async fn put_off_update(
    door: State<'_, Door>,
    updates: State<'_, Updates<Wry>>,
) -> Result<(), Fault> {
    updates.put_off(door.desk().await).await;
    Ok(())
}
