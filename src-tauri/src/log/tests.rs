use tracing::subscriber::with_default;

use super::*;

const MARKED: &str = "jane@example.com";

#[test]
fn the_log_never_takes_up_more_than_its_files_may() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Files::open(folder.path(), 1_000, 3).unwrap();

    for number in 0..1_000 {
        writeln!(files, "line {number}").unwrap();
    }
    files.write_all(&[b'x'; 5_000]).unwrap();
    writeln!(files, "the last").unwrap();

    assert_eq!(ours(folder.path()).count(), 3);
    assert!(files.bytes() <= 3_000, "{}", files.bytes());
    let newest = fs::read_to_string(folder.path().join("paylink.log")).unwrap();
    assert_eq!(newest, "the last\n");
}

#[test]
fn a_log_goes_on_after_a_restart_within_its_limit() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..100 {
        let mut files = Files::open(folder.path(), 100, 2).unwrap();
        writeln!(files, "start {number}").unwrap();
    }

    let newest = fs::read_to_string(folder.path().join("paylink.log")).unwrap();
    assert!(newest.ends_with("start 99\n"));
    assert_eq!(ours(folder.path()).count(), 2);
}

#[cfg(unix)]
#[test]
fn the_log_is_for_this_user_alone_whoever_made_it() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("logs");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    File::create(folder.join("paylink.1.log")).unwrap();

    let mut files = Files::open(&folder, 10, 3).unwrap();
    for _ in 0..3 {
        files.write_all(b"12345678\n").unwrap();
    }

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for path in ours(&folder) {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn what_was_logged_can_be_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Files::open(folder.path(), 20, 3).unwrap();
    for _ in 0..5 {
        files.write_all(b"a line of the log\n").unwrap();
    }

    files.erase().unwrap();
    files.write_all(b"afterwards\n").unwrap();

    assert_eq!(ours(folder.path()).count(), 1);
    let left = fs::read_to_string(folder.path().join("paylink.log")).unwrap();
    assert_eq!(left, "afterwards\n");
}

#[test]
fn of_a_line_only_its_own_words_and_known_details_are_held_for_the_report() {
    let lines = Lines::default();
    let error = io::Error::from_raw_os_error(28);

    with_default(tracing_subscriber::registry().with(lines.clone()), || {
        tracing::warn!(
            target: "payroc::transport",
            operation = "createPaymentLink",
            status = 503_u64,
            request_id = Some("7f-1"),
            kind = ?ErrorKind::NotFound,
            email = MARKED,
            amount = 4500_u64,
            why = MARKED,
            error = &error as &dyn Error,
            "round failed"
        );
        tracing::warn!(target: "hyper::client", "sent to {MARKED}");
    });

    let held: Vec<String> = held(&lines.0)
        .iter()
        .map(|line| line.to_string().split_once(' ').unwrap().1.to_owned())
        .collect();
    assert_eq!(
        held,
        [
            "WARN payroc::transport: round failed operation=createPaymentLink status=503 request_id=7f-1 \
             kind=NotFound io_error=28",
            "WARN hyper::client",
        ]
    );
}

#[test]
fn only_the_last_lines_are_held() {
    let lines = Lines::default();

    with_default(tracing_subscriber::registry().with(lines.clone()), || {
        for attempt in 0..500_i64 {
            tracing::warn!(target: "payroc", attempt, "round failed");
        }
    });

    let held = held(&lines.0);
    assert_eq!(held.len(), LINES);
    let last = held.back().unwrap();
    assert_eq!(last.details, [("attempt", Detail::Number(499))]);
}

#[test]
fn a_panic_is_logged_by_its_place_and_without_what_it_says() {
    let lines = Lines::default();
    let text = Arc::new(Mutex::new(Vec::new()));
    let writer = Text(Arc::clone(&text));
    let layer = fmt::layer().with_writer(move || writer.clone());
    let subscriber = tracing_subscriber::registry()
        .with(lines.clone())
        .with(layer);

    with_default(subscriber, || {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(panicked));
        let outcome = std::panic::catch_unwind(|| panic!("for {MARKED}"));
        std::panic::set_hook(before);
        assert!(outcome.is_err());
    });

    let logged = String::from_utf8(held(&text).clone()).unwrap();
    assert!(logged.contains("a part of Paylink failed"), "{logged}");
    assert!(logged.contains("tests.rs"), "{logged}");
    assert!(!logged.contains(MARKED), "{logged}");
    let line = held(&lines.0).back().unwrap().to_string();
    assert!(
        line.contains("tests.rs") && !line.contains(MARKED),
        "{line}"
    );
}

/// What is logged is repeated in the report because it is a sentence of the program's own, so it has to be one.
#[test]
fn whatever_our_rooms_log_is_a_literal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut sources = Vec::new();
    for room in [
        "src-tauri/src",
        "crates/paylink-core/src",
        "crates/payroc/src",
    ] {
        collect(&root.join(room), &mut sources);
    }
    let mut calls = 0;
    for path in sources {
        let source = fs::read_to_string(&path).unwrap();
        // What tests log stays among them.
        let source = source
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default();
        for level in ["error", "warn", "info", "debug", "trace"] {
            for call in source.split(&format!("tracing::{level}!(")).skip(1) {
                let call = call.split(");").next().unwrap_or_default();
                let call = call.split("),\n").next().unwrap_or_default();
                let literal = call.rsplit('"').nth(1).unwrap_or_default();
                assert!(!literal.contains('{'), "{}: {call}", path.display());
                calls += 1;
            }
        }
    }
    assert!(calls > 40, "only {calls} calls were found");
}

fn collect(folder: &Path, sources: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("log/tests.rs")
        {
            sources.push(path);
        }
    }
}

#[derive(Clone)]
struct Text(Arc<Mutex<Vec<u8>>>);

impl Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        held(&self.0).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn whoever_logs_does_not_wait_for_a_disk_that_hangs_and_what_is_missing_is_counted() {
    let (let_go, hanging) = mpsc::channel::<()>();
    let written = Arc::<Mutex<Vec<u8>>>::default();
    let disk = Disk {
        hanging,
        written: Arc::clone(&written),
    };
    let mut queue = Queue::start(disk).unwrap();

    for number in 0..=2 * QUEUE {
        queue
            .write_all(format!("line {number}\n").as_bytes())
            .unwrap();
    }
    assert!(!queue.is_written());
    drop(let_go);
    while !queue.is_written() {}

    let written = String::from_utf8(held(&written).clone()).unwrap();
    let missing = written
        .lines()
        .find_map(|line| line.strip_suffix(" lines are missing here"));
    let there = written
        .lines()
        .filter(|line| line.starts_with("line "))
        .count();
    assert_eq!(
        there + missing.unwrap().parse::<usize>().unwrap(),
        2 * QUEUE + 1
    );
    assert!(written.starts_with("line 0\n"), "{written}");
}

/// A disk that takes nothing until it is let go.
struct Disk {
    hanging: mpsc::Receiver<()>,
    written: Arc<Mutex<Vec<u8>>>,
}

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        assert!(self.hanging.recv().is_err());
        held(&self.written).extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
