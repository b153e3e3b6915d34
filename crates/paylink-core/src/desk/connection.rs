//! The connection to the gateways: what waits for it goes out as soon as it is known to be back.

use super::{Desk, Inner};
use crate::fault::{Fault, FaultCode};
use crate::outbox::journal;
use crate::outbox::step::{Event, Step};
use uuid::Uuid;

impl Desk {
    /// The system says that there is a connection again.
    pub async fn connection_returned(&self) -> Result<(), Fault> {
        self.inner.wake(None).await
    }
}

impl Inner {
    /// Lets what waits for the connection go on at once: of one profile, or of all.
    pub(super) async fn wake(&self, profile: Option<Uuid>) -> Result<(), Fault> {
        let now = self.now();
        self.transact(move |transaction| {
            for intent in journal::unsettled(transaction)? {
                if profile.is_some_and(|profile| profile != intent.profile_id) {
                    continue;
                }
                for request in intent.steps.iter().filter(|request| waits(&request.step)) {
                    let after = request.step.after(Event::RetryNow, now);
                    journal::keep_step(transaction, request.id, &after)?;
                }
            }
            Ok(())
        })
        .await?;
        self.bell.notify_one();
        Ok(())
    }
}

/// Nobody could be reached: nothing else stands in the way.
fn waits(step: &Step) -> bool {
    let code = step.fault.as_ref().map(|fault| fault.code);
    step.not_before.is_some()
        && matches!(
            code,
            Some(FaultCode::Offline | FaultCode::PracticeUnavailable)
        )
}
