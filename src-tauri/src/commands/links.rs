//! Links: showing, copying, opening.

use std::time::Duration;

use paylink_core::Desk;
use paylink_core::fault::{Fault, FaultCode};
use paylink_core::view::{
    AlikeView, CopyWhat, ExportLinks, Exported, FindAlike, FindLinks, HandOver, LinkDetails,
    LinksPage, LinksState, MailLink, PersonView,
};
use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tauri_plugin_opener::OpenerExt;
use tokio::time::timeout;
use uuid::Uuid;

use super::apart;
use crate::door::Door;
use crate::downloads;

/// How long a note of what has left this computer is waited for. It is made all the same.
const NOTED_WITHIN: Duration = Duration::from_millis(250);

#[tauri::command]
#[specta::specta]
pub async fn refresh_links(door: State<'_, Door>) -> Result<LinksState, Fault> {
    door.desk().await.refresh_links().await
}

#[tauri::command]
#[specta::specta]
pub async fn find_links(door: State<'_, Door>, request: FindLinks) -> Result<LinksPage, Fault> {
    door.desk().await.find_links(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_links_state(door: State<'_, Door>) -> Result<LinksState, Fault> {
    door.desk().await.links_state().await
}

/// Copies the payment addresses of these links, one a line.
#[tauri::command]
#[specta::specta]
pub async fn copy_links(
    app: AppHandle,
    door: State<'_, Door>,
    profile_id: Uuid,
    payment_link_ids: Vec<String>,
) -> Result<(), Fault> {
    let desk = door.desk().await;
    let addresses = desk.addresses(profile_id, &payment_link_ids).await?;
    apart(move || app.clipboard().write_text(addresses.join("\n"))).await?;
    note(desk, profile_id, &payment_link_ids, HandOver::Copied).await;
    Ok(())
}

/// Writes links into a file in the user's folder of downloads.
#[tauri::command]
#[specta::specta]
pub async fn export_links(
    app: AppHandle,
    door: State<'_, Door>,
    request: ExportLinks,
) -> Result<Exported, Fault> {
    let desk = door.desk().await;
    let (path, file) = downloads::begin(app, desk.export_name()).await?;
    match desk.export_links(request, Box::new(file)).await {
        Ok(count) => Ok(Exported {
            file: downloads::saved(&path),
            count,
        }),
        Err(fault) => {
            downloads::discard(&path);
            Err(fault)
        }
    }
}

#[tauri::command]
#[specta::specta]
pub async fn get_link(
    door: State<'_, Door>,
    payment_link_id: String,
) -> Result<LinkDetails, Fault> {
    door.desk().await.link_details(&payment_link_id).await
}

/// Asks the gateway about a link: how it stands, to whom it was emailed, and what was paid.
#[tauri::command]
#[specta::specta]
pub async fn check_link_details(
    door: State<'_, Door>,
    payment_link_id: String,
) -> Result<LinkDetails, Fault> {
    door.desk().await.check_link_details(&payment_link_id).await
}

/// Notes what only the page knows of: a QR code shown, a message copied.
#[tauri::command]
#[specta::specta]
pub async fn note_hand_over(
    door: State<'_, Door>,
    profile_id: Uuid,
    payment_link_id: String,
    how: HandOver,
) -> Result<(), Fault> {
    let desk = door.desk().await;
    desk.handed_over(profile_id, &[payment_link_id], how).await
}

/// Opens the user's own mail program with a message about a link.
#[tauri::command]
#[specta::specta]
pub async fn mail_link(
    app: AppHandle,
    door: State<'_, Door>,
    request: MailLink,
) -> Result<(), Fault> {
    let desk = door.desk().await;
    let letter = desk.letter(&request).await?;
    let letter = letter.url().to_owned();
    apart(move || app.opener().open_url(letter, None::<&str>)).await?;
    let ids = [request.payment_link_id];
    note(desk, request.profile_id, &ids, HandOver::HandedToMail).await;
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn find_alike(
    door: State<'_, Door>,
    request: FindAlike,
) -> Result<Vec<AlikeView>, Fault> {
    door.desk().await.find_alike(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_people(door: State<'_, Door>) -> Result<Vec<PersonView>, Fault> {
    door.desk().await.list_people().await
}

#[tauri::command]
#[specta::specta]
pub async fn copy_link(
    app: AppHandle,
    door: State<'_, Door>,
    payment_link_id: String,
    what: CopyWhat,
) -> Result<(), Fault> {
    let desk = door.desk().await;
    let link = desk.link(&payment_link_id).await?;
    let (text, how) = match what {
        CopyWhat::Url => (link.url, HandOver::Copied),
        CopyWhat::ButtonHtml => (link.button_html, HandOver::ButtonCopied),
    };
    apart(move || app.clipboard().write_text(text)).await?;
    note(desk, link.profile_id, &[payment_link_id], how).await;
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn open_link(
    app: AppHandle,
    door: State<'_, Door>,
    payment_link_id: String,
) -> Result<(), Fault> {
    let desk = door.desk().await;
    let link = desk.link(&payment_link_id).await?;
    open(app, &link.url).await?;
    let (profile, ids) = (link.profile_id, [payment_link_id]);
    note(desk, profile, &ids, HandOver::OpenedInBrowser).await;
    Ok(())
}

#[tauri::command]
#[specta::specta]
pub async fn open_inbox(app: AppHandle, door: State<'_, Door>) -> Result<(), Fault> {
    let url = door.desk().await.inbox_url()?;
    open(app, &url).await
}

/// Opens a web page in the user's browser. What the gateway calls an address may be anything: only the web is opened.
async fn open(app: AppHandle, address: &str) -> Result<(), Fault> {
    match url::Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "https" | "http") => {
            apart(move || app.opener().open_url(url, None::<&str>)).await
        }
        _ => Err(Fault::nothing_done(FaultCode::SystemRefused)),
    }
}

/// Notes that links left this computer. They have: that it cannot be noted, or not yet, is no reason to say that they
/// have not.
async fn note(desk: &Desk, profile: Uuid, ids: &[String], how: HandOver) {
    match timeout(NOTED_WITHIN, desk.handed_over(profile, ids, how)).await {
        Ok(Ok(())) => {}
        Ok(Err(fault)) => tracing::warn!(%fault, "a hand-over was not noted"),
        Err(_) => tracing::warn!("a hand-over is noted once the disk lets it"),
    }
}
