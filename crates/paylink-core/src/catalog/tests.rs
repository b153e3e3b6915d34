//! The catalog beside a plain look at every link, and what may become of its file.

use std::cmp::Reverse;
use std::path::Path;

use jiff::{Span, Timestamp};
use payroc::PaymentLink;
use proptest::prelude::*;
use proptest::sample::select;
use tempfile::TempDir;

use super::*;
use crate::database::{Database, links, profiles};
use crate::links::view;
use crate::testing::{a_profile, a_seeded_link, all_links};
use crate::view::{AmountSetBy, LinkStatus, LinkType, LinkView, Place, Sorting};

const PROFILE: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);

/// A database with two profiles, and what a plain look knows about the links of the first.
struct Bench {
    folder: TempDir,
    database: Database,
    numbers: Vec<u32>,
}

/// Something that changes links.
#[derive(Debug, Clone)]
enum Change {
    /// The gateway tells of a link that is new, or as it was.
    Told(u32),
    /// A link has another status and description.
    Moved(u32, &'static str),
    Emailed(u32, &'static str),
    /// Of the other profile's.
    Elsewhere(u32),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let number = 0..40_u32;
    let status = select(vec!["active", "completed", "expired", "deactivated", "odd"]);
    let person = select(vec![
        "Zoë Kant",
        "jane",
        "ŁUKASZ",
        "\u{130}pek",
        "a\u{301}b\"%_*",
    ]);
    prop::collection::vec(
        prop_oneof![
            4 => number.clone().prop_map(Change::Told),
            2 => (number.clone(), status).prop_map(|(number, status)| Change::Moved(number, status)),
            2 => (number.clone(), person).prop_map(|(number, name)| Change::Emailed(number, name)),
            1 => number.prop_map(Change::Elsewhere),
        ],
        0..60,
    )
}

fn questions() -> impl Strategy<Value = FindLinks> {
    let texts = vec![
        "",
        "invoice",
        "INVOICE smith",
        "pl-22",
        "ord-",
        "example.com",
        "zoe",
        "café",
        "cafe",
        "strasse",
        "lukasz",
        "4",
        "45",
        "45.0",
        "1,2",
        "1,250",
        "1250.00",
        "1.250",
        "$5",
        "'",
        "\"",
        "a*",
        "NEAR(a b)",
        "a AND b",
        "-x",
        "%",
        "_",
        "\0",
        "\u{301}",
        "ipek",
        "i",
        "e",
        "7",
        "zzqx",
        "pi pi",
        "birthday 5",
        "0",
        "0.5",
        "00",
    ];
    let text =
        prop_oneof![4 => select(texts).prop_map(str::to_owned), 1 => ".{0,4}", 1 => "[0-9.,]{1,6}"];
    let statuses = vec![
        LinkStatus::Active,
        LinkStatus::Completed,
        LinkStatus::Expired,
        LinkStatus::Deactivated,
    ];
    let days = vec![
        "2022-01-01",
        "2022-01-02",
        "2030-01-01",
        "1960-01-01",
        "never",
    ];
    let emails = vec![
        "zoë kant@example.com",
        "JANE@EXAMPLE.COM",
        "jane",
        "nobody@example.com",
    ];
    let sortings = vec![
        Sorting::UnpaidFirst,
        Sorting::Newest,
        Sorting::Oldest,
        Sorting::Largest,
        Sorting::ExpiresSoonest,
    ];
    let day = || prop::option::weighted(0.2, select(days.clone()).prop_map(str::to_owned));
    (
        text,
        prop::option::of(select(statuses)),
        prop::option::weighted(0.2, select(vec![LinkType::SingleUse, LinkType::MultiUse])),
        prop::option::weighted(
            0.2,
            select(vec![AmountSetBy::Customer, AmountSetBy::Merchant]),
        ),
        (day(), day()),
        prop::option::weighted(0.2, select(emails).prop_map(str::to_owned)),
        select(sortings),
        (0..12_u32, 0..12_u16),
    )
        .prop_map(
            |(text, status, link_type, amount_set_by, days, email, sorting, (offset, limit))| {
                FindLinks {
                    text,
                    status,
                    link_type,
                    amount_set_by,
                    created_from: days.0.filter(|day| day != "never"),
                    created_to: days.1.filter(|day| day != "never"),
                    email,
                    sorting,
                    offset,
                    limit,
                    ..anything()
                }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_found_is_what_a_plain_look_finds(
        rounds in prop::collection::vec((changes(), prop::collection::vec(questions(), 1..12)), 1..4),
        through_the_file in any::<bool>(),
    ) {
        let mut bench = Bench::new();
        let mut catalog = Catalog::new(None);
        for (changes, questions) in rounds {
            bench.make(changes);
            bench.catch_up(&mut catalog);
            if through_the_file {
                catalog = kept(&catalog, bench.folder.path());
            }
            let links = bench.links();
            for question in questions {
                let found = catalog.find(&question);

                let plain = plain::find(&links, &question);
                let ids = |links: &[&LinkView]| links.iter().map(|link| link.payment_link_id.clone()).collect::<Vec<_>>();
                let page = plain.links.iter().skip(question.offset as usize).take(usize::from(question.limit));
                let page: Vec<_> = page.copied().collect();
                prop_assert_eq!(bench.ids(&found.rows), ids(&page), "{:?}", question);
                prop_assert_eq!(found.count as usize, plain.links.len(), "{:?}", question);
                prop_assert_eq!(found.counts, plain.counts, "{:?}", question);
                prop_assert_eq!(found.totals, plain.totals, "{:?}", question);
            }
        }
    }
}

#[test]
fn an_amount_is_found_by_its_beginning_as_it_is_typed() {
    let mut bench = Bench::new();
    bench.make_with_amount(1, 125_000, "USD");
    bench.make_with_amount(2, 4_500, "USD");
    bench.make_with_amount(3, 4_500, "JPY");
    bench.make_with_amount(4, 4_500, "KWD");
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);

    let table: [(&str, &[u32]); 14] = [
        ("1250", &[1]),
        ("1,250", &[1]),
        ("1250.00", &[1]),
        ("$1,250.00", &[1]),
        ("1.250,00", &[1]),
        ("1'250", &[1]),
        ("45", &[2, 3]),
        ("45.00", &[2]),
        ("45,0", &[2]),
        ("4500", &[3]),
        ("4,500", &[3, 4]),
        ("4.5", &[3, 4]),
        ("5.00", &[]),
        ("45.001", &[]),
    ];
    for (typed, wanted) in table {
        let mut find = anything();
        find.text = typed.to_owned();
        find.sorting = Sorting::Oldest;
        let found = bench.ids(&catalog.find(&find).rows);
        let wanted: Vec<String> = wanted.iter().map(|number| id_of(*number)).collect();
        assert_eq!(found, wanted, "{typed}");
    }
}

#[test]
fn ten_thousand_characters_of_anything_are_answered() {
    let mut bench = Bench::new();
    bench.make((0..40).map(Change::Told));
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);

    for piece in ["a", "\"", "a ", "* OR ", "\0", "9,", "\u{301}", "漢"] {
        let mut find = anything();
        find.text = piece.repeat(10_000 / piece.len());
        let plain = plain::find(&bench.links(), &find).links.len();
        assert_eq!(catalog.find(&find).count as usize, plain, "{piece:?}");
    }
}

#[test]
fn paging_shows_every_link_once_in_every_order() {
    let mut bench = Bench::new();
    bench.make((0..97).map(Change::Told));
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);

    for sorting in [
        Sorting::UnpaidFirst,
        Sorting::Newest,
        Sorting::Oldest,
        Sorting::Largest,
        Sorting::ExpiresSoonest,
    ] {
        let mut shown = Vec::new();
        for offset in (0..100).step_by(7) {
            shown.extend(
                catalog
                    .find(&FindLinks {
                        sorting,
                        offset,
                        limit: 7,
                        ..anything()
                    })
                    .rows,
            );
        }
        shown.sort_unstable();
        assert!(
            shown.windows(2).all(|pair| pair[0] < pair[1]),
            "{sorting:?} shows one twice"
        );
        assert_eq!(shown.len(), 97, "{sorting:?}");
    }
}

#[test]
fn an_order_that_was_shown_follows_a_change_of_what_it_goes_by() {
    let mut bench = Bench::new();
    bench.make((0..40).map(Change::Told));
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);

    let mut link = a_seeded_link(7);
    for (sorting, field, value) in [
        (Sorting::Largest, "charge", charge_json(9_000_000)),
        (Sorting::Largest, "charge", charge_json(1)),
        (Sorting::ExpiresSoonest, "expiresOn", "2021-01-01".into()),
        (Sorting::ExpiresSoonest, "expiresOn", "2099-01-01".into()),
    ] {
        let find = FindLinks {
            sorting,
            ..anything()
        };
        // Asked for before, so that there is an order that has to follow.
        catalog.find(&find);
        let mut body = serde_json::to_value(&link).unwrap();
        body["status"] = "active".into();
        match field {
            "charge" => body["order"]["charge"] = value,
            field => body[field] = value,
        }
        link = serde_json::from_value(body).unwrap();
        bench.tell(7, link.clone());
        bench.catch_up(&mut catalog);

        let wanted: Vec<_> = plain::find(&bench.links(), &find)
            .links
            .iter()
            .map(|link| link.payment_link_id.clone())
            .collect();
        assert_eq!(bench.ids(&catalog.find(&find).rows), wanted, "{sorting:?}");
    }
}

#[test]
fn an_order_that_was_shown_does_not_outlive_a_return_to_the_file() {
    let mut bench = Bench::new();
    bench.make((0..10).map(Change::Told));
    let path = bench.folder.path().join("back.catalog");
    let mut catalog = Catalog::new(Some(path.clone()));
    bench.catch_up(&mut catalog);
    catalog.write_to(&path);
    for status in ["completed", "expired"] {
        bench.make([Change::Moved(3, status)]);
        bench.catch_up(&mut catalog);
    }
    let find = FindLinks {
        sorting: Sorting::Largest,
        ..anything()
    };
    assert_eq!(catalog.find(&find).rows.len(), 10);
    let before = catalog.known(anything().profile_id).1;

    // As after a trouble with the database: the file is looked at again, and what it lacks is taken up at once.
    catalog.state = None;
    bench.make([Change::Told(11)]);
    bench.catch_up(&mut catalog);

    assert_eq!(catalog.known(anything().profile_id).1, before);
    assert_eq!(catalog.find(&find).rows.len(), 11);
}

#[test]
fn a_stop_between_the_data_and_the_file_costs_nothing() {
    let mut bench = Bench::new();
    bench.make((0..10).map(Change::Told));
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);
    let before = kept(&catalog, bench.folder.path());
    bench.make([
        Change::Told(11),
        Change::Moved(3, "expired"),
        Change::Emailed(4, "jane"),
    ]);

    let mut after = before;
    bench.catch_up(&mut after);

    let found = |catalog: &mut Catalog| Found {
        revision: 0,
        ..catalog.find(&anything())
    };
    assert_eq!(found(&mut after), found(&mut gathered(&bench)));
    assert_eq!(after.find(&anything()).count, 11);
}

#[test]
fn a_file_of_other_data_or_of_later_data_is_not_believed() {
    let mut bench = Bench::new();
    bench.make((0..10).map(Change::Told));
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);
    let mut elsewhere = Bench::new();
    elsewhere.make([Change::Told(77)]);

    let mut of_another = kept(&catalog, bench.folder.path());
    elsewhere.catch_up(&mut of_another);
    let mut of_the_future = kept(&catalog, bench.folder.path());
    of_the_future.state.as_mut().unwrap().commits += 100;
    of_the_future.shelves.clear();
    bench.catch_up(&mut of_the_future);

    assert_eq!(of_another.find(&anything()).count, 1);
    assert_eq!(of_the_future.find(&anything()).count, 10);
}

#[test]
fn a_file_that_was_damaged_anywhere_is_gathered_anew() {
    let mut bench = Bench::new();
    bench.make((0..10).map(Change::Told));
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);
    let path = bench.folder.path().join("links.catalog");
    file::write(&path, catalog.state.as_ref().unwrap(), &catalog.shelves).unwrap();
    let whole = std::fs::read(&path).unwrap();
    let wanted = catalog.find(&anything());

    let mut spoiled: Vec<Vec<u8>> = (0..whole.len())
        .step_by(7)
        .map(|place| {
            let mut content = whole.clone();
            content[place] ^= 0x10;
            content
        })
        .collect();
    spoiled.extend(
        [0, 1, 3, 4, 20, whole.len() / 2, whole.len() - 1].map(|end| whole[..end].to_vec()),
    );
    for content in spoiled {
        write(&path, &content);
        assert!(file::read(&path).is_err());
        let mut again = Catalog::new(Some(path.clone()));
        bench.catch_up(&mut again);
        assert_eq!(again.find(&anything()).rows, wanted.rows);
    }
}

#[test]
fn a_sound_sum_over_columns_that_do_not_fit_is_not_believed() {
    let mut bench = Bench::new();
    bench.make((0..10).map(Change::Told));
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);
    let path = bench.folder.path().join("links.catalog");
    Arc::make_mut(catalog.shelves.get_mut(&PROFILE).unwrap()).descriptions[3] = 9_999;
    file::write(&path, catalog.state.as_ref().unwrap(), &catalog.shelves).unwrap();

    assert!(file::read(&path).is_err());
}

#[test]
fn many_changes_are_kept_for_the_next_start() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("links.catalog");
    let mut catalog = Catalog::new(Some(path.clone()));
    bench.make((0..UNSAVED_MAX - 1).map(Change::Told));
    bench.catch_up(&mut catalog);
    assert!(!path.exists());

    bench.make([Change::Told(UNSAVED_MAX)]);
    bench.catch_up(&mut catalog);
    written(&mut catalog);

    let (state, shelves) = file::read(&path).unwrap().unwrap();
    assert_eq!(Some(&state), catalog.state.as_ref());
    assert_eq!(shelves[&PROFILE].len() as u32, UNSAVED_MAX);
}

#[test]
fn what_is_being_written_is_written_before_the_catalog_is_gone() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("links.catalog");
    let mut catalog = Catalog::new(Some(path.clone()));
    bench.make((0..UNSAVED_MAX).map(Change::Told));
    bench.catch_up(&mut catalog);

    drop(catalog);

    let (_, shelves) = file::read(&path).unwrap().unwrap();
    assert_eq!(shelves[&PROFILE].len() as u32, UNSAVED_MAX);
}

#[test]
fn a_profile_that_was_removed_is_gone_from_the_catalog_and_its_file() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("links.catalog");
    let mut catalog = Catalog::new(Some(path.clone()));
    bench.make((0..UNSAVED_MAX).map(Change::Told));
    bench.make([Change::Elsewhere(9_999)]);
    bench.catch_up(&mut catalog);
    written(&mut catalog);
    assert!(holds(&path, &id_of(5)));

    bench.transact(|transaction| profiles::remove(transaction, PROFILE));
    bench.catch_up(&mut catalog);
    written(&mut catalog);

    assert_eq!(catalog.find(&anything()), Found::default());
    assert!(!holds(&path, &id_of(5)) && path.exists());
    assert_eq!(
        catalog
            .find(&FindLinks {
                profile_id: OTHER,
                ..anything()
            })
            .count,
        1
    );
}

/// Writing to such a pipe waits until somebody reads, as it waits for a disk that hangs.
#[cfg(unix)]
#[test]
fn whoever_looks_for_links_does_not_wait_for_a_disk_that_hangs() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("links.catalog");
    let hanging = path.with_extension("catalog-making");
    let made = std::process::Command::new("mkfifo").arg(&hanging).status();
    assert!(made.unwrap().success());
    let mut catalog = Catalog::new(Some(path.clone()));
    bench.make((0..UNSAVED_MAX).map(Change::Told));
    bench.catch_up(&mut catalog);
    bench.make([Change::Told(UNSAVED_MAX)]);
    bench.catch_up(&mut catalog);

    assert_eq!(catalog.find(&anything()).count, UNSAVED_MAX + 1);
    assert!(!path.exists());
    drop(std::fs::read(&hanging).unwrap());
    written(&mut catalog);
}

#[test]
fn a_link_that_is_told_as_it_was_is_no_change() {
    let mut bench = Bench::new();
    bench.make((0..10).map(Change::Told));
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);
    let before = catalog.known(PROFILE);

    bench.make((0..10).map(Change::Told));
    bench.catch_up(&mut catalog);

    assert_eq!(catalog.known(PROFILE), before);
}

#[test]
fn a_link_whose_reference_changed_after_all_is_found_by_it() {
    let mut bench = Bench::new();
    bench.make((0..3).map(Change::Told));
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);
    let mut link = a_seeded_link(1);
    link.merchant_reference = "CHANGED-ELSEWHERE".parse().unwrap();

    bench.transact(move |transaction| {
        links::keep(transaction, PROFILE, &link, moment(9), moment(9)).map(drop)
    });
    bench.catch_up(&mut catalog);

    let find = FindLinks {
        text: "changed-else".to_owned(),
        ..anything()
    };
    assert_eq!(bench.ids(&catalog.find(&find).rows), [id_of(1)]);
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(folder.path()).unwrap().database;
        let bench = Self {
            folder,
            database,
            numbers: Vec::new(),
        };
        bench.transact(|transaction| {
            profiles::add(transaction, &a_profile(PROFILE))?;
            let mut other = a_profile(OTHER);
            other.terminal_id = "1234002".parse().unwrap();
            profiles::add(transaction, &other)
        });
        bench
    }

    fn transact(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<(), DatabaseError> + Send + 'static,
    ) {
        block_on(self.database.transact(work)).unwrap();
    }

    fn make(&mut self, changes: impl IntoIterator<Item = Change>) {
        let changes: Vec<_> = changes.into_iter().collect();
        for change in &changes {
            if let Change::Told(number) | Change::Moved(number, _) | Change::Emailed(number, _) =
                change
                && !self.numbers.contains(number)
            {
                self.numbers.push(*number);
            }
        }
        self.transact(move |transaction| {
            changes
                .iter()
                .try_for_each(|change| make(transaction, change))
        });
    }

    fn make_with_amount(&mut self, number: u32, amount: u64, currency: &str) {
        let mut link = a_seeded_link(number);
        // Nothing else of it may be taken for an amount.
        link.payment_link_id = id_of(number).parse().unwrap();
        link.merchant_reference = "none".parse().unwrap();
        link.order.order_id = None;
        link.order.description = None;
        let charge =
            serde_json::json!({ "type": "preset", "amount": amount, "currency": currency });
        link.order.charge = serde_json::from_value(charge).unwrap();
        self.numbers.push(number);
        self.tell(number, link);
    }

    fn tell(&self, number: u32, link: PaymentLink) {
        self.transact(move |transaction| {
            links::keep(transaction, PROFILE, &link, moment(number), moment(number)).map(drop)
        });
    }

    fn catch_up(&self, catalog: &mut Catalog) {
        let result = self
            .database
            .read_with(|transaction| catalog.catch_up(transaction));
        result.unwrap();
    }

    /// The links of the profile as they are kept, newest first.
    fn links(&self) -> Vec<LinkView> {
        let kept = self.database.read_with(|transaction| {
            let links = self
                .numbers
                .iter()
                .map(|number| links::get(transaction, PROFILE, &id_of(*number)));
            links.collect::<Result<Vec<_>, _>>()
        });
        let views = kept.unwrap().into_iter().flatten();
        let mut views: Vec<_> = views
            .map(|kept| view(&kept, PROFILE, Place::Practice))
            .enumerate()
            .collect();
        views.sort_by_key(|(made, link)| {
            Reverse((link.created_on.clone(), link.kept_at.clone(), *made))
        });
        views.into_iter().map(|(_, view)| view).collect()
    }

    fn ids(&self, rows: &[u32]) -> Vec<String> {
        let mut ids = Vec::new();
        let read = self.database.read_with(|transaction| {
            links::in_rows(transaction, rows, |kept| {
                ids.push(kept.link.payment_link_id.to_string());
            })
        });
        read.unwrap();
        ids
    }
}

fn charge_json(amount: u64) -> serde_json::Value {
    serde_json::json!({ "type": "preset", "amount": amount, "currency": "USD" })
}

fn make(transaction: &Transaction<'_>, change: &Change) -> Result<(), DatabaseError> {
    let keep = |profile, link: &PaymentLink, number| {
        links::keep(transaction, profile, link, moment(number), moment(number)).map(drop)
    };
    match *change {
        Change::Told(number) => keep(PROFILE, &a_seeded_link(number), number),
        Change::Elsewhere(number) => keep(OTHER, &a_seeded_link(number), number),
        Change::Moved(number, status) => {
            let mut link = a_seeded_link(number);
            link.status = serde_json::from_value(status.into()).unwrap();
            link.order.description = Some(format!("{status} \n ÉTÉ {}", number % 3));
            keep(PROFILE, &link, number)
        }
        Change::Emailed(number, name) => {
            keep(PROFILE, &a_seeded_link(number), number)?;
            let event = serde_json::json!({
                "sharingEventId": format!("{number:04}{:06}", crc32fast::hash(name.as_bytes()) % 1_000_000),
                "sharingMethod": "email",
                "recipients": [{ "name": name, "email": format!("{name}@example.com") }],
            });
            let event = serde_json::from_value(event).unwrap();
            links::keep_share(
                transaction,
                PROFILE,
                &id_of(number),
                &event,
                None,
                moment(number),
            )
        }
    }
}

/// The catalog as the next start reads it.
fn kept(catalog: &Catalog, folder: &Path) -> Catalog {
    let path = folder.join("links.catalog");
    file::write(&path, catalog.state.as_ref().unwrap(), &catalog.shelves).unwrap();
    let mut kept = Catalog::new(Some(path));
    kept.read_file();
    kept
}

fn gathered(bench: &Bench) -> Catalog {
    let mut catalog = Catalog::new(None);
    bench.catch_up(&mut catalog);
    catalog
}

fn written(catalog: &mut Catalog) {
    if let Some(writing) = catalog.writing.take() {
        writing.join().unwrap();
    }
}

fn holds(path: &Path, id: &str) -> bool {
    let content = std::fs::read(path).unwrap();
    memchr::memmem::find(&content, id.to_lowercase().as_bytes()).is_some()
}

fn write(path: &Path, content: &[u8]) {
    use std::io::Write;
    std::fs::File::create(path)
        .unwrap()
        .write_all(content)
        .unwrap();
}

fn anything() -> FindLinks {
    all_links(PROFILE)
}

fn id_of(number: u32) -> String {
    a_seeded_link(number).payment_link_id.to_string()
}

fn moment(number: u32) -> Timestamp {
    // Many have the same, so that the order of equal ones shows.
    let first: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    first + Span::new().seconds(i64::from(number / 4))
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.build().unwrap().block_on(future)
}
