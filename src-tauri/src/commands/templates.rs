//! Templates, and what begins a new link outside of the window.

use paylink_core::fault::Fault;
use paylink_core::view::{SaveTemplate, ShortcutView, TemplateView};
use tauri::{AppHandle, Manager, State};
use uuid::Uuid;

use super::apart;
use crate::begin::Begun;
use crate::door::Door;
use crate::shortcut::Shortcut;

#[tauri::command]
#[specta::specta]
pub async fn list_templates(
    door: State<'_, Door>,
    profile_id: Uuid,
) -> Result<Vec<TemplateView>, Fault> {
    door.desk().await.list_templates(profile_id).await
}

#[tauri::command]
#[specta::specta]
pub async fn save_template(
    door: State<'_, Door>,
    request: SaveTemplate,
) -> Result<Vec<TemplateView>, Fault> {
    door.desk().await.save_template(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_template(
    door: State<'_, Door>,
    profile_id: Uuid,
    id: Uuid,
) -> Result<Vec<TemplateView>, Fault> {
    door.desk().await.remove_template(profile_id, id).await
}

/// Whether a new link was begun outside of the window since this was last asked.
#[tauri::command]
#[specta::specta]
pub async fn take_begun(begun: State<'_, Begun>) -> Result<bool, Fault> {
    Ok(begun.take())
}

#[tauri::command]
#[specta::specta]
pub async fn get_shortcut(app: AppHandle) -> Result<ShortcutView, Fault> {
    apart(move || Ok::<_, tauri::Error>(app.state::<Shortcut>().view())).await
}
