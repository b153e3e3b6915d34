//! Who can reach their gateway, as far as anybody has noticed.
//!
//! Any number of requests may wait for one connection. The first of a profile goes ahead and finds out; the others
//! follow as soon as anybody has been answered, and do not ask by themselves.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::Request;
use super::step::State;
use crate::fault::FaultCode;

/// By profile; one that is not among them has not been answered since a request of its failed for want of a connection.
#[derive(Debug, Default)]
pub struct Connections(BTreeMap<Uuid, Connection>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Connection {
    /// Somebody has been answered.
    Up,
    /// There is reason to believe that it is back.
    Hoped,
}

/// How a request that waits for a connection is to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// With all others, at once.
    Together,
    /// Alone, and at once.
    FirstAtOnce,
    /// Alone, when its pause is over.
    First,
}

impl Connections {
    pub fn answered(&mut self, profile: Uuid) {
        self.0.insert(profile, Connection::Up);
    }

    pub fn failed(&mut self, profile: Uuid) {
        self.0.remove(&profile);
    }

    /// Nobody knows for sure: it is worth one try.
    pub fn hoped(&mut self, profiles: impl IntoIterator<Item = Uuid>) {
        for profile in profiles {
            self.0.entry(profile).or_insert(Connection::Hoped);
        }
    }

    pub fn pace(&self, profile: Uuid) -> Pace {
        match self.0.get(&profile) {
            Some(Connection::Up) => Pace::Together,
            Some(Connection::Hoped) => Pace::FirstAtOnce,
            None => Pace::First,
        }
    }
}

/// Whether nothing but a connection is missing.
pub fn waits_for_one(request: &Request) -> bool {
    let code = request.step.fault.as_ref().map(|fault| fault.code);
    matches!(
        request.step.state,
        State::Ready | State::Unknown | State::Sending
    ) && code.is_some_and(FaultCode::is_no_connection)
}
