//! What the rules of the outbox need of the journal, inside one transaction.
//!
//! [`rules`](super::rules) is written over this and over nothing else, so that the very same decisions can be played
//! through on SQLite and in memory. A transaction is all or nothing, and sees what those before it have written.

use jiff::Timestamp;
use payroc::{PaymentLink, SharingEvent};
use uuid::Uuid;

use super::step::Step;
use super::{Intent, Request};
use crate::view::ChangeView;

pub use crate::database::DatabaseError;

pub trait Records {
    /// All intents that are not settled, in the order in which they were asked for.
    fn unsettled(&self) -> Result<Vec<Intent>, DatabaseError>;
    fn intent(&self, intent: Uuid) -> Result<Option<Intent>, DatabaseError>;
    /// The intent that a request belongs to.
    fn intent_of(&self, request: Uuid) -> Result<Option<Intent>, DatabaseError>;
    /// A request as it stands.
    fn step(&self, request: Uuid) -> Result<Option<Step>, DatabaseError>;

    fn keep_step(&self, request: Uuid, step: &Step) -> Result<(), DatabaseError>;
    /// Writes which link an intent's emails are about.
    fn keep_link_of(&self, intent: Uuid, payment_link_id: &str) -> Result<(), DatabaseError>;
    /// Writes what a request made.
    fn keep_result(&self, request: Uuid, result: &str) -> Result<(), DatabaseError>;
    /// Whether another request of the profile has made this: then this one has not.
    fn is_made_by_another(
        &self,
        profile: Uuid,
        request: Uuid,
        result: &str,
    ) -> Result<bool, DatabaseError>;

    /// Notes that an intent was left unfinished when Paylink stopped.
    fn mark_recovered(&self, intent: Uuid) -> Result<(), DatabaseError>;
    /// Shows an intent again, because something of it is under way once more.
    fn mark_unseen(&self, intent: Uuid) -> Result<(), DatabaseError>;
    /// Files an intent away; it is no longer shown.
    fn mark_seen(&self, intent: Uuid) -> Result<(), DatabaseError>;
    /// Files away what was finished without a stop in between and needs no word.
    fn file_away_finished(&self) -> Result<(), DatabaseError>;

    /// Keeps what the gateway says about a link, unless what is kept was asked later than this.
    fn keep_link(
        &self,
        profile: Uuid,
        link: &PaymentLink,
        asked: Timestamp,
        now: Timestamp,
    ) -> Result<(), DatabaseError>;
    /// Whether this computer had kept the link before `moment`, by its own clock.
    fn knew_link_before(
        &self,
        profile: Uuid,
        payment_link_id: &str,
        moment: Timestamp,
    ) -> Result<bool, DatabaseError>;
    /// Keeps that a link was emailed, by this request, and remembers to whom.
    fn keep_share(
        &self,
        profile: Uuid,
        payment_link_id: &str,
        event: &SharingEvent,
        request: &Request,
        now: Timestamp,
    ) -> Result<(), DatabaseError>;
    /// Keeps for good that a link was changed, from what to what.
    fn keep_change(
        &self,
        profile: Uuid,
        payment_link_id: &str,
        change: &ChangeView,
        now: Timestamp,
    ) -> Result<(), DatabaseError>;
    /// Keeps for good that a link was deactivated, and why.
    fn keep_deactivation(
        &self,
        profile: Uuid,
        payment_link_id: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), DatabaseError>;
}
