//! What is to come, and what has happened.

use std::collections::BTreeMap;

use tokio::sync::oneshot;

use super::gateway::{Answer, Message};
use super::rules::{DAY, MINUTE};

/// What is to come, in order.
#[derive(Default)]
pub struct Queue {
    coming: BTreeMap<(u64, u64), Coming>,
    number: u64,
}

pub enum Coming {
    /// A time has come that somebody waits for.
    Rings(oneshot::Sender<()>),
    /// A request reaches the gateway.
    Arrives(Box<Message>, Option<oneshot::Sender<Answer>>),
    /// An answer reaches whoever waits for it.
    Answers(oneshot::Sender<Answer>, Box<Answer>),
    /// The next thing that happens to the machine or comes to the user's mind.
    NextScene,
    /// The machine is switched on again.
    Starts,
}

impl Queue {
    pub fn push(&mut self, at: u64, coming: Coming) {
        self.number += 1;
        self.coming.insert((at, self.number), coming);
    }

    /// Something is still on its way to the gateway.
    pub fn holds_arrivals(&self) -> bool {
        let mut coming = self.coming.values();
        coming.any(|coming| matches!(coming, Coming::Arrives(..)))
    }

    pub fn pop(&mut self) -> Option<(u64, Coming)> {
        let ((at, _), coming) = self.coming.pop_first()?;
        Some((at, coming))
    }
}

/// What happened, for a person to read; written only when somebody will.
#[derive(Default)]
pub struct Diary {
    pub lines: Option<Vec<String>>,
}

impl Diary {
    pub fn write(&mut self, now: u64, line: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.lines {
            let (days, rest) = (now / DAY, now % DAY);
            let (minutes, ms) = (rest / MINUTE, rest % MINUTE);
            lines.push(format!(
                "{days:>3} d {:02}:{:02}:{:06.3}  {}",
                minutes / 60,
                minutes % 60,
                std::time::Duration::from_millis(ms).as_secs_f64(),
                line()
            ));
        }
    }
}
