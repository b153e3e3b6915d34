//! The readers of whatever knocks at the door, for the tests that throw anything at them: a request with its query
//! and body, and trouble that is written out. No socket is opened.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use axum::http::{Method, Request, StatusCode, Uri};
use axum::response::Response;
use serde_json::Value;
use tower_service::Service;

use crate::account::{Account, PRACTICE_TERMINAL};
use crate::answer::JSON;
use crate::clock::Clock;
use crate::faults::Faults;
use crate::gateway::{Foundation, Gateway};
use crate::ids::Ids;
use crate::ledger::Ledger;
use crate::operation::IDEMPOTENCY_KEY;
use crate::rules::Rules;
use crate::wire::Wire;
use crate::{documented_links, routes};

/// Requests that one gateway hears before a fresh one takes its place, so that none grows for ever.
const REQUESTS_EACH: u32 = 500;
const PORT: u16 = 1;

/// A method and an address on the first line, a body on the others: `PATCH /v1/payment-links/JZURRJBUPS`. Whatever
/// it is, it is answered, and no answer says that the gateway itself is at fault.
pub fn request(bytes: &[u8]) {
    answers(bytes);
}

/// How a gateway of the usual rules and one of the strictest answer, unless it is no request at all.
fn answers(bytes: &[u8]) -> Option<[StatusCode; 2]> {
    let line = bytes.iter().position(|byte| *byte == b'\n');
    let (first, body) = bytes.split_at(line.unwrap_or(bytes.len()));
    let first = String::from_utf8_lossy(first);
    let (method, address) = first.split_once(' ').unwrap_or(("GET", &first));
    let (method, address) = (method.parse().ok()?, address.parse().ok()?);
    Some(DOOR.with_borrow_mut(|door| {
        let door = door.get_or_insert_with(Door::open);
        door.knock(&method, &address, body)
    }))
}

/// The words of a script.
pub fn trouble(bytes: &[u8]) {
    let faults = Faults::default();
    if let Ok(scripts) = faults.told([&*String::from_utf8_lossy(bytes)]) {
        assert_eq!(scripts.len(), 1);
        assert!(faults.unused().is_empty(), "nobody has to meet it");
    }
}

thread_local! {
    static DOOR: RefCell<Option<Door>> = const { RefCell::new(None) };
}

struct Door {
    runtime: tokio::runtime::Runtime,
    gateways: [(axum::Router, String); 2],
    heard: u32,
}

impl Door {
    fn open() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime of one thread needs nothing");
        Self {
            runtime,
            gateways: [gateway(Rules::default()), gateway(Rules::strict())],
            heard: 0,
        }
    }

    fn knock(&mut self, method: &Method, address: &Uri, body: &[u8]) -> [StatusCode; 2] {
        if self.heard == REQUESTS_EACH {
            self.gateways = [gateway(Rules::default()), gateway(Rules::strict())];
            self.heard = 0;
        }
        self.heard += 1;
        let key = format!("00000000-0000-4000-8000-{:012x}", self.heard);
        // The pages send forms, everything else JSON.
        let kind = match address.path().starts_with("/merchant") {
            true => "application/x-www-form-urlencoded",
            false => JSON,
        };
        let (runtime, gateways) = (&self.runtime, self.gateways.each_mut());
        gateways.map(|(router, token)| {
            let request = Request::builder()
                .method(method.clone())
                .uri(address.clone())
                .header(HOST, format!("localhost:{PORT}"))
                .header(AUTHORIZATION, format!("Bearer {token}"))
                .header(CONTENT_TYPE, kind)
                .header(IDEMPOTENCY_KEY, &key)
                .extension(ConnectInfo(Wire::default()));
            let request = request
                .body(Body::from(body.trim_ascii_start().to_vec()))
                .expect("a method and an address make a request");
            runtime.block_on(async {
                let answer = router.call(request).await;
                check(answer.unwrap_or_else(|never| match never {})).await
            })
        })
    }
}

/// What holds of every answer.
async fn check(answer: Response) -> StatusCode {
    let status = answer.status();
    assert!(!status.is_server_error(), "{status}");
    let is_json = answer
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().ends_with(b"json"));
    let body = to_bytes(answer.into_body(), usize::MAX).await;
    let body = body.expect("our own answers are whole");
    if is_json {
        serde_json::from_slice::<Value>(&body).expect("what is called JSON is JSON");
    }
    status
}

/// A gateway with the documented links, and a token for it.
fn gateway(rules: Rules) -> (axum::Router, String) {
    let gateway = Arc::new(Gateway::new(Foundation {
        port: PORT,
        rules,
        accounts: vec![Account::practice()],
        judge: None,
        keys_without_payments: Vec::new(),
        is_controlled: false,
        zones: BTreeMap::new(),
        clock: Clock::manual_at("2024-07-25T12:00:00Z"),
        known_as: Vec::new(),
        ledger: Ledger::in_memory(Ids::new(Some(1))),
    }));
    for link in documented_links() {
        let seeded = gateway.seed_link(PRACTICE_TERMINAL, &link);
        seeded.expect("the documented links are links");
    }
    let now = gateway.clock.now();
    let token = gateway
        .tokens()
        .grant(0, now, std::time::Duration::from_secs(3600));
    (routes::router(gateway), token)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_seeds_are_good_requests() {
        for seed in seeds() {
            let [usual, strict] = answers(seed.as_bytes()).unwrap();
            assert!(!usual.is_client_error(), "{usual}: {seed}");
            assert!(!strict.is_client_error(), "{strict}: {seed}");
        }
    }

    #[test]
    fn no_request_with_one_byte_changed_makes_the_gateway_fail() {
        for seed in seeds() {
            for place in 0..seed.len() {
                let mut bytes = seed.clone().into_bytes();
                bytes[place] ^= 0x15;
                request(&bytes);
                request(&seed.as_bytes()[..place]);
            }
        }
    }

    #[test]
    fn no_words_with_one_byte_changed_make_the_reader_of_trouble_fail() {
        for words in [
            "createPaymentLink: delay 1m30s, act then cut mid answer, 2 times",
            "authorize: refuse with 429, retry after 2026-03-01T10:00:00Z, header x-a: b, body text/html <h1>",
        ] {
            for place in 0..words.len() {
                let mut bytes = words.as_bytes().to_vec();
                bytes[place] ^= 0x15;
                trouble(&bytes);
                trouble(&words.as_bytes()[..place]);
            }
        }
    }

    fn seeds() -> [String; 6] {
        let terminal = format!("/v1/processing-terminals/{PRACTICE_TERMINAL}/payment-links");
        let create = json!({
            "type": "singleUse", "merchantReference": "r", "authType": "sale", "paymentMethods": ["card"],
            "order": {"orderId": "o", "charge": {"type": "preset", "amount": 4999, "currency": "USD"}},
            "customLabels": [{"element": "paymentButton", "label": "PAY"}], "expiresOn": "2024-08-20",
        });
        let change = json!([
            {"op": "replace", "path": "/expiresOn", "value": "2024-08-20"},
            {"op": "copy", "from": "/merchantReference", "path": "/customLabels/0/label"},
            {"op": "test", "path": "/status", "value": "active"},
        ]);
        let share = json!({"sharingMethod": "email", "merchantCopy": true, "message": "m",
            "recipients": [{"name": "Jane", "email": "jane@example.com"}]});
        [
            format!("POST {terminal}\n{create}"),
            format!("PATCH /v1/payment-links/CKHP6VVWYT\n{change}"),
            format!("POST /v1/payment-links/JZURRJBUPS/sharing-events\n{share}"),
            format!(
                "GET {terminal}?limit=10&after=JZURRJBUPS&linkType=multiUse&createdOn=2024-07-01"
            ),
            "GET /v1/payments?paymentLinkId=JZURRJBUPS&dateFrom=2024-07-01T15:30:00Z&type=sale"
                .to_owned(),
            "POST /merchant/pay-by-link\ntoken=02ada211-ff51-4845-b0b5-e685aeb4b19d&outcome=paid&method=card&\
             amount=10.00"
                .to_owned(),
        ]
    }
}
