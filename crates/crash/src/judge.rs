//! What must hold, whatever happened: the gateway's ledger against what was asked, and the file against the ledger.
//!
//! Each judge gives the promises it found broken, as sentences; none is a good trial.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::file::Kept;
use crate::ledger::Ledger;
use crate::press::Press;
use crate::world::Run;

/// Nothing reached the gateway that the disk did not know of, and nothing that was called safe is missing.
pub fn durable(kept: &Kept, ledger: &Ledger, accepted: &[String]) -> Vec<String> {
    let steps: BTreeMap<&str, _> = kept
        .steps
        .iter()
        .map(|step| (step.key.as_str(), step))
        .collect();
    let mut broken = Vec::new();
    for write in &ledger.writes {
        match steps.get(write.key.as_str()) {
            None => broken.push(format!(
                "a request under {} reached the gateway without an intent on the disk",
                write.key
            )),
            Some(step) if step.state == "ready" => broken.push(format!(
                "a request under {} reached the gateway while the disk held it as unsent",
                write.key
            )),
            Some(step) if step.body != write.body => broken.push(format!(
                "the request under {} is not the one on the disk",
                write.key
            )),
            Some(_) => {}
        }
    }
    for press in accepted {
        if !kept.presses.contains(press) {
            broken.push(format!(
                "press {press} was called safe and is not on the disk"
            ));
        }
    }
    broken
}

/// Each of these presses made one link of its amount and one email for each person; a step that is shown as refused
/// or as waiting for the user's word may have made none.
pub fn exactly_once(presses: &[Press], ledger: &Ledger, last: &Run) -> Vec<String> {
    let undecided = undecided(last);
    let mut broken = Vec::new();
    for press in presses {
        let may_lack = undecided.contains(&press.id.to_string());
        let links: Vec<_> = ledger.links_with(&press.reference).collect();
        if links.len() > 1 || (links.is_empty() && !may_lack) {
            broken.push(format!("{} has {} links", press.reference, links.len()));
        }
        for link in links {
            if link.amount != Some(press.amount) || link.currency != "USD" {
                broken.push(format!(
                    "{} was asked for over {} and made over {:?} {}",
                    press.reference, press.amount, link.amount, link.currency
                ));
            }
        }
        for person in &press.people {
            let emails = ledger.emails_to(person);
            if emails > 1 || (emails == 0 && !may_lack) {
                broken.push(format!("{person} got {emails} emails"));
            }
        }
    }
    broken
}

/// Nobody got or made anything that was not asked for.
pub fn nothing_else(presses: &[Press], ledger: &Ledger) -> Vec<String> {
    let asked_link = |reference: &str| presses.iter().any(|press| press.reference == reference);
    let asked_email = |to: &String| presses.iter().any(|press| press.people.contains(to));
    let links = ledger.links.iter();
    let emails = ledger.emails.iter();
    links
        .filter(|link| !asked_link(&link.reference))
        .map(|link| format!("nobody asked for the link {}", link.reference))
        .chain(
            emails
                .filter(|email| !asked_email(&email.to))
                .map(|email| format!("nobody asked to email {}", email.to)),
        )
        .collect()
}

/// It ended by itself with everything at rest, and without a panic.
pub fn at_rest(run: &Run) -> Vec<String> {
    let mut broken = Vec::new();
    if run.panicked() {
        broken.push(format!("it panicked: {}", run.moaned.trim()));
    }
    if !run.settled() {
        let last = run.said.last().map(Value::to_string).unwrap_or_default();
        broken.push(format!("it did not settle ({}): {last}", run.status));
    }
    broken
}

/// It opened what it found without a word to the user.
pub fn without_a_notice(run: &Run) -> Vec<String> {
    let notices = run.notices().into_iter();
    notices
        .map(|notice| format!("it told the user, without need: {notice}"))
        .collect()
}

/// The presses of which something is shown as refused or as waiting for the user's word.
pub fn undecided(run: &Run) -> Vec<String> {
    let last = run.all("settled").last();
    let intents = last.and_then(|document| document["intents"].as_array());
    intents
        .into_iter()
        .flatten()
        .filter(|intent| matches!(intent["state"].as_str(), Some("needsDecision" | "refused")))
        .filter_map(|intent| intent["requestId"].as_str().map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::*;
    use crate::file::KeptStep;
    use crate::ledger::{MadeLink, SentEmail, Write};

    #[test]
    fn a_second_link_a_second_email_and_a_wrong_amount_are_seen() {
        let press = Press::any(&mut Rng::with_seed(1));
        let good = ledger_of(&press);
        let mut twice = good.clone();
        twice.links.push(good.links[0].clone());
        twice.emails.push(good.emails[0].clone());
        let mut dear = good.clone();
        dear.links[0].amount = Some(press.amount + 1);

        assert_eq!(
            exactly_once(std::slice::from_ref(&press), &good, &a_run()),
            [""; 0]
        );
        assert_eq!(
            exactly_once(std::slice::from_ref(&press), &twice, &a_run()).len(),
            2
        );
        assert_eq!(
            exactly_once(std::slice::from_ref(&press), &dear, &a_run()).len(),
            1
        );
    }

    #[test]
    fn a_lost_link_and_a_lost_email_are_seen() {
        let press = Press::any(&mut Rng::with_seed(1));

        let broken = exactly_once(std::slice::from_ref(&press), &Ledger::default(), &a_run());

        assert_eq!(broken.len(), 1 + press.people.len());
    }

    #[test]
    fn what_nobody_asked_for_is_seen() {
        let press = Press::any(&mut Rng::with_seed(1));

        assert_eq!(nothing_else(&[], &ledger_of(&press)).len(), 3);
        assert_eq!(
            nothing_else(std::slice::from_ref(&press), &ledger_of(&press)),
            [""; 0]
        );
    }

    #[test]
    fn a_request_without_its_intent_or_with_another_body_or_key_is_seen() {
        let kept = Kept {
            presses: vec!["p".to_owned()],
            steps: vec![step("sending")],
        };
        let sent = |key: &str, body: i32| Ledger {
            writes: vec![Write {
                key: key.to_owned(),
                body: body.into(),
            }],
            ..Ledger::default()
        };
        let unsent = Kept {
            steps: vec![step("ready")],
            ..kept.clone()
        };

        assert_eq!(durable(&kept, &sent("k", 1), &["p".to_owned()]), [""; 0]);
        assert_eq!(durable(&kept, &sent("anew", 1), &[]).len(), 1);
        assert_eq!(durable(&kept, &sent("k", 2), &[]).len(), 1);
        assert_eq!(durable(&unsent, &sent("k", 1), &[]).len(), 1);
        assert_eq!(durable(&kept, &sent("k", 1), &["q".to_owned()]).len(), 1);
    }

    fn step(state: &str) -> KeptStep {
        KeptStep {
            press: "p".to_owned(),
            key: "k".to_owned(),
            body: 1.into(),
            state: state.to_owned(),
        }
    }

    fn ledger_of(press: &Press) -> Ledger {
        let emails = press.people.iter().map(|to| SentEmail {
            to: to.clone(),
            link: "L".to_owned(),
        });
        Ledger {
            links: vec![MadeLink {
                id: "L".to_owned(),
                reference: press.reference.clone(),
                amount: Some(press.amount),
                currency: "USD".to_owned(),
            }],
            emails: emails.collect(),
            writes: Vec::new(),
        }
    }

    fn a_run() -> Run {
        Run {
            said: Vec::new(),
            status: std::process::ExitStatus::default(),
            moaned: String::new(),
        }
    }
}
