//! What was paid through a link: the gateway's payments, boiled down to what a merchant looks at and what is kept.
//!
//! Nothing is guessed: an amount that was not told exactly is absent and counts for nothing. Words stay codes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use payroc::{LinkPayment, MinorUnits, Money, PaymentHistory, PaymentStatus, TransactionType};
use serde::{Deserialize, Serialize};

use crate::view::{PaymentMethod, PaymentState, PaymentView, TotalView};

/// The longest name of a payer that is kept, in characters.
const NAME_MAX: usize = 80;
/// The digits of a card or an account that are shown.
const DIGITS: usize = 4;

/// A payment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub id: String,
    pub method: PaymentMethod,
    pub state: PaymentState,
    pub is_hold: bool,
    /// What was authorized, or else what was asked; absent if neither was told exactly.
    pub money: Option<Money>,
    pub at: Option<Timestamp>,
    /// The name and the last digits.
    pub payer: String,
    /// The name alone; empty also where an older version kept the payment.
    #[serde(default)]
    pub name: String,
    /// What went back to the customer, oldest first.
    pub refunds: Vec<Refund>,
}

/// Money that went back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// Absent if it was not told exactly.
    pub money: Option<Money>,
    pub at: Option<Timestamp>,
}

/// The payments of a history, in its order.
pub fn of(history: &PaymentHistory) -> Vec<Payment> {
    history.payments.iter().map(Payment::from).collect()
}

/// What came in of all payments that are through, less what went back, per currency. What is only held, and what was
/// taken back before it was settled, is not in it; nor is a payment whose amount, or the amount of whose refund, is
/// not known exactly. A sum above 2^53 - 1 minor units is left out rather than told wrongly.
pub fn totals<'p>(payments: impl IntoIterator<Item = &'p Payment>) -> Vec<TotalView> {
    let mut totals = BTreeMap::<String, Option<(u64, u32)>>::new();
    for payment in payments {
        let Some((currency, kept)) = payment.kept() else {
            continue;
        };
        let total = totals.entry(currency).or_insert(Some((0, 0)));
        *total = total.and_then(|(amount, count)| {
            let amount = amount.checked_add(kept)?;
            (amount <= MinorUnits::MAX.get()).then(|| (amount, count.saturating_add(1)))
        });
    }
    totals
        .into_iter()
        .filter_map(|(currency, total)| {
            let (amount, count) = total?;
            Some(TotalView {
                currency,
                amount,
                count,
            })
        })
        .collect()
}

impl Payment {
    /// Whether it went through or is held, and since then.
    pub fn is_news(&self, since: Timestamp) -> bool {
        (self.state == PaymentState::Paid || self.is_held())
            && self.at.is_some_and(|at| at >= since)
    }

    /// Whether the customer's money is held and not charged. The contract calls such a payment pending or ready.
    pub fn is_held(&self) -> bool {
        self.is_hold && matches!(self.state, PaymentState::Pending | PaymentState::Paid)
    }

    /// Whether the customer's money was taken.
    pub fn is_through(&self) -> bool {
        self.state == PaymentState::Paid && !self.is_hold
    }

    pub fn view(&self) -> PaymentView {
        PaymentView {
            payment_id: self.id.clone(),
            method: self.method,
            state: self.state,
            amount: self.money.map(|money| money.amount.get()),
            currency: self.money.map(|money| money.currency.to_string()),
            refunded: self.refunded(),
            at: self.at.map(|at| at.to_string()),
            payer: self.payer.clone(),
            is_hold: self.is_hold,
        }
    }

    /// Whether whoever made it is who paid its link, or is about to.
    pub fn is_by_the_payer(&self) -> bool {
        match self.state {
            PaymentState::Paid
            | PaymentState::Pending
            | PaymentState::Reversed
            | PaymentState::Expired => true,
            PaymentState::Declined | PaymentState::Unknown => false,
        }
    }

    /// Minor units that went back, as far as they are told; never more than can be shown.
    fn refunded(&self) -> u64 {
        let told = self.refunds.iter().filter_map(|refund| refund.money);
        let same = told.filter(|money| {
            self.money
                .is_none_or(|paid| paid.currency == money.currency)
        });
        same.fold(0_u64, |sum, money| sum.saturating_add(money.amount.get()))
            .min(MinorUnits::MAX.get())
    }

    /// The currency and how much of it the merchant has of this payment, if that is known exactly.
    fn kept(&self) -> Option<(String, u64)> {
        let money = self.money?;
        let refunds_are_told = self.refunds.iter().all(|refund| {
            refund
                .money
                .is_some_and(|back| back.currency == money.currency)
        });
        (self.is_through() && refunds_are_told).then(|| {
            (
                money.currency.to_string(),
                money.amount.get().saturating_sub(self.refunded()),
            )
        })
    }
}

impl From<&LinkPayment> for Payment {
    fn from(payment: &LinkPayment) -> Self {
        let (order, result) = (payment.order(), payment.result());
        let (method, name, number, refunds) = match payment {
            LinkPayment::Card(card) => (
                PaymentMethod::Card,
                &card.card.cardholder_name,
                &card.card.card_number,
                &card.refunds,
            ),
            LinkPayment::BankTransfer(transfer) => (
                PaymentMethod::BankTransfer,
                &transfer.bank_account.name_on_account,
                &transfer.bank_account.account_number,
                &transfer.refunds,
            ),
        };
        let state = state(&result.status);
        // A declined payment authorized nothing: then what was asked is what there is to tell.
        let authorized = result
            .authorized()
            .filter(|money| money.amount.is_positive());
        let mut refunds: Vec<_> = refunds
            .iter()
            .filter(|refund| self::state(&refund.status) == PaymentState::Paid)
            .map(|refund| Refund {
                money: refund.money(),
                at: refund.date_time,
            })
            .collect();
        refunds.sort_by_key(|refund| refund.at);
        let name = kept_name(name.as_deref());
        Self {
            id: payment.payment_id().to_string(),
            method,
            state,
            is_hold: result.transaction_type == Some(TransactionType::PreAuthorization),
            money: authorized.or_else(|| order.money()),
            at: order.date_time,
            payer: payer(&name, number.as_deref()),
            name,
            refunds,
        }
    }
}

/// `transactionResult.status` of the contract (Payroc API: Payments): what a merchant does differently.
fn state(status: &PaymentStatus) -> PaymentState {
    match status {
        PaymentStatus::Ready | PaymentStatus::Complete | PaymentStatus::Accepted => {
            PaymentState::Paid
        }
        PaymentStatus::Pending => PaymentState::Pending,
        PaymentStatus::Declined | PaymentStatus::Referral | PaymentStatus::Pickup => {
            PaymentState::Declined
        }
        PaymentStatus::Reversal | PaymentStatus::Returned => PaymentState::Reversed,
        PaymentStatus::Expired => PaymentState::Expired,
        PaymentStatus::Admin | PaymentStatus::Unknown(_) => PaymentState::Unknown,
    }
}

/// A name as it is kept.
fn kept_name(name: Option<&str>) -> String {
    name.unwrap_or_default()
        .trim()
        .chars()
        .filter(|sign| !sign.is_control())
        .take(NAME_MAX)
        .collect()
}

/// A name and the last four digits. However many the gateway leaves unmasked, no more are kept.
fn payer(name: &str, number: Option<&str>) -> String {
    let backwards = number.unwrap_or_default().chars().rev();
    let digits: Vec<_> = backwards
        .take_while(char::is_ascii_digit)
        .take(DIGITS)
        .collect();
    let digits: String = digits.into_iter().rev().collect();
    let parts = [name, &digits].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn each_status_of_the_contract_is_a_state() {
        for (status, wanted) in [
            ("ready", PaymentState::Paid),
            ("complete", PaymentState::Paid),
            ("accepted", PaymentState::Paid),
            ("pending", PaymentState::Pending),
            ("declined", PaymentState::Declined),
            ("referral", PaymentState::Declined),
            ("pickup", PaymentState::Declined),
            ("reversal", PaymentState::Reversed),
            ("returned", PaymentState::Reversed),
            ("expired", PaymentState::Expired),
            ("admin", PaymentState::Unknown),
            ("dreaming", PaymentState::Unknown),
        ] {
            let told = json!({"transactionResult": {"status": status}});
            assert_eq!(card(told).state, wanted, "{status}");
        }
    }

    #[test]
    fn what_was_authorized_counts_and_else_what_was_asked() {
        let part = json!({"transactionResult": {"status": "ready", "authorizedAmount": 3000, "currency": "USD"}});
        let declined = json!({"transactionResult": {"status": "declined", "authorizedAmount": 0, "currency": "USD"}});

        assert_eq!(card(part).view().amount, Some(3000));
        assert_eq!(card(declined).view().amount, Some(4500));
    }

    #[test]
    fn an_amount_that_is_not_told_exactly_is_absent_and_counts_for_nothing() {
        let odd =
            card(json!({"order": {"amount": 45.5, "currency": "USD", "dateTime": "yesterday"}}));

        let view = odd.view();

        assert_eq!((view.amount, view.currency, view.at), (None, None, None));
        assert_eq!(view.state, PaymentState::Paid);
        assert_eq!(totals([&odd]), []);
    }

    #[test]
    fn no_more_than_four_digits_of_a_number_are_kept() {
        let told = |number: &str, name: &str| {
            card(json!({"card": {"cardholderName": name, "cardNumber": number}}))
        };
        let payer = |number: &str, name: &str| told(number, name).payer;

        assert_eq!(
            payer("453985******7062", "Pat Customer"),
            "Pat Customer · 7062"
        );
        assert_eq!(payer("4539858876047062", ""), "7062");
        assert_eq!(payer("", " Pat\u{7}\n Customer "), "Pat Customer");
        assert_eq!(payer("****", &"x".repeat(300)).len(), NAME_MAX);
        assert_eq!(told("453985******7062", " Pat ").name, "Pat");
        assert_eq!(told("453985******7062", "").name, "");
    }

    #[test]
    fn what_went_back_is_taken_off_the_total() {
        let refund = |amount: Value, status| {
            json!({"refundId": "CD3HN88U9F", "status": status, "dateTime": "2026-03-02T10:00:00Z",
                   "amount": amount, "currency": "USD"})
        };
        let payments = [
            card(
                json!({"refunds": [refund(json!(1500), "ready"), refund(json!(4500), "declined")]}),
            ),
            card(json!({"transactionResult": {"status": "ready", "type": "preAuthorization"}})),
            card(json!({"transactionResult": {"status": "reversal"}})),
            card(json!({"order": {"amount": 900, "currency": "JPY"}})),
            card(json!({"refunds": [refund(json!(1.5), "complete")]})),
        ];

        let totals = totals(&payments);

        let total = |currency: &str, amount| TotalView {
            currency: currency.to_owned(),
            amount,
            count: 1,
        };
        assert_eq!(totals, [total("JPY", 900), total("USD", 3000)]);
        assert_eq!(payments[0].view().refunded, 1500);
        assert!(payments[1].view().is_hold);
    }

    #[test]
    fn a_sum_that_is_too_large_is_not_told() {
        let most = MinorUnits::MAX.get();
        let payments =
            [most, 1].map(|amount| card(json!({"order": {"amount": amount, "currency": "USD"}})));

        assert_eq!(totals(&payments[..1])[0].amount, most);
        assert_eq!(totals(&payments), []);
    }

    proptest! {
        #[test]
        fn a_total_is_the_sum_of_its_parts(amounts in prop::collection::vec((1..1_000_000_u64, 0..2_000_000_u64), 0..30)) {
            let payments: Vec<_> = amounts.iter().map(|(paid, back)| card(json!({
                "order": {"amount": paid, "currency": "USD"},
                "refunds": [{"refundId": "CD3HN88U9F", "status": "ready", "amount": back, "currency": "USD"}],
            }))).collect();

            let told: u64 = totals(&payments).iter().map(|total| total.amount).sum();

            let wanted: u64 = amounts.iter().map(|(paid, back)| paid.saturating_sub(*back)).sum();
            prop_assert_eq!(told, wanted);
        }
    }

    fn card(told: Value) -> Payment {
        let mut whole = json!({
            "paymentId": "M2MJOG6O2Y", "processingTerminalId": "1234001",
            "order": {"amount": 4500, "currency": "USD", "dateTime": "2026-03-01T10:00:00Z"},
            "transactionResult": {"status": "ready"},
        });
        for (name, value) in told.as_object().unwrap() {
            whole[name] = value.clone();
        }
        Payment::from(&LinkPayment::Card(serde_json::from_value(whole).unwrap()))
    }
}
