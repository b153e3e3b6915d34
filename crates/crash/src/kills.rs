//! The process is killed at every call to the system that writes, syncs, renames, sends or receives.
//!
//! One run that connects, makes a link and emails it to two people is watched by strace, and its calls are counted.
//! Then it is run again for each of them, and killed as that call begins. What the disk held at that moment is kept;
//! Paylink is started again on the folder and settles; then the same button is pressed again.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use fastrand::Rng;

use crate::campaign::{Campaign, Tally, Trial, seed_of};
use crate::press::Press;
use crate::unable::Able;
use crate::world::{Gateway, Programs, Start};
use crate::{file, judge, strace, system};

/// How a gateway treats a key that comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It answers as it did the first time; new links come late to its list.
    Replays,
    /// It has forgotten the key at once and would act again; its list is current.
    Forgets,
    /// It says 409, the key is in use; new links come late to its list.
    InUse,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Replays, Self::Forgets, Self::InUse];

    pub fn arguments(self) -> Vec<String> {
        let rules: &[&str] = match self {
            Self::Replays => &["repeated-key=replays", "list-lag=300ms"],
            Self::Forgets => &["key-lifetime=0s", "forgotten-key=acts-again"],
            Self::InUse => &["repeated-key=in-use", "list-lag=300ms"],
        };
        let arguments = rules.iter().flat_map(|rule| ["--rule", rule]);
        arguments.map(str::to_owned).collect()
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Replays => "replays",
            Self::Forgets => "forgets",
            Self::InUse => "in-use",
        })
    }
}

/// As the `number`th `call` begins, with a gateway of this kind.
#[derive(Debug, Clone)]
pub struct Point {
    mode: Mode,
    call: String,
    number: u32,
}

impl fmt::Display for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {}", self.mode, self.call, self.number)
    }
}

pub fn run(campaign: &Campaign) -> Able<Tally> {
    if let Err(why) = strace::works() {
        return Ok(Tally::skipped(format!("kills at every call: {why}")));
    }
    let mut points = Vec::new();
    for mode in Mode::ALL {
        let calls = count_calls(campaign, mode)?;
        for (call, count) in calls {
            points.extend((1..=count).map(|number| Point {
                mode,
                call: call.clone(),
                number,
            }));
        }
    }
    let points = campaign.spread(&points);
    campaign.each("kills", &points, |point| try_point(campaign, point))
}

/// The calls of a run that connects, makes a link and emails it.
pub fn count_calls(campaign: &Campaign, mode: Mode) -> Able<BTreeMap<String, u32>> {
    let folder = system::quick_folder()?;
    let gateway = Gateway::start(&campaign.programs, &mode.arguments())?;
    let press = Press::any(&mut Rng::with_seed(campaign.seed));
    let data = folder.path().join("data");
    let start = Start::on(&campaign.programs, &data, &gateway.url);
    strace::count(start.pressing(std::slice::from_ref(&press)))
}

fn try_point(campaign: &Campaign, point: &Point) -> Able<Trial> {
    let press = Press::any(&mut Rng::with_seed(seed_of(campaign.seed, point)));
    let gateway = Gateway::start(&campaign.programs, &point.mode.arguments())?;
    let folder = system::quick_folder()?;
    let data = folder.path().join("data");
    let start =
        Start::on(&campaign.programs, &data, &gateway.url).pressing(std::slice::from_ref(&press));
    let first = strace::killing(start, &point.call, point.number).run()?;
    let mut trial = Trial::default();
    trial.count(if first.settled() {
        "ended before the point"
    } else {
        "killed"
    });
    aftermath(
        &campaign.programs,
        &gateway,
        &data,
        &[press],
        &first.accepted(),
        &mut trial,
    )?;
    Ok(trial)
}

/// From a death to the end: the disk at that moment, the restart, and the same presses once more.
pub fn aftermath(
    programs: &Programs,
    gateway: &Gateway,
    data: &Path,
    presses: &[Press],
    accepted: &[String],
    trial: &mut Trial,
) -> Able<()> {
    let at_death = system::quick_folder()?;
    if data.exists() {
        file::copy(data, at_death.path())?;
    }
    let kept = match file::read(at_death.path()) {
        Ok(kept) => kept,
        Err(unable) => {
            trial.judge(vec![format!("the file cannot be read: {unable}")]);
            return Ok(());
        }
    };
    trial.judge(judge::durable(&kept, &gateway.ledger()?, accepted));

    let mut asked = presses.to_vec();
    asked.retain(|press| kept.presses.contains(&press.id.to_string()));
    trial.count(if asked.is_empty() {
        "before there was an intent"
    } else {
        "with an intent on the disk"
    });
    let settled = Start::on(programs, data, &gateway.url).run()?;
    trial.judge(judge::at_rest(&settled));
    trial.judge(judge::without_a_notice(&settled));
    let ledger = gateway.ledger()?;
    trial.judge(judge::exactly_once(&asked, &ledger, &settled));
    trial.judge(judge::nothing_else(&asked, &ledger));
    if !judge::undecided(&settled).is_empty() {
        trial.count("shown for a decision");
        return Ok(());
    }

    let again = Start::on(programs, data, &gateway.url)
        .pressing(presses)
        .run()?;
    trial.judge(judge::at_rest(&again));
    let ledger = gateway.ledger()?;
    trial.judge(judge::exactly_once(presses, &ledger, &again));
    trial.judge(judge::nothing_else(presses, &ledger));
    trial.judge(judge::durable(
        &file::read(data)?,
        &ledger,
        &again.accepted(),
    ));
    let requests: usize = presses.iter().map(|press| 1 + press.people.len()).sum();
    if ledger.writes.len() > requests {
        trial.count("sent something again, under its key");
    }
    Ok(())
}
