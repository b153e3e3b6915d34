//! The table in `docs/outcomes.md`, line by line over real connections: documents and behaviour cannot part.

use payroc::{
    BankTransferPaymentFilter, CardPaymentFilter, Client, Effect, Error, ErrorKind, IdempotencyKey,
    PaymentLinkFilter, SharingEventFilter,
};
use serde_json::Value;

use crate::support::*;

const TABLE: &str = include_str!("../../docs/outcomes.md");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_line_of_the_table_is_true() {
    let lines = lines();
    assert!(lines.len() > 70, "the table was found");
    let mut wrong = Vec::new();

    for line in &lines {
        for operation in operations(line.call) {
            let told = line.told(operation).await;
            if told != line.expected {
                let expected = line.expected;
                wrong.push(format!("{operation} {line:?}: {told:?}, not {expected:?}"));
            }
        }
    }

    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_documented_problem_is_in_the_table() {
    let fixtures: Vec<Value> =
        serde_json::from_str(include_str!("../fixtures/problems.json")).unwrap();
    let lines = lines();

    for fixture in fixtures {
        let fragment = fixture["fragment"].as_str().unwrap();
        let status = fixture["status"].to_string();
        let found = lines
            .iter()
            .any(|line| line.call == "write" && line.answer == status && line.problem == fragment);
        assert!(found, "{status} {fragment}");
    }
}

/// Kind, effect, and how many requests were sent.
type Outcome = (&'static str, &'static str, usize);

#[derive(Debug)]
struct Line {
    call: &'static str,
    earlier: Option<&'static str>,
    answer: &'static str,
    problem: &'static str,
    expected: Outcome,
}

impl Line {
    async fn told(&self, operation: &str) -> Outcome {
        if self.answer == "nobody" {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let base = format!("http://{}", listener.local_addr().unwrap());
            drop(listener);
            let error = call(&builder(&base).build().unwrap(), operation).await;
            return (kind(&error), effect(&error), 0);
        }
        let mut script: Vec<Then> = self
            .earlier
            .map(|word| then(word, "none"))
            .into_iter()
            .collect();
        script.push(then(self.answer, self.problem));
        let (base, seen) = if operation == "authorize" {
            raw_identity(script).await
        } else {
            raw_server(script).await
        };
        let client = builder(&base).deadlines(deadlines(200)).build().unwrap();

        let error = call(&client, operation).await;

        let seen = seen.lock().unwrap();
        let first = seen[0].lines().next();
        let sent = seen
            .iter()
            .filter(|request| request.lines().next() == first);
        (kind(&error), effect(&error), sent.count())
    }
}

fn lines() -> Vec<Line> {
    let rows = TABLE.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix('|')?.split('|').map(str::trim).collect();
        Some(cells)
    });
    rows.skip(2)
        .map(|cells| Line {
            call: cells[0],
            earlier: Some(cells[1]).filter(|word| !word.is_empty()),
            answer: cells[2],
            problem: cells[3],
            expected: (cells[4], cells[5], cells[6].parse().unwrap()),
        })
        .collect()
}

fn operations(call: &str) -> &'static [&'static str] {
    match call {
        "write" => &["createPaymentLink", "updatePaymentLink", "sharePaymentLink"],
        "deactivation" => &["deactivatePaymentLink"],
        "read" => &[
            "retrievePaymentLink",
            "listPaymentLinks",
            "listPaymentLinkShareEvents",
            "listPayments",
            "listBankTransferPayments",
        ],
        "authorize" => &["authorize"],
        other => panic!("{other} is no kind of call"),
    }
}

async fn call(client: &Client, operation: &str) -> Error {
    let (key, body, link) = (IdempotencyKey::random(), odd_bytes(), link_id());
    let outcome = match operation {
        "createPaymentLink" => {
            let made = client.create_payment_link(&terminal(), &key, &body).await;
            made.map(drop)
        }
        "updatePaymentLink" => client
            .update_payment_link(&link, &key, &body)
            .await
            .map(drop),
        "sharePaymentLink" => client
            .share_payment_link(&link, &key, &body)
            .await
            .map(drop),
        "deactivatePaymentLink" => client.deactivate_payment_link(&link).await.map(drop),
        "retrievePaymentLink" => client.retrieve_payment_link(&link).await.map(drop),
        "listPaymentLinks" => {
            let filter = PaymentLinkFilter::default();
            client
                .list_payment_links(&terminal(), &filter)
                .await
                .map(drop)
        }
        "listPaymentLinkShareEvents" => {
            let filter = SharingEventFilter::default();
            client.list_sharing_events(&link, &filter).await.map(drop)
        }
        "listPayments" => {
            let filter = CardPaymentFilter::default();
            client.list_card_payments(&filter).await.map(drop)
        }
        "listBankTransferPayments" => {
            let filter = BankTransferPaymentFilter::of(terminal());
            client.list_bank_transfer_payments(&filter).await.map(drop)
        }
        "authorize" => client.authorize().await,
        other => panic!("{other} is no call"),
    };
    let error = outcome.unwrap_err();
    assert_eq!(error.operation(), operation);
    error
}

fn then(answer: &str, problem: &str) -> Then {
    match answer {
        "cut" => Then::Cut,
        "silence" => Then::Hang,
        "200 odd" => Then::Say(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\
             content-length: 7\r\n\r\n\"hello\"",
        ),
        status => {
            let body = match problem {
                "none" => String::new(),
                fragment => format!(
                    r#"{{"type":"https://docs.payroc.com/api/errors#{fragment}","title":"Refused"}}"#
                ),
            };
            let head = format!("HTTP/1.1 {status} Refused\r\nconnection: close\r\nretry-after: 0");
            let length = body.len();
            Then::Say(format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}").leak())
        }
    }
}

fn kind(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotSent => "not sent",
        ErrorKind::NoKey => "no key",
        ErrorKind::NoAnswer => "no answer",
        ErrorKind::Refused => "refused",
        ErrorKind::Unreadable => "unreadable",
    }
}

fn effect(error: &Error) -> &'static str {
    match error.effect() {
        Effect::None => "none",
        Effect::Unknown => "unknown",
        Effect::Done => "done",
    }
}
