//! Takes pictures of every screen of the real app. See the library's `shots`.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    journeys::shots::main()
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
