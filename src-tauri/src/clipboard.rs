//! What is on the clipboard, read without the web engine: of what is pasted into a page, it keeps a copy in this process.

use tauri::AppHandle;

/// The text on the clipboard.
#[cfg(target_os = "linux")]
pub async fn text(app: &AppHandle) -> Option<String> {
    let (told, text) = tokio::sync::oneshot::channel();
    app.run_on_main_thread(move || {
        let clipboard = gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD);
        clipboard.request_text(move |_, text| {
            // Nobody waits any more when the window has gone.
            told.send(text.map(str::to_owned)).unwrap_or_default();
        });
    })
    .ok()?;
    text.await.ok()?
}

/// The text on the clipboard.
#[cfg(not(target_os = "linux"))]
pub async fn text(app: &AppHandle) -> Option<String> {
    use tauri_plugin_clipboard_manager::ClipboardExt;
    let app = app.clone();
    let read = tauri::async_runtime::spawn_blocking(move || app.clipboard().read_text());
    read.await.ok()?.ok()
}
