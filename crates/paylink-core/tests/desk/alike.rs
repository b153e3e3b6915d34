//! The duplicate guard: is there an open link like the one that is about to be made?

use paylink_core::testing::recipient;
use paylink_core::view::{AlikeView, FindAlike};

use crate::bench::Bench;

#[tokio::test]
async fn an_open_link_over_the_same_amount_to_the_same_person_is_found() {
    let bench = Bench::connected().await;
    let link = made(&bench, 4500, "Jane@example.com").await;
    made(&bench, 4501, "jane@example.com").await;
    made(&bench, 4500, "bob@example.com").await;

    let found = find(&bench, 4500, "USD", &[" jane@EXAMPLE.com "]).await;

    assert_eq!(found.len(), 1);
    assert_eq!(found[0].row.payment_link_id, link);
    assert_eq!(found[0].share.email, "Jane@example.com");
    assert_eq!(found[0].row.person.as_ref().unwrap().name, "Jane");
    assert_eq!(find(&bench, 4500, "JPY", &["jane@example.com"]).await, []);
    assert_eq!(find(&bench, 4500, "USD", &[]).await, []);
    assert_eq!(find(&bench, 4500, "USD", &["%"]).await, []);
}

#[tokio::test]
async fn a_link_that_was_paid_or_whose_amount_the_customer_enters_is_none_like_it() {
    let bench = Bench::connected().await;
    let paid = made(&bench, 4500, "jane@example.com").await;
    bench.practice.pay(&paid).unwrap();
    bench.desk.refresh_links().await.unwrap();

    assert_eq!(find(&bench, 4500, "USD", &["jane@example.com"]).await, []);
    let entered = FindAlike {
        amount: None,
        ..question(&bench, 0, "USD", &["jane@example.com"]).await
    };
    assert_eq!(bench.desk.find_alike(entered).await.unwrap(), []);
}

#[tokio::test]
async fn of_many_the_three_newest_are_told_each_once() {
    let bench = Bench::connected().await;
    let mut links = Vec::new();
    for email in [
        "a@example.com",
        "b@example.com",
        "a@example.com",
        "b@example.com",
    ] {
        links.push(made(&bench, 4500, email).await);
    }
    bench.share(&links[3], "a@example.com").await;

    let found = find(&bench, 4500, "USD", &["a@example.com", "B@example.com"]).await;

    let ids: Vec<_> = found
        .iter()
        .map(|found| &found.row.payment_link_id)
        .collect();
    assert_eq!(ids, [&links[3], &links[2], &links[1]]);
}

#[tokio::test]
async fn a_link_of_another_profile_is_none_like_it() {
    let bench = Bench::connected().await;
    made(&bench, 4500, "jane@example.com").await;
    bench
        .desk
        .key_typed(crate::bench::key(crate::bench::TEST_KEY));
    bench
        .desk
        .authenticate(crate::bench::the_test_place())
        .await
        .unwrap();

    assert_eq!(find(&bench, 4500, "USD", &["jane@example.com"]).await, []);
}

async fn made(bench: &Bench, amount: u64, email: &str) -> String {
    let mut form = bench.form().await;
    form.amount = Some(amount);
    form.recipients = vec![recipient("Jane", email)];
    bench.make(form).await.link.unwrap().payment_link_id
}

async fn find(bench: &Bench, amount: u64, currency: &str, emails: &[&str]) -> Vec<AlikeView> {
    let question = question(bench, amount, currency, emails).await;
    bench.desk.find_alike(question).await.unwrap()
}

async fn question(bench: &Bench, amount: u64, currency: &str, emails: &[&str]) -> FindAlike {
    FindAlike {
        profile_id: bench.active().await,
        amount: Some(amount),
        currency: currency.to_owned(),
        emails: emails.iter().map(|email| (*email).to_owned()).collect(),
    }
}
