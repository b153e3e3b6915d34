//! Profiles, the key window, preferences.

use paylink_core::fault::{Complaint, Fault, FaultCode, Field, FieldComplaint};
use paylink_core::view::{Authenticate, DeskView, KeyEntered, Preferences, SaveProfile};
use tauri::{AppHandle, Manager, State};
use uuid::Uuid;

use crate::clipboard;
use crate::door::Door;
use crate::key_window::KeyWindow;
use crate::seal::Seal;
use crate::shortcut::Shortcut;

#[tauri::command]
#[specta::specta]
pub async fn get_desk(door: State<'_, Door>) -> Result<DeskView, Fault> {
    door.desk().await.view().await
}

#[tauri::command]
#[specta::specta]
pub async fn enter_api_key(
    app: AppHandle,
    window: State<'_, KeyWindow>,
) -> Result<KeyEntered, Fault> {
    let entered = window.ask(&app).await.map_err(system_refused)?;
    Ok(KeyEntered { entered })
}

/// Whoever asked for the key has gone elsewhere: its window goes, and nothing was entered.
#[tauri::command]
#[specta::specta]
pub async fn leave_api_key(app: AppHandle, window: State<'_, KeyWindow>) -> Result<(), Fault> {
    window.answer(&app, false).map_err(system_refused)
}

/// From the key window only: the point to seal the key with, anew for each press.
#[tauri::command]
#[specta::specta]
pub async fn get_seal(window: State<'_, KeyWindow>) -> Result<Vec<u8>, Fault> {
    let made = tauri::async_runtime::spawn_blocking(Seal::new).await;
    let (seal, point) = made.map_err(system_refused)?.map_err(system_refused)?;
    window.offer(seal);
    Ok(point)
}

/// From the key window only: takes what is on the clipboard for the key; says how many letters it has.
#[tauri::command]
#[specta::specta]
pub async fn paste_api_key(app: AppHandle, window: State<'_, KeyWindow>) -> Result<u32, Fault> {
    let text = clipboard::text(&app).await.unwrap_or_default();
    window.paste(text).ok_or_else(not_a_key)
}

/// From the key window only: the key is the one that was pasted last.
#[tauri::command]
#[specta::specta]
pub async fn submit_pasted_key(
    app: AppHandle,
    door: State<'_, Door>,
    window: State<'_, KeyWindow>,
) -> Result<(), Fault> {
    let key = window.pasted().ok_or_else(not_a_key)?;
    door.desk().await.key_typed(key);
    window.answer(&app, true).map_err(system_refused)
}

/// From the key window only: the sealed key. `null` when it was cancelled.
#[tauri::command]
#[specta::specta]
pub async fn submit_api_key(
    app: AppHandle,
    door: State<'_, Door>,
    window: State<'_, KeyWindow>,
    sealed: Option<Vec<u8>>,
) -> Result<(), Fault> {
    let key = sealed.map(|sealed| window.unseal(sealed).ok_or_else(not_a_key));
    let key = key.transpose()?;
    let entered = key.is_some();
    if let Some(key) = key {
        door.desk().await.key_typed(key);
    }
    window.answer(&app, entered).map_err(system_refused)
}

#[tauri::command]
#[specta::specta]
pub async fn authenticate(door: State<'_, Door>, request: Authenticate) -> Result<DeskView, Fault> {
    door.desk().await.authenticate(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn switch_profile(door: State<'_, Door>, profile_id: Uuid) -> Result<DeskView, Fault> {
    door.desk().await.switch_profile(profile_id).await
}

#[tauri::command]
#[specta::specta]
pub async fn save_profile(door: State<'_, Door>, request: SaveProfile) -> Result<DeskView, Fault> {
    door.desk().await.save_profile(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_profile(door: State<'_, Door>, profile_id: Uuid) -> Result<DeskView, Fault> {
    door.desk().await.remove_profile(profile_id).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_key(door: State<'_, Door>, profile_id: Uuid) -> Result<DeskView, Fault> {
    door.desk().await.remove_key(profile_id).await
}

#[tauri::command]
#[specta::specta]
pub async fn save_preferences(
    app: AppHandle,
    door: State<'_, Door>,
    preferences: Preferences,
) -> Result<DeskView, Fault> {
    // Keys that cannot be had are not kept either.
    let keys = preferences.new_link_shortcut.clone();
    let chosen =
        tauri::async_runtime::spawn_blocking(move || app.state::<Shortcut>().choose(&app, keys));
    chosen.await.map_err(system_refused)??;
    door.desk().await.save_preferences(preferences).await
}

fn not_a_key() -> Fault {
    Fault::check_fields(vec![FieldComplaint::new(
        Field::ApiKey,
        Complaint::NotPlainText,
    )])
}

fn system_refused(error: impl std::fmt::Display) -> Fault {
    tracing::warn!(%error, "the key window did not do as asked");
    Fault::nothing_done(FaultCode::SystemRefused)
}
