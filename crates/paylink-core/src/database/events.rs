//! What happened to links on this computer, and to whom they were emailed. It is kept for as long as the profile is.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::DatabaseError;
use super::profiles::{moment_of, moment_or_none};
use crate::timeline::{Email, Event, is_hand_over};
use crate::view::{HandOver, ShareRecipient, TimelineKind};

/// Of one link, the most hand-overs that are kept, and the most emails that are read.
const HAND_OVERS_MAX: u32 = 200;
const EMAILS_MAX: u32 = 2_000;
/// The same again within this time is the same: a press too many.
const ONE_PRESS: SignedDuration = SignedDuration::from_mins(1);

/// Keeps that something happened to a link. `detail` is JSON, by kind, and empty where there is no more to say.
pub fn keep(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link_id: &str,
    kind: &str,
    detail: &str,
    at: Timestamp,
) -> Result<(), DatabaseError> {
    transaction.execute(
        "INSERT INTO event (profile_id, payment_link_id, at, kind, detail) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
        params![
            profile.to_string(),
            link_id,
            at.to_string(),
            kind,
            detail
        ],
    )?;
    Ok(())
}

/// Notes that a link left this computer. Repeats within a minute are one; of very many the newest are kept.
pub fn hand_over(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
    how: HandOver,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let kind = kind_text(kind_of(how));
    let last = transaction
        .query_row(
            "SELECT at FROM event WHERE profile_id = ?1 AND payment_link_id = ?2 AND kind = ?3
             ORDER BY at DESC LIMIT 1",
            params![profile.to_string(), link, kind],
            |row| Ok(moment_of(row, "at")),
        )
        .optional()?
        .transpose()?;
    // A clock that was set back is no reason to note nothing.
    if last.is_some_and(|last| last <= now && now.duration_since(last) < ONE_PRESS) {
        return Ok(());
    }
    keep(transaction, profile, link, &kind, "", now)?;
    transaction.execute(
        "DELETE FROM event WHERE profile_id = ?1 AND payment_link_id = ?2
           AND kind NOT IN ('changed', 'deactivated')
           AND rowid NOT IN (
             SELECT rowid FROM event WHERE profile_id = ?1 AND payment_link_id = ?2
               AND kind NOT IN ('changed', 'deactivated')
             ORDER BY at DESC LIMIT ?3)",
        params![profile.to_string(), link, HAND_OVERS_MAX],
    )?;
    Ok(())
}

/// What happened to a link here, oldest first. What a later version may have noted and this one does not know is
/// passed over.
pub fn of_link(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
) -> Result<Vec<Event>, DatabaseError> {
    let mut statement = transaction.prepare_cached(
        "SELECT at, kind, detail FROM event WHERE profile_id = ?1 AND payment_link_id = ?2 ORDER BY at",
    )?;
    let rows = statement.query_map(params![profile.to_string(), link], |row| Ok(read(row)))?;
    let events = rows.map(|row| row?).collect::<Result<Vec<_>, _>>()?;
    Ok(events.into_iter().flatten().collect())
}

/// The newest emails about a link.
pub fn emails(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
) -> Result<Vec<Email>, DatabaseError> {
    let mut statement = transaction.prepare_cached(
        "WITH own AS (
           SELECT result, first_sent_at FROM step JOIN intent ON intent.id = step.intent_id
           WHERE intent.profile_id = ?1 AND intent.payment_link_id = ?2 AND operation = 'share')
         SELECT name, email, at, is_reminder,
           (SELECT first_sent_at FROM own WHERE result = sharing_event_id) AS sent_at
         FROM share WHERE profile_id = ?1 AND payment_link_id = ?2 ORDER BY at DESC LIMIT ?3",
    )?;
    let rows = statement.query_map(params![profile.to_string(), link, EMAILS_MAX], |row| {
        Ok(read_email(row))
    })?;
    rows.map(|row| row?).collect()
}

/// Since when the present address of a link is its address, if it was found to be another one than before.
pub fn address_replaced(
    transaction: &Transaction<'_>,
    profile: Uuid,
    link: &str,
) -> Result<Option<Timestamp>, DatabaseError> {
    transaction
        .query_row(
            "SELECT since FROM replaced_address WHERE profile_id = ?1 AND payment_link_id = ?2",
            params![profile.to_string(), link],
            |row| Ok(moment_of(row, "since")),
        )
        .optional()?
        .transpose()
}

fn read(row: &Row<'_>) -> Result<Option<Event>, DatabaseError> {
    let kind: String = row.get("kind")?;
    let Ok(kind) = TimelineKind::deserialize(Value::String(kind)) else {
        return Ok(None);
    };
    let known =
        is_hand_over(kind) || matches!(kind, TimelineKind::Changed | TimelineKind::Deactivated);
    let detail: String = row.get("detail")?;
    let change = (kind == TimelineKind::Changed).then(|| serde_json::from_str(&detail).ok());
    let note = (kind == TimelineKind::Deactivated).then(|| reason(&detail));
    Ok(known.then_some(Event {
        at: moment_of(row, "at")?,
        kind,
        change: change.flatten(),
        note: note.flatten(),
    }))
}

fn read_email(row: &Row<'_>) -> Result<Email, DatabaseError> {
    Ok(Email {
        to: ShareRecipient {
            name: row.get("name")?,
            email: row.get("email")?,
        },
        at: moment_of(row, "at")?,
        sent_at: moment_or_none(row, "sent_at")?,
        is_reminder: row.get("is_reminder")?,
    })
}

fn reason(detail: &str) -> Option<String> {
    let told: String = serde_json::from_str(detail).ok()?;
    (!told.is_empty()).then_some(told)
}

fn kind_of(how: HandOver) -> TimelineKind {
    match how {
        HandOver::Copied => TimelineKind::Copied,
        HandOver::ButtonCopied => TimelineKind::ButtonCopied,
        HandOver::QrShown => TimelineKind::QrShown,
        HandOver::OpenedInBrowser => TimelineKind::OpenedInBrowser,
        HandOver::HandedToMail => TimelineKind::HandedToMail,
        HandOver::MessageCopied => TimelineKind::MessageCopied,
    }
}

/// A kind as it is kept: the word that crosses to the interface.
fn kind_text(kind: TimelineKind) -> String {
    let word = serde_json::to_value(kind).expect("a kind is a word");
    word.as_str().expect("a kind is a word").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::schema;

    const LINK: &str = "JZURRJBUPS";

    #[test]
    fn of_very_many_hand_overs_the_newest_are_kept_and_what_was_changed_stays() {
        let mut connection = schema().unwrap();
        let transaction = connection.transaction().unwrap();
        keep(&transaction, Uuid::nil(), LINK, "changed", "", second(0)).unwrap();

        for n in 1..=250 {
            let at = second(n * 61);
            hand_over(&transaction, Uuid::nil(), LINK, HandOver::Copied, at).unwrap();
        }

        let events = of_link(&transaction, Uuid::nil(), LINK).unwrap();
        assert_eq!(events.len(), HAND_OVERS_MAX as usize + 1);
        assert_eq!(events[0].kind, TimelineKind::Changed);
        assert_eq!(events[1].at, second(51 * 61));
    }

    #[test]
    fn the_same_again_within_a_minute_is_one_whatever_the_clock_does() {
        let mut connection = schema().unwrap();
        let transaction = connection.transaction().unwrap();

        // The last is a clock that was set back.
        for at in [1_000, 1_059, 1_060, 500] {
            let at = second(at);
            hand_over(&transaction, Uuid::nil(), LINK, HandOver::QrShown, at).unwrap();
        }
        hand_over(
            &transaction,
            Uuid::nil(),
            LINK,
            HandOver::Copied,
            second(1_000),
        )
        .unwrap();

        let events = of_link(&transaction, Uuid::nil(), LINK).unwrap();
        let qr = events
            .iter()
            .filter(|event| event.kind == TimelineKind::QrShown);
        let at: Vec<_> = qr.map(|event| event.at.as_second()).collect();
        assert_eq!(at, [500, 1_000, 1_060]);
        assert_eq!(events.len(), 4);
    }

    #[test]
    fn what_cannot_be_read_of_an_event_is_left_out() {
        let mut connection = schema().unwrap();
        let transaction = connection.transaction().unwrap();
        for (kind, detail) in [
            ("deactivated", "\"wrong amount\""),
            ("deactivated", "\"\""),
            ("changed", "{}"),
            ("emailed", ""),
            ("dreamt", ""),
        ] {
            keep(&transaction, Uuid::nil(), LINK, kind, detail, second(0)).unwrap();
        }

        let events = of_link(&transaction, Uuid::nil(), LINK).unwrap();

        let notes: Vec<_> = events.iter().map(|event| event.note.as_deref()).collect();
        assert_eq!(events.len(), 3);
        assert!(notes.contains(&Some("wrong amount")));
        assert!(events.iter().all(|event| event.change.is_none()));
    }

    fn second(at: i64) -> Timestamp {
        Timestamp::from_second(at).unwrap()
    }
}
