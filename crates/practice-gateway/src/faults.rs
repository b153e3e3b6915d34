//! Scripted trouble, in the words of whoever tests: `on(create).act_then_cut().once()`. A script
//! takes effect with its first word, holds for one request unless told otherwise, and makes the
//! gateway panic on drop if it was never used; scripts of one operation are used in their order.

mod script;
mod words;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

use crate::answer::Answer;
use crate::operation::Operation;
pub use script::Script;
pub use words::TroubleError;

#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Script>>);

impl Faults {
    pub(crate) fn script(&self, operation: Operation) -> Script {
        let script = Script::new(operation);
        self.scripts().push(script.clone());
        script
    }

    /// Takes scripts that were written out, such as `createPaymentLink: act then cut`: all or none.
    pub(crate) fn told<'t>(
        &self,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Result<Vec<Script>, TroubleError> {
        let read: Vec<_> = texts
            .into_iter()
            .map(words::read)
            .collect::<Result<_, _>>()?;
        self.scripts().extend(read.iter().cloned());
        Ok(read)
    }

    /// In the order in which they were made.
    pub(crate) fn all(&self) -> Vec<Script> {
        self.scripts().clone()
    }

    /// Forgets every script and lets go of what they hold.
    pub(crate) fn clear(&self) {
        for script in self.scripts().drain(..) {
            script.release();
        }
    }

    /// The script that this request has to follow, counted as used.
    pub(crate) fn take(&self, operation: Operation) -> Option<Script> {
        let scripts = self.scripts();
        let mut of_operation = scripts.iter().filter(|script| script.is_for(operation));
        of_operation.find(|script| script.use_up()).cloned()
    }

    /// What was scripted and did not happen.
    pub(crate) fn unused(&self) -> Vec<String> {
        self.scripts()
            .iter()
            .filter_map(Script::complaint)
            .collect()
    }

    fn scripts(&self) -> MutexGuard<'_, Vec<Script>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Clone, Default)]
pub(crate) struct Plan {
    armed: bool,
    uses: Uses,
    used: u32,
    maybe: bool,
    pub(crate) delay: Option<Duration>,
    pub(crate) before: Before,
    pub(crate) after: After,
    pub(crate) headers: Vec<(String, String)>,
    /// What was said, where it was written out.
    words: Option<String>,
    body: Option<(String, String)>,
}

#[derive(Clone, Copy, Default)]
enum Uses {
    #[default]
    Once,
    Times(u32),
    Always,
}

#[derive(Clone, Default)]
pub(crate) enum Before {
    #[default]
    Nothing,
    Answer(Answer),
    Cut,
    Hold,
    RevokeTokens,
    ReplayEarlier,
}

#[derive(Clone, Default)]
pub(crate) enum After {
    #[default]
    Nothing,
    Answer(Answer),
    Cut,
    CutMidAnswer,
    Hold,
    Delay(Duration),
    Drip(Duration),
    Garble,
    Garbage,
    Mislabel(String),
    Edit(Arc<dyn Fn(&mut Value) + Send + Sync>),
}

impl Plan {
    /// The scripted answer with the scripted body.
    pub(crate) fn dressed(&self, answer: Answer) -> Answer {
        match self.body.clone() {
            Some((content_type, body)) => Answer {
                content_type,
                body,
                ..answer
            },
            None => answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_one_operation_are_used_in_order() {
        let faults = Faults::default();
        let first = faults
            .script(Operation::Authorize)
            .refuse_with(503)
            .times(2);
        let second = faults.script(Operation::Authorize).refuse_with(500).once();

        for _ in 0..4 {
            drop(faults.take(Operation::Authorize));
        }

        assert_eq!((first.used(), second.used()), (2, 1));
        assert!(faults.unused().is_empty());
    }

    #[test]
    fn a_script_touches_no_other_operation() {
        let faults = Faults::default();
        faults.script(Operation::Authorize).refuse_with(503).maybe();

        assert!(faults.take(Operation::CreatePaymentLink).is_none());
    }

    #[test]
    fn what_was_scripted_and_did_not_happen_is_told() {
        let faults = Faults::default();
        faults
            .script(Operation::Authorize)
            .refuse_with(503)
            .times(2);
        faults
            .script(Operation::SharePaymentLink)
            .cut_before_acting()
            .maybe();
        drop(faults.take(Operation::Authorize));

        assert_eq!(
            faults.unused(),
            ["trouble on Authorize met 1 of 2 requests"]
        );
    }

    #[test]
    fn a_script_without_a_word_does_nothing() {
        let faults = Faults::default();
        let _silent = faults.script(Operation::Authorize);

        assert!(faults.take(Operation::Authorize).is_none());
        assert!(faults.unused().is_empty());
    }
}
