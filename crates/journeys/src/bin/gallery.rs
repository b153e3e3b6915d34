//! Walks through every screen of the real app, pictures it, and lets axe-core judge it. See the library's `gallery`.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    journeys::gallery::main()
}

#[cfg(not(target_os = "linux"))]
#[expect(
    clippy::print_stderr,
    reason = "talking to the terminal is what this program is for"
)]
fn main() -> ExitCode {
    eprintln!("This needs Linux: a virtual display and WebKitWebDriver.");
    ExitCode::FAILURE
}
