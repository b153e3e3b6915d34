//! Drafts around every limit: the app and the gateway agree on which of them are good.

mod around;
mod unchecked;

use std::cell::Cell;

use paylink_core::draft::{check_link, check_share};
use paylink_core::fault::{Field, FieldComplaint};
use paylink_core::view::CreatePaymentLink;
use payroc::{Error, ErrorKind};
use practice_gateway::Judge;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tokio::runtime::Runtime;

use super::corpus::Input;
use super::counter::{Counter, TODAY, parameters};
use unchecked::{unchecked_creation, unchecked_email};

const CASES: u32 = 400;

#[test]
fn whatever_the_app_accepts_is_accepted_by_the_gateway() {
    let (runtime, counter) = open(contract::judge_client);
    let accepted = Cell::new(0);

    let outcome = runner().run(&around::forms(), |form| {
        let input = Input::Create(Box::new(form.clone()));
        if check_link(&form, TODAY).is_ok() {
            accepted.set(accepted.get() + 1);
            let taken = runtime.block_on(counter.takes(&input));
            prop_assert_eq!(taken, Ok(()));
        }
        if check_share(&form.recipients, &form.message, form.copy_to_me).is_ok() {
            let share = Input::Share(form.recipients, form.message);
            prop_assert_eq!(runtime.block_on(counter.takes(&share)), Ok(()));
        }
        Ok(())
    });

    assert_eq!(outcome, Ok(()));
    assert!(
        accepted.get() > CASES / 8,
        "only {} were accepted",
        accepted.get()
    );
}

#[test]
fn whatever_the_gateway_refuses_is_refused_by_the_app_at_the_same_field() {
    let (runtime, counter) = open(contract::judge_by_hand);
    let refused = Cell::new(0);

    let outcome = runner().run(&around::forms(), |form| {
        let told = check_link(&form, TODAY).err().unwrap_or_default();
        let answers = runtime.block_on(send_unchecked(&counter, &form));
        for (parameter, index) in answers {
            refused.set(refused.get() + 1);
            prop_assert!(
                is_told(&told, &parameter, index),
                "{parameter} {index:?}: {told:?}"
            );
        }
        Ok(())
    });

    assert_eq!(outcome, Ok(()));
    assert!(
        refused.get() > CASES / 8,
        "only {} were refused",
        refused.get()
    );
}

/// The parameters that the gateway names, and which recipient they are about.
async fn send_unchecked(counter: &Counter, form: &CreatePaymentLink) -> Vec<(String, Option<u16>)> {
    let named = |error: Error, index| {
        // What the gateway took and the client could not read is no refusal.
        let parameters = if error.kind() == ErrorKind::Refused {
            parameters(&error)
        } else {
            Vec::new()
        };
        parameters
            .into_iter()
            .map(move |parameter| (parameter, index))
    };
    let mut found = Vec::new();
    if let Err(error) = counter.create(&unchecked_creation(form)).await {
        found.extend(named(error, None));
    }
    for (index, recipient) in (0..).zip(&form.recipients) {
        if let Err(error) = counter
            .share(&unchecked_email(recipient, &form.message))
            .await
        {
            found.extend(named(error, Some(index)));
        }
    }
    found
}

fn is_told(told: &[FieldComplaint], parameter: &str, recipient: Option<u16>) -> bool {
    let (field, index) = match parameter {
        "merchantReference" => (Field::Reference, None),
        "order.orderId" => (Field::OrderId, None),
        "order.description" => (Field::Description, None),
        "order.charge.amount" => (Field::Amount, None),
        "order.charge.currency" => (Field::Currency, None),
        "paymentMethods" => (Field::PaymentMethods, None),
        "customLabels[0].label" => (Field::ButtonLabel, None),
        "expiresOn" => (Field::ExpiresOn, None),
        "message" => (Field::Message, None),
        "recipients[0].name" => (Field::RecipientName, recipient),
        "recipients[0].email" => (Field::RecipientEmail, recipient),
        other => panic!("the gateway complains of {other}"),
    };
    told.iter()
        .any(|told| (told.field, told.index) == (field, index))
}

fn open(judge: Judge) -> (Runtime, Counter) {
    let runtime = Runtime::new().unwrap();
    let counter = runtime.block_on(Counter::open(judge));
    (runtime, counter)
}

fn runner() -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}
