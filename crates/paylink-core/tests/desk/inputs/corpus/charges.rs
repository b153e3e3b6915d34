//! What is charged, how, and until when.

use jiff::ToSpan;
use jiff::civil::Date;
use paylink_core::fault::{Complaint, Field};
use paylink_core::view::{Agreement, AuthType, LinkType, PaymentMethod};
use payroc::Currency;

use super::super::tables::{GAPS, GOOD_AMOUNTS, NOT_A_CURRENCY, NOT_A_DAY, TOO_LARGE};
use super::{Case, Expected, create, refused};

pub fn add(cases: &mut Vec<Case>, today: Date) {
    amounts(cases);
    currencies(cases);
    days(cases, today);
    kinds(cases);
}

fn amounts(cases: &mut Vec<Case>) {
    let mut put = |amount: Option<u64>, code: &str, expected| {
        cases.push(create(format!("{amount:?} of {code}"), expected, |form| {
            form.amount = amount;
            form.currency = code.to_owned();
        }));
    };
    for currency in Currency::ALL {
        let code = currency.code();
        put(
            Some(0),
            code,
            refused(Field::Amount, Complaint::NotPositive),
        );
        put(
            Some(1 << 53),
            code,
            refused(Field::Amount, Complaint::TooLarge),
        );
        put(Some(1), code, Expected::Accepted);
        put(Some((1 << 53) - 1), code, Expected::Accepted);
    }
    // The smallest and the largest are among the currencies.
    for amount in GOOD_AMOUNTS
        .into_iter()
        .filter(|amount| (2..(1 << 53) - 1).contains(amount))
    {
        put(Some(amount), "USD", Expected::Accepted);
    }
    for amount in TOO_LARGE.into_iter().filter(|amount| *amount > 1 << 53) {
        put(
            Some(amount),
            "USD",
            refused(Field::Amount, Complaint::TooLarge),
        );
    }
    put(None, "USD", refused(Field::Amount, Complaint::Missing));
}

fn currencies(cases: &mut Vec<Case>) {
    let mut put = |code: &str, prompt: bool, expected| {
        let name = format!("currency {code:?}, customer enters the amount: {prompt}");
        cases.push(create(name, expected, |form| {
            form.currency = code.to_owned();
            form.customer_enters_amount = prompt;
        }));
    };
    for prompt in [true, false] {
        for gap in GAPS {
            put(gap, prompt, refused(Field::Currency, Complaint::Missing));
        }
        for code in NOT_A_CURRENCY {
            put(
                code,
                prompt,
                refused(Field::Currency, Complaint::NotACurrency),
            );
        }
        for currency in Currency::ALL {
            let small = currency.code().to_lowercase();
            put(
                &small,
                prompt,
                refused(Field::Currency, Complaint::NotACurrency),
            );
        }
        put(" EUR ", prompt, Expected::Accepted);
    }
    for currency in Currency::ALL {
        put(currency.code(), true, Expected::Accepted);
    }
}

fn days(cases: &mut Vec<Case>, today: Date) {
    for link_type in [LinkType::SingleUse, LinkType::MultiUse] {
        let mut put = |day: Option<String>, complaint: Option<Complaint>| {
            let expected =
                complaint.map_or(Expected::Accepted, |told| refused(Field::ExpiresOn, told));
            cases.push(create(
                format!("{link_type:?} until {day:?}"),
                expected,
                |form| {
                    form.link_type = link_type;
                    form.expires_on = day;
                },
            ));
        };
        let missing = (link_type == LinkType::SingleUse).then_some(Complaint::Missing);
        put(None, missing);
        GAPS.iter()
            .for_each(|gap| put(Some((*gap).to_owned()), missing));
        for text in NOT_A_DAY {
            put(Some(text.to_owned()), Some(Complaint::NotADate));
        }
        for days in [1, 2, 7, 30, 31, 365, 366, 3_650] {
            put(
                Some((today - days.days()).to_string()),
                Some(Complaint::InThePast),
            );
            put(Some((today + days.days()).to_string()), None);
        }
        for day in [
            "0000-01-01",
            "0001-01-01",
            "1582-10-10",
            "1900-01-01",
            "1970-01-01",
            "2000-02-29",
        ] {
            put(Some(day.to_owned()), Some(Complaint::InThePast));
        }
        for day in [
            "2096-02-29",
            "2100-02-28",
            "2400-02-29",
            "9999-12-30",
            "9999-12-31",
        ] {
            put(Some(day.to_owned()), None);
        }
        put(Some(today.to_string()), None);
        put(Some(format!(" {today}\n")), None);
    }
}

fn kinds(cases: &mut Vec<Case>) {
    use PaymentMethod::{BankTransfer, Card};
    let agreements = [
        None,
        Some(Agreement::Unscheduled),
        Some(Agreement::Recurring),
        Some(Agreement::Installment),
    ];
    let methods: [&[PaymentMethod]; 5] = [
        &[],
        &[Card],
        &[BankTransfer],
        &[Card, BankTransfer],
        &[Card, Card],
    ];
    for link_type in [LinkType::SingleUse, LinkType::MultiUse] {
        for auth_type in [AuthType::Sale, AuthType::PreAuthorization] {
            for methods in methods {
                for agreement in agreements {
                    let by_bank = methods.contains(&BankTransfer);
                    let expected = if methods.is_empty() {
                        refused(Field::PaymentMethods, Complaint::ChooseOne)
                    } else if by_bank && auth_type == AuthType::PreAuthorization {
                        refused(Field::PaymentMethods, Complaint::CardOnly)
                    } else {
                        Expected::Accepted
                    };
                    let name = format!("{link_type:?} {auth_type:?} {methods:?} {agreement:?}");
                    cases.push(create(name, expected, |form| {
                        form.link_type = link_type;
                        form.auth_type = auth_type;
                        form.payment_methods = methods.to_vec();
                        form.save_details = true;
                        form.agreement = agreement;
                    }));
                }
            }
        }
    }
}
