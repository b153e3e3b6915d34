//! Changing and deactivating a link.

use super::Desk;
use crate::fault::{Fault, FaultCode};
use crate::view::{ChangePaymentLink, DeactivatePaymentLink, IntentView};

impl Desk {
    pub async fn change_payment_link(&self, _form: ChangePaymentLink) -> Result<IntentView, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }

    pub async fn deactivate_payment_link(
        &self,
        _form: DeactivatePaymentLink,
    ) -> Result<IntentView, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }
}
