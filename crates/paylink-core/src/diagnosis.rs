//! The diagnostic report: what somebody who helps must know, and nothing of whom it is about.
//!
//! It is put together of numbers, moments and words of this program: every field has a type that cannot hold what a
//! user or a customer typed. Nothing is taken out of a text by looking for what is private in it. The few texts that
//! come from outside are the name of the system and ids of the gateway's answers; both are held to a narrow form, and
//! dropped where they do not fit it.

use std::error::Error;
use std::fmt;
use std::io;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::database::kept::Sizes;
use crate::fault::{Fault, FaultCode};
use crate::ports::VaultError;
use crate::view::{KeyState, Place, Preferences, WatchView};

/// The longest id that is repeated.
const ID_MAX: usize = 64;
/// The longest name of a system.
const NAME_MAX: usize = 80;

/// What the shell knows of the machine and of itself.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    pub version: &'static str,
    pub system: SystemName,
    pub web_engine: SystemName,
    pub has_tray: bool,
    pub settings_bytes: u64,
    pub practice_bytes: u64,
    pub log_bytes: u64,
    /// The last lines of the log, oldest first.
    pub log: Vec<LogLine>,
}

/// How a system or a part of it calls itself: letters, digits and the few signs that versions are written with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SystemName(String);

impl SystemName {
    /// Not known where the system calls itself otherwise.
    pub fn new(told: &str) -> Self {
        Self::of(told).unwrap_or_default()
    }

    fn of(told: &str) -> Option<Self> {
        let fits = |letter: &char| letter.is_ascii_alphanumeric() || " .,-_()+:/".contains(*letter);
        let name: String = told.chars().take(NAME_MAX).collect();
        let fits = name.chars().all(|letter| fits(&letter));
        fits.then_some(Self(name))
    }
}

impl fmt::Display for SystemName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.0.is_empty() {
            "not known"
        } else {
            &self.0
        })
    }
}

/// An id that the gateway gave to an exchange: letters, digits and hyphens, with a digit among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeId(String);

impl ExchangeId {
    pub fn new(told: &str) -> Option<Self> {
        let fits = told.len() <= ID_MAX
            && told
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && told.bytes().any(|byte| byte.is_ascii_digit());
        fits.then(|| Self(told.to_owned()))
    }
}

/// One line of the log: what the program says with words of its own, and details of kinds that are named here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    pub at: Timestamp,
    pub level: &'static str,
    pub room: &'static str,
    pub says: String,
    pub details: Vec<(&'static str, Detail)>,
}

/// A detail of a line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    Number(i64),
    /// A word of this program: the name of an operation, a state, a code.
    Word(String),
    Id(ExchangeId),
    /// A file of the source.
    Place(SystemName),
}

impl Detail {
    /// The names under which numbers may be repeated.
    pub const NUMBERS: [&'static str; 7] = [
        "attempt",
        "elapsed_ms",
        "line",
        "status",
        "unread",
        "wait_ms",
        "io_error",
    ];
    /// The names under which words of this program may be repeated.
    pub const WORDS: [&'static str; 10] = [
        "code",
        "event",
        "fault",
        "kind",
        "operation",
        "place",
        "problem",
        "stage",
        "state",
        "why",
    ];
    /// The name under which a file of the source may be repeated.
    pub const PLACE: &'static str = "panicked_at";
    /// The names under which ids of an exchange may be repeated.
    pub const IDS: [&'static str; 2] = ["request", "request_id"];

    /// A detail, if there may be one of this name and it is of the kind that the name stands for.
    pub fn of(name: &str, told: &str) -> Option<Self> {
        if name == Self::PLACE {
            return SystemName::of(told).map(Self::Place);
        }
        if Self::IDS.contains(&name) {
            return ExchangeId::new(told).map(Self::Id);
        }
        let is_word = !told.is_empty()
            && told.len() <= 40
            && told
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'-' || byte == b'_');
        (Self::WORDS.contains(&name) && is_word).then(|| Self::Word(told.to_owned()))
    }

    pub fn number(name: &str, told: i64) -> Option<Self> {
        Self::NUMBERS.contains(&name).then_some(Self::Number(told))
    }

    /// The number that the system gave to what went wrong, from wherever in the chain it is.
    pub fn io_error(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut cause = Some(error);
        while let Some(error) = cause {
            let io = error.downcast_ref::<io::Error>();
            if let Some(code) = io.and_then(io::Error::raw_os_error) {
                return Some(Self::Number(i64::from(code)));
            }
            cause = error.source();
        }
        None
    }
}

/// The whole report.
#[derive(Debug, Clone)]
pub(crate) struct Diagnosis {
    pub(crate) made_at: Timestamp,
    pub(crate) machine: Machine,
    /// How the keychain answered when it was asked for a key; absent if it keeps none.
    pub(crate) keychain: Option<Result<(), VaultError>>,
    pub(crate) preferences: Preferences,
    pub(crate) practice_runs: bool,
    pub(crate) notices: Vec<&'static str>,
    /// What is kept, or why it cannot be had.
    pub(crate) data: Result<DataFacts, FaultCode>,
    pub(crate) watch: Option<WatchView>,
}

#[derive(Debug, Clone)]
pub(crate) struct DataFacts {
    pub(crate) sizes: Sizes,
    pub(crate) is_examined: bool,
    pub(crate) profiles: Vec<ProfileFacts>,
    /// Requests by operation and state: names that this program gave.
    pub(crate) requests: Vec<(String, u32)>,
    pub(crate) faults: Vec<(Place, Fault)>,
}

#[derive(Debug, Clone)]
pub(crate) struct ProfileFacts {
    pub(crate) place: Place,
    pub(crate) key: KeyState,
    pub(crate) is_in_use: bool,
    pub(crate) links: u32,
    pub(crate) people: u32,
    pub(crate) list_read_at: Option<Timestamp>,
    pub(crate) list_fault: Option<FaultCode>,
    pub(crate) sees_payments: bool,
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let machine = &self.machine;
        writeln!(out, "Paylink diagnostic report")?;
        writeln!(out, "made at: {}", seconds(self.made_at))?;
        writeln!(out, "version: {}", machine.version)?;
        writeln!(out, "system: {}", machine.system)?;
        writeln!(out, "web engine: {}", machine.web_engine)?;
        writeln!(out, "tray: {}", yes(machine.has_tray))?;
        let keychain = match self.keychain {
            None => "holds no key of Paylink",
            Some(Ok(())) => "open",
            Some(Err(error)) => vault_word(error),
        };
        writeln!(out, "keychain: {keychain}")?;
        writeln!(out, "Practice runs: {}", yes(self.practice_runs))?;
        writeln!(out, "told about this computer: {}", list(&self.notices))?;
        self.settings(out)?;
        self.data(out)?;
        if let Some(watch) = &self.watch {
            writeln!(out, "\nWatching for payments")?;
            writeln!(out, "active links: {}", watch.active_links)?;
            writeln!(out, "requests an hour: {}", watch.requests_per_hour)?;
            let rests = watch.rests.map_or("no".to_owned(), |rests| word(&rests));
            writeln!(out, "rests: {rests}")?;
        }
        writeln!(out, "\nLast lines of the log, without what they are about")?;
        for line in &machine.log {
            writeln!(out, "{line}")?;
        }
        if machine.log.is_empty() {
            writeln!(out, "none")?;
        }
        Ok(())
    }
}

impl Diagnosis {
    fn settings(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (preferences, watch) = (&self.preferences, &self.preferences.watch);
        writeln!(out, "\nSettings")?;
        writeln!(out, "appearance: {}", word(&preferences.appearance))?;
        writeln!(out, "copies new links: {}", yes(preferences.copy_new_links))?;
        writeln!(
            out,
            "looks for updates: {}",
            yes(preferences.look_for_updates)
        )?;
        writeln!(out, "letter keys: {}", yes(preferences.letter_keys))?;
        writeln!(out, "tells of payments: {}", yes(watch.notify))?;
        writeln!(out, "quiet hours: {}", yes(watch.quiet.is_some()))?;
        writeln!(out, "keeps running: {}", yes(watch.keep_running))
    }

    fn data(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let machine = &self.machine;
        writeln!(out, "\nData")?;
        let data = match &self.data {
            Ok(data) => data,
            Err(code) => return writeln!(out, "not to be had: {}", word(code)),
        };
        writeln!(out, "data bytes: {}", data.sizes.data_bytes)?;
        writeln!(out, "copies bytes: {}", data.sizes.copies_bytes)?;
        writeln!(out, "damaged files kept: {}", data.sizes.set_aside)?;
        writeln!(out, "settings bytes: {}", machine.settings_bytes)?;
        writeln!(out, "Practice bytes: {}", machine.practice_bytes)?;
        writeln!(out, "log bytes: {}", machine.log_bytes)?;
        writeln!(out, "looked through: {}", yes(data.is_examined))?;
        writeln!(out, "\nProfiles")?;
        for profile in &data.profiles {
            writeln!(out, "{profile}")?;
        }
        if data.profiles.is_empty() {
            writeln!(out, "none")?;
        }
        writeln!(out, "\nRequests")?;
        for (which, count) in &data.requests {
            writeln!(out, "{which}: {count}")?;
        }
        if data.requests.is_empty() {
            writeln!(out, "none")?;
        }
        writeln!(out, "\nLast trouble with requests, newest first")?;
        for (place, fault) in &data.faults {
            writeln!(out, "{}: {}", word(place), trouble(fault))?;
        }
        if data.faults.is_empty() {
            writeln!(out, "none")?;
        }
        Ok(())
    }
}

impl fmt::Display for ProfileFacts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: key {}", word(&self.place), word(&self.key))?;
        write!(out, ", links {}, people {}", self.links, self.people)?;
        match self.list_read_at {
            Some(at) => write!(out, ", list read at {}", seconds(at))?,
            None => write!(out, ", list never read")?,
        }
        if let Some(code) = self.list_fault {
            write!(out, ", last look failed with {}", word(&code))?;
        }
        if !self.sees_payments {
            write!(out, ", may not see payments")?;
        }
        if self.is_in_use {
            write!(out, ", in use")?;
        }
        Ok(())
    }
}

impl fmt::Display for LogLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {}", seconds(self.at), self.level, self.room)?;
        if !self.says.is_empty() {
            write!(out, ": {}", self.says)?;
        }
        for (name, detail) in &self.details {
            match detail {
                Detail::Number(number) => write!(out, " {name}={number}")?,
                Detail::Word(word)
                | Detail::Id(ExchangeId(word))
                | Detail::Place(SystemName(word)) => write!(out, " {name}={word}")?,
            }
        }
        Ok(())
    }
}

/// What a request met with. Of its reference only what has the form of an operation, a status or an id.
fn trouble(fault: &Fault) -> String {
    let mut told = format!("{}, effect {}", word(&fault.code), word(&fault.effect));
    for part in fault.reference.iter().flat_map(|text| text.split(", ")) {
        let status = part.strip_prefix("HTTP ").map(str::parse::<u16>);
        let id = part.strip_prefix("request ").map(ExchangeId::new);
        let operation = Detail::of("operation", part);
        match (status, id, operation) {
            (Some(Ok(status)), ..) => told.push_str(&format!(", HTTP {status}")),
            (_, Some(Some(ExchangeId(id))), _) => told.push_str(&format!(", request {id}")),
            (_, _, Some(Detail::Word(operation))) => told.push_str(&format!(", {operation}")),
            _ => {}
        }
    }
    told
}

/// The name of one of a few things, as the interface knows it.
fn word(one_of_few: &impl Serialize) -> String {
    match serde_json::to_value(one_of_few) {
        Ok(Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

fn list(words: &[&'static str]) -> String {
    if words.is_empty() {
        "nothing".to_owned()
    } else {
        words.join(", ")
    }
}

fn vault_word(error: VaultError) -> &'static str {
    match error {
        VaultError::NoEntry => "has no key where one should be",
        VaultError::Missing => "missing",
        VaultError::Locked => "locked",
        VaultError::Denied => "denied",
        VaultError::Silent => "does not answer",
        VaultError::Damaged => "holds something that is no key",
    }
}

fn seconds(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::DatabaseError;

    #[test]
    fn what_has_not_the_form_of_its_kind_is_not_repeated() {
        for id in [
            "jane@example.com",
            "Two pizzas 2",
            "https://pay.example/1",
            "jane",
            "ä1",
        ] {
            assert_eq!(ExchangeId::new(id), None, "{id}");
            assert_eq!(Detail::of("request_id", id), None, "{id}");
        }
        for word in ["jane@example.com", "two pizzas", "45.00", ""] {
            assert_eq!(Detail::of("operation", word), None, "{word}");
        }
        assert_eq!(Detail::of("email", "jane"), None);
        assert_eq!(Detail::of("error", "jane"), None);
        assert_eq!(Detail::number("amount", 4500), None);
        assert_eq!(SystemName::new("Jane's <b>Mac</b>"), SystemName::default());
    }

    #[test]
    fn of_a_reference_operation_status_and_id_are_told() {
        let fault = |reference: &str| Fault {
            reference: Some(reference.to_owned()),
            detail: Some("jane@example.com".to_owned()),
            ..Fault::nothing_done(FaultCode::GatewayTrouble)
        };

        assert_eq!(
            trouble(&fault("createPaymentLink, HTTP 503, request 7f-1")),
            "gatewayTrouble, effect none, createPaymentLink, HTTP 503, request 7f-1"
        );
        assert_eq!(
            trouble(&fault("jane@example.com, HTTP jane, request for jane")),
            "gatewayTrouble, effect none"
        );
    }

    #[test]
    fn a_full_disk_is_told_by_its_number() {
        let error = DatabaseError::Io(io::Error::from_raw_os_error(28));

        assert_eq!(Detail::io_error(&error), Some(Detail::Number(28)));
    }
}
