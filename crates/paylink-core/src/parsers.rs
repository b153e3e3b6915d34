//! Every reader of what comes from outside, under one roof for the tests that throw anything at them: what the
//! interface sends, what the gateway said and is shown, and what is on the disk. Each takes any bytes, and checks what
//! must hold of whatever it makes of them.

use std::cell::RefCell;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use payroc::{
    CreatePaymentLink as CreateRequest, MinorUnits, PaymentLink, Recipient, WrittenChange,
};
use rusqlite::{Connection, Transaction, params_from_iter};
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::catalog::Catalog;
use crate::database::{DatabaseError, events, kept, links, paid, payments, profiles, schema};
use crate::draft::{self, LIMITS, plain};
use crate::fault::FieldComplaint;
use crate::links::view;
use crate::outbox::records::Records;
use crate::outbox::{Operation, Request, journal, rules};
use crate::profile::ProfileDraft;
use crate::qr;
use crate::testing::all_links;
use crate::view::{
    Authenticate, ChangePaymentLink, CreatePaymentLink, DeactivatePaymentLink, Decide, FindLinks,
    Place, Preferences, SaveProfile, SharePaymentLink, Sorting,
};

const KEY: &str = "8e03978e-40d5-43e8-bc93-6894a57f9324";
const TODAY: Date = date(2026, 3, 1);
const A_LINK: &str = include_str!("../../payroc/tests/fixtures/single-use.json");

/// What a command is called with. A form that passes is a request that says what was typed; one that does not pass
/// has a complaint.
pub fn argument(bytes: &[u8]) {
    if let Some(form) = read::<CreatePaymentLink>(bytes) {
        match draft::check_link(&form, TODAY) {
            Ok(draft) => {
                let typed = form.amount.filter(|_| !form.customer_enters_amount);
                assert_eq!(draft.summary.amount, typed);
                assert_eq!(draft.requests.len(), 1 + form.recipients.len());
                draft.requests.iter().for_each(check_request);
            }
            Err(complaints) => check_complaints(&complaints),
        }
    }
    if let Some(form) = read::<SharePaymentLink>(bytes) {
        match draft::check_share(&form.recipients, &form.message, form.copy_to_me) {
            Ok(requests) => {
                assert_eq!(requests.len(), form.recipients.len());
                requests.iter().for_each(check_request);
            }
            Err(complaints) => check_complaints(&complaints),
        }
    }
    if let Some(form) = read::<ChangePaymentLink>(bytes) {
        let link = read(A_LINK.as_bytes()).expect("the fixture is a link");
        match draft::check_change(&form, &link, TODAY) {
            Ok(draft) => {
                assert_eq!(draft.requests.len(), 1 + form.recipients.len());
                draft.requests.iter().for_each(check_request);
            }
            Err(complaints) => check_complaints(&complaints),
        }
    }
    if let Some(form) = read::<DeactivatePaymentLink>(bytes)
        && let Err(complaints) = draft::check_reason(&form.reason)
    {
        check_complaints(&complaints);
    }
    if let Some(form) = read::<Authenticate>(bytes) {
        match ProfileDraft::check(&form.name, &form.terminal_id, &form.currency) {
            Ok(draft) => assert!(!draft.name.is_empty() && draft.terminal_id.as_str().is_ascii()),
            Err(complaints) => check_complaints(&complaints),
        }
    }
    read::<SaveProfile>(bytes);
    read::<Decide>(bytes);
    if let Some(preferences) = read::<Preferences>(bytes) {
        let kept = profiles::to_json(&preferences);
        assert_eq!(read(kept.as_bytes()), Some(preferences));
    }
}

/// A link as a gateway described it, on its way to the screen: no number is too large for the interface to hold.
pub fn kept_link(bytes: &[u8]) {
    let Some(link) = read::<PaymentLink>(bytes) else {
        return;
    };
    let kept = links::KeptLink {
        is_held: false,
        link,
        kept_at: Timestamp::UNIX_EPOCH,
        checked_at: Timestamp::UNIX_EPOCH,
        shares: Vec::new(),
    };
    let view = view(&kept, Uuid::nil(), Place::Practice);
    assert!(
        view.amount
            .is_none_or(|amount| amount <= MinorUnits::MAX.get())
    );
    assert_eq!(
        read(profiles::to_json(&view).as_bytes()).as_ref(),
        Some(&view)
    );
    if let Some(drawn) = qr::Qr::of(&view.url).map(|qr| qr.view()) {
        assert!((21..=177).contains(&drawn.size), "the sizes of QR codes");
    }
}

/// What links are searched for: a question of the page, or a text that somebody pasted into the search. What is found are
/// links that are there, and all of them if nothing is asked.
pub fn search(bytes: &[u8]) {
    let pasted = || FindLinks {
        text: String::from_utf8_lossy(bytes).into_owned(),
        ..all_links(Uuid::nil())
    };
    let find = read::<FindLinks>(bytes).unwrap_or_else(pasted);
    CATALOG.with_borrow_mut(|catalog| {
        let all = catalog.find(&all_links(find.profile_id));
        let found = catalog.find_all(&find);
        assert!(found.count <= all.count);
        assert_eq!(found.rows.len(), found.count as usize);
        let page = catalog.find(&find);
        assert_eq!(page.count, found.count);
        assert!(page.rows.iter().all(|row| found.rows.contains(row)));
        if find.text.trim().is_empty()
            && find
                == (FindLinks {
                    text: find.text.clone(),
                    ..all_links(find.profile_id)
                })
        {
            assert_eq!(found.count, all.count);
        }
    });
}

/// The file that keeps the catalog between two starts, without its sum. Who writes a sound sum may write anything, and may
/// have wrong links found; but what is believed can be asked.
pub fn catalog_file(bytes: &[u8]) {
    let mut content = bytes.to_vec();
    content.extend(crc32fast::hash(bytes).to_le_bytes());
    let Some(mut catalog) = Catalog::of(&content) else {
        return;
    };
    for profile in catalog.profiles() {
        for text in ["", "jane", "45.00", "zzz"] {
            for sorting in [
                Sorting::UnpaidFirst,
                Sorting::Largest,
                Sorting::ExpiresSoonest,
            ] {
                let find = FindLinks {
                    text: text.to_owned(),
                    sorting,
                    email: Some("jane@example.com".to_owned()).filter(|_| text == "jane"),
                    ..all_links(profile)
                };
                catalog.find_all(&find);
            }
        }
    }
}

thread_local! {
    static CATALOG: RefCell<Catalog> = RefCell::new(a_catalog());
}

/// Of a few links, each with something of its own to be found by.
fn a_catalog() -> Catalog {
    let mut connection = schema().expect("the schema is sound");
    let transaction = connection.transaction().expect("nothing else is under way");
    let defaults = profiles::to_json(&crate::profile::first_defaults());
    check_profile(
        &transaction,
        ["Shop", "practice", "1234001", "USD", &defaults].into_iter(),
    );
    for (number, what) in ["Two pizzas", "Orchidées\u{301}", "İstanbul ﬁ", "100% %s_\""]
        .iter()
        .enumerate()
    {
        let mut link: Value = read(A_LINK.as_bytes()).expect("the fixture is a link");
        link["paymentLinkId"] = format!("LINK00000{number}").into();
        link["order"]["description"] = (*what).into();
        link["order"]["charge"]["amount"] = (4_500 * (number + 1)).into();
        let insert = "INSERT INTO link (body, created_on, kept_at, checked_at, profile_id, payment_link_id)
                      VALUES (?1, '2026-03-01', ?2, ?2, '00000000-0000-0000-0000-000000000000', ?3)";
        let row = (link.to_string(), MOMENT, format!("LINK00000{number}"));
        transaction.execute(insert, row).expect("a good row");
    }
    let mut catalog = Catalog::new(None);
    catalog.catch_up(&transaction).expect("a good database");
    catalog
}

/// Rows of the database, one text a line: what another program, another version or a failing disk may have made of
/// them. What cannot be read is an error; what can is kept and read again as the same.
pub fn kept_rows(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut cells = text.split('\n');
    let table = cells.next().unwrap_or_default();
    DATABASE.with_borrow_mut(|connection| {
        let transaction = connection.transaction().expect("nothing else is under way");
        match table {
            "profile" => check_profile(&transaction, cells),
            "link" => check_link(&transaction, cells),
            "share" => check_share(&transaction, cells),
            "event" => check_event(&transaction, cells),
            "payment" => check_payment(&transaction, cells),
            "paid" => check_paid(&transaction, cells),
            "replaced" => check_replaced(&transaction, cells),
            _ => check_intent(&transaction, cells),
        }
    });
}

thread_local! {
    static DATABASE: RefCell<Connection> = RefCell::new(schema().expect("the schema is sound"));
}

fn check_profile<'c>(transaction: &Transaction<'_>, cells: impl Iterator<Item = &'c str>) {
    let row = [
        "Shop",
        "practice",
        "1234001",
        "USD",
        "{}",
        "2026-03-01T12:00:00Z",
    ];
    let insert = "INSERT INTO profile (name, place, terminal_id, currency, defaults, created_at, id, key_in_keychain)
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, '00000000-0000-0000-0000-000000000000', 1)";
    if put(transaction, insert, row, cells) {
        settle(profiles::all(transaction).map(drop));
    }
}

fn check_link<'c>(transaction: &Transaction<'_>, cells: impl Iterator<Item = &'c str>) {
    let row = [
        "{}",
        "2026-03-01",
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00Z",
    ];
    let insert =
        "INSERT INTO link (body, created_on, kept_at, checked_at, profile_id, payment_link_id)
                  VALUES (?1, ?2, ?3, ?4, '00000000-0000-0000-0000-000000000000', 'JZURRJBUPS')";
    if put(transaction, insert, row, cells) {
        check_profile(transaction, std::iter::empty());
        settle(kept::write_all(transaction, &mut std::io::sink()).map(drop));
        let read = links::recent(transaction, Uuid::nil(), 100);
        settle(read.map(|kept| {
            for kept in kept {
                view(&kept, Uuid::nil(), Place::Live);
            }
        }));
    }
}

fn check_share<'c>(transaction: &Transaction<'_>, cells: impl Iterator<Item = &'c str>) {
    let row = [
        "JZURRJBUPS",
        "EVENT00001",
        "Jane",
        "jane@example.com",
        "2026-03-01T12:00:00Z",
    ];
    let insert =
        "INSERT INTO share (payment_link_id, sharing_event_id, name, email, at, profile_id)
                  VALUES (?1, ?2, ?3, ?4, ?5, '00000000-0000-0000-0000-000000000000')";
    if put(transaction, insert, row, cells) {
        settle(links::recent(transaction, Uuid::nil(), 100).map(drop));
    }
}

const LINK: &str = "JZURRJBUPS";
const MOMENT: &str = "2026-03-01T12:00:00Z";

fn check_event<'c>(transaction: &Transaction<'_>, cells: impl Iterator<Item = &'c str>) {
    let row = [LINK, MOMENT, "deactivated", "\"Paid\""];
    let insert = "INSERT INTO event (payment_link_id, at, kind, detail, profile_id)
                  VALUES (?1, ?2, ?3, ?4, '00000000-0000-0000-0000-000000000000')";
    if put(transaction, insert, row, cells) {
        settle(events::of_link(transaction, Uuid::nil(), LINK).map(drop));
    }
}

/// A payment, and how the gateway was last asked for it.
fn check_payment<'c>(transaction: &Transaction<'_>, mut cells: impl Iterator<Item = &'c str>) {
    let payment = [LINK, "PAYMENT001", "{}"];
    let insert = "INSERT INTO payment (payment_link_id, payment_id, body, profile_id)
                  VALUES (?1, ?2, ?3, '00000000-0000-0000-0000-000000000000')";
    let row: Vec<&str> = cells.by_ref().take(payment.len()).collect();
    if !put(transaction, insert, payment, row.into_iter()) {
        return;
    }
    let look = [LINK, MOMENT, "1", "{}"];
    let insert = "INSERT INTO payments_look (payment_link_id, checked_at, whole, fault, profile_id)
                  VALUES (?1, ?2, ?3, ?4, '00000000-0000-0000-0000-000000000000')";
    put(transaction, insert, look, cells);
    settle(payments::of_link(transaction, Uuid::nil(), LINK).map(drop));
}

fn check_paid<'c>(transaction: &Transaction<'_>, cells: impl Iterator<Item = &'c str>) {
    check_profile(transaction, std::iter::empty());
    check_link(transaction, [A_LINK].into_iter());
    let row = [
        "00000000-0000-0000-0000-000000000000",
        LINK,
        "PAYMENT001",
        "4500",
        "USD",
        MOMENT,
    ];
    let insert =
        "INSERT INTO paid (id, payment_link_id, payment_id, amount, currency, at, profile_id)
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, '00000000-0000-0000-0000-000000000000')";
    if put(transaction, insert, row, cells) {
        settle(paid::unseen(transaction).map(drop));
        settle(paid::tell(transaction).map(drop));
    }
}

fn check_replaced<'c>(transaction: &Transaction<'_>, cells: impl Iterator<Item = &'c str>) {
    let insert = "INSERT INTO replaced_address (payment_link_id, since, profile_id)
                  VALUES (?1, ?2, '00000000-0000-0000-0000-000000000000')";
    if put(transaction, insert, [LINK, MOMENT], cells) {
        settle(events::address_replaced(transaction, Uuid::nil(), LINK).map(drop));
    }
}

fn check_intent<'c>(transaction: &Transaction<'_>, mut cells: impl Iterator<Item = &'c str>) {
    let id = "00000000-0000-0000-0000-000000000000";
    let intent = [
        id,
        id,
        id,
        "create",
        "{}",
        "JZURRJBUPS",
        "2026-03-01T12:00:00Z",
    ];
    let insert = "INSERT INTO intent (id, request_id, profile_id, kind, summary, payment_link_id, created_at)
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let row: Vec<&str> = cells.by_ref().take(intent.len()).collect();
    let name = row.first().copied().unwrap_or(id).to_owned();
    if !put(transaction, insert, intent, row.into_iter()) {
        return;
    }
    let step = [
        "create",
        KEY,
        "{}",
        "{}",
        "ready",
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00Z",
        "{}",
    ];
    let insert = format!(
        "INSERT INTO step (operation, idempotency_key, body, recipient, state, first_sent_at, not_before, fault,
                           id, intent_id, ordinal, sends, setbacks)
         VALUES (?1, ?2, CAST(?3 AS BLOB), ?4, ?5, ?6, ?7, ?8, '{id}', '{}', 0, 0, 0)",
        name.replace('\'', "''"),
    );
    if !put(transaction, &insert, step, cells) {
        return;
    }
    let Ok((intents, _more)) = journal::unseen(transaction) else {
        return;
    };
    for request in intents.iter().flat_map(|intent| &intent.steps) {
        settle(transaction.keep_step(request.id, &request.step));
        let again = transaction.step(request.id);
        assert_eq!(again.ok().flatten().as_ref(), Some(&request.step));
    }
    settle(rules::restart(transaction, Timestamp::UNIX_EPOCH));
}

/// Puts a row, the cells that are given before those of a good one; false if the schema forbids it.
fn put<'c, const N: usize>(
    transaction: &Transaction<'_>,
    insert: &str,
    good: [&'c str; N],
    cells: impl Iterator<Item = &'c str>,
) -> bool {
    let mut cells = cells.fuse();
    let row = good.map(|cell| cells.next().unwrap_or(cell));
    transaction.execute(insert, params_from_iter(row)).is_ok()
}

/// A record may be unreadable; nothing else may go wrong in memory.
fn settle(result: Result<(), DatabaseError>) {
    match result {
        Ok(()) | Err(DatabaseError::Unreadable(_)) => {}
        Err(error) => panic!("{error}: {error:?}"),
    }
}

/// What is sent can be read, and is within the contract's limits where the interface counts.
fn check_request(request: &Request) {
    let body = request.body.as_bytes();
    match request.operation {
        Operation::Create => assert!(read::<CreateRequest>(body).is_some()),
        Operation::Share => {
            let mut sent: Value = read(body).expect("what is sent can be read");
            let to: [Recipient; 1] = serde_json::from_value(sent["recipients"].take())
                .expect("one email goes to one person");
            let [to] = to;
            assert!(is_within(&to.email, LIMITS.email_max));
            assert!(is_within(&to.name, LIMITS.recipient_name_max));
        }
        Operation::Update => assert!(WrittenChange::read(&request.body).is_some()),
        Operation::Deactivate => assert!(body.is_empty()),
    }
}

fn is_within(text: &str, max: u16) -> bool {
    (1..=usize::from(max)).contains(&plain::length(text))
}

fn check_complaints(complaints: &[FieldComplaint]) {
    assert!(
        !complaints.is_empty(),
        "what is refused is refused for a reason"
    );
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fault::{Fault, FaultCode};

    #[test]
    fn no_argument_with_one_byte_changed_or_cut_makes_a_command_panic() {
        let person = json!({"name": "Jane", "email": "jane@example.com"});
        let link = json!({
            "requestId": Uuid::nil(), "profileId": Uuid::nil(), "linkType": "singleUse", "amount": 4500,
            "customerEntersAmount": false, "currency": "USD", "description": "Two pizzas", "reference": "PL-1",
            "orderId": "ORD-1", "authType": "sale", "paymentMethods": ["card"], "expiresOn": "2026-03-31",
            "buttonLabel": "", "saveDetails": true, "agreement": "recurring", "recipients": [person],
            "message": "Enjoy", "copyToMe": true,
        });
        let share = json!({
            "requestId": Uuid::nil(), "profileId": Uuid::nil(), "paymentLinkId": "JZURRJBUPS",
            "recipients": [person], "message": "", "copyToMe": false, "reminder": true,
        });
        let values = json!({
            "amount": 4500, "currency": "USD", "description": "Two pizzas", "authType": "sale",
            "expiresOn": "2026-03-31", "buttonLabel": "PAY", "saveDetails": false, "agreement": null,
        });
        let mut after = values.clone();
        after["amount"] = json!(4700);
        let change = json!({
            "requestId": Uuid::nil(), "profileId": Uuid::nil(), "paymentLinkId": "JZURRJBUPS",
            "before": values, "after": after, "recipients": [person], "message": "", "copyToMe": false,
        });
        let deactivation = json!({
            "requestId": Uuid::nil(), "profileId": Uuid::nil(), "paymentLinkId": "JZURRJBUPS", "reason": "Paid",
        });
        let connect = json!({
            "name": "Shop", "place": "test", "terminalId": "1234001", "currency": "USD", "key": "typed",
            "thisSessionOnly": false, "profileId": null,
        });
        assert!(read::<CreatePaymentLink>(link.to_string().as_bytes()).is_some());
        assert!(read::<SharePaymentLink>(share.to_string().as_bytes()).is_some());
        assert!(read::<ChangePaymentLink>(change.to_string().as_bytes()).is_some());
        assert!(read::<DeactivatePaymentLink>(deactivation.to_string().as_bytes()).is_some());
        assert!(read::<Authenticate>(connect.to_string().as_bytes()).is_some());

        for seed in [link, share, change, deactivation, connect] {
            feed(argument, &seed.to_string());
        }
    }

    #[test]
    fn no_link_with_one_byte_changed_or_cut_makes_the_screen_panic() {
        feed(
            kept_link,
            include_str!("../../payroc/tests/fixtures/single-use.json"),
        );
        feed(
            kept_link,
            include_str!("../../payroc/tests/fixtures/multi-use.json"),
        );
    }

    #[test]
    fn no_row_with_one_byte_changed_or_cut_makes_the_database_panic() {
        let defaults = profiles::to_json(&crate::profile::first_defaults());
        let link = include_str!("../../payroc/tests/fixtures/single-use.json").replace('\n', " ");
        let fault = profiles::to_json(&Fault::nothing_done(FaultCode::Offline));
        let summary = r#"{"amount":4500,"currency":"USD","description":"d","reference":"r"}"#;
        let jane = r#"{"name":"Jane","email":"jane@example.com"}"#;
        let id = Uuid::nil();
        let moment = "2026-03-01T12:00:00Z";
        let payment = r#"{"id":"PAYMENT001","amount":4500,"currency":"USD"}"#;
        let change = format!(
            r#"{{"amount":4500,"currency":"USD","description":"d","reference":"r","changed":{}}}"#,
            r#"{"before":{"amount":4500,"currency":"USD"},"after":{"amount":4700,"currency":"USD"}}"#
        );
        for row in [
            format!("event\nJZURRJBUPS\n{moment}\nchanged\n{change}"),
            format!("payment\nJZURRJBUPS\nPAYMENT001\n{payment}\nJZURRJBUPS\n{moment}\n1\n{fault}"),
            format!("paid\n{id}\nJZURRJBUPS\nPAYMENT001\n4500\nUSD\n{moment}"),
            format!("replaced\nJZURRJBUPS\n{moment}"),
            format!(
                "intent\n{id}\n{id}\n{id}\nchange\n{change}\nJZURRJBUPS\n{moment}\nupdate\n{KEY}\n[]\n\n\
                 unknown\n{moment}\n{moment}\n{fault}"
            ),
            format!("profile\nShop\ntest\n1234001\nUSD\n{defaults}\n{moment}"),
            format!("link\n{link}\n2026-03-01\n{moment}\n{moment}"),
            format!("share\nJZURRJBUPS\nEVENT00001\nJane\njane@example.com\n{moment}"),
            format!(
                "intent\n{id}\n{id}\n{id}\ncreate\n{summary}\nJZURRJBUPS\n{moment}\nshare\n{KEY}\n{{}}\n{jane}\n\
                 unknown\n{moment}\n{moment}\n{fault}"
            ),
        ] {
            feed(kept_rows, &row);
        }
    }

    #[test]
    fn no_question_with_one_byte_changed_or_cut_makes_the_search_panic() {
        let find = json!({
            "profileId": Uuid::nil(), "text": "pizza 45.00", "status": "active", "linkType": "singleUse",
            "amountSetBy": "merchant", "createdFrom": "2024-01-01", "createdTo": "2030-01-01",
            "email": "jane@example.com", "sorting": "largest", "offset": 0, "limit": 100,
        });
        assert!(read::<FindLinks>(find.to_string().as_bytes()).is_some());

        feed(search, &find.to_string());
        feed(search, "orchidées i̇stanbul ﬁ \"100% %s_");
        let count = |text: &str| {
            CATALOG.with_borrow_mut(|catalog| {
                catalog
                    .find(&FindLinks {
                        text: text.to_owned(),
                        ..all_links(Uuid::nil())
                    })
                    .count
            })
        };
        assert_eq!(
            [count(""), count("pizzas"), count("nothing of the kind")],
            [4, 1, 0]
        );
    }

    #[test]
    fn no_catalog_with_one_byte_changed_or_cut_makes_the_search_panic() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("links.catalog");
        a_catalog().write_to(&path);
        let good = std::fs::read(&path).unwrap();
        let good = &good[..good.len() - 4];

        for place in (0..good.len()).step_by(2) {
            for change in [0x01, 0xff] {
                let mut bytes = good.to_vec();
                bytes[place] ^= change;
                catalog_file(&bytes);
            }
            catalog_file(&good[..place]);
        }
        catalog_file(good);
        assert!(Catalog::of(&std::fs::read(&path).unwrap()).is_some());
    }

    fn feed(parse: fn(&[u8]), seed: &str) {
        // Every seventh place is enough here: the fuzz targets try all the others.
        for place in (0..seed.len()).step_by(7) {
            let mut bytes = seed.as_bytes().to_vec();
            bytes[place] ^= 0x15;
            parse(&bytes);
            parse(&seed.as_bytes()[..place]);
        }
        parse(seed.as_bytes());
    }
}
