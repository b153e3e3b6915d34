//! Carrying out the outbox: what is on the disk, and nothing else.
//!
//! One future watches the journal and attends to the requests under way. A request leaves only if a transaction made it
//! *sending*, and what came of it is written before anybody is told. Everything outside is a [`World`], and there is no
//! runtime in here: whoever polls this future decides how time passes, and dropping it anywhere is a crash.

use std::collections::BTreeSet;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use jiff::Timestamp;
use payroc::{Moment, PaymentLinkId};
use uuid::Uuid;

use super::Intent;
use super::order::{self, Act, Task};
use super::post::{Counter, Gateway, Reply};
use super::records::{DatabaseError, Records};
use super::rules;
use super::session::Session;
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

    fn moment(&self) -> Moment;

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

/// Goes on with what was held for the key of a profile.
pub async fn key_returned<W: World>(world: &W, profile: Uuid) -> Result<(), Fault> {
    // Counted before it is written: whoever writes afterwards that the key is missing sees that it no longer is.
    world.session().keys_returned.fetch_add(1, Ordering::SeqCst);
    let now = now(world);
    world
        .transact(move |records| rules::key_returned(records, profile, now))
        .await?;
    world.session().ring();
    Ok(())
}

/// Carries out the outbox until dropped.
pub async fn run<W: World>(world: &W) {
    let mut under_way = FuturesUnordered::new();
    let mut attended = BTreeSet::new();
    loop {
        let mut ended = Vec::new();
        let unsettled = {
            // What is under way goes on meanwhile: it may hold what the reading waits for.
            let mut reading = pin!(unsettled(world));
            loop {
                tokio::select! {
                    biased;
                    unsettled = &mut reading => break unsettled,
                    Some(request) = under_way.next() => ended.push(request),
                }
            }
        };
        let room = UNDER_WAY_MAX.saturating_sub(attended.len());
        let due = {
            let connections = world.session().connections();
            order::due(&unsettled, &attended, &connections, room, now(world))
        };
        for task in due.tasks {
            let request = task.request.id;
            attended.insert(request);
            let attending = AssertUnwindSafe(attend(world, task)).catch_unwind();
            under_way.push(attending.map(move |end| {
                if end.is_err() {
                    // Its step stays as it is on the disk and is looked up after the next start.
                    tracing::error!(%request, "attending to a request went wrong");
                }
                request
            }));
        }
        if ended.is_empty() {
            tokio::select! {
                biased;
                Some(request) = under_way.next() => ended.push(request),
                () = world.session().bell.notified() => {}
                () = world.sleep(until(due.next, now(world))) => {}
            }
        }
        for request in ended {
            attended.remove(&request);
        }
    }
}

/// Takes up what was left unfinished when Paylink stopped; true once that is done.
pub async fn take_up<W: World>(world: &W) -> bool {
    let taken_up = &world.session().taken_up;
    if !taken_up.load(Ordering::Relaxed) {
        let now = now(world);
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

/// All that is unsettled; nothing while the disk does not tell.
async fn unsettled<W: World>(world: &W) -> Vec<Intent> {
    if !take_up(world).await {
        return Vec::new();
    }
    if mind_the_clock(world).await.is_err() {
        return Vec::new();
    }
    let unsettled = world.transact(|records| records.unsettled());
    unsettled.await.unwrap_or_default()
}

/// The time, once the records know whether it can be compared with what they hold.
async fn mind_the_clock<W: World>(world: &W) -> Result<Timestamp, Fault> {
    let moment = world.moment();
    if world.session().clock().see(moment) {
        tracing::info!("the clock was set back");
        let now = moment.wall;
        world
            .transact(move |records| rules::clock_set_back(records, now))
            .await?;
        world.session().clock().set_back = false;
    }
    Ok(moment.wall)
}

fn now<W: World>(world: &W) -> Timestamp {
    world.moment().wall
}

/// Never long: the wall clock may be set, and the machine may sleep.
fn until(next: Option<Timestamp>, now: Timestamp) -> Duration {
    let Some(next) = next else { return PAUSE_MAX };
    let left = Duration::try_from(next.duration_since(now)).unwrap_or_default();
    left.min(PAUSE_MAX)
}

async fn attend<W: World>(world: &W, task: Task) {
    let keys_returned = || world.session().keys_returned.load(Ordering::SeqCst);
    let before = keys_returned();
    let request = task.request.id;
    let state = carry_out(world, task).await;
    if state == Some(State::Held) && keys_returned() != before {
        // The key came back while this one still found it missing.
        match befall(world, request, [Event::KeyReturned]).await {
            Ok(_) => world.outbox_changed().await,
            Err(fault) => wait_for_the_disk(world, &fault).await,
        }
    }
}

/// Gives how the request stands, if that was written down.
async fn carry_out<W: World>(world: &W, task: Task) -> Option<State> {
    let counter = match world.counter(task.profile).await {
        Ok(counter) => counter,
        Err(fault) => return unable(world, &task, fault).await,
    };
    let link = task.payment_link_id.as_deref();
    let link = link.and_then(|id| PaymentLinkId::new(id).ok());
    let (reply, asked) = match task.act {
        Act::Send => {
            match begin(world, task.request.id).await {
                Ok(Some(State::Sending)) => {}
                // The user was faster, or too much time had passed.
                Ok(state) => return state,
                // What is not on the disk is not sent.
                Err(fault) => {
                    wait_for_the_disk(world, &fault).await;
                    return None;
                }
            }
            world.outbox_changed().await;
            let asked = now(world);
            let sent = counter.send(&task.request, link.as_ref(), || now(world));
            (sent.await, asked)
        }
        Act::LookUp => {
            let asked = now(world);
            (counter.look_up(&task.request, link.as_ref()).await, asked)
        }
    };
    settle(world, task, reply, asked).await
}

/// Nothing could be tried, for a reason of this computer's.
async fn unable<W: World>(world: &W, task: &Task, fault: Fault) -> Option<State> {
    if fault.code == FaultCode::DiskTrouble {
        wait_for_the_disk(world, &fault).await;
        return None;
    }
    if fault.code.is_no_connection() {
        world.session().connections().failed(task.profile);
    }
    // A practice gateway may come; anything else is the user's to mend.
    let verdict = if fault.code == FaultCode::PracticeUnavailable {
        Verdict::Later { wait: None }
    } else {
        Verdict::NeedsUser
    };
    let events = match task.act {
        Act::Send => vec![Event::SendBegins, Event::DidNotAct { fault, verdict }],
        Act::LookUp => vec![Event::CouldNotLook { fault, verdict }],
    };
    match befall(world, task.request.id, events).await {
        Ok(state) => {
            world.outbox_changed().await;
            state
        }
        Err(fault) => {
            wait_for_the_disk(world, &fault).await;
            None
        }
    }
}

async fn begin<W: World>(world: &W, request: Uuid) -> Result<Option<State>, Fault> {
    let now = mind_the_clock(world).await?;
    world
        .transact(move |records| rules::befall(records, request, [Event::SendBegins], now))
        .await
}

async fn befall<W: World>(
    world: &W,
    request: Uuid,
    events: impl IntoIterator<Item = Event> + Send + 'static,
) -> Result<Option<State>, Fault> {
    let now = now(world);
    world
        .transact(move |records| rules::befall(records, request, events, now))
        .await
}

/// Writes down what came of a request, in one go, until the disk takes it; then tells.
async fn settle<W: World>(world: &W, task: Task, reply: Reply, asked: Timestamp) -> Option<State> {
    let (profile, request, now) = (task.profile, task.request.id, now(world));
    match reply.is_answer() {
        Some(true) => world.session().connections().answered(profile),
        Some(false) => world.session().connections().failed(profile),
        None => {}
    }
    let outcome = Arc::new((task, reply));
    let state = loop {
        let writing = Arc::clone(&outcome);
        let written = world.transact(move |records| {
            let (task, reply) = &*writing;
            rules::settle(records, task, reply, asked, now)
        });
        match written.await {
            Ok(state) => {
                tracing::info!(%request, ?state, "settled");
                break state;
            }
            Err(fault) => wait_for_the_disk(world, &fault).await,
        }
    };
    world.links_changed(profile).await;
    world.outbox_changed().await;
    state
}

async fn wait_for_the_disk<W: World>(world: &W, fault: &Fault) {
    tracing::error!(%fault, "what became of a request could not be written down");
    world.sleep(DISK_PAUSE).await;
}
