//! Links: all of them, with their terminals; seeding some; paying one as its customer would; and what becomes of
//! a payment.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refused, listed, past, read};
use crate::answer::Answer;
use crate::gateway::Gateway;
use crate::link::PaymentLink;
use crate::payment::{self, Outcome, PayRefusal, Payment, Press, SettleRefusal, press_for};
use crate::seed::{SeedError, documented_links};
use crate::terms::PaymentMethod;

pub(super) async fn list(State(gateway): State<Arc<Gateway>>) -> Answer {
    let ledger = gateway.ledger();
    let links = ledger.links().iter().map(|link| gateway.shown(link));
    listed("links", links.map(|link| with_terminal(&link)))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Seed {
    /// The first one where none is named.
    processing_terminal_id: Option<String>,
    /// So many, made up.
    #[serde(default)]
    count: usize,
    /// These, as an answer shows them.
    #[serde(default)]
    links: Vec<Value>,
    /// The two of the contract's examples.
    #[serde(default)]
    documented: bool,
}

pub(super) async fn seed(
    State(gateway): State<Arc<Gateway>>,
    body: Bytes,
) -> Result<Answer, Refused> {
    let seed: Seed = read(&body)?;
    let first = || gateway.first_terminal().map(|terminal| terminal.id.clone());
    let terminal_id = seed
        .processing_terminal_id
        .or_else(first)
        .unwrap_or_default();
    let refused = |error: SeedError| match error {
        SeedError::Taken(_) => Refused(StatusCode::CONFLICT, error.to_string()),
        SeedError::NoSuchTerminal(_)
        | SeedError::NotALink(_)
        | SeedError::TooMany
        | SeedError::NotKept => Refused::bad(error),
    };
    let documented = seed.documented.then(documented_links).unwrap_or_default();
    for given in seed.links.iter().chain(&documented) {
        gateway.seed_link(&terminal_id, given).map_err(refused)?;
    }
    gateway
        .seed_links(&terminal_id, seed.count)
        .map_err(refused)?;
    Ok(list(State(gateway)).await)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Pay {
    #[serde(default)]
    declined: bool,
    amount: Option<i64>,
    method: Option<PaymentMethod>,
}

pub(super) async fn pay(
    State(gateway): State<Arc<Gateway>>,
    Path(link_id): Path<String>,
    body: Bytes,
) -> Result<Answer, Refused> {
    let pay: Pay = read(&body)?;
    let pressed = Press {
        outcome: if pay.declined {
            Outcome::Declined
        } else {
            Outcome::Paid
        },
        amount: pay.amount,
        method: pay.method,
    };
    let paid = press_for(&gateway, &link_id, pressed).map_err(|refusal| {
        let status = match refusal {
            PayRefusal::NoSuchLink => StatusCode::NOT_FOUND,
            PayRefusal::NotActive(_) => StatusCode::CONFLICT,
            PayRefusal::WrongAmount | PayRefusal::WrongMethod => StatusCode::BAD_REQUEST,
            PayRefusal::NotKept => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Refused(status, refusal.to_string())
    })?;
    Ok(Answer::ok(&past::payment(&paid)))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct GiveBack {
    amount: Option<i64>,
}

pub(super) async fn refund(
    State(gateway): State<Arc<Gateway>>,
    Path(payment_id): Path<String>,
    body: Bytes,
) -> Result<Answer, Refused> {
    let back: GiveBack = read(&body)?;
    settled(payment::refund(&gateway, &payment_id, back.amount))
}

pub(super) async fn clear(
    State(gateway): State<Arc<Gateway>>,
    Path(payment_id): Path<String>,
) -> Result<Answer, Refused> {
    settled(payment::clear(&gateway, &payment_id))
}

fn settled(settled: Result<Payment, SettleRefusal>) -> Result<Answer, Refused> {
    let settled = settled.map_err(|refusal| {
        let status = match refusal {
            SettleRefusal::NoSuchPayment => StatusCode::NOT_FOUND,
            SettleRefusal::NotOnItsWay => StatusCode::CONFLICT,
            SettleRefusal::WrongAmount => StatusCode::BAD_REQUEST,
            SettleRefusal::NotKept => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Refused(status, refusal.to_string())
    })?;
    Ok(Answer::ok(&past::payment(&settled)))
}

fn with_terminal(link: &PaymentLink) -> Value {
    let mut shown = json!(link);
    shown["processingTerminalId"] = json!(link.terminal_id);
    shown
}
