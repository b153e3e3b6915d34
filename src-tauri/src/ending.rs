//! The end of Paylink, whatever hangs.
//!
//! What is left to do then (where the window was, the last preference, the last line of the log) is done by plugins and
//! threads that wait for the disk, and a disk may hang. Links, emails and their intents are not waited for: they are on
//! the disk before anything follows from them, and the next start goes on with them.

use std::process;
use std::thread;
use std::time::Duration;

/// From the last window's closing to the end. Whoever closes a window takes a program that is there for longer to hang.
const GONE_WITHIN: Duration = Duration::from_millis(200);

/// From now on there is so much time for what is left to do.
pub fn end_soon() {
    let end = thread::Builder::new().name("ending".to_owned()).spawn(|| {
        thread::sleep(GONE_WITHIN);
        process::exit(0);
    });
    if let Err(error) = end {
        tracing::warn!(%error, "nothing holds the time of the end");
    }
}
