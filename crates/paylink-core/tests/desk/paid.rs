//! Links that are paid: noticed however it comes out, and told once, across every stop.

use std::time::Duration;

use jiff::{Timestamp, ToSpan};
use paylink_core::testing::{all_links, recipient};
use paylink_core::view::{
    AuthType, LinkRow, LinkStatus, LinkType, PaidView, PaymentMethod, Preferences, QuietHours,
    TimelineKind, WatchPreferences, WatchRests, WhyNot,
};
use payroc::Clock;
use practice_gateway::Operation;
use tokio::task::JoinHandle;

use crate::bench::Bench;

const SOON: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_link_that_is_paid_is_told_once_with_who_paid_what() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.recipients = vec![recipient("Jane", "jane@example.com")];
    a_bystander(&bench).await;
    let link = bench.make(form).await.link.unwrap().payment_link_id;
    let watch = bench.watching();
    bench.practice.pay(&link).unwrap();

    bench.a_while_later().await;
    let told = told(&bench, 1).await;
    two_rounds(&bench).await;

    assert_eq!(told.len(), 1);
    let paid = &told[0][0];
    assert_eq!((paid.amount, paid.currency.as_str()), (Some(4500), "USD"));
    assert_eq!(paid.description, "Two pizzas");
    assert_eq!(paid.person.as_ref().unwrap().name, "Jane");
    assert_eq!(bench.ear.paid_so_far().len(), 1);
    let kept = bench.desk.link(&link).await.unwrap();
    assert_eq!(kept.status, LinkStatus::Completed);
    watch.abort();
}

#[tokio::test]
async fn however_a_link_is_found_paid_it_is_told_once() {
    let bench = Bench::connected().await;
    a_bystander(&bench).await;
    let mut links = Vec::new();
    for _ in 0..2 {
        links.push(bench.a_link().await.payment_link_id);
    }
    let watch = bench.watching();
    for link in &links {
        bench.practice.pay(link).unwrap();
    }

    bench.desk.check_link_details(&links[0]).await.unwrap();
    told(&bench, 1).await;
    bench.desk.refresh_links().await.unwrap();
    told(&bench, 2).await;
    bench.desk.refresh_links().await.unwrap();
    bench.desk.check_link_details(&links[1]).await.unwrap();
    two_rounds(&bench).await;

    let told = bench.ear.paid_so_far();
    let ids: Vec<_> = told
        .iter()
        .flatten()
        .map(|paid| &paid.payment_link_id)
        .collect();
    assert_eq!(ids, [&links[0], &links[1]]);
    watch.abort();
}

#[tokio::test]
async fn links_that_were_paid_before_they_were_first_seen_are_no_news() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await.payment_link_id;
    bench.practice.pay(&link).unwrap();
    let id = bench.active().await;
    bench.desk.remove_profile(id).await.unwrap();
    bench
        .desk
        .authenticate(crate::bench::try_it_now())
        .await
        .unwrap();
    let watch = bench.watching();

    bench.desk.refresh_links().await.unwrap();
    a_bystander(&bench).await;
    two_rounds(&bench).await;

    let links = bench.links().await;
    let paid = |row: &LinkRow| row.status == LinkStatus::Completed;
    assert!(links.iter().any(paid), "{links:?}");
    assert!(bench.ear.paid_so_far().is_empty());
    assert_eq!(bench.desk.view().await.unwrap().paid.count, 0);
    watch.abort();
}

#[tokio::test]
async fn each_payment_through_a_link_for_many_is_told_once() {
    let bench = Bench::connected().await;
    let link = for_many_payments(&bench).await;
    let watch = bench.watching();

    bench.practice.pay(&link).unwrap();
    bench.a_while_later().await;
    told(&bench, 1).await;
    bench.practice.pay(&link).unwrap();
    bench.a_while_later().await;
    told(&bench, 2).await;
    bench.practice.decline(&link).unwrap();
    two_rounds(&bench).await;

    let told = bench.ear.paid_so_far();
    assert_eq!(told.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(told[1][0].amount, Some(4500));
    assert_eq!(
        bench.desk.link(&link).await.unwrap().status,
        LinkStatus::Active
    );
    watch.abort();
}

#[tokio::test]
async fn of_a_link_for_many_payments_nobody_is_taken_for_the_payer_but_who_the_payment_names() {
    let bench = Bench::connected().await;
    let link = for_many_payments(&bench).await;
    bench.share(&link, "jane@example.com").await;
    let watch = bench.watching();

    bench.practice.pay(&link).unwrap();
    bench.a_while_later().await;
    told(&bench, 1).await;
    let named = bench.practice.on(Operation::ListPayments);
    named
        .act_then_edit(|page| {
            for payment in page["data"].as_array_mut().unwrap() {
                payment["card"]["cardholderName"] = "".into();
            }
        })
        .always();
    bench.practice.pay(&link).unwrap();
    bench.a_while_later().await;
    let told = told(&bench, 2).await;

    assert_eq!(payer(&told[0][0]), Some(("Pat Customer", "")));
    assert_eq!(payer(&told[1][0]), None);
    watch.abort();
}

#[tokio::test]
async fn of_a_link_for_one_payment_the_only_address_that_was_emailed_is_who_paid() {
    let bench = Bench::connected().await;
    let cases: [(&[&str], Option<&str>); 4] = [
        (&[], None),
        (&["jane@example.com"], Some("jane@example.com")),
        (
            &["jane@example.com", "Jane@Example.com"],
            Some("jane@example.com"),
        ),
        (&["jane@example.com", "bob@example.com"], None),
    ];

    for (emailed, wanted) in cases {
        let link = bench.a_link().await.payment_link_id;
        for email in emailed {
            bench.share(&link, email).await;
        }
        bench.practice.pay(&link).unwrap();
        bench.desk.refresh_links().await.unwrap();

        let news = bench.desk.view().await.unwrap().paid;
        assert_eq!(news.latest[0].payment_link_id, link);
        let told = payer(&news.latest[0]).map(|(_, email)| email.to_lowercase());
        assert_eq!(told.as_deref(), wanted, "{emailed:?}");
    }
}

#[tokio::test]
async fn of_a_link_for_one_payment_a_known_payment_says_who_paid() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await.payment_link_id;
    bench.share(&link, "jane@example.com").await;
    bench.practice.decline(&link).unwrap();
    bench.practice.pay(&link).unwrap();

    bench.desk.check_link_details(&link).await.unwrap();

    let news = bench.desk.view().await.unwrap().paid;
    assert_eq!(payer(&news.latest[0]), Some(("Pat Customer", "")));
}

#[tokio::test]
async fn money_that_is_only_held_is_told_as_held() {
    let bench = Bench::connected().await;
    for auth_type in [AuthType::Sale, AuthType::PreAuthorization] {
        let mut form = bench.form().await;
        form.auth_type = auth_type;
        form.payment_methods = vec![PaymentMethod::Card];
        let link = bench.make(form).await.link.unwrap().payment_link_id;
        bench.practice.pay(&link).unwrap();
        bench.desk.refresh_links().await.unwrap();

        let news = bench.desk.view().await.unwrap().paid;
        assert_eq!(news.latest[0].payment_link_id, link);
        let is_hold = auth_type == AuthType::PreAuthorization;
        assert_eq!(news.latest[0].is_hold, is_hold, "{auth_type:?}");
    }
}

#[tokio::test]
async fn a_link_whose_money_is_held_is_not_called_paid_until_a_payment_went_through() {
    let bench = Bench::connected().await;
    let mut form = bench.form().await;
    form.auth_type = AuthType::PreAuthorization;
    form.payment_methods = vec![PaymentMethod::Card];
    let link = bench.make(form).await.link.unwrap().payment_link_id;
    bench.practice.pay(&link).unwrap();

    bench.desk.refresh_links().await.unwrap();
    let unasked = standing(&bench, &link).await;
    bench.desk.check_link_details(&link).await.unwrap();
    let held = standing(&bench, &link).await;
    let list = bench.practice.on(Operation::ListPayments);
    list.act_then_edit(|page| {
        let result = &mut page["data"][0]["transactionResult"];
        result["type"] = "preAuthorizationCompletion".into();
        result["status"] = "ready".into();
    })
    .once();
    bench.desk.check_link_details(&link).await.unwrap();
    let charged = standing(&bench, &link).await;

    let told = |status, why| [(status, Some(why)); 2];
    assert_eq!(unasked, told(LinkStatus::Held, WhyNot::Held));
    assert_eq!(held, told(LinkStatus::Held, WhyNot::Held));
    assert_eq!(charged, told(LinkStatus::Completed, WhyNot::Paid));
}

#[tokio::test]
async fn a_hold_through_a_link_for_many_payments_is_told_as_held() {
    let bench = Bench::connected().await;
    let link = for_many(&bench, AuthType::PreAuthorization).await;

    bench.practice.pay(&link).unwrap();
    let details = bench.desk.check_link_details(&link).await.unwrap();

    assert_eq!(details.timeline[0].kind, TimelineKind::Held);
    let news = bench.desk.view().await.unwrap().paid;
    assert_eq!(news.count, 1);
    assert!(news.latest[0].is_hold);
    assert_eq!(news.latest[0].amount, Some(4500));
}

#[tokio::test]
async fn a_payment_that_a_look_at_its_link_finds_is_told_once() {
    let bench = Bench::connected().await;
    let single = bench.a_link().await;
    let many = for_many_payments(&bench).await;
    bench.practice.pay(&single.payment_link_id).unwrap();
    bench.practice.pay(&many).unwrap();
    bench.practice.decline(&many).unwrap();

    for link in [&single.payment_link_id, &many] {
        bench.desk.check_link_details(link).await.unwrap();
    }
    let found = bench.desk.view().await.unwrap().paid.count;
    let watch = bench.watching();
    told(&bench, 1).await;
    two_rounds(&bench).await;

    assert_eq!(found, 2);
    let told = bench.ear.paid_so_far();
    assert_eq!(told.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
    watch.abort();
}

#[tokio::test]
async fn a_key_that_may_not_list_payments_is_left_alone_with_them() {
    let bench = Bench::connected().await;
    for_many_payments(&bench).await;
    let refused = bench
        .practice
        .on(Operation::ListPayments)
        .refuse_with(403)
        .always();
    let watch = bench.watching();

    bench.a_while_later().await;
    within(refused.reached()).await;
    two_rounds(&bench).await;

    assert_eq!(refused.reached_so_far(), 1);
    let told = bench.desk.watch().await.unwrap().without_payments;
    assert_eq!(told, [bench.active().await]);
    watch.abort();
}

#[tokio::test]
async fn links_that_were_paid_at_once_are_told_at_once() {
    let bench = Bench::connected().await;
    for _ in 0..3 {
        let link = bench.a_link().await;
        bench.practice.pay(&link.payment_link_id).unwrap();
    }

    bench.desk.refresh_links().await.unwrap();
    let watch = bench.watching();

    assert_eq!(told(&bench, 1).await[0].len(), 3);
    watch.abort();
}

#[tokio::test]
async fn what_was_found_paid_before_a_crash_is_told_after_it() {
    let mut bench = Bench::connected().await;
    let link = bench.a_link().await.payment_link_id;
    bench.practice.pay(&link).unwrap();
    // Found out and kept, and nobody told of it: nothing watches yet.
    bench.desk.check_link_details(&link).await.unwrap();

    bench.crash_and_restart().await;
    let watch = bench.watching();

    assert_eq!(told(&bench, 1).await[0][0].payment_link_id, link);
    watch.abort();
}

#[tokio::test]
async fn what_was_told_before_a_crash_is_not_told_again_and_stays_in_the_news() {
    let mut bench = Bench::connected().await;
    a_bystander(&bench).await;
    let link = bench.a_link().await.payment_link_id;
    bench.practice.pay(&link).unwrap();
    let watch = bench.watching();
    bench.desk.check_link_details(&link).await.unwrap();
    told(&bench, 1).await;
    stop(watch).await;

    bench.crash_and_restart().await;
    let watch = bench.watching();
    bench.desk.refresh_links().await.unwrap();
    two_rounds(&bench).await;

    assert!(bench.ear.paid_so_far().is_empty());
    let news = bench.desk.view().await.unwrap().paid;
    assert_eq!((news.count, &news.latest[0].payment_link_id), (1, &link));
    let seen = bench.desk.see_paid(vec![news.latest[0].id]).await.unwrap();
    assert_eq!(seen.paid.count, 0);
    watch.abort();
}

#[tokio::test]
async fn what_is_paid_in_quiet_hours_is_in_the_news_and_told_when_they_end() {
    let bench = Bench::connected().await;
    let now = Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    let (from, to) = (&now - 1.hour(), &now + 1.hour());
    prefer(&bench, |watch| {
        watch.quiet = Some(QuietHours {
            from: from.strftime("%H:%M").to_string(),
            to: to.strftime("%H:%M").to_string(),
        });
    })
    .await;
    let link = bench.a_link().await.payment_link_id;
    let watch = bench.watching();
    bench.practice.pay(&link).unwrap();
    bench.desk.check_link_details(&link).await.unwrap();

    within(bench.ear.desk(|desk| desk.paid.count == 1)).await;
    assert!(bench.ear.paid_so_far().is_empty());
    bench.clock.pass(Duration::from_secs(3 * 60 * 60));
    // Something else that is kept looks at the clock, too.
    bench.desk.refresh_links().await.unwrap();

    assert_eq!(told(&bench, 1).await[0][0].payment_link_id, link);
    watch.abort();
}

#[tokio::test]
async fn a_user_who_does_not_want_to_be_told_is_not_told_and_nothing_is_asked() {
    let bench = Bench::connected().await;
    a_bystander(&bench).await;
    prefer(&bench, |watch| watch.notify = false).await;
    let link = bench.a_link().await.payment_link_id;
    let watch = bench.watching();
    let before = bench.practice.requests().len();
    bench.practice.pay(&link).unwrap();

    bench.a_while_later().await;
    assert_eq!(bench.desk.watch().await.unwrap().next_at, None);
    bench.desk.refresh_links().await.unwrap();
    // The list and nothing else was asked for, and that by the user.
    assert_eq!(bench.practice.requests().len(), before + 1);
    within(bench.ear.desk(|desk| desk.paid.count == 0)).await;
    prefer(&bench, |watch| watch.notify = true).await;
    two_rounds(&bench).await;

    assert!(bench.ear.paid_so_far().is_empty());
    assert_eq!(bench.desk.view().await.unwrap().paid.count, 0);
    watch.abort();
}

#[tokio::test]
async fn the_watch_says_what_it_costs_and_why_it_rests() {
    let mut bench = Bench::connected().await;
    let view = bench.desk.watch().await.unwrap();
    assert_eq!((view.active_links, view.requests_per_hour), (0, 0));
    assert_eq!(view.rests, Some(WatchRests::NothingActive));
    a_bystander(&bench).await;
    bench.clock.pass(Duration::from_secs(2 * 60 * 60));
    let watch = bench.watching();
    two_rounds(&bench).await;

    let view = bench.desk.watch().await.unwrap();
    assert_eq!((view.active_links, view.requests_per_hour), (1, 12));
    assert!(view.rests.is_none() && view.next_at.is_some());
    bench.pull_the_plug().await;
    bench.a_while_later().await;
    within(async {
        while bench.desk.watch().await.unwrap().rests != Some(WatchRests::Offline) {
            tokio::task::yield_now().await;
        }
    })
    .await;
    prefer(&bench, |watch| watch.notify = false).await;
    let view = bench.desk.watch().await.unwrap();
    assert_eq!((view.rests, view.next_at), (Some(WatchRests::Off), None));
    watch.abort();
}

#[tokio::test]
async fn a_computer_that_slept_catches_up_with_one_round() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await.payment_link_id;
    let watch = bench.watching();
    two_rounds(&bench).await;
    bench.practice.pay(&link).unwrap();
    let before = rounds(&bench);

    bench.clock.pass(Duration::from_secs(12 * 60 * 60));
    bench.look_at_the_clock().await;

    told(&bench, 1).await;
    assert_eq!(rounds(&bench), before + 1);
    watch.abort();
}

async fn for_many_payments(bench: &Bench) -> String {
    for_many(bench, AuthType::Sale).await
}

async fn for_many(bench: &Bench, auth_type: AuthType) -> String {
    let mut form = bench.form().await;
    form.link_type = LinkType::MultiUse;
    form.auth_type = auth_type;
    form.payment_methods = vec![PaymentMethod::Card];
    form.expires_on = None;
    bench.make(form).await.link.unwrap().payment_link_id
}

/// Who is told to have paid: a name and an address.
fn payer(paid: &PaidView) -> Option<(&str, &str)> {
    let person = paid.person.as_ref()?;
    Some((&person.name, &person.email))
}

async fn stop(watch: JoinHandle<()>) {
    watch.abort();
    assert!(watch.await.is_err(), "the watch stopped by itself");
}

/// Two rounds over the active links: what the first found has been kept when the second asks.
async fn two_rounds(bench: &Bench) {
    for _ in 0..2 {
        let listed = bench
            .practice
            .on(Operation::ListPaymentLinks)
            .delay(Duration::ZERO)
            .once();
        bench.a_while_later().await;
        within(listed.reached()).await;
        idle(bench).await;
    }
}

/// Waits until no round is under way.
async fn idle(bench: &Bench) {
    within(async {
        loop {
            let next = bench.desk.watch().await.unwrap().next_at;
            let next = next.map(|at| at.parse::<Timestamp>().unwrap());
            if next.is_none_or(|next| next > bench.clock.now().wall) {
                break;
            }
        }
    })
    .await;
}

/// How often the list was asked for.
fn rounds(bench: &Bench) -> usize {
    bench
        .practice
        .requests_of(Operation::ListPaymentLinks)
        .len()
}

/// A link that stays active, so that rounds go on.
async fn a_bystander(bench: &Bench) {
    bench.make(bench.form().await).await;
}

async fn told(bench: &Bench, times: usize) -> Vec<Vec<PaidView>> {
    within(bench.ear.paid(times)).await
}

async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(SOON, what).await.expect("in time")
}

async fn prefer(bench: &Bench, change: impl FnOnce(&mut WatchPreferences)) {
    let mut preferences = Preferences::default();
    change(&mut preferences.watch);
    bench.desk.save_preferences(preferences).await.unwrap();
}

/// How a link stands, and why it cannot be changed or shared: on its own page, and in the list of what was paid.
async fn standing(bench: &Bench, link: &str) -> [(LinkStatus, Option<WhyNot>); 2] {
    let details = bench.desk.link_details(link).await.unwrap();
    let mut find = all_links(bench.active().await);
    find.status = Some(LinkStatus::Completed);
    let page = bench.desk.find_links(find).await.unwrap();
    assert_eq!((page.count, page.counts.completed), (1, 1));
    let row = &page.rows[0];
    [
        (details.link.status, details.change_blocked),
        (row.status, row.share_blocked),
    ]
}
