//! Everything of one schedule that is not Paylink: time, the machine, the disk, the network, the gateway.
//!
//! Time is virtual and true; what the machine's wall clock shows is another matter. What is to come lies in one queue.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use paylink_core::outbox::step::State as StepState;
use payroc::PaymentLinkId;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::dice::Dice;
use super::disk::Disk;
use super::gateway::{Answer, Fate, Gateway, Message};
use super::ledger::Ledger;
use super::planted::Plant;
use super::queue::{Coming, Diary, Queue};
use super::rules::{HOUR, PATIENCE, Rules, SECOND, Trouble};

pub struct Stage {
    props: Mutex<Props>,
}

pub struct Props {
    /// True time since the schedule began, in ms.
    pub now: u64,
    /// How far the wall clock is off, in ms.
    pub clock_off: i64,
    pub queue: Queue,
    pub dice: Dice,
    pub rules: Rules,
    pub trouble: Trouble,
    pub plant: Plant,
    pub online: bool,
    pub key: Key,
    pub disk: Disk,
    pub gateway: Gateway,
    pub ledger: Ledger,
    pub diary: Diary,
    /// How many points the process still passes before it is killed.
    pub points_left: Option<u32>,
    pub killed: bool,
    /// The machine sleeps until then.
    pub asleep_until: u64,
    /// How many looks have been answered.
    pub looks: u64,
    /// Requests by key, as they first left, and how many looks there had been when they last did.
    seen: BTreeMap<Uuid, (Message, u64)>,
}

/// The API key, as the machine has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    There,
    Locked,
    Missing,
}

impl Stage {
    pub fn new(props: Props) -> Self {
        Self {
            props: Mutex::new(props),
        }
    }

    pub fn props(&self) -> MutexGuard<'_, Props> {
        self.props.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub async fn pause(&self, ms: u64) {
        let rung = {
            let mut props = self.props();
            let (bell, rung) = oneshot::channel();
            let at = props.now.saturating_add(ms);
            props.queue.push(at, Coming::Rings(bell));
            rung
        };
        // The bell is dropped only with the stage.
        if rung.await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Where a process may be killed. Nothing of it goes on from there.
    pub async fn point(&self, what: &'static str) {
        let is_the_end = self.props().passes(what);
        if is_the_end {
            std::future::pending::<()>().await;
        }
    }
}

impl Props {
    pub fn new(seed: u64, plant: Plant) -> Self {
        let mut dice = Dice::new(seed);
        let rules = Rules::draw(&mut dice);
        let trouble = Trouble::draw(&mut dice);
        Self {
            // No list lags behind the beginning.
            now: HOUR,
            clock_off: 0,
            queue: Queue::default(),
            dice,
            rules,
            trouble,
            plant,
            online: true,
            key: Key::There,
            disk: Disk::default(),
            gateway: Gateway::default(),
            ledger: Ledger::default(),
            diary: Diary::default(),
            points_left: None,
            killed: false,
            asleep_until: 0,
            looks: 0,
            seen: BTreeMap::new(),
        }
    }

    pub fn note(&mut self, line: impl FnOnce() -> String) {
        self.diary.write(self.now, line);
    }

    /// What a right clock shows.
    pub fn true_wall(&self) -> Timestamp {
        began() + SignedDuration::from_millis(self.now.cast_signed())
    }

    /// What the machine's clock shows.
    pub fn wall(&self) -> Timestamp {
        self.true_wall() + SignedDuration::from_millis(self.clock_off)
    }

    fn passes(&mut self, what: &'static str) -> bool {
        match &mut self.points_left {
            Some(0) => {
                self.points_left = None;
                self.killed = true;
                self.note(|| format!("KILLED at: {what}"));
                true
            }
            Some(left) => {
                *left -= 1;
                false
            }
            None => false,
        }
    }

    /// Sends a request on its way; gives what its answer will come by. One that only its token kept from being read is
    /// sent with a renewed one.
    pub fn send(&mut self, mut message: Message, is_renewed: bool) -> oneshot::Receiver<Answer> {
        self.check_before_it_leaves(&message, is_renewed);
        let (answer, answered) = oneshot::channel();
        let way = self.way();
        let is_lost = self.dice.chance(self.trouble.network);
        let is_late = self.dice.chance(self.trouble.late);
        let at = match self.rules.late {
            Some(late) if is_late => self.now + PATIENCE + self.dice.within(0..=late),
            _ if is_lost => {
                self.note(|| "        the request is lost on its way".to_owned());
                return answered;
            }
            _ => self.now + way,
        };
        // A copy is the same in everything, its token too.
        message.fate.stale_token |= self.dice.chance(self.trouble.tokens);
        if self.rules.duplicates && self.dice.chance(20) {
            let again = at
                + self
                    .dice
                    .within(0..=self.rules.late.unwrap_or(SECOND).min(PATIENCE));
            let copy = Box::new(message.clone());
            self.queue.push(again, Coming::Arrives(copy, None));
        }
        if self.rules.late.is_none() {
            // It has arrived, or never will.
            self.arrives(&message, Some(answer));
        } else {
            let message = Box::new(message);
            self.queue.push(at, Coming::Arrives(message, Some(answer)));
        }
        answered
    }

    pub fn arrives(&mut self, message: &Message, answer: Option<oneshot::Sender<Answer>>) {
        let wall = self.true_wall();
        let before = self.gateway.effects.len();
        let (said, leaves) = self
            .gateway
            .receive(message, self.now, wall, &self.rules.clone());
        let made: Vec<String> = self.gateway.effects[before..]
            .iter()
            .map(|effect| effect.id().to_owned())
            .collect();
        self.note(|| {
            let key = &message.key.to_string()[..8];
            let done = if made.is_empty() {
                "nothing made".to_owned()
            } else {
                format!("MADE {}", made.join(" "))
            };
            format!(
                "        arrives: {:?} under {key}; {done}; says {}",
                message.operation,
                in_short(&said)
            )
        });
        let is_lost = self.dice.chance(self.trouble.answers / 2);
        let Some(answer) = answer.filter(|_| !is_lost) else {
            return;
        };
        let mut at = leaves + self.way();
        if self.dice.chance(self.trouble.answers / 2) {
            at += self.dice.within(0..=2 * PATIENCE);
        }
        self.queue.push(at, Coming::Answers(answer, Box::new(said)));
    }

    /// What a deactivation that has no key on its way is kept under.
    pub fn key_of_deactivation(&self, link: &PaymentLinkId) -> Uuid {
        let durable = self.disk.durable().intents.iter();
        let of_it = durable.filter(|kept| {
            let about = kept.intent.payment_link_id.as_deref();
            about == Some(link.as_str())
        });
        let mut steps = of_it.filter_map(|kept| kept.intent.deactivation());
        let sending = steps.find(|step| step.step.state == StepState::Sending);
        sending.map_or(Uuid::nil(), |step| step.key.as_uuid())
    }

    pub fn has_seen(&self, key: Uuid) -> bool {
        self.seen.contains_key(&key)
    }

    /// A way through the network takes so long.
    pub fn way(&mut self) -> u64 {
        match self.rules.late {
            Some(_) => self.dice.within(1..=150),
            None => 1,
        }
    }

    pub fn fate(&mut self) -> Fate {
        use super::gateway::After;
        let (dice, trouble) = (&mut self.dice, &self.trouble);
        let before = dice.chance(trouble.gateway / 2);
        let refusal = dice.chance(trouble.refusals);
        let after = dice.chance(trouble.gateway / 2);
        Fate {
            stale_token: false,
            before: before.then(|| dice.one_of(&[500, 502, 503, 429, 408])),
            refusal: refusal.then(|| dice.one_of(&[400, 400, 403, 404, 409, 415])),
            work: dice.one_of(&[0, 5, 50, 50, 2 * SECOND, 40 * SECOND]),
            after: if after {
                dice.one_of(&[
                    After::Fails(500),
                    After::Fails(504),
                    After::Garbage,
                    After::WrongEcho,
                    After::Silence,
                ])
            } else {
                After::Answers
            },
        }
    }

    /// What must be true of whatever leaves, in every world.
    fn check_before_it_leaves(&mut self, message: &Message, is_renewed: bool) {
        let durable = self.disk.durable();
        let mut steps = durable.intents.iter().flat_map(|kept| &kept.intent.steps);
        let kept = steps.find(|step| step.key.as_uuid() == message.key);
        let flaw = match kept {
            None => Some("a request left under a key that was not durable"),
            Some(kept) if kept.step.state != StepState::Sending => {
                Some("a request left that was not durable as sending")
            }
            Some(kept)
                if kept.operation != message.operation
                    || (kept.body != message.body && self.plant != Plant::Unguarded) =>
            {
                Some("a request left with other bytes than were kept")
            }
            Some(kept)
                if kept.step.may_have_acted
                    && !is_renewed
                    && !self.ledger.send_again.contains_key(&kept.id)
                    && self.has_not_looked_since(message.key) =>
            {
                Some("a request that may have acted left again without a look")
            }
            Some(_) => None,
        };
        if let Some(flaw) = flaw {
            self.ledger.flaw(flaw);
        }
        let looks = self.looks;
        let first = self.seen.entry(message.key);
        let (first, last_looks) = first.or_insert_with(|| (message.clone(), looks));
        *last_looks = looks;
        if first.body != message.body || first.link != message.link {
            self.ledger.flaw("one key, two different requests");
        }
    }

    fn has_not_looked_since(&self, key: Uuid) -> bool {
        let seen = self.seen.get(&key);
        seen.is_some_and(|(_, looks)| *looks == self.looks)
    }
}

fn in_short(answer: &Answer) -> String {
    match answer {
        Answer::Link(link) => format!("201 {}", link.payment_link_id),
        Answer::Event(event) => format!("201 {}", event.sharing_event_id),
        Answer::Refused(status, ..) => status.to_string(),
        Answer::Unreadable => "201 and garbage".to_owned(),
        Answer::Nothing => "nothing".to_owned(),
    }
}

fn began() -> Timestamp {
    const NOON: i64 = 1_772_366_400;
    Timestamp::from_second(NOON).expect("a moment of our time")
}
