//! Links that are there without having been created: given ones with their ids, so that documented
//! examples can be replayed, and as many made-up ones as a list needs.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fields::read_day;
use crate::gateway::Gateway;
use crate::ledger::{Entry, Ledger};
use crate::link::{Ended, Link, LinkStatus, PaymentLink};
use crate::problem::Problem;
use crate::rules::{Doubtful, ExtraProperties, Rules};
use crate::sharing::{Share, ShareRequest, SharingEvent, SharingMethod};
use crate::terms::Terms;

/// Enough for any list that somebody scrolls through.
const LINKS_MAX: usize = 100_000;
const ID_LENGTH: usize = 10;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SeedError {
    #[error("there is no terminal {0:?}")]
    NoSuchTerminal(String),
    #[error("there is a link {0} already")]
    Taken(String),
    #[error("this is no link: {0}")]
    NotALink(String),
    #[error("at most {LINKS_MAX} links are seeded at once")]
    TooMany,
    #[error("the links could not be written to the state file")]
    NotKept,
}

/// The two links of the contract's examples, `JZURRJBUPS` and `CKHP6VVWYT`, of July 2024.
pub fn documented_links() -> Vec<Value> {
    serde_json::from_str(include_str!("seed/documented.json")).expect("the examples are JSON")
}

impl Gateway {
    pub(crate) fn seed_link(
        &self,
        terminal_id: &str,
        given: &Value,
    ) -> Result<PaymentLink, SeedError> {
        let mut ledger = self.ledger();
        let link = self.link_of(&mut ledger, terminal_id, given)?;
        let mut entries = shares_of(&mut ledger, given, &link.id, self.clock.now())?;
        let shown = self.shown(&link);
        entries.push(Entry::Link(link));
        ledger.commit(entries).map_err(|_| SeedError::NotKept)?;
        Ok(shown)
    }

    pub(crate) fn seed_links(&self, terminal_id: &str, count: usize) -> Result<(), SeedError> {
        if count > LINKS_MAX {
            return Err(SeedError::TooMany);
        }
        let today = self.day_at(terminal_id, self.clock.now());
        let last_day = today.saturating_add(Span::new().days(30));
        let mut ledger = self.ledger();
        let (first, mut ids) = (ledger.links().len() + 1, BTreeSet::new());
        let mut entries = Vec::with_capacity(count);
        while entries.len() < count {
            let made_up = made_up(first + entries.len(), &last_day.to_string());
            let link = self.link_of(&mut ledger, terminal_id, &made_up)?;
            if ids.insert(link.id.clone()) {
                entries.push(Entry::Link(link));
            }
        }
        ledger.commit(entries).map_err(|_| SeedError::NotKept)
    }

    fn link_of(
        &self,
        ledger: &mut Ledger,
        terminal_id: &str,
        given: &Value,
    ) -> Result<Link, SeedError> {
        let terminal = self
            .terminal(terminal_id)
            .ok_or_else(|| SeedError::NoSuchTerminal(terminal_id.to_owned()))?;
        let now = self.clock.now();
        let today = self.day_at(terminal_id, now);
        let terms = Terms::read(given, &lenient(), terminal, today).map_err(not_a_link)?;
        let created_on = text(given, "createdOn").map(read_day);
        let created_on = created_on
            .map(|day| day.ok_or_else(|| SeedError::NotALink("createdOn".to_owned())))
            .transpose()?;
        let midnight = |day: jiff::civil::Date| Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp());
        Ok(Link {
            id: match text(given, "paymentLinkId") {
                Some(id) => free_id(ledger, id)?,
                None => ledger.new_link_id(),
            },
            terminal_id: terminal.id.clone(),
            token: token_of(given)
                .filter(|token| ledger.link_by_token(*token).is_none())
                .unwrap_or_else(|| ledger.new_link_token()),
            terms,
            created_at: created_on.and_then(midnight).unwrap_or(now).min(now),
            created_on: created_on.unwrap_or(today),
            ended: ended(given)?,
            replaced_tokens: Vec::new(),
        })
    }
}

/// What was valid once may be long past.
fn lenient() -> Rules {
    Rules {
        past_expiry: Doubtful::Accepted,
        extra_properties: ExtraProperties::Ignored,
        ..Rules::default()
    }
}

fn free_id(ledger: &Ledger, id: &str) -> Result<String, SeedError> {
    match ledger.link(id) {
        Some(_) => Err(SeedError::Taken(id.to_owned())),
        None if id.chars().count() == ID_LENGTH => Ok(id.to_owned()),
        None => Err(SeedError::NotALink(format!(
            "paymentLinkId: {id:?} has not {ID_LENGTH} characters"
        ))),
    }
}

fn token_of(given: &Value) -> Option<Uuid> {
    let url = given.pointer("/assets/paymentUrl")?.as_str()?;
    Uuid::try_parse(url.split_once("token=")?.1).ok()
}

/// Expiry follows from the last day, whatever the status says.
fn ended(given: &Value) -> Result<Option<Ended>, SeedError> {
    let Some(status) = given.get("status") else {
        return Ok(None);
    };
    match serde_json::from_value(status.clone()) {
        Ok(LinkStatus::Active | LinkStatus::Expired) => Ok(None),
        Ok(LinkStatus::Completed) => Ok(Some(Ended::Completed)),
        Ok(LinkStatus::Deactivated) => Ok(Some(Ended::Deactivated)),
        Err(_) => Err(SeedError::NotALink(format!("status: {status}"))),
    }
}

/// Sharing events leave no emails: they were sent in another time.
fn shares_of(
    ledger: &mut Ledger,
    given: &Value,
    link_id: &str,
    now: Timestamp,
) -> Result<Vec<Entry>, SeedError> {
    let events = given.get("sharingEvents").and_then(Value::as_array);
    let share = |event: &Value| {
        let request = ShareRequest::read(event, &lenient()).map_err(not_a_link)?;
        let moment = text(event, "dateTime").map(str::parse).transpose();
        let moment = moment.map_err(|_| SeedError::NotALink("dateTime".to_owned()))?;
        let event = SharingEvent {
            sharing_method: SharingMethod::Email,
            sharing_event_id: match text(event, "sharingEventId") {
                Some(id) => id.to_owned(),
                None => ledger.new_share_id(),
            },
            date_time: moment.unwrap_or(now),
            message: request.message,
            recipients: request.recipients,
        };
        Ok(Entry::Share(Share {
            link_id: link_id.to_owned(),
            event,
        }))
    };
    events.into_iter().flatten().map(share).collect()
}

fn made_up(number: usize, last_day: &str) -> Value {
    if number.is_multiple_of(2) {
        return json!({
            "type": "multiUse",
            "merchantReference": format!("Donations {number}"),
            "order": {"charge": {"type": "prompt", "currency": "USD"}},
            "authType": "sale",
            "paymentMethods": ["card", "bankTransfer"],
        });
    }
    // Amounts that end in 00 are never declined by their last digits.
    json!({
        "type": "singleUse",
        "merchantReference": format!("Invoice {number}"),
        "order": {
            "orderId": number.to_string(),
            "description": format!("Practice order {number}"),
            "charge": {"type": "preset", "amount": 100 * number, "currency": "USD"},
        },
        "authType": "sale",
        "paymentMethods": ["card"],
        "expiresOn": last_day,
    })
}

fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

fn not_a_link(problem: Problem) -> SeedError {
    SeedError::NotALink(problem.in_words())
}
