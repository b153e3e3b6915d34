//! How many requests and connections it takes to make a link and to email it, cold and warm.
//!
//! Requests are counted by the gateway, connections at a door in front of it. Practice has identity and API at one
//! address, so a cold start opens one connection here; with Payroc they are two hosts, and it opens two.

use crate::contestants::Payroc;
use crate::doorway::Doorway;
use crate::{Failure, counted, say, several_threads};

const COLD_PAIRS: usize = 50;
const WARM_PAIRS: usize = 500;

pub fn count() -> Result<bool, Failure> {
    say("\nRequests and connections for links made and emailed");
    several_threads()?.block_on(async {
        let mut doorway = Doorway::open().await?;

        for _ in 0..COLD_PAIRS {
            Payroc::new(&doorway.base)?.pair().await?;
        }
        let cold = Count::of(&mut doorway)?;

        let client = Payroc::new(&doorway.base)?;
        client.pair().await?;
        let before = Count::of(&mut doorway)?;
        for _ in 0..WARM_PAIRS {
            client.pair().await?;
        }
        let warm = Count::of(&mut doorway)?.since(before);

        let what = |which, pairs, each| format!("{pairs} {which} pairs: {each} each");
        let (cold_what, warm_what) = (
            |each| what("cold", COLD_PAIRS, each),
            |each| what("warm", WARM_PAIRS, each),
        );
        let held = [
            counted(&cold_what("3 requests"), cold.requests, COLD_PAIRS * 3),
            counted(&cold_what("1 connection"), cold.connections, COLD_PAIRS),
            counted(&warm_what("2 requests"), warm.requests, WARM_PAIRS * 2),
            counted(&warm_what("0 connections"), warm.connections, 0),
        ];
        Ok(held == [true; 4])
    })
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
