//! The trial of a .deb: a Debian with nothing on it, in a folder of its own, on which it is installed, used and removed.
//!
//! Nothing of it touches the machine: whatever is mounted for it is mounted in a namespace that ends with each step.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::machine::Machine;
use crate::packages::{self, Need};
use crate::report::{Note, Report, Trouble, say};
use crate::tool::Tool;

/// As the menu knows it.
const ENTRY: &str = "usr/share/applications/Paylink.desktop";
/// Who uses it there.
const USER: &str = "jane";

pub fn trial(machine: &Machine, report: &mut Report, deb: &Path) {
    let clean = Clean(machine.root.join("target/bundle/clean"));
    let mut installed = Vec::new();
    let mut command = String::new();
    let done = report.stage("A clean Debian", || clean.set_up())
        && report.stage("Installing", || {
            installed = clean.install(deb)?;
            Ok(format!("{} files", installed.len()))
        })
        && report.stage("The menu entry", || {
            command = clean.command_of_the_menu()?;
            Ok(command.clone())
        })
        && report.stage("A display and a user for it", || clean.furnish(machine))
        && report.stage("The main job, on the clean Debian", || {
            clean.play(machine, &command)
        })
        && report.stage("Removing", || clean.remove(&installed));
    if done {
        clean.tear_down();
    } else {
        say(&format!(
            "   It is left to be looked at: {}",
            clean.0.display()
        ));
    }
}

struct Clean(PathBuf);

impl Clean {
    fn set_up(&self) -> Result<Note, Trouble> {
        self.tear_down();
        let (release, mirror) = release_here()?;
        Tool::new("unshare")
            .args(["--mount", "debootstrap"])
            .args(["--variant=minbase", "--include=ca-certificates", &release])
            .arg(&self.0)
            .arg(mirror)
            .run_quietly()?;
        // It need not survive a power cut.
        let hasty = self.0.join("etc/dpkg/dpkg.cfg.d/hasty");
        fs::write(&hasty, "force-unsafe-io\n")
            .map_err(|error| Trouble::new(format!("{}: {error}", hasty.display())))?;
        Ok(release)
    }

    /// Installs with nothing that is only recommended, so that what it depends on is shown to be enough.
    fn install(&self, deb: &Path) -> Result<Vec<String>, Trouble> {
        fs::copy(deb, self.0.join("root/paylink.deb"))
            .map_err(|error| Trouble::new(format!("copying the .deb: {error}")))?;
        self.apt(&["update"])?;
        self.apt(&[
            "install",
            "-y",
            "--no-install-recommends",
            "/root/paylink.deb",
        ])?;
        let listed = self
            .inside("root", &["dpkg", "--listfiles", "paylink"])
            .ask()
            .ok_or_else(|| Trouble::new("dpkg does not know a package called paylink"))?;
        let files = listed.lines().filter(|file| self.at(file).is_file());
        Ok(files.map(str::to_owned).collect())
    }

    /// The program that the menu starts.
    fn command_of_the_menu(&self) -> Result<String, Trouble> {
        let entry = self.0.join(ENTRY);
        Tool::new("desktop-file-validate").arg(&entry).run()?;
        let text = fs::read_to_string(&entry)
            .map_err(|error| Trouble::new(format!("{}: {error}", entry.display())))?;
        let value = |name: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
                .map(str::to_owned)
                .ok_or_else(|| Trouble::new(format!("the menu entry has no {name}")))
        };
        let icon = format!(
            "usr/share/icons/hicolor/128x128/apps/{}.png",
            value("Icon")?
        );
        if !self.0.join(&icon).is_file() {
            return Err(Trouble::new(format!(
                "the menu entry's icon is not at {icon}"
            )));
        }
        let program = value("Exec")?;
        self.inside("root", &["which", &program])
            .ask()
            .ok_or_else(|| Trouble::new(format!("the menu starts {program}, which is not there")))
    }

    fn furnish(&self, machine: &Machine) -> Result<Note, Trouble> {
        let packages = packages::packages_for(&machine.system, &[Need::Window]);
        let mut words = vec!["install", "-y", "--no-install-recommends"];
        words.extend(&packages);
        self.apt(&words)?;
        self.inside("root", &["useradd", "--create-home", USER])
            .run()?;
        Ok(format!("{} packages", packages.len()))
    }

    fn play(&self, machine: &Machine, command: &str) -> Result<Note, Trouble> {
        fs::copy(machine.program("play"), self.0.join("usr/local/bin/play"))
            .map_err(|error| Trouble::new(format!("copying `play`: {error}")))?;
        let out = format!("/home/{USER}/pictures");
        let played = self
            .inside(USER, &["play", "--app", command, "--out", &out])
            .run();
        let pictures = machine.artifacts("try");
        fs::create_dir_all(machine.artifacts(""))
            .map_err(|error| Trouble::new(format!("{}: {error}", pictures.display())))?;
        Tool::new("rm").arg("-rf").arg(&pictures).run()?;
        Tool::new("cp")
            .arg("-r")
            .arg(self.at(&out))
            .arg(&pictures)
            .run()?;
        played?;
        Ok(format!("pictures in {}", pictures.display()))
    }

    /// Removes it and looks for what it left. What a user has made is the user's own and lies in no folder looked at.
    fn remove(&self, installed: &[String]) -> Result<Note, Trouble> {
        self.apt(&["purge", "-y", "paylink"])?;
        let mut left: BTreeSet<String> = installed
            .iter()
            .filter(|file| self.at(file).exists())
            .cloned()
            .collect();
        let found = self
            .inside(
                "root",
                &[
                    "find",
                    "/etc",
                    "/opt",
                    "/usr",
                    "/var",
                    "-xdev",
                    "-iname",
                    "*paylink*",
                ],
            )
            .ask()
            .ok_or_else(|| Trouble::new("what is left cannot be looked for"))?;
        left.extend(found.lines().map(str::to_owned));
        if left.is_empty() {
            Ok("nothing is left".to_owned())
        } else {
            Err(Trouble::new(format!("this is left: {left:?}")))
        }
    }

    fn tear_down(&self) {
        // Never into what is mounted there.
        let removed = Tool::new("rm")
            .args(["-rf", "--one-file-system"])
            .arg(&self.0)
            .run();
        if let Err(trouble) = removed {
            say(&format!("   {} stays: {trouble}", self.0.display()));
        }
    }

    fn apt(&self, words: &[&str]) -> Result<(), Trouble> {
        let mut all = vec!["apt-get", "-qq", "-o", "Acquire::Retries=3"];
        all.extend(words);
        self.inside("root", &all).run_quietly()
    }

    /// A command inside, with the mounts and processes it makes kept to itself.
    fn inside(&self, user: &str, words: &[&str]) -> Tool {
        const MOUNTS: &str = "root=$1; user=$2; shift 2; \
            mount -t proc proc \"$root/proc\"; mount --rbind /dev \"$root/dev\"; mount -t tmpfs tmpfs \"$root/dev/shm\"; \
            mount -t sysfs sysfs \"$root/sys\"; exec chroot \"$root\" setpriv --reuid \"$user\" --regid \"$user\" --init-groups \
            env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/ LANG=C.UTF-8 \
            DEBIAN_FRONTEND=noninteractive \"$@\"";
        Tool::new("unshare")
            .args([
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-ec",
                MOUNTS,
                "in",
            ])
            .arg(&self.0)
            .arg(user)
            .args(words.iter().copied())
            .shown_as(&format!("(inside, as {user}) {}", words.join(" ")))
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.join(path.trim_start_matches('/'))
    }
}

/// The release of this machine, because the program that plays the user was linked here, and where its packages are.
fn release_here() -> Result<(String, String), Trouble> {
    let unknown = || Trouble::new("the trial needs a Debian or an Ubuntu that says which it is");
    let about = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let release = about
        .lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="))
        .ok_or_else(unknown)?
        .trim_matches('"');
    let mirror = Tool::new("apt-get")
        .args(["indextargets", "--format", "$(REPO_URI)"])
        .args(["Created-By: Packages", "Component: main"])
        .arg(format!("Codename: {release}"))
        .ask()
        .ok_or_else(unknown)?;
    let mirror = mirror.lines().next().ok_or_else(unknown)?;
    Ok((release.to_owned(), mirror.to_owned()))
}
