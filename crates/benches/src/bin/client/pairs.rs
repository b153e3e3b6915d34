//! How long it takes to make a link and to email it: three contestants in turn, in one run.
//!
//! A gateway looks through all it holds for each request, so every hundred pairs get a new one, with new connections.
//! Who goes first is drawn by lot for every pair, so that no rhythm of the machine favours anyone.

use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::contestants::{Payroc, Plain, Raw};
use crate::figures::{Ratio, Sample};
use crate::gateway::Gateway;
use crate::{Failure, one_thread, say};

const PAIRS_PER_ROUND: u32 = 100;
/// Not measured: connections and tokens come to be, and caches fill.
const PAIRS_TO_WARM_UP: u32 = 10;

const NAMES: [&str; 3] = ["payroc", "reqwest", "hyper"];
const ORDERS: [[usize; 3]; 6] = [
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
    [0, 2, 1],
    [2, 1, 0],
    [1, 0, 2],
];

/// Measures, and tells how we compare.
pub fn measure(pairs: u32) -> Result<[Ratio; 2], Failure> {
    // Plain reqwest does not name its cryptography; that there is one already is just as well.
    drop(rustls::crypto::ring::default_provider().install_default());
    let mut measured = Measured::default();
    let mut left = pairs;
    while left > 0 {
        let round = left.min(PAIRS_PER_ROUND);
        one_thread()?.block_on(measured.round(round))?;
        left -= round;
    }
    say(&format!(
        "\nOne link made and emailed: {pairs} pairs of requests each, in turn, in microseconds"
    ));
    say("             median      p95    own CPU, median");
    for (name, who) in NAMES.iter().zip(&measured.0) {
        let (median, slow) = (who.time.median_us(), who.time.percentile_us(95));
        let cpu = who.cpu.median_us();
        say(&format!(
            "   {name:<8} {median:>8.0} {slow:>8.0} {cpu:>8.0}"
        ));
    }
    let [payroc, reqwest, hyper] = measured.0.each_ref().map(|who| who.time.median_us());
    let ratio = |of, value, goal| Ratio { of, value, goal };
    Ok([
        ratio("payroc/reqwest", payroc / reqwest, 1.1),
        ratio("payroc/hyper", payroc / hyper, 1.5),
    ])
}

#[derive(Default)]
struct Measured([Times; 3]);

#[derive(Default)]
struct Times {
    time: Sample,
    cpu: Sample,
}

impl Measured {
    async fn round(&mut self, pairs: u32) -> Result<(), Failure> {
        let gateway = Gateway::start(None)?;
        let payroc = Payroc::new(&gateway.base)?;
        let plain = Plain::new(&gateway.base).await?;
        let mut raw = Raw::new(&gateway.base, &plain.token).await?;
        for pair in 0..PAIRS_TO_WARM_UP + pairs {
            for who in drawn() {
                let (begun, used) = (now(), cpu_time());
                match who {
                    0 => payroc.pair(Duration::ZERO).await?,
                    1 => plain.pair().await?,
                    _ => raw.pair().await?,
                }
                let (took, used) = (begun.elapsed(), cpu_time().saturating_sub(used));
                if pair >= PAIRS_TO_WARM_UP {
                    self.0[who].time.add(took);
                    self.0[who].cpu.add(used);
                }
            }
        }
        Ok(())
    }
}

/// One of the orders, by chance.
fn drawn() -> [usize; 3] {
    let chance = Uuid::new_v4().as_bytes()[0];
    ORDERS[usize::from(chance) % ORDERS.len()]
}

#[expect(
    clippy::disallowed_methods,
    reason = "microseconds are measured, and a machine asleep measures nothing"
)]
fn now() -> Instant {
    Instant::now()
}

/// How long this thread has kept a core busy, in the kernel as well.
#[cfg(unix)]
fn cpu_time() -> Duration {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(used).unwrap_or_default()
}

/// Not told here.
#[cfg(not(unix))]
fn cpu_time() -> Duration {
    Duration::ZERO
}
