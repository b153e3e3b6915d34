//! Looking for what must not be found: a secret, in every shape it may take, in files, arguments, and memory.
//!
//! A search that finds nothing proves nothing unless it can find: give it something that must be there as well.

mod memory;
mod surface;

use std::fmt;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem::Finder;

pub use memory::in_memory;
pub use surface::Surface;

use crate::process::Process;
use crate::trouble::Trouble;

/// A text to look for, in all its shapes.
pub struct Secret {
    name: String,
    shapes: Vec<Shape>,
}

struct Shape {
    name: &'static str,
    finder: Finder<'static>,
    length: usize,
}

/// A secret that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub secret: String,
    /// As plain text, in base64, and so on.
    pub shape: &'static str,
    pub place: Place,
    pub times: usize,
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    File(String),
    Arguments(Process),
    Environment(Process),
    Memory(Process),
    /// A text handed in by the test: a log, the recorded traffic, the clipboard.
    Text(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            secret,
            shape,
            place,
            times,
        } = self;
        write!(out, "{secret}, {shape}, {times} times in ")?;
        match place {
            Place::File(file) => write!(out, "the file {file}"),
            Place::Arguments(process) => {
                write!(out, "the arguments of {} ({})", process.name, process.pid)
            }
            Place::Environment(process) => {
                write!(out, "the environment of {} ({})", process.name, process.pid)
            }
            Place::Memory(process) => {
                write!(out, "the memory of {} ({})", process.name, process.pid)
            }
            Place::Text(name) => write!(out, "{name}"),
        }
    }
}

impl Secret {
    /// Prepares the search for a text. It must be long enough not to turn up by chance.
    ///
    /// # Panics
    ///
    /// With less than twelve letters.
    pub fn new(name: &str, text: &str) -> Self {
        assert!(text.len() >= 12, "{name} is too short to be looked for");
        let bytes = text.as_bytes();
        let utf16 = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        };
        let hex = |upper: bool| -> String {
            bytes
                .iter()
                .map(|byte| {
                    if upper {
                        format!("{byte:02X}")
                    } else {
                        format!("{byte:02x}")
                    }
                })
                .collect()
        };
        let json = serde_json::Value::from(text).to_string();
        let json = json.trim_matches('"');
        let mut shapes: Vec<(&'static str, Vec<u8>)> = vec![
            ("plain", bytes.to_vec()),
            ("in UTF-16", utf16(text)),
            ("in hex", hex(false).into_bytes()),
            ("in capital hex", hex(true).into_bytes()),
            (
                "reversed",
                text.chars().rev().collect::<String>().into_bytes(),
            ),
            ("URL-escaped", url_escaped(text).into_bytes()),
            ("JSON-escaped", json.as_bytes().to_vec()),
            (
                "JSON-escaped with slashes",
                json.replace('/', r"\/").into_bytes(),
            ),
            (
                "by its first twelve letters",
                text.chars().take(12).collect::<String>().into_bytes(),
            ),
        ];
        shapes.extend(base64_shapes(bytes));
        let mut known: Vec<Vec<u8>> = Vec::new();
        shapes.retain(|(_, shape)| {
            let is_new = !known.contains(shape);
            known.push(shape.clone());
            is_new
        });
        let shape = |(name, bytes): (&'static str, Vec<u8>)| Shape {
            name,
            length: bytes.len(),
            finder: Finder::new(&bytes).into_owned(),
        };
        Self {
            name: name.to_owned(),
            shapes: shapes.into_iter().map(shape).collect(),
        }
    }

    fn longest(&self) -> usize {
        self.shapes
            .iter()
            .map(|shape| shape.length)
            .max()
            .unwrap_or_default()
    }

    fn count_in(&self, bytes: &[u8]) -> impl Iterator<Item = (&'static str, usize)> {
        self.shapes.iter().filter_map(|shape| {
            let times = shape.finder.find_iter(bytes).count();
            (times > 0).then_some((shape.name, times))
        })
    }
}

/// Looks in a text: a log, the recorded traffic.
pub fn in_text(name: &str, text: &str, secrets: &[Secret]) -> Vec<Finding> {
    in_bytes(&Place::Text(name.to_owned()), text.as_bytes(), secrets)
}

/// Looks in the names and contents of all files below a folder.
///
/// # Errors
///
/// When a file cannot be read.
pub fn in_files(folder: &Path, secrets: &[Secret]) -> Result<Vec<Finding>, Trouble> {
    let mut findings = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(Trouble::while_doing(&format!(
            "reading {}",
            folder.display()
        )))?;
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            let place = Place::File(path.display().to_string());
            findings.extend(in_bytes(
                &place,
                entry.file_name().as_encoded_bytes(),
                secrets,
            ));
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                // A file may be gone by now; one that is there must be readable.
                match fs::read(&path) {
                    Ok(content) => findings.extend(in_bytes(&place, &content, secrets)),
                    Err(_) if !path.exists() => {}
                    Err(error) => {
                        return Err(Trouble::new(format!("reading {}: {error}", path.display())));
                    }
                }
            }
        }
    }
    Ok(findings)
}

/// Looks in what a process was told when it started.
pub fn in_arguments(process: &Process, secrets: &[Secret]) -> Vec<Finding> {
    let read = |name: &str| fs::read(format!("/proc/{}/{name}", process.pid)).unwrap_or_default();
    let mut findings = in_bytes(
        &Place::Arguments(process.clone()),
        &read("cmdline"),
        secrets,
    );
    findings.extend(in_bytes(
        &Place::Environment(process.clone()),
        &read("environ"),
        secrets,
    ));
    findings
}

/// All findings as one text, for a failing test.
pub fn list(findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|finding| format!("\n  {finding}"))
        .collect()
}

fn in_bytes(place: &Place, bytes: &[u8], secrets: &[Secret]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for secret in secrets {
        for (shape, times) in secret.count_in(bytes) {
            findings.push(Finding {
                secret: secret.name.clone(),
                shape,
                place: place.clone(),
                times,
            });
        }
    }
    findings
}

fn url_escaped(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if is_plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// Inside a longer text, base64 looks different depending on where in a group of three the secret begins; the letters
/// at both ends mix with what stands beside it, the ones between do not.
fn base64_shapes(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let names = [
        "in base64",
        "in base64, one further",
        "in base64, two further",
    ];
    names
        .into_iter()
        .enumerate()
        .map(|(shift, name)| {
            let mut shifted = vec![0; shift];
            shifted.extend_from_slice(bytes);
            let whole = shifted.len() / 3 * 3;
            let skip = if shift == 0 { 0 } else { 4 };
            let text = STANDARD.encode(&shifted[..whole]);
            (name, text.as_bytes()[skip..].to_vec())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "pk-9f3+Q/7c\"Zt0 vX82mLw";

    fn shapes_in(text: &[u8]) -> Vec<&'static str> {
        in_bytes(
            &Place::Text("it".to_owned()),
            text,
            &[Secret::new("the key", KEY)],
        )
        .into_iter()
        .map(|finding| finding.shape)
        .collect()
    }

    #[test]
    fn finds_every_shape() {
        let utf16: Vec<u8> = KEY.encode_utf16().flat_map(u16::to_le_bytes).collect();

        assert_eq!(
            shapes_in(format!("x-api-key: {KEY}\r\n").as_bytes()),
            ["plain", "by its first twelve letters"]
        );
        assert_eq!(shapes_in(&utf16), ["in UTF-16"]);
        assert_eq!(
            shapes_in(b"k=pk-9f3%2BQ%2F7c%22Zt0%20vX82mLw&"),
            ["URL-escaped"]
        );
        assert_eq!(
            shapes_in(br#""pk-9f3+Q/7c\"Zt0 vX82mLw""#),
            ["JSON-escaped"]
        );
        assert_eq!(shapes_in(b"wLm28Xv 0tZ\"c7/Q+3f9-kp"), ["reversed"]);
        assert!(shapes_in(b"nothing of the kind").is_empty());
    }

    #[test]
    fn finds_base64_wherever_it_begins() {
        for (before, shape) in [
            ("", "in base64"),
            ("a", "in base64, one further"),
            ("ab", "in base64, two further"),
        ] {
            let text = STANDARD.encode(format!("{before}{KEY} and more"));

            assert_eq!(shapes_in(text.as_bytes()), [shape], "{text}");
        }
    }

    #[test]
    fn finds_what_lies_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        fs::copy(
            "/proc/self/comm",
            folder.path().join("deep").join("pk-9f3+Q_not-the-key"),
        )
        .unwrap();

        let findings = in_files(
            folder.path(),
            &[Secret::new("the name", "pk-9f3+Q_not-the-key")],
        )
        .unwrap();

        assert_eq!(findings.len(), 2, "{}", list(&findings));
    }
}
