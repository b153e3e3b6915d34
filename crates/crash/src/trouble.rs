//! A disk that is full, read-only or failing, and ten Paylinks at once.
//!
//! While the disk refuses, nothing may be sent whose intent is not durable, and the user is told that it is the disk.
//! Once it takes writes again, everything that was called safe is settled, once.

use std::fmt;
use std::fs;
use std::path::Path;
use std::thread;

use fastrand::Rng;

use crate::campaign::{Campaign, Tally, Trial, seed_of};
use crate::disk::Memory;
use crate::kills::{Mode, aftermath, count_calls};
use crate::press::Press;
use crate::unable::Able;
use crate::world::{Gateway, Paylink, Run, Start, press_accepted_in};
use crate::{strace, system};

/// Calls that a disk can refuse.
const REFUSABLE: [&str; 8] = [
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "rename",
    "unlink",
    "mkdir",
];

/// Pages that a full disk still has room for when Paylink starts.
const ROOM_MAX: u32 = 100;

/// How many are started at once.
const INSTANCES: usize = 10;

/// How soon each must have said whether it may write.
const TOLD_MS_MAX: u128 = 1_000;

#[derive(Debug, Clone)]
enum Point {
    /// The `number`th call is refused; each one from there on, if it stays so.
    Refused {
        call: String,
        number: u32,
        error: &'static str,
        stays: bool,
    },
    /// Room for so many pages.
    Full(u32),
    ReadOnly,
    Ten(u32),
}

impl fmt::Display for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused {
                call,
                number,
                error,
                stays,
            } => {
                let stays = if *stays { " and on" } else { "" };
                write!(out, "{error} {call} {number}{stays}")
            }
            Self::Full(pages) => write!(out, "full but for {pages}"),
            Self::ReadOnly => out.write_str("read-only"),
            Self::Ten(round) => write!(out, "ten at once {round}"),
        }
    }
}

pub fn run(campaign: &Campaign) -> Able<Tally> {
    let mut points = Vec::new();
    let mut tally = Tally::default();
    match strace::works() {
        Ok(()) => points.extend(refusals(campaign)?),
        Err(why) => tally = tally.and(Tally::skipped(format!("a failing disk: {why}"))),
    }
    match Memory::is_possible() {
        Ok(()) => {
            points.extend((0..ROOM_MAX).map(Point::Full));
            points.push(Point::ReadOnly);
        }
        Err(why) => {
            tally = tally.and(Tally::skipped(format!("a full or read-only disk: {why}")));
        }
    }
    points.extend((0..10).map(Point::Ten));
    let points = campaign.spread(&points);
    let tried = campaign.each("trouble", &points, |point| match point {
        Point::Refused { .. } => try_refusal(campaign, point),
        Point::Full(pages) => try_full(campaign, point, *pages),
        Point::ReadOnly => try_read_only(campaign, point),
        Point::Ten(_) => try_ten(campaign, point),
    })?;
    Ok(tally.and(tried))
}

/// The one part that asks nothing of the machine.
pub fn ten_at_once(campaign: &Campaign) -> Able<Tally> {
    let rounds = u32::try_from(campaign.schedules).unwrap_or(u32::MAX);
    let points: Vec<Point> = (0..rounds).map(Point::Ten).collect();
    campaign.each("trouble", &points, |point| try_ten(campaign, point))
}

fn refusals(campaign: &Campaign) -> Able<Vec<Point>> {
    let counts = count_calls(campaign, Mode::Forgets)?;
    let mut points = Vec::new();
    for call in REFUSABLE {
        for number in 1..=counts.get(call).copied().unwrap_or(0) {
            // A full disk now and a broken one then; for good at every fourth call.
            let error = if number % 2 == 0 { "EIO" } else { "ENOSPC" };
            let kinds: &[bool] = if number % 4 == 0 {
                &[false, true]
            } else {
                &[false]
            };
            points.extend(kinds.iter().map(|&stays| Point::Refused {
                call: call.to_owned(),
                number,
                error,
                stays,
            }));
        }
    }
    Ok(points)
}

fn try_refusal(campaign: &Campaign, point: &Point) -> Able<Trial> {
    let Point::Refused {
        call,
        number,
        error,
        stays,
    } = point
    else {
        return Ok(Trial::default());
    };
    let folder = system::quick_folder()?;
    let on = if *stays { "+" } else { "" };
    let refusal = format!("error={error}:when={number}{on}");
    under_trouble(campaign, point, &folder.path().join("data"), |start| {
        // The disk is asked again after two seconds.
        let start = start.patient_for(if *stays { 1 } else { 8 });
        strace::injecting(start, call, &refusal).run()
    })
}

fn try_full(campaign: &Campaign, point: &Point, pages: u32) -> Able<Trial> {
    let memory = Memory::mount()?;
    let data = memory.path().join("data");
    fs::create_dir(&data)?;
    memory.fill_but_for(pages)?;
    under_trouble(campaign, point, &data, |start| {
        let run = start.patient_for(1).run();
        memory.make_room()?;
        run
    })
}

fn try_read_only(campaign: &Campaign, point: &Point) -> Able<Trial> {
    let memory = Memory::mount()?;
    let data = memory.path().join("data");
    fs::create_dir(&data)?;
    under_trouble(campaign, point, &data, |start| {
        memory.forbid_writing()?;
        let run = start.patient_for(1).run();
        memory.allow_writing()?;
        run
    })
}

/// Runs Paylink while the disk refuses, and again once it does not.
fn under_trouble(
    campaign: &Campaign,
    point: &Point,
    data: &Path,
    run: impl FnOnce(Start<'_>) -> Able<Run>,
) -> Able<Trial> {
    let press = Press::any(&mut Rng::with_seed(seed_of(campaign.seed, point)));
    let gateway = Gateway::start(&campaign.programs, &Mode::Forgets.arguments())?;
    let presses = std::slice::from_ref(&press);
    let start = Start::on(&campaign.programs, data, &gateway.url).pressing(presses);
    let run = run(start)?;
    let mut trial = Trial::default();
    if run.panicked() || run.said.is_empty() {
        let moaned = run.moaned.trim();
        trial.judge(vec![format!("it ended without a word: {moaned}")]);
    }
    let refused_data = run
        .notices()
        .iter()
        .any(|notice| notice == "dataUnavailable");
    let faults: Vec<_> = run
        .all("fault")
        .map(|said| said["fault"]["code"].to_string())
        .collect();
    for fault in faults.iter().filter(|code| *code != "\"diskTrouble\"") {
        trial.judge(vec![format!(
            "the disk refused, and the user was told {fault}"
        )]);
    }
    trial.count(match run.status.code() {
        _ if refused_data => "told at the start that it is the disk",
        _ if !faults.is_empty() => "told at the press that it is the disk",
        Some(0) => "settled in spite of it",
        _ => "still trying when it was stopped",
    });
    aftermath(
        &campaign.programs,
        &gateway,
        data,
        presses,
        &run.accepted(),
        &mut trial,
    )?;
    Ok(trial)
}

/// One writes, the others are told; the one is killed, and the next one writes at once.
fn try_ten(campaign: &Campaign, point: &Point) -> Able<Trial> {
    let mut rng = Rng::with_seed(seed_of(campaign.seed, point));
    let folder = system::quick_folder()?;
    let data = folder.path().join("data");
    // The one that writes is busy until it is killed.
    let trouble = ["--trouble", "createPaymentLink: act then hold"].map(str::to_owned);
    let gateway = Gateway::start(&campaign.programs, &trouble)?;
    let presses: Vec<Press> = (0..INSTANCES).map(|_| Press::any(&mut rng)).collect();
    let started = presses
        .iter()
        .map(|press| {
            Start::on(&campaign.programs, &data, &gateway.url)
                .pressing(std::slice::from_ref(press))
                .start()
        })
        .collect::<Able<Vec<Paylink>>>()?;
    let mut trial = Trial::default();
    let heard: Vec<_> = thread::scope(|scope| {
        let listening: Vec<_> = started
            .into_iter()
            .map(|paylink| scope.spawn(move || first_words(paylink)))
            .collect();
        let joined = listening.into_iter().map(|listener| listener.join());
        joined
            .map(|heard| heard.expect("listening does not panic"))
            .collect()
    });
    let mut writers = Vec::new();
    for (press, heard) in presses.iter().zip(heard) {
        let heard = heard?;
        if heard.told_after_ms > TOLD_MS_MAX {
            trial.judge(vec![format!("told after {} ms", heard.told_after_ms)]);
        }
        match heard.writer {
            Some(writer) => writers.push((press, writer)),
            None => trial.count("told that another one is open"),
        }
    }
    if writers.len() != 1 {
        trial.judge(vec![format!("{} of {INSTANCES} write", writers.len())]);
    }
    let Some((press, mut writer)) = writers.pop() else {
        return Ok(trial);
    };
    system::until("the link to be made", || {
        Ok(!gateway.ledger()?.links.is_empty())
    })?;
    writer.kill()?;
    drop(writer);
    let press = std::slice::from_ref(press);
    let accepted = [press[0].id.to_string()];
    aftermath(
        &campaign.programs,
        &gateway,
        &data,
        press,
        &accepted,
        &mut trial,
    )?;
    Ok(trial)
}

struct Heard {
    told_after_ms: u128,
    /// The process, if it said that it may write.
    writer: Option<Paylink>,
}

/// Listens until it is known whether this one may write: its press was taken, or it has ended.
fn first_words(mut paylink: Paylink) -> Able<Heard> {
    let mut said = paylink.said();
    let mut told_after_ms = 0;
    for document in said.by_ref() {
        if document["saw"] == "opened" {
            told_after_ms = paylink.age().as_millis();
        }
        if press_accepted_in(&document).is_some() {
            // Whatever else it says is let go of: nobody may wait for a listener that is not there.
            thread::spawn(move || said.for_each(drop));
            return Ok(Heard {
                told_after_ms,
                writer: Some(paylink),
            });
        }
    }
    Ok(Heard {
        told_after_ms,
        writer: None,
    })
}
