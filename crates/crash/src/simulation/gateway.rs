//! A model of the gateway: keys, links, emails, lists. It knows nothing of the client but what arrives.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use json_patch::Patch;
use paylink_core::outbox::Operation;
use payroc::{
    Assets, AuthType, Charge, CreatePaymentLink, LinkStatus, LinkType, MinorUnits, Order,
    PaymentLink, PaymentLinkId, ProblemType, Recipient, RequestBody, SharingEvent, SharingEventId,
    SharingMethod,
};
use serde::Deserialize;
use uuid::Uuid;

use super::rules::{Mode, Rules};

/// A request as it arrives.
#[derive(Debug, Clone)]
pub struct Message {
    pub operation: Operation,
    /// The link in its address.
    pub link: Option<String>,
    /// Of a deactivation, which has none on its way: the one that it is kept under.
    pub key: Uuid,
    pub body: RequestBody,
    pub fate: Fate,
}

/// What becomes of a request at the gateway and of its answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fate {
    /// Its token is refused.
    pub stale_token: bool,
    /// The gateway fails before it acts.
    pub before: Option<u16>,
    /// It is judged, and refused for good.
    pub refusal: Option<u16>,
    /// How long it is at work, in ms.
    pub work: u64,
    pub after: After,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum After {
    #[default]
    Answers,
    /// It acts, and then fails.
    Fails(u16),
    /// It acts, and its success cannot be read.
    Garbage,
    /// It acts, and tells another link than it has made.
    WrongEcho,
    /// It acts, and its answer is lost.
    Silence,
}

#[derive(Debug, Clone)]
pub enum Answer {
    Link(Box<PaymentLink>),
    Event(SharingEvent),
    Refused(u16, Option<ProblemType>, Option<Duration>),
    Unreadable,
    Nothing,
}

/// Something the gateway has made.
#[derive(Debug, Clone)]
pub struct Effect {
    pub at: u64,
    /// Under which key; none for another client's.
    pub key: Option<Uuid>,
    pub made: Made,
}

#[derive(Debug, Clone)]
pub enum Made {
    Link(Box<PaymentLink>),
    Email {
        link: String,
        event: SharingEvent,
    },
    /// What a link was and has become.
    Change {
        before: Box<PaymentLink>,
        after: Box<PaymentLink>,
    },
    Deactivation {
        link: Box<PaymentLink>,
    },
}

impl Effect {
    /// Of what it has made; what is done to a link has the name of the link.
    pub fn id(&self) -> &str {
        match &self.made {
            Made::Link(link) | Made::Deactivation { link } => link.payment_link_id.as_str(),
            Made::Change { after, .. } => after.payment_link_id.as_str(),
            Made::Email { event, .. } => event.sharing_event_id.as_str(),
        }
    }

    /// A link as this has left it.
    pub fn link(&self) -> Option<&PaymentLink> {
        match &self.made {
            Made::Link(link) | Made::Deactivation { link } => Some(link),
            Made::Change { after, .. } => Some(after),
            Made::Email { .. } => None,
        }
    }
}

#[derive(Debug, Default)]
pub struct Gateway {
    pub effects: Vec<Effect>,
    keys: BTreeMap<Uuid, Saved>,
    /// What was judged for good, by key.
    judged: BTreeMap<Uuid, Option<u16>>,
    /// Links that were paid, and when.
    paid: Vec<(u64, String)>,
}

#[derive(Debug, Clone)]
struct Saved {
    at: u64,
    request: (Operation, Option<String>, RequestBody),
    answer: Answer,
    busy_until: u64,
}

impl Gateway {
    /// Takes a request; gives the answer and when it leaves.
    pub fn receive(
        &mut self,
        message: &Message,
        now: u64,
        wall: Timestamp,
        rules: &Rules,
    ) -> (Answer, u64) {
        let fate = &message.fate;
        if fate.stale_token {
            return (refused(401, Some(ProblemType::NotAuthorized)), now);
        }
        let request = (
            message.operation,
            message.link.clone(),
            message.body.clone(),
        );
        let keeps_keys =
            rules.mode != Mode::IgnoresKeys && message.operation != Operation::Deactivate;
        if let Some(saved) = self.keys.get(&message.key).filter(|saved| {
            keeps_keys && rules.lifetime > 0 && now.saturating_sub(saved.at) < rules.lifetime
        }) {
            let answer = if saved.request != request {
                let status = if rules.mode == Mode::UnprocessableOnOtherBody {
                    422
                } else {
                    409
                };
                refused(status, Some(ProblemType::IdempotencyKeyInUse))
            } else if saved.busy_until > now && rules.mode == Mode::ConflictWhileRunning {
                refused(409, Some(ProblemType::IdempotencyKeyInUse))
            } else {
                saved.answer.clone()
            };
            let leaves = saved.busy_until.max(now);
            return (spoilt(answer, fate.after), leaves);
        }
        let answer = self.judge(message, rules, now, wall);
        let is_refusal = matches!(answer, Answer::Refused(..));
        let busy_until = now + fate.work;
        if keeps_keys && (!is_refusal || rules.saves_refusals) {
            let saved = Saved {
                at: now,
                request,
                answer: answer.clone(),
                busy_until,
            };
            self.keys.insert(message.key, saved);
        }
        let after = if is_refusal {
            After::Answers
        } else {
            fate.after
        };
        (spoilt(answer, after), busy_until)
    }

    fn judge(&mut self, message: &Message, rules: &Rules, now: u64, wall: Timestamp) -> Answer {
        if let Some(status) = message.fate.before {
            let wait = (status == 429 || status == 503).then(|| Duration::from_secs(20));
            return Answer::Refused(status, None, wait);
        }
        let judged = self.judged.entry(message.key);
        if let Some(status) = *judged.or_insert(message.fate.refusal) {
            return refused(status, None);
        }
        match self.act(message, rules, now, wall) {
            Ok(answer) | Err(answer) => answer,
        }
    }

    /// Does what is asked for, or gives the refusal of it.
    fn act(
        &mut self,
        message: &Message,
        rules: &Rules,
        now: u64,
        wall: Timestamp,
    ) -> Result<Answer, Answer> {
        let (number, key) = (self.effects.len(), Some(message.key));
        let unreadable = || refused(400, Some(ProblemType::BadRequest));
        Ok(match message.operation {
            Operation::Create => {
                let link = link_of(&message.body, number, day(wall, rules));
                let link = Box::new(link.ok_or_else(unreadable)?);
                self.make(now, key, Made::Link(link.clone()));
                Answer::Link(link)
            }
            Operation::Share => {
                let known = self.active_link(message, now, rules)?;
                let event = event_of(&message.body, number, wall).ok_or_else(unreadable)?;
                let email = Made::Email {
                    link: known.payment_link_id.to_string(),
                    event: event.clone(),
                };
                self.make(now, key, email);
                Answer::Event(event)
            }
            Operation::Update => {
                let before = self.active_link(message, now, rules)?;
                let after = changed(&before, &message.body, number);
                let after = after.ok_or_else(|| refused(rules.failed_test, None))?;
                self.change(now, key, before, after.clone());
                Answer::Link(Box::new(after))
            }
            Operation::Deactivate => {
                let link = Box::new(PaymentLink {
                    status: LinkStatus::Deactivated,
                    ..self.active_link(message, now, rules)?
                });
                let deactivation = Made::Deactivation { link: link.clone() };
                self.make(now, key, deactivation);
                Answer::Link(link)
            }
        })
    }

    /// The link in the address, or the refusal of what can only be done to one that can still be paid.
    fn active_link(
        &self,
        message: &Message,
        now: u64,
        rules: &Rules,
    ) -> Result<PaymentLink, Answer> {
        let id = message.link.as_deref().unwrap_or_default();
        let Some(known) = self.link(id, now) else {
            return Err(refused(404, Some(ProblemType::NotFound)));
        };
        if known.status != LinkStatus::Active {
            let closed = Some(ProblemType::CannotBeModified);
            return Err(refused(rules.closed, closed));
        }
        Ok(known)
    }

    /// Another client changes a link, if it still can be.
    pub fn change_elsewhere(&mut self, id: &str, amount: MinorUnits, now: u64) {
        let Some(before) = self.link(id, now) else {
            return;
        };
        if before.status == LinkStatus::Active {
            let mut after = before.clone();
            match &mut after.order.charge {
                Charge::Preset(money) if after.link_type == LinkType::SingleUse => {
                    money.amount = amount;
                }
                Charge::Preset(_) | Charge::Prompt { .. } | Charge::Unknown(_) => {
                    after.expires_on = Some(jiff::civil::date(2998, 1, 1));
                }
            }
            renew_address(&mut after, self.effects.len());
            self.change(now, None, before, after);
        }
    }

    fn change(&mut self, at: u64, key: Option<Uuid>, before: PaymentLink, after: PaymentLink) {
        let change = Made::Change {
            before: Box::new(before),
            after: Box::new(after),
        };
        self.make(at, key, change);
    }

    /// A link as it was at a time.
    pub fn link(&self, id: &str, at: u64) -> Option<PaymentLink> {
        let known = self.effects.iter().filter(|effect| effect.at <= at);
        let mut versions = known.filter_map(Effect::link);
        let mut link = versions
            .rfind(|link| link.payment_link_id.as_str() == id)?
            .clone();
        let is_paid = self
            .paid
            .iter()
            .any(|(when, paid)| *when <= at && paid == id);
        if is_paid && link.status == LinkStatus::Active {
            link.status = LinkStatus::Completed;
        }
        Some(link)
    }

    /// Another client makes a link.
    pub fn make_elsewhere(&mut self, body: &RequestBody, now: u64, wall: Timestamp, rules: &Rules) {
        if let Some(link) = link_of(body, self.effects.len(), day(wall, rules)) {
            self.make(now, None, Made::Link(Box::new(link)));
        }
    }

    /// The customer has paid: nobody can be emailed about the link any more.
    pub fn close(&mut self, link: &str, at: u64) {
        self.paid.push((at, link.to_owned()));
    }

    /// What a list of links shows that was made up to `until`, as one that may match in part.
    pub fn links(&self, until: u64, reference: &str, rules: &Rules) -> Vec<PaymentLink> {
        let all = self.effects.iter().filter(|effect| effect.at <= until);
        let links = all.filter_map(|effect| match &effect.made {
            Made::Link(link) if link.merchant_reference.as_str().contains(reference) => {
                self.link(link.payment_link_id.as_str(), until)
            }
            Made::Link(_)
            | Made::Email { .. }
            | Made::Change { .. }
            | Made::Deactivation { .. } => None,
        });
        in_order(links.collect(), rules)
    }

    pub fn events(&self, until: u64, of: &str, rules: &Rules) -> Vec<SharingEvent> {
        let all = self.effects.iter().filter(|effect| effect.at <= until);
        let events = all.filter_map(|effect| match &effect.made {
            Made::Email { link, event } if link == of => Some(event.clone()),
            Made::Link(_)
            | Made::Email { .. }
            | Made::Change { .. }
            | Made::Deactivation { .. } => None,
        });
        in_order(events.collect(), rules)
    }

    fn make(&mut self, at: u64, key: Option<Uuid>, made: Made) {
        self.effects.push(Effect { at, key, made });
    }
}

fn in_order<T>(mut items: Vec<T>, rules: &Rules) -> Vec<T> {
    if rules.newest_first {
        items.reverse();
    }
    items
}

fn refused(status: u16, kind: Option<ProblemType>) -> Answer {
    Answer::Refused(status, kind, None)
}

fn spoilt(answer: Answer, after: After) -> Answer {
    match (after, answer) {
        (After::Fails(status), _) => refused(status, None),
        (After::Garbage, _) => Answer::Unreadable,
        (After::Silence, _) => Answer::Nothing,
        (After::WrongEcho, Answer::Link(mut link)) => {
            if link.status == LinkStatus::Deactivated {
                link.status = LinkStatus::Active;
            }
            if link.link_type == LinkType::MultiUse {
                link.expires_on = Some(jiff::civil::date(2000, 1, 1));
            }
            match &mut link.order.charge {
                Charge::Preset(money) => money.amount = MinorUnits::ZERO,
                Charge::Prompt { .. } | Charge::Unknown(_) => {
                    link.auth_type = AuthType::PreAuthorization
                }
            }
            Answer::Link(link)
        }
        (After::Answers | After::WrongEcho, answer) => answer,
    }
}

fn day(wall: Timestamp, rules: &Rules) -> Date {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(rules.zone));
    wall.to_zoned(zone).date()
}

fn link_of(body: &RequestBody, number: usize, today: Date) -> Option<PaymentLink> {
    let asked: CreatePaymentLink = serde_json::from_slice(body.as_bytes()).ok()?;
    let id = PaymentLinkId::new(format!("L{number:09}")).ok()?;
    let assets = Assets {
        payment_url: format!("https://pay.example.com/{id}"),
        payment_button: String::new(),
    };
    Some(match asked {
        CreatePaymentLink::SingleUse(asked) => PaymentLink {
            link_type: LinkType::SingleUse,
            payment_link_id: id,
            merchant_reference: asked.merchant_reference,
            order: Order {
                order_id: Some(asked.order.order_id),
                description: asked.order.description,
                charge: asked.order.charge,
            },
            auth_type: asked.auth_type,
            payment_methods: asked.payment_methods,
            custom_labels: asked.custom_labels,
            credential_on_file: asked.credential_on_file,
            expires_on: Some(asked.expires_on),
            assets,
            status: LinkStatus::Active,
            created_on: today,
        },
        CreatePaymentLink::MultiUse(asked) => PaymentLink {
            link_type: LinkType::MultiUse,
            payment_link_id: id,
            merchant_reference: asked.merchant_reference,
            order: Order {
                order_id: None,
                description: asked.order.description,
                charge: asked.order.charge,
            },
            auth_type: asked.auth_type,
            payment_methods: asked.payment_methods,
            custom_labels: asked.custom_labels,
            credential_on_file: asked.credential_on_file,
            expires_on: asked.expires_on,
            assets,
            status: LinkStatus::Active,
            created_on: today,
        },
    })
}

/// The link as a change makes it; nothing if one of its tests fails.
fn changed(before: &PaymentLink, body: &RequestBody, number: usize) -> Option<PaymentLink> {
    let patch: Patch = serde_json::from_slice(body.as_bytes()).ok()?;
    let mut document = serde_json::to_value(before).ok()?;
    json_patch::patch(&mut document, &patch).ok()?;
    let mut after = serde_json::from_value(document).ok()?;
    renew_address(&mut after, number);
    Some(after)
}

/// Any change to a link for one payment replaces its address.
fn renew_address(link: &mut PaymentLink, number: usize) {
    if link.link_type == LinkType::SingleUse {
        let id = &link.payment_link_id;
        link.assets.payment_url = format!("https://pay.example.com/{id}/{number}");
    }
}

fn event_of(body: &RequestBody, number: usize, wall: Timestamp) -> Option<SharingEvent> {
    #[derive(Deserialize)]
    struct Asked {
        recipients: Vec<Recipient>,
    }
    let asked: Asked = serde_json::from_slice(body.as_bytes()).ok()?;
    Some(SharingEvent {
        sharing_method: SharingMethod::Email,
        sharing_event_id: SharingEventId::new(format!("E{number:09}")).ok()?,
        date_time: Some(wall),
        message: None,
        recipients: asked.recipients,
    })
}
