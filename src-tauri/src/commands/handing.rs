//! Handing a link over: pictures of its QR code, a message, a sheet of paper.

use paylink_core::fault::Fault;
use paylink_core::view::{QrFormat, QrView, SavedFile};
use tauri::image::Image;
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_clipboard_manager::ClipboardExt;

use super::{apart, system_refused};
use crate::door::Door;
use crate::downloads;

#[tauri::command]
#[specta::specta]
pub async fn get_qr(door: State<'_, Door>, payment_link_id: String) -> Result<QrView, Fault> {
    door.desk().await.qr(&payment_link_id).await
}

/// Writes the QR code into a file in the user's folder of downloads.
#[tauri::command]
#[specta::specta]
pub async fn save_qr(
    app: AppHandle,
    door: State<'_, Door>,
    payment_link_id: String,
    format: QrFormat,
) -> Result<SavedFile, Fault> {
    let file = door.desk().await.qr_file(&payment_link_id, format).await?;
    downloads::save(app, file.file_name, file.bytes).await
}

/// Copies the QR code as an image.
#[tauri::command]
#[specta::specta]
pub async fn copy_qr(
    app: AppHandle,
    door: State<'_, Door>,
    payment_link_id: String,
) -> Result<(), Fault> {
    let picture = door.desk().await.qr_picture(&payment_link_id).await?;
    let (rgba, side) = (picture.rgba(), picture.side_px);
    apart(move || {
        app.clipboard()
            .write_image(&Image::new_owned(rgba, side, side))
    })
    .await
}

/// Copies words of the user's own.
#[tauri::command]
#[specta::specta]
pub async fn copy_message(app: AppHandle, message: String) -> Result<(), Fault> {
    apart(move || app.clipboard().write_text(message)).await
}

/// Opens the system's print dialog for what the window shows for print.
#[tauri::command]
#[specta::specta]
pub async fn print_window(window: WebviewWindow) -> Result<(), Fault> {
    window.print().map_err(|error| system_refused(&error))
}
