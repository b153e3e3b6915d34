//! Days of watching in milliseconds: a gateway and its links in memory, and a clock that jumps from turn to turn.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use payroc::{Cursor, Moment};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const HOUR: Duration = Duration::from_secs(60 * 60);
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const PROFILE: Uuid = Uuid::nil();

/// A gateway, a Paylink that watches it, and a clock.
struct World {
    watch: Watch,
    now: Moment,
    /// Active at the gateway, in the order of its list.
    at_gateway: Vec<String>,
    /// Active as far as Paylink knows, and when each was first kept.
    known: BTreeMap<String, Timestamp>,
    /// Links for many payments among them.
    many: BTreeSet<String>,
    asked: Vec<(Duration, Question)>,
    /// What every question runs into.
    trouble: Option<Setback>,
    forbidden: bool,
}

impl World {
    fn with(links: u32, age: SignedDuration) -> Self {
        let now = Moment {
            monotonic: Duration::from_secs(1_000),
            wall: "2026-03-02T10:00:00Z".parse().unwrap(),
        };
        let ids: Vec<_> = (0..links).map(id).collect();
        Self {
            watch: Watch::new(7, now),
            now,
            known: ids.iter().map(|id| (id.clone(), now.wall - age)).collect(),
            at_gateway: ids,
            many: BTreeSet::new(),
            asked: Vec::new(),
            trouble: None,
            forbidden: false,
        }
    }

    fn for_many_payments(mut self) -> Self {
        self.many = self.known.keys().cloned().collect();
        self
    }

    fn pass(&mut self, by: Duration) {
        self.now.monotonic += by;
        self.now.wall += by;
    }

    /// Lets Paylink watch for so long.
    fn watch_for(&mut self, how_long: Duration) {
        let end = self.now.monotonic + how_long;
        loop {
            self.watch.see(&self.active());
            let at = match self.watch.turn(self.now) {
                Turn::Look(_) => {
                    self.look();
                    continue;
                }
                Turn::Ask(_, question) => {
                    self.asked.push((self.now.monotonic, question.clone()));
                    self.answer(question);
                    continue;
                }
                Turn::Until(at) => at,
                Turn::Rest => end,
            };
            if at >= end {
                self.pass(end - self.now.monotonic);
                return;
            }
            self.pass(at.saturating_sub(self.now.monotonic));
        }
    }

    fn active(&self) -> BTreeMap<Uuid, Active> {
        let active = Active {
            links: u32::try_from(self.known.len()).unwrap(),
            youngest: self.known.values().max().copied(),
        };
        [(PROFILE, active)].into()
    }

    fn look(&mut self) {
        let link = |(id, kept_at): (&String, &Timestamp)| ActiveLink {
            id: id.clone(),
            kept_at: *kept_at,
            due: false,
            payments: if self.many.contains(id) {
                vec![PaymentList::Cards]
            } else {
                Vec::new()
            },
        };
        let links = self.known.iter().map(link).collect();
        self.watch.look(PROFILE, links, self.now);
    }

    fn answer(&mut self, question: Question) {
        if let Some(setback) = self.trouble {
            self.watch.failed(PROFILE, question, setback, self.now);
            return;
        }
        match question {
            Question::Page(cursor) => {
                let from = match cursor {
                    Some(Cursor::After(last)) => {
                        1 + self
                            .at_gateway
                            .iter()
                            .position(|id| *id == last)
                            .unwrap_or_default()
                    }
                    Some(Cursor::Before(_)) | None => 0,
                };
                let rest = &self.at_gateway[from.min(self.at_gateway.len())..];
                let page: Vec<_> = rest.iter().take(PAGE_MAX as usize).cloned().collect();
                let last = page.last().filter(|_| rest.len() > page.len());
                let next = last.map(|last| Cursor::After(last.clone()));
                self.watch.read_page(PROFILE, page, next, self.now);
            }
            Question::Link(id) => {
                if !self.at_gateway.contains(&id) {
                    self.known.remove(&id);
                }
                self.watch.answered(PROFILE);
            }
            Question::Payments(..) if self.forbidden => {
                self.watch.may_not_list_payments(PROFILE, self.now);
            }
            Question::Payments(..) => self.watch.answered(PROFILE),
        }
    }

    /// A customer pays; gives how long Paylink takes to notice.
    fn noticed_after(&mut self, paid: u32, limit: Duration) {
        let paid = id(paid);
        self.at_gateway.retain(|id| *id != paid);
        let from = self.now.monotonic;
        while self.known.contains_key(&paid) {
            assert!(
                self.now.monotonic - from < limit,
                "not noticed after {limit:?}"
            );
            self.watch_for(Duration::from_secs(1));
        }
    }

    /// The most requests that there were in any hour.
    fn busiest_hour(&self) -> usize {
        let hour_from = |from: &Duration| {
            let within = |(at, _): &&(Duration, Question)| *at >= *from && *at < *from + HOUR;
            self.asked.iter().filter(within).count()
        };
        self.asked
            .iter()
            .map(|(at, _)| hour_from(at))
            .max()
            .unwrap_or_default()
    }

    fn asked_within(&mut self, how_long: Duration) -> usize {
        let before = self.asked.len();
        self.watch_for(how_long);
        self.asked.len() - before
    }
}

fn id(number: u32) -> String {
    format!("LINK{number:06}")
}

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

#[test]
fn with_no_active_link_nothing_is_asked() {
    let mut world = World::with(0, days(3));

    assert_eq!(world.asked_within(7 * DAY), 0);
    assert_eq!(world.watch.requests_per_hour(world.now), 0);
}

#[test]
fn the_requests_of_an_hour_stay_few_whatever_the_number_of_links() {
    // Links, days old: requests in an ordinary hour, no more than these in the busiest.
    let table = [
        (10, 3, 4, 5),
        (10, 0, 12, 30),
        (1_000, 3, 40, 60),
        (50_000, 3, 100, 120),
    ];

    for (links, age, ordinary, busiest) in table {
        let mut world = World::with(links, days(age) + SignedDuration::from_hours(2));
        world.watch_for(2 * HOUR);
        let told = world.watch.requests_per_hour(world.now);
        let asked = world.asked_within(8 * HOUR) / 8;

        assert!(
            asked.abs_diff(ordinary) <= 1 + ordinary / 8,
            "{links}: {asked} an hour"
        );
        assert!(
            asked.abs_diff(told as usize) <= 1 + asked / 8,
            "{links}: {told} told"
        );
        assert!(
            world.busiest_hour() <= busiest,
            "{links}: {}",
            world.busiest_hour()
        );
    }
}

#[test]
fn a_young_link_is_noticed_within_seconds_and_an_old_one_within_minutes() {
    // Links, their age, the longest it may take.
    let table = [
        (1, SignedDuration::from_secs(30), Duration::from_secs(20)),
        (10, SignedDuration::from_mins(30), 2 * MINUTE),
        (10, SignedDuration::from_hours(5), 6 * MINUTE),
        (10, days(3), 18 * MINUTE),
        (1_000, days(3), 30 * MINUTE),
    ];

    for (links, age, limit) in table {
        let mut world = World::with(links, age);
        world.watch_for(Duration::from_secs(30));
        world.noticed_after(links / 2, limit);
    }
}

#[test]
fn of_fifty_thousand_links_the_youngest_are_noticed_within_half_an_hour() {
    let mut world = World::with(50_000, days(30));
    world.watch_for(HOUR);
    // Made in the middle of a round that takes half a day.
    world.known.insert(id(123), world.now.wall);
    world.watch_for(2 * HOUR);

    world.noticed_after(123, 35 * MINUTE);
}

#[test]
fn payments_through_many_links_share_the_single_questions() {
    let mut world = World::with(200, days(3)).for_many_payments();

    world.watch_for(12 * HOUR);

    assert!(world.busiest_hour() <= 120);
    let lists = world
        .asked
        .iter()
        .filter_map(|(_, question)| match question {
            Question::Payments(id, _) => Some(id.clone()),
            Question::Page(_) | Question::Link(_) => None,
        });
    assert_eq!(lists.collect::<BTreeSet<_>>().len(), 200);
}

#[test]
fn a_key_that_may_not_list_payments_is_asked_again_after_a_day() {
    let mut world = World::with(5, days(3)).for_many_payments();
    world.forbidden = true;
    let asked = |world: &World| {
        let is_payments =
            |(_, question): &&(Duration, Question)| matches!(question, Question::Payments(..));
        world.asked.iter().filter(is_payments).count()
    };

    world.watch_for(23 * HOUR);
    assert_eq!(asked(&world), 1);
    world.watch_for(2 * HOUR);

    assert_eq!(asked(&world), 2);
}

#[test]
fn trouble_is_met_with_ever_longer_pauses_and_a_gateway_is_left_alone_as_long_as_it_asks() {
    let mut world = World::with(10, SignedDuration::from_secs(30));
    world.trouble = Some(Setback {
        why: WatchRests::BackingOff,
        retry_after: None,
    });

    assert!(world.asked_within(HOUR) <= 9);
    assert_eq!(world.watch.rests(), Some(WatchRests::BackingOff));
    assert!(world.asked_within(24 * HOUR) <= 25);
    world.trouble = Some(Setback {
        why: WatchRests::BackingOff,
        retry_after: Some(3 * HOUR),
    });
    world.watch_for(HOUR + HOUR / 4);
    assert_eq!(world.asked_within(HOUR + HOUR / 2), 0);
    // Hope for a connection is no reason to disturb it.
    world.watch.hope(None);
    assert_eq!(world.asked_within(MINUTE), 0);
    world.trouble = None;
    world.watch_for(HOUR);

    assert!(world.watch.rests().is_none());
}

#[test]
fn without_a_connection_it_is_asked_ever_more_seldom_and_at_once_when_it_returns() {
    let mut world = World::with(10, days(3));
    world.trouble = Some(Setback {
        why: WatchRests::Offline,
        retry_after: None,
    });
    world.watch_for(12 * HOUR);
    assert!(world.asked.len() <= 22, "{}", world.asked.len());
    assert_eq!(world.watch.rests(), Some(WatchRests::Offline));

    world.trouble = None;
    world.watch.hope(None);

    assert_eq!(world.asked_within(Duration::from_secs(1)), 1);
    assert!(world.watch.rests().is_none());
}

#[test]
fn a_sleep_of_twelve_hours_is_caught_up_with_at_once_and_with_one_round() {
    let mut world = World::with(10, days(3));
    world.watch_for(HOUR);

    world.pass(12 * HOUR);

    assert_eq!(world.asked_within(5 * MINUTE), 1);
}

#[test]
fn a_clock_that_is_set_a_day_on_or_back_neither_stops_the_watch_nor_hurries_it() {
    for by in [days(1), days(-1)] {
        let mut world = World::with(10, SignedDuration::from_hours(5));
        world.watch_for(HOUR);

        world.now.wall += by;

        assert!(world.busiest_hour() <= 60);
        world.noticed_after(3, 18 * MINUTE);
        world.watch_for(4 * HOUR);
        assert!(world.busiest_hour() <= 60);
    }
}

#[test]
fn two_paylinks_do_not_ask_at_the_same_moments() {
    let moments = |seed| {
        let mut world = World::with(10, days(3));
        world.watch = Watch::new(seed, world.now);
        world.watch_for(4 * HOUR);
        world
            .asked
            .into_iter()
            .skip(1)
            .map(|(at, _)| at)
            .collect::<BTreeSet<_>>()
    };

    assert!(moments(1).is_disjoint(&moments(2)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_hour_sees_more_than_its_budget_whatever_happens(
        seed: u64,
        links in 0..900_u32,
        many: bool,
        history in prop::collection::vec((0..6_u8, 1..120_u64), 1..16),
    ) {
        let mut world = World::with(links, days(1));
        world.watch = Watch::new(seed, world.now);
        if many {
            world = world.for_many_payments();
        }
        for (what, minutes) in history {
            match what {
                0 => world.watch.hope(None),
                1 => world.trouble = Some(Setback { why: WatchRests::Offline, retry_after: None }),
                2 => world.trouble = None,
                3 => world.pass(Duration::from_secs(minutes * 60)),
                4 => world.at_gateway.truncate(world.at_gateway.len() / 2),
                _ => world.now.wall -= SignedDuration::from_mins(i64::try_from(minutes).unwrap()),
            }
            world.watch_for(Duration::from_secs(minutes * 60));
        }

        prop_assert!(world.busiest_hour() <= 120, "{}", world.busiest_hour());
    }
}
