//! The machine this runs on, read once: where the project lies, what kind of system it is, whether it has a display.

use std::fs;
use std::path::{Path, PathBuf};

use crate::tool::Tool;

/// How system packages come onto the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum System {
    Debian,
    Ubuntu,
    /// Linux with a package manager this program does not speak.
    OtherLinux,
    /// macOS and Windows bring everything along.
    BatteriesIncluded,
}

pub struct Machine {
    /// The root of the project.
    pub root: PathBuf,
    /// Where cargo puts the finished programs.
    pub programs: PathBuf,
    pub system: System,
    /// Whether a window could be opened here.
    pub has_display: bool,
}

impl Machine {
    pub fn here() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("xtask lies in the project")
            .to_owned();
        let programs = std::env::current_exe()
            .ok()
            .and_then(|program| program.parent().map(Path::to_owned))
            .unwrap_or_else(|| root.join("target/debug"));
        let system = if cfg!(target_os = "linux") {
            system_of(&fs::read_to_string("/etc/os-release").unwrap_or_default())
        } else {
            System::BatteriesIncluded
        };
        Self {
            root,
            programs,
            has_display: !cfg!(target_os = "linux") || linux_display(),
            system,
        }
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    pub fn artifacts(&self, folder: &str) -> PathBuf {
        self.root.join("artifacts").join(folder)
    }

    /// A program that cargo has built.
    pub fn program(&self, name: &str) -> PathBuf {
        self.programs
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    pub fn cargo(&self) -> Tool {
        Tool::cargo(&self.root)
    }

    pub fn npm(&self) -> Tool {
        let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
        Tool::new(program).within(&self.ui())
    }
}

fn linux_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Reads `/etc/os-release`: the distribution itself, or the one it is made from.
fn system_of(os_release: &str) -> System {
    let value = |name: &str| {
        os_release
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
            .map(|value| value.trim_matches('"').to_owned())
            .unwrap_or_default()
    };
    let names = format!("{} {}", value("ID"), value("ID_LIKE"));
    let is = |wanted: &str| names.split_whitespace().any(|name| name == wanted);
    if is("ubuntu") {
        System::Ubuntu
    } else if is("debian") {
        System::Debian
    } else {
        System::OtherLinux
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_relatives() {
        assert_eq!(
            system_of("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"),
            System::Debian
        );
        assert_eq!(
            system_of("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"),
            System::Ubuntu
        );
        assert_eq!(system_of("ID=fedora\n"), System::OtherLinux);
        assert_eq!(system_of(""), System::OtherLinux);
    }
}
