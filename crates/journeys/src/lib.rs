//! Drives the real Paylink in a real window, the way its user does.
//!
//! A [`Stage`] is a small computer of its own: home folder, display, window manager, session bus, and keychain. On it
//! the app's binary is opened as a [`Window`], which is spoken to in the user's words: press "New link", type into
//! "Amount", see "Paid". The [`secrets`] room looks for what must not be found anywhere. [`journey()`] holds one test
//! together: deadline, evidence on failure, cleaning up. Nothing here knows the app's code, only its window.
//!
//! Linux only: the other systems have neither the display to make up nor a WebDriver for their web view.
#![cfg(target_os = "linux")]

pub mod customer;
pub mod deadline;
pub mod disguise;
mod driver;
pub mod elsewhere;
pub mod freeze;
pub mod gallery;
pub mod journey;
pub mod keyboard;
pub mod list;
pub mod play;
pub mod process;
pub mod program;
pub mod releases;
pub mod secrets;
pub mod stage;
pub mod start;
pub mod traffic;
pub mod trouble;
pub mod window;

pub use disguise::Disguise;
pub use journey::{journey, journey_on};
pub use keyboard::Keyboard;
pub use secrets::{Finding, Secret};
pub use stage::{Hanging, Keychain, Setting, Stage, Theme};
pub use trouble::Trouble;
pub use window::Window;
