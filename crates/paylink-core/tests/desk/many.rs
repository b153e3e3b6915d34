//! Many requests at once: what waits for one connection, what is taken up after a stop, and what it costs.
#![expect(
    clippy::print_stderr,
    reason = "the measured seconds are for people to read"
)]

use std::collections::BTreeSet;
use std::time::Duration;

use paylink_core::Desk;
use paylink_core::testing::recipient;
use paylink_core::view::{CreatePaymentLink, StepState};
use practice_gateway::Operation;
use tokio::time::Instant;

use crate::bench::{Bench, creation_waits, find};

const MANY: usize = 100;
const ROUND_TRIP: Duration = Duration::from_millis(50);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_open_requests_are_taken_up_with_two_requests_each_and_few_words() {
    let mut bench = Bench::connected().await;
    bench.pull_the_plug().await;
    for number in 0..MANY {
        let recipients = vec![recipient("Jane", &format!("jane{number}@example.com"))];
        let form = CreatePaymentLink {
            recipients,
            ..numbered(&bench, number).await
        };
        let intent = bench.desk.create_payment_link(form).await.unwrap();
        // Up to four are tried at once while nobody knows that there is no connection.
        bench.reaches(intent.id, creation_waits).await;
    }
    bench.crash().await;
    bench.plug_in_again_far_away(ROUND_TRIP).await;

    bench.restart().await;
    let began = Instant::now();
    everything_is_done(&bench).await;
    let took = began.elapsed();

    let requests = |operation| bench.practice.requests_of(operation).len();
    assert_eq!(requests(Operation::CreatePaymentLink), MANY);
    assert_eq!(requests(Operation::SharePaymentLink), MANY);
    // One may have been finding out about the connection when it stopped: it is looked up first.
    assert!(requests(Operation::ListPaymentLinks) <= 1);
    assert_eq!(bench.practice.emails().len(), MANY);
    // Four changes of each, told in far fewer messages.
    assert!(
        bench.ear.times() < 2 * 4 * 40,
        "{} messages",
        bench.ear.times()
    );
    eprintln!(
        "{MANY} taken up in {took:?}, told in {} messages",
        bench.ear.times()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_lost_answers_are_looked_up_and_repeated_with_two_requests_each() {
    let mut bench = Bench::connected().await;
    let lost = bench.practice.on(Operation::CreatePaymentLink);
    lost.cut_before_acting().always().maybe();
    let blind = bench.practice.on(Operation::ListPaymentLinks);
    let blind = blind.refuse_with(503).always().maybe();
    for number in 0..MANY {
        let form = numbered(&bench, number).await;
        bench.desk.create_payment_link(form).await.unwrap();
    }
    // Each is looked for at once, in vain.
    blind.reached_times(u32::try_from(MANY).unwrap()).await;
    bench.crash().await;
    bench.pull_the_plug().await;
    bench.plug_in_again_far_away(ROUND_TRIP).await;

    bench.restart().await;
    let began = Instant::now();
    everything_is_done(&bench).await;
    let took = began.elapsed();

    assert_eq!(bench.practice.links().len(), MANY);
    // Those whose turn had not come before the stop need no look.
    assert!(bench.practice.requests().len() <= 2 * MANY + 1);
    eprintln!(
        "{MANY} settled in {took:?}, told in {} messages",
        bench.ear.times()
    );
}

#[tokio::test]
async fn of_what_waits_for_one_connection_one_request_finds_out_and_the_others_follow() {
    let mut bench = Bench::connected().await;
    bench.pull_the_plug().await;
    let first = bench
        .desk
        .create_payment_link(numbered(&bench, 0).await)
        .await
        .unwrap();
    bench.reaches(first.id, creation_waits).await;
    for number in 1..10 {
        let form = numbered(&bench, number).await;
        let intent = bench.desk.create_payment_link(form).await.unwrap();
        bench.reaches(intent.id, creation_waits).await;
    }
    bench.plug_in_again().await;
    let held = bench.practice.on(Operation::CreatePaymentLink);
    let held = held.hold_before_acting().once();

    bench.desk.connection_returned().await.unwrap();
    held.reached().await;
    let alone = bench
        .practice
        .requests_of(Operation::CreatePaymentLink)
        .len();
    held.release();
    everything_is_done(&bench).await;

    assert_eq!(alone, 1);
    assert_eq!(bench.practice.links().len(), 10);
    assert_eq!(
        bench
            .practice
            .requests_of(Operation::CreatePaymentLink)
            .len(),
        10
    );
}

#[tokio::test]
async fn a_list_that_could_be_fetched_wakes_what_waits_for_the_connection() {
    let mut bench = Bench::connected().await;
    bench.pull_the_plug().await;
    let intent = bench
        .desk
        .create_payment_link(numbered(&bench, 0).await)
        .await
        .unwrap();
    // Some tries, so that the pause is longer than this test may take.
    for _ in 0..7 {
        let waiting = bench.reaches(intent.id, creation_waits).await;
        // It may be tried just now by itself.
        drop(bench.desk.retry_now(waiting.create.unwrap().id).await);
    }
    bench.plug_in_again().await;

    let links = bench.desk.refresh_links().await.unwrap();
    assert_eq!(links.fault, None);
    let began = Instant::now();
    let intent = bench
        .settled_within(intent.id, Duration::from_secs(5))
        .await;

    assert_eq!(intent.state, StepState::Done);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_link_and_its_email_take_two_syncs_before_each_request_and_one_at_the_end() {
    let bench = Bench::connected().await;
    let creation = bench.practice.on(Operation::CreatePaymentLink);
    let creation = creation.hold_before_acting().once();
    let email = bench.practice.on(Operation::SharePaymentLink);
    let email = email.hold_before_acting().once();
    let recipients = vec![recipient("Jane", "jane@example.com")];
    let form = CreatePaymentLink {
        recipients,
        ..bench.form().await
    };
    let mut counted = Counted::new(&bench.desk);

    let intent = bench.desk.create_payment_link(form).await.unwrap();
    creation.reached().await;
    let before_the_first = counted.since();
    creation.release();
    email.reached().await;
    let between = counted.since();
    email.release();
    bench.settled(intent.id).await;

    assert_eq!((before_the_first, between, counted.since()), (2, 2, 1));
}

#[tokio::test]
async fn what_cannot_be_shown_at_once_is_counted_and_what_needs_the_user_is_shown() {
    let bench = Bench::connected().await;
    let creation = bench.practice.on(Operation::CreatePaymentLink);
    creation.refuse_with(400).once();
    let refused = bench.make(numbered(&bench, 0).await).await;
    for number in 1..70 {
        bench.make(numbered(&bench, number).await).await;
    }

    let outbox = bench.desk.list_outbox().await.unwrap();

    assert!(outbox.intents.len() <= 50);
    assert_eq!(
        outbox.intents.len() + usize::try_from(outbox.more).unwrap(),
        70
    );
    assert!(find(&outbox, refused.id).is_some());
    let newest = outbox.intents.last().unwrap();
    assert_eq!(newest.reference, "PL-MANY-69");
    let references: BTreeSet<_> = outbox
        .intents
        .iter()
        .map(|intent| &intent.reference)
        .collect();
    assert_eq!(references.len(), outbox.intents.len());
}

struct Counted<'a> {
    desk: &'a Desk,
    so_far: u64,
}

impl<'a> Counted<'a> {
    fn new(desk: &'a Desk) -> Self {
        let so_far = desk.syncs();
        Self { desk, so_far }
    }

    fn since(&mut self) -> u64 {
        let before = std::mem::replace(&mut self.so_far, self.desk.syncs());
        self.so_far - before
    }
}

async fn numbered(bench: &Bench, number: usize) -> CreatePaymentLink {
    CreatePaymentLink {
        reference: format!("PL-MANY-{number}"),
        ..bench.form().await
    }
}

async fn everything_is_done(bench: &Bench) {
    let heard = bench.ear.outbox(|outbox| {
        let done = |intent: &paylink_core::view::IntentView| intent.state == StepState::Done;
        !outbox.intents.is_empty() && outbox.intents.iter().all(done)
    });
    tokio::time::timeout(Duration::from_secs(60), heard)
        .await
        .expect("everything is done in the end");
}
