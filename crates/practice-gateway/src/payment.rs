//! What a customer did on the pay page. A declined try is kept, too; it ends nothing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::whole_second;
use crate::gateway::Gateway;
use crate::ledger::{Entry, Ledger};
use crate::link::{Ended, Link, LinkStatus};
use crate::money::Currency;
use crate::rules::DecidingAmounts;
use crate::terms::{AuthType, Charge, LinkType, PaymentMethod, Terms};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    Paid,
    Declined,
}

/// Who said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Decline {
    Bank,
    /// The bank wants the customer to call.
    Referral,
    /// The card's security code was wrong.
    SecurityCode,
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
    /// Of a declined try; older state files have none.
    #[serde(default)]
    pub decline: Option<Decline>,
    pub at: Timestamp,
    /// What was given back, oldest first; older state files have none.
    #[serde(default)]
    pub refunds: Vec<Refund>,
    /// A bank transfer that has come through; it takes days, and here a word.
    #[serde(default)]
    pub is_cleared: bool,
}

/// Money that the merchant gave back, in the portal or through the API's own calls for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    pub id: String,
    pub amount: i64,
    pub at: Timestamp,
}

impl Payment {
    pub(crate) fn is_paid(&self) -> bool {
        self.outcome == Outcome::Paid
    }

    /// The link's own; the gateway makes one where the link has none.
    pub(crate) fn order_id<'p>(&'p self, link: &'p Link) -> &'p str {
        link.terms.order.order_id.as_deref().unwrap_or(&self.id)
    }

    pub(crate) fn order_of(&self, link: &Link) -> Value {
        let mut order = json!({
            "orderId": self.order_id(link),
            "dateTime": whole_second(self.at),
            "amount": self.amount,
            "currency": self.currency,
        });
        if let Some(description) = &link.terms.order.description {
            order["description"] = json!(description);
        }
        order
    }

    /// Minor units that are left to give back.
    pub(crate) fn left(&self) -> i64 {
        let back: i64 = self.refunds.iter().map(|refund| refund.amount).sum();
        if self.is_paid() {
            self.amount - back
        } else {
            0
        }
    }

    pub(crate) fn refunds_shown(&self) -> Value {
        let refunds = self.refunds.iter().map(|refund| {
            json!({
                "refundId": refund.id,
                "dateTime": whole_second(refund.at),
                "currency": self.currency,
                "amount": refund.amount,
                "status": "ready",
                "responseCode": "A",
                "responseMessage": "APPROVAL",
            })
        });
        refunds.collect()
    }

    /// What is kept of the customer's card or account where the link asks for it (FACTS 13).
    pub(crate) fn secure_token(&self, customer: &str) -> Value {
        json!({
            "secureTokenId": format!("MREF_{}", self.id),
            "customerName": customer,
            "token": "296753123456",
            "status": "notValidated",
        })
    }
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

/// Presses for a link by its id, as its pay page would. One that asks for the amount and is given
/// none is paid 1000 minor units.
pub(crate) fn press_for(
    gateway: &Gateway,
    link_id: &str,
    pressed: Press,
) -> Result<Payment, PayRefusal> {
    let link = gateway.ledger().link(link_id).cloned();
    let link = link.ok_or(PayRefusal::NoSuchLink)?;
    let asked = matches!(link.terms.order.charge, Charge::Prompt { .. });
    let amount = pressed.amount.or(asked.then_some(1000));
    press(gateway, link.token, Press { amount, ..pressed })
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
    let offered = offered_methods(&link.terms);
    let method = match press.method.or(offered.first().copied()) {
        Some(method) if offered.contains(&method) => method,
        None => PaymentMethod::Card,
        Some(_) => return Err(PayRefusal::WrongMethod),
    };
    let decline = decided(press.outcome, amount, gateway.rules.deciding_amounts);
    let payment = Payment {
        id: ledger.new_payment_id(),
        link_id: link.id.clone(),
        amount,
        currency: charge.currency(),
        method,
        auth_type: link.terms.auth_type,
        outcome: decline.map_or(Outcome::Paid, |_| Outcome::Declined),
        decline,
        at: gateway.clock.now(),
        refunds: Vec::new(),
        is_cleared: false,
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

/// Why nothing was given back, or did not come through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettleRefusal {
    #[error("there is no such payment")]
    NoSuchPayment,
    #[error("the amount is zero or less, or more than is left of the payment")]
    WrongAmount,
    #[error("only a bank transfer that was paid is on its way")]
    NotOnItsWay,
    #[error("it could not be written to the state file")]
    NotKept,
}

/// Gives back some of a payment, as the merchant can in the portal; all that is left where no amount is named.
pub(crate) fn refund(
    gateway: &Gateway,
    payment_id: &str,
    amount: Option<i64>,
) -> Result<Payment, SettleRefusal> {
    let at = gateway.clock.now();
    change(gateway, payment_id, |payment, ledger| {
        let amount = amount.unwrap_or(payment.left());
        if amount <= 0 || amount > payment.left() {
            return Err(SettleRefusal::WrongAmount);
        }
        let id = ledger.new_refund_id();
        payment.refunds.push(Refund { id, amount, at });
        Ok(())
    })
}

/// Lets a bank transfer come through.
pub(crate) fn clear(gateway: &Gateway, payment_id: &str) -> Result<Payment, SettleRefusal> {
    change(gateway, payment_id, |payment, _| {
        if payment.method != PaymentMethod::BankTransfer || !payment.is_paid() {
            return Err(SettleRefusal::NotOnItsWay);
        }
        payment.is_cleared = true;
        Ok(())
    })
}

fn change(
    gateway: &Gateway,
    payment_id: &str,
    act: impl FnOnce(&mut Payment, &mut Ledger) -> Result<(), SettleRefusal>,
) -> Result<Payment, SettleRefusal> {
    let mut ledger = gateway.ledger();
    let mut payments = ledger.payments().iter();
    let known = payments.find(|payment| payment.id == payment_id).cloned();
    let mut payment = known.ok_or(SettleRefusal::NoSuchPayment)?;
    act(&mut payment, &mut ledger)?;
    match ledger.commit(vec![Entry::Payment(payment.clone())]) {
        Ok(()) => Ok(payment),
        Err(error) => {
            tracing::error!(%error, "a payment stays as it is: what became of it could not be kept");
            Err(SettleRefusal::NotKept)
        }
    }
}

/// What the customer may choose from: a pre-authorization is paid by card only (FACTS 14).
pub(crate) fn offered_methods(terms: &Terms) -> Vec<PaymentMethod> {
    let mut offered = terms.payment_methods.clone();
    match terms.auth_type {
        AuthType::Sale => {}
        AuthType::PreAuthorization => offered.retain(|method| *method == PaymentMethod::Card),
    }
    offered
}

/// The last two digits decide before the pressed button does.
fn decided(pressed: Outcome, amount: i64, rule: DecidingAmounts) -> Option<Decline> {
    match (rule, amount % 100, pressed) {
        (DecidingAmounts::Obeyed, 1, _) => Some(Decline::Bank),
        (DecidingAmounts::Obeyed, 2, _) => Some(Decline::Referral),
        (DecidingAmounts::Obeyed, 3, _) => Some(Decline::SecurityCode),
        (DecidingAmounts::Obeyed | DecidingAmounts::Ignored, _, Outcome::Declined) => {
            Some(Decline::Bank)
        }
        (DecidingAmounts::Obeyed | DecidingAmounts::Ignored, _, Outcome::Paid) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_two_digits_decide_before_the_button_does() {
        use DecidingAmounts::{Ignored, Obeyed};
        for (amount, rule, pressed, decline) in [
            (4901, Obeyed, Outcome::Paid, Some(Decline::Bank)),
            (4902, Obeyed, Outcome::Paid, Some(Decline::Referral)),
            (3, Obeyed, Outcome::Declined, Some(Decline::SecurityCode)),
            (4910, Obeyed, Outcome::Paid, None),
            (4910, Obeyed, Outcome::Declined, Some(Decline::Bank)),
            (4902, Ignored, Outcome::Paid, None),
            (4902, Ignored, Outcome::Declined, Some(Decline::Bank)),
        ] {
            assert_eq!(decided(pressed, amount, rule), decline, "{amount} {rule:?}");
        }
    }
}
