//! What is asked of an address or with a method that is not offered.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use crate::gateway::Gateway;
use crate::html;
use crate::problem::Problem;

pub(super) async fn address(State(gateway): State<Arc<Gateway>>, uri: Uri) -> Response {
    if uri.path().starts_with("/v1/") {
        let url = format!("{}{}", gateway.base_url, uri.path());
        return gateway
            .refuse(Problem::with_status(404), &url)
            .into_response();
    }
    let content = "<p>There is no such page here. <a href=\"/\">To the start</a></p>";
    html::page(StatusCode::NOT_FOUND, "Not found", content)
}

pub(super) async fn method(State(gateway): State<Arc<Gateway>>, uri: Uri) -> Response {
    let url = format!("{}{}", gateway.base_url, uri.path());
    gateway
        .refuse(Problem::with_status(405), &url)
        .into_response()
}
