//! The start page: says what this is and leads to the inbox.

use axum::http::StatusCode;
use axum::response::Response;

use crate::html;

pub(super) async fn show() -> Response {
    let content = "<p>This is a payment gateway for practice. It runs on this computer only: no \
                   money moves, no card is charged, and no email is sent.</p>\n\
                   <p>Emails that would have been sent are kept in the inbox. Open one to play the \
                   customer and pay.</p>\n\
                   <p><a class=\"button\" href=\"/inbox\">Open the inbox</a></p>";
    html::page(StatusCode::OK, "Practice gateway", content)
}
