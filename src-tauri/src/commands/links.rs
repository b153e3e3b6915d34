//! Links: showing, copying, opening.

use paylink_core::fault::{Fault, FaultCode};
use paylink_core::view::{CopyWhat, LinkView, LinksView, PersonView, QrView};
use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tauri_plugin_opener::OpenerExt;

use crate::door::Door;

#[tauri::command]
#[specta::specta]
pub async fn list_links(door: State<'_, Door>) -> Result<LinksView, Fault> {
    door.desk().await.list_links().await
}

#[tauri::command]
#[specta::specta]
pub async fn refresh_links(door: State<'_, Door>) -> Result<LinksView, Fault> {
    door.desk().await.refresh_links().await
}

#[tauri::command]
#[specta::specta]
pub async fn check_link(door: State<'_, Door>, payment_link_id: String) -> Result<LinkView, Fault> {
    door.desk().await.check_link(&payment_link_id).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_people(door: State<'_, Door>) -> Result<Vec<PersonView>, Fault> {
    door.desk().await.list_people().await
}

#[tauri::command]
#[specta::specta]
pub async fn get_qr(door: State<'_, Door>, payment_link_id: String) -> Result<QrView, Fault> {
    door.desk().await.qr(&payment_link_id).await
}

#[tauri::command]
#[specta::specta]
pub async fn copy_link(
    app: AppHandle,
    door: State<'_, Door>,
    payment_link_id: String,
    what: CopyWhat,
) -> Result<(), Fault> {
    let link = door.desk().await.link(&payment_link_id).await?;
    let text = match what {
        CopyWhat::Url => link.url,
        CopyWhat::ButtonHtml => link.button_html,
    };
    app.clipboard()
        .write_text(text)
        .map_err(|error| system_refused(&error))
}

#[tauri::command]
#[specta::specta]
pub async fn open_link(
    app: AppHandle,
    door: State<'_, Door>,
    payment_link_id: String,
) -> Result<(), Fault> {
    let link = door.desk().await.link(&payment_link_id).await?;
    open(&app, &link.url)
}

#[tauri::command]
#[specta::specta]
pub async fn open_inbox(app: AppHandle, door: State<'_, Door>) -> Result<(), Fault> {
    let url = door.desk().await.inbox_url()?;
    open(&app, &url)
}

/// Opens a web page in the user's browser. What the gateway calls an address may be anything: only the web is opened.
fn open(app: &AppHandle, address: &str) -> Result<(), Fault> {
    match url::Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "https" | "http") => app
            .opener()
            .open_url(url, None::<&str>)
            .map_err(|error| system_refused(&error)),
        _ => Err(Fault::nothing_done(FaultCode::SystemRefused)),
    }
}

fn system_refused(error: &(dyn std::error::Error + 'static)) -> Fault {
    tracing::warn!(error, "the system did not do as asked");
    Fault::nothing_done(FaultCode::SystemRefused)
}
