//! Anything at all as arguments of every command: an error or an answer, never a panic.
//!
//! What Tauri does with arguments is done here by hand: each is read by its name as the type that the command has. What the
//! commands do with them is the desk's; the few lines in which they use the system are tried in the real window.

use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use paylink_core::fault::Fault;
use paylink_core::testing::{self, Ear, MemoryShelf, MemoryVault, MovedClock};
use paylink_core::view::{CopyWhat, HandOver, QrFormat};
use paylink_core::{Desk, Gateways, Outside};
use payroc::{ApiKey, Deadlines, Hosts};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use super::names;
use crate::seal::Seal;

/// Commands that take no arguments: the journey with a hostile script holds them against what the page calls.
const TAKE_NOTHING: &str =
    include_str!("../../../crates/journeys/tests/journeys/hostile/nothing.txt");

#[test]
fn no_arguments_make_a_command_panic() {
    let profile = Uuid::from_u128(7);
    let folder = tempfile::tempdir().unwrap();
    testing::seed_links(folder.path(), profile, 20);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (mut calls, mut answered) = (0_u32, 0_u32);

    runtime.block_on(async {
        let desk = open(folder.path()).await;
        let seeds = seeds(profile, &a_link(&desk, profile).await);
        let mut named: Vec<&str> = seeds
            .iter()
            .map(|(name, _)| *name)
            .chain(TAKE_NOTHING.lines())
            .collect();
        let mut commands = names::COMMANDS.to_vec();
        named.sort_unstable();
        commands.sort_unstable();
        assert_eq!(named, commands, "a command that is not tried");

        for (name, seed) in &seeds {
            for arguments in bent(seed) {
                calls += 1;
                answered += u32::from(
                    call(&desk, name, &arguments)
                        .await
                        .is_some_and(|came| came.is_ok()),
                );
            }
        }
        for (name, seed) in &seeds {
            assert!(
                call(&desk, name, seed).await.is_some(),
                "{name} cannot be called at all"
            );
        }
    });

    assert!(calls > 4_000, "{calls}");
    assert!(
        (1..calls / 2).contains(&answered),
        "{answered} of {calls} were taken for good"
    );
}

/// A desk without a gateway: nothing listens where it would ask.
async fn open(folder: &std::path::Path) -> Desk {
    let nobody = Hosts::loopback(&Url::parse("http://127.0.0.1:9/").unwrap()).unwrap();
    let at_once = Duration::from_millis(50);
    let outside = Outside {
        vault: Arc::new(MemoryVault::default()),
        shelf: Arc::new(MemoryShelf::default()),
        announce: Arc::new(Ear::default()),
        clock: Arc::new(MovedClock::default()),
        gateways: Gateways {
            live: nobody.clone(),
            test: nobody,
            practice: Err("http://127.0.0.1:9/".to_owned()),
        },
        deadlines: Deadlines {
            connect: at_once,
            request: at_once,
            operation: at_once,
        },
        zone: TimeZone::UTC,
        locale: "en-US".to_owned(),
    };
    Desk::open(folder, outside).await
}

async fn a_link(desk: &Desk, profile: Uuid) -> String {
    let found = desk.find_links(testing::all_links(profile)).await.unwrap();
    found.rows[0].payment_link_id.clone()
}

/// Good arguments for every command that takes some.
fn seeds(profile: Uuid, link: &str) -> Vec<(&'static str, Value)> {
    let some = Uuid::from_u128(1);
    let person = json!({ "name": "Jane", "email": "jane@example.com" });
    let values = json!({
        "amount": 4500, "currency": "USD", "description": "Two pizzas", "authType": "sale",
        "expiresOn": "2030-03-31", "buttonLabel": "PAY", "saveDetails": false, "agreement": null,
    });
    let find = json!({
        "profileId": profile, "text": "pizza", "status": "active", "linkType": "singleUse", "amountSetBy": "merchant",
        "createdFrom": "2024-01-01", "createdTo": "2030-01-01", "email": "jane@example.com", "sorting": "newest",
        "offset": 0, "limit": 100,
    });
    let defaults = serde_json::to_value(testing::a_profile(profile).defaults).unwrap();
    let template = json!({
        "id": some, "profileId": profile, "name": "Deposit", "values": {
            "amount": 4500, "customerEntersAmount": false, "currency": "USD", "description": "Deposit",
            "linkType": "singleUse", "authType": "sale", "paymentMethods": ["card"], "expiresInDays": 14,
            "buttonLabel": "Pay", "saveDetails": false, "agreement": null, "message": "Hello", "copyToMe": true,
        },
    });
    let create = json!({
        "requestId": some, "profileId": profile, "linkType": "singleUse", "amount": 4500,
        "customerEntersAmount": false, "currency": "USD", "description": "Two pizzas", "reference": "PL-1",
        "orderId": "ORD-1", "authType": "sale", "paymentMethods": ["card"], "expiresOn": "2030-03-31",
        "buttonLabel": "", "saveDetails": true, "agreement": "recurring", "recipients": [person],
        "message": "Enjoy", "copyToMe": true,
    });
    let one = |name: &str, value: Value| json!({ name: value });
    vec![
        ("submit_api_key", one("sealed", json!([4, 1, 2]))),
        (
            "authenticate",
            one(
                "request",
                json!({
                    "name": "Shop", "place": "test", "terminalId": "1234001", "currency": "USD", "key": "typed",
                    "thisSessionOnly": false, "profileId": null,
                }),
            ),
        ),
        ("switch_profile", one("profileId", json!(profile))),
        (
            "save_profile",
            one(
                "request",
                json!({
                    "profileId": profile, "name": "Shop", "currency": "USD", "defaults": defaults,
                }),
            ),
        ),
        ("remove_key", one("profileId", json!(some))),
        (
            "save_preferences",
            one(
                "preferences",
                json!({
                    "appearance": "dark", "language": "system", "copyNewLinks": true, "tourSeen": true,
                    "newLinkShortcut": "Control+Alt+KeyN",
                }),
            ),
        ),
        ("find_links", one("request", find.clone())),
        (
            "copy_links",
            json!({ "profileId": profile, "paymentLinkIds": [link] }),
        ),
        (
            "export_links",
            one("request", json!({ "paymentLinkIds": [link], "find": find })),
        ),
        ("get_link", one("paymentLinkId", json!(link))),
        ("check_link_details", one("paymentLinkId", json!(link))),
        (
            "note_hand_over",
            json!({ "profileId": profile, "paymentLinkId": link, "how": "copied" }),
        ),
        (
            "mail_link",
            one(
                "request",
                json!({
                    "profileId": profile, "paymentLinkId": link, "recipients": ["jane@example.com"], "subject": "Pizza",
                    "message": "Enjoy",
                }),
            ),
        ),
        (
            "find_alike",
            one(
                "request",
                json!({
                    "profileId": profile, "amount": 4500, "currency": "USD", "emails": ["jane@example.com"],
                }),
            ),
        ),
        ("create_payment_link", one("request", create)),
        (
            "share_payment_link",
            one(
                "request",
                json!({
                    "requestId": some, "profileId": profile, "paymentLinkId": link, "recipients": [person], "message": "",
                    "copyToMe": false, "reminder": true,
                }),
            ),
        ),
        (
            "change_payment_link",
            one(
                "request",
                json!({
                    "requestId": some, "profileId": profile, "paymentLinkId": link, "before": values, "after": values,
                    "recipients": [person], "message": "", "copyToMe": false,
                }),
            ),
        ),
        (
            "deactivate_payment_link",
            one(
                "request",
                json!({
                    "requestId": some, "profileId": profile, "paymentLinkId": link, "reason": "Paid in cash",
                }),
            ),
        ),
        ("take_back", one("stepId", json!(some))),
        ("retry_now", one("stepId", json!(some))),
        (
            "decide",
            one(
                "request",
                json!({ "stepId": some, "decision": "lookAgain" }),
            ),
        ),
        ("dismiss", one("intentId", json!(some))),
        ("show_again", one("intentId", json!(some))),
        ("get_qr", one("paymentLinkId", json!(link))),
        ("save_qr", json!({ "paymentLinkId": link, "format": "png" })),
        ("copy_qr", one("paymentLinkId", json!(link))),
        ("copy_message", one("message", json!("Hi Jane"))),
        ("copy_link", json!({ "paymentLinkId": link, "what": "url" })),
        ("open_link", one("paymentLinkId", json!(link))),
        ("see_paid", one("ids", json!([some]))),
        ("list_templates", one("profileId", json!(profile))),
        ("save_template", one("request", template)),
        (
            "remove_template",
            json!({ "profileId": profile, "id": some }),
        ),
        ("install_update", one("version", json!("1.2.0"))),
        // The last: the others need it.
        ("remove_profile", one("profileId", json!(some))),
    ]
}

/// `None` if the arguments cannot be read.
async fn call(desk: &Desk, name: &str, arguments: &Value) -> Option<Result<(), Fault>> {
    fn read<T: DeserializeOwned>(arguments: &Value, name: &str) -> Option<T> {
        serde_json::from_value(arguments[name].clone()).ok()
    }
    let id = |name: &str| read::<Uuid>(arguments, name);
    let link = || read::<String>(arguments, "paymentLinkId");
    let came = match name {
        "submit_api_key" => {
            let sealed = read::<Option<Vec<u8>>>(arguments, "sealed")?;
            let (seal, _) = Seal::new().expect("there is chance on this machine");
            let text = sealed.and_then(|sealed| seal.open(sealed));
            if let Some(Ok(key)) = text.map(ApiKey::new) {
                desk.key_typed(key);
            }
            Ok(())
        }
        "authenticate" => desk
            .authenticate(read(arguments, "request")?)
            .await
            .map(drop),
        "switch_profile" => desk.switch_profile(id("profileId")?).await.map(drop),
        "save_profile" => desk
            .save_profile(read(arguments, "request")?)
            .await
            .map(drop),
        "remove_profile" => desk.remove_profile(id("profileId")?).await.map(drop),
        "remove_key" => desk.remove_key(id("profileId")?).await.map(drop),
        "save_preferences" => desk
            .save_preferences(read(arguments, "preferences")?)
            .await
            .map(drop),
        "find_links" => desk.find_links(read(arguments, "request")?).await.map(drop),
        "copy_links" => {
            let links: Vec<String> = read(arguments, "paymentLinkIds")?;
            desk.addresses(id("profileId")?, &links).await.map(drop)
        }
        "export_links" => {
            let request = read(arguments, "request")?;
            desk.export_links(request, Box::new(std::io::sink()))
                .await
                .map(drop)
        }
        "get_link" => desk.link_details(&link()?).await.map(drop),
        "check_link_details" => desk.check_link_details(&link()?).await.map(drop),
        "note_hand_over" => {
            let how: HandOver = read(arguments, "how")?;
            desk.handed_over(id("profileId")?, &[link()?], how).await
        }
        "mail_link" => {
            let letter = desk.letter(&read(arguments, "request")?).await;
            letter.map(|letter| assert!(letter.url().starts_with("mailto:")))
        }
        "find_alike" => desk.find_alike(read(arguments, "request")?).await.map(drop),
        "create_payment_link" => desk
            .create_payment_link(read(arguments, "request")?)
            .await
            .map(drop),
        "share_payment_link" => desk
            .share_payment_link(read(arguments, "request")?)
            .await
            .map(drop),
        "change_payment_link" => desk
            .change_payment_link(read(arguments, "request")?)
            .await
            .map(drop),
        "deactivate_payment_link" => desk
            .deactivate_payment_link(read(arguments, "request")?)
            .await
            .map(drop),
        "take_back" => desk.take_back(id("stepId")?).await.map(drop),
        "retry_now" => desk.retry_now(id("stepId")?).await.map(drop),
        "decide" => desk.decide(read(arguments, "request")?).await.map(drop),
        "dismiss" => desk.dismiss(id("intentId")?).await.map(drop),
        "show_again" => desk.show_again(id("intentId")?).await.map(drop),
        "get_qr" => desk.qr(&link()?).await.map(drop),
        "save_qr" => {
            let format: QrFormat = read(arguments, "format")?;
            desk.qr_file(&link()?, format).await.map(drop)
        }
        "copy_qr" => desk.qr_picture(&link()?).await.map(drop),
        "copy_message" => read::<String>(arguments, "message").map(|_| Ok(()))?,
        "copy_link" => {
            read::<CopyWhat>(arguments, "what")?;
            desk.link(&link()?).await.map(drop)
        }
        "open_link" => desk.link(&link()?).await.map(drop),
        "see_paid" => desk.see_paid(read(arguments, "ids")?).await.map(drop),
        // A version that was not found is refused, and here none was.
        "install_update" => read::<String>(arguments, "version").map(|_| Ok(()))?,
        "list_templates" => desk.list_templates(id("profileId")?).await.map(drop),
        "save_template" => desk
            .save_template(read(arguments, "request")?)
            .await
            .map(drop),
        "remove_template" => desk
            .remove_template(id("profileId")?, id("id")?)
            .await
            .map(drop),
        other => panic!("{other} is not tried"),
    };
    Some(came)
}

/// The arguments with each part, in turn, left out and replaced by each of what somebody might send in its place.
fn bent(seed: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for place in places(seed) {
        for value in anything() {
            let mut arguments = seed.clone();
            if let Some(part) = arguments.pointer_mut(&place) {
                *part = value;
            }
            all.push(arguments);
        }
        let mut arguments = seed.clone();
        if let Some((parent, name)) = place.rsplit_once('/')
            && let Some(Value::Object(members)) = arguments.pointer_mut(parent)
        {
            members.remove(name);
            all.push(arguments);
        }
    }
    all
}

fn places(value: &Value) -> Vec<String> {
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, part)| (format!("/{name}"), part))
            .collect(),
        Value::Array(parts) => parts
            .iter()
            .enumerate()
            .map(|(place, part)| (format!("/{place}"), part))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    let below = parts.iter().flat_map(|(name, part)| {
        places(part)
            .into_iter()
            .map(move |rest| format!("{name}{rest}"))
    });
    std::iter::once(String::new()).chain(below).collect()
}

fn anything() -> Vec<Value> {
    let texts = [
        "",
        " ",
        "\0",
        "\u{202e}\u{200b}\u{feff}",
        "e\u{301}\u{301}\u{301}",
        "00000000-0000-0000-0000-000000000000",
        "2024-02-30",
        "-9999-01-01",
        "9999-12-31",
        "jane@example.com\r\nBcc: all@example.com",
        "a@b",
        "JPY",
        "../../etc/passwd",
        "';DROP TABLE link;--",
        "<script>",
        "%s%n",
        "NEAR(\" *",
        "__proto__",
    ];
    let mut all: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
    all.extend([
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(9_007_199_254_740_993_u64),
        json!(1e308),
        json!(0.5),
        json!([]),
        json!({}),
        json!([null]),
        json!([[], {}, "text"]),
        json!("x".repeat(100_000)),
        json!("\u{1f468}\u{200d}".repeat(3_000)),
        json!(vec!["jane@example.com"; 2_000]),
        json!({ "__proto__": { "profileId": 1 }, "constructor": null }),
    ]);
    all
}
