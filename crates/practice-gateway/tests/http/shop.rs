//! A running gateway, a client that has signed in, and bodies that are valid as they stand.

use practice_gateway::{Clock, Config, PRACTICE_API_KEY, PRACTICE_TERMINAL, Rules, Running, start};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

pub struct Shop {
    pub gateway: Running,
    pub clock: Clock,
    pub http: Client,
    token: String,
}

pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

pub async fn shop_ruled_by(rules: Rules) -> Shop {
    shop_with(Config {
        rules,
        ..Config::default()
    })
    .await
}

/// A shop that by its rules takes what the contract does not know.
pub async fn lenient_shop(rules: Rules) -> Shop {
    shop_with(Config {
        rules,
        judge: Some(contract::judge_gateway),
        ..Config::default()
    })
    .await
}

/// A shop on 1 March 2026, just after ten in the morning.
pub async fn shop() -> Shop {
    shop_with(Config::default()).await
}

pub async fn shop_with(config: Config) -> Shop {
    let clock = Clock::manual_at("2026-03-01T10:00:30.25Z");
    shop_at(clock, config).await
}

pub async fn shop_at(clock: Clock, config: Config) -> Shop {
    let gateway = start(Config {
        clock: clock.clone(),
        judge: config.judge.or(Some(contract::judge_by_hand)),
        ..config
    })
    .await
    .unwrap();
    let mut shop = Shop {
        gateway,
        clock,
        http: client(),
        token: String::new(),
    };
    shop.token = shop.sign_in(PRACTICE_API_KEY).await;
    shop
}

pub fn client() -> Client {
    // The second call in one process finds the provider there already.
    drop(rustls::crypto::ring::default_provider().install_default());
    let builder = Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none());
    builder.build().unwrap()
}

impl Shop {
    pub async fn sign_in(&self, api_key: &str) -> String {
        let reply = self.authorize(api_key).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()["access_token"].as_str().unwrap().to_owned()
    }

    pub async fn authorize(&self, api_key: &str) -> Reply {
        let request = self
            .http
            .post(self.url("/authorize"))
            .header("x-api-key", api_key)
            .header("accept", "application/json");
        Reply::of(request.send().await.unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], None).await
    }

    pub async fn post(&self, path: &str, key: &str, body: &Value) -> Reply {
        let headers = [
            ("idempotency-key", key),
            ("content-type", "application/json"),
        ];
        self.send(Method::POST, path, &headers, Some(body.to_string()))
            .await
    }

    pub async fn patch(&self, link: &Value, steps: &Value) -> Reply {
        self.patch_under(&key(), link, steps).await
    }

    pub async fn patch_under(&self, key: &str, made: &Value, steps: &Value) -> Reply {
        let headers = [
            ("idempotency-key", key),
            ("content-type", "application/json"),
        ];
        self.send(
            Method::PATCH,
            &link(made),
            &headers,
            Some(steps.to_string()),
        )
        .await
    }

    pub async fn deactivate(&self, made: &Value) -> Reply {
        let path = format!("{}/deactivate", link(made));
        self.send(Method::POST, &path, &[], None).await
    }

    /// The page behind a link's address.
    pub async fn open(&self, made: &Value) -> Reply {
        let url = made["assets"]["paymentUrl"].as_str().unwrap();
        self.get(url.strip_prefix(self.gateway.base_url()).unwrap())
            .await
    }

    /// Presses a button of that page.
    pub async fn press(&self, made: &Value, fields: &str) -> Reply {
        let url = made["assets"]["paymentUrl"].as_str().unwrap();
        let form = format!("token={}&{fields}", url.split("token=").nth(1).unwrap());
        let headers = [
            ("origin", self.gateway.base_url()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        self.send(Method::POST, "/merchant/pay-by-link", &headers, Some(form))
            .await
    }

    /// A header given here replaces the usual one; an empty value leaves it out.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Reply {
        Reply::of(self.try_send(method, path, headers, body).await.unwrap()).await
    }

    pub async fn try_send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> reqwest::Result<reqwest::Response> {
        let mut all = HeaderMap::new();
        let bearer = format!("Bearer {}", self.token);
        let usual = [("authorization", &*bearer), ("accept", "application/json")];
        for (name, value) in usual.iter().chain(headers) {
            let name = HeaderName::try_from(*name).unwrap();
            if value.is_empty() {
                all.remove(name);
            } else {
                all.insert(name, HeaderValue::try_from(*value).unwrap());
            }
        }
        let request = self.http.request(method, self.url(path)).headers(all);
        match body {
            Some(body) => request.body(body).send().await,
            None => request.send().await,
        }
    }

    pub async fn create(&self, body: &Value) -> Value {
        let reply = self.post(&links(), &key(), body).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply.json()
    }

    pub async fn share(&self, link: &Value, body: &Value) -> Value {
        let reply = self.post(&shares(link), &key(), body).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply.json()
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.gateway.base_url())
    }
}

impl Reply {
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self {
            status,
            headers,
            text: response.text().await.unwrap(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect("the answer is JSON")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts a problem document of this status and type, whole and well labelled.
    pub fn assert_problem(&self, status: u16, fragment: &str) {
        let document = self.json();
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem_type = format!("https://docs.payroc.com/api/errors#{fragment}");
        assert_eq!(document["type"], problem_type.as_str());
        assert_eq!(document["status"], status);
        assert!(document["title"].is_string() && document["detail"].is_string());
    }

    /// The fields that a 400 complains of.
    pub fn parameters(&self) -> Vec<String> {
        self.assert_problem(400, "bad-request");
        let errors = self.json()["errors"].as_array().unwrap().clone();
        errors
            .iter()
            .map(|error| error["parameter"].as_str().unwrap().to_owned())
            .collect()
    }
}

pub fn links() -> String {
    format!("/v1/processing-terminals/{PRACTICE_TERMINAL}/payment-links")
}

pub fn link(link: &Value) -> String {
    format!("/v1/payment-links/{}", id(link))
}

pub fn shares(link: &Value) -> String {
    format!("/v1/payment-links/{}/sharing-events", id(link))
}

pub fn id(link: &Value) -> &str {
    link["paymentLinkId"].as_str().unwrap()
}

pub fn key() -> String {
    uuid::Uuid::new_v4().to_string()
}

pub fn single_use() -> Value {
    json!({
        "type": "singleUse",
        "merchantReference": "Invoice 17",
        "order": {
            "orderId": "17",
            "description": "Oak table",
            "charge": {"type": "preset", "amount": 4999, "currency": "USD"},
        },
        "authType": "sale",
        "paymentMethods": ["card"],
        "customLabels": [{"element": "paymentButton", "label": "Pay for <b>oak</b>"}],
        "expiresOn": "2026-03-31",
        "credentialOnFile": {"tokenize": true, "mitAgreement": "unscheduled"},
    })
}

pub fn multi_use() -> Value {
    json!({
        "type": "multiUse",
        "merchantReference": "Donations",
        "order": {"charge": {"type": "prompt", "currency": "JPY"}},
        "authType": "sale",
        "paymentMethods": ["card", "bankTransfer"],
    })
}

pub fn to_jane() -> Value {
    json!({
        "sharingMethod": "email",
        "message": "Hello,\nhere is the link.",
        "recipients": [{"name": "Jane", "email": "jane@example.com"}],
    })
}

/// The same shop with a fresh token, after its clock was moved past the old one's end.
pub async fn signed_in_again(mut shop: Shop) -> Shop {
    shop.token = shop.sign_in(PRACTICE_API_KEY).await;
    shop
}
