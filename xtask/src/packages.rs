//! System packages: which ones each job needs, and how they come onto the machine.

use std::collections::BTreeSet;

use crate::machine::{Machine, System};
use crate::report::{Note, Trouble, say};
use crate::tool::Tool;

/// What is about to be done with the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Compile Paylink and open it.
    Build,
    /// Drive it in a window on a virtual display, with a keychain of its own.
    Window,
    /// Try the page in a browser.
    Browser,
    /// Kill it at its calls to the system, and cut the power of its disk.
    Crash,
    /// Install a .deb on a clean Debian.
    Trial,
    /// Check types for Windows, whose resources are compiled.
    Targets,
}

impl Need {
    /// Names as Debian has them.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Build => &[
                "build-essential",
                "pkg-config",
                "file",
                "libwebkit2gtk-4.1-dev",
            ],
            Self::Window => &[
                "xvfb",
                "xauth",
                "dbus",
                "dbus-x11",
                "openbox",
                "webkit2gtk-driver",
                "gnome-keyring",
                "libsecret-tools",
                "fonts-dejavu-core",
                "at-spi2-core",
                "xdotool",
                "x11-utils",
                "imagemagick",
                "libglib2.0-bin",
                "gdb",
                "xclip",
            ],
            Self::Browser => &["chromium"],
            Self::Crash => &["strace", "xfsprogs", "e2fsprogs"],
            Self::Trial => &["debootstrap", "desktop-file-utils"],
            Self::Targets => &["gcc-mingw-w64-x86-64-win32"],
        }
    }
}

/// Makes sure that the packages are there, or says how to get them.
pub fn ensure(machine: &Machine, needs: &[Need]) -> Result<Note, Trouble> {
    let wanted = packages_for(&machine.system, needs);
    match machine.system {
        System::BatteriesIncluded => {
            say("   This system needs no packages.");
            return Ok("none needed".to_owned());
        }
        System::OtherLinux => {
            say(
                "   This Linux is neither Debian nor Ubuntu: I cannot look or install. Under Debian's names it needs:",
            );
            say(&format!("   {}", wanted.join(" ")));
            return Ok("not checked on this Linux".to_owned());
        }
        System::Debian | System::Ubuntu => {}
    }
    let missing = missing(&wanted);
    if missing.is_empty() {
        say(&format!("   All {} packages are here.", wanted.len()));
        return Ok(format!("{} present", wanted.len()));
    }
    say(&format!("   Missing: {}", missing.join(" ")));
    install(&missing)?;
    Ok(format!(
        "{} present, {} installed",
        wanted.len() - missing.len(),
        missing.len()
    ))
}

pub fn packages_for(system: &System, needs: &[Need]) -> Vec<&'static str> {
    let ubuntu = *system == System::Ubuntu;
    needs
        .iter()
        .flat_map(|need| need.packages())
        .map(|name| {
            if ubuntu && *name == "chromium" {
                "chromium-browser"
            } else {
                name
            }
        })
        .collect()
}

fn missing(wanted: &[&'static str]) -> Vec<&'static str> {
    let listing = Tool::new("dpkg-query")
        .args(["--show", "--showformat", "${db:Status-Status} ${Package}\n"])
        .args(wanted.iter().copied())
        .ask_anyway()
        .unwrap_or_default();
    let present: BTreeSet<&str> = listing
        .lines()
        .filter_map(|line| line.strip_prefix("installed "))
        .collect();
    wanted
        .iter()
        .copied()
        .filter(|name| !present.contains(name))
        .collect()
}

fn install(missing: &[&str]) -> Result<(), Trouble> {
    let rights = Rights::here();
    if rights == Rights::None {
        return Err(Trouble::new(format!(
            "installing packages needs the administrator. Please run this, then start again:\n\n   \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends {}\n",
            missing.join(" ")
        )));
    }
    rights.apt_get().arg("update").run()?;
    rights
        .apt_get()
        .args(["install", "-y", "--no-install-recommends"])
        .args(missing.iter().copied())
        .run()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rights {
    Root,
    Sudo,
    None,
}

impl Rights {
    fn here() -> Self {
        if Tool::new("id").arg("-u").ask().as_deref() == Some("0") {
            Self::Root
        } else if Tool::new("sudo").args(["-n", "true"]).ask().is_some() {
            Self::Sudo
        } else {
            Self::None
        }
    }

    fn apt_get(self) -> Tool {
        let tool = match self {
            Self::Root | Self::None => Tool::new("env"),
            Self::Sudo => Tool::new("sudo").args(["-n", "env"]),
        };
        tool.args([
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-q",
            "-o",
            "DPkg::Lock::Timeout=120",
            "-o",
            "Acquire::Retries=3",
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_distributions_own() {
        assert_eq!(
            packages_for(&System::Debian, &[Need::Browser]),
            ["chromium"]
        );
        assert_eq!(
            packages_for(&System::Ubuntu, &[Need::Browser]),
            ["chromium-browser"]
        );
    }

    #[test]
    fn every_need_counts_once() {
        let all = packages_for(
            &System::Debian,
            &[
                Need::Build,
                Need::Window,
                Need::Browser,
                Need::Crash,
                Need::Trial,
                Need::Targets,
            ],
        );

        let unique: BTreeSet<_> = all.iter().collect();
        assert_eq!(unique.len(), all.len());
        assert!(all.contains(&"libwebkit2gtk-4.1-dev") && all.contains(&"webkit2gtk-driver"));
    }
}
