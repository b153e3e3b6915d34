//! The other side: the practice gateway without a state file, in a process of its own.
//!
//! Its own process, so that it neither shares the threads of what is measured nor its memory. Not the program
//! `practice-gateway`, because that writes a line for each request and cannot be asked what it has seen.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use payroc::{ApiKey, Client, ClientBuilder, Hosts};
use practice_gateway::{Config, Operation, PRACTICE_API_KEY, start};
use tokio::runtime::Builder;
use url::Url;

use crate::Failure;

/// A gateway of our own. It ends when this is dropped, and by itself should this process end.
pub struct Gateway {
    pub base: Url,
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// What a gateway has in its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// All requests, those for tokens among them.
    pub requests: usize,
    pub for_tokens: usize,
}

impl Gateway {
    pub fn start(known_as: Option<&str>) -> Result<Self, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("gateway");
        if let Some(name) = known_as {
            command.args(["--known-as", name]);
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let questions = child.stdin.take();
        let mut answers = BufReader::new(child.stdout.take().ok_or("no answers can be read")?);
        let mut base = String::new();
        answers.read_line(&mut base)?;
        Ok(Self {
            base: base.trim().parse()?,
            child,
            questions,
            answers,
        })
    }

    /// Asks for the record; it goes back 10,000 requests.
    pub fn seen(&mut self) -> Result<Seen, Failure> {
        let questions = self.questions.as_mut().ok_or("the gateway has ended")?;
        writeln!(questions, "seen")?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let (requests, for_tokens) = line.trim().split_once(' ').ok_or("no record was told")?;
        Ok(Seen {
            requests: requests.parse()?,
            for_tokens: for_tokens.parse()?,
        })
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        // It ends with its questions, and there is nobody left to tell how.
        drop(self.questions.take());
        drop(self.child.wait());
    }
}

/// A client of whatever answers at `base` with the practice key.
pub fn client_of(base: &Url) -> Result<ClientBuilder, Failure> {
    let key = ApiKey::new(PRACTICE_API_KEY.to_owned())?;
    Ok(Client::builder(Hosts::loopback(base)?, key))
}

/// What the other process does: serves on one thread, and answers questions on another until there are none.
pub fn serve(known_as: Option<String>) -> Result<(), Failure> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let config = Config {
        known_as: known_as.into_iter().collect(),
        ..Config::default()
    };
    let gateway = runtime.block_on(start(config))?;
    crate::say(gateway.base_url());
    for _question in io::stdin().lines().map_while(Result::ok) {
        let requests = gateway.requests();
        let is_for_token = |operation| operation == Operation::Authorize;
        let for_tokens = requests.iter().filter(|seen| is_for_token(seen.operation));
        crate::say(&format!("{} {}", requests.len(), for_tokens.count()));
    }
    runtime.block_on(gateway.stop());
    Ok(())
}
