//! `GET /processing-terminals/{id}` (FACTS 15): offered for terminals that were ordered through the
//! API, and unknown for all others.

use std::sync::Arc;

use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::call::{Call, TERMINAL};
use crate::account::Terminal;
use crate::answer::Answer;
use crate::gateway::Gateway;
use crate::problem::Problem;

pub(super) async fn retrieve(
    State(_): State<Arc<Gateway>>,
    call: Call,
    Path(terminal_id): Path<String>,
) -> Answer {
    let found = call.terminal(&terminal_id).and_then(|terminal| {
        if terminal.ordered_through_api {
            Ok(Answer::ok(&shown(terminal)))
        } else {
            Err(Problem::not_found(TERMINAL))
        }
    });
    call.answer(found)
}

fn shown(terminal: &Terminal) -> Value {
    let mut links = json!({"enabled": true});
    if let Some(notes) = &terminal.footer_notes {
        links["footerNotes"] = json!(notes);
    }
    json!({
        "processingTerminalId": terminal.id,
        "status": "active",
        "timezone": terminal.zone(),
        "batchClosure": {"batchCloseType": "automatic", "batchCloseTime": "23:40"},
        "applicationSettings": {"invoiceNumberPrompt": true, "clerkPrompt": false},
        "features": {
            "tips": {"enabled": false},
            "enhancedProcessing": {"enabled": false},
            "ebt": {"enabled": false},
            "pinDebitCashback": false,
            "paymentLinks": links,
            "preAuthorizations": terminal.takes_pre_authorizations,
        },
        "security": {"tokenization": true, "avsPrompt": true, "avsLevel": "fullAddress", "cvvPrompt": true},
    })
}
