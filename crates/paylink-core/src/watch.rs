//! When to ask about active links, and what: gently, and bounded whatever their number.
//!
//! A page of the gateway's active list tells of a hundred links with one request, so the list is read in rounds. Of a
//! link for one payment that is not in it any more the gateway is asked singly; so it is of payments through links for
//! many, which stay in it, and of the youngest links where a round takes long. Lists and single questions each have a
//! budget of their own. Pure: it is given the time, the links and the answers, and says what to ask next. How the
//! figures were chosen is told in `docs/decisions/0011-asking-gently.md`.

mod budget;
mod quiet;
#[cfg(test)]
mod simulation;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use payroc::{Cursor, Moment, PAGE_MAX};
use uuid::Uuid;

use crate::view::WatchRests;
use budget::Budget;
pub use quiet::is_quiet;

/// So many of the youngest links are asked about singly, too, where the list cannot be read as often as they deserve.
const YOUNGEST: usize = 20;
/// A link that was just made is among them no later than this.
const LOOK_AFTER: Duration = Duration::from_secs(75);
/// The longest a question is put off after trouble.
const PUT_OFF_MAX: Duration = Duration::from_secs(60 * 60);
const PUT_OFF_FIRST: Duration = Duration::from_secs(15);
/// What the gateway asks for is honoured up to a day.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(24 * 60 * 60);
/// A key that may not list payments is asked again after this long.
const FORBIDDEN_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// Nothing is asked sooner after a start: the page reads the list by itself then.
const AFTER_START: Duration = Duration::from_secs(5);

/// How often a round begins, by the age of the youngest link.
const PACES: [(SignedDuration, Duration); 3] = [
    (SignedDuration::from_mins(10), Duration::from_secs(15)),
    (SignedDuration::from_hours(1), Duration::from_secs(75)),
    (SignedDuration::from_hours(24), PACE_TODAY),
];
/// Also where a link is near its last day.
const PACE_TODAY: Duration = Duration::from_secs(5 * 60);
const PACE_OLD: Duration = Duration::from_secs(15 * 60);

/// What there is to watch of a profile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Active {
    pub links: u32,
    /// When the youngest was first kept.
    pub youngest: Option<Timestamp>,
}

/// An active link as a round finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveLink {
    pub id: String,
    pub kept_at: Timestamp,
    /// Its last day is today or tomorrow.
    pub due: bool,
    /// Of a link for many payments: the lists its payments may be in.
    pub payments: Vec<PaymentList>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaymentList {
    Cards,
    BankTransfers,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// Give [`Watch::look`] the active links of this profile, then ask again.
    Look(Uuid),
    Ask(Uuid, Question),
    /// Nothing before this reading of the monotonic clock.
    Until(Duration),
    /// Nothing until something changes.
    Rest,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// A page of the active list.
    Page(Option<Cursor>),
    Link(String),
    Payments(String, PaymentList),
}

/// Why a question was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setback {
    pub why: WatchRests,
    /// What the gateway asked for.
    pub retry_after: Option<Duration>,
}

/// When which question comes, for all profiles.
pub struct Watch {
    profiles: BTreeMap<Uuid, Rounds>,
    began: Duration,
    lists: Budget,
    single: Budget,
    dice: fastrand::Rng,
}

/// What comes next for a profile.
#[derive(Clone, Copy)]
enum Next {
    Look,
    Page,
    Single,
}

/// Where the watch over one profile stands. Times are readings of the monotonic clock.
#[derive(Default)]
struct Rounds {
    active: Active,
    /// When its links were last looked at, and the youngest among them then.
    looked: Option<(Duration, Option<Timestamp>)>,
    /// A round begins with the next look.
    round_due: bool,
    /// The list is being read.
    round: Option<Round>,
    round_ended: Option<Duration>,
    /// How long the pause after it is, as a share of the pace.
    stretch: f64,
    single: VecDeque<Question>,
    single_ended: Option<Duration>,
    /// Links as the last round found them: a link is due, or for many payments.
    due: bool,
    watched_singly: Vec<Question>,
    /// The gateway does not know them.
    lost: BTreeSet<String>,
    setbacks: u32,
    not_before: Duration,
    rests: Option<WatchRests>,
    payments_not_before: Duration,
}

struct Round {
    next: Option<Cursor>,
    /// Known as active when it began, and not met with yet.
    missing: BTreeSet<String>,
}

impl Watch {
    pub fn new(seed: u64, now: Moment) -> Self {
        Self {
            profiles: BTreeMap::new(),
            began: now.monotonic,
            lists: Budget::default(),
            single: Budget::default(),
            dice: fastrand::Rng::with_seed(seed),
        }
    }

    /// Says what there is to watch; profiles that are not named are forgotten.
    pub fn see(&mut self, active: &BTreeMap<Uuid, Active>) {
        self.profiles.retain(|id, _| active.contains_key(id));
        for (id, active) in active {
            self.profiles.entry(*id).or_default().active = *active;
        }
    }

    /// What to do next. Each question is given once and counts as asked.
    pub fn turn(&mut self, now: Moment) -> Turn {
        match self.soonest(now) {
            None => Turn::Rest,
            Some((when, ..)) if when > now.monotonic => Turn::Until(when),
            Some((_, id, Next::Look)) => Turn::Look(id),
            Some((_, id, Next::Single)) => self.ask_singly(id, now.monotonic),
            Some((_, id, Next::Page)) => self.ask_for_a_page(id, now.monotonic),
        }
    }

    /// When the next question comes; the past, if it is due.
    pub fn next_at(&self, now: Moment) -> Option<Duration> {
        self.soonest(now).map(|(when, ..)| when)
    }

    fn soonest(&self, now: Moment) -> Option<(Duration, Uuid, Next)> {
        let at = now.monotonic;
        let first = self.began + AFTER_START;
        let mut soonest: Option<(Duration, Uuid, Next)> = None;
        for (id, rounds) in &self.profiles {
            if rounds.active.links == 0 && rounds.single.is_empty() {
                continue;
            }
            for (when, next) in [
                (rounds.look_at(now), Next::Look),
                (rounds.list_at(now).max(self.lists.free_at(at)), Next::Page),
                (
                    rounds.single_at(now).max(self.single.free_at(at)),
                    Next::Single,
                ),
            ] {
                let when = when.max(first);
                if when < Duration::MAX && soonest.is_none_or(|(least, ..)| when < least) {
                    soonest = Some((when, *id, next));
                }
            }
        }
        soonest
    }

    /// These are the active links of a profile.
    pub fn look(&mut self, profile: Uuid, mut links: Vec<ActiveLink>, now: Moment) {
        let stretch = 0.9 + 0.2 * self.dice.f64();
        let Some(rounds) = self.profiles.get_mut(&profile) else {
            return;
        };
        links.sort_by_key(|link| std::cmp::Reverse(link.kept_at));
        rounds.looked = Some((now.monotonic, rounds.active.youngest));
        rounds.due = links.iter().any(|link| link.due);
        let payments = links.iter().flat_map(|link| {
            let lists = link.payments.iter();
            lists.map(|list| Question::Payments(link.id.clone(), *list))
        });
        let young = links.iter().filter(|link| link.payments.is_empty());
        let young = young.map(|link| Question::Link(link.id.clone()));
        let young = young.take(if rounds.list_is_slow(now) {
            YOUNGEST
        } else {
            0
        });
        rounds.watched_singly = young.chain(payments).collect();
        if rounds.round_due {
            rounds.round_due = false;
            rounds.stretch = stretch;
            rounds.round = Some(Round {
                next: None,
                missing: links.into_iter().map(|link| link.id).collect(),
            });
        }
    }

    /// A page was read: these links are on it.
    pub fn read_page(
        &mut self,
        profile: Uuid,
        on_it: impl IntoIterator<Item = String>,
        next: Option<Cursor>,
        now: Moment,
    ) {
        let Some(rounds) = self.profiles.get_mut(&profile) else {
            return;
        };
        rounds.answered();
        let Some(round) = &mut rounds.round else {
            return;
        };
        for id in on_it {
            round.missing.remove(&id);
        }
        if next.is_some() {
            round.next = next;
            return;
        }
        let missing = rounds.round.take().map(|round| round.missing);
        rounds.round_ended = Some(now.monotonic);
        for id in missing.into_iter().flatten() {
            let question = Question::Link(id.clone());
            if !rounds.lost.contains(&id) && !rounds.single.contains(&question) {
                rounds.single.push_front(question);
            }
        }
    }

    /// A single question was answered.
    pub fn answered(&mut self, profile: Uuid) {
        if let Some(rounds) = self.profiles.get_mut(&profile) {
            rounds.answered();
        }
    }

    /// The gateway does not know this link.
    pub fn lost(&mut self, profile: Uuid, link: &str) {
        if let Some(rounds) = self.profiles.get_mut(&profile) {
            rounds.answered();
            rounds.lost.insert(link.to_owned());
        }
    }

    /// The key may not list payments: they are left alone for a day.
    pub fn may_not_list_payments(&mut self, profile: Uuid, now: Moment) {
        if let Some(rounds) = self.profiles.get_mut(&profile) {
            rounds.answered();
            rounds.payments_not_before = now.monotonic + FORBIDDEN_FOR;
            let is_payments = |question: &Question| matches!(question, Question::Payments(..));
            rounds.single.retain(|question| !is_payments(question));
        }
    }

    /// The profiles whose keys may not list payments, as far as is known.
    pub fn without_payments(&self, now: Moment) -> Vec<Uuid> {
        let without = |rounds: &Rounds| rounds.payments_not_before > now.monotonic;
        let all = self.profiles.iter();
        all.filter(|(_, rounds)| without(rounds))
            .map(|(id, _)| *id)
            .collect()
    }

    /// A question was not answered: it comes again later.
    pub fn failed(&mut self, profile: Uuid, question: Question, setback: Setback, now: Moment) {
        let stretch = 1.0 + 0.2 * self.dice.f64();
        let Some(rounds) = self.profiles.get_mut(&profile) else {
            return;
        };
        if let Question::Page(_) = question {
            if !matches!(setback.why, WatchRests::Offline | WatchRests::BackingOff) {
                rounds.round = None;
            }
        } else {
            rounds.single.push_front(question);
        }
        let doubled = PUT_OFF_FIRST.saturating_mul(1 << rounds.setbacks.min(12));
        let put_off = match setback.why {
            WatchRests::NoKey => PUT_OFF_MAX,
            WatchRests::Off
            | WatchRests::NothingActive
            | WatchRests::Offline
            | WatchRests::BackingOff => doubled.min(PUT_OFF_MAX).mul_f64(stretch),
        };
        let asked_for = setback.retry_after.unwrap_or_default();
        rounds.not_before = now.monotonic + put_off.max(asked_for.min(RETRY_AFTER_MAX));
        rounds.setbacks = rounds.setbacks.saturating_add(1);
        rounds.rests = Some(setback.why);
    }

    /// The key, or the connection, may be back: whatever waits for one is asked at once. A gateway that wants to be
    /// left alone is left alone.
    pub fn hope(&mut self, profile: Option<Uuid>) {
        for (id, rounds) in &mut self.profiles {
            let is_meant = profile.is_none_or(|profile| profile == *id);
            if is_meant && matches!(rounds.rests, Some(WatchRests::Offline | WatchRests::NoKey)) {
                rounds.not_before = Duration::ZERO;
                rounds.rests = None;
                rounds.round_ended = None;
            }
        }
    }

    /// Requests an hour at this number of links, once it goes by itself.
    pub fn requests_per_hour(&self, now: Moment) -> u32 {
        let (mut lists, mut single) = (0.0, 0.0);
        for rounds in self.profiles.values() {
            let rounds_an_hour = 3600.0 / rounds.pace(now).as_secs_f64();
            lists += rounds_an_hour * f64::from(rounds.active.pages());
            let singly = u32::try_from(rounds.watched_singly.len()).unwrap_or(u32::MAX);
            single += rounds_an_hour * f64::from(singly);
        }
        let figure = lists.min(Budget::PER_HOUR) + single.min(Budget::PER_HOUR);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "no more than both budgets"
        )]
        let figure = figure.ceil() as u32;
        figure
    }

    /// Why nothing is asked for now, if all that could be asked is put off.
    pub fn rests(&self) -> Option<WatchRests> {
        let mut active = self.profiles.values().filter(|it| it.active.links > 0);
        let first = active.next()?.rests?;
        active.all(|it| it.rests.is_some()).then_some(first)
    }

    fn ask_for_a_page(&mut self, profile: Uuid, at: Duration) -> Turn {
        let Some(rounds) = self.profiles.get_mut(&profile) else {
            return Turn::Rest;
        };
        match &rounds.round {
            None => {
                rounds.round_due = true;
                Turn::Look(profile)
            }
            Some(round) => {
                self.lists.spend(at);
                Turn::Ask(profile, Question::Page(round.next.clone()))
            }
        }
    }

    fn ask_singly(&mut self, profile: Uuid, at: Duration) -> Turn {
        let Some(rounds) = self.profiles.get_mut(&profile) else {
            return Turn::Rest;
        };
        if rounds.single.is_empty() {
            let may_list = at >= rounds.payments_not_before;
            let due = rounds.watched_singly.iter();
            let due = due.filter(|question| may_list || matches!(question, Question::Link(_)));
            rounds.single.extend(due.cloned());
        }
        let Some(question) = rounds.single.pop_front() else {
            rounds.single_ended = Some(at);
            return Turn::Until(at);
        };
        if rounds.single.is_empty() {
            rounds.single_ended = Some(at);
        }
        self.single.spend(at);
        Turn::Ask(profile, question)
    }
}

impl Rounds {
    fn answered(&mut self) {
        self.setbacks = 0;
        self.rests = None;
        self.not_before = Duration::ZERO;
    }

    fn pace(&self, now: Moment) -> Duration {
        let age = self
            .active
            .youngest
            .map(|kept| now.wall.duration_since(kept));
        let paced = age.and_then(|age| PACES.iter().find(|(younger, _)| age < *younger));
        match paced {
            Some((_, pace)) => *pace,
            None if self.due => PACE_TODAY,
            None => PACE_OLD,
        }
    }

    fn pause(&self, now: Moment) -> Duration {
        self.pace(now).mul_f64(self.stretch)
    }

    /// Whether the list cannot be read as often as the youngest link deserves.
    fn list_is_slow(&self, now: Moment) -> bool {
        let rounds_an_hour = 3600.0 / self.pace(now).as_secs_f64();
        self.active.pages() > 1
            && rounds_an_hour * f64::from(self.active.pages()) > Budget::PER_HOUR
    }

    /// When its links are to be looked at, apart from the beginnings of rounds: some are new, and a round is far.
    fn look_at(&self, now: Moment) -> Duration {
        match self.looked {
            Some((at, youngest)) if self.active.youngest > youngest && self.list_is_slow(now) => {
                at + LOOK_AFTER
            }
            Some(_) | None => Duration::MAX,
        }
    }

    /// When a page may be asked for.
    fn list_at(&self, now: Moment) -> Duration {
        if self.active.links == 0 {
            return Duration::MAX;
        }
        let ended = self.round_ended.filter(|_| self.round.is_none());
        let due = ended.map_or(Duration::ZERO, |ended| ended + self.pause(now));
        due.max(self.not_before)
    }

    /// When the next single question may be asked.
    fn single_at(&self, now: Moment) -> Duration {
        if self.single.is_empty() && self.watched_singly.is_empty() {
            return Duration::MAX;
        }
        let ended = self.single_ended.filter(|_| self.single.is_empty());
        let due = ended.map_or(Duration::ZERO, |ended| ended + self.pause(now));
        due.max(self.not_before)
    }
}

impl Active {
    fn pages(&self) -> u32 {
        self.links.div_ceil(PAGE_MAX)
    }
}
