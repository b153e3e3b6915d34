//! The way out through a company's proxy.
//!
//! That a host in `NO_PROXY` is gone to directly is not tried: it would lead to the real host.

use crate::authority::{Authority, Flaw};
use crate::child::{API_KEY, TOKEN};
use crate::network::{API, Host, IDENTITY, LOGIN, Network};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_sees_names_and_no_secret() {
    let network = network(false).await;

    let outcome = network.environment().read_a_link().await;

    assert_eq!(outcome, "answered");
    let connects = network.seen().connects;
    assert_eq!(connects.len(), 2);
    for (connect, host) in connects.iter().zip([IDENTITY, API]) {
        assert!(
            connect.starts_with(&format!("CONNECT {host}:443 ")),
            "{connect}"
        );
        for secret in [API_KEY, TOKEN, "x-api-key", "QK7WD2MXZ4"] {
            assert!(!connect.contains(secret), "{connect}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_that_wants_a_login_is_given_it() {
    let network = network(true).await;
    let proxy = network.proxy_as(LOGIN.0);

    let outcome = network
        .environment()
        .with("HTTPS_PROXY", &proxy)
        .read_a_link()
        .await;

    assert_eq!(outcome, "answered");
    let connects = network.seen().connects;
    assert!(connects.iter().all(|connect| connect.contains(LOGIN.1)));
    let requests = network.seen().requests;
    assert!(requests.iter().all(|request| !request.contains(LOGIN.1)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_that_does_not_let_us_in_means_not_sent() {
    let network = network(true).await;
    let wrong = network.proxy_as("paul:wrong");

    let without = network.environment().read_a_link().await;
    let with_wrong = network
        .environment()
        .with("HTTPS_PROXY", &wrong)
        .read_a_link()
        .await;

    assert_eq!(without, "NotSent None Authorize");
    assert_eq!(with_wrong, "NotSent None Authorize");
    assert!(network.seen().requests.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_proxy_means_not_sent_and_is_not_gone_around() {
    let network = network(false).await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let dead = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);

    let outcome = network
        .environment()
        .with("HTTPS_PROXY", &dead)
        .read_a_link()
        .await;

    assert_eq!(outcome, "NotSent None Authorize");
    assert!(network.seen().connects.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_exempt_from_the_proxy_exempts_nobody_else() {
    let network = network(false).await;
    let others = "example.com,payroc.com.example.com,api.payroc.com,127.0.0.1";

    let outcome = network
        .environment()
        .with("NO_PROXY", others)
        .read_a_link()
        .await;

    assert_eq!(outcome, "answered");
    assert_eq!(network.seen().connects.len(), 2);
}

async fn network(guarded: bool) -> Network {
    let authority = Authority::new();
    let identity = Host::Shows(authority.vouch(IDENTITY, Flaw::None));
    let api = Host::Shows(authority.vouch(API, Flaw::None));
    Network::start(&authority.pem, identity, api, guarded).await
}
