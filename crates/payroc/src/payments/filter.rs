//! Which payments a list asks for.
//!
//! Filters on names and card digits are left out: the app has no use for them, and they would put a payer's
//! details into addresses.

use jiff::Timestamp;
use jiff::civil::Date;
use url::Url;

use super::{PaymentStatus, TransactionType};
use crate::ids::{OrderId, PaymentLinkId, ProcessingTerminalId};
use crate::page::{self, Cursor};
use crate::wire;

/// Narrows a list of card payments. `default()` asks for every terminal's, ten at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardPaymentFilter {
    /// How many on a page: 10 when absent, 100 at most.
    pub limit: Option<u32>,
    /// Where the page starts; take it from [`Page::next`](crate::Page) or `previous`.
    pub cursor: Option<Cursor>,
    /// The terminal that took them.
    pub processing_terminal_id: Option<ProcessingTerminalId>,
    /// What else they have in common.
    pub common: CommonPaymentFilter,
}

/// Narrows a list of bank transfer payments, which is always one terminal's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankTransferPaymentFilter {
    /// How many on a page: 10 when absent, 100 at most.
    pub limit: Option<u32>,
    /// Where the page starts; take it from [`Page::next`](crate::Page) or `previous`.
    pub cursor: Option<Cursor>,
    /// The terminal that took them.
    pub processing_terminal_id: ProcessingTerminalId,
    /// What else they have in common.
    pub common: CommonPaymentFilter,
}

/// What both lists of payments can be narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommonPaymentFilter {
    /// The link that they were made through.
    pub payment_link_id: Option<PaymentLinkId>,
    /// The order number.
    pub order_id: Option<OrderId>,
    /// What was tried: any of these.
    pub transaction_types: Vec<TransactionType>,
    /// Where they stand: any of these.
    pub statuses: Vec<PaymentStatus>,
    /// Processed after this moment.
    pub date_from: Option<Timestamp>,
    /// Processed before this moment.
    pub date_to: Option<Timestamp>,
    /// Whether they are settled.
    pub settlement_state: Option<SettlementState>,
    /// The day they were settled.
    pub settlement_date: Option<Date>,
}

wire::open_enum! {
    /// Whether a payment is on its way to the merchant's account.
    SettlementState {
        /// It is.
        Settled = "settled",
        /// It is not.
        Unsettled = "unsettled",
    }
}

impl BankTransferPaymentFilter {
    /// Asks for everything of a terminal's, ten at a time.
    pub fn of(terminal: ProcessingTerminalId) -> Self {
        Self {
            limit: None,
            cursor: None,
            processing_terminal_id: terminal,
            common: CommonPaymentFilter::default(),
        }
    }

    pub(crate) fn apply(&self, url: &mut Url) {
        let terminal = Some(&self.processing_terminal_id);
        self.common
            .apply(url, terminal, self.limit, self.cursor.as_ref());
    }
}

impl CardPaymentFilter {
    pub(crate) fn apply(&self, url: &mut Url) {
        let terminal = self.processing_terminal_id.as_ref();
        self.common
            .apply(url, terminal, self.limit, self.cursor.as_ref());
    }
}

impl CommonPaymentFilter {
    fn apply(
        &self,
        url: &mut Url,
        terminal: Option<&ProcessingTerminalId>,
        limit: Option<u32>,
        cursor: Option<&Cursor>,
    ) {
        let (from, to) = (
            self.date_from.map(|at| at.to_string()),
            self.date_to.map(|at| at.to_string()),
        );
        let settled_on = self.settlement_date.map(|day| day.to_string());
        let link = self.payment_link_id.as_ref();
        let mut filters = vec![
            (
                "processingTerminalId",
                terminal.map(ProcessingTerminalId::as_str),
            ),
            ("paymentLinkId", link.map(PaymentLinkId::as_str)),
            ("orderId", self.order_id.as_ref().map(OrderId::as_str)),
        ];
        let types = self.transaction_types.iter();
        filters.extend(types.map(|kind| ("type", Some(kind.as_str()))));
        let statuses = self.statuses.iter();
        filters.extend(statuses.map(|status| ("status", Some(status.as_str()))));
        filters.extend([
            ("dateFrom", from.as_deref()),
            ("dateTo", to.as_deref()),
            (
                "settlementState",
                self.settlement_state.as_ref().map(SettlementState::as_str),
            ),
            ("settlementDate", settled_on.as_deref()),
        ]);
        page::apply(url, limit, cursor, &filters);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_filter_reaches_the_address() {
        let filter = BankTransferPaymentFilter {
            limit: Some(100),
            cursor: Some(Cursor::After("E29U8OU8Q4".to_owned())),
            common: CommonPaymentFilter {
                payment_link_id: Some("JZURRJBUPS".parse().unwrap()),
                order_id: Some("Order 1".parse().unwrap()),
                transaction_types: vec![TransactionType::Payment],
                statuses: vec![PaymentStatus::Ready, PaymentStatus::Returned],
                date_from: Some("2024-07-01T15:30:00Z".parse().unwrap()),
                date_to: Some("2024-07-03T15:30:00Z".parse().unwrap()),
                settlement_state: Some(SettlementState::Unsettled),
                settlement_date: Some(date(2024, 7, 2)),
            },
            ..BankTransferPaymentFilter::of("1234001".parse().unwrap())
        };
        let mut url: Url = "https://example.com/x".parse().unwrap();

        filter.apply(&mut url);

        assert_eq!(
            url.query(),
            Some(
                "processingTerminalId=1234001&paymentLinkId=JZURRJBUPS&orderId=Order+1&type=payment\
                 &status=ready&status=returned&dateFrom=2024-07-01T15%3A30%3A00Z\
                 &dateTo=2024-07-03T15%3A30%3A00Z&settlementState=unsettled&settlementDate=2024-07-02\
                 &limit=100&after=E29U8OU8Q4"
            )
        );
    }
}
