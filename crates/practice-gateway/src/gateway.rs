//! What all requests share: the ledger, tokens, scripted trouble and what has been seen. Answers the
//! questions every route asks: who is calling, whose terminal is it, which day is it there.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::http::{Request, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tokio::sync::watch;

use crate::Judge;
use crate::account::{Account, Terminal};
use crate::answer::Answer;
use crate::clock::Clock;
use crate::faults::Faults;
use crate::ledger::{Ask, Entry, Ledger, Verdict};
use crate::link::{Link, PaymentLink, pay_page};
use crate::operation::{Operation, SeenRequest};
use crate::problem::{Problem, Refusal};
use crate::rules::{DayBoundary, ForeignResource, Rules};
use crate::sharing::{Email, KeptEmail};
use crate::tokens::Tokens;
use crate::wire::Wires;

/// Older requests are forgotten, so that a gateway may run for weeks.
const REQUESTS_REMEMBERED: usize = 10_000;

pub(crate) struct Gateway {
    pub(crate) base_url: String,
    pub(crate) port: u16,
    pub(crate) known_as: Vec<String>,
    pub(crate) rules: Rules,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) wires: Wires,
    pub(crate) stopping: watch::Sender<bool>,
    /// Whether other programs may steer it.
    pub(crate) is_controlled: bool,
    judge: Option<Judge>,
    complaints: Mutex<Vec<String>>,
    accounts: Vec<Account>,
    keys_without_payments: Vec<String>,
    zones: BTreeMap<String, TimeZone>,
    ledger: Mutex<Ledger>,
    tokens: Mutex<Tokens>,
    seen: Mutex<VecDeque<SeenRequest>>,
    /// The last true answer of each operation.
    earlier: Mutex<BTreeMap<Operation, Answer>>,
}

/// Parts of a gateway that are settled before it opens its door.
pub(crate) struct Foundation {
    pub(crate) port: u16,
    pub(crate) known_as: Vec<String>,
    pub(crate) rules: Rules,
    pub(crate) accounts: Vec<Account>,
    pub(crate) keys_without_payments: Vec<String>,
    pub(crate) is_controlled: bool,
    pub(crate) judge: Option<Judge>,
    pub(crate) zones: BTreeMap<String, TimeZone>,
    pub(crate) clock: Clock,
    pub(crate) ledger: Ledger,
}

impl Gateway {
    pub(crate) fn new(foundation: Foundation) -> Self {
        Self {
            base_url: format!("http://127.0.0.1:{}", foundation.port),
            port: foundation.port,
            known_as: foundation.known_as,
            rules: foundation.rules,
            clock: foundation.clock,
            faults: Faults::default(),
            wires: Wires::default(),
            stopping: watch::Sender::new(false),
            is_controlled: foundation.is_controlled,
            judge: foundation.judge,
            complaints: Mutex::default(),
            accounts: foundation.accounts,
            keys_without_payments: foundation.keys_without_payments,
            zones: foundation.zones,
            ledger: Mutex::new(foundation.ledger),
            tokens: Mutex::default(),
            seen: Mutex::default(),
            earlier: Mutex::default(),
        }
    }

    pub(crate) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn account_of_key(&self, api_key: &str) -> Option<usize> {
        self.accounts
            .iter()
            .position(|account| account.api_key == api_key)
    }

    /// The terminal, if the account may use it. `resource` is what was asked for.
    pub(crate) fn reach(
        &self,
        account: usize,
        terminal_id: &str,
        resource: &'static str,
    ) -> Result<&Terminal, Problem> {
        let own = |account: &'_ Account| account.terminals.iter().any(|one| one.id == terminal_id);
        let opened = self
            .accounts
            .get(account)
            .into_iter()
            .flat_map(|one| &one.terminals);
        let elsewhere = self.accounts.iter().any(own);
        match (
            opened.into_iter().find(|one| one.id == terminal_id),
            self.rules.foreign_resource,
        ) {
            (Some(terminal), _) => Ok(terminal),
            (None, ForeignResource::Forbidden) if elsewhere => Err(Problem::forbidden(resource)),
            (None, ForeignResource::Forbidden | ForeignResource::NotFound) => {
                Err(Problem::not_found(resource))
            }
        }
    }

    pub(crate) fn may_list_payments(&self, account: usize) -> bool {
        let key = self.accounts.get(account).map(|one| &one.api_key);
        key.is_some_and(|key| !self.keys_without_payments.contains(key))
    }

    pub(crate) fn opens(&self, account: usize, terminal_id: &str) -> bool {
        let opened = self.accounts.get(account).map(|one| &one.terminals);
        opened.is_some_and(|opened| opened.iter().any(|one| one.id == terminal_id))
    }

    /// For pages and emails, which have no caller.
    pub(crate) fn terminal(&self, id: &str) -> Option<&Terminal> {
        self.accounts
            .iter()
            .flat_map(|account| &account.terminals)
            .find(|one| one.id == id)
    }

    /// Where links are seeded when nobody says where.
    pub(crate) fn first_terminal(&self) -> Option<&Terminal> {
        self.accounts
            .iter()
            .flat_map(|account| &account.terminals)
            .next()
    }

    pub(crate) fn day_at(&self, terminal_id: &str, moment: Timestamp) -> Date {
        let zone = match self.rules.day_boundary {
            DayBoundary::TerminalZone => self.zones.get(terminal_id).cloned(),
            DayBoundary::Utc => None,
        };
        moment.to_zoned(zone.unwrap_or(TimeZone::UTC)).date()
    }

    pub(crate) fn today_of(&self, link: &Link) -> Date {
        self.day_at(&link.terminal_id, self.clock.now())
    }

    pub(crate) fn shown(&self, link: &Link) -> PaymentLink {
        link.shown(&self.base_url, self.today_of(link))
    }

    /// In the order in which they were sent.
    pub(crate) fn emails(&self) -> Vec<Email> {
        let ledger = self.ledger();
        let token = |kept: &KeptEmail| {
            let link = ledger.link(&kept.link_id);
            kept.token.or(link.map(|link| link.token))
        };
        let email = |kept: &KeptEmail| {
            let url = token(kept).map(|token| pay_page(&self.base_url, token));
            kept.addressed(url.unwrap_or_default())
        };
        ledger.emails().iter().map(email).collect()
    }

    /// Acts at most once for a key: looks, acts, keeps the answer and commits, all under one lock.
    /// `url` is what was asked, for the problem documents.
    pub(crate) fn once(
        &self,
        ask: &Ask,
        url: &str,
        act: impl FnOnce(&mut Ledger, Timestamp) -> Result<(Answer, Vec<Entry>), Problem>,
    ) -> Answer {
        let (mut ledger, now) = (self.ledger(), self.clock.now());
        match ledger.verdict(ask, &self.rules, now, &self.base_url) {
            Verdict::New => {}
            Verdict::Replay(answer) => return answer,
            Verdict::InUse => {
                return self.refuse(Problem::new(Refusal::IdempotencyKeyInUse), url);
            }
        }
        let (answer, mut entries) = match act(&mut ledger, now) {
            Ok(done) => done,
            Err(problem) => (self.refuse(problem, url), Vec::new()),
        };
        entries.extend(ledger.keep(ask, &self.rules, now, &self.base_url, &answer));
        match ledger.commit(entries) {
            Ok(()) => answer,
            Err(error) => {
                tracing::error!(%error, "nothing was done: the act could not be kept");
                self.refuse(Problem::api_error("The request could not be stored"), url)
            }
        }
    }

    pub(crate) fn refuse(&self, problem: Problem, url: &str) -> Answer {
        problem.asked_at(url).answer(self.rules.parameter_spelling)
    }

    /// What is said is shown to whoever judges it.
    pub(crate) fn show(&self, request: &Request<Bytes>, answer: Option<&Response<Bytes>>) {
        let found = self.judge.map(|judge| judge(request, answer));
        self.complaints().extend(found.into_iter().flatten());
    }

    pub(crate) fn is_judged(&self) -> bool {
        self.judge.is_some()
    }

    pub(crate) fn complaints(&self) -> MutexGuard<'_, Vec<String>> {
        self.complaints
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn note_request(&self, request: SeenRequest) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() == REQUESTS_REMEMBERED {
            seen.pop_front();
        }
        seen.push_back(request);
    }

    pub(crate) fn note_answer(&self, operation: Operation, answer: Answer) {
        let mut earlier = self.earlier.lock().unwrap_or_else(PoisonError::into_inner);
        earlier.insert(operation, answer);
    }

    pub(crate) fn earlier_answer(&self, operation: Operation) -> Option<Answer> {
        let earlier = self.earlier.lock().unwrap_or_else(PoisonError::into_inner);
        earlier.get(&operation).cloned()
    }

    /// Forgets what was asked and answered.
    pub(crate) fn forget_requests(&self) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.clear();
        let mut earlier = self.earlier.lock().unwrap_or_else(PoisonError::into_inner);
        earlier.clear();
    }

    pub(crate) fn seen_requests(&self) -> Vec<SeenRequest> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.iter().cloned().collect()
    }
}
