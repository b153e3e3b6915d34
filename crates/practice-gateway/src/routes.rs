//! Which address leads where. One file per resource of the contract, one per page; `call` holds what
//! all calls have in common and `trouble` what has been scripted for them.

mod authorize;
mod call;
mod deactivate;
mod filters;
mod front_page;
mod inbox;
mod pay_page;
mod payment_links;
mod payments;
mod practice;
mod processing_terminals;
mod sharing_events;
mod trouble;
mod unknown;
mod update;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, patch, post};

use crate::gateway::Gateway;
use crate::guard;
use crate::operation::Operation;

const BODY_BYTES_MAX: usize = 1024 * 1024;

pub(crate) fn router(gateway: Arc<Gateway>) -> Router {
    let watched = |operation, route: MethodRouter<Arc<Gateway>>| {
        let gateway = Arc::clone(&gateway);
        route.route_layer(from_fn(move |wire, request, next| {
            trouble::follow(Arc::clone(&gateway), operation, wire, request, next)
        }))
    };
    let authorize = watched(Operation::Authorize, post(authorize::authorize));
    let links = watched(Operation::CreatePaymentLink, post(payment_links::create)).merge(watched(
        Operation::ListPaymentLinks,
        get(payment_links::list),
    ));
    let link = watched(Operation::RetrievePaymentLink, get(payment_links::retrieve))
        .merge(watched(Operation::UpdatePaymentLink, patch(update::update)));
    let deactivate = watched(
        Operation::DeactivatePaymentLink,
        post(deactivate::deactivate),
    );
    let shares = watched(Operation::SharePaymentLink, post(sharing_events::share)).merge(watched(
        Operation::ListSharingEvents,
        get(sharing_events::list),
    ));
    let payments = watched(Operation::ListPayments, get(payments::list_by_card));
    let bank_transfers = watched(
        Operation::ListBankTransferPayments,
        get(payments::list_by_bank_transfer),
    );
    let terminal = watched(
        Operation::RetrieveProcessingTerminal,
        get(processing_terminals::retrieve),
    );
    let elsewhere = Arc::clone(&gateway);
    let unknown = from_fn(move |wire, request, next| {
        trouble::follow(
            Arc::clone(&elsewhere),
            Operation::Unknown,
            wire,
            request,
            next,
        )
    });
    let control = match gateway.is_controlled {
        true => Router::new().nest("/practice", practice::router()),
        false => Router::new(),
    };
    Router::new()
        .merge(control)
        .route("/authorize", authorize)
        .route(
            "/v1/processing-terminals/{processing_terminal_id}/payment-links",
            links,
        )
        .route("/v1/payment-links/{payment_link_id}", link)
        .route("/v1/payment-links/{payment_link_id}/deactivate", deactivate)
        .route("/v1/payment-links/{payment_link_id}/sharing-events", shares)
        .route("/v1/payments", payments)
        .route("/v1/bank-transfer-payments", bank_transfers)
        .route(
            "/v1/processing-terminals/{processing_terminal_id}",
            terminal,
        )
        .method_not_allowed_fallback(unknown::method.layer(unknown.clone()))
        .route("/", get(front_page::show))
        .route(
            "/merchant/pay-by-link",
            get(pay_page::show).post(pay_page::press),
        )
        .route("/merchant/pay-by-link/result", get(pay_page::result))
        .route("/inbox", get(inbox::list))
        .route("/inbox/{email_id}", get(inbox::show))
        .fallback(unknown::address.layer(unknown))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn_with_state(Arc::clone(&gateway), guard::watch))
        .with_state(gateway)
}
