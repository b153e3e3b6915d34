//! The one list of commands and events: registration and the interface's bindings both come from it.
//!
//! A command takes one request, calls the desk and gives its answer. It parses nothing and decides nothing. All are
//! asynchronous, as others run on the thread that draws the window; what may wait for the system is done [`apart`].

#[expect(
    clippy::let_underscore_must_use,
    reason = "written by the command macro"
)]
mod connecting;
#[expect(
    clippy::let_underscore_must_use,
    reason = "written by the command macro"
)]
mod handing;
#[expect(
    clippy::let_underscore_must_use,
    reason = "written by the command macro"
)]
pub mod keeping;
#[expect(
    clippy::let_underscore_must_use,
    reason = "written by the command macro"
)]
mod links;
#[expect(
    clippy::let_underscore_must_use,
    reason = "written by the command macro"
)]
mod outbox;
#[expect(
    clippy::let_underscore_must_use,
    reason = "written by the command macro"
)]
mod templates;
#[expect(
    clippy::let_underscore_must_use,
    reason = "written by the command macro"
)]
mod updating;
#[expect(
    clippy::let_underscore_must_use,
    reason = "written by the command macro"
)]
mod watching;

use paylink_core::fault::{Fault, FaultCode};
use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::announcer::{
    BeginLink, DeskChanged, LinksStateChanged, OpenLink, OutboxChanged, UpdatesChanged,
};

#[cfg(test)]
mod anything;
#[cfg(test)]
mod names;

/// Every command and event of the app.
pub fn all() -> Builder<Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .commands(collect_commands![
            connecting::get_desk,
            connecting::enter_api_key,
            connecting::leave_api_key,
            connecting::get_seal,
            connecting::submit_api_key,
            connecting::paste_api_key,
            connecting::submit_pasted_key,
            connecting::authenticate,
            connecting::switch_profile,
            connecting::save_profile,
            connecting::remove_profile,
            connecting::remove_key,
            connecting::save_preferences,
            links::refresh_links,
            links::find_links,
            links::get_links_state,
            links::copy_links,
            links::export_links,
            links::get_link,
            links::check_link_details,
            links::note_hand_over,
            links::mail_link,
            links::find_alike,
            outbox::start_new_link,
            outbox::create_payment_link,
            outbox::share_payment_link,
            outbox::change_payment_link,
            outbox::deactivate_payment_link,
            outbox::list_outbox,
            outbox::take_back,
            outbox::retry_now,
            outbox::decide,
            outbox::dismiss,
            outbox::show_again,
            outbox::connection_returned,
            links::list_people,
            handing::get_qr,
            handing::save_qr,
            handing::copy_qr,
            handing::copy_message,
            handing::print_window,
            links::copy_link,
            links::open_link,
            links::open_inbox,
            watching::get_watch,
            watching::see_paid,
            keeping::get_kept,
            keeping::export_everything,
            keeping::delete_everything,
            keeping::get_diagnosis,
            keeping::copy_diagnosis,
            keeping::save_diagnosis,
            templates::list_templates,
            templates::save_template,
            templates::remove_template,
            templates::take_begun,
            templates::get_shortcut,
            updating::get_updates,
            updating::look_for_update,
            updating::install_update,
            updating::stop_update,
            updating::put_off_update,
        ])
        .events(collect_events![
            BeginLink,
            DeskChanged,
            LinksStateChanged,
            OpenLink,
            OutboxChanged,
            UpdatesChanged
        ])
}

/// Does what may wait for the system on a thread that may wait.
async fn apart<T: Send + 'static, E: std::error::Error + Send + 'static>(
    act: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, Fault> {
    tauri::async_runtime::spawn_blocking(act)
        .await
        .map_err(|error| system_refused(&error))?
        .map_err(|error| system_refused(&error))
}

fn system_refused(error: &(dyn std::error::Error + 'static)) -> Fault {
    tracing::warn!(error, "the system did not do as asked");
    Fault::nothing_done(FaultCode::SystemRefused)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use specta_typescript::Typescript;

    use super::*;

    /// Rewrites the bindings, and fails if that changed them: what is committed must be what is registered.
    #[test]
    fn bindings_are_fresh() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/bindings.ts");
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        let header = "// Generated from the commands and views in Rust. Do not edit: run `cargo xtask bindings`.\n";

        all()
            .export(Typescript::default().header(header), &path)
            .unwrap();

        assert!(
            std::fs::read_to_string(&path).unwrap() == before,
            "ui/src/ipc/bindings.ts was out of date and has been rewritten"
        );
    }

    #[test]
    fn the_build_script_knows_every_command() {
        let bindings = all();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bindings.ts");
        bindings.export(Typescript::default(), &path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();

        for name in names::COMMANDS {
            assert!(
                text.contains(&format!("(\"{name}\"")),
                "{name} is not registered"
            );
        }
        assert_eq!(
            text.matches("__TAURI_INVOKE<").count(),
            names::COMMANDS.len()
        );
    }

    /// Tauri runs a command that is not asynchronous on the thread that draws the window.
    #[test]
    fn no_command_holds_up_the_window() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands");
        let (mut found, mut on_the_windows_thread) = (0, Vec::new());
        for entry in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for command in text.split("#[tauri::command]\n#[specta::specta]\n").skip(1) {
                let signature = command.lines().next().unwrap().to_owned();
                found += 1;
                if !signature.starts_with("pub async fn ") {
                    on_the_windows_thread.push(signature);
                }
            }
        }

        assert_eq!(found, names::COMMANDS.len());
        assert_eq!(on_the_windows_thread, Vec::<String>::new());
    }

    /// Whoever grants a window something more says in docs/security.md why.
    #[test]
    fn the_capabilities_are_those_that_are_argued_for() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(root.join("../docs/security.md")).unwrap();
        let table = text.split("### Capabilities").nth(1).unwrap();
        let rows = table.split("\n## ").next().unwrap().lines();
        let mut argued: Vec<(String, String)> = Vec::new();
        for row in rows.filter(|row| row.starts_with("| `")) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            assert!(cells[3].len() > 10, "no reason in {row}");
            let names = cells[1].split('`').filter(|name| name.contains("allow-"));
            argued.extend(names.map(|name| (cells[2].to_owned(), name.to_owned())));
        }
        let mut granted: Vec<(String, String)> = Vec::new();
        for entry in std::fs::read_dir(root.join("capabilities")).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let capability: serde_json::Value = serde_json::from_str(&text).unwrap();
            let window = capability["identifier"].as_str().unwrap();
            for permission in capability["permissions"].as_array().unwrap() {
                let name = permission.as_str().unwrap();
                granted.push((window.to_owned(), name.to_owned()));
            }
        }
        argued.sort();
        granted.sort();

        assert_eq!(argued, granted);
    }

    #[test]
    fn the_page_runs_scripts_and_styles_of_the_bundle_alone() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(root.join("tauri.conf.json")).unwrap();
        let app = &serde_json::from_str::<serde_json::Value>(&text).unwrap()["app"];
        let policy = app["security"]["csp"].as_str().unwrap();
        let of = |kind: &str| {
            let mut kinds = policy.split(';').map(str::trim);
            kinds
                .find_map(|told| told.strip_prefix(kind))
                .unwrap()
                .trim()
        };

        for (kind, sources) in [
            ("default-src", "'self'"),
            ("script-src", "'self'"),
            ("style-src", "'self'"),
            ("img-src", "'self' data:"),
            ("connect-src", "ipc: http://ipc.localhost"),
            ("object-src", "'none'"),
            ("base-uri", "'none'"),
            ("form-action", "'none'"),
            ("frame-src", "'none'"),
        ] {
            assert_eq!(of(kind), sources, "{kind}");
        }
        assert!(!policy.contains("unsafe-") && !policy.contains('*'));
        assert_eq!(app["security"]["freezePrototype"], true);
        assert_eq!(app["withGlobalTauri"], false);
        assert!(app["windows"][0].get("devtools").is_none());
        for manifest in ["Cargo.toml", "../Cargo.toml"] {
            let manifest = std::fs::read_to_string(root.join(manifest)).unwrap();
            assert!(
                !manifest.contains("devtools"),
                "developer tools in a release"
            );
        }
    }

    /// Not what is written, but what Tauri made of it.
    #[test]
    fn what_the_program_is_configured_with_opens_the_page_to_nobody() {
        let context = crate::context();
        let app = &context.config().app;
        let security = &app.security;
        let policy = security.csp.as_ref().unwrap().to_string();

        assert!(
            policy.contains("script-src 'self'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert!(
            security
                .dangerous_disable_asset_csp_modification
                .can_modify("style-src")
        );
        assert!(
            !security.asset_protocol.enable
                && security.asset_protocol.scope.allowed_paths().is_empty()
        );
        assert!(security.freeze_prototype && !app.with_global_tauri);
        // Nobody is asked for updates unless a release says whom.
        let nobody = serde_json::json!({
            "endpoints": [], "pubkey": "", "requireSignedVersion": true,
        });
        let plugins = &context.config().plugins.0;
        assert_eq!(
            plugins.iter().collect::<Vec<_>>(),
            [(&"updater".to_owned(), &nobody)]
        );
        let resolved = built("capabilities.json");
        let windows = [("key", "key-*"), ("main", "main")];
        assert_eq!(resolved.as_object().unwrap().len(), windows.len());
        for (name, window) in windows {
            let capability = &resolved[name];
            assert_eq!(capability["windows"], serde_json::json!([window]));
            assert_eq!(capability["local"], true);
            for opened in ["remote", "webviews", "platforms"] {
                assert!(
                    capability
                        .get(opened)
                        .is_none_or(serde_json::Value::is_null),
                    "{opened}"
                );
            }
        }
    }

    /// A journey tries each of them from the page, which must know of all.
    #[test]
    fn every_command_of_tauri_and_its_plugins_is_known_to_the_hostile_journey() {
        let manifests = built("acl-manifests.json");
        let mut there: Vec<String> = Vec::new();
        for (plugin, manifest) in manifests.as_object().unwrap() {
            let Some(plugin) = plugin
                .split(':')
                .next_back()
                .filter(|name| !name.starts_with("__"))
            else {
                continue;
            };
            for permission in manifest["permissions"].as_object().unwrap().values() {
                let commands = permission["commands"]["allow"].as_array().unwrap();
                there.extend(
                    commands
                        .iter()
                        .map(|command| format!("plugin:{plugin}|{}", command.as_str().unwrap())),
                );
            }
        }
        there.sort();
        there.dedup();

        let tried = include_str!("../../crates/journeys/tests/journeys/hostile/plugins.txt");
        assert_eq!(tried.lines().collect::<Vec<_>>(), there);
    }

    /// What the build script made for Tauri.
    fn built(file: &str) -> serde_json::Value {
        let path = Path::new(env!("OUT_DIR")).join(file);
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    #[test]
    fn the_windows_are_granted_these_commands_and_no_others() {
        let mut granted: Vec<String> = Vec::new();
        for window in ["main", "key"] {
            let path =
                Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("capabilities/{window}.json"));
            let text = std::fs::read_to_string(path).unwrap();
            let capability: serde_json::Value = serde_json::from_str(&text).unwrap();
            let permissions = capability["permissions"].as_array().unwrap();
            let ours = permissions
                .iter()
                .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"));
            granted.extend(ours.map(|name| name.replace('-', "_")));
        }
        granted.sort();

        let mut commands = names::COMMANDS.to_vec();
        commands.sort_unstable();
        assert_eq!(granted, commands);
    }
}
