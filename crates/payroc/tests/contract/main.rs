//! The client against a whole gateway: what both understand by the contract.

#![expect(clippy::unwrap_used, reason = "tests and their helpers")]

mod documented;
mod exactly_once;
mod journeys;
mod lists;
mod support;
