//! What is kept on this computer: told without telling of whom, taken along, and deleted.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use paylink_core::diagnosis::{Machine, SystemName};
use paylink_core::fault::FaultCode;
use paylink_core::ports::{Shelf as _, VaultError};
use paylink_core::testing::recipient;
use paylink_core::view::{Appearance, CreatePaymentLink, HandOver, KeyState, Preferences, Sorting};
use practice_gateway::Operation;

use crate::bench::{
    Bench, TEST_KEY, amount_of, change, creation_waits, deactivation, key, the_test_place,
};

/// What a user or a customer typed, and what names a link to everybody: none of it may get into the report.
const MARKED: [&str; 8] = [
    "Orchidaceous greenhouse",
    "margarethe.quill@wintergreen.example",
    "Margarethe Quill",
    "REF-ZEPHYR-40817",
    "ORDER-ZEPHYR-5521",
    "Bring the umbrella along",
    "Quill and Daughters",
    "no longer wanted by Quill",
];
/// 7,310.43: as a number, and as it is written.
const AMOUNT: u64 = 731_043;

#[tokio::test]
async fn a_report_of_a_whole_day_tells_of_nobody() {
    let mut bench = a_whole_day().await;
    let links = bench.links().await;
    let addresses: Vec<String> = links
        .iter()
        .map(|link| link.payment_link_id.clone())
        .collect();
    let urls = urls(&bench, &addresses).await;

    let report = bench.desk.diagnosis(a_machine()).await;

    // It is of use: it tells of trouble, counts and states.
    for told in [
        "system: Debian GNU/Linux 12",
        "keychain: open",
        "test: key inKeychain, links ",
        "in use",
        "create done: ",
        "share refused: 1",
        "test: refused, effect none, sharePaymentLink, HTTP 400",
        "appearance: dark",
        "active links: ",
    ] {
        assert!(report.contains(told), "{told} is missing in\n{report}");
    }
    assert!(links.len() >= 3, "a day has links");
    let amounts = ["731043", "7310.43", "7,310.43"];
    let others = [TEST_KEY, crate::bench::TEST_TERMINAL];
    let secrets = MARKED.iter().chain(&amounts).chain(&others).copied();
    let named = addresses.iter().chain(&urls).map(String::as_str);
    for secret in secrets.chain(named) {
        for shape in shapes(secret) {
            assert!(!report.contains(&shape), "{secret} as {shape} in\n{report}");
        }
    }
    // The same without the data: it must not depend on what could be had.
    bench.crash().await;
    let second = bench.second_desk().await;
    let report = second.diagnosis(Machine::default()).await;
    assert!(!report.contains("Quill"), "{report}");
}

#[tokio::test]
async fn everything_that_is_kept_can_be_taken_along_but_keys() {
    let bench = a_whole_day().await;
    let file = Written::default();

    let count = bench.desk.export_everything(Box::new(file.clone())).await;

    let text = String::from_utf8(file.0.lock().unwrap().clone()).unwrap();
    let all: serde_json::Value = serde_json::from_str(&text).unwrap();
    let profile = &all["profiles"][0];
    let links = profile["links"].as_array().unwrap();
    assert_eq!(count.unwrap() as usize, links.len());
    assert_eq!(links.len(), bench.links().await.len());
    for marked in &MARKED[..5] {
        assert!(text.contains(marked), "{marked} is left out of\n{text}");
    }
    assert!(links.iter().any(|link| {
        let (emails, happened) = (&link["emails"], &link["happened"]);
        emails[0]["email"] == MARKED[1] && happened.as_array().is_some_and(|all| !all.is_empty())
    }));
    assert_eq!(profile["people"][0]["email"], MARKED[1]);
    assert!(!text.contains(TEST_KEY));
}

#[tokio::test]
async fn a_file_that_takes_nothing_is_told() {
    let bench = Bench::connected().await;
    bench.a_link().await;

    let fault = bench
        .desk
        .export_everything(Box::new(Full))
        .await
        .unwrap_err();

    assert_eq!(fault.code, FaultCode::FileNotWritten);
}

#[tokio::test]
async fn what_is_kept_is_counted_and_measured() {
    let bench = a_whole_day().await;

    let kept = bench.desk.kept().await.unwrap();

    let profile = &kept.profiles[0];
    assert_eq!(profile.links as usize, bench.links().await.len());
    assert_eq!(profile.people, 1);
    assert!(kept.data_bytes > 4_096, "{kept:?}");
    assert!(kept.copies_bytes > 0, "{kept:?}");
    assert_eq!(kept.set_aside, 0);
}

#[tokio::test]
async fn all_is_deleted_on_the_disk_and_in_the_keychain_and_paylink_begins_anew() {
    let mut bench = a_whole_day().await;
    let on_disk = |bench: &Bench| {
        let found = MARKED
            .iter()
            .filter(|marked| is_on_disk(bench.folder.path(), marked));
        found.count()
    };
    assert!(on_disk(&bench) >= 5, "the search is blind");

    let desk = bench.desk.delete_everything().await.unwrap();

    assert!(desk.profiles.is_empty());
    assert_eq!(desk.preferences, Preferences::default());
    assert_eq!(bench.vault.count(), 0);
    assert_eq!(bench.shelf.active_profile(), None);
    assert_eq!(on_disk(&bench), 0);
    assert!(bench.desk.list_outbox().await.unwrap().intents.is_empty());
    // It works on, and is the same after a restart.
    bench
        .desk
        .authenticate(crate::bench::try_it_now())
        .await
        .unwrap();
    assert!(bench.links().await.is_empty());
    let made = bench.a_link().await;
    bench.crash_and_restart().await;
    let links = bench.links().await;
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].payment_link_id, made.payment_link_id);
    assert!(bench.desk.view().await.unwrap().notices.is_empty());
}

#[tokio::test]
async fn copies_and_damaged_files_are_deleted_as_well() {
    let bench = a_whole_day().await;
    for name in [
        "paylink-damaged-1.db",
        "paylink-damaged-1.db-wal",
        "paylink-copy.db",
        "links.catalog",
    ] {
        let mut file = std::fs::File::create(bench.folder.path().join(name)).unwrap();
        file.write_all(MARKED[1].as_bytes()).unwrap();
    }

    bench.desk.delete_everything().await.unwrap();

    assert!(!is_on_disk(bench.folder.path(), MARKED[1]));
    assert_eq!(bench.desk.kept().await.unwrap().set_aside, 0);
}

#[tokio::test]
async fn nothing_is_deleted_while_something_is_under_way() {
    let mut bench = Bench::connected().await;
    bench.a_link().await;
    bench.pull_the_plug().await;
    let form = bench.form().await;
    let waiting = bench.desk.create_payment_link(form).await.unwrap();
    bench.reaches(waiting.id, creation_waits).await;

    let fault = bench.desk.delete_everything().await.unwrap_err();

    assert_eq!(fault.code, FaultCode::UnfinishedWork);
    assert_eq!(bench.links().await.len(), 1);
    assert_eq!(bench.vault.count(), 1);
}

#[tokio::test]
async fn a_keychain_that_keeps_its_key_keeps_all_the_rest() {
    let bench = Bench::connected().await;
    bench.a_link().await;
    bench.vault.fail_with(Some(VaultError::Locked));

    let fault = bench.desk.delete_everything().await.unwrap_err();

    assert_eq!(fault.code, FaultCode::KeychainLocked);
    assert_eq!(bench.links().await.len(), 1);
    let desk = bench.desk.view().await.unwrap();
    assert_eq!(desk.profiles[0].key, KeyState::InKeychain);
    // A keychain that is gone holds no key either.
    bench.vault.fail_with(Some(VaultError::Missing));
    let desk = bench.desk.delete_everything().await.unwrap();
    assert!(desk.profiles.is_empty());
}

#[cfg(unix)]
#[tokio::test]
async fn every_file_of_the_data_is_for_this_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let bench = a_whole_day().await;

    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(bench.folder.path()), 0o700);
    for entry in std::fs::read_dir(bench.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

/// A day at a desk: links made, emailed, changed, deactivated, paid, handed on, exported; and trouble of several kinds.
async fn a_whole_day() -> Bench {
    let bench = Bench::new().await;
    bench.desk.key_typed(key("not-the-key-at-all"));
    drop(bench.desk.authenticate(the_shop()).await.unwrap_err());
    bench.desk.key_typed(key(TEST_KEY));
    bench.desk.authenticate(the_shop()).await.unwrap();
    let mut preferences = bench.desk.view().await.unwrap().preferences;
    preferences.appearance = Appearance::Dark;
    bench.desk.save_preferences(preferences).await.unwrap();

    let made = bench.make(a_form(&bench, 1).await).await.link.unwrap();
    let change = change(&made, amount_of(AMOUNT + 1));
    let changed = bench.desk.change_payment_link(change).await.unwrap();
    bench.settled(changed.id).await;
    let profile = bench.active().await;
    let ids = [made.payment_link_id.clone()];
    bench
        .desk
        .handed_over(profile, &ids, HandOver::Copied)
        .await
        .unwrap();

    bench
        .test
        .on(Operation::SharePaymentLink)
        .refuse_with(400)
        .once();
    let refused = bench.share(&made.payment_link_id, MARKED[1]).await;
    bench.desk.dismiss(refused.id).await.unwrap();
    bench
        .test
        .on(Operation::CreatePaymentLink)
        .act_then_cut()
        .once();
    let paid = bench.make(a_form(&bench, 2).await).await.link.unwrap();
    bench.test.pay(&paid.payment_link_id).unwrap();
    bench
        .desk
        .check_link_details(&paid.payment_link_id)
        .await
        .unwrap();
    let ended = bench.make(a_form(&bench, 3).await).await.link.unwrap();
    let gone = bench
        .desk
        .deactivate_payment_link(deactivation(&ended, MARKED[7]))
        .await;
    bench.settled(gone.unwrap().id).await;
    bench.desk.refresh_links().await.unwrap();
    let mut find = paylink_core::testing::all_links(profile);
    (find.text, find.sorting) = (MARKED[0].to_owned(), Sorting::Largest);
    bench.desk.find_links(find).await.unwrap();
    bench
}

fn the_shop() -> paylink_core::view::Authenticate {
    paylink_core::view::Authenticate {
        name: MARKED[6].to_owned(),
        ..the_test_place()
    }
}

async fn a_form(bench: &Bench, number: u32) -> CreatePaymentLink {
    CreatePaymentLink {
        amount: Some(AMOUNT),
        description: MARKED[0].to_owned(),
        reference: format!("{}-{number}", MARKED[3]),
        order_id: format!("{}-{number}", MARKED[4]),
        message: MARKED[5].to_owned(),
        recipients: vec![recipient(MARKED[2], MARKED[1])],
        ..bench.form().await
    }
}

fn a_machine() -> Machine {
    Machine {
        version: "0.1.0",
        system: SystemName::new("Debian GNU/Linux 12 (bookworm) (linux, x86_64)"),
        web_engine: SystemName::new("2.50.6"),
        ..Machine::default()
    }
}

async fn urls(bench: &Bench, ids: &[String]) -> Vec<String> {
    let profile = bench.active().await;
    bench.desk.addresses(profile, ids).await.unwrap()
}

/// A text as it may turn up.
fn shapes(text: &str) -> Vec<String> {
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let escaped: String = text
        .bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    let mut shapes = vec![
        text.to_owned(),
        text.to_lowercase(),
        text.to_uppercase(),
        text.chars().rev().collect(),
        hex.to_uppercase(),
        hex,
        escaped,
    ];
    // In a longer text base64 depends on where the text begins.
    for shift in 0..3 {
        let shifted = [&vec![b' '; shift][..], text.as_bytes()].concat();
        let whole = STANDARD.encode(&shifted[..shifted.len() / 3 * 3]);
        let skip = if shift == 0 { 0 } else { 4 };
        shapes.extend(
            whole
                .get(skip..)
                .filter(|part| part.len() > 5)
                .map(str::to_owned),
        );
    }
    shapes
}

fn is_on_disk(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    })
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

struct Full;

impl Write for Full {
    fn write(&mut self, _bytes: &[u8]) -> std::io::Result<usize> {
        Err(std::io::Error::from_raw_os_error(28))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
