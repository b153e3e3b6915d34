//! What all layers share: how much is asked for, how trials are run side by side, and how their outcome is told.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::unable::{Able, Unable};
use crate::world::Programs;

/// What a layer is asked to do.
#[derive(Debug, Clone)]
pub struct Campaign {
    /// How many trials; a layer that has fewer runs all it has.
    pub schedules: u64,
    pub seed: u64,
    /// This trial alone, named as a finding names it.
    pub only: Option<String>,
    /// Trials at once.
    pub jobs: usize,
    pub programs: Programs,
}

/// One trial, done.
#[derive(Debug, Default)]
pub struct Trial {
    /// What is counted over all trials.
    pub counts: Vec<&'static str>,
    /// Promises that were broken, as sentences.
    pub broken: Vec<String>,
}

impl Trial {
    pub fn count(&mut self, what: &'static str) {
        self.counts.push(what);
    }

    pub fn judge(&mut self, broken: Vec<String>) {
        self.broken.extend(broken);
    }
}

/// What came of a layer.
#[derive(Debug, Default)]
pub struct Tally {
    pub tried: u64,
    pub counts: BTreeMap<&'static str, u64>,
    pub broken: Vec<String>,
    /// What this machine does not offer, and so was not tried.
    pub skipped: Vec<String>,
}

impl Tally {
    pub fn skipped(why: impl Into<String>) -> Self {
        Self {
            skipped: vec![why.into()],
            ..Self::default()
        }
    }

    pub fn and(mut self, other: Self) -> Self {
        self.tried += other.tried;
        for (what, count) in other.counts {
            *self.counts.entry(what).or_default() += count;
        }
        self.broken.extend(other.broken);
        self.skipped.extend(other.skipped);
        self
    }

    fn add(&mut self, trial: Trial, repeat: &str) {
        self.tried += 1;
        for what in trial.counts {
            *self.counts.entry(what).or_default() += 1;
        }
        let broken = trial.broken.into_iter();
        self.broken
            .extend(broken.map(|sentence| format!("{sentence}\n      {repeat}")));
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} tried", self.tried)?;
        for (what, count) in &self.counts {
            write!(out, ", {count} {what}")?;
        }
        write!(out, "; {} promises broken", self.broken.len())?;
        for sentence in &self.broken {
            write!(out, "\n   BROKEN: {sentence}")?;
        }
        for why in &self.skipped {
            write!(out, "\n   SKIPPED: {why}")?;
        }
        Ok(())
    }
}

impl Campaign {
    /// Runs a trial for each of `points`, several at once. `work` gets the point; its name is what repeats it.
    pub fn each<P: fmt::Display + Sync>(
        &self,
        layer: &str,
        points: &[P],
        work: impl Fn(&P) -> Able<Trial> + Sync,
    ) -> Able<Tally> {
        let chosen: Vec<&P> = points
            .iter()
            .filter(|point| self.is_chosen(point))
            .collect();
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let tally = Mutex::new(Tally::default());
        let trouble = Mutex::new(None);
        thread::scope(|scope| {
            for _ in 0..self.jobs.max(1) {
                scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        let Some(point) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) else {
                            return;
                        };
                        match work(point) {
                            Ok(trial) => {
                                let mut tally =
                                    tally.lock().unwrap_or_else(PoisonError::into_inner);
                                tally.add(trial, &self.repeat(layer, point));
                            }
                            Err(unable) => {
                                stop.store(true, Ordering::Relaxed);
                                let told = Unable::new(format!("{layer} {point}: {unable}"));
                                *trouble.lock().unwrap_or_else(PoisonError::into_inner) =
                                    Some(told);
                            }
                        }
                    }
                });
            }
        });
        match trouble.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(unable) => Err(unable),
            None => Ok(tally.into_inner().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    /// As many of `points` as are asked for, evenly spread.
    pub fn spread<P: Clone>(&self, points: &[P]) -> Vec<P> {
        let wanted = usize::try_from(self.schedules).unwrap_or(usize::MAX);
        if wanted >= points.len() || self.only.is_some() {
            return points.to_vec();
        }
        (0..wanted)
            .filter_map(|index| points.get(index * points.len() / wanted).cloned())
            .collect()
    }

    fn is_chosen(&self, point: &impl fmt::Display) -> bool {
        self.only
            .as_ref()
            .is_none_or(|only| *only == point.to_string())
    }

    fn repeat(&self, layer: &str, point: &impl fmt::Display) -> String {
        format!(
            "cargo xtask crash --layer {layer} --seed {} --only '{point}'",
            self.seed
        )
    }
}

/// A seed for one trial, from the campaign's own and the trial's name.
pub fn seed_of(seed: u64, point: &impl fmt::Display) -> u64 {
    let mut mixed = seed ^ 0x9e37_79b9_7f4a_7c15;
    for byte in point.to_string().bytes() {
        mixed = (mixed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_promise_tells_the_command_that_repeats_it() {
        let tally = a_campaign(None)
            .each("kills", &["a", "b"], |point| {
                let mut trial = Trial::default();
                if *point == "b" {
                    trial.judge(vec!["two links".to_owned()]);
                }
                Ok(trial)
            })
            .unwrap();

        assert_eq!(tally.tried, 2);
        assert!(tally.to_string().contains(
            "BROKEN: two links\n      cargo xtask crash --layer kills --seed 9 --only 'b'"
        ));
    }

    #[test]
    fn one_trial_can_be_repeated_alone() {
        let tally = a_campaign(Some("b"))
            .each("kills", &["a", "b"], |_| Ok(Trial::default()))
            .unwrap();

        assert_eq!(tally.tried, 1);
    }

    #[test]
    fn fewer_trials_are_spread_over_all_points() {
        let campaign = Campaign {
            schedules: 3,
            ..a_campaign(None)
        };

        assert_eq!(campaign.spread(&[0, 1, 2, 3, 4, 5, 6, 7, 8]), [0, 3, 6]);
    }

    #[test]
    fn what_the_harness_cannot_do_is_no_good_outcome() {
        let unable = a_campaign(None).each("kills", &["a"], |_| Err(Unable::new("no strace")));

        assert!(unable.is_err());
    }

    fn a_campaign(only: Option<&str>) -> Campaign {
        Campaign {
            schedules: 100,
            seed: 9,
            only: only.map(str::to_owned),
            jobs: 2,
            programs: Programs::beside_this_one().unwrap(),
        }
    }
}
