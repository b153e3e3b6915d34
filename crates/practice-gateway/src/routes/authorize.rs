//! `POST /authorize`: an API key for a bearer token (FACTS 2). It is the only call that takes the
//! key, and it takes nothing else.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;

use crate::answer::Answer;
use crate::gateway::Gateway;
use crate::operation::API_KEY;
use crate::problem::{Problem, Refusal};
use crate::rules::UnknownApiKey;

pub(super) async fn authorize(State(gateway): State<Arc<Gateway>>, headers: HeaderMap) -> Answer {
    let key = headers.get(API_KEY).and_then(|key| key.to_str().ok());
    let Some(account) = key.and_then(|key| gateway.account_of_key(key)) else {
        let refusal = match gateway.rules.unknown_api_key {
            UnknownApiKey::NotAuthorized => Refusal::NotAuthorized,
            UnknownApiKey::Forbidden => Refusal::Forbidden,
        };
        return gateway.refuse(
            Problem::new(refusal),
            &format!("{}/authorize", gateway.base_url),
        );
    };
    let lifetime = gateway.rules.token_lifetime;
    let token = gateway
        .tokens()
        .grant(account, gateway.clock.now(), lifetime);
    Answer::ok(&Grant {
        access_token: token,
        expires_in: lifetime.as_secs(),
        scope: "payment_links",
        token_type: "Bearer",
    })
}

#[derive(Serialize)]
struct Grant {
    access_token: String,
    expires_in: u64,
    scope: &'static str,
    token_type: &'static str,
}
