//! What has happened: requests, emails and payments, oldest first.

use std::sync::Arc;

use axum::extract::State;
use serde_json::{Value, json};

use super::listed;
use crate::answer::Answer;
use crate::gateway::Gateway;
use crate::operation::SeenRequest;
use crate::payment::{Outcome, Payment};
use crate::sharing::Email;

pub(super) async fn requests(State(gateway): State<Arc<Gateway>>) -> Answer {
    listed("requests", gateway.seen_requests().iter().map(request))
}

pub(super) async fn emails(State(gateway): State<Arc<Gateway>>) -> Answer {
    listed("emails", gateway.emails().iter().map(email))
}

pub(super) async fn payments(State(gateway): State<Arc<Gateway>>) -> Answer {
    listed("payments", gateway.ledger().payments().iter().map(payment))
}

/// Keys and tokens are told of, not told.
fn request(seen: &SeenRequest) -> Value {
    let text = || json!(String::from_utf8_lossy(&seen.body));
    let body = serde_json::from_slice(&seen.body).unwrap_or_else(|_| text());
    json!({
        "operation": seen.operation,
        "method": seen.method,
        "path": seen.path,
        "idempotencyKey": seen.idempotency_key,
        "hasApiKey": seen.has_api_key,
        "hasToken": seen.authorization.is_some(),
        "contentType": seen.content_type,
        "accept": seen.accept,
        "userAgent": seen.user_agent,
        "body": body,
    })
}

fn email(email: &Email) -> Value {
    json!({
        "id": email.id,
        "to": email.to,
        "name": email.name,
        "subject": email.subject,
        "message": email.message,
        "paymentLinkId": email.link_id,
        "sharingEventId": email.sharing_event_id,
        "url": email.url,
        "merchantCopy": email.merchant_copy,
        "sentAt": email.sent_at,
    })
}

pub(super) fn payment(payment: &Payment) -> Value {
    json!({
        "paymentId": payment.id,
        "paymentLinkId": payment.link_id,
        "amount": payment.amount,
        "currency": payment.currency,
        "method": payment.method,
        "authType": payment.auth_type,
        "declined": payment.outcome == Outcome::Declined,
        "at": payment.at,
        "left": payment.left(),
        "cleared": payment.is_cleared,
    })
}
