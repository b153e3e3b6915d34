//! A gateway that lets nothing doubtful through, spoken to with the exact bytes of a draft.

use jiff::civil::{Date, date};
use paylink_core::draft::{check_link, check_share};
use paylink_core::outbox::{Operation, Request};
use paylink_core::testing::a_link_form;
use payroc::{
    Client, Error, Hosts, IdempotencyKey, PaymentLink, PaymentLinkId, ProcessingTerminalId,
    RequestBody, SharingEvent,
};
use practice_gateway::{
    Clock, Config, Doubtful, ExtraProperties, Judge, PRACTICE_API_KEY, PRACTICE_TERMINAL, Rules,
    Running,
};
use url::Url;

use super::corpus::Input;
use crate::bench::key;

/// The day on which the gateway's clock stands still.
pub const TODAY: Date = date(2026, 3, 1);

pub struct Counter {
    client: Client,
    terminal: ProcessingTerminalId,
    /// A link to be shared.
    link: PaymentLinkId,
    _gateway: Running,
}

impl Counter {
    /// `judge` listens to everything that is said.
    pub async fn open(judge: Judge) -> Self {
        let rules = Rules {
            odd_address: Doubtful::Refused,
            extra_properties: ExtraProperties::Refused,
            ..Rules::default()
        };
        let clock = Clock::manual_at(&format!("{TODAY}T12:00:00Z"));
        let config = Config {
            rules,
            clock,
            judge: Some(judge),
            ..Config::default()
        };
        let gateway = practice_gateway::start(config).await.unwrap();
        let hosts = Hosts::loopback(&Url::parse(gateway.base_url()).unwrap()).unwrap();
        let client = Client::builder(hosts, key(PRACTICE_API_KEY))
            .build()
            .unwrap();
        let terminal = ProcessingTerminalId::new(PRACTICE_TERMINAL).unwrap();
        let body = check_link(&a_link_form(), TODAY)
            .unwrap()
            .requests
            .remove(0)
            .body;
        let made = client
            .create_payment_link(&terminal, &IdempotencyKey::random(), &body)
            .await
            .unwrap();
        Self {
            client,
            terminal,
            link: made.payment_link_id,
            _gateway: gateway,
        }
    }

    pub async fn create(&self, body: &RequestBody) -> Result<PaymentLink, Error> {
        let key = IdempotencyKey::random();
        self.client
            .create_payment_link(&self.terminal, &key, body)
            .await
    }

    pub async fn share(&self, body: &RequestBody) -> Result<SharingEvent, Error> {
        let key = IdempotencyKey::random();
        self.client.share_payment_link(&self.link, &key, body).await
    }

    /// Sends everything that comes of an input; the answers have to say what was typed.
    pub async fn takes(&self, input: &Input) -> Result<(), String> {
        match input {
            Input::Create(form) => {
                let draft = check_link(form, TODAY).map_err(|told| format!("refused: {told:?}"))?;
                for request in &draft.requests {
                    let link = self.send(request).await?;
                    let Some(link) = link else { continue };
                    let description = link.order.description.as_deref().unwrap_or_default();
                    if link.merchant_reference.as_str() != form.reference.trim()
                        || description != form.description.trim()
                    {
                        return Err(format!("became {link:?}"));
                    }
                }
            }
            Input::Share(people, message) => {
                let requests = check_share(people, message, true)
                    .map_err(|told| format!("refused: {told:?}"))?;
                for request in &requests {
                    self.send(request).await?;
                }
            }
        }
        Ok(())
    }

    async fn send(&self, request: &Request) -> Result<Option<PaymentLink>, String> {
        match request.operation {
            Operation::Create => self.create(&request.body).await.map(Some),
            Operation::Share => {
                let event = self
                    .share(&request.body)
                    .await
                    .map_err(|error| told(&error))?;
                let to = request.recipient.as_ref().expect("an email is to somebody");
                let sent = &event.recipients[0];
                if (&sent.name, &sent.email) != (&to.name, &to.email) {
                    return Err(format!("became {event:?}"));
                }
                return Ok(None);
            }
            Operation::Update | Operation::Deactivate => {
                return Err("no form for a new link asks for this".to_owned());
            }
        }
        .map_err(|error| told(&error))
    }
}

/// The parameters that a refusal names, without which of several they are.
pub fn parameters(error: &Error) -> Vec<String> {
    let errors = error
        .problem()
        .map(|problem| &*problem.errors)
        .unwrap_or_default();
    let names = errors.iter().filter_map(|error| error.parameter.clone());
    names.collect()
}

fn told(error: &Error) -> String {
    format!("{error}: {:?}", parameters(error))
}
