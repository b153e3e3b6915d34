//! Watching for payments.

use paylink_core::fault::Fault;
use paylink_core::view::{DeskView, WatchView};
use tauri::State;
use uuid::Uuid;

use crate::door::Door;

#[tauri::command]
#[specta::specta]
pub async fn get_watch(door: State<'_, Door>) -> Result<WatchView, Fault> {
    door.desk().await.watch().await
}

/// The user has seen that these were paid; all of them, if none is named.
#[tauri::command]
#[specta::specta]
pub async fn see_paid(door: State<'_, Door>, ids: Vec<Uuid>) -> Result<DeskView, Fault> {
    door.desk().await.see_paid(ids).await
}
