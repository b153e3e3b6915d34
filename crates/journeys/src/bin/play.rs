//! Plays Paylink's main job in a real window on a virtual display. See the library's `play`.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    journeys::play::main()
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
