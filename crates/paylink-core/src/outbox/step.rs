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

use crate::fault::Fault;

/// How long after the first send the gateway surely still knows the key.
///
/// The contract does not say how long keys live. The shortest lifetime any payment gateway publishes is five minutes;
/// four leave room for a slow request. Past it, the same bytes go out again only on the user's word.
pub const KEY_SURELY_ALIVE: Duration = Duration::from_secs(4 * 60);

/// How often a step goes out by itself before the user is asked.
pub const SENDS_MAX: u32 = 5;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub state: State,
    /// Requests begun, answered or not.
    pub sends: u32,
    /// Looks and sends in a row that led nowhere; paces the next one.
    pub setbacks: u32,
    /// A request left whose outcome is not known: the gateway may have acted.
    pub may_have_acted: bool,
    /// A repeat was refused for good: if nothing is found, nothing was made.
    pub repeat_refused: bool,
    /// When the first such request left.
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
    /// The gateway acted, once.
    Done,
    /// The gateway did not act and will not: `fault` says why.
    Refused,
    /// Looking did not settle it.
    NeedsDecision,
    /// The user took it back before it was sent, or dropped it.
    TakenBack,
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
    /// The gateway did not act; `again` if the same request may well succeed later.
    DidNotAct {
        fault: Fault,
        again: bool,
    },
    /// The gateway may or may not have acted.
    OutcomeUnknown {
        fault: Fault,
    },
    /// The gateway says that it acted, but what it made is not what was asked.
    ActedWrongly {
        fault: Fault,
    },
    /// Looking found what the request was to make.
    Found,
    /// Looking found nothing.
    NotFound,
    /// Looking found more than one thing it could be.
    Ambiguous,
    /// Looking failed.
    CouldNotLook {
        fault: Fault,
    },
    /// Paylink starts again.
    Restarted,
    TakeBack,
    RetryNow,
    LookAgain,
    SendAgain,
    Drop,
}

impl Step {
    pub fn new() -> Self {
        Self {
            state: State::Ready,
            sends: 0,
            setbacks: 0,
            may_have_acted: false,
            repeat_refused: false,
            first_sent_at: None,
            not_before: None,
            fault: None,
        }
    }

    pub fn wants(&self, now: Timestamp) -> Want {
        let want = match self.state {
            State::Ready => Want::Send,
            State::Unknown => Want::LookUp,
            State::Sending
            | State::Done
            | State::Refused
            | State::NeedsDecision
            | State::TakenBack => return Want::Rest,
        };
        match self.not_before {
            // A moment absurdly far ahead comes from a clock that has been set back since.
            Some(moment) if moment > now && moment <= now + PAUSE_MAX => Want::WaitUntil(moment),
            _ => want,
        }
    }

    pub fn is_settled(&self) -> bool {
        match self.state {
            State::Done | State::Refused | State::TakenBack => true,
            State::Ready | State::Sending | State::Unknown | State::NeedsDecision => false,
        }
    }

    /// Only what surely never reached the gateway can be taken back.
    pub fn can_take_back(&self) -> bool {
        matches!(self.state, State::Ready | State::Refused) && !self.may_have_acted
    }

    pub fn can_retry(&self) -> bool {
        match self.state {
            State::Ready | State::Unknown => self.not_before.is_some(),
            State::Refused => true,
            State::Sending | State::Done | State::NeedsDecision | State::TakenBack => false,
        }
    }

    /// The step after `event`. An event that does not fit the state leaves the step as it is.
    #[must_use]
    pub fn after(&self, event: Event, now: Timestamp) -> Step {
        let mut next = self.clone();
        match (self.state, event) {
            (State::Ready, Event::SendBegins) => {
                next.state = State::Sending;
                next.sends += 1;
                next.not_before = None;
                next.first_sent_at.get_or_insert(now);
            }
            (State::Sending, Event::Acted) | (State::Unknown, Event::Found) => next.settle_done(),
            (State::Sending, Event::DidNotAct { fault, again }) => {
                next.did_not_act(fault, again, now);
            }
            (State::Sending, Event::OutcomeUnknown { fault }) => {
                next.may_have_acted = true;
                next.state = State::Unknown;
                next.fault = Some(fault);
                next.not_before = None;
            }
            (State::Sending | State::Unknown, Event::ActedWrongly { fault }) => {
                next.may_have_acted = true;
                next.ask_the_user(Some(fault));
            }
            (State::Sending, Event::Restarted) => {
                next.may_have_acted = true;
                next.state = State::Unknown;
                next.not_before = None;
            }
            (State::Ready | State::Unknown, Event::Restarted) => next.not_before = None,
            (State::Unknown, Event::NotFound) => next.not_found(now),
            (State::Unknown, Event::Ambiguous) => next.ask_the_user(None),
            (State::Unknown, Event::CouldNotLook { fault }) => {
                next.fault = Some(fault);
                next.pause(now);
            }
            (State::Ready | State::Refused, Event::TakeBack) if self.can_take_back() => {
                next.state = State::TakenBack;
                next.not_before = None;
            }
            (State::Ready | State::Unknown, Event::RetryNow) => next.not_before = None,
            (State::Refused, Event::RetryNow) => next.go_again(),
            (State::NeedsDecision, Event::LookAgain) => {
                next.state = State::Unknown;
                next.not_before = None;
            }
            (State::NeedsDecision, Event::SendAgain) => next.go_again(),
            (State::NeedsDecision, Event::Drop) => next.state = State::TakenBack,
            _ => {}
        }
        next
    }

    fn settle_done(&mut self) {
        self.state = State::Done;
        self.fault = None;
        self.not_before = None;
    }

    fn did_not_act(&mut self, fault: Fault, again: bool, now: Timestamp) {
        self.fault = Some(fault);
        if self.may_have_acted {
            // An earlier request may have acted: this refusal says nothing about that one.
            self.state = State::Unknown;
            self.repeat_refused = !again;
            self.pause(now);
        } else if again {
            self.first_sent_at = None;
            self.state = State::Ready;
            self.pause(now);
        } else {
            self.first_sent_at = None;
            self.state = State::Refused;
            self.not_before = None;
        }
    }

    fn not_found(&mut self, now: Timestamp) {
        let key_surely_alive = self.first_sent_at.is_some_and(|first| {
            now.duration_since(first) >= jiff::SignedDuration::ZERO
                && now.duration_since(first).unsigned_abs() <= KEY_SURELY_ALIVE
        });
        if self.repeat_refused {
            // Had the first request acted, the repeat under its key would have been answered with what it made.
            self.may_have_acted = false;
            self.first_sent_at = None;
            self.state = State::Refused;
            self.not_before = None;
        } else if key_surely_alive && self.sends < SENDS_MAX {
            self.state = State::Ready;
            self.pause(now);
        } else {
            self.ask_the_user(None);
        }
    }

    fn ask_the_user(&mut self, fault: Option<Fault>) {
        self.state = State::NeedsDecision;
        self.not_before = None;
        if fault.is_some() {
            self.fault = fault;
        }
    }

    fn go_again(&mut self) {
        self.state = State::Ready;
        self.setbacks = 0;
        self.repeat_refused = false;
        self.not_before = None;
    }

    /// Waits longer after each setback, up to [`PAUSE_MAX`].
    fn pause(&mut self, now: Timestamp) {
        let pause = Duration::from_secs(1 << self.setbacks.min(6)).min(PAUSE_MAX);
        self.setbacks = self.setbacks.saturating_add(1);
        self.not_before = now.checked_add(pause).ok();
    }
}

impl Default for Step {
    fn default() -> Self {
        Self::new()
    }
}

/// The longest wait between two tries.
pub const PAUSE_MAX: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;
    use crate::fault::FaultCode;

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
        let step = sending().after(Event::OutcomeUnknown { fault: no_answer() }, noon());

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
    fn a_clock_set_back_does_not_make_a_step_wait_for_ever() {
        let step = sending().after(
            Event::DidNotAct {
                fault: offline(),
                again: true,
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
                    again: false,
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
                    again: false,
                },
                noon(),
            )
            .after(Event::NotFound, noon());

        assert_eq!(step.state, State::Refused);
        assert_eq!(step.fault, Some(offline()));
    }

    #[test]
    fn only_what_never_reached_the_gateway_is_taken_back() {
        let offline = sending().after(
            Event::DidNotAct {
                fault: offline(),
                again: true,
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
                let looked_or_said = matches!(event, Event::NotFound | Event::SendAgain);
                let send = matches!(event, Event::SendBegins) && before == State::Ready;
                step = step.after(event.clone(), now);
                if send {
                    prop_assert!(!unanswered, "sent again without having looked");
                    unanswered = false;
                } else if before == State::Sending && step.state == State::Unknown {
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

    fn any_event() -> impl Strategy<Value = Event> {
        prop_oneof![
            4 => Just(Event::SendBegins),
            1 => Just(Event::Acted),
            2 => any::<bool>().prop_map(|again| Event::DidNotAct { fault: offline(), again }),
            2 => Just(Event::OutcomeUnknown { fault: no_answer() }),
            1 => Just(Event::ActedWrongly { fault: no_answer() }),
            1 => Just(Event::Found),
            3 => Just(Event::NotFound),
            1 => Just(Event::Ambiguous),
            1 => Just(Event::CouldNotLook { fault: offline() }),
            2 => Just(Event::Restarted),
            1 => Just(Event::TakeBack),
            1 => Just(Event::RetryNow),
            1 => Just(Event::LookAgain),
            1 => Just(Event::SendAgain),
            1 => Just(Event::Drop),
        ]
    }

    fn sending() -> Step {
        Step::new().after(Event::SendBegins, noon())
    }

    fn unknown() -> Step {
        sending().after(Event::OutcomeUnknown { fault: no_answer() }, noon())
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
