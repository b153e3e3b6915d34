//! Typed client of Payroc's Payment Links API: HTTP and JSON, nothing else.
//!
//! It sends what it is given, tells exactly what is known about the other side when that fails
//! ([`Error::effect`]), and repeats a call only where repeating cannot act twice. It keeps no files, knows
//! no keychain and has no words for a user; the `Idempotency-Key` and the exact bytes of a request belong
//! to the caller, who can store both before anything is sent.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use payroc::{ApiKey, Client, CreatePaymentLink, Hosts, IdempotencyKey};
//!
//! let client = Client::builder(Hosts::test(), ApiKey::new("the key".to_owned())?).build()?;
//! let terminal = "1234001".parse()?;
//! let wanted: CreatePaymentLink = serde_json::from_str(
//!     r#"{"type": "multiUse", "merchantReference": "Donations", "authType": "sale",
//!         "paymentMethods": ["card"], "order": {"charge": {"type": "prompt", "currency": "USD"}}}"#,
//! )?;
//!
//! // Keep both of these before sending: together they make the call safe to repeat.
//! let (key, body) = (IdempotencyKey::random(), wanted.encode());
//! let link = client.create_payment_link(&terminal, &key, &body).await?;
//! # drop(link);
//! # Ok(())
//! # }
//! ```
//!
#![doc = include_str!("../docs/outcomes.md")]
#![warn(missing_docs)]

mod answer;
mod auth;
mod body;
mod budget;
mod client;
mod clock;
mod error;
mod hosts;
mod idempotency;
mod ids;
mod links;
mod money;
mod page;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod parsers;
mod payments;
mod problem;
mod retry;
mod sharing;
mod terminal;
#[cfg(feature = "testing")]
pub mod testing;
mod transport;
mod wire;

pub use auth::{AccessToken, ApiKey, BadApiKey, KeyFuture, KeySource, KeyUnavailable};
pub use body::RequestBody;
pub use client::{BuildError, Client, ClientBuilder, Deadlines};
pub use clock::{Clock, Moment, SystemClock};
pub use error::{Effect, Error, ErrorKind, Stage};
pub use hosts::{Hosts, NotLoopback};
pub use idempotency::{IdempotencyKey, NotRandom};
pub use ids::{
    BadId, MerchantReference, OrderId, PaymentId, PaymentLinkId, ProcessingTerminalId, RefundId,
    SharingEventId,
};
pub use links::{
    Assets, AuthType, BadChange, Charge, ChargeType, CreatePaymentLink, CredentialOnFile,
    CustomLabel, LabelElement, LinkChange, LinkMember, LinkPatch, LinkStatus, LinkType,
    MitAgreement, MultiUse, MultiUseOrder, Order, PaymentLink, PaymentLinkFilter, PaymentMethod,
    SingleUse, SingleUseOrder, WrittenChange,
};
pub use money::{AmountTooLarge, BadAmount, Currency, MinorUnits, Money, UnknownCurrency};
pub use page::{Cursor, Limits, NotWhole, PAGE_MAX, Page, WalkError};
pub use payments::{
    BankAccount, BankReturn, BankTransferPayment, BankTransferPaymentFilter, Card, CardPayment,
    CardPaymentFilter, CommonPaymentFilter, LinkPayment, PaymentHistory, PaymentOrder,
    PaymentStatus, Refund, SettlementState, SupportedOperation, TransactionResult, TransactionType,
};
pub use problem::{FieldError, Problem, ProblemType};
pub use retry::RetryPolicy;
pub use sharing::{Recipient, ShareByEmail, SharingEvent, SharingEventFilter, SharingMethod};
pub use terminal::{
    PaymentLinksFeature, ProcessingTerminal, TerminalFeatures, TerminalSecurity, TerminalStatus,
};
