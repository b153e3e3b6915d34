//! Measures the start of the app, and what it costs at rest. See the library's `start`.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    journeys::start::main()
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
