//! Carrying out the outbox: what is on the disk, and nothing else.
//!
//! One future watches the journal and attends to the requests under way. A request leaves only if a transaction made it
//! *sending*, and what came of it is written before anybody is told. Everything outside is a [`World`], and there is no
//! runtime in here: whoever polls this future decides how time passes, and dropping it anywhere is a crash.

use std::collections::BTreeSet;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use jiff::Timestamp;
use payroc::PaymentLinkId;
use tokio::sync::Notify;
use uuid::Uuid;

use super::connections::Connections;
use super::order::{self, Act, Due, Task};
use super::post::{Counter, Gateway, Reply};
use super::records::{DatabaseError, Records};
use super::rules;
use super::step::{Event, PAUSE_MAX, State, Verdict};
use crate::fault::{Fault, FaultCode};

/// Requests under way at once.
const UNDER_WAY_MAX: usize = 4;
/// How long to wait before trying the disk once more.
const DISK_PAUSE: Duration = Duration::from_secs(2);

/// What carrying out the outbox needs from outside.
pub trait World: Send + Sync {
    type Gateway: Gateway;

    fn session(&self) -> &Session;

    fn now(&self) -> Timestamp;

    fn sleep(&self, pause: Duration) -> impl Future<Output = ()> + Send;

    /// Runs `work` in one transaction. All of it is durable when this returns, or none.
    fn transact<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Records) -> Result<T, DatabaseError> + Send + 'static,
    ) -> impl Future<Output = Result<T, Fault>> + Send;

    /// Where requests of a profile go; or why there is no way there.
    fn counter(
        &self,
        profile: Uuid,
    ) -> impl Future<Output = Result<Counter<Self::Gateway>, Fault>> + Send;

    /// Tells whoever shows the outbox.
    fn outbox_changed(&self) -> impl Future<Output = ()> + Send;

    /// Tells whoever shows the links of a profile.
    fn links_changed(&self, profile: Uuid) -> impl Future<Output = ()> + Send;
}

/// What one run of Paylink knows of its outbox besides what is on the disk.
#[derive(Default)]
pub struct Session {
    /// What was unfinished when Paylink stopped has been taken up.
    taken_up: AtomicBool,
    connections: Mutex<Connections>,
    bell: Notify,
}

impl Session {
    /// Says that the outbox may have something to do.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// The gateway of a profile has answered: what waits for the connection goes out.
    pub fn answered(&self, profile: Uuid) {
        self.connections().answered(profile);
        self.ring();
    }

    /// There may be a connection again: what waits for one is tried.
    pub fn hoped(&self, profiles: impl IntoIterator<Item = Uuid>) {
        self.connections().hoped(profiles);
        self.ring();
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        // Never left half changed, whoever panicked while holding it.
        let connections = self.connections.lock();
        connections.unwrap_or_else(PoisonError::into_inner)
    }
}

/// Carries out the outbox until dropped.
pub async fn run<W: World>(world: &W) {
    let mut under_way = FuturesUnordered::new();
    let mut attended = BTreeSet::new();
    loop {
        let room = UNDER_WAY_MAX.saturating_sub(attended.len());
        let due = due(world, &attended, room).await;
        for task in due.tasks {
            let id = task.request.id;
            attended.insert(id);
            let attending = AssertUnwindSafe(attend(world, task)).catch_unwind();
            under_way.push(attending.map(move |ended| (id, ended.is_ok())));
        }
        tokio::select! {
            biased;
            Some(first) = under_way.next() => {
                // What else has ended by now needs no reading of the journal of its own.
                let mut ended = Some(first);
                while let Some((request, well)) = ended {
                    if !well {
                        // Its step stays as it is on the disk and is looked up after the next start.
                        tracing::error!(%request, "attending to a request went wrong");
                    }
                    attended.remove(&request);
                    ended = under_way.next().now_or_never().flatten();
                }
            }
            () = world.session().bell.notified() => {}
            () = world.sleep(until(due.next, world.now())) => {}
        }
    }
}

/// Takes up what was left unfinished when Paylink stopped; true once that is done.
pub async fn take_up<W: World>(world: &W) -> bool {
    let taken_up = &world.session().taken_up;
    if !taken_up.load(Ordering::Relaxed) {
        let now = world.now();
        match world
            .transact(move |records| rules::restart(records, now))
            .await
        {
            Ok(()) => taken_up.store(true, Ordering::Relaxed),
            Err(fault) => {
                tracing::error!(%fault, "unfinished work could not be taken up");
                return false;
            }
        }
    }
    true
}

async fn due<W: World>(world: &W, attended: &BTreeSet<Uuid>, room: usize) -> Due {
    if !take_up(world).await {
        return Due::default();
    }
    let Ok(unsettled) = world.transact(|records| records.unsettled()).await else {
        return Due::default();
    };
    let connections = world.session().connections();
    order::due(&unsettled, attended, &connections, room, world.now())
}

/// Never long: the wall clock may be set, and the machine may sleep.
fn until(next: Option<Timestamp>, now: Timestamp) -> Duration {
    let Some(next) = next else { return PAUSE_MAX };
    let left = Duration::try_from(next.duration_since(now)).unwrap_or_default();
    left.min(PAUSE_MAX)
}

async fn attend<W: World>(world: &W, task: Task) {
    let counter = match world.counter(task.profile).await {
        Ok(counter) => counter,
        Err(fault) => return unable(world, &task, fault).await,
    };
    let link = task.payment_link_id.as_deref();
    let link = link.and_then(|id| PaymentLinkId::new(id).ok());
    let reply = match task.act {
        Act::Send => {
            match befall(world, &task, [Event::SendBegins]).await {
                Ok(Some(State::Sending)) => {}
                // The user was faster, or too much time had passed.
                Ok(_) => return,
                // What is not on the disk is not sent.
                Err(fault) => return wait_for_the_disk(world, &fault).await,
            }
            world.outbox_changed().await;
            counter.send(&task.request, link.as_ref()).await
        }
        Act::LookUp => counter.look_up(&task.request, link.as_ref()).await,
    };
    settle(world, task, reply).await;
}

/// Nothing could be tried, for a reason of this computer's.
async fn unable<W: World>(world: &W, task: &Task, fault: Fault) {
    if fault.code == FaultCode::DiskTrouble {
        return wait_for_the_disk(world, &fault).await;
    }
    // A practice gateway may come; anything else is the user's to mend.
    let verdict = if fault.code == FaultCode::PracticeUnavailable {
        Verdict::Later
    } else {
        Verdict::NeedsUser
    };
    if fault.code.is_no_connection() {
        world.session().connections().failed(task.profile);
    }
    let events = match task.act {
        Act::Send => vec![Event::SendBegins, Event::DidNotAct { fault, verdict }],
        Act::LookUp => vec![Event::CouldNotLook { fault, verdict }],
    };
    match befall(world, task, events).await {
        Ok(_) => world.outbox_changed().await,
        Err(fault) => wait_for_the_disk(world, &fault).await,
    }
}

async fn befall<W: World>(
    world: &W,
    task: &Task,
    events: impl IntoIterator<Item = Event> + Send + 'static,
) -> Result<Option<State>, Fault> {
    let (request, now) = (task.request.id, world.now());
    world
        .transact(move |records| rules::befall(records, request, events, now))
        .await
}

/// Writes down what came of a request, in one go, until the disk takes it; then tells.
async fn settle<W: World>(world: &W, task: Task, reply: Reply) {
    let (profile, request, now) = (task.profile, task.request.id, world.now());
    match reply.is_answer() {
        Some(true) => world.session().connections().answered(profile),
        Some(false) => world.session().connections().failed(profile),
        None => {}
    }
    let outcome = Arc::new((task, reply));
    loop {
        let writing = Arc::clone(&outcome);
        let written = world.transact(move |records| {
            let (task, reply) = &*writing;
            rules::settle(records, task, reply, now)
        });
        match written.await {
            Ok(state) => {
                tracing::info!(%request, ?state, "settled");
                break;
            }
            Err(fault) => wait_for_the_disk(world, &fault).await,
        }
    }
    world.links_changed(profile).await;
    world.outbox_changed().await;
}

async fn wait_for_the_disk<W: World>(world: &W, fault: &Fault) {
    tracing::error!(%fault, "what became of a request could not be written down");
    world.sleep(DISK_PAUSE).await;
}
