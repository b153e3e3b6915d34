//! A complete payment-links gateway on loopback: the Practice place of the app, and the other side
//! of every test. Sign-in, links, sharing, payments, a pay page on which money is pretended, and an
//! inbox for the emails that never leave the machine. Its README tells how to run it by itself.
//!
//! It is written from the contract alone and deliberately knows nothing of the client, so that a
//! misspelt field cannot agree with itself.
//!
//! ```
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! use practice_gateway::{Config, Operation, start};
//!
//! let gateway = start(Config::default()).await.unwrap();
//! gateway.on(Operation::CreatePaymentLink).refuse_with(503).once().maybe();
//! println!("identity at {0}, API at {0}/v1", gateway.base_url());
//! gateway.stop().await;
//! # });
//! ```

mod account;
mod answer;
mod bank_transfer_payment;
mod card_payment;
mod clock;
mod faults;
mod fields;
mod gateway;
mod guard;
mod html;
mod ids;
mod ledger;
mod link;
mod money;
mod operation;
mod page;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod parsers;
mod patch;
mod payment;
mod problem;
mod routes;
mod rules;
mod running;
mod seed;
mod sharing;
mod terms;
mod tokens;
mod wire;

use std::path::PathBuf;

use axum::body::Bytes;
use axum::http::{Request, Response};

pub use account::{
    Account, PRACTICE_API_KEY, PRACTICE_TERMINAL, SECOND_PRACTICE_TERMINAL, Terminal,
};
pub use clock::Clock;
pub use faults::{Script, TroubleError};
pub use ledger::StoreError;
pub use link::{Assets, LinkStatus, PaymentLink};
pub use money::Currency;
pub use operation::{Operation, SeenRequest};
pub use payment::{Decline, Outcome, PayRefusal, Payment, Refund, SettleRefusal};
pub use problem::Refusal;
pub use rules::{
    BothCursors, ChangeType, DayBoundary, DeactivateAfterEnd, DecidingAmounts, Doubtful,
    ExtraProperties, FailedStep, ForeignResource, ForgottenKey, IdleChange, KeyLifetime, KeyScope,
    LimitOutOfRange, ListOrder, MalformedKey, NAMED_RULES, NamedRule, OddPath, PageLinks,
    ParameterSpelling, RefusedRequest, RepeatedKey, RepeatedReference, Revival, RuleError, Rules,
    SameBody, SecondDeactivate, TextFilter, UnknownApiKey, UnknownCursor, WrongState,
};
pub use running::{Running, StartError, start};
pub use seed::{SeedError, documented_links};
pub use sharing::{Email, Recipient, SharingEvent, SharingMethod};
pub use terms::{
    AuthType, Charge, CredentialOnFile, CustomLabel, LabelledElement, LinkType, MitAgreement,
    Order, PaymentMethod,
};

/// What a gateway is started with. The default is an empty Practice place in memory.
#[derive(Clone)]
pub struct Config {
    pub port: Port,
    /// The SQLite file that everything but tokens is kept in; `None` keeps it in memory.
    pub state: Option<PathBuf>,
    pub rules: Rules,
    pub accounts: Vec<Account>,
    /// API keys among those of the accounts that may not list payments.
    pub keys_without_payments: Vec<String>,
    pub clock: Clock,
    /// Offers what a test can do here to other programs, too, under `/practice`.
    pub control: bool,
    /// Names it answers to besides its loopback address, as they stand in a `Host` header: for tests that put it
    /// behind a proxy in another host's stead.
    pub known_as: Vec<String>,
    /// The same seed makes the same ids and pay tokens in the same order.
    pub seed: Option<u64>,
    /// Looks at everything that is said here, for tests.
    pub judge: Option<Judge>,
}

/// Says what is wrong with a request as soon as it is in, and with the answer to it once the gateway has acted, before
/// scripted trouble gets at it. One complaint is enough to make the gateway panic on drop.
pub type Judge = fn(&Request<Bytes>, Option<&Response<Bytes>>) -> Vec<String>;

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("port", &self.port)
            .field("state", &self.state)
            .field("rules", &self.rules)
            .field("accounts", &self.accounts)
            .finish_non_exhaustive()
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: Port::Free,
            state: None,
            rules: Rules::default(),
            accounts: vec![Account::practice()],
            keys_without_payments: Vec::new(),
            clock: Clock::system(),
            control: false,
            known_as: Vec::new(),
            seed: None,
            judge: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// Whichever is free.
    Free,
    /// This one, or the start fails.
    Exactly(u16),
    /// This one, or a free one where it is taken.
    Preferably(u16),
}
