//! How many tokens are fetched when many callers find the old one at its end: one, by the gateway's own record.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use payroc::{Clock, Moment, PaymentLinkFilter, ProcessingTerminalId};
use practice_gateway::PRACTICE_TERMINAL;
use tokio::task::JoinSet;

use crate::gateway::{self, Gateway};
use crate::{Failure, exactly, say, several_threads};

const CALLERS: [usize; 3] = [1, 10, 100];
const ENDS: usize = 10;
/// A little more than a token lives.
const LIFE: u64 = 3_601;

pub fn count() -> Result<bool, Failure> {
    say(&format!(
        "\nRequests for a token, over {ENDS} times that one came to its end"
    ));
    let mut held = true;
    for callers in CALLERS {
        let fetched = several_threads()?.block_on(fetched(callers))?;
        let what = format!("{callers} callers at once");
        held &= exactly(&what, fetched, ENDS);
    }
    Ok(held)
}

async fn fetched(callers: usize) -> Result<usize, Failure> {
    let mut gateway = Gateway::start(None)?;
    let clock = Arc::new(HandClock::default());
    let client = gateway::client_of(&gateway.base)?
        .clock(clock.clone())
        .build()?;
    let terminal: ProcessingTerminalId = PRACTICE_TERMINAL.parse()?;
    for _ in 0..ENDS {
        clock.seconds.fetch_add(LIFE, Ordering::SeqCst);
        let mut calls = JoinSet::new();
        for _ in 0..callers {
            let (client, terminal) = (client.clone(), terminal.clone());
            calls.spawn(async move {
                let everything = PaymentLinkFilter::default();
                client.list_payment_links(&terminal, &everything).await
            });
        }
        while let Some(call) = calls.join_next().await {
            call??;
        }
    }
    Ok(gateway.seen()?.for_tokens)
}

/// Stands still until it is put forward.
#[derive(Default)]
struct HandClock {
    seconds: AtomicU64,
}

impl Clock for HandClock {
    fn now(&self) -> Moment {
        Moment {
            monotonic: Duration::from_secs(self.seconds.load(Ordering::SeqCst)),
            wall: Timestamp::UNIX_EPOCH,
        }
    }
}
