//! The log file: ids, codes and durations. No bodies, no addresses, no secrets reach it, because no call site has them.

use std::path::Path;

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Days of log that are kept.
const DAYS: usize = 7;

/// Starts logging to a file a day; without a writable folder Paylink runs without a log.
pub fn start(folder: &Path) {
    let Ok(file) = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("paylink")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
    else {
        return;
    };
    let started = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(file)
        // Libraries are heard only when they complain.
        .with_env_filter(EnvFilter::new(
            "warn,paylink_app=info,paylink_core=info,payroc=info,practice_gateway=info",
        ))
        .try_init();
    if started.is_err() {
        tracing::debug!("somebody else logs already");
    }
}
