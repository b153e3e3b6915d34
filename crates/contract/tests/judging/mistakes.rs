//! The table of mistakes, read and made.

use serde_json::Value;

use super::said::{Said, every_kind};

const TABLE: &str = include_str!("mistakes.txt");

/// A good exchange with one mistake in it.
pub struct Mistake {
    /// The line of the table, for whoever reads of it.
    pub line: &'static str,
    pub said: Said,
    /// Words of the one sentence that has to be said of it.
    pub sentence: &'static str,
    pub in_the_answer: bool,
}

pub fn mistakes() -> Vec<Mistake> {
    let lines = TABLE.lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(read).collect()
}

fn read(line: &'static str) -> Mistake {
    let [name, part, becomes, sentence]: [&str; 4] = line
        .split(" | ")
        .collect::<Vec<_>>()
        .try_into()
        .unwrap_or_else(|_| panic!("four columns, not {line:?}"));
    let mut said = every_kind();
    let index = said.iter().position(|said| said.name == name);
    let mut said = said.swap_remove(index.unwrap_or_else(|| panic!("no exchange for {line:?}")));
    make(&mut said, part, becomes);
    Mistake {
        line,
        said,
        sentence,
        in_the_answer: part.starts_with("answer") || part == "status",
    }
}

fn make(said: &mut Said, part: &str, becomes: &'static str) {
    let words: Vec<&str> = part.split(' ').collect();
    match words.as_slice() {
        ["header", name] => change(&mut said.headers, name, becomes),
        ["answer", "header", name] => change(&mut said.answer_headers, name, becomes),
        ["query", name] => change(&mut said.query, name, becomes),
        ["method"] => said.method = becomes,
        ["path"] => said.path = becomes.to_owned(),
        ["status"] => said.status = becomes.parse().unwrap(),
        ["body"] => said.body = serde_json::from_str(becomes).unwrap(),
        ["body", pointer] => put(&mut said.body, pointer, becomes),
        ["answer"] => said.answer = serde_json::from_str(becomes).unwrap(),
        ["answer", pointer] => put(&mut said.answer, pointer, becomes),
        _ => panic!("no exchange has a part {part:?}"),
    }
}

/// Of a list of names with their texts.
fn change(pairs: &mut Vec<(String, String)>, name: &str, becomes: &str) {
    let before = pairs.iter().find(|(one, _)| one == name).cloned();
    match becomes {
        "twice" => pairs.push(before.expect("what comes twice is there once")),
        "gone" => {
            assert!(before.is_some(), "what goes was there");
            pairs.retain(|(one, _)| one != name);
        }
        text => {
            pairs.retain(|(one, _)| one != name);
            pairs.push((name.to_owned(), letters(text).unwrap_or(text.to_owned())));
        }
    }
}

fn put(value: &mut Value, pointer: &str, becomes: &str) {
    let (owner, name) = pointer.rsplit_once('/').unwrap();
    let owner = value.pointer_mut(owner).unwrap();
    match becomes {
        "gone" => drop(owner.as_object_mut().unwrap().remove(name).unwrap()),
        text => {
            let written = || serde_json::from_str(text).unwrap();
            owner[name] = letters(text).map_or_else(written, Value::String);
        }
    }
}

/// As many as the number after an asterisk says.
fn letters(text: &str) -> Option<String> {
    let count = text.strip_prefix('*')?.parse().ok()?;
    Some("x".repeat(count))
}
