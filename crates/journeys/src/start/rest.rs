//! What processes take up, and how often they wake.

use std::fs;
use std::path::Path;

use crate::process;
use crate::trouble::Trouble;

/// The memory of all of them in KiB, what several share counted once.
pub(super) fn pss_kib(processes: &[u32]) -> Result<u64, Trouble> {
    let share = |pid: &u32| {
        let told = process::read(Path::new(&format!("/proc/{pid}/smaps_rollup")));
        number_behind("Pss:", &told)
    };
    match processes.iter().map(share).sum() {
        0 => Err(Trouble::new(
            "the system does not tell what a process takes up",
        )),
        pss => Ok(pss),
    }
}

/// How often any thread of theirs has gone to sleep or was made to.
pub(super) fn wakes(processes: &[u32]) -> u64 {
    let threads = processes.iter().flat_map(|pid| {
        let threads = fs::read_dir(format!("/proc/{pid}/task"));
        threads.into_iter().flatten().filter_map(Result::ok)
    });
    threads
        .map(|thread| {
            let told = process::read(&thread.path().join("status"));
            number_behind("voluntary_ctxt_switches:", &told)
                + number_behind("nonvoluntary_ctxt_switches:", &told)
        })
        .sum()
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
    fn a_number_is_read_behind_its_own_name_alone() {
        let told = "Name:\tpaylink\nPss_Dirty:\t   7 kB\nPss:\t  12 kB\n";

        assert_eq!(number_behind("Pss:", told), 12);
        assert_eq!(number_behind("Rss:", told), 0);
    }
}
