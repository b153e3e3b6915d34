//! The steps at which trouble may come, each played by a desk of its own, and what it came to.

use std::time::Duration;

use jiff::Timestamp;
use paylink_core::fault::Fault;
use paylink_core::view::{Decide, Decision, IntentView, StepState, StepView};
use payroc::Deadlines;
use practice_gateway::Operation;
use serde_json::{Value, json};
use uuid::Uuid;

use super::edits;
use crate::bench::{Bench, try_it_now};

/// Short, and long enough for two dozen desks on two cores.
const DEADLINES: Deadlines = Deadlines {
    connect: Duration::from_secs(3),
    request: Duration::from_secs(3),
    operation: Duration::from_secs(6),
};
/// After this the user has been told something, or nothing turns any more: what one call may take, and as much again
/// for a computer that is busy.
const TOLD_WITHIN: Duration = Duration::from_secs(12);
/// A pause longer than this is not waited out here.
const PATIENCE: jiff::SignedDuration = jiff::SignedDuration::from_millis(1_500);
const JANE: &str = "jane@example.com";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The question for a token, while connecting.
    SignIn,
    /// The proof of the terminal, while connecting.
    Prove,
    /// The question for a token, for a link that is to be made.
    Token,
    Create,
    Share,
    /// The look for a link whose answer was lost.
    FindLink,
    /// The look for an email whose answer was lost.
    FindEmail,
    /// The list of links is refreshed.
    List,
    /// One link is asked about.
    Check,
}

impl Step {
    /// By the names of their columns, in their order.
    pub const ALL: [(&str, Self); 9] = [
        ("sign in", Self::SignIn),
        ("prove", Self::Prove),
        ("token", Self::Token),
        ("create", Self::Create),
        ("share", Self::Share),
        ("find link", Self::FindLink),
        ("find email", Self::FindEmail),
        ("list", Self::List),
        ("check", Self::Check),
    ];

    /// Plays it with trouble, once; then presses the button that is offered.
    pub async fn play(self, trouble: &str) -> Played {
        let bench = Bench::within(DEADLINES).await;
        match self {
            Self::SignIn | Self::Prove => self.connect(&bench, trouble).await,
            Self::Token | Self::Create | Self::FindLink => self.create(&bench, trouble).await,
            Self::Share | Self::FindEmail => self.share(&bench, trouble).await,
            Self::List | Self::Check => self.read(&bench, trouble).await,
        }
    }

    async fn connect(self, bench: &Bench, trouble: &str) -> Played {
        self.make(trouble, bench);
        let mut told = Vec::new();
        for _ in 0..2 {
            let outcome = in_time(bench.desk.authenticate(try_it_now())).await;
            told.push(Told::by_command(outcome.as_ref().err()));
            if outcome.is_ok() {
                break;
            }
        }
        Played { told, made: 0 }
    }

    async fn create(self, bench: &Bench, trouble: &str) -> Played {
        bench.desk.authenticate(try_it_now()).await.unwrap();
        if matches!(self, Self::FindLink) {
            let create = bench.practice.on(Operation::CreatePaymentLink);
            create.act_then_cut().once();
        }
        self.make(trouble, bench);
        let form = bench.form().await;
        let intent = bench.desk.create_payment_link(form).await.unwrap();
        let links = || bench.practice.links().len();
        go_on(bench, intent.id, |intent| intent.create.as_ref(), links).await
    }

    async fn share(self, bench: &Bench, trouble: &str) -> Played {
        bench.desk.authenticate(try_it_now()).await.unwrap();
        let link = bench.a_link().await;
        if matches!(self, Self::FindEmail) {
            let share = bench.practice.on(Operation::SharePaymentLink);
            share.act_then_cut().once();
        }
        self.make(trouble, bench);
        let intent = bench.start_share(&link.payment_link_id, JANE).await;
        let emails = || bench.practice.emails().len();
        go_on(bench, intent.id, |intent| intent.emails.first(), emails).await
    }

    async fn read(self, bench: &Bench, trouble: &str) -> Played {
        bench.desk.authenticate(try_it_now()).await.unwrap();
        let link = bench.a_link().await;
        self.make(trouble, bench);
        let mut told = Vec::new();
        for _ in 0..2 {
            let fault = if self == Self::Check {
                let checked = bench.desk.check_link_details(&link.payment_link_id);
                in_time(checked).await.err()
            } else {
                in_time(bench.desk.refresh_links()).await.unwrap().fault
            };
            told.push(Told::by_command(fault.as_ref()));
            if fault.is_none() {
                break;
            }
        }
        let remembered = bench.links().await;
        assert_eq!(remembered.len(), 1, "{trouble} took a link away");
        Played { told, made: 0 }
    }

    fn make(self, trouble: &str, bench: &Bench) {
        let operation = match self {
            Self::SignIn | Self::Token => Operation::Authorize,
            Self::Prove | Self::FindLink | Self::List => Operation::ListPaymentLinks,
            Self::Create => Operation::CreatePaymentLink,
            Self::Share => Operation::SharePaymentLink,
            Self::FindEmail => Operation::ListSharingEvents,
            Self::Check => Operation::RetrievePaymentLink,
        };
        match edits::named(trouble) {
            Some(make) => drop(make(bench.practice.on(operation)).once()),
            None => {
                let operation = name(&json!(operation));
                let told = bench.practice.trouble(&format!("{operation}: {trouble}"));
                drop(told.unwrap());
            }
        }
    }
}

/// What a step came to.
#[derive(Debug)]
pub struct Played {
    /// What the user was told where it came to rest, and after pressing what was offered there.
    pub told: Vec<Told>,
    /// How many links, or emails, there are in the end.
    pub made: usize,
}

impl Played {
    /// As it stands in the table: where it rested, and what pressing led to if not to the end.
    pub fn end(&self) -> String {
        let [first, rest @ ..] = self.told.as_slice() else {
            return "nothing told".to_owned();
        };
        let pressed = rest.iter().filter(|told| told.state != "done");
        let pressed: String = pressed
            .map(|told| format!(", then {}", told.words()))
            .collect();
        format!("{}{pressed}", first.words())
    }
}

/// What the user was told, in the words that cross to the interface.
#[derive(Debug)]
pub struct Told {
    pub state: String,
    pub code: String,
    pub effect: String,
    /// How many had been made by then, of what the step is to make.
    pub made: usize,
}

impl Told {
    fn by_command(fault: Option<&Fault>) -> Self {
        let state = fault.map_or("done", |_| "told").to_owned();
        // A command that reads makes nothing; whether the gateway was asked is all the same.
        let made = usize::from(fault.is_none());
        Self::of(state, fault, made)
    }

    fn of(state: String, fault: Option<&Fault>, made: usize) -> Self {
        let word = |value: Option<Value>| value.as_ref().map(name).unwrap_or_default();
        Self {
            state,
            code: word(fault.map(|fault| json!(fault.code))),
            effect: word(fault.map(|fault| json!(fault.effect))),
            made,
        }
    }

    fn words(&self) -> String {
        let words = [&self.state, &self.code, &self.effect].map(String::as_str);
        words.join(" ").trim_end().to_owned()
    }
}

/// Waits until a step rests, and once more after pressing the button that is offered there.
async fn go_on(
    bench: &Bench,
    intent: Uuid,
    step: fn(&IntentView) -> Option<&StepView>,
    made: impl Fn() -> usize,
) -> Played {
    let is =
        |wanted: fn(&StepView) -> bool| move |intent: &IntentView| step(intent).is_some_and(wanted);
    in_time(bench.reaches(intent, is(|step| step.state != StepState::Sending))).await;
    let mut told = Vec::new();
    loop {
        let resting = bench.reaches(intent, is(rests)).await;
        let step = step(&resting).unwrap();
        let state = name(&json!(step.state));
        told.push(Told::of(state, step.fault.as_ref(), made()));
        if step.state == StepState::Done || told.len() == 2 {
            let made = made();
            return Played { told, made };
        }
        let step_id = step.id;
        let pressed = if step.state == StepState::NeedsDecision {
            let decision = Decision::LookAgain;
            bench.desk.decide(Decide { step_id, decision }).await
        } else {
            bench.desk.retry_now(step_id).await
        };
        pressed.expect("there is always something to press");
    }
}

/// Nothing happens any more without the user, or not for a while.
fn rests(step: &StepView) -> bool {
    let next_try = step.next_try_at.as_ref();
    let next_try: Option<Timestamp> = next_try.map(|moment| moment.parse().unwrap());
    match step.state {
        StepState::Sending => false,
        StepState::Waiting | StepState::Checking => match next_try {
            Some(moment) => moment.duration_since(Timestamp::now()) > PATIENCE,
            None => step.can_retry,
        },
        StepState::TakenBack
        | StepState::Held
        | StepState::Done
        | StepState::Dropped
        | StepState::Refused
        | StepState::NeedsDecision => true,
    }
}

async fn in_time<T>(work: impl Future<Output = T>) -> T {
    let told = tokio::time::timeout(TOLD_WITHIN, work).await;
    told.expect("the user is told in time")
}

/// How something is called where it crosses to the interface.
fn name(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
