//! What must not be in the program that is handed out: tools for looking into its page, what records what it is told,
//! and the addresses of anybody it has no business with.
//!
//! Configuration and features are held by tests; this looks at what was made of them.

use std::fs;
use std::path::Path;

use crate::file;
use crate::report::{Note, Trouble};

/// Texts and names of functions, each with what it would mean.
const NEVER: [(&str, &str); 8] = [
    ("webkit_web_inspector_show", "developer tools"),
    ("webkit_web_view_get_inspector", "developer tools"),
    ("WEBKIT_INSPECTOR_SERVER", "a port for debugging"),
    ("remote-debugging", "a port for debugging"),
    (
        "ipc::request",
        "Tauri's own tracing, which records all that the page says",
    ),
    ("DYLD_INSERT_LIBRARIES", "foreign code at the start"),
    ("PAYLINK_APP", "what belongs to tests"),
    ("PAYLINK_REHEARSED", "updates from wherever a test says"),
];

/// Hosts that may stand in the program after `http://`: this computer, and names that are no addresses.
const PLAIN: [&str; 7] = [
    "127.0.0.1",
    // What the web engines of Windows and Android call the bundle and the commands.
    "ipc.localhost",
    "tauri.localhost",
    // Names of kinds of documents.
    "www.w3.org",
    "www.freedesktop.org",
    // The library that reads addresses tries itself with it.
    "dummy.test",
    // Who asks a certificate's authority whether it still holds: over plain HTTP by design.
    "ocsp.",
];

/// Hosts that may stand in the program after `https://`.
const ENCRYPTED: [&str; 11] = [
    "api.payroc.com",
    "api.uat.payroc.com",
    "identity.payroc.com",
    "identity.uat.payroc.com",
    "payments.payroc.com",
    "payments.uat.payroc.com",
    "docs.payroc.com",
    // Addresses of documents, in what libraries say of errors.
    "crates.io",
    "dbus.freedesktop.org",
    "docs.rs",
    "github.com",
];

/// Looks at the program.
pub fn check(program: &Path) -> Result<Note, Trouble> {
    let bytes = fs::read(program).map_err(|error| file::unable(program, &error))?;
    let found = findings(&bytes);
    if found.is_empty() {
        return Ok(format!("{} texts looked for", NEVER.len()));
    }
    Err(Trouble::new(format!(
        "{} holds what it must not:\n   {}",
        program.display(),
        found.join("\n   ")
    )))
}

fn findings(program: &[u8]) -> Vec<String> {
    let never = NEVER
        .iter()
        .filter(|(text, _)| places(program, text).next().is_some())
        .map(|(text, what)| format!("{text}: {what}"));
    let mut found: Vec<String> = never.collect();
    for (scheme, known) in [("http://", &PLAIN[..]), ("https://", &ENCRYPTED[..])] {
        for place in places(program, scheme) {
            let host = host(&program[place + scheme.len()..]);
            // Texts follow each other without an end, so what follows a host may look like a part of it.
            if is_a_name(&host) && !known.iter().any(|known| host.starts_with(known)) {
                found.push(format!("{scheme}{host}: nobody that Paylink knows"));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn places<'p>(program: &'p [u8], text: &'p str) -> impl Iterator<Item = usize> + 'p {
    memchr::memmem::find_iter(program, text)
}

fn host(after: &[u8]) -> String {
    let letters = after
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte));
    letters
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect()
}

/// Words of a dictionary that compression brings along follow `http://` as well; a host has a dot inside.
fn is_a_name(host: &str) -> bool {
    let name = host.strip_prefix("www.").unwrap_or(host);
    let inside = name.trim_matches('.').contains('.') && !name.starts_with('.');
    inside || name.starts_with("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_not_be_in_the_program_is_found_wherever_it_lies() {
        for (bytes, found) in [
            (&b"\0\x01webkit_web_inspector_show\0"[..], "developer tools"),
            (b"ab--remote-debugging-port=9222cd", "a port for debugging"),
            (b"span ipc::request cmd", "tracing"),
            (
                b"frame-src 'none'http://localhost:5173/../icons",
                "http://localhost",
            ),
            (
                b"https://evil.example.com/collect",
                "https://evil.example.com",
            ),
            (b"http://api.payroc.com/v1", "http://api.payroc.com"),
            (b"wss and http://10.0.0.1:80", "http://10.0.0.1"),
        ] {
            let all = findings(bytes);

            assert_eq!(all.len(), 1, "{all:?}");
            assert!(all[0].contains(found), "{all:?}");
        }
    }

    #[test]
    fn what_belongs_into_the_program_is_let_be() {
        let bytes = b"http://127.0.0.1:http://www.w3.org/2000/svg\0https://api.payroc.comhttps://identity.payroc.com\
            http://www.stylehttp://.csshttp://http://interested\xffhttps://docs.rs/url enable-devtools";

        assert_eq!(findings(bytes), Vec::<String>::new());
    }

    #[test]
    fn a_program_that_is_not_there_is_not_let_through() {
        assert!(check(Path::new("/nowhere/paylink")).is_err());
    }
}
