//! Every trouble at every step, through the real HTTP stack: the tables in `docs/faults.md`, cell by cell.

mod edits;
mod steps;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::task::JoinSet;

use steps::{Played, Step};

const TABLES: &str = include_str!("../../docs/faults.md");
const WORDS: &str = include_str!("../../../../ui/src/ipc/faults.ts");
/// Cells that are played at once.
const AT_ONCE: usize = 24;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_trouble_at_every_step_ends_as_the_table_says() {
    let cells = cells();
    assert!(cells.len() > 400, "the tables were found: {}", cells.len());
    let (waiting, wrong) = (Arc::new(Mutex::new(cells)), Arc::default());
    let mut players = JoinSet::new();
    for _ in 0..AT_ONCE {
        players.spawn(play(Arc::clone(&waiting), Arc::clone(&wrong)));
    }

    while let Some(player) = players.join_next().await {
        player.unwrap();
    }

    let wrong: Vec<String> = std::mem::take(&mut wrong.lock().unwrap());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// One trouble at one step, and how it is to end.
#[derive(Clone, Debug)]
struct Cell {
    trouble: &'static str,
    step: Step,
    end: &'static str,
    /// The gateway says what it did.
    honest: bool,
}

impl Cell {
    fn complaints(&self, played: &Played) -> Vec<String> {
        let mut complaints = Vec::new();
        let mut complain = |wrong: bool, what: String| {
            if wrong {
                let Self { trouble, step, .. } = self;
                complaints.push(format!("{trouble:?} at {step:?}: {what}"));
            }
        };
        let end = played.end();
        complain(end != self.end, format!("{end:?}, not {:?}", self.end));
        complain(played.made > 1, format!("made {} times", played.made));
        for told in &played.told {
            let code = &told.code;
            let has_words = code.is_empty() || WORDS.contains(&format!("\n  {code}: {{"));
            complain(!has_words, format!("no words for {code}"));
            let denied = told.effect == "none" && told.state != "done";
            let untrue = self.honest && denied && told.made > 0;
            complain(
                untrue,
                "it was made, and the user is told that it was not".to_owned(),
            );
            let lost = told.state == "done" && told.made != 1;
            complain(lost, format!("called done, and made {} times", told.made));
        }
        complaints
    }
}

async fn play(waiting: Arc<Mutex<VecDeque<Cell>>>, wrong: Arc<Mutex<Vec<String>>>) {
    loop {
        let Some(cell) = waiting.lock().unwrap().pop_front() else {
            return;
        };
        // A task of its own: what panics there spoils no other cell.
        let complaints = match tokio::spawn(cell.step.play(cell.trouble)).await {
            Ok(played) => cell.complaints(&played),
            Err(panic) => vec![format!("{:?} at {:?}: {panic}", cell.trouble, cell.step)],
        };
        wrong.lock().unwrap().extend(complaints);
    }
}

fn cells() -> VecDeque<Cell> {
    let (_, tables) = TABLES.split_once("## The tables").unwrap();
    let [_, honest, contradictory] = tables
        .split("\n### ")
        .map(rows)
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    let mut cells = VecDeque::new();
    for (rows, honest) in [(honest, true), (contradictory, false)] {
        for row in rows {
            cells.extend(
                Step::ALL
                    .iter()
                    .zip(&row[1..])
                    .map(|((_, step), end)| Cell {
                        trouble: row[0],
                        step: *step,
                        end,
                        honest,
                    }),
            );
        }
    }
    cells
}

/// The cells of a table, without its head.
fn rows(text: &'static str) -> Vec<Vec<&'static str>> {
    let rows = text.lines().filter_map(|line| {
        let cells = line.strip_prefix('|')?.split('|');
        Some(cells.map(|cell| cell.trim().trim_matches('`')).collect())
    });
    rows.skip(2).collect()
}
