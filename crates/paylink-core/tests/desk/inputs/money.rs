//! One amount from the form to the answer, in every currency.

use paylink_core::view::StepState;
use payroc::Currency;
use practice_gateway::Operation;

use crate::bench::Bench;

#[tokio::test]
async fn an_amount_is_the_same_in_the_view_the_request_and_the_answer_in_every_currency() {
    let bench = Bench::connected().await;

    for (amount, currency) in (1_000_001..).step_by(1_003).zip(Currency::ALL) {
        let mut form = bench.form().await;
        (form.amount, form.currency) = (Some(amount), currency.to_string());

        let intent = bench.make(form).await;

        assert_eq!(
            (intent.state, intent.amount),
            (StepState::Done, Some(amount))
        );
        let link = intent.link.unwrap();
        assert_eq!(
            (link.amount, &*link.currency),
            (Some(amount), currency.code())
        );
        let sent = bench
            .practice
            .requests_of(Operation::CreatePaymentLink)
            .pop()
            .unwrap();
        let charge =
            format!(r#""charge":{{"type":"preset","amount":{amount},"currency":"{currency}"}}"#);
        let body = String::from_utf8(sent.body).unwrap();
        assert_eq!(body.matches("amount").count(), 1, "{body}");
        assert!(body.contains(&charge), "{body}");
        let kept = bench.practice.links().pop().unwrap().order.charge;
        let answered = practice_gateway::Charge::Preset {
            amount: i64::try_from(amount).unwrap(),
            currency: practice_gateway::Currency::from_code(currency.code()).unwrap(),
        };
        assert_eq!(kept, answered);
        bench.desk.dismiss(intent.id).await.unwrap();
    }

    assert_eq!(bench.practice.links().len(), 171);
}

#[test]
fn both_sides_know_the_same_decimals_of_every_currency() {
    for currency in Currency::ALL {
        let theirs = practice_gateway::Currency::from_code(currency.code()).unwrap();

        assert_eq!(
            theirs.exponent(),
            u32::from(currency.exponent()),
            "{currency}"
        );
    }
}
