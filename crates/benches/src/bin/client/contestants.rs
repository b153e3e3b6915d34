//! The three that are compared. Each makes a link and emails it, over one connection that is kept, with a token that it
//! has; each makes its own `Idempotency-Key`s.

mod plain;
mod raw;

use std::time::Duration;

use payroc::{Client, IdempotencyKey, ProcessingTerminalId};
use practice_gateway::PRACTICE_TERMINAL;
use url::Url;

use crate::order;
use crate::{Failure, gateway};

pub use plain::Plain;
pub use raw::Raw;

const JSON: &str = "application/json";
const USER_AGENT: &str = "Bench/1";

/// Paylink's own client: checks what it sends and reads, keeps the token, would try again.
pub struct Payroc {
    client: Client,
    terminal: ProcessingTerminalId,
    link: payroc::CreatePaymentLink,
    email: payroc::ShareByEmail,
}

impl Payroc {
    pub fn new(base: &Url) -> Result<Self, Failure> {
        Ok(Self {
            client: gateway::client_of(base)?.build()?,
            terminal: PRACTICE_TERMINAL.parse()?,
            link: order::link(order::last_day()),
            email: order::email(),
        })
    }

    /// Makes a link and, after a pause, emails it.
    pub async fn pair(&self, pause: Duration) -> Result<(), Failure> {
        let (key, body) = (IdempotencyKey::random(), self.link.encode());
        let link = self
            .client
            .create_payment_link(&self.terminal, &key, &body)
            .await?;
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
        let (key, body) = (IdempotencyKey::random(), self.email.encode());
        self.client
            .share_payment_link(&link.payment_link_id, &key, &body)
            .await?;
        Ok(())
    }
}
