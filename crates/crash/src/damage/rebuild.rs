//! A rebuild is killed at each of its calls to the system, and Paylink is started again.

use std::fmt;
use std::path::Path;

use rusqlite::Connection;
use tempfile::TempDir;

use super::{NOWHERE, Sample};
use crate::campaign::{Campaign, Trial};
use crate::unable::Able;
use crate::world::Start;
use crate::{file, judge, strace, system};

/// As the `number`th `call` of a rebuild begins.
pub(super) struct Point {
    call: String,
    number: u32,
}

impl fmt::Display for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "rebuild {} {}", self.call, self.number)
    }
}

pub(super) fn points(campaign: &Campaign, sample: &Sample) -> Able<Vec<Point>> {
    let folder = rotten(sample)?;
    let counts = strace::count(opening(campaign, folder.path()))?;
    let points = counts.into_iter().flat_map(|(call, count)| {
        (1..=count).map(move |number| Point {
            call: call.clone(),
            number,
        })
    });
    Ok(points.collect())
}

/// Everything but the rotten row is there after the next start, nothing of it is sent blindly, and the file is kept.
pub(super) fn try_kill(campaign: &Campaign, sample: &Sample, point: &Point) -> Able<Trial> {
    let folder = rotten(sample)?;
    let killed =
        strace::killing(opening(campaign, folder.path()), &point.call, point.number).run()?;
    let opened = opening(campaign, folder.path()).run()?;
    let mut trial = Trial::default();
    trial.judge(judge::at_rest(&opened));
    let told = [&killed, &opened]
        .iter()
        .any(|run| !run.notices().is_empty());
    if !told {
        trial.judge(vec!["the file was rebuilt in silence".to_owned()]);
    }
    let now = file::content(folder.path())?;
    let lost = sample
        .content
        .identities
        .difference(&now.identities)
        .count();
    if lost > 1 {
        trial.judge(vec![format!("{lost} rows lost, and one was rotten")]);
    }
    let blindly = now
        .states
        .values()
        .filter(|state| matches!(state.as_str(), "ready" | "sending"));
    if blindly.count() > 0 {
        trial.judge(vec!["something rebuilt would be sent blindly".to_owned()]);
    }
    if !folder.path().join("paylink-damaged-1.db").exists() {
        trial.judge(vec!["the rotten file is not kept".to_owned()]);
    }
    trial.count("rebuilds killed");
    Ok(trial)
}

fn opening<'a>(campaign: &'a Campaign, data: &Path) -> Start<'a> {
    Start::on(&campaign.programs, data, NOWHERE).only_opening()
}

/// A folder with one row that is not as it was written.
fn rotten(sample: &Sample) -> Able<TempDir> {
    let folder = system::quick_folder()?;
    file::copy(&sample.closed, folder.path())?;
    let connection = Connection::open(folder.path().join("paylink.db"))?;
    connection.execute(
        "UPDATE person SET name = 'Somebody else' WHERE rowid = (SELECT min(rowid) FROM person)",
        [],
    )?;
    Ok(folder)
}
