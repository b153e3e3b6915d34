//! Who is trusted with the key and the token: whoever the platform trusts, and nobody else.

use crate::authority::{Authority, Flaw};
use crate::child::{API_KEY, TOKEN};
use crate::network::{API, Host, IDENTITY, Network};

const REFUSED_AT_SIGN_IN: &str = "NotSent None Authorize";
const REFUSED_AT_THE_CALL: &str = "NotSent None Operation";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_authority_of_ones_own_is_trusted_and_each_secret_goes_to_its_host() {
    let authority = Authority::new();
    let network = network(&authority, &authority, Flaw::None, Flaw::None).await;

    let outcome = network.environment().read_a_link().await;

    assert_eq!(outcome, "answered");
    let requests = network.seen().requests;
    assert_eq!(requests.len(), 2);
    let (identity, api) = (&requests[0], &requests[1]);
    assert!(identity.contains(IDENTITY) && identity.contains(API_KEY) && !identity.contains(TOKEN));
    assert!(api.contains(API) && api.contains(TOKEN) && !api.contains(API_KEY));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_certificate_of_the_identity_host_gets_no_key() {
    let authority = Authority::new();
    for flaw in Flaw::ALL {
        let network = network(&authority, &authority, flaw, Flaw::None).await;

        let outcome = network.environment().read_a_link().await;

        assert_eq!(outcome, REFUSED_AT_SIGN_IN, "{flaw:?}");
        assert!(network.seen().requests.is_empty(), "{flaw:?}");
        assert!(!network.seen().connects.is_empty(), "{flaw:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_certificate_of_the_api_host_gets_no_token() {
    let authority = Authority::new();
    for flaw in Flaw::ALL {
        let network = network(&authority, &authority, Flaw::None, flaw).await;

        let outcome = network.environment().read_a_link().await;

        assert_eq!(outcome, REFUSED_AT_THE_CALL, "{flaw:?}");
        let requests = network.seen().requests;
        assert_eq!(requests.len(), 1, "the sign-in alone: {flaw:?}");
        assert!(!requests[0].contains(TOKEN));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_authority_that_nobody_named_is_not_trusted() {
    let (named, another) = (Authority::new(), Authority::new());
    let network = network(&named, &another, Flaw::None, Flaw::None).await;

    let outcome = network.environment().read_a_link().await;

    assert_eq!(outcome, REFUSED_AT_SIGN_IN);
    assert!(network.seen().requests.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_without_encryption_gets_neither_key_nor_token() {
    let authority = Authority::new();
    let good = Host::Shows(authority.vouch(IDENTITY, Flaw::None));
    let at_sign_in = Network::start(&authority.pem, Host::Plain, Host::Plain, false).await;
    let at_the_call = Network::start(&authority.pem, good, Host::Plain, false).await;

    let first = at_sign_in.environment().read_a_link().await;
    let second = at_the_call.environment().read_a_link().await;

    assert_eq!(
        (first.as_str(), second.as_str()),
        (REFUSED_AT_SIGN_IN, REFUSED_AT_THE_CALL)
    );
    for network in [at_sign_in, at_the_call] {
        let seen = network.seen();
        let open = String::from_utf8_lossy(&seen.in_the_open).into_owned();
        assert!(!open.is_empty() && !open.contains(API_KEY) && !open.contains(TOKEN));
        assert!(!open.contains("HTTP/"), "no request was sent in the open");
    }
}

async fn network(trusted: &Authority, vouching: &Authority, identity: Flaw, api: Flaw) -> Network {
    let identity = Host::Shows(vouching.vouch(IDENTITY, identity));
    let api = Host::Shows(vouching.vouch(API, api));
    Network::start(&trusted.pem, identity, api, false).await
}
