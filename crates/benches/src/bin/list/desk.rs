//! A desk over a folder, with nobody to talk to.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use paylink_core::testing::{Ear, MemoryShelf, MemoryVault};
use paylink_core::{Desk, Gateways, Outside};
use payroc::{Deadlines, Hosts, SystemClock};
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;

use crate::Failure;

/// Whose links are measured.
pub const PROFILE: Uuid = Uuid::from_u128(0x5eed);

pub async fn open(folder: &Path) -> Result<Desk, Failure> {
    let outside = Outside {
        vault: Arc::new(MemoryVault::default()),
        shelf: Arc::new(MemoryShelf::default()),
        announce: Arc::new(Ear::default()),
        clock: Arc::new(SystemClock),
        gateways: Gateways {
            live: Hosts::live(),
            test: Hosts::test(),
            practice: Err("nowhere".to_owned()),
        },
        deadlines: Deadlines::default(),
        zone: TimeZone::UTC,
        locale: "en-US".to_owned(),
    };
    Ok(Desk::open(folder, outside).await)
}

/// As in the app.
pub fn runtime() -> Result<Runtime, Failure> {
    Ok(Builder::new_multi_thread().enable_all().build()?)
}

/// What all threads of this process have computed so far, and the system for them: what a question takes where nothing
/// else runs, less the waking of a thread.
#[cfg(unix)]
pub fn cpu_time() -> Duration {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(used).unwrap_or_default()
}

/// Not measured here.
#[cfg(not(unix))]
pub fn cpu_time() -> Duration {
    Duration::ZERO
}

/// The proportional share of memory, where the system tells it.
pub fn pss_kib() -> Option<u64> {
    let rollup = fs::read_to_string("/proc/self/smaps_rollup").ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
