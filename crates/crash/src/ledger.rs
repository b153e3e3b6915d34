//! What the gateway knows: the truth about what was made, emailed and asked for.

use std::cell::RefCell;
use std::time::Duration;

use serde_json::Value;
use tokio::runtime::Runtime;

use crate::unable::{Able, Unable};

#[derive(Debug, Clone, Default)]
pub struct Ledger {
    pub links: Vec<MadeLink>,
    pub emails: Vec<SentEmail>,
    /// Requests that make something, as they arrived.
    pub writes: Vec<Write>,
}

#[derive(Debug, Clone)]
pub struct MadeLink {
    pub id: String,
    pub reference: String,
    /// Minor units.
    pub amount: Option<u64>,
    pub currency: String,
}

#[derive(Debug, Clone)]
pub struct SentEmail {
    pub to: String,
    pub link: String,
}

#[derive(Debug, Clone)]
pub struct Write {
    pub key: String,
    pub body: Value,
}

impl Ledger {
    pub fn of(gateway: &str) -> Able<Self> {
        let list = |name: &str| -> Able<Vec<Value>> {
            let mut answer = get(&format!("{gateway}/practice/{name}"))?;
            let items = answer[name].as_array_mut().map(std::mem::take);
            items.ok_or_else(|| Unable::new(format!("the gateway tells no {name}")))
        };
        Ok(Self {
            links: list("links")?.iter().map(made_link).collect(),
            emails: list("emails")?.iter().map(sent_email).collect(),
            writes: list("requests")?.iter().filter_map(write).collect(),
        })
    }

    pub fn links_with<'a>(&'a self, reference: &'a str) -> impl Iterator<Item = &'a MadeLink> {
        self.links
            .iter()
            .filter(move |link| link.reference == reference)
    }

    pub fn emails_to(&self, person: &str) -> usize {
        let mut emails = self.emails.iter().map(|email| email.to.as_str());
        emails.by_ref().filter(|to| *to == person).count()
    }
}

/// Asks the gateway's control API for something; a body makes it a POST.
pub fn get(url: &str) -> Able<Value> {
    ask(url, None)
}

pub fn post(url: &str, body: String) -> Able<Value> {
    ask(url, Some(body))
}

fn ask(url: &str, body: Option<String>) -> Able<Value> {
    thread_local! {
        static WIRE: RefCell<Option<(Runtime, reqwest::Client)>> = const { RefCell::new(None) };
    }
    let told = |error: reqwest::Error| Unable::new(format!("unable to ask {url}: {error}"));
    WIRE.with_borrow_mut(|wire| {
        let (runtime, client) = match wire {
            Some(wire) => wire,
            None => wire.insert(new_wire()?),
        };
        let request = match body {
            None => client.get(url),
            Some(body) => client.post(url).body(body),
        };
        runtime.block_on(async {
            let answer = request.send().await.map_err(told)?;
            answer.json().await.map_err(told)
        })
    })
}

fn new_wire() -> Able<(Runtime, reqwest::Client)> {
    // A second call finds it installed.
    drop(rustls::crypto::ring::default_provider().install_default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let client = reqwest::Client::builder()
        .no_proxy()
        // Each trial has a gateway of its own.
        .pool_max_idle_per_host(0)
        .timeout(Duration::from_secs(20))
        .build()
        .map_err(Unable::to("make an HTTP client"))?;
    Ok((runtime, client))
}

fn made_link(link: &Value) -> MadeLink {
    let charge = &link["order"]["charge"];
    MadeLink {
        id: text(&link["paymentLinkId"]),
        reference: text(&link["merchantReference"]),
        amount: charge["amount"].as_u64(),
        currency: text(&charge["currency"]),
    }
}

fn sent_email(email: &Value) -> SentEmail {
    SentEmail {
        to: text(&email["to"]),
        link: text(&email["paymentLinkId"]),
    }
}

fn write(request: &Value) -> Option<Write> {
    Some(Write {
        key: request["idempotencyKey"].as_str()?.to_owned(),
        body: request["body"].clone(),
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
