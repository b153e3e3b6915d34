//! How many requests and connections it takes to make a link and to email it, cold and warm.
//!
//! Requests are counted by the gateway, connections at a door in front of it. With Payroc, identity and API are two
//! hosts: a cold start opens two connections. Practice has both at one address, where one connection may serve both;
//! but the call follows its token within microseconds, and the connection is not always back in the pool by then.
//!
//! For the same reason there is a pause between two warm calls, as there is in the app, which writes each answer to the
//! disk before it sends what follows. How often a connection is opened without one is told, and not judged.

use std::time::Duration;

use crate::contestants::Payroc;
use crate::doorway::Doorway;
use crate::{Failure, at_most, exactly, say, several_threads};

const COLD_PAIRS: usize = 50;
const WARM_PAIRS: usize = 200;
const PAUSE: Duration = Duration::from_millis(5);

pub fn count() -> Result<bool, Failure> {
    say("\nRequests and connections for links made and emailed");
    several_threads()?.block_on(async {
        let mut doorway = Doorway::open().await?;

        for _ in 0..COLD_PAIRS {
            Payroc::new(&doorway.base)?.pair(PAUSE).await?;
        }
        let cold = Count::of(&mut doorway)?;

        let client = Payroc::new(&doorway.base)?;
        client.pair(PAUSE).await?;
        let paced = warm(&mut doorway, &client, PAUSE).await?;
        let hasty = warm(&mut doorway, &client, Duration::ZERO).await?;

        let held = [
            exactly(
                "50 cold pairs, 3 requests each",
                cold.requests,
                3 * COLD_PAIRS,
            ),
            at_most(
                "50 cold pairs, 2 connections each",
                cold.connections,
                2 * COLD_PAIRS,
            ),
            exactly(
                "200 warm pairs, 2 requests each",
                paced.requests,
                2 * WARM_PAIRS,
            ),
            exactly("200 warm pairs, 0 connections each", paced.connections, 0),
        ];
        say(&format!(
            "   {:<50} {:>6}",
            "200 warm pairs without a pause, connections", hasty.connections
        ));
        Ok(held == [true; 4])
    })
}

async fn warm(doorway: &mut Doorway, client: &Payroc, pause: Duration) -> Result<Count, Failure> {
    let before = Count::of(doorway)?;
    for _ in 0..WARM_PAIRS {
        tokio::time::sleep(pause).await;
        client.pair(pause).await?;
    }
    Ok(Count::of(doorway)?.since(before))
}

/// What was seen up to a moment.
#[derive(Clone, Copy)]
struct Count {
    requests: usize,
    connections: usize,
}

impl Count {
    fn of(doorway: &mut Doorway) -> Result<Self, Failure> {
        Ok(Self {
            requests: doorway.gateway.seen()?.requests,
            connections: doorway.connections(),
        })
    }

    fn since(self, earlier: Self) -> Self {
        Self {
            requests: self.requests - earlier.requests,
            connections: self.connections - earlier.connections,
        }
    }
}
