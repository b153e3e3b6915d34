//! How much may be repeated over all calls of a client: in an outage, a few calls at their full rounds, then
//! hardly any, so that a gateway in trouble is not given three times its usual work.
//!
//! Counted in calls and answers rather than by a clock, so that the bound holds however fast calls are made.

use std::sync::atomic::{AtomicU32, Ordering};

/// What one repeat costs.
const REPEAT: u32 = 10;
/// What each call brings, whatever becomes of it: one repeat for ten calls.
const CALL: u32 = 1;
/// What a call that was answered brings besides: one repeat.
const ANSWER: u32 = REPEAT;
/// The most that is saved up, and what there is in the beginning: ten repeats.
const SAVED_MAX: u32 = 10 * REPEAT;

/// Pays for repeats. While nothing is answered, n calls cost at most 1.1 n + 10 requests.
pub(crate) struct Budget(AtomicU32);

impl Budget {
    /// Notes that a call began.
    pub(crate) fn called(&self) {
        self.save(CALL);
    }

    /// Notes that a call was answered with a success.
    pub(crate) fn answered(&self) {
        self.save(ANSWER);
    }

    /// Pays for one repeat; `false` if there is too little left.
    pub(crate) fn repeat(&self) -> bool {
        let pay = |saved: u32| saved.checked_sub(REPEAT);
        self.0
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, pay)
            .is_ok()
    }

    fn save(&self, more: u32) {
        let save = |saved: u32| Some(saved.saturating_add(more).min(SAVED_MAX));
        self.0
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, save)
            .expect("saving always gives a new value");
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(SAVED_MAX))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::retry::{Decision, Failure, RetryPolicy, Situation, decide};

    #[test]
    fn the_first_calls_of_an_outage_get_all_their_rounds() {
        let budget = Budget::default();

        let requests: Vec<u32> = (0..8).map(|_| call(&budget, || false, 0.0)).collect();

        assert_eq!(requests, [3, 3, 3, 3, 3, 1, 1, 1]);
    }

    #[test]
    fn an_answer_pays_for_a_repeat() {
        let budget = Budget::default();
        while budget.repeat() {}

        budget.answered();

        assert!(budget.repeat());
        assert!(!budget.repeat());
    }

    proptest! {
        #[test]
        fn an_outage_of_a_hundred_calls_costs_at_most_a_fifth_more(
            calls in 100..2_000_u32, jitter in 0.0..1.0,
        ) {
            let budget = Budget::default();

            let requests: u32 = (0..calls).map(|_| call(&budget, || false, jitter)).sum();

            prop_assert!(f64::from(requests) <= 1.2 * f64::from(calls), "{requests} for {calls}");
        }

        #[test]
        fn no_history_of_answers_costs_more_than_was_earned(
            answers in prop::collection::vec(any::<bool>(), 1..600),
        ) {
            let budget = Budget::default();
            let (mut told, mut calls, mut requests) = (answers.iter().copied(), 0, 0);

            while told.len() > 0 {
                let made = call(&budget, || told.next().unwrap_or(true), 0.5);
                prop_assert!(made <= 3);
                (calls, requests) = (calls + 1, requests + made);
            }

            let answered = u32::try_from(answers.iter().filter(|well| **well).count()).unwrap();
            prop_assert!(10 * (requests - calls) <= calls + 10 * answered + 110);
        }
    }

    /// One call as the transport makes it; gives how many requests it took.
    fn call(budget: &Budget, mut well: impl FnMut() -> bool, jitter: f64) -> u32 {
        budget.called();
        for attempt in 1.. {
            if well() {
                budget.answered();
                return attempt;
            }
            let situation = Situation {
                failure: Failure::Status(503),
                repeatable: true,
                attempt,
                elapsed: Duration::ZERO,
                limit: Duration::from_secs(60),
                jitter,
                retry_after: None,
            };
            if decide(&RetryPolicy::default(), &situation) == Decision::Stop || !budget.repeat() {
                return attempt;
            }
        }
        unreachable!("every call ends")
    }
}
