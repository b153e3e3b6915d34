//! How intents are kept: rows in, rows out, and which of them are unfinished.
//!
//! Invariant: a key and its bytes are written once, by [`add`], and never change.

use jiff::Timestamp;
use payroc::{IdempotencyKey, RequestBody};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use super::step::{Event, State, Step};
use super::{Addressee, Intent, Operation, Request};
use crate::database::DatabaseError;
use crate::database::profiles::{from_json, moment_of, moment_or_none, to_json, uuid_of};
use crate::view::IntentKind;

/// The most intents that are shown at once; older ones stay in the file.
const SHOWN_MAX: u32 = 200;

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
                               setbacks)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'ready', 0, 0)",
            params![
                request.id.to_string(),
                intent.id.to_string(),
                i64::try_from(ordinal).unwrap_or(i64::MAX),
                operation_text(request.operation),
                request.key.as_uuid().to_string(),
                request.body.as_bytes(),
                request.recipient.as_ref().map(to_json),
            ],
        )?;
    }
    Ok(intent.clone())
}

/// Writes how a request stands.
pub fn keep_step(
    transaction: &Transaction<'_>,
    request: Uuid,
    step: &Step,
) -> Result<(), DatabaseError> {
    transaction.execute(
        "UPDATE step SET state = ?2, sends = ?3, setbacks = ?4, may_have_acted = ?5, said_done = ?6,
                         repeat_refused = ?7, on_users_word = ?8, first_sent_at = ?9, not_before = ?10, fault = ?11
         WHERE id = ?1",
        params![
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
        ],
    )?;
    Ok(())
}

/// Writes which link an intent's emails are about.
pub fn keep_link(
    transaction: &Transaction<'_>,
    intent: Uuid,
    payment_link_id: &str,
) -> Result<(), DatabaseError> {
    transaction.execute(
        "UPDATE intent SET payment_link_id = ?2 WHERE id = ?1",
        params![intent.to_string(), payment_link_id],
    )?;
    Ok(())
}

/// Writes what a request made.
pub fn keep_result(
    transaction: &Transaction<'_>,
    request: Uuid,
    result: &str,
) -> Result<(), DatabaseError> {
    transaction.execute(
        "UPDATE step SET result = ?2 WHERE id = ?1",
        params![request.to_string(), result],
    )?;
    Ok(())
}

/// What other requests of the profile have made: none of it was made by this one.
pub fn made_by_others(
    transaction: &Transaction<'_>,
    profile: Uuid,
    request: Uuid,
) -> Result<Vec<String>, DatabaseError> {
    let mut statement = transaction.prepare(
        "SELECT result FROM step WHERE result IS NOT NULL AND id <> ?2
         AND intent_id IN (SELECT id FROM intent WHERE profile_id = ?1)",
    )?;
    let rows = statement.query_map(params![profile.to_string(), request.to_string()], |row| {
        row.get(0)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Shows an intent again, because something of it is under way once more.
pub fn mark_unseen(transaction: &Transaction<'_>, intent: Uuid) -> Result<(), DatabaseError> {
    transaction.execute(
        "UPDATE intent SET seen = 0 WHERE id = ?1",
        [intent.to_string()],
    )?;
    Ok(())
}

/// Takes up what was left unfinished, and files away what was finished and needs no word.
pub fn restart(transaction: &Transaction<'_>, now: Timestamp) -> Result<(), DatabaseError> {
    for intent in unsettled(transaction)? {
        let mut recovered = intent.recovered;
        for request in &intent.steps {
            recovered |= !request.step.is_settled() && !intent.is_blocked(request);
            let after = request.step.after(Event::Restarted, now);
            keep_step(transaction, request.id, &after)?;
        }
        transaction.execute(
            "UPDATE intent SET recovered = ?2 WHERE id = ?1",
            params![intent.id.to_string(), recovered],
        )?;
    }
    transaction.execute(
        "UPDATE intent SET seen = 1 WHERE recovered = 0 AND seen = 0 AND NOT EXISTS
           (SELECT 1 FROM step WHERE intent_id = intent.id AND state NOT IN ('done', 'taken_back', 'dropped'))",
        [],
    )?;
    Ok(())
}

/// Goes on with what was held for the key of a profile.
pub fn key_returned(
    transaction: &Transaction<'_>,
    profile: Uuid,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    for intent in unsettled(transaction)? {
        for request in intent.steps.iter().filter(|_| intent.profile_id == profile) {
            let after = request.step.after(Event::KeyReturned, now);
            keep_step(transaction, request.id, &after)?;
        }
    }
    Ok(())
}

/// Files an intent away; it is no longer shown.
pub fn mark_seen(transaction: &Transaction<'_>, intent: Uuid) -> Result<(), DatabaseError> {
    transaction.execute(
        "UPDATE intent SET seen = 1 WHERE id = ?1",
        [intent.to_string()],
    )?;
    Ok(())
}

/// All intents that are not settled, oldest first.
pub fn unsettled(transaction: &Transaction<'_>) -> Result<Vec<Intent>, DatabaseError> {
    select(
        transaction,
        "WHERE EXISTS (SELECT 1 FROM step WHERE intent_id = intent.id
                       AND state NOT IN ('done', 'refused', 'taken_back', 'dropped')) ORDER BY created_at, id",
        [],
    )
}

/// What the user has not seen the end of, oldest first.
pub fn unseen(transaction: &Transaction<'_>) -> Result<Vec<Intent>, DatabaseError> {
    let mut newest = select(
        transaction,
        "WHERE seen = 0 ORDER BY created_at DESC, id DESC LIMIT ?1",
        params![SHOWN_MAX],
    )?;
    newest.reverse();
    Ok(newest)
}

pub fn get(transaction: &Transaction<'_>, intent: Uuid) -> Result<Option<Intent>, DatabaseError> {
    Ok(select(transaction, "WHERE id = ?1", [intent.to_string()])?.pop())
}

/// The intent that a request belongs to.
pub fn of_step(transaction: &Transaction<'_>, step: Uuid) -> Result<Option<Intent>, DatabaseError> {
    let intent: Option<String> = transaction
        .query_row(
            "SELECT intent_id FROM step WHERE id = ?1",
            [step.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    match intent {
        Some(id) => Ok(select(transaction, "WHERE id = ?1", [id])?.pop()),
        None => Ok(None),
    }
}

/// A request as it stands.
pub fn step(transaction: &Transaction<'_>, request: Uuid) -> Result<Option<Step>, DatabaseError> {
    transaction
        .query_row(
            "SELECT * FROM step WHERE id = ?1",
            [request.to_string()],
            |row| Ok(read_step(row)),
        )
        .optional()?
        .transpose()
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
    let mut statement = transaction.prepare(&format!("SELECT * FROM intent {condition}"))?;
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
        operation: match row.get::<_, String>("operation")?.as_str() {
            "create" => Operation::Create,
            "share" => Operation::Share,
            _ => return Err(DatabaseError::Unreadable("step.operation")),
        },
        key: IdempotencyKey::from_uuid(uuid_of(row, "idempotency_key")?)
            .map_err(|_| DatabaseError::Unreadable("step.idempotency_key"))?,
        body: RequestBody::from_bytes(row.get("body")?),
        recipient: row
            .get::<_, Option<String>>("recipient")?
            .map(|text| from_json::<Addressee>(&text, "step.recipient"))
            .transpose()?,
        step: read_step(row)?,
    })
}

fn read_step(row: &Row<'_>) -> Result<Step, DatabaseError> {
    Ok(Step {
        state: from_json(
            &format!("\"{}\"", row.get::<_, String>("state")?),
            "step.state",
        )?,
        sends: row.get("sends")?,
        setbacks: row.get("setbacks")?,
        may_have_acted: row.get("may_have_acted")?,
        said_done: row.get("said_done")?,
        repeat_refused: row.get("repeat_refused")?,
        on_users_word: row.get("on_users_word")?,
        first_sent_at: moment_or_none(row, "first_sent_at")?,
        not_before: moment_or_none(row, "not_before")?,
        fault: row
            .get::<_, Option<String>>("fault")?
            .map(|text| from_json(&text, "step.fault"))
            .transpose()?,
    })
}

fn state_text(state: State) -> String {
    to_json(&state).trim_matches('"').to_owned()
}

fn kind_text(kind: IntentKind) -> &'static str {
    match kind {
        IntentKind::Create => "create",
        IntentKind::Share => "share",
    }
}

fn operation_text(operation: Operation) -> &'static str {
    match operation {
        Operation::Create => "create",
        Operation::Share => "share",
    }
}
