//! Another program under strace: its calls to the system counted, one of them refused, or its last.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::unable::{Able, Unable};
use crate::world::Start;
use crate::{judge, system};

/// Calls that change what is on the disk or on the wire, or tell that it was changed.
const CALLS: [&str; 25] = [
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "mkdir",
    "flock",
    "fcntl",
    "connect",
    "sendto",
    "sendmsg",
    "recvfrom",
    "recvmsg",
    "close",
    "shutdown",
];

/// strace must be there and allowed to look into our own processes.
pub fn works() -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("strace is there on Linux only".to_owned());
    }
    let tried = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=write", "true"])
        .output();
    match tried {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!(
            "strace is not allowed here: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(error) => Err(format!("strace cannot be started ({error})")),
    }
}

/// How often each call is made by the one thread that makes it most, in a run that goes well.
pub fn count(start: Start<'_>) -> Able<BTreeMap<String, u32>> {
    let folder = system::quick_folder()?;
    let trace = folder.path().join("trace");
    let shown = trace.display().to_string();
    let calls = format!("trace={}", known_calls()?.join(","));
    let run = start
        .under(&["strace", "-f", "-o", &shown, "-e", &calls])
        .run()?;
    if let Some(broken) = judge::at_rest(&run).into_iter().next() {
        return Err(Unable::new(format!(
            "the run that is to be counted: {broken}"
        )));
    }
    let mut counts = BTreeMap::<(String, String), u32>::new();
    for line in fs::read_to_string(&trace)?.lines() {
        if let Some(by) = call_in(line) {
            *counts.entry(by).or_default() += 1;
        }
    }
    let mut most = BTreeMap::new();
    for ((_, call), count) in counts {
        let known = most.entry(call).or_default();
        *known = count.max(*known);
    }
    Ok(most)
}

/// Killed as the `number`th `call` of a thread begins.
pub fn killing<'a>(start: Start<'a>, call: &str, number: u32) -> Start<'a> {
    injecting(start, call, &format!("signal=KILL:when={number}"))
}

/// With this done to calls, in strace's own words.
pub fn injecting<'a>(start: Start<'a>, calls: &str, what: &str) -> Start<'a> {
    let (trace, inject) = (format!("trace={calls}"), format!("inject={calls}:{what}"));
    start.under(&[
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        &trace,
        "-e",
        &inject,
    ])
}

/// Not every processor has every call.
fn known_calls() -> Able<Vec<&'static str>> {
    let known = |call: &&str| -> Able<bool> {
        let tried = Command::new("strace")
            .args([
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                &format!("trace={call}"),
                "true",
            ])
            .output()?;
        Ok(tried.status.success())
    };
    let mut calls = Vec::new();
    for call in CALLS {
        if known(&call)? {
            calls.push(call);
        }
    }
    Ok(calls)
}

/// The thread and the call that begins in this line of a trace: `4711  fsync(12 <unfinished ...>`.
fn call_in(line: &str) -> Option<(String, String)> {
    let (thread, rest) = line.split_once(' ')?;
    let (call, _) = rest.trim_start().split_once('(')?;
    CALLS
        .contains(&call)
        .then(|| (thread.to_owned(), call.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_counted_where_it_begins() {
        let pair = |thread: &str, call: &str| Some((thread.to_owned(), call.to_owned()));

        assert_eq!(call_in("4711  fsync(12) = 0"), pair("4711", "fsync"));
        assert_eq!(
            call_in("4711  write(12, \"f(\", 2 <unfinished ...>"),
            pair("4711", "write")
        );
        assert_eq!(call_in("4711  <... fsync resumed>) = 0"), None);
        assert_eq!(call_in("4711  +++ exited with 0 +++"), None);
    }
}
