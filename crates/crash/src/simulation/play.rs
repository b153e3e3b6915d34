//! One schedule: scenes of trouble, then peace until all is at rest, then the oracle.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::Stream;
use futures_util::stream::FuturesUnordered;
use paylink_core::outbox::connections::Connections;
use paylink_core::outbox::step::State;
use paylink_core::outbox::{order, runner};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::oracle;
use super::planted::Plant;
use super::process::Process;
use super::queue::Coming;
use super::report::{Counts, Story};
use super::rules::{HOUR, MINUTE, SECOND, Trouble};
use super::stage::{Key, Props, Stage};
use super::user::{self, Press};

/// In peace everything comes to rest within this.
const PEACE_MAX: u64 = 6 * HOUR;
/// The most decisions that a user takes once there is peace.
const DECISIONS_MAX: u32 = 5;

pub struct Play {
    seed: u64,
    pub(super) stage: Arc<Stage>,
    pub(super) running: Option<Running>,
    /// One that was started beside the first.
    pub(super) second: Option<Running>,
    scenes_left: u64,
    /// What the next kill is: for how long the machine is off, and whether its power was cut.
    pub(super) off: u64,
    pub(super) power_cut: bool,
    peace_since: Option<u64>,
    decisions_left: u32,
    counts: Counts,
}

/// A process and what it is doing.
pub(super) struct Running {
    pub(super) process: Arc<Process>,
    pub(super) doing: FuturesUnordered<Press>,
}

impl Running {
    pub(super) fn start(stage: &Arc<Stage>, defers: bool) -> Self {
        let process = Arc::new(Process::new(stage, defers));
        let outbox = Arc::clone(&process);
        let run: Press = Box::pin(async move { runner::run(&*outbox).await });
        Self {
            process,
            doing: FuturesUnordered::from_iter([run]),
        }
    }

    fn poll(&mut self) {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut context = Context::from_waker(&waker);
        loop {
            match Pin::new(&mut self.doing).poll_next(&mut context) {
                Poll::Ready(Some(())) => {}
                // It gives others a turn now and then, and wants to be polled again.
                Poll::Pending if woken.0.swap(false, Ordering::Relaxed) => {}
                Poll::Pending | Poll::Ready(None) => return,
            }
        }
    }
}

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Play {
    pub fn new(seed: u64, plant: Plant, is_told: bool) -> Self {
        let mut props = Props::new(seed, plant);
        props.diary.lines = is_told.then(Vec::new);
        let scenes_left = props.dice.within(2..=10);
        let now = props.now;
        props.queue.push(now, Coming::NextScene);
        let stage = Arc::new(Stage::new(props));
        Self {
            seed,
            running: Some(Running::start(&stage, false)),
            stage,
            second: None,
            scenes_left,
            off: 0,
            power_cut: false,
            peace_since: None,
            decisions_left: DECISIONS_MAX,
            counts: Counts::default(),
        }
    }

    pub fn until_its_end(mut self) -> Story {
        loop {
            self.poll();
            if self.peace_since.is_some() && self.is_over() {
                break;
            }
            let Some((at, coming)) = self.stage.props().queue.pop() else {
                self.stage
                    .props()
                    .ledger
                    .flaw("nothing is to come and all is not at rest");
                break;
            };
            self.comes(at, coming);
        }
        // A process that is gone holds the stage no longer.
        self.running = None;
        self.second = None;
        let mut props = self.stage.props();
        tell_the_end(&mut props);
        oracle::judge(&mut props);
        self.counts.intents = props.ledger.asked.len() as u64;
        self.counts.effects = props.gateway.effects.len() as u64;
        self.counts.doubles_beyond_promise = oracle::doubles_beyond_promise(&props);
        Story {
            seed: self.seed,
            lines: props.diary.lines.take().unwrap_or_default(),
            flaws: std::mem::take(&mut props.ledger.flaws)
                .into_iter()
                .collect(),
            rules: props.rules.clone(),
            counts: self.counts,
        }
    }

    fn poll(&mut self) {
        if let Some(second) = &mut self.second {
            second.poll();
        }
        if let Some(running) = &mut self.running {
            running.poll();
        }
        if self.stage.props().killed {
            self.dies();
        }
    }

    fn comes(&mut self, at: u64, coming: Coming) {
        let mut props = self.stage.props();
        let is_the_machines = !matches!(coming, Coming::Arrives(..));
        if is_the_machines && props.asleep_until > at {
            let at = props.asleep_until;
            props.queue.push(at, coming);
            return;
        }
        props.now = props.now.max(at);
        match coming {
            Coming::Rings(bell) => ring(bell),
            Coming::Arrives(message, answer) => props.arrives(&message, answer),
            Coming::Answers(waiting, answer) => {
                // Whoever waited for it may have given up.
                drop(waiting.send(*answer));
            }
            Coming::NextScene => {
                drop(props);
                self.next_scene();
            }
            Coming::Starts => {
                drop(props);
                self.starts();
            }
        }
    }

    fn starts(&mut self) {
        if self.running.is_some() {
            return;
        }
        let mut props = self.stage.props();
        props.note(|| "PAYLINK STARTS".to_owned());
        let soon = props.now + props.dice.one_of(&[0, 10, SECOND, MINUTE]);
        if self.peace_since.is_none() {
            props.queue.push(soon, Coming::NextScene);
        }
        drop(props);
        self.running = Some(Running::start(&self.stage, false));
    }

    fn dies(&mut self) {
        self.running = None;
        self.second = None;
        let mut props = self.stage.props();
        props.killed = false;
        props.points_left = None;
        if self.power_cut {
            let Props { disk, dice, .. } = &mut *props;
            let lost = disk.power_cut(dice);
            props.note(|| format!("THE POWER is cut; {lost} commits are lost"));
            self.counts.power_cuts += 1;
        } else {
            props.disk.process_killed();
            self.counts.kills += 1;
        }
        let at = props.now + self.off;
        props.queue.push(at, Coming::Starts);
    }

    fn next_scene(&mut self) {
        if self.running.is_none() || self.peace_since.is_some() {
            return;
        }
        self.second = None;
        if self.scenes_left == 0 {
            self.peace_comes();
            return;
        }
        self.scenes_left -= 1;
        self.scene();
        let mut props = self.stage.props();
        let pauses = [
            0,
            5,
            50,
            50,
            SECOND,
            10 * SECOND,
            40 * SECOND,
            2 * MINUTE,
            6 * MINUTE,
            15 * MINUTE,
        ];
        let next = props.now + props.dice.one_of(&pauses);
        props.queue.push(next, Coming::NextScene);
    }

    /// Nothing goes wrong any more; what is under way goes on.
    fn peace_comes(&mut self) {
        let Some(running) = &self.running else { return };
        let mut props = self.stage.props();
        props.note(|| "PEACE".to_owned());
        self.peace_since = Some(props.now);
        props.trouble = Trouble::default();
        props.points_left = None;
        props.online = true;
        props.key = Key::There;
        running
            .doing
            .push(user::connects_again(&mut props, &running.process));
    }

    /// All is at rest, and the user has no more to say.
    fn is_over(&mut self) -> bool {
        let Some(running) = &self.running else {
            return false;
        };
        let mut props = self.stage.props();
        if self
            .peace_since
            .is_some_and(|since| props.now > since + PEACE_MAX)
        {
            props.ledger.flaw("it does not come to rest");
            return true;
        }
        if running.doing.len() > 1 || !is_at_rest(&props) || props.queue.holds_arrivals() {
            return false;
        }
        if self.decisions_left == 0 {
            return true;
        }
        self.decisions_left -= 1;
        let Some(press) = user::decides(&mut props, &running.process) else {
            return true;
        };
        self.counts.decisions += 1;
        running.doing.push(press);
        drop(props);
        self.poll();
        false
    }
}

fn tell_the_end(props: &mut Props) {
    let tables = Arc::clone(props.disk.current());
    for kept in &tables.intents {
        for (request, result) in kept.intent.steps.iter().zip(&kept.results) {
            let (step, key) = (&request.step, request.key.to_string());
            props.note(|| {
                format!(
                    "IN THE END {:?} under {}, named {}: {:?} {}",
                    request.operation,
                    &key[..8],
                    &request.id.to_string()[..8],
                    step.state,
                    result.as_deref().unwrap_or_default()
                )
            });
        }
    }
}

/// Nothing is due, nothing is under way, and nothing will be by itself.
fn is_at_rest(props: &Props) -> bool {
    let unsettled = props.disk.current().unsettled();
    let nobody = BTreeSet::<Uuid>::new();
    let due = order::due(
        &unsettled,
        &nobody,
        &Connections::default(),
        1,
        props.wall(),
    );
    let mut steps = unsettled.iter().flat_map(|intent| &intent.steps);
    due.tasks.is_empty()
        && due.next.is_none()
        && !steps.any(|step| {
            matches!(
                step.step.state,
                State::Sending | State::Unknown | State::Held
            )
        })
}

fn ring(bell: oneshot::Sender<()>) {
    // Whoever waited may have gone on without it.
    bell.send(()).unwrap_or_default();
}
