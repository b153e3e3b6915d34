//! Every kind of bad and borderline input: what is bad is refused at its own field before anything is sent, and what
//! is good is taken by a gateway that lets nothing doubtful through.

mod corpus;
mod counter;
mod fixture;
mod money;
mod properties;
mod tables;

use jiff::civil::Date;
use paylink_core::fault::{FaultCode, FaultEffect};
use paylink_core::view::SharePaymentLink;
use uuid::Uuid;

use crate::bench::Bench;
use corpus::{Expected, Input, corpus};
use counter::{Counter, TODAY};

/// How many inputs of each sort there are at least, no two of them alike.
const BAD_MIN: usize = 4_000;
const GOOD_MIN: usize = 1_300;

#[tokio::test]
async fn every_bad_input_is_told_at_its_own_field_and_nothing_is_sent() {
    let bench = Bench::connected().await;
    let link = bench.a_link().await;
    let today: Date = bench
        .desk
        .start_new_link()
        .await
        .unwrap()
        .today
        .parse()
        .unwrap();
    let sent_before = bench.practice.requests().len();
    let outbox_before = bench.desk.list_outbox().await.unwrap().intents.len();
    let profile_id = bench.active().await;

    let (mut told, mut count) = (Vec::new(), 0);
    for case in corpus(today) {
        let Expected::Refused(complaint) = case.expected else {
            continue;
        };
        count += 1;
        let answer = match case.input {
            Input::Create(mut form) => {
                form.profile_id = profile_id;
                bench.desk.create_payment_link(*form).await
            }
            Input::Share(people, message) => {
                let share = SharePaymentLink {
                    request_id: Uuid::now_v7(),
                    profile_id,
                    payment_link_id: link.payment_link_id.clone(),
                    recipients: people,
                    message,
                    copy_to_me: false,
                    reminder: false,
                };
                bench.desk.share_payment_link(share).await
            }
        };
        match answer {
            Ok(_) => told.push(format!("{}: was taken", case.name)),
            Err(fault)
                if fault.fields == [complaint.clone()]
                    && fault.code == FaultCode::CheckFields
                    && fault.effect == FaultEffect::None => {}
            Err(fault) => told.push(format!("{}: {complaint:?} was {fault:?}", case.name)),
        }
    }

    assert_eq!(told, Vec::<String>::new());
    assert!(count >= BAD_MIN, "only {count} bad inputs");
    assert_eq!(bench.practice.requests().len(), sent_before);
    let outbox = bench.desk.list_outbox().await.unwrap();
    assert_eq!(outbox.intents.len(), outbox_before);
}

#[tokio::test]
async fn every_good_input_is_taken_by_the_gateway_as_it_was_typed() {
    let counter = Counter::open(contract::judge_client).await;
    let (mut told, mut count) = (Vec::new(), 0);

    for case in corpus(TODAY) {
        if !matches!(case.expected, Expected::Accepted) {
            continue;
        }
        count += 1;
        if let Err(reason) = counter.takes(&case.input).await {
            told.push(format!("{}: {reason}", case.name));
        }
    }

    assert_eq!(told, Vec::<String>::new());
    assert!(count >= GOOD_MIN, "only {count} good inputs");
}
