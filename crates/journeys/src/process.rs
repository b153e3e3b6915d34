//! Processes: the helpers a stage starts, and everything that lives in its home.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use crate::trouble::Trouble;

/// The environment of everything on a stage. What is not in it is not there: nothing leaks in from the test's own.
pub type Environment = Vec<(String, String)>;

/// A program of the stage's own, running until it is dropped. What it prints goes to its log file.
#[derive(Debug)]
pub(crate) struct Helper {
    child: Child,
    log: PathBuf,
}

impl Helper {
    /// Starts it so that it dies with the thread that started it, should that end without cleaning up.
    pub(crate) fn start(
        program: &str,
        arguments: &[&str],
        environment: &Environment,
        log: &Path,
        input: &str,
    ) -> Result<Self, Trouble> {
        Self::start_in(Path::new("."), program, arguments, environment, log, input)
    }

    /// The same in a certain folder.
    pub(crate) fn start_in(
        folder: &Path,
        program: &str,
        arguments: &[&str],
        environment: &Environment,
        log: &Path,
        input: &str,
    ) -> Result<Self, Trouble> {
        let doing = format!("starting {program}");
        let output = File::create(log).map_err(Trouble::while_doing(&doing))?;
        let errors = output.try_clone().map_err(Trouble::while_doing(&doing))?;
        let mut child = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--", program])
            .args(arguments)
            .current_dir(folder)
            .env_clear()
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .map_err(Trouble::while_doing(&doing))?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin
                .write_all(input.as_bytes())
                .map_err(Trouble::while_doing(&doing))?;
        }
        Ok(Self {
            child,
            log: log.to_owned(),
        })
    }

    /// Trouble with the log's end when the program is already over.
    pub(crate) fn still_running(&mut self) -> Result<(), Trouble> {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(Trouble::new(format!(
                "ended with {status}:\n{}",
                tail(&self.log, 20)
            ))),
            Err(error) => Err(Trouble::new(format!("lost sight of it: {error}"))),
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, once it has.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>, Trouble> {
        let waited = self.child.try_wait();
        waited.map_err(Trouble::while_doing("waiting for a program to end"))
    }

    /// What it has printed so far.
    pub(crate) fn said(&self) -> String {
        read(&self.log)
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        // Failing to kill what is already dead is the aim reached.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Something that runs in a stage's home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    pub pid: u32,
    /// As the kernel has it, 15 letters at most: `paylink`, `WebKitWebProces`.
    pub name: String,
}

/// Everything alive that was started with this home folder, whoever its parent is.
pub fn living_in(home: &Path) -> Vec<Process> {
    let mut wanted = b"HOME=".to_vec();
    wanted.extend_from_slice(home.as_os_str().as_bytes());
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let pids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    let mut processes: Vec<Process> = pids
        .filter(|pid| {
            let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            environment
                .split(|byte| *byte == 0)
                .any(|variable| variable == wanted)
        })
        .map(|pid| Process {
            pid,
            name: read(Path::new(&format!("/proc/{pid}/comm")))
                .trim()
                .to_owned(),
        })
        .collect();
    processes.sort_by_key(|process| process.pid);
    processes
}

/// A process and all that it has started, whatever they call themselves and whatever they have made of their
/// environment.
pub(crate) fn with_children(pid: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten();
    let pids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    let pairs: Vec<(u32, u32)> = pids
        .filter_map(|pid| Some((pid, parent(&read(Path::new(&format!("/proc/{pid}/stat"))))?)))
        .collect();
    let mut found = vec![pid];
    let mut looked_at = 0;
    while let Some(&parent) = found.get(looked_at) {
        let children = pairs.iter().filter(|(_, its)| *its == parent);
        found.extend(children.map(|(pid, _)| pid));
        looked_at += 1;
    }
    found
}

/// Of a process, by its `stat`: number, name in brackets, state, parent.
fn parent(stat: &str) -> Option<u32> {
    let rest = stat.rsplit(") ").next()?;
    rest.split(' ').nth(1)?.parse().ok()
}

/// Whether a process with this number is there and not merely waiting to be buried. Its first thread may be dead
/// before the others: only with the last one its files and connections are closed.
pub fn is_alive(pid: u32) -> bool {
    let threads = fs::read_dir(format!("/proc/{pid}/task"));
    threads
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .any(|thread| is_running(&read(&thread.path().join("stat"))))
}

/// Of a thread, by its `stat`: number, name in brackets, state.
fn is_running(stat: &str) -> bool {
    let state = stat
        .rsplit(") ")
        .next()
        .and_then(|rest| rest.chars().next());
    state.is_some_and(|state| !matches!(state, 'Z' | 'X'))
}

/// `kill -9`: the process gets no chance to say goodbye.
///
/// # Errors
///
/// When there is no such process.
pub fn kill(pid: u32) -> Result<(), Trouble> {
    run(
        "sh",
        &["-c", "kill -9 \"$0\"", &pid.to_string()],
        &own_path(),
        "",
    )
    .map(drop)
}

/// Holds a process where it is: from then on it answers nothing.
///
/// # Errors
///
/// When there is no such process.
pub fn hold(pid: u32) -> Result<(), Trouble> {
    let words = ["-c", "kill -STOP \"$0\"", &pid.to_string()];
    run("sh", &words, &own_path(), "").map(drop)
}

/// What a wrong address in memory does. Rust's runtime looks at the first, and waits for it to happen again.
///
/// # Errors
///
/// When there is no such process.
pub(crate) fn fault(pid: u32) -> Result<(), Trouble> {
    let send = ["-c", "kill -SEGV \"$0\"", &pid.to_string()];
    run("sh", &send, &own_path(), "").map(drop)
}

/// Runs a short program to its end and gives what it printed.
///
/// # Errors
///
/// When it cannot be started, fails, or takes longer than ten seconds.
pub fn run(
    program: &str,
    arguments: &[&str],
    environment: &Environment,
    input: &str,
) -> Result<String, Trouble> {
    let doing = format!("running {program} {}", arguments.join(" "));
    let mut child = Command::new("timeout")
        .args(["--kill-after=1", "10", program])
        .args(arguments)
        .env_clear()
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Trouble::while_doing(&doing))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin
            .write_all(input.as_bytes())
            .map_err(Trouble::while_doing(&doing))?;
    }
    let output = child
        .wait_with_output()
        .map_err(Trouble::while_doing(&doing))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let errors = String::from_utf8_lossy(&output.stderr);
        Err(Trouble::new(format!(
            "{doing} ended with {}: {}",
            output.status,
            errors.trim()
        )))
    }
}

/// Where programs are found, as this process was told.
pub fn own_path() -> Environment {
    let path = std::env::var_os("PATH").map(|path| path.to_string_lossy().into_owned());
    vec![(
        "PATH".to_owned(),
        path.unwrap_or_else(|| "/usr/local/bin:/usr/bin:/bin".to_owned()),
    )]
}

/// A file as text, as far as it can be read.
pub(crate) fn read(file: &Path) -> String {
    String::from_utf8_lossy(&fs::read(file).unwrap_or_default()).into_owned()
}

/// The last lines of a file.
pub(crate) fn tail(file: &Path, lines: usize) -> String {
    let text = read(file);
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

/// Waits, without a runtime, until everything that lives in a home is dead: until nothing is found twice in a row, for
/// a process that is just becoming another program shows no environment for a moment.
pub(crate) fn bury(home: &Path) {
    let mut nothing_found = 0;
    for _ in 0..100 {
        let left = living_in(home);
        if left.is_empty() {
            nothing_found += 1;
        } else {
            nothing_found = 0;
        }
        if nothing_found == 2 {
            return;
        }
        for process in left {
            // It may be gone by itself in the meantime.
            drop(kill(process.pid));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::{SOON, until_so};

    #[tokio::test]
    async fn finds_and_buries_what_lives_in_a_home() {
        let home = tempfile::tempdir().unwrap();
        let mut environment = own_path();
        environment.push(("HOME".to_owned(), home.path().display().to_string()));
        let helper =
            Helper::start("sleep", &["60"], &environment, &home.path().join("log"), "").unwrap();
        let pid = helper.child.id();

        // It is `setpriv` first and shows no environment for a moment while it becomes `sleep`.
        let command_line = format!("/proc/{pid}/cmdline");
        until_so("the process in its home", SOON, async || {
            let is_sleep = read(Path::new(&command_line)).starts_with("sleep");
            let mut living = living_in(home.path()).into_iter();
            Ok(is_sleep && living.any(|process| process.pid == pid))
        })
        .await
        .unwrap();
        assert!(is_alive(pid));
        bury(home.path());

        // One that was killed takes a moment to end.
        until_so("the end of the process", SOON, async || Ok(!is_alive(pid)))
            .await
            .unwrap();
        drop(helper);
    }

    #[test]
    fn the_children_of_a_process_belong_to_it() {
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();

        let found = with_children(std::process::id());
        child.kill().unwrap();
        child.wait().unwrap();

        assert!(found.contains(&child.id()), "{found:?}");
        assert_eq!(parent("7 (a) name) S 5 7 7"), Some(5));
    }

    #[test]
    fn a_failing_program_says_why() {
        let trouble = run("sh", &["-c", "echo no luck >&2; exit 3"], &own_path(), "").unwrap_err();

        assert!(trouble.to_string().contains("no luck"), "{trouble}");
    }
}
