//! The client over real sockets, against scripted servers.

#![expect(clippy::unwrap_used, reason = "tests and their helpers")]

mod calls;
mod changing;
mod hostile;
mod idle;
mod lists;
mod logs;
// Where a process can be asked what it held at most.
#[cfg(target_os = "linux")]
mod memory;
mod outcomes;
mod payments;
mod proxy;
mod redirects;
mod retries;
mod support;
mod terminals;
mod tokens;
mod trouble;
