//! The database is damaged in ten thousand ways, and opened.
//!
//! What Paylink shows afterwards must be what was there, or the user is told and the damaged file is kept whole under
//! another name. A file that is silently empty, older or different, a panic and a hang are all broken promises. The
//! preferences lie in a file of the store plugin's; its reader is tried beside it, in the window's own tests.

mod harm;
mod rebuild;

use std::fmt;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use harm::{Harm, Harmed, remove_if_there};

use crate::campaign::{Campaign, Tally, Trial, seed_of};
use crate::file::Content;
use crate::press::Press;
use crate::unable::Able;
use crate::world::{Gateway, Programs, Start};
use crate::{file, strace, system};

/// Nobody listens there: this layer sends nothing.
const NOWHERE: &str = "http://127.0.0.1:9";

struct Point(u64);

impl fmt::Display for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

pub fn run(campaign: &Campaign) -> Able<Tally> {
    let folder = system::quick_folder()?;
    let sample = Sample::make(&campaign.programs, folder.path(), campaign.seed)?;
    let harmed = harm_all(campaign, &sample)?;
    if let Err(why) = strace::works() {
        return Ok(harmed.and(Tally::skipped(format!("killed rebuilds: {why}"))));
    }
    let points = rebuild::points(campaign, &sample)?;
    let killed = campaign.each("damage", &points, |point| {
        rebuild::try_kill(campaign, &sample, point)
    })?;
    Ok(harmed.and(killed))
}

/// The part that asks nothing of the machine.
pub fn harm(campaign: &Campaign) -> Able<Tally> {
    let folder = system::quick_folder()?;
    let sample = Sample::make(&campaign.programs, folder.path(), campaign.seed)?;
    harm_all(campaign, &sample)
}

fn harm_all(campaign: &Campaign, sample: &Sample) -> Able<Tally> {
    let repeated = campaign.only.as_ref().and_then(|only| only.parse().ok());
    let points: Vec<Point> = match repeated {
        Some(number) => vec![Point(number)],
        None => (0..campaign.schedules).map(Point).collect(),
    };
    campaign.each("damage", &points, |point| try_harm(campaign, sample, point))
}

fn try_harm(campaign: &Campaign, sample: &Sample, point: &Point) -> Able<Trial> {
    let mut rng = Rng::with_seed(seed_of(campaign.seed, point));
    let folder = system::quick_folder()?;
    let data = folder.path().join("data");
    let base = if rng.bool() {
        &sample.killed
    } else {
        &sample.closed
    };
    file::copy(base, &data)?;
    // Some without the good copy, so that what can be had without it is seen.
    if rng.u8(0..3) == 0 {
        remove_if_there(&data.join("paylink-copy.db"))?;
    }
    let harm = Harm::any(&mut rng);
    let harmed = harm.apply(&mut rng, sample, &data)?;
    let doing = format!("{harm:?} of {}", harmed.name);

    let opened = Start::on(&campaign.programs, &data, NOWHERE)
        .only_opening()
        .run()?;
    let mut trial = Trial::default();
    let notices = opened.notices();
    if opened.panicked() || opened.said.is_empty() {
        trial.judge(vec![format!(
            "{doing}: it ended without a word: {}",
            opened.moaned.trim()
        )]);
    } else if notices.iter().any(|notice| notice == "dataUnavailable") {
        trial.count("refused, told and left alone");
        if !harmed.is_in_place() {
            trial.judge(vec![format!("{doing}: refused, and yet changed")]);
        }
    } else {
        let told = notices.iter().any(|notice| notice == "fileSetAside");
        judge_what_is_shown(&doing, told, sample, &harmed, &data, &mut trial);
    }
    Ok(trial)
}

fn judge_what_is_shown(
    doing: &str,
    told: bool,
    sample: &Sample,
    harmed: &Harmed,
    data: &Path,
    trial: &mut Trial,
) {
    let now = match file::content(data) {
        Ok(content) => content,
        Err(unable) => {
            trial.judge(vec![format!(
                "{doing}: opened, and yet unreadable: {unable}"
            )]);
            return;
        }
    };
    let before = &sample.content;
    let lost = before.identities.difference(&now.identities).count();
    let made_up = now.identities.difference(&before.identities).count();
    let mut broken = Vec::new();
    if !told && before.rows != now.rows {
        broken.push(format!(
            "changed in silence: {lost} rows lost, {made_up} made up"
        ));
    }
    // A row may be as it was earlier; it must have been.
    if told && made_up > 0 && !harmed.has_other_rows {
        let one = now.identities.difference(&before.identities).next();
        broken.push(format!("{made_up} rows made up, such as {one:?}"));
    }
    if told && !harmed.matters {
        broken.push("told, though nothing was lost".to_owned());
    }
    if told && !harmed.is_kept(data) {
        broken.push("told, and yet not kept as it was".to_owned());
    }
    for (id, state) in &now.states {
        let stood = before.states.get(id).map_or("", String::as_str);
        let is_going = matches!(state.as_str(), "ready" | "held" | "sending");
        if told && is_going {
            broken.push(format!(
                "a rebuilt request is {state}: it would be sent blindly"
            ));
        }
        // A start makes of what was being sent something unknown.
        if !told && state != stood && (stood, state.as_str()) != ("sending", "unknown") {
            broken.push(format!("a request that was {stood} is {state} in silence"));
        }
    }
    trial.count(match (told, lost) {
        (true, 0) => "told, kept aside and rebuilt whole",
        (true, _) => "told, kept aside and rebuilt in part",
        (false, _) => "without harm",
    });
    let told_of = broken.into_iter();
    trial.judge(
        told_of
            .map(|sentence| format!("{doing}: {sentence}"))
            .collect(),
    );
}

/// Data folders before they are harmed, and what is in them.
struct Sample {
    /// Killed: much is in the write-ahead log only.
    killed: PathBuf,
    /// The same, closed: everything is in the database.
    closed: PathBuf,
    /// Killed before the last links were made.
    earlier: PathBuf,
    /// Another Paylink's.
    foreign: PathBuf,
    content: Content,
}

impl Sample {
    /// Links that were made and emailed, and one whose outcome was unknown when the process was killed.
    fn make(programs: &Programs, folder: &Path, seed: u64) -> Able<Self> {
        let mut rng = Rng::with_seed(seed);
        let named = |name: &str| folder.join(name);
        let (killed, closed) = (named("killed"), named("closed"));
        let (earlier, foreign) = (named("earlier"), named("foreign"));
        let gateway = Gateway::start(programs, &[])?;
        let mut press = |data: &Path, count: usize| {
            let presses: Vec<Press> = (0..count).map(|_| Press::any(&mut rng)).collect();
            Start::on(programs, data, &gateway.url)
                .pressing(&presses)
                .run()
        };
        press(&foreign, 4)?;
        press(&killed, 8)?;
        file::copy(&killed, &earlier)?;
        // The next start makes a copy of what there is by now.
        remove_if_there(&killed.join("paylink-copy.db"))?;
        press(&killed, 8)?;
        let trouble = ["--trouble", "createPaymentLink: act then hold"].map(str::to_owned);
        let silent = Gateway::start(programs, &trouble)?;
        let mut last = Start::on(programs, &killed, &silent.url)
            .pressing(&[Press::any(&mut rng)])
            .start()?;
        let mut said = last.said();
        system::until("a link to be made", || {
            Ok(!silent.ledger()?.links.is_empty())
        })?;
        last.kill()?;
        said.by_ref().for_each(drop);
        drop(last);
        file::copy(&killed, &closed)?;
        let content = file::content(&closed)?;
        Ok(Self {
            killed,
            closed,
            earlier,
            foreign,
            content,
        })
    }
}
