//! reqwest and serde, as a program would use them that trusts the gateway: no deadline, no limit, no second try.

use practice_gateway::{PRACTICE_API_KEY, PRACTICE_TERMINAL};
use reqwest::Client;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;
use uuid::Uuid;

use super::{JSON, USER_AGENT};
use crate::Failure;
use crate::order::{self, PlainEmail, PlainLink};

pub struct Plain {
    client: Client,
    base: String,
    pub token: String,
    last_day: String,
}

impl Plain {
    pub async fn new(base: &Url) -> Result<Self, Failure> {
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .no_proxy()
            .build()?;
        let base = base.as_str().trim_end_matches('/').to_owned();
        let grant = client
            .post(format!("{base}/authorize"))
            .header("x-api-key", PRACTICE_API_KEY)
            .send()
            .await?
            .error_for_status()?
            .bytes()
            .await?;
        let grant: Grant = serde_json::from_slice(&grant)?;
        Ok(Self {
            client,
            base,
            token: grant.access_token,
            last_day: order::last_day().to_string(),
        })
    }

    pub async fn pair(&self) -> Result<(), Failure> {
        let base = &self.base;
        let links = format!("{base}/v1/processing-terminals/{PRACTICE_TERMINAL}/payment-links");
        let link: PlainLink = self.post(&links, order::plain_link(&self.last_day)).await?;
        let id = link.payment_link_id;
        let shares = format!("{base}/v1/payment-links/{id}/sharing-events");
        self.post::<PlainEmail>(&shares, order::plain_email())
            .await?;
        Ok(())
    }

    async fn post<T: DeserializeOwned>(&self, url: &str, body: Vec<u8>) -> Result<T, Failure> {
        let answer = self
            .client
            .post(url)
            .bearer_auth(&self.token)
            .header("idempotency-key", Uuid::new_v4().to_string())
            .header(CONTENT_TYPE, JSON)
            .header(ACCEPT, JSON)
            .body(body)
            .send()
            .await?
            .error_for_status()?
            .bytes()
            .await?;
        Ok(serde_json::from_slice(&answer)?)
    }
}

#[derive(Deserialize)]
struct Grant {
    access_token: String,
}
