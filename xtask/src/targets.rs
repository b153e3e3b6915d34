//! Types of the other systems: the app is checked for Windows and macOS where nothing for them can be linked.
//!
//! What needs a C compiler of macOS is met with one that does nothing, so this proves the Rust and no more.

use crate::machine::Machine;
use crate::report::{Note, Trouble};
use crate::tool::Tool;

pub struct Target {
    pub title: &'static str,
    pub name: &'static str,
    /// What stands in for tools that are not to be had here.
    stubs: &'static [(&'static str, &'static str)],
}

pub const TARGETS: [Target; 2] = [
    Target {
        title: "Types for Windows",
        name: "x86_64-pc-windows-gnu",
        stubs: &[],
    },
    Target {
        title: "Types for macOS",
        name: "aarch64-apple-darwin",
        stubs: &[
            ("CC_aarch64_apple_darwin", "/bin/true"),
            ("AR_aarch64_apple_darwin", "/bin/true"),
        ],
    },
];

pub fn check(machine: &Machine, target: &Target) -> Result<Note, Trouble> {
    Tool::new("rustup")
        .within(&machine.root)
        .args(["target", "add", target.name])
        .run()?;
    let tool = machine.cargo().args(["clippy", "--package", "paylink"]);
    let tool = tool.args(["--target", target.name]);
    let tool = target
        .stubs
        .iter()
        .fold(tool, |tool, (name, program)| tool.env(name, program));
    tool.args(["--", "-D", "warnings"]).run()?;
    Ok(Note::new())
}
