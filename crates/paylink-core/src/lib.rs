//! What Paylink knows and decides: no window, no keychain, no clock of its own.
//!
//! [`Desk`] is the way in: one method for each thing a user does. What it needs from outside are the [`ports`]; what
//! it gives to the interface are the [`view`]s and the [`fault`]s.

pub mod desk;
pub mod fault;
pub mod ports;
pub mod view;

pub mod draft;
pub mod outbox;
pub mod profile;

mod catalog;
mod database;
pub mod diagnosis;
mod gateway_fault;
mod language;
mod letter;
mod links;
mod payments;
mod qr;
mod reference;
mod shelf;
mod timeline;
pub mod updates;
mod watch;

#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod parsers;

#[cfg(feature = "testing")]
pub mod testing;

pub use database::{make_files_private, make_private_folder};
pub use desk::{Desk, Gateways, Outside, Practice};
pub use letter::Letter;
pub use shelf::set_aside_if_damaged;
