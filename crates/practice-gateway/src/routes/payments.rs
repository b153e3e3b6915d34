//! Payments by card and by bank transfer, in their two lists (FACTS 15). What was paid through one
//! link is found by the filter alone.

use std::sync::Arc;

use axum::extract::State;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::call::Call;
use super::filters::{
    matches_text, read_date, read_digits, read_moment, read_text, read_word, read_words,
};
use crate::answer::Answer;
use crate::bank_transfer_payment::{self, BankTransferStatus, BankTransferType};
use crate::card_payment::{self, CardPaymentStatus, CardPaymentType};
use crate::fields::{Complaints, MISSING};
use crate::gateway::Gateway;
use crate::link::Link;
use crate::page::{PageRequest, Query};
use crate::payment::Payment;
use crate::problem::Problem;
use crate::rules::{ListOrder, TextFilter};
use crate::terms::PaymentMethod;

pub(super) async fn list_by_card(State(gateway): State<Arc<Gateway>>, call: Call) -> Answer {
    call.answer(page::<CardFilters>(&gateway, &call))
}

pub(super) async fn list_by_bank_transfer(
    State(gateway): State<Arc<Gateway>>,
    call: Call,
) -> Answer {
    call.answer(page::<BankFilters>(&gateway, &call))
}

type Paid<'l> = (&'l Payment, &'l Link);

/// One of the two ways to pay: its filters, and how its payments are shown.
trait Filters {
    const METHOD: PaymentMethod;

    fn read(query: &Query<'_>, complaints: &Complaints) -> Self;
    fn common(&self) -> &Common;
    fn matches(&self, payment: &Payment, rule: TextFilter) -> bool;
    fn shown(payment: &Payment, link: &Link) -> Value;
}

fn page<F: Filters>(gateway: &Gateway, call: &Call) -> Result<Answer, Problem> {
    let (filters, request) = call.query(|query, complaints| {
        let filters = F::read(query, complaints);
        (
            filters,
            PageRequest::read(query, &gateway.rules, complaints),
        )
    })?;
    let ledger = gateway.ledger();
    let mut payments = call.payments(&ledger)?;
    if let Some(terminal_id) = &filters.common().terminal_id {
        call.refuse_foreign(terminal_id)?;
    }
    payments.retain(|(payment, _)| payment.method == F::METHOD);
    match gateway.rules.list_order {
        ListOrder::NewestFirst => payments.reverse(),
        ListOrder::OldestFirst => {}
    }
    let payments: Vec<&Paid<'_>> = payments.iter().collect();
    let cut = request.cut(
        &payments,
        &gateway.rules,
        |(payment, _)| &payment.id,
        |(payment, link)| {
            filters.common().matches(payment, link)
                && filters.matches(payment, gateway.rules.text_filter)
        },
    )?;
    let shown = |(payment, link): &&Paid<'_>| F::shown(payment, link);
    let data = cut.items.iter().map(shown).collect();
    let neighbours = cut.neighbours(|(payment, _)| &payment.id);
    Ok(Answer::ok(&request.page(
        &call.list_url(),
        data,
        neighbours,
    )))
}

/// What both lists can be asked for.
struct Common {
    terminal_id: Option<String>,
    order_id: Option<String>,
    payment_link_id: Option<String>,
    date_from: Option<Timestamp>,
    date_to: Option<Timestamp>,
    settlement_state: Option<SettlementState>,
    settlement_date: Option<Date>,
}

/// Nothing paid for practice is ever settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum SettlementState {
    Settled,
    Unsettled,
}

impl Common {
    fn read(query: &Query<'_>, complaints: &Complaints) -> Self {
        Self {
            terminal_id: read_text(query, "processingTerminalId", 4..=50, complaints),
            order_id: read_text(query, "orderId", 1..=24, complaints),
            payment_link_id: read_text(query, "paymentLinkId", 10..=10, complaints),
            date_from: read_moment(query, "dateFrom", complaints),
            date_to: read_moment(query, "dateTo", complaints),
            settlement_state: read_word(query, "settlementState", complaints),
            settlement_date: read_date(query, "settlementDate", complaints),
        }
    }

    fn matches(&self, payment: &Payment, link: &Link) -> bool {
        let same = |wanted: &Option<String>, text: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == text)
        };
        same(&self.terminal_id, &link.terminal_id)
            && same(&self.order_id, payment.order_id(link))
            && same(&self.payment_link_id, &payment.link_id)
            && self.date_from.is_none_or(|from| from <= payment.at)
            && self.date_to.is_none_or(|to| payment.at <= to)
            && self.settlement_state != Some(SettlementState::Settled)
            && self.settlement_date.is_none()
    }
}

struct CardFilters {
    common: Common,
    operator: Option<String>,
    cardholder_name: Option<String>,
    first6: Option<String>,
    last4: Option<String>,
    tender: Option<Tender>,
    tip_mode: Vec<TipMode>,
    types: Vec<CardPaymentType>,
    statuses: Vec<CardPaymentStatus>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Tender {
    Ebt,
    CreditDebit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum TipMode {
    NoTip,
    Prompted,
    Adjusted,
}

impl Filters for CardFilters {
    const METHOD: PaymentMethod = PaymentMethod::Card;

    fn read(query: &Query<'_>, complaints: &Complaints) -> Self {
        Self {
            common: Common::read(query, complaints),
            operator: read_text(query, "operator", 1..=50, complaints),
            cardholder_name: read_text(query, "cardholderName", 1..=50, complaints),
            first6: read_digits(query, "first6", 6, complaints),
            last4: read_digits(query, "last4", 4, complaints),
            tender: read_word(query, "tender", complaints),
            tip_mode: read_words(query, "tipMode", complaints),
            types: read_words(query, "type", complaints),
            statuses: read_words(query, "status", complaints),
        }
    }

    fn common(&self) -> &Common {
        &self.common
    }

    /// A link's payment has no operator, no tip, and is never food stamps.
    fn matches(&self, payment: &Payment, rule: TextFilter) -> bool {
        let text = |wanted: &Option<String>, text| matches_text(wanted.as_deref(), text, rule);
        self.operator.is_none()
            && text(&self.cardholder_name, card_payment::CARDHOLDER)
            && is_any(self.first6.as_deref(), card_payment::FIRST_SIX)
            && is_any(self.last4.as_deref(), card_payment::LAST_FOUR)
            && self.tender != Some(Tender::Ebt)
            && is_any(self.tip_mode.iter().copied(), TipMode::NoTip)
            && is_any(self.types.iter().copied(), card_payment::type_of(payment))
            && is_any(
                self.statuses.iter().copied(),
                card_payment::status_of(payment),
            )
    }

    fn shown(payment: &Payment, link: &Link) -> Value {
        card_payment::shown(payment, link)
    }
}

struct BankFilters {
    common: Common,
    name_on_account: Option<String>,
    last4: Option<String>,
    types: Vec<BankTransferType>,
    statuses: Vec<BankTransferStatus>,
}

impl Filters for BankFilters {
    const METHOD: PaymentMethod = PaymentMethod::BankTransfer;

    fn read(query: &Query<'_>, complaints: &Complaints) -> Self {
        let common = Common::read(query, complaints);
        if common.terminal_id.is_none() {
            let name = "processingTerminalId";
            complaints.add(name, MISSING, format!("The '{name}' field is required"));
        }
        Self {
            common,
            name_on_account: read_text(query, "nameOnAccount", 1..=50, complaints),
            last4: read_digits(query, "last4", 4, complaints),
            types: read_words(query, "type", complaints),
            statuses: read_words(query, "status", complaints),
        }
    }

    fn common(&self) -> &Common {
        &self.common
    }

    fn matches(&self, payment: &Payment, rule: TextFilter) -> bool {
        let name = self.name_on_account.as_deref();
        matches_text(name, bank_transfer_payment::NAME_ON_ACCOUNT, rule)
            && is_any(self.last4.as_deref(), bank_transfer_payment::LAST_FOUR)
            && is_any(self.types.iter().copied(), BankTransferType::Payment)
            && is_any(
                self.statuses.iter().copied(),
                bank_transfer_payment::status_of(payment),
            )
    }

    fn shown(payment: &Payment, link: &Link) -> Value {
        bank_transfer_payment::shown(payment, link)
    }
}

/// Whether nothing is wanted, or this among others.
fn is_any<T: PartialEq>(wanted: impl IntoIterator<Item = T>, found: T) -> bool {
    let mut wanted = wanted.into_iter().peekable();
    wanted.peek().is_none() || wanted.any(|wanted| wanted == found)
}
