//! The gateway as a program: what it prints, what its log keeps to itself, how it ends.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use practice_gateway::{NAMED_RULES, Rules};
use serde_json::{Value, json};

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

#[tokio::test]
async fn the_program_starts_with_links_rules_time_and_trouble_as_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("links.json");
    let mut given = single_use();
    given["paymentLinkId"] = json!("MYOWNLINK1");
    save(&file, &json!([given]));
    let mut program = Program::start(&[
        "--links",
        file.to_str().unwrap(),
        "--documented-links",
        "--seed-links",
        "5",
        "--now",
        "2024-07-25T12:00:00Z",
        "--rule",
        "list-order=oldest-first",
        "--trouble",
        "authorize: refuse with 503",
    ]);
    let base = program.base_url();
    let http = client();

    let told: Value = http
        .get(format!("{base}/practice"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let links: Value = http
        .get(format!("{base}/practice/links"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let refused = http.post(format!("{base}/authorize")).send().await.unwrap();

    assert!(
        told["now"].as_str().unwrap().starts_with("2024-07-25T12:"),
        "{told}"
    );
    assert_eq!(told["rules"]["list-order"], "oldest-first");
    assert_eq!(links["count"], 5);
    let ids: Vec<_> = (0..3)
        .map(|index| &links["links"][index]["paymentLinkId"])
        .collect();
    assert_eq!(ids, ["MYOWNLINK1", "JZURRJBUPS", "CKHP6VVWYT"]);
    assert_eq!(links["links"][2]["status"], "active");
    assert_eq!(refused.status(), 503);
}

#[tokio::test]
async fn a_program_without_control_has_no_control_api() {
    let mut program = Program::start(&["--no-control"]);
    let base = program.base_url();

    let reply = client()
        .get(format!("{base}/practice"))
        .send()
        .await
        .unwrap();

    assert_eq!(reply.status(), 404);
}

#[test]
fn help_names_every_option_and_the_rules_are_listed() {
    let help = told(&["--help"]);
    for option in [
        "--port",
        "--state",
        "--api-key",
        "--terminal",
        "--ordered-terminal",
        "--time-zone",
        "--no-payments",
        "--rule",
        "--strict",
        "--trouble",
        "--now",
        "--seed-links",
        "--links",
        "--documented-links",
        "--id-seed",
        "--no-control",
        "Examples:",
    ] {
        assert!(help.contains(option), "{option}");
    }
    let rules = told(&["--list-rules"]);
    for rule in NAMED_RULES {
        assert!(
            rules.contains(rule.name) && rules.contains(rule.about),
            "{}",
            rule.name
        );
    }
}

#[test]
fn the_readme_names_every_rule_with_its_default() {
    let readme = include_str!("../../README.md");

    for rule in NAMED_RULES {
        let default = Rules::default().answer(rule.name).unwrap();
        let row = format!("| `{}` | {} | **`{default}`**", rule.name, rule.about);
        assert!(readme.contains(&row), "{row}");
        for answer in rule.answers.iter().filter(|answer| **answer != "TIME") {
            assert!(readme.contains(&format!("`{answer}`")), "{answer}");
        }
    }
}

#[test]
fn a_wrong_rule_ends_the_program_with_a_sentence() {
    let output = Command::new(PROGRAM)
        .args(["--rule", "past-expiry=maybe"])
        .output()
        .unwrap();

    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(
        text.contains("no answer of past-expiry: refused, accepted"),
        "{text}"
    );
}

fn told(arguments: &[&str]) -> String {
    let output = Command::new(PROGRAM).args(arguments).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "nothing is lost when it is cut short"
)]
fn save(path: &std::path::Path, links: &Value) {
    std::fs::write(path, links.to_string()).unwrap();
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
