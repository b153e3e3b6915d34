//! The user: what is asked for, and what is pressed. Only what the interface offers is pressed.

use std::sync::Arc;

use jiff::tz::TimeZone;
use paylink_core::desk::view_of;
use paylink_core::draft;
use paylink_core::outbox::runner::{self, World};
use paylink_core::outbox::step::Event;
use paylink_core::outbox::{Intent, Operation, Request, Summary, order, rules};
use paylink_core::testing::{a_link_form, recipient, values_of};
use paylink_core::view::{
    ChangePaymentLink, CreatePaymentLink, IntentKind, LinkType, RecipientForm, StepState, StepView,
};
use payroc::{IdempotencyKey, LinkStatus, MinorUnits, PaymentLink, RequestBody};
use uuid::Uuid;

use super::ledger::{Asked, AskedChange, AskedLink};
use super::process::Process;
use super::stage::Props;

const PEOPLE: [&str; 3] = ["jane@example.com", "joe@example.com", "Jane@Example.com"];
const AMOUNTS: [u64; 3] = [4_500, 1, 999_999];

/// What a press of a button sets going.
pub type Press = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

/// The form for a new link is filled in and sent; sometimes the last one once more, sometimes twice.
pub fn asks_for_a_link(props: &mut Props, process: &Arc<Process>) -> Press {
    let again = props.dice.chance(15);
    let form = match props.ledger.last_form.clone() {
        Some(form) if again => form,
        Some(_) | None => fresh_form(props),
    };
    let second_press = again && props.dice.chance(30);
    let form = CreatePaymentLink {
        request_id: if second_press {
            form.request_id
        } else {
            props.dice.uuid()
        },
        recipients: people(props, 0),
        ..form
    };
    props.ledger.last_form = Some(form.clone());
    let today = props.true_wall().to_zoned(TimeZone::UTC).date();
    let drafted = draft::check_link(&form, today).expect("the form is right in every field");
    let steps: Vec<_> = (drafted.requests.into_iter())
        .map(|request| under_own_name(props, request))
        .collect();
    let link = AskedLink {
        step: steps[0].id,
        amount: form.amount,
        currency: form.currency.clone(),
        reference: form.reference.clone(),
        order_id: (form.link_type == LinkType::SingleUse).then(|| form.order_id.clone()),
        expires_on: form.expires_on.clone(),
    };
    let intent = Intent {
        id: props.dice.uuid(),
        request_id: form.request_id,
        profile_id: Uuid::nil(),
        kind: IntentKind::Create,
        summary: drafted.summary,
        payment_link_id: None,
        recovered: false,
        created_at: props.wall(),
        steps,
    };
    props.note(|| {
        format!(
            "THE USER asks for a link {} with {} emails",
            form.reference,
            form.recipients.len()
        )
    });
    keep(props, process, intent, Some(link), None)
}

/// A link that is known here is changed, perhaps with emails to tell of it. No two changes make the same of a link.
pub fn changes_a_link(props: &mut Props, process: &Arc<Process>) -> Option<Press> {
    let link = a_link_made_here(props)?;
    let before = values_of(&link);
    let mut after = before.clone();
    let number = props.ledger.asked.len() as u64;
    if link.link_type == payroc::LinkType::SingleUse {
        after.amount = Some(10_000 + number);
        if props.dice.chance(30) {
            after.description = format!("Change {number}");
        }
    } else {
        let day = i16::try_from(2_100 + number % 800).unwrap_or(2_100);
        after.expires_on = Some(jiff::civil::date(day, 1, 1).to_string());
        if props.dice.chance(30) {
            after.button_label = format!("Pay {number}");
        }
    }
    let form = ChangePaymentLink {
        request_id: props.dice.uuid(),
        profile_id: Uuid::nil(),
        payment_link_id: link.payment_link_id.to_string(),
        before: before.clone(),
        after: after.clone(),
        recipients: people(props, 0),
        message: String::new(),
        copy_to_me: false,
    };
    let today = props.true_wall().to_zoned(TimeZone::UTC).date();
    let drafted = draft::check_change(&form, &link, today).ok()?;
    let steps: Vec<_> = (drafted.requests.into_iter())
        .map(|request| under_own_name(props, request))
        .collect();
    let change = AskedChange {
        step: steps[0].id,
        before,
        after,
    };
    let intent = Intent {
        id: props.dice.uuid(),
        request_id: form.request_id,
        profile_id: Uuid::nil(),
        kind: IntentKind::Change,
        summary: drafted.summary,
        payment_link_id: Some(form.payment_link_id),
        recovered: false,
        created_at: props.wall(),
        steps,
    };
    props.note(|| {
        let people = form.recipients.len();
        format!(
            "THE USER changes {} and emails {people}",
            link.payment_link_id
        )
    });
    Some(keep(props, process, intent, None, Some(change)))
}

/// A link that is known here is deactivated.
pub fn deactivates_a_link(props: &mut Props, process: &Arc<Process>) -> Option<Press> {
    let link = a_link_made_here(props)?;
    let nothing = RequestBody::from_bytes(Vec::new());
    let step = Request::new(Operation::Deactivate, nothing, None);
    let step = under_own_name(props, step);
    let intent = Intent {
        id: props.dice.uuid(),
        request_id: props.dice.uuid(),
        profile_id: Uuid::nil(),
        kind: IntentKind::Deactivate,
        summary: Summary::default(),
        payment_link_id: Some(link.payment_link_id.to_string()),
        recovered: false,
        created_at: props.wall(),
        steps: vec![step],
    };
    props.note(|| format!("THE USER deactivates {}", link.payment_link_id));
    Some(keep(props, process, intent, None, None))
}

/// A link of an intent of this computer's, as it is kept, if it is active as far as is known here.
fn a_link_made_here(props: &mut Props) -> Option<PaymentLink> {
    let tables = Arc::clone(props.disk.current());
    let made: Vec<_> = (tables.intents.iter())
        .filter_map(|kept| tables.link(kept.intent.payment_link_id.as_deref()?))
        .filter(|kept| kept.link.status == LinkStatus::Active)
        .collect();
    if made.is_empty() {
        return None;
    }
    Some(made[props.dice.index(made.len())].link.clone())
}

/// Another client changes a link that was made here.
pub fn somebody_else_changes_a_link(props: &mut Props) {
    let Some(link) = a_link_made_here(props) else {
        return;
    };
    let amount = 900_000 + props.gateway.effects.len() as u64;
    let amount = MinorUnits::new(amount).expect("a small amount");
    let now = props.now;
    props
        .gateway
        .change_elsewhere(link.payment_link_id.as_str(), amount, now);
    props.note(|| format!("SOMEBODY ELSE changes {}", link.payment_link_id));
}

/// A link that is known here is emailed to somebody.
pub fn shares_a_link(props: &mut Props, process: &Arc<Process>) -> Option<Press> {
    let tables = Arc::clone(props.disk.current());
    let made: Vec<_> = (tables.intents.iter())
        .filter_map(|kept| kept.intent.payment_link_id.as_ref())
        .collect();
    if made.is_empty() {
        return None;
    }
    let link = made[props.dice.index(made.len())].clone();
    let people = people(props, 1);
    let mut steps =
        draft::check_share(&people, "", false).expect("the form is right in every field");
    let reminds = props.dice.chance(20);
    for email in &mut steps {
        email.only_if_active = reminds;
    }
    let intent = Intent {
        id: props.dice.uuid(),
        request_id: props.dice.uuid(),
        profile_id: Uuid::nil(),
        kind: IntentKind::Share,
        summary: Summary::default(),
        payment_link_id: Some(link.clone()),
        recovered: false,
        created_at: props.wall(),
        steps: (steps.into_iter())
            .map(|request| under_own_name(props, request))
            .collect(),
    };
    props.note(|| format!("THE USER shares {link} with {} people", people.len()));
    Some(keep(props, process, intent, None, None))
}

/// One of the buttons that are there is pressed.
pub fn presses_something(props: &mut Props, process: &Arc<Process>) -> Option<Press> {
    let mut offered = Vec::new();
    for (intent, step) in shown(props) {
        if step.state == StepState::NeedsDecision {
            offered.extend([
                (step.id, Word::Of(Event::LookAgain)),
                (step.id, Word::Of(Event::SendAgain)),
                (step.id, Word::Of(Event::Drop)),
            ]);
        }
        if step.can_retry {
            offered.push((step.id, Word::Of(Event::RetryNow)));
        }
        if step.can_take_back {
            offered.push((step.id, Word::Of(Event::TakeBack)));
        }
        if step.state == StepState::Refused {
            offered.push((intent, Word::Dismissal));
        }
    }
    if offered.is_empty() {
        return None;
    }
    let (id, word) = offered.swap_remove(props.dice.index(offered.len()));
    Some(say(props, process, id, word))
}

/// What needs a decision is decided, or left as it is.
pub fn decides(props: &mut Props, process: &Arc<Process>) -> Option<Press> {
    let undecided: Vec<Uuid> = (shown(props).into_iter())
        .filter(|(_, step)| step.state == StepState::NeedsDecision)
        .map(|(_, step)| step.id)
        .collect();
    if undecided.is_empty() || props.dice.chance(15) {
        return None;
    }
    let step = undecided[props.dice.index(undecided.len())];
    let words = [
        Event::LookAgain,
        Event::LookAgain,
        Event::SendAgain,
        Event::Drop,
    ];
    let word = words[props.dice.index(words.len())].clone();
    Some(say(props, process, step, Word::Of(word)))
}

/// The profile is connected again.
pub fn connects_again(props: &mut Props, process: &Arc<Process>) -> Press {
    props.note(|| "THE USER connects the profile again".to_owned());
    let process = Arc::clone(process);
    Box::pin(async move {
        // A disk that failed leaves what is held where it was.
        drop(runner::key_returned(&*process, Uuid::nil()).await);
    })
}

/// The list of links is asked for and kept.
pub fn refreshes(props: &mut Props, process: &Arc<Process>) -> Option<Press> {
    if !props.online {
        return None;
    }
    let until = props.now.saturating_sub(props.rules.lag);
    let links = props.gateway.links(until, "", &props.rules);
    props.note(|| format!("THE LIST of {} links is kept", links.len()));
    let process = Arc::clone(process);
    Some(Box::pin(async move {
        let now = process.moment().wall;
        let kept = process.transact(move |records| {
            links
                .iter()
                .try_for_each(|link| records.keep_link(Uuid::nil(), link, now, now))
        });
        // A disk that failed has kept none.
        drop(kept.await);
    }))
}

/// Another client makes a link under the reference last used: another one, or the very same.
pub fn somebody_else_makes_a_link(props: &mut Props) {
    let Some(form) = props.ledger.last_form.clone() else {
        return;
    };
    let form = if props.rules.twins {
        form
    } else {
        CreatePaymentLink {
            amount: Some(7),
            ..form
        }
    };
    let today = props.true_wall().to_zoned(TimeZone::UTC).date();
    let Ok(drafted) = draft::check_link(&form, today) else {
        return;
    };
    let (now, wall) = (props.now, props.true_wall());
    let Props { gateway, rules, .. } = props;
    gateway.make_elsewhere(&drafted.requests[0].body, now, wall, rules);
    props.note(|| format!("SOMEBODY ELSE makes a link {}", form.reference));
}

pub fn a_customer_pays(props: &mut Props) {
    let tables = Arc::clone(props.disk.current());
    if tables.links.is_empty() {
        return;
    }
    let paid = &tables.links[props.dice.index(tables.links.len())];
    let id = paid.link.payment_link_id.to_string();
    props.note(|| format!("A CUSTOMER pays {id}"));
    let now = props.now;
    props.gateway.close(&id, now);
}

/// Every step that is not filed away, as the interface shows it, with its intent.
pub fn shown(props: &Props) -> Vec<(Uuid, StepView)> {
    let tables = props.disk.current();
    let waiting = order::waiting(&tables.unsettled());
    let unseen = tables.intents.iter().filter(|kept| !kept.seen);
    unseen
        .flat_map(|kept| {
            let view = view_of(&kept.intent, None, &waiting);
            let openings = [view.create, view.change, view.deactivate];
            let steps = openings.into_iter().flatten().chain(view.emails);
            steps.map(|step| (kept.intent.id, step)).collect::<Vec<_>>()
        })
        .collect()
}

enum Word {
    Of(Event),
    Dismissal,
}

fn say(props: &mut Props, process: &Arc<Process>, id: Uuid, word: Word) -> Press {
    let process = Arc::clone(process);
    match word {
        Word::Of(word) => {
            if word == Event::SendAgain {
                props.ledger.says_send_again(id);
            }
            props.note(|| format!("THE USER says {word:?} about {}", &id.to_string()[..8]));
            Box::pin(async move {
                let now = process.moment().wall;
                let said = process.transact(move |records| rules::say(records, id, word, now));
                if said.await.is_ok() {
                    process.session.ring();
                }
            })
        }
        Word::Dismissal => Box::pin(async move {
            let now = process.moment().wall;
            let dismissed = process.transact(move |records| rules::dismiss(records, id, now));
            // A disk that failed has left it where it was.
            drop(dismissed.await);
        }),
    }
}

fn keep(
    props: &mut Props,
    process: &Arc<Process>,
    intent: Intent,
    link: Option<AskedLink>,
    change: Option<AskedChange>,
) -> Press {
    let id = intent.id;
    props.ledger.asked.push(Asked {
        intent: id,
        request: intent.request_id,
        told: false,
        link,
        change,
        emails: (intent.emails())
            .map(|email| {
                let to = email.recipient.as_ref().map(|to| to.email.clone());
                (email.id, to.unwrap_or_default())
            })
            .collect(),
    });
    let process = Arc::clone(process);
    Box::pin(async move {
        if process.change(|tables| tables.add(intent)).await.is_ok() {
            process.stage.props().ledger.tells(id);
            process.session.ring();
        }
    })
}

fn fresh_form(props: &mut Props) -> CreatePaymentLink {
    let multi = props.dice.chance(30);
    let number = props.ledger.asked.len();
    CreatePaymentLink {
        link_type: if multi {
            LinkType::MultiUse
        } else {
            LinkType::SingleUse
        },
        amount: Some(props.dice.one_of(&AMOUNTS)),
        reference: format!("PL-{number}"),
        order_id: format!("ORD-{number}"),
        expires_on: (!multi || props.dice.chance(50)).then(|| "2026-12-31".to_owned()),
        ..a_link_form()
    }
}

fn people(props: &mut Props, at_least: u64) -> Vec<RecipientForm> {
    let count = props.dice.within(at_least..=2);
    let first = props.dice.index(PEOPLE.len());
    // No two of one form are the same person.
    let chosen: Vec<&str> = match (count, first) {
        (0, _) => Vec::new(),
        (1, first) => vec![PEOPLE[first]],
        (_, first) => vec![PEOPLE[first.min(1)], PEOPLE[1 - first.min(1)]],
    };
    chosen
        .into_iter()
        .map(|email| recipient("", email))
        .collect()
}

/// Names that the seed repeats.
fn under_own_name(props: &mut Props, request: Request) -> Request {
    Request {
        id: props.dice.uuid(),
        key: IdempotencyKey::from_uuid(props.dice.uuid()).expect("of version 4"),
        ..request
    }
}
