//! A gateway, its client, and things to send.

use std::time::Duration;

use payroc::{
    ApiKey, AuthType, Charge, Client, ClientBuilder, CreatePaymentLink, Currency, Hosts,
    IdempotencyKey, MinorUnits, Money, MultiUse, MultiUseOrder, PaymentLink, PaymentMethod,
    ProcessingTerminalId, Recipient, RequestBody, RetryPolicy, ShareByEmail, SingleUse,
    SingleUseOrder,
};
use practice_gateway::{Config, PRACTICE_API_KEY, PRACTICE_TERMINAL, Rules, Running};

pub async fn gateway() -> Running {
    gateway_with(Rules::default()).await
}

pub async fn gateway_with(rules: Rules) -> Running {
    gateway_like(Config {
        rules,
        ..Config::default()
    })
    .await
}

/// A gateway at which everything has to be said as documented, on both sides.
pub async fn gateway_like(config: Config) -> Running {
    practice_gateway::start(Config {
        judge: Some(contract::judge_client),
        ..config
    })
    .await
    .unwrap()
}

pub fn builder(gateway: &Running) -> ClientBuilder {
    let hosts = Hosts::loopback(&gateway.base_url().parse().unwrap()).unwrap();
    let moment = Duration::from_millis(2);
    Client::builder(hosts, ApiKey::new(PRACTICE_API_KEY.to_owned()).unwrap()).retry(RetryPolicy {
        base: moment,
        cap: moment,
        ..RetryPolicy::default()
    })
}

pub fn client(gateway: &Running) -> Client {
    builder(gateway).build().unwrap()
}

pub async fn create(
    client: &Client,
    wanted: &CreatePaymentLink,
) -> Result<PaymentLink, payroc::Error> {
    send(client, &IdempotencyKey::random(), &wanted.encode()).await
}

pub async fn send(
    client: &Client,
    key: &IdempotencyKey,
    body: &RequestBody,
) -> Result<PaymentLink, payroc::Error> {
    client.create_payment_link(&terminal(), key, body).await
}

pub fn single_use(reference: &str, amount: u64) -> CreatePaymentLink {
    CreatePaymentLink::SingleUse(SingleUse {
        merchant_reference: reference.parse().unwrap(),
        order: SingleUseOrder {
            order_id: "Order-1".parse().unwrap(),
            description: Some("Two garden chairs".to_owned()),
            charge: Charge::Preset(usd(amount)),
        },
        auth_type: AuthType::Sale,
        payment_methods: vec![PaymentMethod::Card],
        custom_labels: Vec::new(),
        expires_on: "2099-12-24".parse().unwrap(),
        credential_on_file: None,
    })
}

pub fn charging(reference: &str, charge: Charge) -> CreatePaymentLink {
    CreatePaymentLink::MultiUse(MultiUse {
        merchant_reference: reference.parse().unwrap(),
        order: MultiUseOrder {
            description: None,
            charge,
        },
        auth_type: AuthType::Sale,
        payment_methods: vec![PaymentMethod::Card],
        custom_labels: Vec::new(),
        expires_on: None,
        credential_on_file: None,
    })
}

pub fn email() -> RequestBody {
    let recipients = vec![Recipient {
        name: "Jane Doe".to_owned(),
        email: "jane@example.com".to_owned(),
    }];
    ShareByEmail {
        recipients,
        message: Some("Dear Jane,\n".to_owned()),
        merchant_copy: false,
    }
    .encode()
}

pub fn usd(count: u64) -> Money {
    Money::new(MinorUnits::new(count).unwrap(), Currency::Usd)
}

pub fn terminal() -> ProcessingTerminalId {
    PRACTICE_TERMINAL.parse().unwrap()
}
