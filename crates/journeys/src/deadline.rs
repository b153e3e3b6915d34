//! Waiting: always for something that can be seen, never longer than a limit.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use crate::trouble::Trouble;

/// How long something on the screen may take. Generous: machines that run journeys are busy.
pub const SOON: Duration = Duration::from_secs(20);
/// How long starting a program may take.
pub const START: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(25);

/// Looks again and again until there is something, and gives it. `what` completes "waited for ..".
///
/// # Errors
///
/// When the limit is over; at once when looking itself fails.
pub async fn until<T>(
    what: &str,
    limit: Duration,
    mut look: impl AsyncFnMut() -> Result<Option<T>, Trouble>,
) -> Result<T, Trouble> {
    let end = Instant::now() + limit;
    let in_vain = || {
        Trouble::new(format!(
            "waited {} s for {what}, in vain",
            limit.as_secs_f32()
        ))
    };
    loop {
        if let Some(found) = timeout_at(end, look()).await.map_err(|_| in_vain())?? {
            return Ok(found);
        }
        if Instant::now() >= end {
            return Err(in_vain());
        }
        sleep(PAUSE).await;
    }
}

/// Waits until something is so.
///
/// # Errors
///
/// As [`until`].
pub async fn until_so(
    what: &str,
    limit: Duration,
    mut is_so: impl AsyncFnMut() -> Result<bool, Trouble>,
) -> Result<(), Trouble> {
    until(what, limit, async || Ok(is_so().await?.then_some(()))).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn gives_what_was_found() {
        let mut looks = 0;

        let found = until("the third look", SOON, async || {
            looks += 1;
            Ok((looks == 3).then_some("it"))
        });

        assert_eq!(found.await.unwrap(), "it");
    }

    #[tokio::test]
    async fn says_what_it_waited_for() {
        let waited = until_so("rain", Duration::from_millis(60), async || Ok(false)).await;

        assert_eq!(
            waited.unwrap_err().to_string(),
            "waited 0.06 s for rain, in vain"
        );
    }

    #[tokio::test]
    async fn a_look_that_hangs_does_not_outlive_the_limit() {
        let waited = until_so("a hanging look", Duration::from_millis(60), async || {
            std::future::pending::<()>().await;
            Ok(true)
        });

        assert!(waited.await.is_err());
    }
}
