//! One journey: a stage, a limit for the whole, evidence when it fails, and nothing left behind.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::timeout;

use crate::stage::{Setting, Stage};
use crate::trouble::Trouble;

/// No journey takes longer; one that does hangs.
const LIMIT: Duration = Duration::from_secs(240);

/// Plays a journey on a stage of the usual kind.
///
/// # Panics
///
/// When the journey does not reach its end. The message says where the evidence lies.
pub fn journey(name: &str, play: impl AsyncFnOnce(&mut Stage) -> Result<(), Trouble>) {
    journey_on(name, &Setting::default(), play);
}

/// Plays a journey on a stage of a certain kind.
///
/// # Panics
///
/// As [`journey`].
pub fn journey_on(
    name: &str,
    setting: &Setting,
    play: impl AsyncFnOnce(&mut Stage) -> Result<(), Trouble>,
) {
    let outcome = play_on(&app(), setting, &artifacts().join(name), play);
    assert!(
        outcome.is_ok(),
        "{name}: {}",
        outcome
            .err()
            .map_or_else(String::new, |trouble| trouble.to_string())
    );
}

/// As [`journey_on`], for programs: gives the trouble back.
///
/// # Errors
///
/// When the stage cannot be set up, or the journey does not reach its end.
pub fn play_on(
    app: &Path,
    setting: &Setting,
    evidence: &Path,
    play: impl AsyncFnOnce(&mut Stage) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    play_within(LIMIT, app, setting, evidence, play)
}

/// As [`play_on`], with a limit of one's own.
///
/// # Errors
///
/// As [`play_on`].
pub fn play_within(
    limit: Duration,
    app: &Path,
    setting: &Setting,
    evidence: &Path,
    play: impl AsyncFnOnce(&mut Stage) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    // The journey itself stays on this thread, which waits for short programs; what runs beside it, such as a
    // gateway, needs threads of its own.
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = runtime.map_err(Trouble::while_doing("starting a runtime"))?;
    let mut stage = runtime.block_on(Stage::set_up(app, setting))?;
    let played = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let played = timeout(limit, play(&mut stage)).await;
            played.unwrap_or_else(|_| {
                Err(Trouble::new(format!(
                    "not at its end after {} s",
                    limit.as_secs()
                )))
            })
        })
    }));
    match played {
        Ok(Ok(())) => Ok(()),
        Ok(Err(trouble)) => Err(Trouble::new(format!(
            "{trouble}\n{}",
            keep(&stage, evidence)
        ))),
        Err(panic) => {
            keep(&stage, evidence);
            drop(stage);
            resume_unwind(panic)
        }
    }
}

/// Keeps the evidence and says where.
fn keep(stage: &Stage, folder: &Path) -> String {
    // Without the folder there is no evidence, but still the failure.
    drop(fs::create_dir_all(folder));
    stage.keep_evidence(folder);
    let log = stage.app_log();
    let lines: Vec<&str> = log.lines().collect();
    let end = lines[lines.len().saturating_sub(30)..].join("\n");
    format!(
        "A picture and all logs are in {}. The app printed at the end:\n{end}",
        folder.display()
    )
}

/// The app to drive: `PAYLINK_APP`, or the one built beside this test.
///
/// # Panics
///
/// When it is not there.
pub fn app() -> PathBuf {
    let named = std::env::var_os("PAYLINK_APP").map(PathBuf::from);
    let app = named.or_else(|| {
        let own = std::env::current_exe().ok()?;
        // Tests lie in a folder `deps` beside the programs.
        own.ancestors()
            .skip(1)
            .take(2)
            .map(|folder| folder.join("paylink"))
            .find(|app| app.is_file())
    });
    let app = app.filter(|app| app.is_file());
    app.expect("there is no app to drive: `cargo xtask test --only journeys` builds it and tells where it is")
}

/// Where evidence goes: `PAYLINK_ARTIFACTS`, or the project's own folder.
pub fn artifacts() -> PathBuf {
    let named = std::env::var_os("PAYLINK_ARTIFACTS").map(PathBuf::from);
    named.unwrap_or_else(|| {
        PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../artifacts/journeys"
        ))
    })
}
