//! What is kept on this computer: seeing it, taking it along, deleting it, and the diagnostic report.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use paylink_core::diagnosis::Machine;
use paylink_core::fault::{Fault, FaultCode};
use paylink_core::view::{DeskView, DiagnosisView, Exported, KeptView, SavedFile};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_clipboard_manager::ClipboardExt;

use super::apart;
use crate::door::Door;
use crate::log::{self, Log};
use crate::shelf::StoreShelf;
use crate::tray::Tray;
use crate::{downloads, machine, practice};

/// The report that was shown last: what is copied and saved is that one, and nothing that the page hands back.
#[derive(Default)]
pub struct ShownReport(Mutex<Option<String>>);

impl ShownReport {
    fn text(&self) -> Result<String, Fault> {
        let shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let none = || Fault::nothing_done(FaultCode::SystemRefused);
        shown.clone().ok_or_else(none)
    }
}

#[tauri::command]
#[specta::specta]
pub async fn get_kept(app: AppHandle, door: State<'_, Door>) -> Result<KeptView, Fault> {
    let kept = door.desk().await.kept().await?;
    let look = move || {
        let folder = crate::data_folder(&app)?;
        Ok::<_, tauri::Error>(KeptView {
            settings_bytes: machine::bytes(&folder, "preferences"),
            practice_bytes: machine::bytes(&folder, "practice"),
            log_bytes: app.state::<Log>().bytes(),
            log_bytes_max: log::BYTES_MAX,
            folder: folder.display().to_string(),
            log_folder: app.path().app_log_dir()?.display().to_string(),
            ..kept
        })
    };
    apart(look).await
}

/// Writes everything that is kept but the keys into a file in the user's folder of downloads.
#[tauri::command]
#[specta::specta]
pub async fn export_everything(app: AppHandle, door: State<'_, Door>) -> Result<Exported, Fault> {
    let desk = door.desk().await;
    let (path, file) = downloads::begin(app, desk.everything_name()).await?;
    match desk
        .export_everything(Box::new(io::BufWriter::new(file)))
        .await
    {
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

/// Deletes all that Paylink keeps on this computer, the keys in the keychain included.
#[tauri::command]
#[specta::specta]
pub async fn delete_everything(app: AppHandle, door: State<'_, Door>) -> Result<DeskView, Fault> {
    let view = door.desk().await.delete_everything().await?;
    let erasing = tauri::async_runtime::spawn_blocking(move || erase(&app));
    let erased = erasing.await.unwrap_or_else(|error| Err(Box::new(error)));
    match erased {
        Ok(()) => Ok(view),
        Err(error) => {
            tracing::error!(error = &*error, "not all of it was deleted");
            Err(Fault::nothing_done(FaultCode::DiskTrouble))
        }
    }
}

/// Deletes what the shell keeps.
fn erase(app: &AppHandle) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    app.state::<Arc<StoreShelf>>().is_written();
    practice::forget_everything(app)?;
    machine::remove_set_aside(&crate::data_folder(app)?)?;
    Ok(app.state::<Log>().erase()?)
}

#[tauri::command]
#[specta::specta]
pub async fn get_diagnosis(
    app: AppHandle,
    door: State<'_, Door>,
    shown: State<'_, ShownReport>,
) -> Result<DiagnosisView, Fault> {
    let look = move || {
        let folder = crate::data_folder(&app)?;
        let log = app.state::<Log>();
        Ok::<_, tauri::Error>(Machine {
            version: env!("CARGO_PKG_VERSION"),
            system: machine::system(),
            web_engine: machine::web_engine(),
            has_tray: app.state::<Tray>().is_there(),
            settings_bytes: machine::bytes(&folder, "preferences"),
            practice_bytes: machine::bytes(&folder, "practice"),
            log_bytes: log.bytes(),
            log: log.lines(),
        })
    };
    let machine = apart(look).await?;
    let text = door.desk().await.diagnosis(machine).await;
    *shown.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(text.clone());
    Ok(DiagnosisView { text })
}

/// Copies the report that is shown.
#[tauri::command]
#[specta::specta]
pub async fn copy_diagnosis(app: AppHandle, shown: State<'_, ShownReport>) -> Result<(), Fault> {
    let text = shown.text()?;
    apart(move || app.clipboard().write_text(text)).await
}

/// Writes the report that is shown into a file in the user's folder of downloads.
#[tauri::command]
#[specta::specta]
pub async fn save_diagnosis(
    app: AppHandle,
    shown: State<'_, ShownReport>,
) -> Result<SavedFile, Fault> {
    let text = shown.text()?;
    let name = "Paylink diagnostic report.txt".to_owned();
    downloads::save(app, name, text.into_bytes()).await
}
