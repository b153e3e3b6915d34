//! Forms of which one or two fields lie around their limits.

use jiff::ToSpan;
use paylink_core::draft::LIMITS;
use paylink_core::testing::{a_link_form, recipient};
use paylink_core::view::{AuthType, CreatePaymentLink, LinkType, PaymentMethod, RecipientForm};
use payroc::Currency;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::counter::TODAY;
use super::super::tables::{BAD_EMAILS, GOOD_EMAILS, LETTERS, NOT_A_CURRENCY, NOT_A_DAY};

pub fn forms() -> impl Strategy<Value = CreatePaymentLink> {
    (vec(change(), 1..=2), kind()).prop_map(|(changes, kind)| {
        let mut form = a_link_form();
        (
            form.link_type,
            form.auth_type,
            form.payment_methods,
            form.customer_enters_amount,
        ) = kind;
        form.recipients = vec![recipient("Jane", "jane@example.com")];
        for change in changes {
            change.apply(&mut form);
        }
        form
    })
}

#[derive(Debug, Clone)]
enum Change {
    Amount(Option<u64>),
    Currency(String),
    Description(String),
    Reference(String),
    OrderId(String),
    ButtonLabel(String),
    Message(String),
    ExpiresOn(Option<String>),
    Recipients(Vec<(String, String)>),
}

impl Change {
    fn apply(self, form: &mut CreatePaymentLink) {
        match self {
            Self::Amount(amount) => form.amount = amount,
            Self::Currency(code) => form.currency = code,
            Self::Description(text) => form.description = text,
            Self::Reference(text) => form.reference = text,
            Self::OrderId(text) => form.order_id = text,
            Self::ButtonLabel(text) => form.button_label = text,
            Self::Message(text) => form.message = text,
            Self::ExpiresOn(day) => form.expires_on = day,
            Self::Recipients(people) => {
                let people = people.iter().map(|(name, email)| recipient(name, email));
                form.recipients = people.collect::<Vec<RecipientForm>>();
            }
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        option::of(amount()).prop_map(Change::Amount),
        currency().prop_map(Change::Currency),
        text(LIMITS.description_max).prop_map(Change::Description),
        text(LIMITS.reference_max).prop_map(Change::Reference),
        text(LIMITS.order_id_max).prop_map(Change::OrderId),
        text(LIMITS.button_label_max).prop_map(Change::ButtonLabel),
        text(LIMITS.message_max).prop_map(Change::Message),
        option::of(day()).prop_map(Change::ExpiresOn),
        vec((text(LIMITS.recipient_name_max), email()), 0..4).prop_map(Change::Recipients),
    ]
}

type Kind = (LinkType, AuthType, Vec<PaymentMethod>, bool);

fn kind() -> impl Strategy<Value = Kind> {
    use PaymentMethod::{BankTransfer, Card};
    (
        select(vec![LinkType::SingleUse, LinkType::MultiUse]),
        select(vec![AuthType::Sale, AuthType::PreAuthorization]),
        select(vec![
            vec![Card],
            vec![Card],
            vec![Card, BankTransfer],
            vec![BankTransfer],
            vec![],
        ]),
        prop::bool::weighted(0.2),
    )
}

/// A text whose length lies around nothing or around `max`, with gaps around it, or any text.
fn text(max: u16) -> impl Strategy<Value = String> {
    let max = usize::from(max);
    let lengths = prop_oneof![0..4_usize, max - 3..=max + 3];
    let long = (
        select(LETTERS.to_vec()),
        lengths,
        select(vec!["", "", " ", "\u{a0}", "\n"]),
    );
    prop_oneof![
        3 => long.prop_map(|((letter, units), length, gap)| {
            format!("{gap}{}{}{gap}", letter.repeat(length / units), "a".repeat(length % units))
        }),
        1 => any::<String>(),
        1 => "[ -~]{0,30}",
    ]
}

fn amount() -> impl Strategy<Value = u64> {
    let limit = 1_u64 << 53;
    prop_oneof![0..3_u64, limit - 3..limit + 3, any::<u64>()]
}

fn currency() -> impl Strategy<Value = String> {
    let known: Vec<_> = Currency::ALL
        .iter()
        .map(|currency| currency.code())
        .collect();
    prop_oneof![3 => select(known), 1 => select(NOT_A_CURRENCY.to_vec())]
        .prop_map(str::to_owned)
        .boxed()
        .prop_union("[A-Z]{3}".boxed())
}

fn day() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (-3..=400_i32).prop_map(|days| (TODAY + days.days()).to_string()),
        1 => select(NOT_A_DAY.to_vec()).prop_map(str::to_owned),
        1 => "[0-9]{4}-[01][0-9]-[0-3][0-9]",
        1 => any::<String>(),
    ]
}

fn email() -> impl Strategy<Value = String> {
    let long = (1..=66_usize, 1..=66_usize)
        .prop_map(|(local, label)| format!("{}@{}.com", "j".repeat(local), "e".repeat(label)));
    prop_oneof![
        3 => select(GOOD_EMAILS.to_vec()).prop_map(str::to_owned),
        2 => long,
        1 => select(BAD_EMAILS.to_vec()).prop_map(str::to_owned),
        1 => "[a-z.@ \"]{0,12}",
        1 => any::<String>(),
    ]
}
