//! The log: ids, codes and durations. No bodies, no addresses, no secrets reach it, because no call site has them.
//!
//! It is kept in a few files of limited size, for this user alone, by a thread of its own: whoever logs does not wait
//! for the disk. Its last lines are held in memory as well, as what
//! they are made of, for the diagnostic report: there a line is a sentence of this program's own and details of kinds
//! that are known to say nothing of anybody.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt::Debug;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use paylink_core::diagnosis::{Detail, LogLine};
use paylink_core::make_private_folder;
use payroc::{Clock, SystemClock};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

/// How large a file of the log becomes, and how many there are. Together they are all that the log takes up.
const FILE_BYTES_MAX: u64 = 512 * 1024;
const FILES: usize = 8;
/// The most that the log takes up.
pub const BYTES_MAX: u64 = FILE_BYTES_MAX * FILES as u64;
/// How many lines wait for the disk at most. What is logged beyond them is left out.
const QUEUE: usize = 1_000;
/// How long the end of Paylink, or of the log, waits for the disk.
const WRITTEN_WITHIN: Duration = Duration::from_millis(300);
/// How many lines are held for the diagnostic report.
const LINES: usize = 200;
/// Whose sentences are repeated in the report: each is a literal in the source, which a test holds.
const OUR_ROOMS: [&str; 3] = ["paylink_app", "paylink_core", "payroc"];

/// The log, as far as it is asked for.
#[derive(Default)]
pub struct Log {
    files: Option<Files>,
    queue: Option<Queue>,
    lines: Lines,
}

impl Log {
    /// The last lines, oldest first.
    pub fn lines(&self) -> Vec<LogLine> {
        held(&self.lines.0).iter().cloned().collect()
    }

    /// How much room it takes up.
    pub fn bytes(&self) -> u64 {
        self.files.as_ref().map_or(0, Files::bytes)
    }

    /// Waits a moment for all that was logged to be in the files; tells whether it is.
    pub fn is_written(&self) -> bool {
        self.queue.as_ref().is_none_or(Queue::is_written)
    }

    /// Deletes what was logged so far.
    pub fn erase(&self) -> io::Result<()> {
        held(&self.lines.0).clear();
        self.is_written();
        self.files.as_ref().map_or(Ok(()), Files::erase)
    }
}

/// Starts logging; without a writable folder Paylink runs without a log.
pub fn start(folder: &Path) -> Log {
    let files = Files::open(folder, FILE_BYTES_MAX, FILES).ok();
    let queue = files.clone().and_then(|files| Queue::start(files).ok());
    let log = Log {
        files,
        queue,
        lines: Lines::default(),
    };
    let last = log.queue.clone();
    std::panic::set_hook(Box::new(move |panic| {
        panicked(panic);
        // Paylink may end of it.
        if let Some(queue) = &last {
            queue.is_written();
        }
    }));
    let writer = log.queue.clone().map(|queue| {
        fmt::layer()
            .with_ansi(false)
            .with_writer(move || queue.clone())
    });
    // Libraries are heard only when they complain.
    let filter =
        EnvFilter::new("warn,paylink_app=info,paylink_core=info,payroc=info,practice_gateway=info");
    let started = tracing_subscriber::registry()
        .with(filter)
        .with(writer)
        .with(log.lines.clone())
        .try_init();
    if started.is_err() {
        tracing::debug!("somebody else logs already");
    }
    log
}

/// Says where it was and nothing of what: a payload may repeat what somebody typed.
fn panicked(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(|place| (place.file(), place.line()));
    let (file, line) = place.unwrap_or_default();
    tracing::error!(panicked_at = file, line, "a part of Paylink failed");
    #[cfg(debug_assertions)]
    show(panic);
}

#[cfg(debug_assertions)]
#[expect(clippy::print_stderr, reason = "who works on Paylink wants to see it")]
fn show(panic: &PanicHookInfo<'_>) {
    eprintln!("{panic}");
}

// ---- Files -------------------------------------------------------------------------------------------------------

/// `paylink.log`, and the earlier ones as `paylink.1.log` and so on.
#[derive(Clone)]
struct Files(Arc<Mutex<Open>>);

struct Open {
    folder: PathBuf,
    file: File,
    written: u64,
    bytes_max: u64,
    count: usize,
}

impl Files {
    fn open(folder: &Path, bytes_max: u64, count: usize) -> io::Result<Self> {
        make_private_folder(folder)?;
        paylink_core::make_files_private(folder)?;
        let (file, written) = append(&folder.join(name(0)))?;
        Ok(Self(Arc::new(Mutex::new(Open {
            folder: folder.to_owned(),
            file,
            written,
            bytes_max,
            count,
        }))))
    }

    fn bytes(&self) -> u64 {
        let folder = held(&self.0).folder.clone();
        let sizes = ours(&folder).filter_map(|path| fs::metadata(path).ok());
        sizes.map(|metadata| metadata.len()).sum()
    }

    fn erase(&self) -> io::Result<()> {
        let mut open = held(&self.0);
        open.file.set_len(0)?;
        open.written = 0;
        let current = open.folder.join(name(0));
        ours(&open.folder)
            .filter(|path| *path != current)
            .try_for_each(remove)
    }
}

impl Write for Files {
    /// Takes whole lines, or the beginning of one that would fill a file by itself.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut open = held(&self.0);
        let most = usize::try_from(open.bytes_max).unwrap_or(usize::MAX);
        let kept = &line[..line.len().min(most)];
        let bytes = kept.len() as u64;
        if open.written.saturating_add(bytes) > open.bytes_max {
            open.turn_over()?;
        }
        open.file.write_all(kept)?;
        open.written += bytes;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        held(&self.0).file.flush()
    }
}

impl Open {
    /// Begins a new file; the oldest goes.
    fn turn_over(&mut self) -> io::Result<()> {
        let path = |number| self.folder.join(name(number));
        for number in (1..self.count).rev() {
            match fs::rename(path(number - 1), path(number)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        (self.file, self.written) = append(&path(0))?;
        Ok(())
    }
}

fn name(number: usize) -> String {
    match number {
        0 => "paylink.log".to_owned(),
        number => format!("paylink.{number}.log"),
    }
}

/// All that is or was a file of the log.
fn ours(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    paths.filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("paylink") && name.ends_with(".log")
    })
}

fn remove(path: PathBuf) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn append(path: &Path) -> io::Result<(File, u64)> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    let written = file.metadata()?.len();
    Ok((file, written))
}

// ---- On their way to the files -----------------------------------------------------------------------------------

/// Lines in their order, and the thread that writes them.
#[derive(Clone)]
struct Queue {
    orders: SyncSender<Order>,
    left_out: Arc<AtomicU64>,
}

enum Order {
    Write(Vec<u8>),
    /// Says when all before it is done.
    Tell(mpsc::Sender<()>),
}

impl Queue {
    fn start(mut files: impl Write + Send + 'static) -> io::Result<Self> {
        let (orders, ordered) = mpsc::sync_channel(QUEUE);
        let left_out = Arc::<AtomicU64>::default();
        let missing = Arc::clone(&left_out);
        let write = move || {
            for order in ordered {
                // A log that cannot be written has nobody to say so to.
                let _written = match order {
                    Order::Write(line) => files.write_all(&line),
                    Order::Tell(done) => {
                        done.send(()).unwrap_or_default();
                        Ok(())
                    }
                };
                match missing.swap(0, Ordering::Relaxed) {
                    0 => {}
                    lines => drop(writeln!(files, "{lines} lines are missing here")),
                }
            }
        };
        thread::Builder::new().name("log".to_owned()).spawn(write)?;
        Ok(Self { orders, left_out })
    }

    fn is_written(&self) -> bool {
        let (done, waiting) = mpsc::channel();
        self.orders.try_send(Order::Tell(done)).is_ok()
            && waiting.recv_timeout(WRITTEN_WITHIN).is_ok()
    }
}

impl Write for Queue {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.orders.try_send(Order::Write(line.to_vec())).is_err() {
            self.left_out.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

// ---- Lines -------------------------------------------------------------------------------------------------------

/// The last lines, as what they are made of.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<VecDeque<LogLine>>>);

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let metadata = event.metadata();
        let mut line = Line {
            is_ours: OUR_ROOMS
                .iter()
                .any(|room| metadata.target().split("::").next() == Some(room)),
            says: String::new(),
            details: Vec::new(),
        };
        event.record(&mut line);
        let mut lines = held(&self.0);
        if lines.len() == LINES {
            lines.pop_front();
        }
        lines.push_back(LogLine {
            at: SystemClock.now().wall,
            level: metadata.level().as_str(),
            room: metadata.target(),
            says: line.says,
            details: line.details,
        });
    }
}

struct Line {
    is_ours: bool,
    says: String,
    details: Vec<(&'static str, Detail)>,
}

impl Line {
    fn keep(&mut self, field: &Field, detail: Option<Detail>) {
        self.details
            .extend(detail.map(|detail| (field.name(), detail)));
    }
}

impl Visit for Line {
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.keep(field, Detail::number(field.name(), value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        let value = i64::try_from(value).ok();
        let detail = value.and_then(|value| Detail::number(field.name(), value));
        self.keep(field, detail);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.keep(field, Detail::of(field.name(), value));
    }

    fn record_error(&mut self, _field: &Field, value: &(dyn Error + 'static)) {
        let code = Detail::io_error(value);
        self.details.extend(code.map(|code| ("io_error", code)));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() != "message" {
            self.keep(field, Detail::of(field.name(), &format!("{value:?}")));
        } else if self.is_ours {
            self.says = format!("{value:?}");
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
