//! The one truth: links, shares, emails, payments and the answers kept under Idempotency-Keys.
//! Every act is a list of entries that is written to the state file first and then applied here,
//! all or nothing. Knows no HTTP; the rules of each act are with its route.

mod keys;
mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use keys::KeptAnswer;
pub(crate) use keys::{Ask, Verdict};
use store::Store;
pub use store::StoreError;

use crate::ids::Ids;
use crate::link::Link;
use crate::payment::Payment;
use crate::sharing::{KeptEmail, Share};

/// One step of an act. An entry for a known id replaces what was there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Entry {
    Link(Link),
    Share(Share),
    Email(KeptEmail),
    Payment(Payment),
    Answer(KeptAnswer),
    ForgottenAnswer(String),
}

pub(crate) struct Ledger {
    ids: Ids,
    links: Vec<Link>,
    /// Where each link stands, and every token that any of them has or had: there may be very many links.
    places: BTreeMap<String, usize>,
    tokens: BTreeSet<Uuid>,
    shares: Vec<Share>,
    emails: Vec<KeptEmail>,
    payments: Vec<Payment>,
    answers: BTreeMap<String, KeptAnswer>,
    keeping: Keeping,
}

enum Keeping {
    InMemory,
    OnDisk(Store),
    /// The gateway has stopped: another one may have the file by now.
    Closed,
}

/// A ledger, and where an unreadable state file was put, if there was one.
pub(crate) struct Opened {
    pub(crate) ledger: Ledger,
    pub(crate) set_aside: Option<PathBuf>,
}

impl Ledger {
    pub(crate) fn in_memory(ids: Ids) -> Self {
        Self {
            ids,
            links: Vec::new(),
            places: BTreeMap::new(),
            tokens: BTreeSet::new(),
            shares: Vec::new(),
            emails: Vec::new(),
            payments: Vec::new(),
            answers: BTreeMap::new(),
            keeping: Keeping::InMemory,
        }
    }

    /// Opens a state file, or makes one. A damaged file is set aside and a fresh one begun.
    pub(crate) fn open(path: &Path, ids: Ids) -> Result<Opened, StoreError> {
        let (store, entries, set_aside) = Store::open(path)?;
        let mut ledger = Self::in_memory(ids);
        for entry in entries {
            ledger.apply(entry);
        }
        ledger.keeping = Keeping::OnDisk(store);
        Ok(Opened { ledger, set_aside })
    }

    /// Lets go of the state file. Whatever is committed afterwards is refused.
    pub(crate) fn close(&mut self) {
        self.keeping = Keeping::Closed;
    }

    /// Writes the entries of one act and applies them, or does neither.
    pub(crate) fn commit(&mut self, entries: Vec<Entry>) -> Result<(), StoreError> {
        match &mut self.keeping {
            Keeping::InMemory => {}
            Keeping::OnDisk(store) => store.write(&entries)?,
            Keeping::Closed => return Err(StoreError::Closed),
        }
        for entry in entries {
            self.apply(entry);
        }
        Ok(())
    }

    /// Forgets everything, on the disk too; ids that were given are given anew no sooner than before.
    pub(crate) fn erase(&mut self) -> Result<(), StoreError> {
        match &mut self.keeping {
            Keeping::InMemory => {}
            Keeping::OnDisk(store) => store.erase()?,
            Keeping::Closed => return Err(StoreError::Closed),
        }
        self.links.clear();
        self.places.clear();
        self.tokens.clear();
        self.shares.clear();
        self.emails.clear();
        self.payments.clear();
        self.answers.clear();
        Ok(())
    }

    /// Oldest first.
    pub(crate) fn links(&self) -> &[Link] {
        &self.links
    }

    pub(crate) fn link(&self, id: &str) -> Option<&Link> {
        self.places.get(id).map(|&place| &self.links[place])
    }

    pub(crate) fn link_by_token(&self, token: Uuid) -> Option<&Link> {
        self.links.iter().find(|link| link.token == token)
    }

    /// The link whose earlier address had this token.
    pub(crate) fn link_by_replaced_token(&self, token: Uuid) -> Option<&Link> {
        self.links
            .iter()
            .find(|link| link.replaced_tokens.contains(&token))
    }

    /// Oldest first.
    pub(crate) fn shares_of<'l>(&'l self, link_id: &'l str) -> impl Iterator<Item = &'l Share> {
        self.shares
            .iter()
            .filter(move |share| share.link_id == link_id)
    }

    /// Oldest first.
    pub(crate) fn emails(&self) -> &[KeptEmail] {
        &self.emails
    }

    /// Oldest first.
    pub(crate) fn payments(&self) -> &[Payment] {
        &self.payments
    }

    pub(crate) fn new_link_id(&mut self) -> String {
        self.ids.resource(|id| self.places.contains_key(id))
    }

    pub(crate) fn new_link_token(&mut self) -> Uuid {
        self.ids.token(|token| self.tokens.contains(&token))
    }

    pub(crate) fn new_share_id(&mut self) -> String {
        self.ids.resource(|id| {
            self.shares
                .iter()
                .any(|share| share.event.sharing_event_id == id)
        })
    }

    /// Ids for the emails of one act, different from each other, too.
    pub(crate) fn new_email_ids(&mut self, count: usize) -> Vec<String> {
        let mut made: Vec<String> = Vec::with_capacity(count);
        for _ in 0..count {
            let id = self.ids.resource(|id| {
                made.iter().any(|other| other == id) || self.emails.iter().any(|mail| mail.id == id)
            });
            made.push(id);
        }
        made
    }

    pub(crate) fn new_payment_id(&mut self) -> String {
        self.ids
            .resource(|id| self.payments.iter().any(|payment| payment.id == id))
    }

    pub(crate) fn new_refund_id(&mut self) -> String {
        self.ids.resource(|id| {
            let mut refunds = self.payments.iter().flat_map(|payment| &payment.refunds);
            refunds.any(|refund| refund.id == id)
        })
    }

    fn apply(&mut self, entry: Entry) {
        match entry {
            Entry::Link(link) => self.put_link(link),
            Entry::Share(share) => put(&mut self.shares, share, |a, b| {
                a.event.sharing_event_id == b.event.sharing_event_id
            }),
            Entry::Email(email) => put(&mut self.emails, email, |a, b| a.id == b.id),
            Entry::Payment(payment) => put(&mut self.payments, payment, |a, b| a.id == b.id),
            Entry::Answer(answer) => {
                self.answers.insert(answer.id(), answer);
            }
            Entry::ForgottenAnswer(id) => {
                self.answers.remove(&id);
            }
        }
    }

    fn put_link(&mut self, link: Link) {
        self.tokens.insert(link.token);
        self.tokens.extend(&link.replaced_tokens);
        match self.places.get(&link.id) {
            Some(&place) => self.links[place] = link,
            None => {
                self.places.insert(link.id.clone(), self.links.len());
                self.links.push(link);
            }
        }
    }
}

fn put<T>(list: &mut Vec<T>, item: T, same: impl Fn(&T, &T) -> bool) {
    match list.iter_mut().find(|known| same(known, &item)) {
        Some(known) => *known = item,
        None => list.push(item),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::account::Terminal;
    use crate::rules::Rules;
    use crate::terms::Terms;

    #[test]
    fn a_changed_link_keeps_its_place_and_is_found_as_it_is() {
        let mut ledger = a_ledger();
        ledger
            .commit(vec![a_link("A", 1), a_link("B", 2), a_link("C", 3)])
            .unwrap();

        ledger.commit(vec![a_link("B", 4)]).unwrap();

        let ids: Vec<&str> = ledger.links().iter().map(|link| &*link.id).collect();
        assert_eq!(ids, ["A", "B", "C"]);
        for (id, token) in [("A", 1), ("B", 4), ("C", 3)] {
            assert_eq!(ledger.link(id).unwrap().token, Uuid::from_u128(token));
        }
        assert!(ledger.link("D").is_none());
    }

    #[test]
    fn a_known_id_and_a_token_that_any_link_had_are_passed_over() {
        let next_id = a_ledger().new_link_id();
        let next_token = a_ledger().new_link_token();
        let named_so = a_link(&next_id, 1);
        let addressed_so = link("B", next_token.as_u128());
        let readdressed = addressed_so.clone().readdressed(Uuid::from_u128(2));

        for entry in [addressed_so, readdressed] {
            let mut ledger = a_ledger();
            ledger.commit(vec![Entry::Link(entry)]).unwrap();
            assert_ne!(ledger.new_link_token(), next_token);
        }
        let mut ledger = a_ledger();
        ledger.commit(vec![named_so]).unwrap();
        assert_ne!(ledger.new_link_id(), next_id);
    }

    fn a_ledger() -> Ledger {
        Ledger::in_memory(Ids::new(Some(7)))
    }

    fn a_link(id: &str, token: u128) -> Entry {
        Entry::Link(link(id, token))
    }

    fn link(id: &str, token: u128) -> Link {
        let day = date(2026, 3, 1);
        let body = json!({
            "type": "multiUse",
            "merchantReference": id,
            "order": {"charge": {"type": "prompt", "currency": "USD"}},
            "authType": "sale",
            "paymentMethods": ["card"],
        });
        let terminal = Terminal::new("1234001", "Shop");
        let terms = Terms::read(&body, &Rules::default(), &terminal, day);
        Link {
            id: id.to_owned(),
            terminal_id: terminal.id,
            token: Uuid::from_u128(token),
            terms: terms.unwrap_or_else(|problem| panic!("{}", problem.in_words())),
            created_at: jiff::Timestamp::UNIX_EPOCH,
            created_on: day,
            ended: None,
            replaced_tokens: Vec::new(),
        }
    }
}
