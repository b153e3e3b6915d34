//! How intents are kept: rows in, rows out, and which of them are unfinished.
//!
//! Invariant: a key and its bytes are written once, by [`add`], and never change.

use jiff::Timestamp;
use payroc::{IdempotencyKey, PaymentLink, Recipient, RequestBody, SharingEvent};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use super::records::{DatabaseError, Records};
use super::step::{State, Step};
use super::{Addressee, Intent, Operation, Request};
use crate::database::profiles::{from_json, moment_of, moment_or_none, to_json, uuid_of};
use crate::database::{events, links, profiles};
use crate::view::{ChangeView, IntentKind};

/// The most intents that are shown at once, and how many of these places are kept for the newest. The others are those
/// that need the user, then those under way, oldest first. What is not shown stays in the file and is counted.
const SHOWN_MAX: u32 = 50;
const NEWEST: u32 = 20;

/// Keeps a new intent with all its requests. A request id that is known already gives the intent kept under it.
pub fn add(transaction: &Transaction<'_>, intent: &Intent) -> Result<Intent, DatabaseError> {
    if let Some(known) = by_request(transaction, intent.request_id)? {
        return Ok(known);
    }
    transaction.execute(
        "INSERT INTO intent (id, request_id, profile_id, kind, summary, payment_link_id, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            intent.id.to_string(),
            intent.request_id.to_string(),
            intent.profile_id.to_string(),
            kind_text(intent.kind),
            to_json(&intent.summary),
            intent.payment_link_id,
            intent.created_at.to_string(),
        ],
    )?;
    for (ordinal, request) in intent.steps.iter().enumerate() {
        transaction.execute(
            "INSERT INTO step (id, intent_id, ordinal, operation, idempotency_key, body, recipient, state, sends,
                               setbacks, only_if_active)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'ready', 0, 0, ?8)",
            params![
                request.id.to_string(),
                intent.id.to_string(),
                i64::try_from(ordinal).unwrap_or(i64::MAX),
                operation_text(request.operation),
                request.key.as_uuid().to_string(),
                request.body.as_bytes(),
                request.recipient.as_ref().map(to_json),
                request.only_if_active,
            ],
        )?;
    }
    Ok(intent.clone())
}

/// Shows an intent again that was filed away. Nothing of it is sent for that.
pub fn show_again(transaction: &Transaction<'_>, intent: Uuid) -> Result<(), DatabaseError> {
    let change = "UPDATE intent SET seen = 0 WHERE id = ?1";
    transaction.execute(change, [intent.to_string()])?;
    Ok(())
}

impl Records for Transaction<'_> {
    fn unsettled(&self) -> Result<Vec<Intent>, DatabaseError> {
        unsettled(self)
    }

    fn intent(&self, intent: Uuid) -> Result<Option<Intent>, DatabaseError> {
        Ok(select(self, "WHERE id = ?1", [intent.to_string()])?.pop())
    }

    fn intent_of(&self, request: Uuid) -> Result<Option<Intent>, DatabaseError> {
        let condition = "WHERE id = (SELECT intent_id FROM step WHERE id = ?1)";
        Ok(select(self, condition, [request.to_string()])?.pop())
    }

    fn step(&self, request: Uuid) -> Result<Option<Step>, DatabaseError> {
        self.prepare_cached("SELECT * FROM step WHERE id = ?1")?
            .query_row([request.to_string()], |row| Ok(read_step(row)))
            .optional()?
            .transpose()
    }

    fn keep_step(&self, request: Uuid, step: &Step) -> Result<(), DatabaseError> {
        self.prepare_cached(
            "UPDATE step SET state = ?2, sends = ?3, setbacks = ?4, may_have_acted = ?5, said_done = ?6,
                             repeat_refused = ?7, on_users_word = ?8, first_sent_at = ?9, not_before = ?10,
                             fault = ?11
             WHERE id = ?1",
        )?
        .execute(params![
            request.to_string(),
            state_text(step.state),
            step.sends,
            step.setbacks,
            step.may_have_acted,
            step.said_done,
            step.repeat_refused,
            step.on_users_word,
            step.first_sent_at.map(|moment| moment.to_string()),
            step.not_before.map(|moment| moment.to_string()),
            step.fault.as_ref().map(to_json),
        ])?;
        Ok(())
    }

    fn keep_link_of(&self, intent: Uuid, payment_link_id: &str) -> Result<(), DatabaseError> {
        let change = "UPDATE intent SET payment_link_id = ?2 WHERE id = ?1";
        self.execute(change, params![intent.to_string(), payment_link_id])?;
        Ok(())
    }

    fn keep_result(&self, request: Uuid, result: &str) -> Result<(), DatabaseError> {
        let change = "UPDATE step SET result = ?2 WHERE id = ?1";
        self.execute(change, params![request.to_string(), result])?;
        Ok(())
    }

    fn is_made_by_another(
        &self,
        profile: Uuid,
        request: Uuid,
        result: &str,
    ) -> Result<bool, DatabaseError> {
        Ok(self
            .prepare_cached(
                "SELECT 1 FROM step WHERE result = ?3 AND id <> ?2
                 AND intent_id IN (SELECT id FROM intent WHERE profile_id = ?1)",
            )?
            .exists(params![profile.to_string(), request.to_string(), result])?)
    }

    fn mark_recovered(&self, intent: Uuid) -> Result<(), DatabaseError> {
        let change = "UPDATE intent SET recovered = 1 WHERE id = ?1";
        self.execute(change, [intent.to_string()])?;
        Ok(())
    }

    fn mark_unseen(&self, intent: Uuid) -> Result<(), DatabaseError> {
        let change = "UPDATE intent SET seen = 0 WHERE id = ?1";
        self.execute(change, [intent.to_string()])?;
        Ok(())
    }

    fn mark_seen(&self, intent: Uuid) -> Result<(), DatabaseError> {
        let change = "UPDATE intent SET seen = 1 WHERE id = ?1";
        self.execute(change, [intent.to_string()])?;
        Ok(())
    }

    fn file_away_finished(&self) -> Result<(), DatabaseError> {
        self.execute(
            "UPDATE intent SET seen = 1 WHERE seen = 0
             AND NOT EXISTS (SELECT 1 FROM step WHERE intent_id = intent.id
                             AND state NOT IN ('done', 'taken_back', 'dropped'))
             AND (recovered = 0 OR EXISTS (SELECT 1 FROM step WHERE intent_id = intent.id
                                           AND state IN ('taken_back', 'dropped')))",
            [],
        )?;
        Ok(())
    }

    fn keep_link(
        &self,
        profile: Uuid,
        link: &PaymentLink,
        asked: Timestamp,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        links::keep(self, profile, link, asked, now).map(drop)
    }

    fn knew_link_before(
        &self,
        profile: Uuid,
        payment_link_id: &str,
        moment: Timestamp,
    ) -> Result<bool, DatabaseError> {
        let kept_at = links::kept_at(self, profile, payment_link_id)?;
        Ok(kept_at.is_some_and(|kept_at| kept_at < moment))
    }

    fn keep_share(
        &self,
        profile: Uuid,
        payment_link_id: &str,
        event: &SharingEvent,
        request: &Request,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        let to = request.recipient.as_ref();
        let asked_for = to.map(|to| Recipient {
            name: to.name.clone(),
            email: to.email.clone(),
        });
        links::keep_share(
            self,
            profile,
            payment_link_id,
            event,
            asked_for.as_ref(),
            now,
        )?;
        if request.only_if_active {
            links::mark_reminder(self, profile, event)?;
        }
        match to {
            Some(to) => profiles::remember_person(self, profile, &to.name, &to.email, now),
            None => Ok(()),
        }
    }

    fn keep_change(
        &self,
        profile: Uuid,
        payment_link_id: &str,
        change: &ChangeView,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        let detail = to_json(change);
        events::keep(self, profile, payment_link_id, "changed", &detail, now)
    }

    fn keep_deactivation(
        &self,
        profile: Uuid,
        payment_link_id: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        let detail = to_json(&reason);
        events::keep(self, profile, payment_link_id, "deactivated", &detail, now)
    }
}

/// All intents that are not settled, in the order in which they were asked for; a clock that was set does not change it.
pub fn unsettled(transaction: &Transaction<'_>) -> Result<Vec<Intent>, DatabaseError> {
    select(
        transaction,
        "WHERE id IN (SELECT intent_id FROM step WHERE state NOT IN ('done', 'refused', 'taken_back', 'dropped'))
         ORDER BY rowid",
        [],
    )
}

/// What the user has not seen the end of, oldest first, and how many more there are than can be shown.
pub fn unseen(transaction: &Transaction<'_>) -> Result<(Vec<Intent>, u32), DatabaseError> {
    let shown = select(
        transaction,
        "WHERE seen = 0 AND rowid IN (
           SELECT rowid FROM (SELECT rowid FROM intent WHERE seen = 0 ORDER BY rowid DESC LIMIT ?1)
           UNION
           SELECT rowid FROM (
             SELECT rowid FROM intent WHERE seen = 0
             ORDER BY (SELECT min(CASE WHEN state IN ('held', 'refused', 'needs_decision') THEN 0
                                       WHEN state IN ('done', 'taken_back', 'dropped') THEN 2
                                       ELSE 1 END)
                       FROM step WHERE intent_id = intent.id), rowid LIMIT ?2))
         ORDER BY rowid",
        [NEWEST, SHOWN_MAX - NEWEST],
    )?;
    let count = "SELECT count(*) FROM intent WHERE seen = 0";
    let all: u32 = transaction
        .prepare_cached(count)?
        .query_row([], |row| row.get(0))?;
    let more = all.saturating_sub(u32::try_from(shown.len()).unwrap_or(u32::MAX));
    Ok((shown, more))
}

pub fn by_request(
    transaction: &Transaction<'_>,
    request_id: Uuid,
) -> Result<Option<Intent>, DatabaseError> {
    Ok(select(
        transaction,
        "WHERE request_id = ?1",
        [request_id.to_string()],
    )?
    .pop())
}

/// Whether anything of a profile is still under way.
pub fn is_busy(transaction: &Transaction<'_>, profile: Uuid) -> Result<bool, DatabaseError> {
    Ok(unsettled(transaction)?
        .iter()
        .any(|intent| intent.profile_id == profile))
}

fn select<P: rusqlite::Params>(
    transaction: &Transaction<'_>,
    condition: &str,
    params: P,
) -> Result<Vec<Intent>, DatabaseError> {
    let mut statement = transaction.prepare_cached(&format!("SELECT * FROM intent {condition}"))?;
    let mut rows = statement.query(params)?;
    let mut intents = Vec::new();
    while let Some(row) = rows.next()? {
        let mut intent = read_intent(row)?;
        intent.steps = steps(transaction, intent.id)?;
        intents.push(intent);
    }
    Ok(intents)
}

fn steps(transaction: &Transaction<'_>, intent: Uuid) -> Result<Vec<Request>, DatabaseError> {
    let mut statement =
        transaction.prepare_cached("SELECT * FROM step WHERE intent_id = ?1 ORDER BY ordinal")?;
    let mut rows = statement.query([intent.to_string()])?;
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        steps.push(read_request(row)?);
    }
    Ok(steps)
}

fn read_intent(row: &Row<'_>) -> Result<Intent, DatabaseError> {
    Ok(Intent {
        id: uuid_of(row, "id")?,
        request_id: uuid_of(row, "request_id")?,
        profile_id: uuid_of(row, "profile_id")?,
        kind: match row.get::<_, String>("kind")?.as_str() {
            "create" => IntentKind::Create,
            "share" => IntentKind::Share,
            "change" => IntentKind::Change,
            "deactivate" => IntentKind::Deactivate,
            _ => return Err(DatabaseError::Unreadable("intent.kind")),
        },
        summary: from_json(&row.get::<_, String>("summary")?, "intent.summary")?,
        payment_link_id: row.get("payment_link_id")?,
        recovered: row.get("recovered")?,
        created_at: moment_of(row, "created_at")?,
        steps: Vec::new(),
    })
}

fn read_request(row: &Row<'_>) -> Result<Request, DatabaseError> {
    Ok(Request {
        id: uuid_of(row, "id")?,
        operation: read_operation(row)?,
        key: IdempotencyKey::from_uuid(uuid_of(row, "idempotency_key")?)
            .map_err(|_| DatabaseError::Unreadable("step.idempotency_key"))?,
        body: RequestBody::from_bytes(row.get("body")?),
        recipient: row
            .get::<_, Option<String>>("recipient")?
            .map(|text| from_json::<Addressee>(&text, "step.recipient"))
            .transpose()?,
        only_if_active: row.get("only_if_active")?,
        step: read_step(row)?,
    })
}

fn read_step(row: &Row<'_>) -> Result<Step, DatabaseError> {
    Ok(Step {
        state: read_state(row)?,
        sends: row.get("sends")?,
        setbacks: row.get("setbacks")?,
        may_have_acted: row.get("may_have_acted")?,
        said_done: row.get("said_done")?,
        repeat_refused: row.get("repeat_refused")?,
        on_users_word: row.get("on_users_word")?,
        is_repeatable: read_operation(row)?.is_repeatable(),
        first_sent_at: moment_or_none(row, "first_sent_at")?,
        not_before: moment_or_none(row, "not_before")?,
        fault: row
            .get::<_, Option<String>>("fault")?
            .map(|text| from_json(&text, "step.fault"))
            .transpose()?,
    })
}

fn read_operation(row: &Row<'_>) -> Result<Operation, DatabaseError> {
    let value = row.get_ref("operation")?;
    let text = value.as_str().unwrap_or_default();
    let mut known = OPERATIONS.iter();
    known
        .find(|operation| operation_text(**operation) == text)
        .copied()
        .ok_or(DatabaseError::Unreadable("step.operation"))
}

const OPERATIONS: [Operation; 4] = [
    Operation::Create,
    Operation::Share,
    Operation::Update,
    Operation::Deactivate,
];

fn read_state(row: &Row<'_>) -> Result<State, DatabaseError> {
    let value = row.get_ref("state")?;
    let text = value.as_str().unwrap_or_default();
    let known = STATES.iter().find(|state| state_text(**state) == text);
    known
        .copied()
        .ok_or(DatabaseError::Unreadable("step.state"))
}

const STATES: [State; 9] = [
    State::Ready,
    State::Sending,
    State::Unknown,
    State::Held,
    State::Done,
    State::Refused,
    State::NeedsDecision,
    State::TakenBack,
    State::Dropped,
];

fn state_text(state: State) -> &'static str {
    match state {
        State::Ready => "ready",
        State::Sending => "sending",
        State::Unknown => "unknown",
        State::Held => "held",
        State::Done => "done",
        State::Refused => "refused",
        State::NeedsDecision => "needs_decision",
        State::TakenBack => "taken_back",
        State::Dropped => "dropped",
    }
}

fn kind_text(kind: IntentKind) -> &'static str {
    match kind {
        IntentKind::Create => "create",
        IntentKind::Share => "share",
        IntentKind::Change => "change",
        IntentKind::Deactivate => "deactivate",
    }
}

fn operation_text(operation: Operation) -> &'static str {
    match operation {
        Operation::Create => "create",
        Operation::Share => "share",
        Operation::Update => "update",
        Operation::Deactivate => "deactivate",
    }
}

#[cfg(test)]
mod tests {
    use payroc::{LinkStatus, PaymentLink, RequestBody};
    use rusqlite::Connection;
    use serde_json::json;

    use super::*;
    use crate::database::schema;
    use crate::outbox::order::{Act, Task};
    use crate::outbox::post::Reply;
    use crate::outbox::step::Event;
    use crate::outbox::{Summary, rules};

    #[test]
    fn what_became_of_a_link_is_kept_once_and_for_good() {
        let mut connection = schema().unwrap();
        let transaction = connection.transaction().unwrap();
        let intent = deactivation();
        add(&transaction, &intent).unwrap();
        let request = &intent.steps[0];
        let sending = rules::befall(&transaction, request.id, [Event::SendBegins], noon());
        assert_eq!(sending.unwrap(), Some(State::Sending));
        let task = Task {
            profile: intent.profile_id,
            intent: intent.id,
            payment_link_id: intent.payment_link_id.clone(),
            request: request.clone(),
            act: Act::Send,
        };

        for _ in 0..2 {
            let reply = Reply::Changed(Box::new(deactivated()));
            let state = rules::settle(&transaction, &task, &reply, noon(), noon()).unwrap();
            assert_eq!(state, Some(State::Done));
        }

        assert_eq!(
            events(&transaction),
            [(
                "deactivated".to_owned(),
                "\"They paid in cash.\"".to_owned()
            )]
        );
        let kept = links::get(&transaction, Uuid::nil(), "JZURRJBUPS").unwrap();
        assert_eq!(kept.unwrap().link.status, LinkStatus::Deactivated);
    }

    fn events(connection: &Connection) -> Vec<(String, String)> {
        let mut statement = connection
            .prepare("SELECT kind, detail FROM event WHERE payment_link_id = 'JZURRJBUPS'")
            .unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    fn deactivation() -> Intent {
        let nothing = RequestBody::from_bytes(Vec::new());
        Intent {
            id: Uuid::now_v7(),
            request_id: Uuid::now_v7(),
            profile_id: Uuid::nil(),
            kind: IntentKind::Deactivate,
            summary: Summary {
                reason: "They paid in cash.".to_owned(),
                ..Summary::default()
            },
            payment_link_id: Some("JZURRJBUPS".to_owned()),
            recovered: false,
            created_at: noon(),
            steps: vec![Request::new(Operation::Deactivate, nothing, None)],
        }
    }

    fn deactivated() -> PaymentLink {
        serde_json::from_value(json!({
            "type": "singleUse", "paymentLinkId": "JZURRJBUPS", "merchantReference": "PL-1", "authType": "sale",
            "order": {"orderId": "ORD-1", "charge": {"type": "preset", "amount": 4500, "currency": "USD"}},
            "paymentMethods": ["card"], "expiresOn": "2026-03-31", "status": "deactivated",
            "createdOn": "2026-03-01", "assets": {"paymentUrl": "https://pay.example.com/1", "paymentButton": ""},
        }))
        .unwrap()
    }

    fn noon() -> Timestamp {
        "2026-03-01T12:00:00Z".parse().unwrap()
    }
}
