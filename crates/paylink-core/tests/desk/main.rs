//! The use cases over real sockets and a real database.

#[expect(clippy::unwrap_used, reason = "as the bench")]
mod alike;
#[expect(
    clippy::unwrap_used,
    reason = "a bench is part of the tests: what fails in it fails them"
)]
mod bench;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod changing;
mod connecting;
mod exactly_once;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod faults;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod inputs;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod keeping;
mod links;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod list;
mod many;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod overtaken;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod paid;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod payments;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod templates;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod timeline;
#[expect(clippy::unwrap_used, reason = "as the bench")]
mod updates;
