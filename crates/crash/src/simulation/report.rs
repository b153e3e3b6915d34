//! What a run of schedules showed.

use std::fmt;

use super::rules::{LIFETIMES, MODES, Rules};

/// How many broken schedules a report names.
const NAMED_MAX: usize = 20;

/// One schedule, played to its end.
#[derive(Debug)]
pub struct Story {
    pub seed: u64,
    /// What happened, where it was to be told.
    pub lines: Vec<String>,
    /// Promises that were broken; none if all is well.
    pub flaws: Vec<String>,
    pub(super) rules: Rules,
    pub(super) counts: Counts,
}

/// What there was of everything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub intents: u64,
    pub effects: u64,
    pub kills: u64,
    pub power_cuts: u64,
    pub decisions: u64,
    /// Requests that made more than one thing where nobody can exclude it.
    pub doubles_beyond_promise: u64,
}

/// A schedule in which a promise was broken.
#[derive(Debug)]
pub struct Broken {
    pub seed: u64,
    pub flaws: Vec<String>,
}

#[derive(Debug)]
pub struct Report {
    pub seed: u64,
    pub schedules: u64,
    pub broken_count: u64,
    /// The first of them.
    pub broken: Vec<Broken>,
    pub counts: Counts,
    /// Schedules in which *at most once* could be promised.
    pub promised: u64,
    /// Schedules by lifetime and mode of keys.
    pub cells: [[u64; MODES.len()]; LIFETIMES.len()],
}

impl Report {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            schedules: 0,
            broken_count: 0,
            broken: Vec::new(),
            counts: Counts::default(),
            promised: 0,
            cells: Default::default(),
        }
    }

    pub(super) fn add(&mut self, story: Story) {
        self.schedules += 1;
        self.promised += u64::from(story.rules.promise_once());
        let lifetime = LIFETIMES
            .iter()
            .position(|known| *known == story.rules.lifetime);
        let mode = MODES.iter().position(|known| *known == story.rules.mode);
        if let (Some(lifetime), Some(mode)) = (lifetime, mode) {
            self.cells[lifetime][mode] += 1;
        }
        self.counts.add(story.counts);
        if !story.flaws.is_empty() {
            self.broken_count += 1;
            self.broken.push(Broken {
                seed: story.seed,
                flaws: story.flaws,
            });
            self.broken.truncate(NAMED_MAX);
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.schedules += other.schedules;
        self.broken_count += other.broken_count;
        self.broken.extend(other.broken);
        self.broken.sort_by_key(|broken| broken.seed);
        self.broken.truncate(NAMED_MAX);
        self.counts.add(other.counts);
        self.promised += other.promised;
        for (mine, theirs) in self
            .cells
            .iter_mut()
            .flatten()
            .zip(other.cells.as_flattened())
        {
            *mine += theirs;
        }
    }
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.intents += other.intents;
        self.effects += other.effects;
        self.kills += other.kills;
        self.power_cuts += other.power_cuts;
        self.decisions += other.decisions;
        self.doubles_beyond_promise += other.doubles_beyond_promise;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = &self.counts;
        let fewest = self.cells.as_flattened().iter().min().copied();
        writeln!(
            f,
            "{} schedules of seed {}: {} intents, {} effects, {} kills, {} power cuts, {} decisions",
            self.schedules,
            self.seed,
            counts.intents,
            counts.effects,
            counts.kills,
            counts.power_cuts,
            counts.decisions
        )?;
        writeln!(
            f,
            "30 cells of key lifetime and mode, at least {} schedules in each; at most once could be promised in {}; \
             beyond it {} doubles",
            fewest.unwrap_or_default(),
            self.promised,
            counts.doubles_beyond_promise
        )?;
        write!(f, "{} broken", self.broken_count)?;
        for broken in &self.broken {
            write!(f, "\n  seed {}: {}", broken.seed, broken.flaws.join("; "))?;
        }
        Ok(())
    }
}

/// All that happened, then what is wrong with it.
impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}, {:?}", self.seed, self.rules)?;
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        if self.flaws.is_empty() {
            return f.write_str("all is well");
        }
        write!(f, "BROKEN: {}", self.flaws.join("; "))
    }
}
