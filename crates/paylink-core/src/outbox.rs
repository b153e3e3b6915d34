//! The outbox: what the user asked for, kept until its outcome is known.
//!
//! [`step`] decides the life of one request, [`order`] who waits for whom, [`connections`] who for a connection,
//! [`judge`] what was found, [`rules`] what is
//! written then; [`records`] is all they know of the journal. [`post`] sends and looks up, [`runner`] carries out. An
//! intent is one press of a button; its steps are the requests it takes: perhaps the creation of a link or a change of
//! one, then one email for each person. All of them, with their keys and their exact bytes, are on the disk before the
//! first byte leaves.

pub mod connections;
pub mod judge;
pub mod order;
pub mod post;
pub mod records;
pub mod rules;
pub mod runner;
pub mod session;
pub mod step;

pub(crate) mod journal;

use jiff::Timestamp;
use payroc::{IdempotencyKey, RequestBody};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::view::{ChangeView, IntentKind};
use step::Step;

/// One press of a button, and the requests it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Intent {
    pub id: Uuid,
    /// Names the press: the same form pressed twice is the same intent.
    pub request_id: Uuid,
    pub profile_id: Uuid,
    pub kind: IntentKind,
    pub summary: Summary,
    /// The link it is about; known once it is made.
    pub payment_link_id: Option<String>,
    pub recovered: bool,
    pub created_at: Timestamp,
    /// What the emails wait for first, if there is such a thing.
    pub steps: Vec<Request>,
}

/// What an intent is about, in the user's terms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub amount: Option<u64>,
    pub currency: String,
    pub description: String,
    pub reference: String,
    /// Of a change: what the link was, and is to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<ChangeView>,
    /// Of a deactivation: why, in the user's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// One request: what is sent under which key, and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    pub id: Uuid,
    pub operation: Operation,
    pub key: IdempotencyKey,
    pub body: RequestBody,
    /// To whom, of an email.
    pub recipient: Option<Addressee>,
    /// An email that reminds: it leaves only if the link was active just before.
    pub only_if_active: bool,
    pub step: Step,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Create,
    Share,
    Update,
    Deactivate,
}

impl Operation {
    /// Done twice, it is done once: nobody has to remember a key for it.
    pub fn is_repeatable(self) -> bool {
        match self {
            Self::Deactivate => true,
            Self::Create | Self::Share | Self::Update => false,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    pub name: String,
    pub email: String,
}

impl Request {
    /// A request that has never been sent, under a key of its own.
    pub fn new(operation: Operation, body: RequestBody, recipient: Option<Addressee>) -> Self {
        Self {
            id: Uuid::now_v7(),
            operation,
            key: IdempotencyKey::random(),
            body,
            recipient,
            only_if_active: false,
            step: Step {
                is_repeatable: operation.is_repeatable(),
                ..Step::new()
            },
        }
    }
}

impl Intent {
    pub fn create(&self) -> Option<&Request> {
        self.first(Operation::Create)
    }

    pub fn update(&self) -> Option<&Request> {
        self.first(Operation::Update)
    }

    pub fn deactivation(&self) -> Option<&Request> {
        self.first(Operation::Deactivate)
    }

    /// What the emails wait for: the creation of the link that they are about, or the change that they tell of.
    pub fn opening(&self) -> Option<&Request> {
        self.create().or(self.update())
    }

    fn first(&self, operation: Operation) -> Option<&Request> {
        self.steps
            .iter()
            .find(|request| request.operation == operation)
    }

    pub fn emails(&self) -> impl Iterator<Item = &Request> {
        self.steps
            .iter()
            .filter(|request| request.operation == Operation::Share)
    }

    pub fn is_settled(&self) -> bool {
        self.steps.iter().all(|request| request.step.is_settled())
    }

    /// Whether this request waits for the one that opens its intent.
    pub fn is_blocked(&self, request: &Request) -> bool {
        request.operation == Operation::Share
            && self
                .opening()
                .is_some_and(|opening| opening.step.state != step::State::Done)
    }
}
