//! Watching for payments, gently.

use uuid::Uuid;

use super::Desk;
use crate::fault::{Fault, FaultCode};
use crate::view::{DeskView, WatchView};

impl Desk {
    pub async fn watch(&self) -> Result<WatchView, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }

    /// The user has seen these; all of them, if none is named.
    pub async fn see_paid(&self, _ids: Vec<Uuid>) -> Result<DeskView, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }
}
