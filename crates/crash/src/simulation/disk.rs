//! The journal in memory, and a disk that can lose what was not synced.
//!
//! A commit is first written and then synced. A killed process loses nothing that was written; a power cut may lose, from
//! some commit on, whatever was not synced (a torn commit is told by its checksum and counts as lost, as in SQLite's log).

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use jiff::Timestamp;
use paylink_core::outbox::records::{DatabaseError, Records};
use paylink_core::outbox::step::Step;
use paylink_core::outbox::{Intent, Request};
use paylink_core::view::ChangeView;
use payroc::{PaymentLink, SharingEvent};
use uuid::Uuid;

use super::dice::Dice;

pub const CHANGED: &str = "changed";
pub const DEACTIVATED: &str = "deactivated";

/// All rows. Copies share what they have in common.
#[derive(Clone, Default)]
pub struct Tables {
    /// In the order in which they were asked for.
    pub intents: Vec<Arc<KeptIntent>>,
    pub links: Vec<Arc<KeptLink>>,
    /// Which emails are kept: link, event, address.
    pub shares: Vec<Arc<(String, String, String)>>,
    /// What is kept for good of links that were changed or deactivated: link, and which of the two.
    pub events: Vec<Arc<(String, &'static str)>>,
}

#[derive(Clone)]
pub struct KeptIntent {
    pub intent: Intent,
    pub seen: bool,
    /// What each step has made.
    pub results: Vec<Option<String>>,
}

pub struct KeptLink {
    pub link: PaymentLink,
    pub kept_at: Timestamp,
}

impl Tables {
    pub fn unsettled(&self) -> Vec<Intent> {
        let intents = self.intents.iter().map(|kept| &kept.intent);
        intents
            .filter(|intent| !intent.is_settled())
            .cloned()
            .collect()
    }

    /// Keeps a new intent; one whose press is known already stays as it is.
    pub fn add(&mut self, intent: Intent) {
        let mut known = self.intents.iter();
        if !known.any(|kept| kept.intent.request_id == intent.request_id) {
            self.intents.push(Arc::new(KeptIntent {
                results: vec![None; intent.steps.len()],
                seen: false,
                intent,
            }));
        }
    }

    pub fn link(&self, id: &str) -> Option<&KeptLink> {
        let mut links = self.links.iter();
        let found = links.find(|kept| kept.link.payment_link_id.as_str() == id);
        found.map(AsRef::as_ref)
    }

    fn change(&mut self, is_it: impl Fn(&Intent) -> bool, change: impl FnOnce(&mut KeptIntent)) {
        let mut intents = self.intents.iter_mut();
        if let Some(kept) = intents.find(|kept| is_it(&kept.intent)) {
            change(Arc::make_mut(kept));
        }
    }

    fn change_step(&mut self, request: Uuid, change: impl FnOnce(&mut KeptIntent, usize)) {
        let place = |intent: &Intent| intent.steps.iter().position(|step| step.id == request);
        self.change(
            |intent| place(intent).is_some(),
            |kept| {
                let index = place(&kept.intent).expect("the intent was found by this step");
                change(kept, index);
            },
        );
    }
}

#[derive(Default)]
pub struct Disk {
    durable: Arc<Tables>,
    /// Commits that are written and not synced, oldest first.
    unsynced: Vec<Arc<Tables>>,
}

impl Disk {
    /// What the running process sees.
    pub fn current(&self) -> &Arc<Tables> {
        self.unsynced.last().unwrap_or(&self.durable)
    }

    pub fn durable(&self) -> &Tables {
        &self.durable
    }

    pub fn write(&mut self, tables: Tables) {
        self.unsynced.push(Arc::new(tables));
    }

    pub fn sync(&mut self) {
        if let Some(last) = self.unsynced.pop() {
            self.durable = last;
            self.unsynced.clear();
        }
    }

    /// The process is gone; the system writes out what it was given.
    pub fn process_killed(&mut self) {
        self.sync();
    }

    /// Gives how many commits are lost.
    pub fn power_cut(&mut self, dice: &mut Dice) -> usize {
        let kept = dice.index(self.unsynced.len() + 1);
        let lost = self.unsynced.len() - kept;
        self.unsynced.truncate(kept);
        self.sync();
        lost
    }
}

/// One transaction.
pub struct Draft {
    tables: RefCell<Tables>,
    changed: Cell<bool>,
}

impl Draft {
    pub fn of(tables: &Tables) -> Self {
        Self {
            tables: RefCell::new(tables.clone()),
            changed: Cell::new(false),
        }
    }

    /// What it makes of the tables; nothing if it only read.
    pub fn into_changed(self) -> Option<Tables> {
        self.changed.get().then(|| self.tables.into_inner())
    }

    pub fn change(&self, change: impl FnOnce(&mut Tables)) {
        self.changed.set(true);
        change(&mut self.tables.borrow_mut());
    }

    fn keep_event(&self, payment_link_id: &str, what: &'static str) {
        let event = (payment_link_id.to_owned(), what);
        self.change(|tables| tables.events.push(Arc::new(event)));
    }

    fn find(&self, is_it: impl Fn(&Intent) -> bool) -> Option<Intent> {
        let tables = self.tables.borrow();
        let mut intents = tables.intents.iter().map(|kept| &kept.intent);
        intents.find(|intent| is_it(intent)).cloned()
    }
}

impl Records for Draft {
    fn unsettled(&self) -> Result<Vec<Intent>, DatabaseError> {
        Ok(self.tables.borrow().unsettled())
    }

    fn intent(&self, intent: Uuid) -> Result<Option<Intent>, DatabaseError> {
        Ok(self.find(|kept| kept.id == intent))
    }

    fn intent_of(&self, request: Uuid) -> Result<Option<Intent>, DatabaseError> {
        Ok(self.find(|kept| kept.steps.iter().any(|step| step.id == request)))
    }

    fn step(&self, request: Uuid) -> Result<Option<Step>, DatabaseError> {
        let tables = self.tables.borrow();
        let mut steps = tables.intents.iter().flat_map(|kept| &kept.intent.steps);
        Ok(steps
            .find(|step| step.id == request)
            .map(|found| found.step.clone()))
    }

    fn keep_step(&self, request: Uuid, step: &Step) -> Result<(), DatabaseError> {
        self.change(|tables| {
            tables.change_step(request, |kept, index| {
                kept.intent.steps[index].step = step.clone();
            });
        });
        Ok(())
    }

    fn keep_link_of(&self, intent: Uuid, payment_link_id: &str) -> Result<(), DatabaseError> {
        self.change(|tables| {
            tables.change(
                |kept| kept.id == intent,
                |kept| kept.intent.payment_link_id = Some(payment_link_id.to_owned()),
            );
        });
        Ok(())
    }

    fn keep_result(&self, request: Uuid, result: &str) -> Result<(), DatabaseError> {
        self.change(|tables| {
            tables.change_step(request, |kept, index| {
                kept.results[index] = Some(result.to_owned());
            });
        });
        Ok(())
    }

    fn is_made_by_another(
        &self,
        _profile: Uuid,
        request: Uuid,
        result: &str,
    ) -> Result<bool, DatabaseError> {
        let tables = self.tables.borrow();
        let mut made = tables.intents.iter().flat_map(|kept| {
            let steps = kept.intent.steps.iter();
            steps.zip(&kept.results)
        });
        Ok(made.any(|(step, made)| step.id != request && made.as_deref() == Some(result)))
    }

    fn mark_recovered(&self, intent: Uuid) -> Result<(), DatabaseError> {
        self.change(|tables| {
            tables.change(
                |kept| kept.id == intent,
                |kept| kept.intent.recovered = true,
            );
        });
        Ok(())
    }

    fn mark_unseen(&self, intent: Uuid) -> Result<(), DatabaseError> {
        self.change(|tables| tables.change(|kept| kept.id == intent, |kept| kept.seen = false));
        Ok(())
    }

    fn mark_seen(&self, intent: Uuid) -> Result<(), DatabaseError> {
        self.change(|tables| tables.change(|kept| kept.id == intent, |kept| kept.seen = true));
        Ok(())
    }

    fn file_away_finished(&self) -> Result<(), DatabaseError> {
        // Only what is shown depends on it.
        Ok(())
    }

    fn keep_link(
        &self,
        _profile: Uuid,
        link: &PaymentLink,
        _asked: Timestamp,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        self.change(|tables| {
            let id = link.payment_link_id.as_str();
            let kept_at = tables.link(id).map_or(now, |known| known.kept_at);
            tables
                .links
                .retain(|kept| kept.link.payment_link_id.as_str() != id);
            let link = link.clone();
            tables.links.push(Arc::new(KeptLink { link, kept_at }));
        });
        Ok(())
    }

    fn knew_link_before(
        &self,
        _profile: Uuid,
        payment_link_id: &str,
        moment: Timestamp,
    ) -> Result<bool, DatabaseError> {
        let tables = self.tables.borrow();
        let known = tables.link(payment_link_id);
        Ok(known.is_some_and(|known| known.kept_at < moment))
    }

    fn keep_share(
        &self,
        _profile: Uuid,
        payment_link_id: &str,
        event: &SharingEvent,
        request: &Request,
        _now: Timestamp,
    ) -> Result<(), DatabaseError> {
        let to = request.recipient.as_ref();
        let to = to.map(|to| to.email.clone()).unwrap_or_default();
        let event = event.sharing_event_id.to_string();
        self.change(|tables| {
            let share = (payment_link_id.to_owned(), event, to);
            tables.shares.push(Arc::new(share));
        });
        Ok(())
    }

    fn keep_change(
        &self,
        _profile: Uuid,
        payment_link_id: &str,
        _change: &ChangeView,
        _now: Timestamp,
    ) -> Result<(), DatabaseError> {
        self.keep_event(payment_link_id, CHANGED);
        Ok(())
    }

    fn keep_deactivation(
        &self,
        _profile: Uuid,
        payment_link_id: &str,
        _reason: &str,
        _now: Timestamp,
    ) -> Result<(), DatabaseError> {
        self.keep_event(payment_link_id, DEACTIVATED);
        Ok(())
    }
}
