//! What a test may say of a piece of trouble, and what it may ask of one that has begun.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use serde_json::Value;
use tokio::sync::watch;

use super::{After, Before, Plan, Uses};
use crate::answer::{Answer, JSON};
use crate::operation::Operation;
use crate::problem::{Problem, Refusal};
use crate::rules::ParameterSpelling;

/// How long [`Script::reached`] waits before it calls the test broken.
const PATIENCE: Duration = Duration::from_secs(30);

/// One piece of trouble. A clone is a handle on the same one.
#[derive(Clone)]
pub struct Script(Arc<Inner>);

struct Inner {
    operation: Operation,
    plan: Mutex<Plan>,
    reached: watch::Sender<u32>,
    released: watch::Sender<bool>,
}

impl std::fmt::Debug for Script {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Script");
        shown
            .field("operation", &self.0.operation)
            .finish_non_exhaustive()
    }
}

/// Trouble before anything has been done.
impl Script {
    /// Refuses with the status and its usual problem document; nothing is done.
    pub fn refuse_with(self, status: u16) -> Self {
        self.plan_before(Before::Answer(problem(status)))
    }

    /// Refuses with a problem of this type; nothing is done.
    pub fn refuse_as(self, refusal: Refusal) -> Self {
        let answer = Problem::new(refusal).answer(ParameterSpelling::DottedPath);
        self.plan_before(Before::Answer(answer))
    }

    /// As [`Self::refuse_with`], with headers. The body can be set by [`Self::with_body`].
    pub fn answer_before_acting(self, status: u16, headers: &[(&str, &str)]) -> Self {
        let script = self.refuse_with(status);
        headers.iter().fold(script, |script, (name, value)| {
            script.with_header(name, value)
        })
    }

    /// Sends the caller elsewhere (307); nothing is done.
    pub fn redirect_to(self, url: &str) -> Self {
        self.answer_before_acting(307, &[("location", url)])
    }

    /// Resets the connection; nothing is done.
    pub fn cut_before_acting(self) -> Self {
        self.plan_before(Before::Cut)
    }

    /// Makes every token granted so far worthless first, the caller's own included.
    pub fn revoke_tokens(self) -> Self {
        self.plan_before(Before::RevokeTokens)
    }

    /// Answers once more what this operation was last answered truly, as a stale cache would;
    /// nothing is done. Where there is no such answer yet, it acts.
    pub fn replay_earlier_answer(self) -> Self {
        self.plan_before(Before::ReplayEarlier)
    }

    /// Waits for [`Self::release`], and only then acts and answers.
    pub fn hold_before_acting(self) -> Self {
        self.plan_before(Before::Hold)
    }
}

/// Trouble after everything has been done.
impl Script {
    /// Acts, then resets the connection instead of answering.
    pub fn act_then_cut(self) -> Self {
        self.plan_after(After::Cut)
    }

    /// Acts, then closes the connection in the middle of the answer's body.
    pub fn act_then_cut_mid_answer(self) -> Self {
        self.plan_after(After::CutMidAnswer)
    }

    /// Acts, then answers with the status and its usual problem document.
    pub fn act_then_answer(self, status: u16) -> Self {
        self.plan_after(After::Answer(problem(status)))
    }

    /// Acts, then answers only after [`Self::release`].
    pub fn act_then_hold(self) -> Self {
        self.plan_after(After::Hold)
    }

    /// Acts, then waits this long before it answers.
    pub fn act_then_wait(self, by: Duration) -> Self {
        self.plan_after(After::Delay(by))
    }

    /// Acts, then lets the answer's body out in drops, with this much time before each.
    pub fn act_then_drip(self, every: Duration) -> Self {
        self.plan_after(After::Drip(every))
    }

    /// Acts, then answers with bytes that are neither JSON nor text.
    pub fn act_then_send_garbage(self) -> Self {
        self.plan_after(After::Garbage)
    }

    /// Acts, then answers with half of the JSON.
    pub fn act_then_garble(self) -> Self {
        self.plan_after(After::Garble)
    }

    /// Acts, then gives the true body another content type.
    pub fn act_then_mislabel(self, content_type: &str) -> Self {
        self.plan_after(After::Mislabel(content_type.to_owned()))
    }

    /// Acts, then changes the JSON of the answer, such as the amount that it repeats.
    pub fn act_then_edit(self, edit: impl Fn(&mut Value) + Send + Sync + 'static) -> Self {
        self.plan_after(After::Edit(Arc::new(edit)))
    }
}

/// Details.
impl Script {
    /// Waits this long first. On its own: a slow but true answer.
    pub fn delay(self, by: Duration) -> Self {
        self.change(|plan| plan.delay = Some(by))
    }

    /// As a date, which is the other form that the header has.
    ///
    /// # Panics
    /// For a moment before the year 1 or after 9999.
    pub fn retry_after_date(self, moment: Timestamp) -> Self {
        let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&moment);
        self.retry_after(date.expect("the moment lies in years that headers can name"))
    }

    /// Seconds, a date, or nonsense, as the test likes.
    pub fn retry_after(self, value: impl ToString) -> Self {
        self.with_header("retry-after", &value.to_string())
    }

    pub fn with_header(self, name: &str, value: &str) -> Self {
        self.change(|plan| plan.headers.push((name.to_owned(), value.to_owned())))
    }

    /// Replaces the body that the script answers with.
    pub fn with_body(self, content_type: &str, body: impl Into<String>) -> Self {
        let body = body.into();
        self.change(|plan| plan.body = Some((content_type.to_owned(), body)))
    }

    /// For one request; so it is when nothing is said.
    pub fn once(self) -> Self {
        self.change(|plan| plan.uses = Uses::Once)
    }

    pub fn times(self, count: u32) -> Self {
        self.change(|plan| plan.uses = Uses::Times(count))
    }

    pub fn always(self) -> Self {
        self.change(|plan| plan.uses = Uses::Always)
    }

    /// Nobody minds if it is not used.
    pub fn maybe(self) -> Self {
        self.change(|plan| plan.maybe = true)
    }
}

/// The test's side of a script that has begun.
impl Script {
    /// Resolves once a request has come this far: at a hold before acting it has arrived, at
    /// everything else the act has been done (or refused, or deliberately left out).
    ///
    /// # Panics
    /// When no request comes for half a minute.
    pub async fn reached(&self) {
        self.reached_times(1).await;
    }

    /// As [`Self::reached`], for the `count`th request.
    pub async fn reached_times(&self, count: u32) {
        let mut reached = self.0.reached.subscribe();
        let waited = tokio::time::timeout(PATIENCE, reached.wait_for(|so_far| *so_far >= count));
        match waited.await {
            Ok(seen) => drop(seen.expect("the script that is asked holds the sender")),
            Err(_) => panic!("{:?} was not called {count} times", self.0.operation),
        }
    }

    /// Lets every held request go on, and those still to come pass.
    pub fn release(&self) {
        self.0.released.send_replace(true);
    }

    /// The operation whose requests it meets.
    pub fn operation(&self) -> Operation {
        self.0.operation
    }

    /// What was said, where it was written out.
    pub fn words(&self) -> Option<String> {
        self.plan().words.clone()
    }

    /// How many requests have come as far as [`Self::reached`] tells.
    pub fn reached_so_far(&self) -> u32 {
        *self.0.reached.borrow()
    }

    /// How many requests it has met.
    pub fn used(&self) -> u32 {
        self.plan().used
    }
}

impl Script {
    pub(super) fn new(operation: Operation) -> Self {
        Self(Arc::new(Inner {
            operation,
            plan: Mutex::default(),
            reached: watch::Sender::new(0),
            released: watch::Sender::new(false),
        }))
    }

    pub(super) fn is_for(&self, operation: Operation) -> bool {
        self.0.operation == operation
    }

    pub(crate) fn plan_now(&self) -> Plan {
        self.plan().clone()
    }

    pub(crate) fn note_reached(&self) {
        self.0.reached.send_modify(|count| *count += 1);
    }

    pub(crate) async fn wait_for_release(&self) {
        let mut released = self.0.released.subscribe();
        let waited = released.wait_for(|released| *released).await;
        drop(waited.expect("the script that is asked holds the sender"));
    }

    pub(super) fn use_up(&self) -> bool {
        let mut plan = self.plan();
        let left = match plan.uses {
            Uses::Once => plan.used < 1,
            Uses::Times(count) => plan.used < count,
            Uses::Always => true,
        };
        let applies = plan.armed && left;
        plan.used += u32::from(applies);
        applies
    }

    pub(super) fn complaint(&self) -> Option<String> {
        let plan = self.plan();
        let wanted = match plan.uses {
            Uses::Once | Uses::Always => 1,
            Uses::Times(count) => count,
        };
        let (operation, used) = (self.0.operation, plan.used);
        let missed = plan.armed && !plan.maybe && used < wanted;
        missed.then(|| format!("trouble on {operation:?} met {used} of {wanted} requests"))
    }

    pub(super) fn worded(self, words: &str) -> Self {
        self.change(|plan| plan.words = Some(words.to_owned()))
    }

    fn plan_before(self, before: Before) -> Self {
        self.change(|plan| plan.before = before)
    }

    fn plan_after(self, after: After) -> Self {
        self.change(|plan| plan.after = after)
    }

    fn change(self, change: impl FnOnce(&mut Plan)) -> Self {
        let mut plan = self.plan();
        change(&mut plan);
        plan.armed = true;
        drop(plan);
        self
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn problem(status: u16) -> Answer {
    match status {
        200..400 => {
            let (content_type, body) = (JSON.to_owned(), "{}".to_owned());
            Answer {
                status,
                content_type,
                location: None,
                body,
            }
        }
        _ => Problem::with_status(status).answer(ParameterSpelling::DottedPath),
    }
}
