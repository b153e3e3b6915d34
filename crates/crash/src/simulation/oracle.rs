//! The oracle: what was asked for beside what the gateway did and what this computer says of it.

use std::collections::BTreeSet;

use paylink_core::outbox::step::State;
use paylink_core::outbox::{Intent, Operation, Request};
use paylink_core::testing::values_of;
use paylink_core::view::{LinkValues, StepState};
use payroc::{Charge, LinkStatus, PaymentLink};

use super::disk;
use super::gateway::{Effect, Made};
use super::ledger::{AskedChange, AskedLink};
use super::stage::Props;
use super::user;

/// Compares everything, once all has come to rest.
pub fn judge(props: &mut Props) {
    let mut flaws = Vec::new();
    let tables = std::sync::Arc::clone(props.disk.current());
    let steps: Vec<Step<'_>> = (tables.intents.iter())
        .flat_map(|kept| {
            let requests = kept.intent.steps.iter().zip(&kept.results);
            requests.map(|(request, result)| Step {
                intent: &kept.intent,
                request,
                result: result.as_deref(),
            })
        })
        .collect();
    for asked in props.ledger.asked.iter().filter(|asked| asked.told) {
        let mut kept = tables.intents.iter();
        if !kept.any(|kept| kept.intent.request_id == asked.request) {
            flaws.push("what the user was told is kept is gone".to_owned());
        }
    }
    for step in &steps {
        judge_step(props, step, &steps, &mut flaws);
    }
    for effect in &props.gateway.effects {
        judge_effect(props, effect, &steps, &mut flaws);
    }
    let results: Vec<&str> = steps.iter().filter_map(|step| step.result).collect();
    if results.iter().collect::<BTreeSet<_>>().len() < results.len() {
        flaws.push("one thing is said to be made by two requests".to_owned());
    }
    for link in &tables.links {
        judge_link(props, &link.link, &steps, &mut flaws);
    }
    judge_what_is_shown(props, &steps, &mut flaws);
    for flaw in flaws {
        props.ledger.flaw(&flaw);
    }
}

/// Requests that made more than one thing, without the user's word, where that cannot be excluded.
pub fn doubles_beyond_promise(props: &Props) -> u64 {
    let tables = props.disk.current();
    let steps = tables.intents.iter().flat_map(|kept| &kept.intent.steps);
    let doubled = steps.filter(|step| {
        let key = Some(step.key.as_uuid());
        let made = props
            .gateway
            .effects
            .iter()
            .filter(|known| known.key == key);
        let words = props.ledger.send_again.get(&step.id).copied().unwrap_or(0);
        made.count() > 1 + words
    });
    if props.rules.promise_once() {
        0
    } else {
        doubled.count() as u64
    }
}

struct Step<'a> {
    intent: &'a Intent,
    request: &'a Request,
    result: Option<&'a str>,
}

impl Step<'_> {
    fn is_alike(&self, other: &Step<'_>) -> bool {
        let to = |step: &Step<'_>| {
            let to = step.request.recipient.as_ref();
            to.map(|to| to.email.to_ascii_lowercase())
        };
        let (mine, theirs) = (self.intent, other.intent);
        self.request.operation == other.request.operation
            && match self.request.operation {
                // No two changes make the same of a link; a deactivated link is deactivated, by whomever.
                Operation::Update => self.request.id == other.request.id,
                Operation::Deactivate => mine.payment_link_id == theirs.payment_link_id,
                Operation::Create => mine.summary.reference == theirs.summary.reference,
                Operation::Share => {
                    mine.payment_link_id == theirs.payment_link_id && to(self) == to(other)
                }
            }
    }

    /// It does something to a link that is there, and makes nothing new.
    fn is_about_a_link(&self) -> bool {
        match self.request.operation {
            Operation::Update | Operation::Deactivate => true,
            Operation::Create | Operation::Share => false,
        }
    }

    /// Whether it can be promised that it happens at most once and is never lost.
    fn is_promised(&self, props: &Props) -> bool {
        match self.request.operation {
            Operation::Deactivate => props.rules.promise_once_without_a_key(),
            Operation::Create | Operation::Share | Operation::Update => props.rules.promise_once(),
        }
    }

    fn has_recorded(&self, effect: &Effect) -> bool {
        if self.is_about_a_link() {
            self.request.step.state == State::Done
        } else {
            self.result == Some(effect.id())
        }
    }

    /// It says itself that more may have happened than it knows.
    fn is_open_about_it(&self, props: &Props) -> bool {
        matches!(
            self.request.step.state,
            State::NeedsDecision | State::Dropped
        ) || props.ledger.send_again.contains_key(&self.request.id)
    }
}

fn judge_step(props: &Props, step: &Step<'_>, steps: &[Step<'_>], flaws: &mut Vec<String>) {
    let id = step.request.id;
    let made: Vec<&Effect> = effects_of(props, step).collect();
    let words = props.ledger.send_again.get(&id).copied().unwrap_or(0);
    if step.is_promised(props) && made.len() > 1 + words {
        flaws.push(format!(
            "made {} times: {:?}",
            made.len(),
            step.request.operation
        ));
    }
    let claimed = |effect: &&Effect| {
        let mut others = steps.iter().filter(|other| other.is_alike(step));
        others.any(|other| other.has_recorded(effect))
    };
    match step.request.step.state {
        State::Done if step.is_about_a_link() => judge_change(props, step, flaws),
        State::Done => {
            let result = step.result.unwrap_or_default();
            let effect = props
                .gateway
                .effects
                .iter()
                .find(|known| known.id() == result);
            match effect {
                None => flaws.push("done, and nothing was made".to_owned()),
                Some(effect) => judge_result(props, step, effect, steps, flaws),
            }
        }
        State::TakenBack if !made.is_empty() => {
            flaws.push("taken back, and it happened".to_owned());
        }
        State::Refused if step.is_promised(props) && !made.iter().all(claimed) => {
            flaws.push("refused, and it happened".to_owned());
        }
        State::Sending => flaws.push("left in sending".to_owned()),
        State::Unknown => flaws.push("left unknown".to_owned()),
        State::TakenBack
        | State::Refused
        | State::Ready
        | State::Held
        | State::NeedsDecision
        | State::Dropped => {}
    }
}

/// What a step says it has made must be what was asked, and made for it or for one that looks the same.
fn judge_result(
    props: &Props,
    step: &Step<'_>,
    effect: &Effect,
    steps: &[Step<'_>],
    flaws: &mut Vec<String>,
) {
    let mut alike = steps.iter().filter(|other| other.is_alike(step));
    let is_own = alike.any(|other| effect.key == Some(other.request.key.as_uuid()));
    let is_a_twins = props.rules.twins && effect.key.is_none();
    if !is_own && !is_a_twins {
        flaws.push("done by what was made for somebody else".to_owned());
    }
    let mut asked = props.ledger.asked.iter();
    match &effect.made {
        Made::Change { .. } | Made::Deactivation { .. } => {
            flaws.push("what is done to a link is no result".to_owned());
        }
        Made::Link(made) => {
            let asked = asked.find_map(|asked| {
                let link = asked.link.as_ref();
                link.filter(|link| link.step == step.request.id)
            });
            if !asked.is_some_and(|asked| is_as_asked(made, asked)) {
                flaws.push("a link is not what was asked for".to_owned());
            }
            if step.intent.payment_link_id.as_deref() != Some(effect.id()) {
                flaws.push("an intent has another link than it made".to_owned());
            }
            // As it is, judge_link sees to.
            if props.disk.current().link(effect.id()).is_none() {
                flaws.push("a link that was made is not kept".to_owned());
            }
        }
        Made::Email { link, event } => {
            let asked = asked.find_map(|asked| {
                let mut emails = asked.emails.iter();
                emails
                    .find(|(id, _)| *id == step.request.id)
                    .map(|(_, to)| to)
            });
            let to: Vec<&str> = event.recipients.iter().map(|to| &*to.email).collect();
            let is_to =
                asked.is_some_and(|asked| to.len() == 1 && to[0].eq_ignore_ascii_case(asked));
            if !is_to || step.intent.payment_link_id.as_ref() != Some(link) {
                flaws.push("an email is not what was asked for".to_owned());
            }
            let mut shares = props.disk.current().shares.iter();
            if !shares.any(|share| share.1 == effect.id()) {
                flaws.push("an email that was sent is not kept".to_owned());
            }
        }
    }
}

/// A link that is said to be changed or deactivated is.
fn judge_change(props: &Props, step: &Step<'_>, flaws: &mut Vec<String>) {
    let link = step.intent.payment_link_id.clone().unwrap_or_default();
    let (what, is_so) = match step.request.operation {
        Operation::Update => (disk::CHANGED, effects_of(props, step).next().is_some()),
        Operation::Create | Operation::Share | Operation::Deactivate => {
            let now = props.gateway.link(&link, props.now);
            let is_off = now.is_some_and(|now| now.status == LinkStatus::Deactivated);
            (disk::DEACTIVATED, is_off)
        }
    };
    if !is_so {
        flaws.push(format!("said to be {what}, and it is not"));
    }
    let tables = props.disk.current();
    let kept = tables.events.iter();
    let kept = kept.filter(|event| event.0 == link && event.1 == what);
    let done = tables.intents.iter().filter(|kept| {
        let about = kept.intent.payment_link_id.as_deref();
        let mut steps = kept.intent.steps.iter();
        about == Some(&*link)
            && steps
                .any(|own| own.operation == step.request.operation && own.step.state == State::Done)
    });
    if kept.count() != done.count() {
        flaws.push(format!("that a link was {what} is not kept once"));
    }
}

/// What was changed is what was asked for, of what the user saw.
fn judge_what_was_changed<'a>(
    before: &PaymentLink,
    after: &PaymentLink,
    mut asked: impl Iterator<Item = &'a AskedChange>,
    flaws: &mut Vec<String>,
) -> bool {
    let Some(asked) = asked.next() else {
        return false;
    };
    let (before, after) = (values_of(before), values_of(after));
    let mut is_as_asked = true;
    let mut is_over = false;
    let mut compare = |was: &dyn Fn(&LinkValues) -> String, could_be_tested: bool| {
        if was(&asked.before) != was(&asked.after) {
            is_as_asked &= was(&after) == was(&asked.after);
            is_over |= could_be_tested && was(&before) != was(&asked.before);
        }
    };
    compare(&|values| format!("{:?}", values.amount), true);
    compare(&|values| values.description.clone(), true);
    compare(
        &|values| values.expires_on.clone().unwrap_or_default(),
        asked.before.expires_on.is_some(),
    );
    compare(
        &|values| values.button_label.clone(),
        !asked.before.button_label.is_empty(),
    );
    if is_over {
        flaws.push("changed over what somebody else had changed".to_owned());
    }
    is_as_asked
}

/// Whoever is to have the new address is emailed once it is there.
fn judge_when_it_was_emailed(
    props: &Props,
    email: &Effect,
    step: &Step<'_>,
    flaws: &mut Vec<String>,
) {
    let Some(update) = step.intent.update() else {
        return;
    };
    let key = Some(update.key.as_uuid());
    let mut all = props.gateway.effects.iter();
    if !all.any(|effect| effect.key == key && effect.at <= email.at) {
        flaws.push("emailed about a change that had not been made".to_owned());
    }
}

/// Nothing was made that nobody knows of.
fn judge_effect(props: &Props, effect: &Effect, steps: &[Step<'_>], flaws: &mut Vec<String>) {
    let Some(key) = effect.key else { return };
    let Some(step) = steps.iter().find(|step| step.request.key.as_uuid() == key) else {
        flaws.push("something was made under a key that is not kept".to_owned());
        return;
    };
    let alike = || steps.iter().filter(|other| other.is_alike(step));
    // Another client's, that nobody could tell from this one.
    let is_a_twins = |other: &Step<'_>| {
        let mut all = props.gateway.effects.iter();
        all.any(|known| known.key.is_none() && Some(known.id()) == other.result)
    };
    let is_recorded = alike().any(|other| other.has_recorded(effect));
    let is_told = alike().any(|other| other.is_open_about_it(props) || is_a_twins(other));
    if step.is_promised(props) && !is_recorded && !is_told {
        flaws.push(format!("lost: {:?}", step.request.operation));
    }
    let asked = props.ledger.asked.iter();
    let is_as_asked = match &effect.made {
        Made::Link(link) => asked
            .filter_map(|asked| asked.link.as_ref())
            .any(|asked| asked.step == step.request.id && is_as_asked(link, asked)),
        Made::Email { event, .. } => asked.flat_map(|asked| &asked.emails).any(|(id, to)| {
            *id == step.request.id && event.recipients.iter().all(|r| r.email == *to)
        }),
        Made::Change { before, after } => {
            let asked = asked.filter_map(|asked| asked.change.as_ref());
            let asked = asked.filter(|asked| asked.step == step.request.id);
            judge_what_was_changed(before, after, asked, flaws)
        }
        Made::Deactivation { link } => {
            let about = step.intent.payment_link_id.as_deref();
            about == Some(link.payment_link_id.as_str())
        }
    };
    if matches!(effect.made, Made::Email { .. }) {
        judge_when_it_was_emailed(props, effect, step, flaws);
    }
    if !is_as_asked {
        flaws.push("something was made that nobody asked for".to_owned());
    }
}

/// A link is kept only if there is one, and as it is unless its step says otherwise.
fn judge_link(props: &Props, kept: &PaymentLink, steps: &[Step<'_>], flaws: &mut Vec<String>) {
    let id = kept.payment_link_id.as_str();
    let mut all = props.gateway.effects.iter();
    let Some(effect) = all.find(|effect| effect.id() == id) else {
        flaws.push("a link is kept that nobody made".to_owned());
        return;
    };
    let mut versions = props.gateway.effects.iter().filter_map(Effect::link);
    let is_as_made = versions.any(|made| {
        let is_it = made.payment_link_id == kept.payment_link_id;
        is_it && made.order == kept.order && made.assets == kept.assets
    });
    let mut of = steps.iter();
    let is_flagged = of.any(|step| {
        let is_of_it = effect.key == Some(step.request.key.as_uuid())
            || (step.is_about_a_link() && step.intent.payment_link_id.as_deref() == Some(id));
        is_of_it && step.request.step.said_done
    });
    if !is_as_made && !is_flagged {
        flaws.push("a link is kept otherwise than it is".to_owned());
    }
}

/// Whatever is not settled is shown, and there is something that the user can do about it.
fn judge_what_is_shown(props: &Props, steps: &[Step<'_>], flaws: &mut Vec<String>) {
    let shown = user::shown(props);
    for step in steps.iter().filter(|step| !step.request.step.is_settled()) {
        let view = shown.iter().find(|(_, view)| view.id == step.request.id);
        let Some((_, view)) = view else {
            flaws.push("something unsettled is not shown".to_owned());
            continue;
        };
        let can_be_acted_on = match view.state {
            StepState::NeedsDecision | StepState::TakenBack => true,
            StepState::Waiting | StepState::Held => is_behind_a_decision(step, steps),
            StepState::Done
            | StepState::Dropped
            | StepState::Sending
            | StepState::Checking
            | StepState::Refused => false,
        };
        if !can_be_acted_on {
            flaws.push(format!("left as {:?}", view.state));
        }
    }
}

/// One that looks like it, or the creation of its link, is the user's to decide or waits for such a one itself.
fn is_behind_a_decision(step: &Step<'_>, steps: &[Step<'_>]) -> bool {
    let creation = step.intent.opening().map(|creation| creation.id);
    let is_another = |other: &&Step<'_>| other.request.id != step.request.id;
    let mut others = steps.iter().filter(is_another);
    others.any(|other| {
        let is_its_creation = Some(other.request.id) == creation;
        let is_undecided = other.request.step.state == State::NeedsDecision;
        let is_about_its_link = other.intent.payment_link_id.is_some()
            && other.intent.payment_link_id == step.intent.payment_link_id;
        (is_its_creation && (is_undecided || is_behind_a_decision(other, steps)))
            || (is_undecided && (other.is_alike(step) || is_about_its_link))
    })
}

fn effects_of<'a>(props: &'a Props, step: &Step<'_>) -> impl Iterator<Item = &'a Effect> {
    let key = step.request.key.as_uuid();
    let all = props.gateway.effects.iter();
    all.filter(move |effect| effect.key == Some(key))
}

fn is_as_asked(made: &PaymentLink, asked: &AskedLink) -> bool {
    let amount = match &made.order.charge {
        Charge::Preset(money) => Some((money.amount.get(), money.currency.to_string())),
        Charge::Prompt { .. } | Charge::Unknown(_) => None,
    };
    amount == asked.amount.map(|amount| (amount, asked.currency.clone()))
        && made.merchant_reference.as_str() == asked.reference
        && made.order.order_id.as_ref().map(ToString::to_string) == asked.order_id
        && made.expires_on.map(|day| day.to_string()) == asked.expires_on
}
