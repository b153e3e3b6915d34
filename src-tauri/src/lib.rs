//! The rim: a window around the desk.
//!
//! Builds what the desk needs from outside (keychain, store, events, practice gateway), registers the commands, and
//! carries out what the operating system must do. No rule of the product is in here.

mod announcer;
mod begin;
mod clipboard;
mod commands;
mod door;
mod downloads;
mod ending;
mod fence;
mod key_window;
mod log;
mod machine;
mod notification;
#[cfg(target_os = "linux")]
mod portal;
mod practice;
mod seal;
mod shelf;
mod shortcut;
mod tray;
mod updates;
mod vault;
mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;
use paylink_core::{Desk, Gateways, Outside};
use payroc::{Deadlines, Hosts, SystemClock};
use tauri::{App, AppHandle, Context, Manager, RunEvent, WebviewWindowBuilder, WindowEvent, Wry};
use tauri_plugin_window_state::StateFlags;

use announcer::{Announcer, UpdatesChanged};
use begin::Begun;
use commands::keeping::ShownReport;
use door::Door;
use key_window::KeyWindow;
use log::Log;
use shelf::StoreShelf;
use shortcut::Shortcut;
use tray::Tray;
use updates::Updates;
use vault::KeychainVault;

/// Runs Paylink until its window is closed.
pub fn run() {
    machine::leave_no_core();
    rustls::crypto::ring::default_provider()
        .install_default()
        .expect("nothing else has chosen a TLS provider before main");
    #[cfg(target_os = "linux")]
    let unasked = portal::unasked();
    let commands = commands::all();
    let handler = commands.invoke_handler();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(
            |app, arguments, _folder| {
                // The first is the program itself.
                if begin::asks_for_link(arguments.iter().skip(1)) {
                    begin::begin_link(app);
                } else {
                    show(app);
                }
            },
        ))
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(
            tauri_plugin_opener::Builder::new()
                .open_js_links_on_click(false)
                .build(),
        )
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_updater::Builder::new().build())
        .plugin(window_state())
        .manage(Door::default())
        .manage(KeyWindow::default())
        .manage(Tray::default())
        .manage(ShownReport::default())
        .manage(Begun::default())
        .manage(Shortcut::new())
        .invoke_handler(handler)
        .setup(move |app| {
            #[cfg(target_os = "linux")]
            {
                // GTK is up.
                drop(unasked);
                tauri::async_runtime::spawn(portal::follow_theme(app.handle().clone()));
            }
            commands.mount_events(app);
            set_up(app)
        })
        .build(context())
        .expect("the window system is there, or there is nothing to show an error in")
        .run(|app, event| {
            if let RunEvent::ExitRequested { .. } = event {
                ending::end_soon();
            }
            if let RunEvent::Exit = event {
                finish_writing(app);
            }
        });
}

/// What is written by threads of its own is written to its end, if there is time for that before the [end](ending).
fn finish_writing(app: &AppHandle) {
    if let Some(shelf) = app.try_state::<Arc<StoreShelf>>() {
        shelf.is_written();
    }
    if let Some(log) = app.try_state::<Log>() {
        log.is_written();
    }
}

/// What the configuration, the page and the capabilities were made into.
fn context() -> Context {
    tauri::generate_context!()
}

fn set_up(app: &App) -> Result<(), Box<dyn std::error::Error>> {
    open_main_window(app.handle())?;
    app.manage(log::start(&app.path().app_log_dir()?));
    machine::shut_memory();
    app.manage(Updates::new(app.handle(), |app, view| {
        announcer::say(app, &UpdatesChanged(view));
    }));
    let folder = data_folder(app.handle())?;
    let handle = app.handle().clone();
    if begin::asks_for_link(std::env::args_os().skip(1)) {
        begin::note_begun(&handle);
    }
    tauri::async_runtime::spawn(async move {
        let desk = open_desk(&handle, &folder).await;
        handle.state::<Door>().open(desk.clone());
        let app = handle.clone();
        let keys = desk.new_link_shortcut();
        let tray = tauri::async_runtime::spawn_blocking(move || {
            app.state::<Shortcut>().take_up(&app, keys);
            app.state::<Tray>().show(&app)
        });
        let updates = handle.state::<Updates<Wry>>();
        let looking = updates.keep_looking(&desk);
        let (_, _, tray, ()) = tokio::join!(desk.run(), desk.keep_watch(), tray, looking);
        if let Err(error) = tray {
            tracing::warn!(%error, "no tray");
        }
    });
    Ok(())
}

/// Opens the window that the configuration describes.
fn open_main_window(app: &AppHandle) -> tauri::Result<()> {
    let [described] = &app.config().app.windows[..] else {
        return Err(tauri::Error::WindowNotFound);
    };
    let builder = WebviewWindowBuilder::from_config(app, described)?;
    let main = fence::around(app, builder).build()?;
    let handle = app.clone();
    main.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            handle.state::<KeyWindow>().give_up(&handle);
        }
        if let WindowEvent::CloseRequested { api, .. } = event
            && stays_in_the_tray(&handle)
        {
            api.prevent_close();
            hide(&handle);
        }
    });
    Ok(())
}

/// Where the data is. The web engine keeps files of its own beside this folder.
fn data_folder(app: &AppHandle) -> tauri::Result<PathBuf> {
    Ok(app.path().app_data_dir()?.join("desk"))
}

async fn open_desk(app: &AppHandle, folder: &Path) -> Desk {
    // What is beside it is nobody else's either, nor is where the window was.
    let beside = folder.parent().map(Path::to_owned);
    let config = app.path().app_config_dir().ok();
    for folder in beside
        .iter()
        .chain(&config)
        .map(PathBuf::as_path)
        .chain([folder])
    {
        if let Err(error) = paylink_core::make_private_folder(folder) {
            tracing::error!(%error, "no folder for the data");
        }
    }
    let (shelf, set_aside) = StoreShelf::open(app, folder);
    let shelf = Arc::new(shelf);
    app.manage(Arc::clone(&shelf));
    let locale = locale();
    let outside = Outside {
        vault: Arc::new(KeychainVault::default()),
        shelf,
        announce: Arc::new(Announcer::new(app.clone())),
        clock: Arc::new(SystemClock),
        gateways: Gateways {
            live: Hosts::live(),
            test: Hosts::test(),
            practice: practice::open(app, folder).await,
        },
        deadlines: Deadlines::default(),
        zone: TimeZone::system(),
        locale,
    };
    let desk = Desk::open(folder, outside).await;
    if let Some(notice) = set_aside {
        desk.note(notice);
    }
    desk
}

/// The user's locale as the page needs it; systems that have none call it `C` or `POSIX`.
fn locale() -> String {
    sys_locale::get_locales()
        .find(|tag| matches!(tag.split('-').next(), Some(language) if matches!(language.len(), 2 | 3)))
        .unwrap_or_else(|| "en-US".to_owned())
}

fn window_state() -> tauri::plugin::TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_filter(|label| label == "main")
        .build()
}

/// Whether closing the window leaves Paylink running. It is never left where the user could not find it.
fn stays_in_the_tray(app: &AppHandle) -> bool {
    let wanted = app
        .state::<Door>()
        .open_desk()
        .is_some_and(Desk::keeps_running);
    wanted && app.state::<Tray>().is_there()
}

fn hide(app: &AppHandle) {
    app.state::<KeyWindow>().give_up(app);
    if let Some(window) = app.get_webview_window("main")
        && let Err(error) = window.hide()
    {
        tracing::warn!(%error, "the window stays");
    }
}

/// Brings the window forward; a second start of Paylink ends up here.
fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        for done in [window.unminimize(), window.show(), window.set_focus()] {
            if let Err(error) = done {
                tracing::warn!(%error, "the window could not be brought forward");
            }
        }
    }
}
