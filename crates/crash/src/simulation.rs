//! The outbox, played through failures by the million.
//!
//! The code that decides is Paylink's own: its runner is polled here, over a journal in memory, a model of the gateway and
//! virtual time. Every schedule comes from one seed, and the same seed gives the same schedule again, told line by line.

mod dice;
mod disk;
mod gateway;
mod ledger;
mod line;
mod oracle;
mod planted;
mod play;
mod process;
mod queue;
mod report;
mod rules;
mod scenes;
mod stage;
mod user;

pub use planted::Plant;
pub use report::{Broken, Counts, Report, Story};

use std::sync::atomic::{AtomicU64, Ordering};

use play::Play;

/// Plays this many schedules, on all processors. The seed names the whole run.
pub fn run(schedules: u64, seed: u64) -> Report {
    run_with(schedules, seed, Plant::Nothing)
}

/// The same with a fault planted between Paylink and what surrounds it: a test of the test.
pub fn run_with(schedules: u64, seed: u64, plant: Plant) -> Report {
    let next = AtomicU64::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<Report> = std::thread::scope(|scope| {
        let play = || {
            let mut report = Report::new(seed);
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= schedules {
                    return report;
                }
                let play = Play::new(seed_of(seed, number), plant, false);
                report.add(play.until_its_end());
            }
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(play)).collect();
        let ended = running.into_iter().map(|thread| thread.join());
        ended
            .map(|part| part.expect("a schedule does not panic"))
            .collect()
    });
    let mut report = Report::new(seed);
    for part in parts {
        report.merge(part);
    }
    report
}

/// Plays one schedule again, by the seed that a report names, and tells what happens in it.
pub fn replay(seed: u64) -> Story {
    replay_with(seed, Plant::Nothing)
}

pub fn replay_with(seed: u64, plant: Plant) -> Story {
    Play::new(seed, plant, true).until_its_end()
}

/// The seed of one schedule of a run; neighbours are unlike (a step of SplitMix64).
fn seed_of(run: u64, number: u64) -> u64 {
    let mut mixed = run ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: u64 = 1;

    #[test]
    fn ten_thousand_schedules_break_no_promise() {
        let report = run(10_000, SEED);

        assert_eq!(report.broken_count, 0, "{report}");
        assert!(
            report.counts.kills > 1_000 && report.counts.power_cuts > 1_000,
            "{report}"
        );
    }

    #[test]
    fn every_cell_of_key_lifetime_and_mode_is_played() {
        let report = run(5_000, SEED + 1);

        assert_eq!(report.broken_count, 0, "{report}");
        let fewest = report.cells.as_flattened().iter().min();
        assert!(fewest.is_some_and(|fewest| *fewest >= 100), "{report}");
    }

    #[test]
    fn the_same_seed_tells_the_same_story() {
        for seed in 0..50 {
            assert_eq!(replay(seed).to_string(), replay(seed).to_string());
        }
    }

    /// The promise is drawn no narrower than it must be: where it ends, it does happen.
    #[test]
    fn beyond_what_can_be_promised_there_are_doubles() {
        let report = run(1_000, SEED + 2);

        assert!(report.counts.doubles_beyond_promise > 0, "{report}");
    }

    #[test]
    fn a_disk_that_does_not_sync_is_caught() {
        assert_caught(Plant::NoSync);
    }

    #[test]
    fn a_new_key_on_a_repeat_is_caught() {
        assert_caught(Plant::NewKeyOnRepeat);
    }

    #[test]
    fn a_blind_resend_is_caught() {
        assert_caught(Plant::BlindResend);
    }

    #[test]
    fn a_look_that_sees_nothing_is_caught() {
        assert_caught(Plant::BlindLook);
    }

    #[test]
    fn a_list_that_is_read_only_in_part_is_caught() {
        assert_caught(Plant::FirstPageOnly);
    }

    #[test]
    fn a_change_that_makes_sure_of_nothing_is_caught() {
        let report = assert_caught(Plant::Unguarded);

        let over = "changed over what somebody else had changed";
        let mut broken = report.broken.iter();
        assert!(broken.any(|broken| broken.flaws.iter().any(|flaw| flaw == over)));
    }

    /// Within a few thousand schedules, and again from the seed that is named.
    fn assert_caught(plant: Plant) -> Report {
        let report = run_with(2_000, SEED, plant);

        let broken = report.broken.first().expect("a planted fault is seen");
        let story = replay_with(broken.seed, plant);
        assert_eq!(story.flaws, broken.flaws, "{story}");
        report
    }
}
