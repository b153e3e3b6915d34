//! What the user asked for and was told, as the oracle remembers it.

use std::collections::{BTreeMap, BTreeSet};

use paylink_core::view::{CreatePaymentLink, LinkValues};
use uuid::Uuid;

/// What the user asked for and was told, and every promise that was seen broken.
#[derive(Default)]
pub struct Ledger {
    pub asked: Vec<Asked>,
    pub last_form: Option<CreatePaymentLink>,
    pub flaws: BTreeSet<String>,
    /// How often the user said "send again", by step.
    pub send_again: BTreeMap<Uuid, usize>,
}

pub struct Asked {
    pub intent: Uuid,
    /// Names the press.
    pub request: Uuid,
    /// The user was told that it is kept.
    pub told: bool,
    pub link: Option<AskedLink>,
    pub change: Option<AskedChange>,
    /// Step and address.
    pub emails: Vec<(Uuid, String)>,
}

pub struct AskedLink {
    pub step: Uuid,
    pub amount: Option<u64>,
    pub currency: String,
    pub reference: String,
    pub order_id: Option<String>,
    pub expires_on: Option<String>,
}

/// What a link was when the form was opened, and is to be.
pub struct AskedChange {
    pub step: Uuid,
    pub before: LinkValues,
    pub after: LinkValues,
}

impl Ledger {
    pub fn flaw(&mut self, flaw: &str) {
        self.flaws.insert(flaw.to_owned());
    }

    pub fn says_send_again(&mut self, step: Uuid) {
        *self.send_again.entry(step).or_default() += 1;
    }

    pub fn tells(&mut self, intent: Uuid) {
        let mut asked = self.asked.iter_mut();
        if let Some(asked) = asked.find(|asked| asked.intent == intent) {
            asked.told = true;
        }
    }
}
