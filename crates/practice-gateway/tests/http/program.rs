//! The gateway as a program: what it prints, what its log keeps to itself, how it ends.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

use super::shop::*;

const KEY: &str = "a-key-of-this-test-alone";

#[tokio::test]
async fn the_program_says_where_it_is_and_logs_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(&["--state", folder.path().join("s.db").to_str().unwrap()]);
    let base = program.base_url();
    let http = client();

    let authorize = http
        .post(format!("{base}/authorize"))
        .header("x-api-key", KEY);
    let grant: Value = authorize.send().await.unwrap().json().await.unwrap();
    let token = grant["access_token"].as_str().unwrap();
    let create = http
        .post(format!(
            "{base}/v1/processing-terminals/7770001/payment-links"
        ))
        .bearer_auth(token)
        .header("idempotency-key", key())
        .json(&multi_use());
    let made: Value = create.send().await.unwrap().json().await.unwrap();
    let pay_page = made["assets"]["paymentUrl"].as_str().unwrap();
    assert_eq!(http.get(pay_page).send().await.unwrap().status(), 200);

    let log = program.interrupt();
    for line in [
        "POST /authorize 200",
        "POST /v1/processing-terminals/7770001/payment-links 201",
        "GET /merchant/pay-by-link 200",
    ] {
        assert!(log.contains(line), "{line} is not in {log}");
    }
    let pay_token = pay_page.split("token=").nth(1).unwrap();
    for secret in [KEY, token, pay_token, "Donations"] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}

#[test]
fn help_names_every_option() {
    let help = Command::new(PROGRAM).arg("--help").output().unwrap();

    let text = String::from_utf8(help.stdout).unwrap();
    for option in ["--port", "--state", "--api-key", "--terminal"] {
        assert!(text.contains(option), "{option}");
    }
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_practice-gateway");

struct Program {
    child: Child,
    output: BufReader<ChildStdout>,
    /// What it has printed so far.
    printed: String,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["--port", "0", "--api-key", KEY, "--terminal", "7770001"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self {
            child,
            output,
            printed: String::new(),
        }
    }

    fn base_url(&mut self) -> String {
        while !self.printed.contains("Ctrl-C") {
            assert_ne!(
                self.output.read_line(&mut self.printed).unwrap(),
                0,
                "it ended early"
            );
        }
        let line = self
            .printed
            .lines()
            .find(|line| line.contains("API  "))
            .unwrap();
        line.split_whitespace()
            .last()
            .unwrap()
            .strip_suffix("/v1")
            .unwrap()
            .to_owned()
    }

    /// Everything it printed until it was stopped.
    fn interrupt(mut self) -> String {
        if cfg!(unix) {
            let id = self.child.id().to_string();
            assert!(
                Command::new("kill")
                    .args(["-INT", &id])
                    .status()
                    .unwrap()
                    .success()
            );
            assert!(self.child.wait().unwrap().success(), "Ctrl-C is no failure");
        } else {
            self.child.kill().unwrap();
        }
        self.output.read_to_string(&mut self.printed).unwrap();
        std::mem::take(&mut self.printed)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It is gone already unless the test failed half-way.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
