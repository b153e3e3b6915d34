//! What a customer did on the pay page. A declined try is kept, too; it ends nothing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::gateway::Gateway;
use crate::ledger::Entry;
use crate::link::{Ended, Link, LinkStatus};
use crate::money::Currency;
use crate::rules::DecidingAmounts;
use crate::terms::{AuthType, Charge, LinkType, PaymentMethod};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    Paid,
    Declined,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub id: String,
    pub link_id: String,
    pub amount: i64,
    pub currency: Currency,
    pub method: PaymentMethod,
    pub auth_type: AuthType,
    pub outcome: Outcome,
    pub at: Timestamp,
}

/// Why nothing was paid and nothing was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PayRefusal {
    #[error("there is no such link")]
    NoSuchLink,
    #[error("the link is {0:?}, not active")]
    NotActive(LinkStatus),
    #[error("the amount is missing, zero or less, or not the link's own")]
    WrongAmount,
    #[error("the link does not take this way of paying")]
    WrongMethod,
    #[error("the payment could not be written to the state file")]
    NotKept,
}

/// A customer's press on one of the pay page's two buttons.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Press {
    pub(crate) outcome: Outcome,
    /// What the customer typed, where the link asks for it.
    pub(crate) amount: Option<i64>,
    /// `None` takes the first that the link offers.
    pub(crate) method: Option<PaymentMethod>,
}

/// Keeps the payment or the declined try; a paid single-use link is completed in the same act.
pub(crate) fn press(gateway: &Gateway, token: Uuid, press: Press) -> Result<Payment, PayRefusal> {
    let mut ledger = gateway.ledger();
    let link = ledger
        .link_by_token(token)
        .cloned()
        .ok_or(PayRefusal::NoSuchLink)?;
    match link.status(gateway.today_of(&link)) {
        LinkStatus::Active => {}
        status @ (LinkStatus::Completed | LinkStatus::Deactivated | LinkStatus::Expired) => {
            return Err(PayRefusal::NotActive(status));
        }
    }
    let charge = link.terms.order.charge;
    let amount = match (charge, press.amount) {
        (Charge::Preset { amount, .. }, None) => amount,
        (Charge::Preset { amount, .. }, Some(typed)) if typed == amount => amount,
        (Charge::Prompt { .. }, Some(typed)) if typed > 0 => typed,
        (Charge::Preset { .. } | Charge::Prompt { .. }, _) => return Err(PayRefusal::WrongAmount),
    };
    let offered = &link.terms.payment_methods;
    let method = match press.method.or(offered.first().copied()) {
        Some(method) if offered.contains(&method) => method,
        None => PaymentMethod::Card,
        Some(_) => return Err(PayRefusal::WrongMethod),
    };
    let payment = Payment {
        id: ledger.new_payment_id(),
        link_id: link.id.clone(),
        amount,
        currency: charge.currency(),
        method,
        auth_type: link.terms.auth_type,
        outcome: decided(press.outcome, amount, gateway.rules.deciding_amounts),
        at: gateway.clock.now(),
    };
    let mut entries = vec![Entry::Payment(payment.clone())];
    if (payment.outcome, link.terms.link_type) == (Outcome::Paid, LinkType::SingleUse) {
        entries.push(Entry::Link(Link {
            ended: Some(Ended::Completed),
            ..link
        }));
    }
    match ledger.commit(entries) {
        Ok(()) => Ok(payment),
        Err(error) => {
            tracing::error!(%error, "nothing was paid: the payment could not be kept");
            Err(PayRefusal::NotKept)
        }
    }
}

fn decided(pressed: Outcome, amount: i64, rule: DecidingAmounts) -> Outcome {
    match rule {
        DecidingAmounts::Obeyed if matches!(amount % 100, 1..=3) => Outcome::Declined,
        DecidingAmounts::Obeyed | DecidingAmounts::Ignored => pressed,
    }
}
