//! What is made of many measurements: the middle, the slow end, and how one compares with another.

use std::fmt;
use std::time::Duration;

/// Many measurements of one thing.
#[derive(Default)]
pub struct Sample(Vec<Duration>);

impl Sample {
    pub fn add(&mut self, one: Duration) {
        self.0.push(one);
    }

    pub fn median_us(&self) -> f64 {
        self.percentile_us(50)
    }

    /// The smallest measurement that is not exceeded by so many in a hundred; 0 where nothing was measured.
    pub fn percentile_us(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        let found = sorted.get(rank).copied().unwrap_or_default();
        found.as_secs_f64() * 1e6
    }
}

/// How one compares with another, beside what is hoped for.
pub struct Ratio {
    pub of: &'static str,
    pub value: f64,
    pub goal: f64,
}

impl Ratio {
    pub fn is_met(&self) -> bool {
        self.value <= self.goal
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let met = if self.is_met() { "met" } else { "missed" };
        let Self { of, value, goal } = self;
        write!(f, "{of} {value:.3} (goal {goal:.2}: {met})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_the_slow_end_are_measurements_that_were_made() {
        let mut sample = Sample::default();
        (1..=100)
            .rev()
            .for_each(|us| sample.add(Duration::from_micros(us)));

        assert_eq!(sample.median_us().round() as u32, 50);
        assert_eq!(sample.percentile_us(95).round() as u32, 95);
        assert_eq!(sample.percentile_us(100).round() as u32, 100);
        assert_eq!(Sample::default().median_us().round() as u32, 0);
    }

    #[test]
    fn a_ratio_says_whether_it_meets_its_goal() {
        let ratio = |value| Ratio {
            of: "a/b",
            value,
            goal: 1.1,
        };

        assert_eq!(ratio(1.1).to_string(), "a/b 1.100 (goal 1.10: met)");
        assert_eq!(ratio(1.101).to_string(), "a/b 1.101 (goal 1.10: missed)");
        assert_eq!(
            [1.1, 1.101].map(|value| ratio(value).is_met()),
            [true, false]
        );
    }
}
