//! Lists of everything that can happen, put together.

use payroc::{Currency, MinorUnits, Money};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::payments::Refund;
use crate::view::{AuthType, LinkType, PaymentMethod, Place};

#[test]
fn a_life_is_told_newest_first_from_its_making_to_its_end() {
    let link = link(LinkStatus::Expired);
    let emails = [
        email("jane@example.com", 100, false),
        email("jane@example.com", 400, true),
    ];
    let events = [
        event(TimelineKind::Copied, 50),
        event(TimelineKind::Changed, 300),
    ];
    let payments = [Payment {
        refunds: vec![Refund {
            money: Some(usd(500)),
            at: Some(second(700)),
        }],
        ..payment(PaymentState::Paid, Some(600))
    }];

    let entries = merge(&Happened {
        link: &link,
        emails: &emails,
        events: &events,
        payments: &payments,
    });

    let kinds: Vec<_> = entries.iter().map(|entry| entry.kind).collect();
    assert_eq!(
        kinds,
        [
            TimelineKind::Expired,
            TimelineKind::Refunded,
            TimelineKind::Paid,
            TimelineKind::Reminded,
            TimelineKind::Changed,
            TimelineKind::Emailed,
            TimelineKind::Copied,
            TimelineKind::Created,
        ]
    );
    assert_eq!(
        (entries[1].amount, entries[2].amount),
        (Some(500), Some(4500))
    );
    assert_eq!(entries[2].person.as_ref().unwrap().name, "Pat · 7062");
    assert_eq!(
        (&*entries[0].at, &*entries[7].at),
        ("2026-03-31", "2026-03-01")
    );
}

#[test]
fn what_was_paid_in_the_second_of_an_email_came_after_it() {
    let millis = |millis| Span::new().milliseconds(millis);
    let sent_at = second(100).checked_add(millis(400)).unwrap();
    let emails = [Email {
        sent_at: Some(sent_at),
        ..email("jane@example.com", 100, false)
    }];
    let copied = Event {
        at: second(100).checked_add(millis(700)).unwrap(),
        ..event(TimelineKind::Copied, 0)
    };

    let entries = merge(&Happened {
        link: &link(LinkStatus::Completed),
        emails: &emails,
        events: &[copied],
        payments: &[payment(PaymentState::Paid, Some(100))],
    });

    let kinds: Vec<_> = entries.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds[0], TimelineKind::Paid);
    assert_eq!(
        entries[0].at,
        second(100).to_string(),
        "told as the gateway told it"
    );
}

#[test]
fn each_state_of_a_payment_is_a_kind_of_entry() {
    for (state, is_hold, kind) in [
        (PaymentState::Paid, false, TimelineKind::Paid),
        (PaymentState::Paid, true, TimelineKind::Held),
        (PaymentState::Pending, true, TimelineKind::Held),
        (PaymentState::Pending, false, TimelineKind::PaymentPending),
        (PaymentState::Declined, false, TimelineKind::PaymentDeclined),
        (PaymentState::Reversed, false, TimelineKind::Refunded),
        (PaymentState::Expired, true, TimelineKind::PaymentPending),
        (PaymentState::Unknown, false, TimelineKind::PaymentPending),
    ] {
        let payment = Payment {
            is_hold,
            ..payment(state, Some(1))
        };
        assert_eq!(paid(&payment)[0].1.kind, kind, "{state:?}");
    }
}

#[test]
fn a_payment_of_the_future_is_on_top_and_one_without_a_time_has_no_place() {
    let link = link(LinkStatus::Active);
    let payments = [
        payment(PaymentState::Paid, None),
        payment(PaymentState::Paid, Some(9_000_000_000)),
    ];

    let entries = merge(&Happened {
        link: &link,
        emails: &[email("jane@example.com", 1, false)],
        events: &[],
        payments: &payments,
    });

    assert_eq!(entries[0].kind, TimelineKind::Paid);
    assert_eq!(entries.len(), 3);
}

#[test]
fn who_holds_the_present_address_was_emailed_since_it_came_into_being() {
    let single = link(LinkStatus::Active);
    let many = LinkView {
        link_type: LinkType::MultiUse,
        ..single.clone()
    };
    let emails = [
        email("old@example.com", 10, false),
        email("Jane@example.com", 30, false),
        email("jane@EXAMPLE.com", 40, false),
        // The clock of the gateway is behind: by this one it was sent after the change.
        Email {
            sent_at: Some(second(21)),
            ..email("bob@example.com", 19, false)
        },
    ];
    let events = [
        event(TimelineKind::Copied, 5),
        event(TimelineKind::Changed, 20),
        event(TimelineKind::QrShown, 25),
    ];

    let since = address_since(&single, &events, None);

    let emails_of = |since| -> Vec<_> {
        let holders = holders(&emails, since);
        holders.into_iter().map(|holder| holder.email).collect()
    };
    assert_eq!(since, Some(second(20)));
    assert_eq!(emails_of(since), ["jane@EXAMPLE.com", "bob@example.com"]);
    assert_eq!(handed_over(&events, since), 1);
    // The address of a link for many payments stays.
    let since = address_since(&many, &events, None);
    assert_eq!((since, emails_of(since).len()), (None, 3));
    assert_eq!(handed_over(&events, since), 2);
    // Somebody else changed it later.
    let since = address_since(&single, &events, Some(second(35)));
    assert_eq!(emails_of(since), ["jane@EXAMPLE.com"]);
}

proptest! {
    #[test]
    fn everything_is_told_once_in_one_order_however_it_is_given(
        emails in prop::collection::vec((0..6_i64, any::<bool>()), 0..8),
        events in prop::collection::vec((0..6_i64, 0..6_usize), 0..8),
        payments in prop::collection::vec((0..6_i64, 0..7_usize, 0..3_usize), 0..8),
        turn in 0..8_usize,
    ) {
        let link = link(LinkStatus::Expired);
        let mut emails: Vec<_> = emails.iter().enumerate()
            .map(|(n, (at, reminds))| email(&format!("p{n}@example.com"), *at, *reminds)).collect();
        let mut events: Vec<_> = events.iter().map(|(at, kind)| event(HAND_OVERS[*kind], *at)).collect();
        let mut payments: Vec<_> = payments.iter().enumerate().map(|(n, (at, state, refunds))| Payment {
            payer: format!("payer {n}"),
            refunds: (0..*refunds).map(|n| Refund { money: None, at: Some(second(n as i64)) }).collect(),
            ..payment(STATES[*state], Some(*at))
        }).collect();
        let told = emails.len() + events.len() + payments.len()
            + payments.iter().map(|payment| payment.refunds.len()).sum::<usize>();

        let entries = merge(&Happened { link: &link, emails: &emails, events: &events, payments: &payments });
        emails.reverse();
        let by = turn.min(events.len());
        events.rotate_left(by);
        let by = turn.min(payments.len());
        payments.rotate_right(by);
        let again = merge(&Happened { link: &link, emails: &emails, events: &events, payments: &payments });

        prop_assert_eq!(entries.len(), told + 2);
        prop_assert_eq!(&entries, &again);
        let moments: Vec<Timestamp> = entries[1..entries.len() - 1].iter().map(|entry| entry.at.parse().unwrap()).collect();
        prop_assert!(moments.is_sorted_by(|a, b| a >= b));
        prop_assert_eq!(entries.last().unwrap().kind, TimelineKind::Created);
    }
}

const HAND_OVERS: [TimelineKind; 6] = [
    TimelineKind::Copied,
    TimelineKind::ButtonCopied,
    TimelineKind::QrShown,
    TimelineKind::OpenedInBrowser,
    TimelineKind::HandedToMail,
    TimelineKind::MessageCopied,
];

const STATES: [PaymentState; 7] = [
    PaymentState::Paid,
    PaymentState::Pending,
    PaymentState::Declined,
    PaymentState::Reversed,
    PaymentState::Expired,
    PaymentState::Unknown,
    PaymentState::Paid,
];

/// Seconds after noon of the day on which the link was made.
fn second(after: i64) -> Timestamp {
    let noon: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
    Timestamp::from_second(noon.as_second() + after).unwrap()
}

fn email(to: &str, at: i64, is_reminder: bool) -> Email {
    Email {
        to: ShareRecipient {
            name: "Jane".to_owned(),
            email: to.to_owned(),
        },
        at: second(at),
        sent_at: None,
        is_reminder,
    }
}

fn event(kind: TimelineKind, at: i64) -> Event {
    Event {
        at: second(at),
        kind,
        change: None,
        note: None,
    }
}

fn usd(amount: u64) -> Money {
    Money::new(
        MinorUnits::new(amount).unwrap(),
        "USD".parse::<Currency>().unwrap(),
    )
}

fn payment(state: PaymentState, at: Option<i64>) -> Payment {
    Payment {
        id: "M2MJOG6O2Y".to_owned(),
        method: PaymentMethod::Card,
        state,
        is_hold: false,
        money: Some(usd(4500)),
        at: at.map(second),
        payer: "Pat · 7062".to_owned(),
        name: "Pat".to_owned(),
        refunds: Vec::new(),
    }
}

fn link(status: LinkStatus) -> LinkView {
    LinkView {
        payment_link_id: "JZURRJBUPS".to_owned(),
        profile_id: Uuid::nil(),
        place: Place::Practice,
        link_type: LinkType::SingleUse,
        auth_type: AuthType::Sale,
        payment_methods: vec![PaymentMethod::Card],
        amount: Some(4500),
        currency: "USD".to_owned(),
        description: String::new(),
        reference: "R".to_owned(),
        order_id: None,
        button_label: String::new(),
        save_details: false,
        agreement: None,
        status,
        url: "https://example.com/pay".to_owned(),
        button_html: String::new(),
        created_on: Some("2026-03-01".to_owned()),
        expires_on: Some("2026-03-31".to_owned()),
        kept_at: "2026-03-01T12:00:00Z".to_owned(),
        checked_at: "2026-03-01T12:00:00Z".to_owned(),
        shares: Vec::new(),
        share_blocked: None,
    }
}
