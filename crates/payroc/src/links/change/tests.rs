use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;

use super::*;

const SINGLE_USE: &str = include_str!("../../../tests/fixtures/single-use.json");
const MULTI_USE: &str = include_str!("../../../tests/fixtures/multi-use.json");

#[test]
fn each_change_becomes_the_documented_operation() {
    let saving = CredentialOnFile {
        tokenize: Some(true),
        mit_agreement: Some(MitAgreement::Recurring),
    };
    let table = [
        (
            LinkChange::ExpiresOn(Some(date(2027, 1, 31))),
            json!([{"op": "replace", "path": "/expiresOn", "value": "2027-01-31"}]),
        ),
        (
            LinkChange::PaymentButton(Some("PAY".to_owned())),
            json!([{"op": "replace", "path": "/customLabels",
                    "value": [{"element": "paymentButton", "label": "PAY"}]}]),
        ),
        (
            LinkChange::PaymentButton(None),
            json!([{"op": "remove", "path": "/customLabels"}]),
        ),
        (
            LinkChange::CredentialOnFile(Some(saving)),
            json!([{"op": "add", "path": "/credentialOnFile",
                    "value": {"tokenize": true, "mitAgreement": "recurring"}}]),
        ),
        (
            LinkChange::AuthType(AuthType::PreAuthorization),
            json!([{"op": "replace", "path": "/authType", "value": "preAuthorization"}]),
        ),
        (
            LinkChange::Amount(amount(4_600)),
            json!([{"op": "replace", "path": "/order/charge/amount", "value": 4600}]),
        ),
        (
            LinkChange::Currency(Currency::Eur),
            json!([{"op": "replace", "path": "/order/charge/currency", "value": "EUR"}]),
        ),
        (
            LinkChange::Description(Some("Three chairs".to_owned())),
            json!([{"op": "replace", "path": "/order/description", "value": "Three chairs"}]),
        ),
        (
            LinkChange::Description(None),
            json!([{"op": "remove", "path": "/order/description"}]),
        ),
    ];
    for (change, expected) in table {
        let patch = LinkPatch::new(&single_use(), vec![change]).unwrap();
        assert_eq!(document(&patch), expected);
        assert!(patch.replaces_address());
    }
}

#[test]
fn a_link_for_many_payments_changes_in_three_members_and_keeps_its_address() {
    let link = multi_use();
    let refused = |change: LinkChange| LinkPatch::new(&link, vec![change]).unwrap_err();

    let patch = LinkPatch::new(&link, vec![LinkChange::ExpiresOn(Some(date(2027, 1, 31)))]);

    assert!(!patch.unwrap().replaces_address());
    for change in [
        LinkChange::AuthType(AuthType::Sale),
        LinkChange::Amount(amount(1)),
        LinkChange::Currency(Currency::Eur),
        LinkChange::Description(None),
    ] {
        let member = change.member();
        assert_eq!(refused(change), BadChange::SingleUseOnly(member));
    }
}

#[test]
fn what_the_contract_forbids_is_refused_before_it_is_sent() {
    let mut asking = single_use();
    asking.order.charge = Charge::Prompt {
        currency: Currency::Usd,
    };
    let mut strange = single_use();
    strange.order.charge = Charge::Unknown(json!({"type": "auction"}));
    let mut by_bank = single_use();
    by_bank.payment_methods.push(PaymentMethod::BankTransfer);
    let usual = single_use();
    let unknown_agreement = CredentialOnFile {
        tokenize: None,
        mit_agreement: Some(MitAgreement::Unknown("sometimes".to_owned())),
    };
    let later = AuthType::Unknown("later".to_owned());
    let table = [
        (&usual, LinkChange::ExpiresOn(None), BadChange::NeedsLastDay),
        (
            &usual,
            button(""),
            BadChange::Length(LinkMember::CustomLabels),
        ),
        (
            &usual,
            button(&"é".repeat(25)),
            BadChange::Length(LinkMember::CustomLabels),
        ),
        (
            &usual,
            LinkChange::Description(Some("d".repeat(1_025))),
            BadChange::Length(LinkMember::Description),
        ),
        (
            &usual,
            LinkChange::AuthType(later),
            BadChange::Unknown(LinkMember::AuthType),
        ),
        (
            &usual,
            LinkChange::CredentialOnFile(Some(unknown_agreement)),
            BadChange::Unknown(LinkMember::CredentialOnFile),
        ),
        (
            &asking,
            LinkChange::Amount(amount(1)),
            BadChange::AmountIsThePayers,
        ),
        (
            &strange,
            LinkChange::Amount(amount(1)),
            BadChange::Unknown(LinkMember::Amount),
        ),
        (
            &strange,
            LinkChange::Currency(Currency::Eur),
            BadChange::Unknown(LinkMember::Currency),
        ),
        (
            &by_bank,
            LinkChange::AuthType(AuthType::PreAuthorization),
            BadChange::HoldsCardsOnly,
        ),
    ];
    for (link, change, expected) in table {
        let refused = LinkPatch::new(link, vec![change.clone()]);
        assert_eq!(refused.unwrap_err(), expected, "{change:?}");
    }
    let longest = vec![button(&"é".repeat(24))];
    assert!(LinkPatch::new(&usual, longest).is_ok());
    let twice = vec![button("A"), button("B")];
    assert_eq!(
        LinkPatch::new(&usual, twice).unwrap_err(),
        BadChange::Twice(LinkMember::CustomLabels)
    );
}

#[test]
fn what_would_change_nothing_is_left_out() {
    let link = single_use();
    let same = vec![
        LinkChange::ExpiresOn(link.expires_on),
        LinkChange::AuthType(link.auth_type.clone()),
        LinkChange::CredentialOnFile(None),
    ];
    let mut one = same.clone();
    one.push(LinkChange::Amount(amount(1)));

    assert_eq!(LinkPatch::new(&link, same).unwrap_err(), BadChange::Nothing);
    assert_eq!(
        LinkPatch::new(&link, vec![]).unwrap_err(),
        BadChange::Nothing
    );
    let patch = LinkPatch::guarded(&link, one).unwrap();
    assert_eq!(
        document(&patch),
        json!([
            {"op": "test", "path": "/order/charge/amount", "value": 4500},
            {"op": "replace", "path": "/order/charge/amount", "value": 1},
        ])
    );
}

#[test]
fn a_guarded_change_does_not_overwrite_what_somebody_else_changed() {
    let seen = single_use();
    let mut meanwhile = serde_json::to_value(&seen).unwrap();
    meanwhile["order"]["charge"]["amount"] = json!(9_900);
    let changes = vec![LinkChange::Amount(amount(1))];
    let blind = LinkPatch::new(&seen, changes.clone()).unwrap();
    let guarded = LinkPatch::guarded(&seen, changes).unwrap();

    assert!(json_patch::patch(&mut meanwhile, &guarded.patch).is_err());
    assert_eq!(meanwhile["order"]["charge"]["amount"], json!(9_900));
    assert!(json_patch::patch(&mut meanwhile, &blind.patch).is_ok());
}

#[test]
fn a_written_change_is_held_against_what_it_is_about_and_nothing_else() {
    let seen = single_use();
    let saving = LinkChange::CredentialOnFile(Some(CredentialOnFile {
        tokenize: Some(true),
        mit_agreement: None,
    }));
    let patch = LinkPatch::guarded(&seen, vec![LinkChange::Amount(amount(1)), saving]).unwrap();
    let written = WrittenChange::read(&patch.encode()).unwrap();
    assert!(written.is_about(LinkMember::Amount) && !written.is_about(LinkMember::ExpiresOn));

    let mut meanwhile = seen.clone();
    meanwhile.order.description = Some("Something else".to_owned());
    assert!(written.fits(&meanwhile));
    // What was not there cannot be tested at the gateway: here it is seen.
    meanwhile.credential_on_file = Some(CredentialOnFile::default());
    assert!(!written.fits(&meanwhile) && !written.is_in(&meanwhile));

    let mut made = apply(&seen, vec![LinkChange::Amount(amount(1))]);
    made.credential_on_file = Some(CredentialOnFile {
        tokenize: Some(true),
        // What was left out, as the gateway takes it.
        mit_agreement: Some(MitAgreement::Unscheduled),
    });
    assert!(written.is_in(&made));
}

#[test]
fn what_is_no_guarded_change_is_not_read_as_one() {
    for body in [
        "",
        "{}",
        "[]",
        r#"[{"op": "test", "path": "/expiresOn", "value": "2027-01-31"}]"#,
        r#"[{"op": "replace", "path": "/status", "value": "active"}]"#,
        r#"[{"op": "move", "path": "/expiresOn", "from": "/createdOn"}]"#,
    ] {
        let body = RequestBody::from_bytes(body.as_bytes().to_vec());
        assert_eq!(WrittenChange::read(&body), None);
    }
}

#[test]
fn labels_of_other_things_are_kept() {
    let mut link = multi_use();
    let banner = CustomLabel {
        element: Some(LabelElement::Unknown("banner".to_owned())),
        label: Some("Hello".to_owned()),
    };
    link.custom_labels = vec![banner.clone(), CustomLabel::payment_button("OLD")];

    let changed = apply(&link, vec![button("NEW")]);
    let without = apply(&link, vec![LinkChange::PaymentButton(None)]);

    assert_eq!(
        changed.custom_labels,
        [CustomLabel::payment_button("NEW"), banner.clone()]
    );
    assert_eq!(without.custom_labels, [banner]);
}

proptest! {
    #[test]
    fn an_applied_patch_makes_every_change_and_no_other(
        day in prop::option::of(1..=28_i8),
        text in prop::option::of("[A-Z]{1,24}"),
        tokenize in prop::option::of(any::<bool>()),
        count in prop::option::of(0..=MinorUnits::MAX.get()),
        words in prop::option::of(prop::option::of(".{0,40}")),
        single in any::<bool>(),
        guarded in any::<bool>(),
    ) {
        let link = if single { single_use() } else { multi_use() };
        let mut changes = vec![LinkChange::PaymentButton(text)];
        changes.extend(day.map(|day| LinkChange::ExpiresOn(Some(date(2027, 2, day)))));
        changes.extend(tokenize.map(|tokenize| LinkChange::CredentialOnFile(Some(CredentialOnFile {
            tokenize: Some(tokenize),
            mit_agreement: None,
        }))));
        if single {
            changes.extend(count.map(|count| LinkChange::Amount(amount(count))));
            changes.extend(words.map(LinkChange::Description));
        }
        let make = if guarded { LinkPatch::guarded } else { LinkPatch::new };

        if let Ok(patch) = make(&link, changes) {
            let mut wire = serde_json::to_value(&link).unwrap();
            json_patch::patch(&mut wire, &patch.patch).unwrap();
            let changed: PaymentLink = serde_json::from_value(wire).unwrap();

            prop_assert!(patch.is_in(&changed));
            prop_assert!(!patch.is_in(&link));
            if guarded {
                let written = WrittenChange::read(&patch.encode()).unwrap();
                prop_assert!(written.fits(&link) && !written.is_in(&link));
                prop_assert!(written.is_in(&changed) && !written.fits(&changed));
            }
            prop_assert_eq!(&changed.merchant_reference, &link.merchant_reference);
            prop_assert_eq!(&changed.payment_methods, &link.payment_methods);
            prop_assert_eq!(&changed.status, &link.status);
        }
    }
}

fn apply(link: &PaymentLink, changes: Vec<LinkChange>) -> PaymentLink {
    let patch = LinkPatch::guarded(link, changes).unwrap();
    let mut wire = serde_json::to_value(link).unwrap();
    json_patch::patch(&mut wire, &patch.patch).unwrap();
    serde_json::from_value(wire).unwrap()
}

fn document(patch: &LinkPatch) -> Value {
    serde_json::from_slice(patch.encode().as_bytes()).unwrap()
}

fn button(text: &str) -> LinkChange {
    LinkChange::PaymentButton(Some(text.to_owned()))
}

fn amount(count: u64) -> MinorUnits {
    MinorUnits::new(count).unwrap()
}

fn single_use() -> PaymentLink {
    serde_json::from_str(SINGLE_USE).unwrap()
}

fn multi_use() -> PaymentLink {
    serde_json::from_str(MULTI_USE).unwrap()
}
