//! Compiling: always with the same choice of features, so that Tauri and what it stands on are compiled once.
//!
//! Cargo chooses the features of shared crates for what is selected on its command line. Building one package alone
//! selects fewer than testing all of them, and nearly everything would be compiled anew. So every command here selects
//! the whole workspace, and with a test among the targets, because that makes cargo count test dependencies in.

use crate::machine::Machine;
use crate::report::{Note, Trouble};

/// A small test that is there only to make cargo choose features as it does for tests.
const SOME_TEST: [&str; 2] = ["--test", "rooms"];

/// Builds programs by name.
pub fn programs(machine: &Machine, names: &[&str]) -> Result<Note, Trouble> {
    let names = names.iter().flat_map(|name| ["--bin", name]);
    machine
        .cargo()
        .args(["build", "--workspace"])
        .args(names)
        .args(SOME_TEST)
        .run()?;
    Ok(Note::new())
}
