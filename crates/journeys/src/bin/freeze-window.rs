//! Measures how the window goes on while something hangs. See the library's `freeze`.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    journeys::freeze::main()
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
