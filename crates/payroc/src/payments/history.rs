//! Both lists of a link's payments as one, by time.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{BankTransferPayment, CardPayment, PaymentOrder, TransactionResult};
use crate::ids::PaymentId;
use crate::page::NotWhole;

/// A payment through a link, however it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkPayment {
    /// By card.
    Card(CardPayment),
    /// By bank transfer.
    BankTransfer(BankTransferPayment),
}

impl LinkPayment {
    /// Gives the gateway's name for it.
    pub fn payment_id(&self) -> &PaymentId {
        match self {
            Self::Card(payment) => &payment.payment_id,
            Self::BankTransfer(payment) => &payment.payment_id,
        }
    }

    /// Gives what was paid for, and how much.
    pub fn order(&self) -> &PaymentOrder {
        match self {
            Self::Card(payment) => &payment.order,
            Self::BankTransfer(payment) => &payment.order,
        }
    }

    /// Gives what came of it.
    pub fn result(&self) -> &TransactionResult {
        match self {
            Self::Card(payment) => &payment.transaction_result,
            Self::BankTransfer(payment) => &payment.transaction_result,
        }
    }

    fn at(&self) -> Option<Timestamp> {
        self.order().date_time
    }
}

/// Every payment through one link that could be had.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentHistory {
    /// Newest first; those without a readable time last. No payment is in it twice.
    pub payments: Vec<LinkPayment>,
    /// Why there may be more; empty if this is all.
    pub not_whole: BTreeSet<NotWhole>,
}

impl PaymentHistory {
    pub(crate) fn merge(
        cards: (Vec<CardPayment>, Option<NotWhole>),
        transfers: (Vec<BankTransferPayment>, Option<NotWhole>),
    ) -> Self {
        let not_whole = cards.1.into_iter().chain(transfers.1).collect();
        let cards = cards.0.into_iter().map(LinkPayment::Card);
        let transfers = transfers.0.into_iter().map(LinkPayment::BankTransfer);
        let mut seen = BTreeSet::new();
        let mut payments: Vec<_> = cards
            .chain(transfers)
            .filter(|payment| seen.insert(payment.payment_id().clone()))
            .collect();
        payments.sort_by(|a, b| {
            let newest_first = b.at().cmp(&a.at());
            newest_first.then_with(|| a.payment_id().cmp(b.payment_id()))
        });
        Self {
            payments,
            not_whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn both_lists_are_one_by_time_and_no_payment_is_in_it_twice() {
        let cards = vec![
            payment("AAAAAAAAA1", Some("2024-07-01T10:00:00Z")),
            payment("AAAAAAAAA3", Some("2024-07-03T10:00:00Z")),
            payment("AAAAAAAAA0", None),
            payment("AAAAAAAAA3", Some("2024-07-03T10:00:00Z")),
        ];
        let transfers = vec![payment("AAAAAAAAA2", Some("2024-07-02T10:00:00Z"))];

        let history = PaymentHistory::merge((cards, Some(NotWhole::Circle)), (transfers, None));

        let order: Vec<_> = history
            .payments
            .iter()
            .map(|payment| payment.payment_id().as_str().chars().last().unwrap())
            .collect();
        assert_eq!(order, ['3', '2', '1', '0']);
        assert_eq!(history.not_whole, [NotWhole::Circle].into());
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_doubled(
            cards in prop::collection::btree_map(0..50_u32, prop::option::of(0..9_i64), 0..20),
            transfers in prop::collection::btree_map(50..99_u32, prop::option::of(0..9_i64), 0..20),
        ) {
            let time = |at: Option<i64>| at.map(|at| Timestamp::from_second(at).unwrap().to_string());
            let id = |number: u32| format!("AAAAAAAA{number:02}");
            let total = cards.len() + transfers.len();
            let cards = cards.iter().map(|(n, at)| payment(&id(*n), time(*at).as_deref())).collect();
            let transfers = transfers.iter().map(|(n, at)| payment(&id(*n), time(*at).as_deref())).collect();

            let history = PaymentHistory::merge((cards, None), (transfers, None));

            prop_assert_eq!(history.payments.len(), total);
            prop_assert!(history.payments.is_sorted_by(|a, b| a.at() >= b.at()));
        }
    }

    fn payment<T: serde::de::DeserializeOwned>(id: &str, at: Option<&str>) -> T {
        serde_json::from_value(json!({
            "paymentId": id, "processingTerminalId": "1234001", "order": {"dateTime": at},
            "transactionResult": {"status": "ready"}
        }))
        .unwrap()
    }
}
