//! Somebody else with the same key, as in the portal: changes a link while Paylink looks away.

use practice_gateway::PRACTICE_API_KEY;
use serde_json::Value;
use uuid::Uuid;

use crate::customer::{between, exchange};
use crate::trouble::Trouble;

/// Changes a link of the practice terminal at the gateway; `steps` are a JSON Patch.
///
/// # Errors
///
/// When the gateway does not take it.
pub async fn changes(base_url: &str, link_id: &str, steps: &Value) -> Result<(), Trouble> {
    let key = format!("x-api-key: {PRACTICE_API_KEY}\r\naccept: application/json\r\n");
    let answer = exchange("POST", &format!("{base_url}/authorize"), &key, "").await?;
    let token = between(&answer, "\"access_token\":\"", "\"")
        .ok_or_else(|| Trouble::new("the gateway grants no token"))?;
    let headers = format!(
        "authorization: Bearer {token}\r\naccept: application/json\r\n\
         content-type: application/json\r\nidempotency-key: {}\r\n",
        Uuid::new_v4()
    );
    let address = format!("{base_url}/v1/payment-links/{link_id}");
    let answer = exchange("PATCH", &address, &headers, &steps.to_string()).await?;
    if answer.starts_with("HTTP/1.1 200") {
        Ok(())
    } else {
        Err(Trouble::new(format!("the gateway refuses: {answer}")))
    }
}

#[cfg(test)]
mod tests {
    use practice_gateway::{Config, PRACTICE_TERMINAL, start};
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn changes_a_link_at_the_gateway() {
        let gateway = start(Config::default()).await.unwrap();
        gateway.seed_links(PRACTICE_TERMINAL, 1).unwrap();
        let before = gateway.links().remove(0);

        let steps = json!([{"op": "replace", "path": "/expiresOn", "value": "2099-01-31"}]);
        changes(gateway.base_url(), &before.payment_link_id, &steps)
            .await
            .unwrap();

        let after = gateway.links().remove(0);
        assert_ne!(after.expires_on, before.expires_on);
        gateway.stop().await;
    }
}
