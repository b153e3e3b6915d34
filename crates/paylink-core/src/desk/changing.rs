//! Changing and deactivating a link.

use payroc::{LinkStatus, RequestBody};
use uuid::Uuid;

use super::{Desk, Inner};
use crate::draft;
use crate::fault::{Fault, FaultCode};
use crate::links::values;
use crate::outbox::judge::can_be_changed;
use crate::outbox::{Intent, Operation, Request, Summary, journal};
use crate::view::{ChangePaymentLink, DeactivatePaymentLink, IntentKind, IntentView};

impl Desk {
    /// Returns once the change, and every email that tells of it, is on the disk. It leaves only if the link is then still
    /// as the user saw it.
    pub async fn change_payment_link(&self, form: ChangePaymentLink) -> Result<IntentView, Fault> {
        let inner = &self.inner;
        if let Some(known) = inner.known_press(form.request_id).await? {
            return Ok(known);
        }
        let profile = inner.profile(form.profile_id).await?.id;
        let link = inner.kept_link(profile, &form.payment_link_id).await?.link;
        if values(&link) != form.before {
            return Err(Fault::nothing_done(FaultCode::ChangedElsewhere));
        }
        let moves_last_day = form.after.expires_on != form.before.expires_on;
        if !can_be_changed(&link.status, moves_last_day) {
            return Err(Fault::nothing_done(FaultCode::LinkNotUsable));
        }
        let draft =
            draft::check_change(&form, &link, inner.today()).map_err(Fault::check_fields)?;
        inner
            .keep_intent(Intent {
                id: Uuid::now_v7(),
                request_id: form.request_id,
                profile_id: profile,
                kind: IntentKind::Change,
                summary: draft.summary,
                payment_link_id: Some(form.payment_link_id),
                recovered: false,
                created_at: inner.now(),
                steps: draft.requests,
            })
            .await
    }

    /// Returns once the deactivation is on the disk.
    pub async fn deactivate_payment_link(
        &self,
        form: DeactivatePaymentLink,
    ) -> Result<IntentView, Fault> {
        let inner = &self.inner;
        if let Some(known) = inner.known_press(form.request_id).await? {
            return Ok(known);
        }
        let profile = inner.profile(form.profile_id).await?.id;
        let link = inner.kept_link(profile, &form.payment_link_id).await?.link;
        if matches!(link.status, LinkStatus::Completed | LinkStatus::Deactivated) {
            return Err(Fault::nothing_done(FaultCode::LinkNotUsable));
        }
        let reason = draft::check_reason(&form.reason).map_err(Fault::check_fields)?;
        let values = values(&link);
        let nothing = RequestBody::from_bytes(Vec::new());
        inner
            .keep_intent(Intent {
                id: Uuid::now_v7(),
                request_id: form.request_id,
                profile_id: profile,
                kind: IntentKind::Deactivate,
                summary: Summary {
                    amount: values.amount,
                    currency: values.currency,
                    description: values.description,
                    reference: link.merchant_reference.to_string(),
                    changed: None,
                    reason,
                },
                payment_link_id: Some(form.payment_link_id),
                recovered: false,
                created_at: inner.now(),
                steps: vec![Request::new(Operation::Deactivate, nothing, None)],
            })
            .await
    }
}

impl Inner {
    /// What came of an earlier press of the same form. By now the link may be as that made it.
    async fn known_press(&self, request: Uuid) -> Result<Option<IntentView>, Fault> {
        let known = self.transact(move |transaction| journal::by_request(transaction, request));
        match known.await? {
            Some(intent) => self.intent_view(intent).await.map(Some),
            None => Ok(None),
        }
    }
}
