//! The life of one request, decided: a pure state machine.
//!
//! A step is one request to the gateway with its key and its exact bytes. Everything that can befall it is an
//! [`Event`]; [`Step::after`] says what the step is from then on and [`Step::wants`] what should be done about it.
//! Nothing here sends, stores or reads a clock, so any history can be played through in microseconds.
//!
//! Invariant: a step is written as `Sending` before its first byte leaves, and never leaves `Sending` or `Unknown` for
//! anything but an answer, something found by looking, or the user's word.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FaultCode, FaultEffect};

/// How long after the first send the gateway surely still knows the key.
///
/// The contract does not say how long keys live. The shortest lifetime any payment gateway publishes is five minutes;
/// four leave room for a slow request. Past it, the same bytes go out again only on the user's word.
pub const KEY_SURELY_ALIVE: Duration = Duration::from_secs(4 * 60);

/// How often a step goes out by itself before the user is asked.
pub const SENDS_MAX: u32 = 5;

/// How often what the gateway says it made is looked for before the user is asked.
pub const LOOKS_MAX: u32 = 5;

/// The longest wait between two tries of our own choosing.
pub const PAUSE_MAX: Duration = Duration::from_secs(60);

/// The longest wait that a gateway may ask for.
const WAIT_MAX: Duration = Duration::from_secs(15 * 60);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub state: State,
    /// Requests begun since it was last certain that none had acted.
    pub sends: u32,
    /// Looks and sends in a row that led nowhere; paces the next one.
    pub setbacks: u32,
    /// A request left whose outcome is not known: the gateway may have acted.
    pub may_have_acted: bool,
    /// The gateway said that it acted, though not readably or not as asked.
    pub said_done: bool,
    /// A repeat was judged and refused while its key was surely known: if nothing is found, nothing was made.
    pub repeat_refused: bool,
    /// The user wants it sent once more, whatever became of the key.
    pub on_users_word: bool,
    /// Done twice, it is done once: it may be sent again however late.
    pub is_repeatable: bool,
    /// When the first request left that may have acted.
    pub first_sent_at: Option<Timestamp>,
    /// Not before this; absent means at once.
    pub not_before: Option<Timestamp>,
    /// What the user should know about the state.
    pub fault: Option<Fault>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// To be sent.
    Ready,
    /// A request is under way, or was when Paylink stopped.
    Sending,
    /// The outcome of a request is not known: to be looked up.
    Unknown,
    /// Nothing can be done before the user has done something (a key, a keychain): `fault` says what.
    Held,
    /// The gateway acted, once.
    Done,
    /// The gateway did not act and will not: `fault` says why.
    Refused,
    /// Looking did not settle it.
    NeedsDecision,
    /// The user took it back before it was sent.
    TakenBack,
    /// The user left it unsettled: it may have happened.
    Dropped,
}

/// What should be done about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    Send,
    LookUp,
    /// Nothing before this moment.
    WaitUntil(Timestamp),
    /// Nothing, until something else happens.
    Rest,
}

/// What befalls a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The request is about to leave.
    SendBegins,
    /// The gateway says that it acted.
    Acted,
    /// This request did not act.
    DidNotAct {
        fault: Fault,
        verdict: Verdict,
    },
    /// The gateway may or may not have acted; it wants to be left alone for so long.
    OutcomeUnknown {
        fault: Fault,
        wait: Option<Duration>,
    },
    /// The gateway says that it acted, but what it made is not what was asked.
    ActedWrongly {
        fault: Fault,
    },
    /// Looking found what the request was to make.
    Found,
    /// Looking found nothing.
    NotFound,
    /// Looking found that it has not acted, and that it cannot any more.
    Refuted {
        fault: Fault,
    },
    /// Looking found more than one thing it could be.
    Ambiguous,
    /// Looking failed.
    CouldNotLook {
        fault: Fault,
        verdict: Verdict,
    },
    /// Paylink starts again.
    Restarted,
    /// The profile has been connected again.
    KeyReturned,
    /// The wall clock was set back: how long ago anything was sent is not known any more.
    ClockSetBack,
    TakeBack,
    RetryNow,
    LookAgain,
    SendAgain,
    Drop,
}

/// What a request that did not act tells about trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The very same request may well succeed later, without anybody doing anything; perhaps the gateway wants to be
    /// left alone for so long.
    Later { wait: Option<Duration> },
    /// The user must do something first.
    NeedsUser,
    /// The gateway judged this very request and refused it.
    Refused,
    /// It was refused for a reason that tells nothing about an earlier request under the same key.
    RefusedUnjudged,
}

impl Verdict {
    fn wait(self) -> Duration {
        match self {
            Self::Later { wait } => wait.unwrap_or_default(),
            Self::NeedsUser | Self::Refused | Self::RefusedUnjudged => Duration::ZERO,
        }
    }
}

impl Step {
    pub fn new() -> Self {
        Self {
            state: State::Ready,
            sends: 0,
            setbacks: 0,
            may_have_acted: false,
            said_done: false,
            repeat_refused: false,
            on_users_word: false,
            is_repeatable: false,
            first_sent_at: None,
            not_before: None,
            fault: None,
        }
    }

    pub fn wants(&self, now: Timestamp) -> Want {
        match (self.wants_in_the_end(), self.not_before) {
            // A moment absurdly far ahead comes from a clock that has been set back since.
            (Want::Send | Want::LookUp, Some(moment))
                if moment > now && moment <= now + WAIT_MAX =>
            {
                Want::WaitUntil(moment)
            }
            (want, _) => want,
        }
    }

    /// As [`wants`](Self::wants), whatever it is to wait for.
    pub fn wants_in_the_end(&self) -> Want {
        match self.state {
            State::Ready => Want::Send,
            State::Unknown => Want::LookUp,
            State::Sending
            | State::Held
            | State::Done
            | State::Refused
            | State::NeedsDecision
            | State::TakenBack
            | State::Dropped => Want::Rest,
        }
    }

    pub fn is_settled(&self) -> bool {
        match self.state {
            State::Done | State::Refused | State::TakenBack | State::Dropped => true,
            State::Ready | State::Sending | State::Unknown | State::Held | State::NeedsDecision => {
                false
            }
        }
    }

    /// Only what surely never reached the gateway can be taken back.
    pub fn can_take_back(&self) -> bool {
        matches!(self.state, State::Ready | State::Held | State::Refused) && !self.may_have_acted
    }

    pub fn can_retry(&self) -> bool {
        match self.state {
            State::Ready | State::Unknown => self.not_before.is_some(),
            State::Held | State::Refused => true,
            State::Sending
            | State::Done
            | State::NeedsDecision
            | State::TakenBack
            | State::Dropped => false,
        }
    }

    /// The step after `event`. An event that does not fit the state leaves the step as it is.
    #[must_use]
    pub fn after(&self, event: Event, now: Timestamp) -> Step {
        let mut next = self.clone();
        match (self.state, event) {
            (State::Ready, Event::SendBegins) => next.begin(now),
            (State::Sending, Event::Acted) | (State::Unknown, Event::Found) => next.settle_done(),
            (State::Sending, Event::DidNotAct { fault, verdict }) => {
                next.did_not_act(fault, verdict, now);
            }
            (State::Sending, Event::OutcomeUnknown { fault, wait }) => {
                next.said_done |= fault.effect == FaultEffect::Done;
                next.fault = Some(fault);
                next.becomes_unknown();
                next.not_before = wait.and_then(|wait| now.checked_add(wait.min(WAIT_MAX)).ok());
            }
            (State::Sending | State::Unknown, Event::ActedWrongly { fault }) => {
                next.may_have_acted = true;
                next.said_done = true;
                next.ask_the_user(fault);
            }
            (State::Sending, Event::Restarted) => next.becomes_unknown(),
            (State::Ready | State::Held | State::Unknown, Event::Restarted)
            | (State::Held, Event::KeyReturned | Event::RetryNow) => next.go_on(),
            (State::Ready | State::Unknown, Event::RetryNow) => next.not_before = None,
            (State::Ready | State::Sending | State::Unknown | State::Held, Event::ClockSetBack) => {
                next.loses_its_age();
            }
            (State::Unknown, Event::Refuted { fault }) if !self.said_done => next.refuted(fault),
            (State::Unknown, Event::NotFound | Event::Refuted { .. }) => next.not_found(now),
            (State::Unknown, Event::Ambiguous) => {
                next.ask_the_user(uncertain(FaultCode::OutcomeUnclear));
            }
            (State::Unknown, Event::CouldNotLook { fault, verdict }) => {
                next.could_not_look(fault, verdict, now);
            }
            (State::Ready | State::Held | State::Refused, Event::TakeBack)
                if self.can_take_back() =>
            {
                next.ends_as(State::TakenBack);
            }
            (State::Refused, Event::RetryNow) => next.go_again(),
            (State::NeedsDecision, Event::LookAgain) => {
                next.setbacks = 0;
                next.becomes_unknown();
            }
            (State::NeedsDecision, Event::SendAgain) => {
                next.on_users_word = true;
                next.go_again();
            }
            (State::NeedsDecision, Event::Drop) => next.ends_as(State::Dropped),
            _ => {}
        }
        next
    }

    fn begin(&mut self, now: Timestamp) {
        if self.may_have_acted && !self.on_users_word && !self.key_surely_lives(now) {
            // Time has passed since it was decided to repeat: look again instead.
            self.becomes_unknown();
            return;
        }
        self.state = State::Sending;
        self.sends += 1;
        self.on_users_word = false;
        self.not_before = None;
        self.first_sent_at.get_or_insert(now);
    }

    fn settle_done(&mut self) {
        self.fault = None;
        self.ends_as(State::Done);
    }

    fn did_not_act(&mut self, fault: Fault, verdict: Verdict, now: Timestamp) {
        self.fault = Some(fault);
        if self.may_have_acted {
            // This says nothing about the earlier request, unless its key was surely still known. Without a key, what
            // was done already may be just what is refused.
            self.repeat_refused =
                verdict == Verdict::Refused && !self.is_repeatable && self.key_surely_lives(now);
            if verdict == Verdict::NeedsUser {
                self.hold();
            } else {
                self.state = State::Unknown;
                self.pause_for(verdict.wait(), now);
            }
            return;
        }
        self.first_sent_at = None;
        self.sends = 0;
        match verdict {
            Verdict::Later { .. } => {
                self.state = State::Ready;
                self.pause_for(verdict.wait(), now);
            }
            Verdict::NeedsUser => self.hold(),
            Verdict::Refused | Verdict::RefusedUnjudged => self.ends_as(State::Refused),
        }
    }

    fn not_found(&mut self, now: Timestamp) {
        if self.repeat_refused {
            // Had the first request acted, the repeat under its key would have been answered with what it made.
            self.ends_unmade();
        } else if self.said_done {
            // It is there, says the gateway: its list may lag. It is never sent again by itself.
            if self.setbacks < LOOKS_MAX {
                self.pause(now);
            } else {
                self.ask_the_user(uncertain(FaultCode::OutcomeUnknown));
            }
        } else if self.key_surely_lives(now) && self.sends < SENDS_MAX {
            self.state = State::Ready;
            self.pause(now);
        } else {
            self.ask_the_user(uncertain(FaultCode::OutcomeUnknown));
        }
    }

    fn refuted(&mut self, fault: Fault) {
        self.fault = Some(fault);
        self.ends_unmade();
    }

    fn ends_unmade(&mut self) {
        self.may_have_acted = false;
        self.first_sent_at = None;
        self.ends_as(State::Refused);
    }

    fn could_not_look(&mut self, fault: Fault, verdict: Verdict, now: Timestamp) {
        match verdict {
            Verdict::Later { .. } => {
                self.fault = Some(fault);
                self.pause_for(verdict.wait(), now);
            }
            Verdict::NeedsUser => {
                self.fault = Some(fault);
                self.hold();
            }
            Verdict::Refused | Verdict::RefusedUnjudged => self.ask_the_user(fault),
        }
    }

    /// A clock set back proves nothing about the age of a key.
    fn key_surely_lives(&self, now: Timestamp) -> bool {
        if self.is_repeatable {
            return true;
        }
        self.first_sent_at.is_some_and(|first| {
            Duration::try_from(now.duration_since(first)).is_ok_and(|age| age <= KEY_SURELY_ALIVE)
        })
    }

    fn becomes_unknown(&mut self) {
        self.may_have_acted = true;
        self.state = State::Unknown;
        self.not_before = None;
    }

    fn hold(&mut self) {
        self.state = State::Held;
        self.not_before = None;
    }

    /// What may have acted is looked up before anything else.
    fn go_on(&mut self) {
        self.state = if self.may_have_acted {
            State::Unknown
        } else {
            State::Ready
        };
        self.not_before = None;
    }

    /// From then on its key counts as forgotten. One that is about to go out again is looked up instead.
    fn loses_its_age(&mut self) {
        self.first_sent_at = None;
        self.not_before = None;
        if self.state == State::Ready && self.may_have_acted {
            self.state = State::Unknown;
        }
    }

    fn ask_the_user(&mut self, fault: Fault) {
        self.fault = Some(fault);
        self.ends_as(State::NeedsDecision);
    }

    fn go_again(&mut self) {
        self.state = State::Ready;
        self.setbacks = 0;
        self.repeat_refused = false;
        self.not_before = None;
    }

    fn ends_as(&mut self, state: State) {
        self.state = state;
        self.not_before = None;
    }

    /// Waits longer after each setback, up to [`PAUSE_MAX`].
    fn pause(&mut self, now: Timestamp) {
        self.pause_for(Duration::ZERO, now);
    }

    /// As [`pause`](Self::pause), and for `wait` at least.
    fn pause_for(&mut self, wait: Duration, now: Timestamp) {
        let pause = Duration::from_secs(1 << self.setbacks.min(6)).min(PAUSE_MAX);
        let pause = pause.max(wait.min(WAIT_MAX));
        self.setbacks = self.setbacks.saturating_add(1);
        self.not_before = now.checked_add(pause).ok();
    }
}

impl Default for Step {
    fn default() -> Self {
        Self::new()
    }
}

fn uncertain(code: FaultCode) -> Fault {
    Fault {
        effect: FaultEffect::Unknown,
        ..Fault::nothing_done(code)
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_step_is_sent_at_once() {
        assert_eq!(Step::new().wants(noon()), Want::Send);
    }

    #[test]
    fn an_answer_settles_it() {
        let step = sending().after(Event::Acted, noon());

        assert_eq!(step.state, State::Done);
        assert_eq!(step.wants(noon()), Want::Rest);
    }

    #[test]
    fn no_answer_is_looked_up_before_anything_is_sent_again() {
        let step = sending().after(
            Event::OutcomeUnknown {
                fault: no_answer(),
                wait: None,
            },
            noon(),
        );

        assert_eq!(step.wants(noon()), Want::LookUp);
    }

    #[test]
    fn a_stop_in_the_middle_is_looked_up_too() {
        let step = sending().after(Event::Restarted, noon());

        assert_eq!(step.wants(noon()), Want::LookUp);
    }

    #[test]
    fn a_step_that_never_left_is_sent_after_a_restart() {
        let step = Step::new().after(Event::Restarted, noon());

        assert_eq!(step.wants(noon()), Want::Send);
    }

    #[test]
    fn what_is_not_found_goes_out_again_while_the_key_surely_lives() {
        let step = unknown().after(Event::NotFound, noon() + 10.seconds());

        assert_eq!(step.state, State::Ready);
    }

    #[test]
    fn what_may_be_done_twice_goes_out_again_however_late_and_not_for_ever() {
        let mut step = Step {
            is_repeatable: true,
            ..unknown()
        };
        for _ in 1..SENDS_MAX {
            step = step.after(Event::NotFound, noon() + 12.hours());
            assert_eq!(step.state, State::Ready);
            step = step
                .after(Event::SendBegins, noon() + 13.hours())
                .after(Event::Restarted, noon() + 13.hours());
        }

        assert_eq!(
            step.after(Event::NotFound, noon()).state,
            State::NeedsDecision
        );
    }

    #[test]
    fn a_refused_repeat_of_what_may_be_done_twice_settles_nothing() {
        let refused = |is_repeatable| {
            let step = Step {
                is_repeatable,
                ..unknown()
            };
            step.after(Event::NotFound, noon())
                .after(Event::SendBegins, noon())
                .after(
                    Event::DidNotAct {
                        fault: offline(),
                        verdict: Verdict::Refused,
                    },
                    noon(),
                )
                .after(Event::NotFound, noon())
        };

        assert_eq!(refused(true).state, State::Ready);
        assert_eq!(refused(false).state, State::Refused);
    }

    #[test]
    fn what_can_no_longer_happen_is_refused_unless_the_gateway_said_that_it_did() {
        let gone = || Event::Refuted { fault: offline() };
        let said = sending().after(
            Event::OutcomeUnknown {
                fault: uncertain(FaultCode::AnswerUnreadable),
                wait: None,
            },
            noon(),
        );
        let said = Step {
            said_done: true,
            ..said
        };

        let refuted = unknown().after(gone(), noon());

        assert_eq!(refuted.state, State::Refused);
        assert!(refuted.can_take_back());
        assert_eq!(said.after(gone(), noon()).state, State::Unknown);
    }

    #[test]
    fn past_the_life_of_the_key_the_user_is_asked() {
        let step = unknown().after(Event::NotFound, noon() + 5.minutes());

        assert_eq!(step.state, State::NeedsDecision);
    }

    #[test]
    fn a_clock_set_back_does_not_prolong_the_life_of_the_key() {
        let step = unknown().after(Event::NotFound, noon() - 1.hours());

        assert_eq!(step.state, State::NeedsDecision);
    }

    #[test]
    fn a_clock_set_back_a_little_does_not_prolong_the_life_of_the_key_either() {
        let waiting = unknown().after(Event::NotFound, noon() + 10.seconds());

        let set_back = waiting.after(Event::ClockSetBack, noon() - 5.minutes());
        let looked = set_back.after(Event::NotFound, noon() + 1.minutes());

        assert_eq!(set_back.wants(noon()), Want::LookUp);
        assert_eq!(looked.state, State::NeedsDecision);
    }

    #[test]
    fn a_clock_set_back_in_the_middle_of_a_request_leaves_its_age_unknown() {
        let step = sending()
            .after(Event::ClockSetBack, noon() - 5.minutes())
            .after(
                Event::OutcomeUnknown {
                    fault: no_answer(),
                    wait: None,
                },
                noon(),
            );

        assert_eq!(
            step.after(Event::NotFound, noon()).state,
            State::NeedsDecision
        );
    }

    #[test]
    fn a_clock_set_back_does_not_make_a_step_wait_for_ever() {
        let step = sending().after(
            Event::DidNotAct {
                fault: offline(),
                verdict: later(),
            },
            noon(),
        );

        assert!(matches!(step.wants(noon()), Want::WaitUntil(_)));
        assert_eq!(step.wants(noon() - 24.hours()), Want::Send);
    }

    #[test]
    fn a_refused_repeat_says_nothing_about_the_first_request() {
        let repeat = unknown()
            .after(Event::NotFound, noon())
            .after(Event::SendBegins, noon())
            .after(
                Event::DidNotAct {
                    fault: offline(),
                    verdict: Verdict::Refused,
                },
                noon(),
            );

        assert_eq!(repeat.state, State::Unknown);
        assert!(!repeat.can_take_back());
    }

    #[test]
    fn a_refused_repeat_and_nothing_found_means_that_nothing_was_made() {
        let step = unknown()
            .after(Event::NotFound, noon())
            .after(Event::SendBegins, noon())
            .after(
                Event::DidNotAct {
                    fault: offline(),
                    verdict: Verdict::Refused,
                },
                noon(),
            )
            .after(Event::NotFound, noon());

        assert_eq!(step.state, State::Refused);
        assert_eq!(step.fault, Some(offline()));
    }

    #[test]
    fn a_repeat_refused_for_its_key_or_for_a_conflict_settles_nothing() {
        for verdict in [Verdict::RefusedUnjudged, Verdict::NeedsUser, later()] {
            let step = unknown()
                .after(Event::NotFound, noon())
                .after(Event::SendBegins, noon())
                .after(
                    Event::DidNotAct {
                        fault: offline(),
                        verdict,
                    },
                    noon(),
                )
                .after(Event::KeyReturned, noon())
                .after(Event::NotFound, noon() + 10.minutes());

            assert_eq!(step.state, State::NeedsDecision, "{verdict:?}");
        }
    }

    #[test]
    fn a_refusal_after_the_life_of_the_key_settles_nothing() {
        let late = noon() + 1.hours();
        let step = unknown()
            .after(Event::NotFound, late)
            .after(Event::SendAgain, late)
            .after(Event::SendBegins, late)
            .after(
                Event::DidNotAct {
                    fault: offline(),
                    verdict: Verdict::Refused,
                },
                late,
            )
            .after(Event::NotFound, late);

        assert_eq!(step.state, State::NeedsDecision);
    }

    #[test]
    fn a_repeat_that_had_to_wait_too_long_is_looked_up_again_instead() {
        let waiting = unknown().after(Event::NotFound, noon() + 10.seconds());

        let woken = waiting.after(Event::SendBegins, noon() + 12.hours());
        let restarted = waiting.after(Event::Restarted, noon() + 12.hours());

        assert_eq!(woken.state, State::Unknown);
        assert_eq!(restarted.state, State::Unknown);
    }

    #[test]
    fn what_the_gateway_says_it_made_is_never_sent_again_by_itself() {
        let mut step = sending()
            .after(Event::ActedWrongly { fault: no_answer() }, noon())
            .after(Event::LookAgain, noon());
        for _ in 0..=LOOKS_MAX {
            assert_eq!(step.state, State::Unknown);
            step = step.after(Event::NotFound, noon());
        }

        assert_eq!(step.state, State::NeedsDecision);
    }

    #[test]
    fn a_missing_key_holds_the_step_until_it_returns() {
        let held = sending().after(
            Event::DidNotAct {
                fault: offline(),
                verdict: Verdict::NeedsUser,
            },
            noon(),
        );

        assert_eq!((held.state, held.wants(noon())), (State::Held, Want::Rest));
        assert!(held.can_take_back());
        assert_eq!(
            held.after(Event::KeyReturned, noon()).wants(noon()),
            Want::Send
        );
    }

    #[test]
    fn a_look_that_cannot_succeed_asks_the_user() {
        let step = unknown().after(
            Event::CouldNotLook {
                fault: offline(),
                verdict: Verdict::Refused,
            },
            noon(),
        );

        assert_eq!(step.state, State::NeedsDecision);
    }

    #[test]
    fn tries_without_a_connection_do_not_use_up_the_sends() {
        let mut step = Step::new();
        for _ in 0..10 {
            step = step.after(Event::SendBegins, noon()).after(
                Event::DidNotAct {
                    fault: offline(),
                    verdict: later(),
                },
                noon(),
            );
        }
        let lost = step.after(Event::SendBegins, noon()).after(
            Event::OutcomeUnknown {
                fault: no_answer(),
                wait: None,
            },
            noon(),
        );

        assert_eq!(lost.after(Event::NotFound, noon()).state, State::Ready);
    }

    #[test]
    fn a_gateway_that_asks_for_patience_is_left_alone() {
        let wait = Some(Duration::from_secs(120));

        let step = sending().after(
            Event::OutcomeUnknown {
                fault: no_answer(),
                wait,
            },
            noon(),
        );

        assert_eq!(step.wants(noon()), Want::WaitUntil(noon() + 2.minutes()));
    }

    #[test]
    fn a_gateway_that_asks_for_patience_while_nothing_was_done_is_left_alone_too() {
        let patience = |seconds| Verdict::Later {
            wait: Some(Duration::from_secs(seconds)),
        };
        let refused = |verdict| Event::DidNotAct {
            fault: offline(),
            verdict,
        };
        let not_told = |verdict| Event::CouldNotLook {
            fault: offline(),
            verdict,
        };

        for (seconds, wait) in [
            (120, 2.minutes()),
            // No shorter than the pause of our own, no longer than is believed.
            (0, 1.second()),
            (u64::MAX, 15.minutes()),
        ] {
            let wait = Want::WaitUntil(noon() + wait);
            let sent = sending().after(refused(patience(seconds)), noon());
            let looked = unknown().after(not_told(patience(seconds)), noon());
            assert_eq!((sent.wants(noon()), looked.wants(noon())), (wait, wait));
        }
    }

    #[test]
    fn what_was_dropped_is_not_called_taken_back() {
        let step = unknown()
            .after(Event::NotFound, noon() + 5.minutes())
            .after(Event::Drop, noon());

        assert_eq!(step.state, State::Dropped);
    }

    #[test]
    fn only_what_never_reached_the_gateway_is_taken_back() {
        let offline = sending().after(
            Event::DidNotAct {
                fault: offline(),
                verdict: later(),
            },
            noon(),
        );

        assert_eq!(
            offline.after(Event::TakeBack, noon()).state,
            State::TakenBack
        );
        assert_eq!(
            unknown().after(Event::TakeBack, noon()).state,
            State::Unknown
        );
        assert_eq!(
            sending().after(Event::TakeBack, noon()).state,
            State::Sending
        );
    }

    #[test]
    fn something_wrong_made_is_the_users_to_judge() {
        let step = sending().after(Event::ActedWrongly { fault: no_answer() }, noon());

        assert_eq!(step.state, State::NeedsDecision);
        assert_eq!(step.wants(noon()), Want::Rest);
    }

    proptest! {
        /// Whatever happens without the user, a request whose outcome is unknown is followed by a look.
        #[test]
        fn never_sends_twice_without_a_look_or_a_word_in_between(
            events in proptest::collection::vec(any_event(), 0..60)
        ) {
            let mut step = Step::new();
            let mut unanswered = false;
            let mut now = noon();
            for event in events {
                let before = step.state;
                let looked_or_said = matches!(
                    event,
                    Event::NotFound | Event::Refuted { .. } | Event::SendAgain
                );
                step = step.after(event.clone(), now);
                let sent = before == State::Ready && step.state == State::Sending;
                if sent {
                    prop_assert!(!unanswered, "sent again without having looked");
                    unanswered = false;
                } else if before == State::Sending && event_leaves_open(&event) {
                    unanswered = true;
                } else if looked_or_said && before != step.state {
                    unanswered = false;
                }
                now += 1.seconds();
            }
        }

        /// Done is for ever: nothing un-makes a link or an email.
        #[test]
        fn done_stays_done(events in proptest::collection::vec(any_event(), 0..20)) {
            let mut step = sending().after(Event::Acted, noon());
            for event in events {
                step = step.after(event, noon());
                prop_assert_eq!(step.state, State::Done);
            }
        }
    }

    fn later() -> Verdict {
        Verdict::Later { wait: None }
    }

    fn any_verdict() -> impl Strategy<Value = Verdict> {
        prop_oneof![
            Just(later()),
            Just(Verdict::NeedsUser),
            Just(Verdict::Refused),
            Just(Verdict::RefusedUnjudged),
        ]
    }

    fn any_event() -> impl Strategy<Value = Event> {
        prop_oneof![
            4 => Just(Event::SendBegins),
            1 => Just(Event::Acted),
            2 => any_verdict().prop_map(|verdict| Event::DidNotAct { fault: offline(), verdict }),
            2 => Just(Event::OutcomeUnknown { fault: no_answer(), wait: None }),
            1 => Just(Event::ActedWrongly { fault: no_answer() }),
            1 => Just(Event::Found),
            3 => Just(Event::NotFound),
            1 => Just(Event::Refuted { fault: offline() }),
            1 => Just(Event::Ambiguous),
            1 => any_verdict().prop_map(|verdict| Event::CouldNotLook { fault: offline(), verdict }),
            1 => Just(Event::KeyReturned),
            1 => Just(Event::ClockSetBack),
            2 => Just(Event::Restarted),
            1 => Just(Event::TakeBack),
            1 => Just(Event::RetryNow),
            1 => Just(Event::LookAgain),
            1 => Just(Event::SendAgain),
            1 => Just(Event::Drop),
        ]
    }

    fn event_leaves_open(event: &Event) -> bool {
        matches!(
            event,
            Event::OutcomeUnknown { .. } | Event::Restarted | Event::ActedWrongly { .. }
        )
    }

    fn sending() -> Step {
        Step::new().after(Event::SendBegins, noon())
    }

    fn unknown() -> Step {
        sending().after(
            Event::OutcomeUnknown {
                fault: no_answer(),
                wait: None,
            },
            noon(),
        )
    }

    fn offline() -> Fault {
        Fault::nothing_done(FaultCode::Offline)
    }

    fn no_answer() -> Fault {
        Fault::nothing_done(FaultCode::NoAnswer)
    }

    fn noon() -> Timestamp {
        "2026-03-01T12:00:00Z".parse().unwrap()
    }
}
