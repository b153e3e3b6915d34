//! The process that the client runs in.

use std::process::Command;
use std::time::Duration;

use payroc::{ApiKey, Client, Deadlines, Hosts, PaymentLinkId, RetryPolicy};

pub const API_KEY: &str = "s3cret-api-key";
pub const TOKEN: &str = "s3cret.access.token";

/// Names that no process may take over from whoever runs the tests.
const CLEARED: [&str; 10] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

#[derive(Default)]
pub struct Environment(Vec<(&'static str, String)>);

impl Environment {
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value.to_owned()));
        self
    }

    /// Reads a link in a process of this environment; gives `answered`, or kind, effect and stage of the error.
    pub async fn read_a_link(self) -> String {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "child::read_a_link", "--ignored", "--nocapture"]);
        for name in CLEARED {
            child.env_remove(name);
        }
        child.envs(self.0);
        let output = tokio::task::spawn_blocking(move || child.output());
        let output = output.await.unwrap().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        for secret in [API_KEY, TOKEN] {
            assert!(!text.contains(secret), "{text}");
        }
        let told = text.lines().find_map(|line| line.split_once("OUTCOME "));
        told.unwrap_or_else(|| panic!("{text}")).1.to_owned()
    }
}

#[tokio::test]
#[ignore = "the other half of the tests around it"]
async fn read_a_link() {
    let moment = Duration::from_millis(2);
    let retry = RetryPolicy {
        attempts: 2,
        base: moment,
        cap: moment,
    };
    let short = Deadlines {
        connect: Duration::from_secs(5),
        request: Duration::from_secs(5),
        operation: Duration::from_secs(20),
    };
    let key = ApiKey::new(API_KEY.to_owned()).unwrap();
    let client = Client::builder(Hosts::test(), key)
        .retry(retry)
        .deadlines(short)
        .build()
        .unwrap();
    let link: PaymentLinkId = "QK7WD2MXZ4".parse().unwrap();

    let outcome = match client.retrieve_payment_link(&link).await {
        Ok(_) => "answered".to_owned(),
        Err(error) => format!(
            "{:?} {:?} {:?}",
            error.kind(),
            error.effect(),
            error.stage()
        ),
    };

    // The test's answer to its parent.
    std::io::Write::write_all(
        &mut std::io::stdout(),
        format!("\nOUTCOME {outcome}\n").as_bytes(),
    )
    .unwrap();
}
