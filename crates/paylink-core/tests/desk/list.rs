//! The list of links: finding in it, reading the gateway's, and taking it out of Paylink.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use paylink_core::Desk;
use paylink_core::fault::FaultCode;
use paylink_core::testing::{all_links, recipient};
use paylink_core::view::{
    AuthType, ExportLinks, FindLinks, LinkStatus, LinkType, LinksPage, PaymentMethod, Sorting,
    WhyNot,
};
use practice_gateway::{Operation, PRACTICE_TERMINAL};
use uuid::Uuid;

use crate::bench::{Bench, the_test_place};

#[tokio::test]
async fn what_was_made_is_found_at_once_by_what_one_remembers_of_it() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.description = "Two pizzas, Straße 7".to_owned();
    form.recipients = vec![recipient("Zoë", "zoe@example.com")];
    let link = bench.make(form).await.link.unwrap();
    let mut other = bench.form().await;
    other.amount = Some(99_00);
    other.description = "Kitchen".to_owned();
    bench.make(other).await;

    for text in [
        "PIZZA",
        "strasse",
        "zoe",
        "zoe@",
        "45.00",
        &link.reference,
        "pizzas 45 Zoë",
    ] {
        let page = found(&bench, text).await;
        assert_eq!(page.count, 1, "{text}");
        let row = &page.rows[0];
        assert_eq!(row.payment_link_id, link.payment_link_id);
        assert_eq!(row.person.as_ref().unwrap().email, "zoe@example.com");
        assert_eq!((row.people, row.amount), (1, Some(45_00)));
    }
    let all = found(&bench, "").await;
    assert_eq!(
        (all.count, all.counts.active, all.totals[0].amount),
        (2, 2, 14_400)
    );
    assert_eq!(all.rows[0].description, "Kitchen");
}

#[tokio::test]
async fn a_link_that_was_paid_elsewhere_changes_its_place_and_the_revision() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let before = found(&bench, "").await;
    bench.practice.pay(&link.payment_link_id).unwrap();

    bench.desk.refresh_links().await.unwrap();

    let after = found(&bench, "").await;
    assert_ne!(before.revision, after.revision);
    assert_eq!(after.rows[0].status, LinkStatus::Completed);
    assert_eq!(after.rows[0].share_blocked, Some(WhyNot::Paid));
    assert_eq!((after.counts.active, after.counts.completed), (0, 1));
    let state = bench.desk.links_state().await.unwrap();
    assert_eq!((state.revision, state.known), (after.revision, 1));
    let active = FindLinks {
        status: Some(LinkStatus::Active),
        ..find(&bench, "").await
    };
    let active = bench.desk.find_links(active).await.unwrap();
    assert_eq!((active.count, active.counts.all), (0, 1));
}

#[tokio::test]
async fn a_profile_without_links_and_one_that_is_not_there_are_told_apart() {
    let bench = Bench::connected().await;

    let page = found(&bench, "").await;
    let elsewhere = FindLinks {
        profile_id: Uuid::from_u128(7),
        ..find(&bench, "").await
    };
    let fault = bench.desk.find_links(elsewhere).await.unwrap_err();

    assert_eq!((page.count, page.rows.len(), page.totals.len()), (0, 0, 0));
    assert_eq!(fault.code, FaultCode::NoProfile);
}

#[tokio::test]
async fn a_list_of_more_than_two_thousand_links_is_read_to_its_end() {
    let bench = Bench::connected().await;
    bench.practice.seed_links(PRACTICE_TERMINAL, 2_150).unwrap();

    bench.desk.refresh_links().await.unwrap();

    let state = bench.desk.links_state().await.unwrap();
    assert_eq!(
        (state.known, state.reading, state.fault),
        (2_150, None, None)
    );
    assert!(state.checked_at.is_some());
    assert!(
        bench.ear.heard_reading(100) && bench.ear.heard_reading(2_000),
        "progress was not told"
    );
    let page = found(&bench, "").await;
    assert_eq!((page.count, page.rows.len()), (2_150, 100));
}

#[tokio::test]
async fn a_link_that_is_made_while_the_list_is_read_is_not_lost_and_the_rest_neither() {
    let bench = Bench::connected().await;
    bench.practice.seed_links(PRACTICE_TERMINAL, 250).unwrap();
    let pages = bench.practice.on(Operation::ListPaymentLinks);
    let first = pages.delay(Duration::ZERO).once();
    let second = bench
        .practice
        .on(Operation::ListPaymentLinks)
        .hold_before_acting()
        .once();

    let desk = bench.desk.clone();
    let reading = tokio::spawn(async move { desk.refresh_links().await });
    second.reached().await;
    assert_eq!(first.used(), 1);
    assert_eq!(bench.desk.links_state().await.unwrap().reading, Some(100));
    bench.practice.seed_links(PRACTICE_TERMINAL, 3).unwrap();
    second.release();
    let links = reading.await.unwrap().unwrap();

    assert_eq!(links.fault, None);
    assert!(bench.desk.links_state().await.unwrap().known >= 250);
    bench.desk.refresh_links().await.unwrap();
    assert_eq!(bench.desk.links_state().await.unwrap().known, 253);
}

#[tokio::test]
async fn a_list_whose_place_is_lost_is_not_called_read_and_loses_nothing() {
    let bench = Bench::connected().await;
    bench.practice.seed_links(PRACTICE_TERMINAL, 250).unwrap();
    bench.desk.refresh_links().await.unwrap();
    let before = bench.desk.links_state().await.unwrap();
    let page = || bench.practice.on(Operation::ListPaymentLinks);
    let _first = page().delay(Duration::ZERO).once();
    // The link after which the next page starts is not there any more.
    let _second = page().refuse_with(404).once();

    bench.desk.refresh_links().await.unwrap();

    let after = bench.desk.links_state().await.unwrap();
    assert_eq!(after.fault.unwrap().code, FaultCode::AnswerUnreadable);
    assert_eq!((after.known, after.checked_at), (250, before.checked_at));
}

#[tokio::test]
async fn a_link_on_a_page_that_cannot_be_read_means_that_the_list_was_not_read_whole() {
    let bench = Bench::connected().await;
    bench.practice.seed_links(PRACTICE_TERMINAL, 3).unwrap();
    let edited = bench
        .practice
        .on(Operation::ListPaymentLinks)
        .act_then_edit(|page| {
            page["data"][1]["createdOn"] = "some day".into();
        });
    let _edited = edited.once();

    bench.desk.refresh_links().await.unwrap();

    let state = bench.desk.links_state().await.unwrap();
    assert_eq!(state.fault.unwrap().code, FaultCode::AnswerUnreadable);
    assert_eq!((state.known, state.checked_at), (2, None));
}

#[tokio::test]
async fn a_page_that_fails_in_the_middle_is_asked_for_again() {
    let bench = Bench::connected().await;
    bench.practice.seed_links(PRACTICE_TERMINAL, 150).unwrap();
    let page = || bench.practice.on(Operation::ListPaymentLinks);
    let _first = page().delay(Duration::ZERO).once();
    let _second = page().refuse_with(503).once();

    bench.desk.refresh_links().await.unwrap();

    let state = bench.desk.links_state().await.unwrap();
    assert_eq!((state.known, state.fault), (150, None));
}

#[tokio::test]
async fn ten_who_want_the_list_read_cost_one_reading_more() {
    let bench = Bench::connected().await;
    bench.practice.seed_links(PRACTICE_TERMINAL, 5).unwrap();
    let before = bench
        .practice
        .requests_of(Operation::ListPaymentLinks)
        .len();
    let held = bench
        .practice
        .on(Operation::ListPaymentLinks)
        .hold_before_acting()
        .once();
    let refresh = |desk: Desk| tokio::spawn(async move { desk.refresh_links().await.map(drop) });

    let mut all = vec![refresh(bench.desk.clone())];
    held.reached().await;
    all.extend((0..9).map(|_| refresh(bench.desk.clone())));
    // They are waiting by the time they have been polled once.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    held.release();
    for one in all {
        one.await.unwrap().unwrap();
    }

    let asked = bench
        .practice
        .requests_of(Operation::ListPaymentLinks)
        .len()
        - before;
    assert_eq!(asked, 2);
}

#[tokio::test]
async fn addresses_are_given_in_the_order_asked_for_or_not_at_all() {
    let bench = Bench::new().await;
    bench
        .desk
        .key_typed(crate::bench::key(crate::bench::TEST_KEY));
    bench.desk.authenticate(the_test_place()).await.unwrap();
    let foreign = bench.a_link().await;
    bench
        .desk
        .authenticate(crate::bench::try_it_now())
        .await
        .unwrap();
    let one = bench.a_link().await;
    let other = bench.a_link().await;
    let profile = bench.active().await;
    let ids = |links: &[&paylink_core::view::LinkView]| -> Vec<String> {
        links
            .iter()
            .map(|link| link.payment_link_id.clone())
            .collect()
    };

    let addresses = bench
        .desk
        .addresses(profile, &ids(&[&other, &one]))
        .await
        .unwrap();
    let fault = bench
        .desk
        .addresses(profile, &ids(&[&one, &foreign]))
        .await
        .unwrap_err();

    assert_eq!(addresses, [other.url, one.url]);
    assert_eq!(fault.code, FaultCode::LinkNotFound);
}

#[tokio::test]
async fn without_the_data_the_recent_links_are_found() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.description = "Lessons".to_owned();
    let link = bench.make(form).await.link.unwrap();
    bench.make(bench.form().await).await;
    bench.desk.refresh_links().await.unwrap();

    // The data is held by the first desk.
    let second = bench.second_desk().await;
    let page = second
        .find_links(find(&bench, "lessons").await)
        .await
        .unwrap();
    let state = second.links_state().await.unwrap();
    let ids = [link.payment_link_id.clone()];
    let addresses = second.addresses(bench.active().await, &ids).await.unwrap();

    assert_eq!(
        (page.count, page.rows[0].payment_link_id.as_str()),
        (1, ids[0].as_str())
    );
    assert_eq!(state.known, 2);
    assert_eq!(state.fault.unwrap().code, FaultCode::AnotherPaylinkIsOpen);
    assert_eq!(addresses, [link.url]);
}

#[tokio::test]
async fn without_the_data_a_link_whose_money_is_held_is_found_among_the_paid_ones() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.auth_type = AuthType::PreAuthorization;
    form.payment_methods = vec![PaymentMethod::Card];
    let held = bench.make(form).await.link.unwrap().payment_link_id;
    bench.practice.pay(&held).unwrap();
    bench.desk.refresh_links().await.unwrap();

    // The data is held by the first desk.
    let second = bench.second_desk().await;
    let mut paid = find(&bench, "").await;
    paid.status = Some(LinkStatus::Completed);
    let page = second.find_links(paid).await.unwrap();

    assert_eq!((page.count, page.counts.completed), (1, 1));
    assert_eq!(page.rows[0].status, LinkStatus::Held);
}

#[tokio::test]
async fn links_are_exported_as_a_spreadsheet_reads_them_and_none_of_them_is_a_formula() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.description = "=HYPERLINK(\"http://example.com\"), really".to_owned();
    form.currency = "KWD".to_owned();
    form.amount = Some(4_500);
    form.recipients = vec![
        recipient("", "jane@example.com"),
        recipient("", "ada@example.com"),
    ];
    bench.make(form).await;
    let mut form = bench.form().await;
    form.link_type = LinkType::MultiUse;
    form.expires_on = None;
    form.description = "Café\nand cake".to_owned();
    bench.make(form).await;

    let mut export = everything(&bench).await;
    export.find.sorting = Sorting::Oldest;
    let (count, text) = exported(&bench.desk, export).await;

    assert_eq!(count, 2);
    assert!(text.starts_with('\u{feff}'));
    let mut lines = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(&lines.headers().unwrap()[4], "What it is for");
    let lines: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
    assert_eq!(&lines[0][4], "'=HYPERLINK(\"http://example.com\"), really");
    assert_eq!(
        (&lines[0][1], &lines[0][2], &lines[0][3]),
        ("Active", "4.500", "KWD")
    );
    assert!(lines[0][9].contains("jane@example.com") && lines[0][9].contains("ada@example.com"));
    assert_eq!(
        (&lines[1][4], &lines[1][7], &lines[1][8]),
        ("Café\nand cake", "Many payments", "")
    );
}

#[tokio::test]
async fn only_what_is_found_or_marked_is_exported() {
    let bench = Bench::connected().await;
    bench.practice.seed_links(PRACTICE_TERMINAL, 700).unwrap();
    bench.desk.refresh_links().await.unwrap();
    let page = found(&bench, "").await;
    let two = [&page.rows[5], &page.rows[2]].map(|row| row.payment_link_id.clone());

    let (all, text) = exported(&bench.desk, everything(&bench).await).await;
    let mut marked = everything(&bench).await;
    marked.payment_link_ids = two.to_vec();
    let (count, marked) = exported(&bench.desk, marked).await;

    assert_eq!((all, text.lines().count()), (700, 701));
    assert_eq!(count, 2);
    let places = two.map(|id| marked.find(&id).unwrap());
    assert!(places[0] < places[1], "the order is not the one asked for");
}

#[tokio::test]
async fn a_disk_that_is_full_is_told() {
    struct FullDisk;
    impl Write for FullDisk {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let bench = Bench::connected().await;
    bench.make(bench.form().await).await;

    let export = everything(&bench).await;
    let fault = bench
        .desk
        .export_links(export, Box::new(FullDisk))
        .await
        .unwrap_err();

    assert_eq!(fault.code, FaultCode::FileNotWritten);
}

#[tokio::test]
async fn a_file_calls_money_that_is_only_held_on_hold() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.auth_type = AuthType::PreAuthorization;
    form.payment_methods = vec![PaymentMethod::Card];
    let held = bench.make(form).await.link.unwrap().payment_link_id;
    let paid = bench.a_link().await.payment_link_id;
    for link in [&held, &paid] {
        bench.practice.pay(link).unwrap();
    }
    bench.desk.refresh_links().await.unwrap();

    let (_, text) = exported(&bench.desk, everything(&bench).await).await;

    for (link, word) in [(held, ",On hold,45.00,"), (paid, ",Paid,45.00,")] {
        let line = text.lines().find(|line| line.contains(&link)).unwrap();
        assert!(line.contains(word), "{line}");
    }
}

async fn find(bench: &Bench, text: &str) -> FindLinks {
    FindLinks {
        text: text.to_owned(),
        sorting: Sorting::UnpaidFirst,
        limit: 200,
        ..all_links(bench.active().await)
    }
}

async fn found(bench: &Bench, text: &str) -> LinksPage {
    let find = find(bench, text).await;
    bench.desk.find_links(find).await.unwrap()
}

async fn everything(bench: &Bench) -> ExportLinks {
    ExportLinks {
        payment_link_ids: Vec::new(),
        find: find(bench, "").await,
    }
}

/// What a file would hold.
#[derive(Clone, Default)]
struct Sheet(Arc<Mutex<Vec<u8>>>);

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn exported(desk: &Desk, export: ExportLinks) -> (u32, String) {
    let sheet = Sheet::default();
    let count = desk
        .export_links(export, Box::new(sheet.clone()))
        .await
        .unwrap();
    let bytes = sheet.0.lock().unwrap().clone();
    (count, String::from_utf8(bytes).unwrap())
}
