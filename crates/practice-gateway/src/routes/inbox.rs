//! The practice inbox: every email that a share would have sent, newest first.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::gateway::Gateway;
use crate::html::{self, escape};
use crate::sharing::Email;

const EMAILS_SHOWN: usize = 200;

/// So much of its message tells one email from another in the list.
const BEGINNING_CHARS: usize = 120;

pub(super) async fn list(State(gateway): State<Arc<Gateway>>) -> Response {
    let emails = gateway.emails();
    let rows: String = emails.iter().rev().take(EMAILS_SHOWN).map(row).collect();
    let content = match emails.len() {
        0 => "<p>No emails yet. Share a payment link by email and it appears here; nothing is \
              really sent.</p>"
            .to_owned(),
        1..=EMAILS_SHOWN => format!("<ul class=\"list\">\n{rows}</ul>"),
        _ => format!(
            "<p class=\"soft\">The newest {EMAILS_SHOWN} emails.</p>\n<ul class=\"list\">\n{rows}</ul>"
        ),
    };
    html::page(StatusCode::OK, "Inbox", &content)
}

pub(super) async fn show(
    State(gateway): State<Arc<Gateway>>,
    Path(email_id): Path<String>,
) -> Response {
    let back = "<p><a href=\"/inbox\">Back to the inbox</a></p>";
    match gateway
        .emails()
        .into_iter()
        .find(|email| email.id == email_id)
    {
        Some(email) => {
            let content = format!("{}\n{back}", whole(&gateway, &email));
            html::page(StatusCode::OK, &email.subject, &content)
        }
        None => html::page(StatusCode::NOT_FOUND, "No such email", back),
    }
}

fn row(email: &Email) -> String {
    format!(
        "<li><a href=\"/inbox/{}\">{}</a>{}<br>\n<span class=\"soft\">To {} · {}</span>{}</li>\n",
        escape(&email.id),
        escape(&email.subject),
        badge(email),
        addressee(email),
        sent_at(email),
        beginning(email),
    )
}

fn beginning(email: &Email) -> String {
    let message = email.message.as_deref().unwrap_or_default();
    let line: Vec<&str> = message.split_whitespace().collect();
    let shown: String = line.join(" ").chars().take(BEGINNING_CHARS).collect();
    if shown.is_empty() {
        shown
    } else {
        format!("<br>\n<span class=\"soft\">{}</span>", escape(&shown))
    }
}

fn whole(gateway: &Gateway, email: &Email) -> String {
    let message = email
        .message
        .as_deref()
        .map_or_else(String::new, |message| {
            format!("<p class=\"text\">{}</p>\n", escape(message))
        });
    let label = gateway
        .ledger()
        .link(&email.link_id)
        .map_or_else(String::new, |link| link.button_label().to_owned());
    let notes = footer_notes(gateway, &email.link_id).map_or_else(String::new, |notes| {
        format!("\n<p class=\"soft text\">{}</p>", escape(&notes))
    });
    format!(
        "<p class=\"soft\">To {}{}<br>{}</p>\n{message}\
         <p><a class=\"button\" href=\"{}\">{}</a></p>\n<p class=\"soft\">{}</p>{notes}",
        addressee(email),
        badge(email),
        sent_at(email),
        escape(&email.url),
        escape(&label),
        escape(&email.url),
    )
}

fn footer_notes(gateway: &Gateway, link_id: &str) -> Option<String> {
    let terminal_id = gateway.ledger().link(link_id)?.terminal_id.clone();
    gateway.terminal(&terminal_id)?.footer_notes.clone()
}

fn addressee(email: &Email) -> String {
    format!("{} &lt;{}&gt;", escape(&email.name), escape(&email.to))
}

fn badge(email: &Email) -> &'static str {
    if email.merchant_copy {
        " <span class=\"badge\">Merchant copy</span>"
    } else {
        ""
    }
}

fn sent_at(email: &Email) -> String {
    email.sent_at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
