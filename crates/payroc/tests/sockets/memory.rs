//! Answers that are meant to harm cost no memory either: measured in a process of its own, which nothing else fills.

use std::process::Command;

use crate::hostile::{Hostile, Pace};
use crate::support::*;

const GROWTH_MAX_KB: u64 = 8 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_answers_cost_no_more_than_eight_megabytes() {
    let json = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
    let header = format!("x-{}: {}\r\n", "n".repeat(200), "v".repeat(4_000));
    let hostile = [
        Hostile::new(json, &" ".repeat(0x10000), 1_600, Pace::Full).await,
        Hostile::new(json, "{\"data\":[", 1_000_000, Pace::Full).await,
        Hostile::new("HTTP/1.1 200 OK\r\n", &header, usize::MAX, Pace::Full).await,
        Hostile::new("HTTP/1.1 200 OK\r\nx-n: ", "v", usize::MAX, Pace::Full).await,
        Hostile::new(json, "\"a\",", usize::MAX, Pace::Drip).await,
    ];
    let bases: Vec<&str> = hostile
        .iter()
        .map(|hostile| hostile.base.as_str())
        .collect();
    let gateway = server().await;
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([
        "--exact",
        "memory::meet_the_hostile",
        "--ignored",
        "--nocapture",
    ]);
    child.env("PAYROC_TEST_BASE", gateway.uri());
    child.env("PAYROC_TEST_HOSTILE", bases.join(" "));

    let output = tokio::task::spawn_blocking(move || child.output()).await;

    let told = String::from_utf8(output.unwrap().unwrap().stdout).unwrap();
    let grown = told.lines().find_map(|line| line.strip_prefix("GROWN "));
    let grown: u64 = grown.unwrap_or_else(|| panic!("{told}")).parse().unwrap();
    assert!(grown <= GROWTH_MAX_KB, "{grown} kB");
    for hostile in hostile {
        assert!(hostile.written() > 0, "everybody was met");
    }
}

#[tokio::test]
#[ignore = "the other half of hostile_answers_cost_no_more_than_eight_megabytes"]
async fn meet_the_hostile() {
    let named = |wanted| std::env::vars().find(|(name, _)| name == wanted).unwrap().1;
    builder(&named("PAYROC_TEST_BASE"))
        .build()
        .unwrap()
        .authorize()
        .await
        .unwrap();
    let before = peak_kb();

    for base in named("PAYROC_TEST_HOSTILE").split(' ') {
        let client = builder(base).deadlines(deadlines(500)).build().unwrap();
        create(&client).await.1.unwrap_err();
        client.retrieve_payment_link(&link_id()).await.unwrap_err();
    }

    let grown = peak_kb() - before;
    // The test's answer to its parent.
    std::io::Write::write_all(
        &mut std::io::stdout(),
        format!("\nGROWN {grown}\n").as_bytes(),
    )
    .unwrap();
}

/// The most that this process has held so far.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.unwrap().trim().trim_end_matches(" kB");
    peak.parse().unwrap()
}
