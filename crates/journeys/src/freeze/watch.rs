//! Watching how the window goes on while it is used.

use std::time::Duration;

use serde_json::{Value, json};

use crate::deadline::until_so;
use crate::trouble::Trouble;
use crate::window::Window;

const WATCH: &str = include_str!("watch.js");
/// Watching goes on for as many frames as it takes.
const LIMIT: Duration = Duration::from_secs(60);

/// What was seen, in milliseconds, by what the last keys were for.
#[derive(Debug, Default)]
pub struct Seen {
    /// Between two frames.
    gaps: Vec<(String, f64)>,
    /// From a key until something of it was painted.
    answers: Vec<(String, f64)>,
    /// From the simplest command to its answer, less what the page drew meanwhile beyond a frame, in ascending order;
    /// whatever the keys were for.
    pub beats: Vec<f64>,
}

impl Window {
    /// Watches from here on.
    ///
    /// # Errors
    ///
    /// When the window is gone.
    pub async fn watch(&self) -> Result<(), Trouble> {
        self.script(WATCH, vec![json!("begin")]).await.map(drop)
    }

    /// What the keys that follow are for.
    ///
    /// # Errors
    ///
    /// When the window is gone, or nothing is watched.
    pub async fn keys_are_for(&self, place: &str) -> Result<(), Trouble> {
        let arguments = vec![json!("place"), json!(place)];
        self.script(WATCH, arguments).await.map(drop)
    }

    /// Waits until a key has come since it was said what they are for, something was to be seen of each, and so many
    /// frames came after that. The page is asked once, so that nothing but the app is drawn or computed meanwhile.
    ///
    /// # Errors
    ///
    /// As [`keys_are_for`](Self::keys_are_for); when nothing is to be seen of them.
    pub async fn rests_after_keys(&self, frames: u32) -> Result<(), Trouble> {
        let arguments = vec![json!("rests"), json!(frames)];
        self.script_async(WATCH, arguments).await.map(drop)
    }

    /// Watches until there were so many frames, and gives what was seen.
    ///
    /// # Errors
    ///
    /// As [`keys_are_for`](Self::keys_are_for).
    pub async fn watched(&self, frames: u64) -> Result<Seen, Trouble> {
        until_so("enough frames", LIMIT, async || {
            let seen = self.script(WATCH, vec![json!("frames")]).await?;
            Ok(seen.as_u64() >= Some(frames))
        })
        .await?;
        let seen = self.script(WATCH, vec![json!("end")]).await?;
        let beats = seen["beats"].as_array().into_iter().flatten();
        Ok(Seen {
            gaps: placed(&seen["gaps"]),
            answers: placed(&seen["answers"]),
            beats: sorted(beats.filter_map(Value::as_f64).collect()),
        })
    }
}

impl Seen {
    /// How long those keys waited whose purpose begins like this, in ascending order.
    pub fn answers(&self, place: &str) -> Vec<f64> {
        at(place, &self.answers)
    }

    /// The gaps after such keys, likewise.
    pub fn gaps(&self, place: &str) -> Vec<f64> {
        at(place, &self.gaps)
    }

    /// What the keys were for.
    pub fn places(&self) -> Vec<&str> {
        let mut places: Vec<&str> = self.answers.iter().map(|(place, _)| &**place).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Takes in what was seen another time.
    pub fn add(&mut self, other: Self) {
        self.gaps.extend(other.gaps);
        self.answers.extend(other.answers);
        self.beats = sorted([&*self.beats, &*other.beats].concat());
    }
}

/// The longest of what was seen; there is always something if it was looked at.
pub fn longest(seen: &[f64]) -> f64 {
    seen.last().copied().unwrap_or(f64::INFINITY)
}

/// Below which 95 of 100 are.
pub fn most(seen: &[f64]) -> f64 {
    let place = (seen.len() * 95).div_ceil(100);
    let found = seen.get(place.saturating_sub(1)).copied();
    found.unwrap_or(f64::INFINITY)
}

fn placed(found: &Value) -> Vec<(String, f64)> {
    let found = found.as_array().into_iter().flatten();
    let one = |one: &Value| Some((one["place"].as_str()?.to_owned(), one["ms"].as_f64()?));
    found.filter_map(one).collect()
}

fn at(place: &str, seen: &[(String, f64)]) -> Vec<f64> {
    let seen = seen.iter().filter(|(of, _)| of.starts_with(place));
    sorted(seen.map(|(_, ms)| *ms).collect())
}

fn sorted(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers
}
