//! Certificates and proxies, for the real hosts' names and by the platform's own verifier.
//!
//! The client keeps its compiled-in addresses. What leads it to a server of the test's own are two things that any
//! company network may do, both named in the environment: a proxy, and a certificate authority of one's own. The
//! environment belongs to a whole process, so each client runs in one of its own. Nobody is let out.
//!
//! The verifier reads an authority from `SSL_CERT_FILE` on Linux alone.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "tests and their helpers")]

mod authority;
mod certificates;
mod child;
mod network;
mod proxies;
