//! A gateway on this machine is never reached through a proxy, whatever the environment says.

use std::process::Command;

use crate::support::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn loopback_uses_no_proxy() {
    let (gateway, trap) = (server().await, server().await);

    // The environment belongs to the whole process, so the client runs in one of its own.
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([
        "--exact",
        "proxy::authorize_at_the_given_address",
        "--ignored",
    ]);
    child.env("PAYROC_TEST_BASE", gateway.uri());
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(variable, trap.uri());
    }
    let outcome = tokio::task::spawn_blocking(move || child.output())
        .await
        .unwrap()
        .unwrap();

    assert!(
        outcome.status.success(),
        "{}",
        String::from_utf8_lossy(&outcome.stdout)
    );
    assert_eq!(gateway.received_requests().await.unwrap().len(), 1);
    assert!(trap.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
#[ignore = "the other half of loopback_uses_no_proxy"]
async fn authorize_at_the_given_address() {
    let base = std::env::vars()
        .find(|(name, _)| name == "PAYROC_TEST_BASE")
        .unwrap()
        .1;

    builder(&base).build().unwrap().authorize().await.unwrap();
}
