//! What processes take up, and how often they wake.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::process::{self, Process};
use crate::trouble::Trouble;

/// The memory of all of them in KiB, what several share counted once.
pub(super) fn pss_kib(processes: &[u32]) -> Result<u64, Trouble> {
    match processes.iter().map(share_kib).sum() {
        0 => Err(Trouble::new(
            "the system does not tell what a process takes up",
        )),
        pss => Ok(pss),
    }
}

/// The same in MiB for each, in one line.
pub(super) fn by_process(processes: &[Process]) -> String {
    let parts = processes.iter().map(|process| {
        let mib = share_kib(&process.pid) as f64 / 1024.0;
        format!("{} {mib:.0} MiB", process.name)
    });
    format!("    at rest: {}", parts.collect::<Vec<_>>().join(", "))
}

fn share_kib(process: &u32) -> u64 {
    let told = process::read(Path::new(&format!("/proc/{process}/smaps_rollup")));
    number_behind("Pss:", &told)
}

/// How often each thread of theirs has gone to sleep or was made to, by its number.
pub(super) fn wakes(processes: &[u32]) -> HashMap<OsString, u64> {
    let threads = processes.iter().flat_map(|pid| {
        let threads = fs::read_dir(format!("/proc/{pid}/task"));
        threads.into_iter().flatten().filter_map(Result::ok)
    });
    threads
        .map(|thread| {
            let told = process::read(&thread.path().join("status"));
            let wakes = number_behind("voluntary_ctxt_switches:", &told)
                + number_behind("nonvoluntary_ctxt_switches:", &told);
            (thread.file_name(), wakes)
        })
        .collect()
}

/// How often they woke between two looks. A thread that ended in between is left out.
pub(super) fn woken(before: &HashMap<OsString, u64>, after: &HashMap<OsString, u64>) -> u64 {
    let each = after.iter().map(|(thread, wakes)| {
        let before = before.get(thread).copied().unwrap_or_default();
        wakes.saturating_sub(before)
    });
    each.sum()
}

fn number_behind(name: &str, told: &str) -> u64 {
    let line = told.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_ended_takes_nothing_from_the_others() {
        let looks = |all: &[(&str, u64)]| {
            let all = all.iter();
            all.map(|(thread, wakes)| (OsString::from(thread), *wakes))
                .collect()
        };
        let before = looks(&[("1", 10), ("2", 500)]);

        assert_eq!(woken(&before, &looks(&[("1", 13), ("3", 4)])), 7);
    }

    #[test]
    fn a_number_is_read_behind_its_own_name_alone() {
        let told = "Name:\tpaylink\nPss_Dirty:\t   7 kB\nPss:\t  12 kB\n";

        assert_eq!(number_behind("Pss:", told), 12);
        assert_eq!(number_behind("Rss:", told), 0);
    }
}
