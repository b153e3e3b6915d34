//! Journeys through the real window, as a user would walk them. Run them with `cargo xtask test --only journeys`.
//!
//! Each has a stage of its own: home folder, display, session bus, keychain. The gateway runs here, in the test, so
//! that it outlives the app, can be told to make trouble, and knows in the end what really happened.
#![cfg(target_os = "linux")]

mod accessibility;
mod by_keys;
mod closing;
mod counting;
mod crash;
mod decisions;
mod fast_create;
mod freeze;
mod guard;
mod hand_over;
mod hostile;
mod instances;
mod keeping;
mod key_window;
mod keyboard;
mod keychain;
mod languages;
mod link;
mod list;
mod main_job;
mod many;
mod memory;
mod paid;
mod permissions;
mod portal;
mod profiles;
mod secrets;
mod steps;
mod trouble;
mod updates;
