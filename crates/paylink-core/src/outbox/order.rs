//! Who waits for whom, and what is to be done next.
//!
//! Invariant: of requests whose effects look alike, only one is open at a time. Looking tells effects apart by what
//! they look like; two open requests for the same email could each be taken for the other.
//!
//! Invariant: while a link is changed or deactivated, nothing else is done with it. An email carries the address that
//! the link has when it leaves, so what was asked for before a change goes before it, and the rest after it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use uuid::Uuid;

use super::connections::{self, Connections, Pace};
use super::step::{State, Want};
use super::{Intent, Operation, Request};

/// One request to be attended to, as it stood when it was chosen.
#[derive(Debug, Clone)]
pub struct Task {
    pub profile: Uuid,
    pub intent: Uuid,
    /// The link that it is about, if there was one before.
    pub payment_link_id: Option<String>,
    pub request: Request,
    pub act: Act,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Send,
    LookUp,
}

/// What is to be done now, and when to look again.
#[derive(Debug, Default)]
pub struct Due {
    pub tasks: Vec<Task>,
    pub next: Option<Timestamp>,
}

/// Chooses at most `room` tasks, oldest first, of requests that nobody attends to.
pub fn due(
    unsettled: &[Intent],
    attended: &BTreeSet<Uuid>,
    connections: &Connections,
    room: usize,
    now: Timestamp,
) -> Due {
    let waiting = waiting_while(unsettled, attended);
    let mut gone_ahead = BTreeSet::new();
    let mut due = Due::default();
    for (intent, request) in requests(unsettled) {
        if waiting.contains(&request.id) {
            continue;
        }
        let mut want = request.step.wants(now);
        if connections::waits_for_one(request) {
            let pace = connections.pace(intent.profile_id);
            if pace != Pace::Together && !gone_ahead.insert(intent.profile_id) {
                continue;
            }
            if pace != Pace::First {
                want = request.step.wants_in_the_end();
            }
        }
        if attended.contains(&request.id) {
            continue;
        }
        let act = match want {
            Want::Rest => continue,
            Want::WaitUntil(moment) => {
                due.next = Some(due.next.map_or(moment, |next| next.min(moment)));
                continue;
            }
            Want::Send => Act::Send,
            Want::LookUp => Act::LookUp,
        };
        if due.tasks.len() < room {
            due.tasks.push(Task {
                profile: intent.profile_id,
                intent: intent.id,
                payment_link_id: intent.payment_link_id.clone(),
                request: request.clone(),
                act,
            });
        }
    }
    due
}

/// The requests that wait for another: for the one that opens their intent, for one whose effect would look like
/// theirs, or for what is done with their link before. `intents` are in the order in which they were asked for, and all
/// that are unsettled are among them.
pub fn waiting(intents: &[Intent]) -> BTreeSet<Uuid> {
    waiting_while(intents, &BTreeSet::new())
}

/// As [`waiting`], while somebody attends to some requests: they may begin at any moment.
fn waiting_while(intents: &[Intent], attended: &BTreeSet<Uuid>) -> BTreeSet<Uuid> {
    let mut waiting = BTreeSet::new();
    let mut open = Vec::new();
    for (intent, request) in requests(intents) {
        if request.step.is_settled() {
            continue;
        }
        if intent.is_blocked(request) {
            waiting.insert(request.id);
        } else {
            open.push((intent, request));
        }
    }
    // What has begun goes before what was asked for earlier and has not; a change before an undecided email that the
    // user wants to be sent again.
    open.sort_by_key(|(_, request)| {
        let has_begun = has_begun(request) || attended.contains(&request.id);
        (
            !has_begun,
            has_begun && request.operation == Operation::Share,
        )
    });
    let mut alike = BTreeSet::new();
    let mut links = BTreeMap::<_, Ahead>::new();
    for (intent, request) in open {
        let is_first = alike.insert(Likeness::of(intent, request));
        let ahead = (intent.payment_link_id.as_deref())
            .map(|link| links.entry((intent.profile_id, link)).or_default());
        if !is_first || ahead.is_some_and(|ahead| ahead.holds_up(request)) {
            waiting.insert(request.id);
        }
    }
    waiting
}

/// What is to be done with a link before.
#[derive(Default)]
struct Ahead {
    emails: bool,
    changes: bool,
}

impl Ahead {
    /// Whether this one waits; what comes later waits for it.
    fn holds_up(&mut self, request: &Request) -> bool {
        match request.operation {
            Operation::Create => false,
            Operation::Share => {
                // Whether one went out that the user must decide about, no change makes harder to tell.
                self.emails |= request.step.state != State::NeedsDecision;
                self.changes
            }
            Operation::Update | Operation::Deactivate => {
                let waits = self.emails || self.changes;
                self.changes = true;
                waits
            }
        }
    }
}

fn requests(intents: &[Intent]) -> impl Iterator<Item = (&Intent, &Request)> {
    intents
        .iter()
        .flat_map(|intent| intent.steps.iter().map(move |request| (intent, request)))
}

fn has_begun(request: &Request) -> bool {
    request.step.may_have_acted || request.step.state == State::Sending
}

/// By what looking tells effects apart; a little coarser, so that nothing passes for different that is not.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Likeness<'a> {
    Link {
        profile: Uuid,
        reference: &'a str,
        currency: &'a str,
        amount: Option<u64>,
    },
    Email {
        profile: Uuid,
        link: Option<&'a str>,
        to: Option<String>,
    },
    Change {
        profile: Uuid,
        link: Option<&'a str>,
    },
}

impl<'a> Likeness<'a> {
    fn of(intent: &'a Intent, request: &Request) -> Self {
        let profile = intent.profile_id;
        match request.operation {
            Operation::Create => Self::Link {
                profile,
                reference: &intent.summary.reference,
                currency: &intent.summary.currency,
                amount: intent.summary.amount,
            },
            Operation::Share => Self::Email {
                profile,
                link: intent.payment_link_id.as_deref(),
                to: request
                    .recipient
                    .as_ref()
                    .map(|to| to.email.to_ascii_lowercase()),
            },
            Operation::Update | Operation::Deactivate => Self::Change {
                profile,
                link: intent.payment_link_id.as_deref(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use payroc::RequestBody;

    use super::*;
    use crate::fault::{Fault, FaultCode};
    use crate::outbox::step::{Event, PAUSE_MAX, Step, Verdict};
    use crate::outbox::{Addressee, Summary};
    use crate::view::IntentKind;

    #[test]
    fn an_email_waits_for_an_earlier_one_to_the_same_person_about_the_same_link() {
        let intents = [
            share("LINK000001", "jane@example.com"),
            share("LINK000001", "Jane@Example.com"),
        ];

        assert_eq!(chosen(&intents), [id(&intents[0])]);
    }

    #[test]
    fn other_people_and_other_links_do_not_wait() {
        let intents = [
            share("LINK000001", "jane@example.com"),
            share("LINK000001", "joe@example.com"),
            share("LINK000002", "jane@example.com"),
        ];

        assert_eq!(chosen(&intents).len(), 3);
    }

    #[test]
    fn it_goes_out_when_the_earlier_one_is_settled_and_waits_while_that_is_the_users_to_decide() {
        let mut intents = [
            share("LINK000001", "jane@example.com"),
            share("LINK000001", "jane@example.com"),
        ];
        intents[0].steps[0].step = undecided();
        assert!(chosen(&intents).is_empty());

        intents[0].steps[0].step = undecided().after(Event::Drop, noon());

        assert_eq!(chosen(&intents), [id(&intents[1])]);
    }

    #[test]
    fn what_has_begun_goes_before_what_was_asked_for_earlier() {
        let mut intents = [
            share("LINK000001", "jane@example.com"),
            share("LINK000001", "jane@example.com"),
        ];
        intents[1].steps[0].step = lost();

        assert_eq!(chosen(&intents), [id(&intents[1])]);
    }

    #[test]
    fn a_link_waits_for_an_earlier_one_that_looks_like_it() {
        let mut intents = [link("PL-1", 4500), link("PL-1", 4500), link("PL-1", 4600)];
        intents[2].steps.push(email("jane@example.com"));

        assert_eq!(chosen(&intents), [id(&intents[0]), id(&intents[2])]);
        assert!(waiting(&intents).contains(&intents[2].steps[1].id));
    }

    #[test]
    fn of_one_link_only_one_change_or_deactivation_is_under_way() {
        let intents = [
            change("LINK000001"),
            change("LINK000001"),
            deactivation("LINK000001"),
            change("LINK000002"),
        ];

        assert_eq!(chosen(&intents), [id(&intents[0]), id(&intents[3])]);
        assert_eq!(chosen(&intents[1..3]), [id(&intents[1])]);
    }

    #[test]
    fn the_emails_of_a_change_wait_for_it() {
        let mut intents = [change("LINK000001")];
        intents[0].steps.push(email("jane@example.com"));
        assert_eq!(chosen(&intents), [id(&intents[0])]);

        intents[0].steps[0].step = done();

        assert_eq!(chosen(&intents), [intents[0].steps[1].id]);
    }

    #[test]
    fn an_email_that_was_asked_for_after_a_change_waits_for_it_and_one_before_goes_before_it() {
        let mut intents = [
            share("LINK000001", "jane@example.com"),
            change("LINK000001"),
            share("LINK000001", "joe@example.com"),
        ];
        assert_eq!(chosen(&intents), [id(&intents[0])]);

        intents[0].steps[0].step = done();
        assert_eq!(chosen(&intents), [id(&intents[1])]);
        intents[1].steps[0].step = undecided();
        assert!(chosen(&intents).is_empty());

        intents[1].steps[0].step = done();
        assert_eq!(chosen(&intents), [id(&intents[2])]);
    }

    #[test]
    fn a_change_waits_for_no_email_that_is_the_users_to_decide() {
        let mut intents = [
            share("LINK000001", "jane@example.com"),
            change("LINK000001"),
        ];
        intents[0].steps[0].step = undecided();

        assert_eq!(chosen(&intents), [id(&intents[1])]);
    }

    #[test]
    fn a_change_that_has_begun_goes_before_what_was_asked_for_earlier() {
        let mut intents = [change("LINK000001"), change("LINK000001")];
        intents[1].steps[0].step = lost();

        assert_eq!(chosen(&intents), [id(&intents[1])]);
    }

    #[test]
    fn an_undecided_email_that_is_to_be_sent_again_waits_for_a_change_that_has_begun() {
        let mut intents = [
            share("LINK000001", "jane@example.com"),
            change("LINK000001"),
        ];
        intents[0].steps[0].step = undecided().after(Event::SendAgain, noon());
        assert_eq!(chosen(&intents), [id(&intents[0])]);

        intents[1].steps[0].step = Step::new().after(Event::SendBegins, noon());
        assert!(chosen(&intents).is_empty());
        intents[1].steps[0].step = lost();

        assert_eq!(chosen(&intents), [id(&intents[1])]);
    }

    #[test]
    fn what_somebody_attends_to_has_begun_also_before_it_is_written_down() {
        let chosen_beside = |intents: &[Intent], attended| {
            let attended = BTreeSet::from([attended]);
            let due = due(intents, &attended, &Connections::default(), 4, noon());
            due.tasks.len()
        };
        let mut intents = [
            change("LINK000001"),
            share("LINK000001", "jane@example.com"),
        ];
        assert_eq!(chosen_beside(&intents, id(&intents[1])), 0);
        intents.swap(0, 1);
        intents[0].steps[0].step = undecided().after(Event::SendAgain, noon());

        assert_eq!(chosen_beside(&intents, id(&intents[1])), 0);
    }

    #[test]
    fn no_more_is_chosen_than_there_is_room_for() {
        let intents: Vec<_> = (0..500).map(|number| link("PL-1", number)).collect();
        let busy = BTreeSet::from([id(&intents[0])]);

        let due = due(&intents, &busy, &Connections::default(), 3, noon());

        let chosen: Vec<_> = due.tasks.iter().map(|task| task.request.id).collect();
        assert_eq!(chosen, [id(&intents[1]), id(&intents[2]), id(&intents[3])]);
    }

    #[test]
    fn of_those_that_wait_for_a_connection_one_goes_ahead_and_the_others_follow_an_answer() {
        let mut intents = [link("PL-1", 1), link("PL-2", 2), link("PL-3", 3)];
        for intent in &mut intents {
            intent.steps[0].step = offline();
        }
        let fresh = link("PL-4", 4);
        let all = [&intents[..], &[fresh]].concat();
        let mut connections = Connections::default();
        let profile = intents[0].profile_id;
        assert_eq!(chosen_with(&all, &connections, noon()), [id(&all[3])]);

        let later = noon() + PAUSE_MAX;
        assert_eq!(
            chosen_with(&all, &connections, later),
            [id(&all[0]), id(&all[3])]
        );
        connections.hoped([profile]);
        assert_eq!(
            chosen_with(&intents, &connections, noon()),
            [id(&intents[0])]
        );
        connections.answered(profile);
        assert_eq!(chosen_with(&intents, &connections, noon()).len(), 3);
        connections.failed(profile);
        assert!(chosen_with(&intents, &connections, noon()).is_empty());
    }

    #[test]
    fn while_one_is_attended_to_that_finds_out_about_the_connection_no_other_does() {
        let mut intents = [link("PL-1", 1), link("PL-2", 2)];
        for intent in &mut intents {
            intent.steps[0].step = offline();
        }
        let busy = BTreeSet::from([id(&intents[0])]);
        let later = noon() + PAUSE_MAX;

        let due = due(&intents, &busy, &Connections::default(), 4, later);

        assert!(due.tasks.is_empty());
    }

    fn chosen(intents: &[Intent]) -> Vec<Uuid> {
        chosen_with(intents, &Connections::default(), noon())
    }

    fn chosen_with(intents: &[Intent], connections: &Connections, now: Timestamp) -> Vec<Uuid> {
        let due = due(intents, &BTreeSet::new(), connections, usize::MAX, now);
        due.tasks.iter().map(|task| task.request.id).collect()
    }

    /// Could not be sent for want of a connection.
    fn offline() -> Step {
        let sending = Step::new().after(Event::SendBegins, noon());
        let fault = Fault::nothing_done(FaultCode::Offline);
        let verdict = Verdict::Later { wait: None };
        sending.after(Event::DidNotAct { fault, verdict }, noon())
    }

    fn id(intent: &Intent) -> Uuid {
        intent.steps[0].id
    }

    fn lost() -> Step {
        let sending = Step::new().after(Event::SendBegins, noon());
        sending.after(Event::Restarted, noon())
    }

    fn done() -> Step {
        let sending = Step::new().after(Event::SendBegins, noon());
        sending.after(Event::Acted, noon())
    }

    fn undecided() -> Step {
        lost().after(Event::Ambiguous, noon())
    }

    fn share(link: &str, to: &str) -> Intent {
        Intent {
            kind: IntentKind::Share,
            payment_link_id: Some(link.to_owned()),
            steps: vec![email(to)],
            ..self::link("PL-1", 4500)
        }
    }

    fn change(link: &str) -> Intent {
        Intent {
            kind: IntentKind::Change,
            steps: vec![Request::new(Operation::Update, no_body(), None)],
            ..share(link, "jane@example.com")
        }
    }

    fn deactivation(link: &str) -> Intent {
        Intent {
            kind: IntentKind::Deactivate,
            steps: vec![Request::new(Operation::Deactivate, no_body(), None)],
            ..share(link, "jane@example.com")
        }
    }

    fn email(to: &str) -> Request {
        let addressee = Addressee {
            name: "Jane".to_owned(),
            email: to.to_owned(),
        };
        Request::new(Operation::Share, no_body(), Some(addressee))
    }

    fn link(reference: &str, amount: u64) -> Intent {
        Intent {
            id: Uuid::now_v7(),
            request_id: Uuid::now_v7(),
            profile_id: Uuid::nil(),
            kind: IntentKind::Create,
            summary: Summary {
                amount: Some(amount),
                currency: "USD".to_owned(),
                description: String::new(),
                reference: reference.to_owned(),
                ..Summary::default()
            },
            payment_link_id: None,
            recovered: false,
            created_at: noon(),
            steps: vec![Request::new(Operation::Create, no_body(), None)],
        }
    }

    fn no_body() -> RequestBody {
        RequestBody::from_bytes(Vec::new())
    }

    fn noon() -> Timestamp {
        "2026-03-01T12:00:00Z".parse().unwrap()
    }
}
