//! What happened to a link, what was paid through it, and whether there is one like it.

use uuid::Uuid;

use super::Desk;
use crate::fault::{Fault, FaultCode};
use crate::view::{AlikeView, FindAlike, HandOver, LinkDetails};

impl Desk {
    /// Everything about a link of the profile in use, as this computer remembers it.
    pub async fn link_details(&self, _payment_link_id: &str) -> Result<LinkDetails, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }

    /// Asks the gateway about a link: how it stands, to whom it was emailed, and what was paid.
    pub async fn check_link_details(&self, _payment_link_id: &str) -> Result<LinkDetails, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }

    /// Notes that a link left this computer.
    pub async fn handed_over(
        &self,
        _profile: Uuid,
        _payment_link_id: &str,
        _how: HandOver,
    ) -> Result<(), Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }

    pub async fn find_alike(&self, _find: FindAlike) -> Result<Vec<AlikeView>, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }
}
