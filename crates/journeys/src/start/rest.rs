//! What processes take up, and how often they wake.

use std::collections::{BTreeMap, HashMap};
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

/// A thread, and how often it has gone to sleep. That another took its core is not counted: it did not wake from that.
pub(super) struct Sleeper {
    name: String,
    sleeps: u64,
}

/// All threads of theirs, by their numbers.
pub(super) fn sleepers(processes: &[u32]) -> HashMap<OsString, Sleeper> {
    let threads = processes.iter().flat_map(|pid| {
        let threads = fs::read_dir(format!("/proc/{pid}/task"));
        threads.into_iter().flatten().filter_map(Result::ok)
    });
    threads
        .map(|thread| {
            let told = process::read(&thread.path().join("status"));
            let sleeper = Sleeper {
                name: word_behind("Name:", &told).unwrap_or_default().to_owned(),
                sleeps: number_behind("voluntary_ctxt_switches:", &told),
            };
            (thread.file_name(), sleeper)
        })
        .collect()
}

/// How often they woke between two looks, by the names of threads. One that ended in between is left out.
pub(super) fn woken(
    before: &HashMap<OsString, Sleeper>,
    after: &HashMap<OsString, Sleeper>,
) -> BTreeMap<String, u64> {
    let mut woken = BTreeMap::new();
    for (thread, sleeper) in after {
        let before = before.get(thread).map_or(0, |sleeper| sleeper.sleeps);
        *woken.entry(sleeper.name.clone()).or_default() += sleeper.sleeps.saturating_sub(before);
    }
    woken
}

fn number_behind(name: &str, told: &str) -> u64 {
    let number = word_behind(name, told);
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn word_behind<'a>(name: &str, told: &'a str) -> Option<&'a str> {
    let line = told.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_ended_takes_nothing_from_the_others() {
        let looks = |all: &[(&str, &str, u64)]| {
            let all = all.iter().map(|&(thread, name, sleeps)| {
                let name = name.to_owned();
                (OsString::from(thread), Sleeper { name, sleeps })
            });
            all.collect()
        };
        let before = looks(&[("1", "page", 10), ("2", "pool", 500)]);
        let after = looks(&[("1", "page", 13), ("3", "pool", 4), ("4", "pool", 1)]);

        let names = [("page".to_owned(), 3), ("pool".to_owned(), 5)];
        assert_eq!(woken(&before, &after), BTreeMap::from(names));
    }

    #[test]
    fn a_number_is_read_behind_its_own_name_alone() {
        let told = "Name:\tpaylink\nPss_Dirty:\t   7 kB\nPss:\t  12 kB\n";

        assert_eq!(number_behind("Pss:", told), 12);
        assert_eq!(number_behind("Rss:", told), 0);
    }
}
