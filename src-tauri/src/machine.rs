//! This machine and this program on it: what they are called, and that nothing of ours is open to others.

use std::path::Path;

use paylink_core::diagnosis::SystemName;

/// How the operating system calls itself, with its version.
pub fn system() -> SystemName {
    let (os, processor) = (std::env::consts::OS, std::env::consts::ARCH);
    SystemName::new(&format!("{} ({os}, {processor})", version()))
}

pub fn web_engine() -> SystemName {
    SystemName::new(&tauri::webview_version().unwrap_or_default())
}

#[cfg(target_os = "linux")]
fn version() -> String {
    let told = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = told
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="));
    name.unwrap_or("Linux").trim_matches('"').to_owned()
}

#[cfg(target_os = "macos")]
fn version() -> String {
    let file = "/System/Library/CoreServices/SystemVersion.plist";
    let told = std::fs::read_to_string(file).unwrap_or_default();
    let after = told.split("<key>ProductVersion</key>").nth(1);
    let version = after.and_then(|rest| rest.split(['<', '>']).nth(2));
    format!("macOS {}", version.unwrap_or_default())
}

#[cfg(target_os = "windows")]
fn version() -> String {
    let version = windows_version::OsVersion::current();
    format!(
        "Windows {}.{}.{}",
        version.major, version.minor, version.build
    )
}

/// A program that fails leaves no picture of its memory on the disk: the key may be in it.
#[cfg(unix)]
pub fn leave_no_core() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: getrlimit(Resource::Core).maximum,
    };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::warn!(%error, "the system may keep a picture of the memory of a program that fails");
    }
}

/// On Windows nothing of the kind is kept unless an administrator asks for it.
#[cfg(not(unix))]
pub fn leave_no_core() {}

/// No other program of the user reads this one's memory or attaches to it. What Linux does for a program whose window
/// has come up with it: the desktop looks at who asks before it answers, and this hides that as well.
///
/// Left out when a web driver drives the page: it was started by somebody who may do all that already.
#[cfg(target_os = "linux")]
pub fn shut_memory() {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    if std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some() {
        return;
    }
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        tracing::warn!(%error, "other programs of the user may read our memory");
    }
}

/// macOS asks for a signature without the right to be debugged; Windows lets a user's own programs do it.
#[cfg(not(target_os = "linux"))]
pub fn shut_memory() {}

/// How much room the files take up whose names begin like this.
pub fn bytes(folder: &Path, beginning: &str) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let ours = entries.filter_map(Result::ok).filter(|entry| {
        let name = entry.file_name();
        name.to_string_lossy().starts_with(beginning)
    });
    let sizes = ours.filter_map(|entry| entry.metadata().ok());
    sizes.map(|metadata| metadata.len()).sum()
}

/// Deletes files that were damaged and set aside, of settings and of Practice.
pub fn remove_set_aside(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_ours = ["preferences", "practice"]
            .iter()
            .any(|beginning| name.starts_with(beginning));
        if is_ours && name.contains("damaged") {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_has_a_name() {
        assert_ne!(system(), SystemName::default());
    }

    #[cfg(unix)]
    #[test]
    fn a_failing_paylink_leaves_no_picture_of_its_memory() {
        use rustix::process::{Resource, getrlimit};

        leave_no_core();

        assert_eq!(getrlimit(Resource::Core).current, Some(0));
    }
}
