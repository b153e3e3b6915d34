//! The power is cut at a random moment of making and emailing links, a thousand times.
//!
//! Every other cut finds the process standing still, so that the gateway holds exactly what had been sent by then:
//! Paylink is started on what the disk held and must settle everything, once. The others come in the middle of whatever
//! the process does to the disk; what it sent afterwards belongs to another world, so they judge the disk alone.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use fastrand::Rng;

use crate::campaign::{Campaign, Tally, Trial, seed_of};
use crate::disk::{Disk, Store};
use crate::judge;
use crate::kills::{Mode, aftermath};
use crate::ledger::Ledger;
use crate::press::Press;
use crate::unable::{Able, Unable};
use crate::world::{Gateway, Paylink, Start, press_accepted_in};
use crate::{file, strace, system};

/// Cuts of a disk that lies about its syncs: at least one must be found out, or this layer is blind.
const LIES: u64 = 12;

/// So much is said, at the least, about each link that is made and emailed.
const SAID_OF_A_LINK: usize = 8;

/// How long after something was said the power is cut at the latest.
const LATEST: Duration = Duration::from_millis(15);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The process stands still.
    Frozen,
    /// The process goes on.
    InFlight,
    /// The process goes on, and its syncs do nothing.
    Lying,
}

#[derive(Debug, Clone)]
struct Point {
    kind: Kind,
    number: u64,
}

impl fmt::Display for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Frozen => "frozen",
            Kind::InFlight => "in-flight",
            Kind::Lying => "lying",
        };
        write!(out, "{kind} {}", self.number)
    }
}

pub fn run(campaign: &Campaign) -> Able<Tally> {
    let store = match Store::make() {
        Ok(store) => store,
        Err(why) => return Ok(Tally::skipped(format!("power cuts: {why}"))),
    };
    let points: Vec<Point> = (0..campaign.schedules)
        .map(|number| Point {
            kind: if number % 2 == 0 {
                Kind::Frozen
            } else {
                Kind::InFlight
            },
            number,
        })
        .collect();
    let tally = campaign.each("power", &points, |point| try_cut(campaign, &store, point))?;
    if campaign.only.is_some() {
        return Ok(tally);
    }
    Ok(tally.and(lies_are_found_out(campaign, &store)?))
}

/// The test of the test.
fn lies_are_found_out(campaign: &Campaign, store: &Store) -> Able<Tally> {
    if let Err(why) = strace::works() {
        let why = format!("the planted fault, a disk that lies about its syncs: {why}");
        return Ok(Tally::skipped(why));
    }
    let points: Vec<Point> = (0..LIES)
        .map(|number| Point {
            kind: Kind::Lying,
            number,
        })
        .collect();
    let found = campaign.each("power", &points, |point| try_cut(campaign, store, point))?;
    let mut tally = Tally {
        tried: LIES,
        ..Tally::default()
    };
    if found.broken.is_empty() {
        let blind = "syncs that did nothing were not found out: this layer is blind";
        tally.broken.push(blind.to_owned());
    } else {
        let count = u64::try_from(found.broken.len()).unwrap_or(u64::MAX);
        tally
            .counts
            .insert("losses found under syncs that did nothing", count);
    }
    Ok(tally)
}

fn try_cut(campaign: &Campaign, store: &Store, point: &Point) -> Able<Trial> {
    let mut rng = Rng::with_seed(seed_of(campaign.seed, point));
    let presses: Vec<Press> = (0..rng.usize(1..=3))
        .map(|_| Press::any(&mut rng))
        .collect();
    let said = rng.usize(..=2 + SAID_OF_A_LINK * presses.len());
    let later = LATEST.mul_f64(rng.f64());
    let gateway = Gateway::start(&campaign.programs, &Mode::Forgets.arguments())?;
    let name = |what: &str| format!("{what}-{:?}-{}", point.kind, point.number);
    let disk = store.blank(&name("run"))?;
    let start =
        Start::on(&campaign.programs, &disk.path().join("data"), &gateway.url).pressing(&presses);
    let start = if point.kind == Kind::Lying {
        strace::injecting(start, "fsync,fdatasync", "retval=0")
    } else {
        start
    };
    let running = Listened::to(start.start()?);
    running.until_it_has_said(said);
    thread::sleep(later);

    if point.kind == Kind::Frozen {
        system::freeze(running.paylink.id())?;
    }
    let (accepted, ledger) = (running.accepted(), gateway.ledger()?);
    let cut = store.cut(&disk, &name("cut"))?;
    running.kill()?;
    drop(disk);
    let found = store.mount(cut)?;

    let mut trial = Trial::default();
    if ledger.writes.is_empty() {
        trial.count("before anything was sent");
    }
    match point.kind {
        Kind::Frozen => settles(campaign, &gateway, &found, &presses, &accepted, &mut trial)?,
        Kind::InFlight | Kind::Lying => {
            holds(campaign, &gateway, &found, &ledger, &accepted, &mut trial)?
        }
    }
    Ok(trial)
}

/// What the disk held is enough to settle everything, once.
fn settles(
    campaign: &Campaign,
    gateway: &Gateway,
    found: &Disk,
    presses: &[Press],
    accepted: &[String],
    trial: &mut Trial,
) -> Able<()> {
    let data = found.path().join("data");
    aftermath(&campaign.programs, gateway, &data, presses, accepted, trial)
}

/// The file is sound, nothing is missing that was called safe or was sent, and Paylink opens it without a word.
fn holds(
    campaign: &Campaign,
    gateway: &Gateway,
    found: &Disk,
    ledger: &Ledger,
    accepted: &[String],
    trial: &mut Trial,
) -> Able<()> {
    let copy = tempfile::tempdir()?;
    let data = found.path().join("data");
    if data.exists() {
        file::copy(&data, copy.path())?;
    }
    match file::read(copy.path()) {
        Ok(kept) => trial.judge(judge::durable(&kept, ledger, accepted)),
        Err(unable) => trial.judge(vec![format!("the file cannot be read: {unable}")]),
    }
    let opened = Start::on(&campaign.programs, &data, &gateway.url)
        .only_opening()
        .run()?;
    trial.judge(judge::at_rest(&opened));
    trial.judge(judge::without_a_notice(&opened));
    Ok(())
}

/// Paylink, running, and a thread that hears what it says.
struct Listened {
    paylink: Paylink,
    accepted: Arc<Mutex<Vec<String>>>,
    said: Arc<AtomicUsize>,
    hearing: JoinHandle<()>,
}

impl Listened {
    fn to(mut paylink: Paylink) -> Self {
        let accepted = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&accepted);
        let documents = paylink.said();
        let said = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&said);
        let hearing = thread::spawn(move || {
            for document in documents {
                if let Some(press) = press_accepted_in(&document) {
                    held(&heard).push(press);
                }
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        Self {
            paylink,
            accepted,
            said,
            hearing,
        }
    }

    /// Waits for what it says, not for a time: how far it comes in a time is the machine's matter. It may end before.
    fn until_it_has_said(&self, documents: usize) {
        while self.said.load(Ordering::Relaxed) < documents && !self.hearing.is_finished() {
            thread::sleep(Duration::from_micros(200));
        }
    }

    /// The presses it has called safe by now.
    fn accepted(&self) -> Vec<String> {
        held(&self.accepted).clone()
    }

    /// `kill -9`, of what strace holds as well.
    fn kill(mut self) -> Able<()> {
        let traced = system::children(self.paylink.id());
        for process in &traced {
            // It may have ended by itself.
            drop(system::run("kill", &["-KILL", process]));
        }
        self.paylink.kill()?;
        for process in &traced {
            system::until("a killed process to be gone", || {
                Ok(system::is_gone(process))
            })?;
        }
        drop(self.paylink);
        let heard = self.hearing.join();
        heard.map_err(|_| Unable::new("listening to Paylink went wrong"))
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
