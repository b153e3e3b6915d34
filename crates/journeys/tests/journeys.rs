//! Journeys through the real window. Run them with `cargo xtask test --only journeys`.
#![cfg(target_os = "linux")]
