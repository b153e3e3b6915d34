//! What is true of the gateway in one schedule, and what may therefore be promised.

use super::dice::Dice;

pub const SECOND: u64 = 1_000;
pub const MINUTE: u64 = 60 * SECOND;
pub const HOUR: u64 = 60 * MINUTE;
pub const DAY: u64 = 24 * HOUR;

/// How long a client waits for an answer.
pub const PATIENCE: u64 = 30 * SECOND;

/// How long the gateway knows a key, in ms.
pub const LIFETIMES: [u64; 6] = [0, 5 * MINUTE, 6 * HOUR, DAY, 30 * DAY, u64::MAX];

/// What the gateway does with a key that it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Replays,
    ConflictWhileRunning,
    ConflictOnOtherBody,
    UnprocessableOnOtherBody,
    IgnoresKeys,
}

pub const MODES: [Mode; 5] = [
    Mode::Replays,
    Mode::ConflictWhileRunning,
    Mode::ConflictOnOtherBody,
    Mode::UnprocessableOnOtherBody,
    Mode::IgnoresKeys,
];

#[derive(Debug, Clone)]
pub struct Rules {
    pub mode: Mode,
    pub lifetime: u64,
    /// Refusals and failures are kept under the key and replayed too.
    pub saves_refusals: bool,
    /// How long a list may not show what was made.
    pub lag: u64,
    /// How long after its client gave up a request may still arrive. None: it arrives as it leaves, or never.
    pub late: Option<u64>,
    /// Somebody on the way may pass a request on twice.
    pub duplicates: bool,
    /// Items on a page of a list, at most.
    pub page: usize,
    pub newest_first: bool,
    /// The status that meets an email about a link that can no longer be paid.
    pub closed: u16,
    /// The status that meets a change one of whose tests fails.
    pub failed_test: u16,
    /// Hours between the gateway's day and UTC.
    pub zone: i8,
    /// Another client may make the very same link.
    pub twins: bool,
}

impl Rules {
    pub fn draw(dice: &mut Dice) -> Self {
        let mode = dice.one_of(&MODES);
        let lifetime = dice.one_of(&LIFETIMES);
        let late = dice
            .chance(55)
            .then(|| dice.one_of(&[0, SECOND, 30 * SECOND, MINUTE, 10 * MINUTE, 2 * HOUR]));
        let lag = if late.is_some() && dice.chance(60) {
            dice.within(0..=MINUTE)
        } else {
            0
        };
        let mut rules = Self {
            mode,
            lifetime,
            saves_refusals: dice.chance(30),
            lag,
            late,
            duplicates: false,
            page: dice.one_of(&[1, 2, 3, 100]),
            newest_first: dice.chance(60),
            closed: dice.one_of(&[409, 400, 404]),
            failed_test: dice.one_of(&[400, 409, 422]),
            zone: dice.one_of(&[-8, -5, 0, 1, 10]),
            twins: dice.chance(5),
        };
        rules.duplicates = rules.keys_outlive_requests() && dice.chance(30);
        rules
    }

    /// One of these two suffices for *at most once, and never lost*. Where neither holds, nobody can promise it: the
    /// gateway would have to be told that two requests are one, or show what it has made.
    pub fn promise_once(&self) -> bool {
        self.keys_outlive_requests() || self.looks_are_exact()
    }

    /// The same for what takes no key. The answer to a copy that somebody on the way has made may come instead of the one
    /// to what has acted, and a look that lags behind does not tell them apart.
    pub fn promise_once_without_a_key(&self) -> bool {
        self.promise_once() && (!self.duplicates || self.looks_are_exact())
    }

    /// Whatever arrives under a key, arrives while the gateway knows it. All sends but those on the user's word begin
    /// within four minutes of the first one; then there is the way, and the delay.
    fn keys_outlive_requests(&self) -> bool {
        let window = 4 * MINUTE + 2 * PATIENCE + self.late.unwrap_or_default();
        self.mode != Mode::IgnoresKeys && self.lifetime >= window
    }

    /// What is not found has not happened and will not happen.
    fn looks_are_exact(&self) -> bool {
        self.lag == 0 && self.late.is_none()
    }
}

/// How much goes wrong, in per cent of the occasions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trouble {
    pub network: u64,
    pub gateway: u64,
    pub answers: u64,
    pub lists: u64,
    pub disk: u64,
    pub tokens: u64,
    /// Requests that the gateway judges and refuses, for good.
    pub refusals: u64,
    pub late: u64,
}

impl Trouble {
    pub fn draw(dice: &mut Dice) -> Self {
        let mut often = || dice.one_of(&[0, 0, 5, 20, 50]);
        Self {
            network: often(),
            gateway: often(),
            answers: often(),
            lists: often(),
            disk: often() / 4,
            tokens: often() / 4,
            refusals: often() / 4,
            late: often(),
        }
    }
}
