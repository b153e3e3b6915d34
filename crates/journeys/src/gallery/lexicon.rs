//! What the page says, in the language it speaks: asked of the page's own words, so that a walk can press what it reads.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use super::album::Language;
use crate::trouble::Trouble;

/// `ui/lexicon.mjs` answers in the words of the page.
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/lexicon.mjs");

/// Words by the name under which the page has them, and what a sentence is about.
pub struct Said {
    name: &'static str,
    values: Vec<Value>,
}

impl From<&'static str> for Said {
    fn from(name: &'static str) -> Self {
        Self {
            name,
            values: Vec::new(),
        }
    }
}

impl<const COUNT: usize> From<(&'static str, [Value; COUNT])> for Said {
    fn from((name, values): (&'static str, [Value; COUNT])) -> Self {
        Self {
            name,
            values: values.into(),
        }
    }
}

/// Ends with the visit that it belongs to.
pub(super) struct Lexicon {
    currency: &'static str,
    program: RefCell<Child>,
    asking: RefCell<ChildStdin>,
    answering: RefCell<BufReader<ChildStdout>>,
}

impl Lexicon {
    pub(super) fn open(language: Language) -> Result<Self, Trouble> {
        let doing = "starting `node ui/lexicon.mjs`";
        let mut program = Command::new("node")
            .args([PROGRAM, language.words, &language.tag()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(Trouble::while_doing(doing))?;
        let pipes = program.stdin.take().zip(program.stdout.take());
        let (asking, answering) = pipes.ok_or_else(|| Trouble::new("a pipe was asked for"))?;
        Ok(Self {
            currency: language.currency,
            program: RefCell::new(program),
            asking: RefCell::new(asking),
            answering: RefCell::new(BufReader::new(answering)),
        })
    }

    /// The words as they can be read on the page: one space where there are several, or one that does not break.
    pub(super) fn word(&self, said: &Said) -> Result<String, Trouble> {
        let mut asked = vec![json!(said.name)];
        asked.extend(said.values.iter().cloned());
        self.ask(&Value::Array(asked))
    }

    /// An amount as the page writes it, in the currency that it guesses.
    pub(super) fn money(&self, minor: u64) -> Result<String, Trouble> {
        self.ask(&json!([minor, self.currency]))
    }

    fn ask(&self, asked: &Value) -> Result<String, Trouble> {
        let doing = Trouble::while_doing("asking for the page's words");
        let mut asking = self.asking.borrow_mut();
        writeln!(asking, "{asked}").map_err(&doing)?;
        asking.flush().map_err(&doing)?;
        let mut line = String::new();
        let mut answering = self.answering.borrow_mut();
        answering.read_line(&mut line).map_err(&doing)?;
        let answer: Value = serde_json::from_str(&line)
            .map_err(Trouble::while_doing("reading the page's words"))?;
        match answer["said"].as_str() {
            Some(said) => Ok(said.split_whitespace().collect::<Vec<_>>().join(" ")),
            None => Err(Trouble::new(format!("{asked}: {}", answer["why"]))),
        }
    }
}

impl Drop for Lexicon {
    fn drop(&mut self) {
        let program = self.program.get_mut();
        // Failing to kill what is already dead is the aim reached.
        drop(program.kill());
        drop(program.wait());
    }
}
