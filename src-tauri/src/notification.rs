//! Notifications of the desktop: that links were paid, in words, and what a press on one does.
//!
//! Where there is nothing to show them, that is logged and no trouble: what was paid is among the news in the window.
//! Its page need not be in sight, or awake, when a customer pays, so the words are the rim's own.

use std::thread;

use notify_rust::Notification;
use paylink_core::view::{Language, PaidView, Place};
use payroc::{Currency, MinorUnits, Money};
use tauri::AppHandle;
#[cfg(target_os = "linux")]
use tauri_specta::Event;

#[cfg(target_os = "linux")]
use crate::announcer::OpenLink;
use crate::words::{self, words};

/// So many are named in one notification; the others are counted.
const NAMED: usize = 3;
/// A description is a help to remember, not to be read here.
const DESCRIPTION: usize = 80;

#[derive(Debug, PartialEq, Eq)]
struct Told {
    title: String,
    text: String,
}

/// Tells that these were paid, in one notification. A press on it opens the link, or the list if there are several.
pub fn show(app: &AppHandle, paid: Vec<PaidView>, language: Language, locale: &str) {
    if paid.is_empty() {
        return;
    }
    let words = words(language);
    let told = told(&paid, words, locale);
    let app = app.clone();
    // It stays until it is pressed or put away, which may take as long as the desktop pleases.
    let shown = thread::Builder::new()
        .name("notification".to_owned())
        .spawn(move || tell(&app, &told, words.notification_opens, &paid));
    if let Err(error) = shown {
        tracing::warn!(%error, "no notification");
    }
}

fn tell(app: &AppHandle, told: &Told, opens: &str, paid: &[PaidView]) {
    let mut notification = Notification::new();
    notification
        .appname("Paylink")
        .summary(&told.title)
        .body(&for_the_desktop(&told.text));
    #[cfg(target_os = "linux")]
    notification
        .icon("paylink")
        .hint(notify_rust::Hint::DesktopEntry("Paylink".to_owned()))
        .action("default", opens);
    #[cfg(target_os = "windows")]
    notification.app_id("app.paylink.desktop");
    match notification.show() {
        Ok(shown) => {
            #[cfg(target_os = "linux")]
            shown.wait_for_action(|action| {
                if action == "default" {
                    open(app, paid);
                }
            });
            // Elsewhere the desktop itself brings the app forward.
            #[cfg(not(target_os = "linux"))]
            let _ = (shown, app, opens, paid);
        }
        Err(error) => tracing::warn!(%error, "no notification"),
    }
}

#[cfg(target_os = "linux")]
fn open(app: &AppHandle, paid: &[PaidView]) {
    crate::show(app);
    if let [paid] = paid {
        let link = OpenLink {
            profile_id: paid.profile_id,
            payment_link_id: paid.payment_link_id.clone(),
        };
        if let Err(error) = link.emit_to(app, "main") {
            tracing::warn!(%error, "the link of a notification was not opened");
        }
    }
}

/// A text may be read as markup; where it is, it is made to read as itself.
#[cfg(target_os = "linux")]
fn for_the_desktop(text: &str) -> String {
    let reads_markup = notify_rust::get_capabilities()
        .is_ok_and(|can| can.iter().any(|what| what == "body-markup"));
    if reads_markup {
        escaped(text)
    } else {
        text.to_owned()
    }
}

#[cfg(not(target_os = "linux"))]
fn for_the_desktop(text: &str) -> String {
    text.to_owned()
}

#[cfg(any(target_os = "linux", test))]
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn told(paid: &[PaidView], words: &words::Words, locale: &str) -> Told {
    if let [paid] = paid {
        return Told {
            title: sentence(paid, words, locale),
            text: description(paid),
        };
    }
    let mut lines: Vec<_> = paid
        .iter()
        .take(NAMED)
        .map(|paid| {
            let what = description(paid);
            let gap = if what.is_empty() { "" } else { " · " };
            format!("{}{gap}{what}", sentence(paid, words, locale))
        })
        .collect();
    if paid.len() > NAMED {
        lines.push((words.and_more)(paid.len() - NAMED));
    }
    Told {
        title: (words.came_in)(paid.len(), paid.iter().filter(|paid| paid.is_hold).count()),
        text: lines.join("\n"),
    }
}

/// Nobody is to take Practice or Test for money.
fn sentence(paid: &PaidView, words: &words::Words, locale: &str) -> String {
    let place = match paid.place {
        Place::Practice => words.practice,
        Place::Test => words.test,
        Place::Live => "",
    };
    let who = match &paid.person {
        Some(person) if !person.name.is_empty() => person.name.as_str(),
        Some(person) => person.email.as_str(),
        None => "",
    };
    let money = money(paid, locale);
    let said = if paid.is_hold {
        (words.on_hold)(who, &money.unwrap_or_default())
    } else {
        let who = words::or(who, words.a_customer);
        match money {
            Some(money) => (words.paid_amount)(who, &money),
            None => (words.paid)(who),
        }
    };
    format!("{place}{said}")
}

fn description(paid: &PaidView) -> String {
    let text = paid.description.replace('\n', " ");
    if text.chars().count() <= DESCRIPTION {
        return text;
    }
    let beginning: String = text.chars().take(DESCRIPTION).collect();
    format!("{}…", beginning.trim_end())
}

/// An amount so that it cannot be misread: with the sign of its currency where people write it so, else with its code
/// and without grouping.
fn money(paid: &PaidView, locale: &str) -> Option<String> {
    let currency: Currency = paid.currency.parse().ok()?;
    let amount = Money::new(MinorUnits::new(paid.amount?).ok()?, currency).decimal_string();
    let sign = match (locale, currency.code()) {
        ("en-US", "USD") | ("en-CA", "CAD") => "$",
        ("en-GB", "GBP") => "£",
        ("en-IE", "EUR") => "€",
        _ if has_comma(locale) => {
            return Some(format!("{} {currency}", amount.replace('.', ",")));
        }
        _ => return Some(format!("{amount} {currency}")),
    };
    let (whole, fraction) = amount.split_once('.').unwrap_or((&amount, "00"));
    let mut grouped = String::new();
    for (nth, digit) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    Some(format!("{sign}{grouped}.{fraction}"))
}

/// Whether decimals follow a comma: in French, and in Spanish but where its neighbours write a point.
fn has_comma(locale: &str) -> bool {
    let region = locale.rsplit('-').next().unwrap_or_default();
    match Language::of_locale(locale) {
        Language::English => false,
        Language::French => region != "CH",
        Language::Spanish => [
            "AR", "BO", "CL", "CO", "CR", "EC", "ES", "PY", "UY", "VE", "es",
        ]
        .contains(&region),
    }
}

#[cfg(test)]
mod tests {
    use paylink_core::view::ShareRecipient;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_notification_says_who_paid_how_much_for_what() {
        let jane = paid(Some(("Jane", "jane@example.com")), Some(123_450), "USD");

        assert_eq!(
            in_english(&[jane], "en-US"),
            Told {
                title: "Jane paid $1,234.50".to_owned(),
                text: "Garden work".to_owned()
            }
        );
        let table = [
            (None, Some(4500), "USD", "en-US", "A customer paid $45.00"),
            (
                None,
                Some(4500),
                "USD",
                "de-DE",
                "A customer paid 45.00 USD",
            ),
            (
                None,
                Some(1_000_000),
                "JPY",
                "en-US",
                "A customer paid 1000000 JPY",
            ),
            (
                None,
                Some(1234),
                "KWD",
                "en-US",
                "A customer paid 1.234 KWD",
            ),
            (
                Some(("", "jane@example.com")),
                None,
                "USD",
                "en-US",
                "jane@example.com paid",
            ),
        ];
        for (person, amount, currency, locale, expected) in table {
            assert_eq!(
                in_english(&[paid(person, amount, currency)], locale).title,
                expected
            );
        }
    }

    #[test]
    fn several_payments_are_one_notification_that_names_some_and_counts_the_rest() {
        let five = [0; 5].map(|_| paid(Some(("Jane", "")), Some(4500), "USD"));

        let told = in_english(&five, "en-US");

        assert_eq!(told.title, "5 payments came in");
        assert_eq!(told.text.lines().count(), 4);
        assert!(told.text.starts_with("Jane paid $45.00 · Garden work\n"));
        assert!(told.text.ends_with("\nand 2 more"));
    }

    #[test]
    fn of_several_payments_it_is_told_how_many_are_only_held() {
        let mut three = [0; 3].map(|_| paid(Some(("Jane", "")), Some(4500), "USD"));
        three[1].is_hold = true;

        assert_eq!(
            in_english(&three, "en-US").title,
            "3 payments, 1 of them on hold"
        );
    }

    #[test]
    fn practice_and_test_are_not_taken_for_money() {
        let mut jane = paid(Some(("Jane", "")), Some(4500), "USD");
        jane.place = Place::Practice;

        assert_eq!(
            in_english(&[jane], "en-US").title,
            "Practice: Jane paid $45.00"
        );
    }

    #[test]
    fn it_is_told_in_the_language_that_was_chosen() {
        let jane = [paid(Some(("Jane", "")), Some(4500), "CAD")];
        let mut practice = jane.clone();
        practice[0].place = Place::Practice;
        let table = [
            (&jane, Language::French, "fr-CA", "Jane a payé 45,00 CAD"),
            (&jane, Language::Spanish, "es-MX", "Jane pagó 45.00 CAD"),
            (&jane, Language::Spanish, "es-ES", "Jane pagó 45,00 CAD"),
            (
                &practice,
                Language::French,
                "fr-CA",
                "Entraînement\u{a0}: Jane a payé 45,00 CAD",
            ),
        ];
        for (paid, language, locale, expected) in table {
            assert_eq!(told(paid, words(language), locale).title, expected);
        }
    }

    #[test]
    fn money_that_is_only_held_is_not_called_paid() {
        let mut jane = paid(Some(("Jane", "")), Some(4500), "USD");
        jane.is_hold = true;
        let mut nobody = paid(None, Some(4500), "USD");
        nobody.is_hold = true;
        let mut unknown = paid(Some(("Jane", "")), None, "USD");
        unknown.is_hold = true;
        let table = [
            (&jane, Language::English, "$45.00 from Jane is on hold"),
            (
                &nobody,
                Language::English,
                "$45.00 from a customer is on hold",
            ),
            (
                &unknown,
                Language::English,
                "A payment from Jane is on hold",
            ),
            (
                &jane,
                Language::French,
                "$45.00 de Jane\u{a0}: fonds bloqués",
            ),
            (
                &nobody,
                Language::French,
                "$45.00 d’un client\u{a0}: fonds bloqués",
            ),
            (
                &unknown,
                Language::French,
                "Paiement de Jane\u{a0}: fonds bloqués",
            ),
            (&jane, Language::Spanish, "$45.00 de Jane: dinero retenido"),
            (
                &nobody,
                Language::Spanish,
                "$45.00 de un cliente: dinero retenido",
            ),
            (&unknown, Language::Spanish, "Pago de Jane: dinero retenido"),
        ];
        for (paid, language, expected) in table {
            let title = told(std::slice::from_ref(paid), words(language), "en-US").title;
            assert_eq!(title, expected);
        }
        jane.place = Place::Practice;
        assert_eq!(
            in_english(&[jane], "en-US").title,
            "Practice: $45.00 from Jane is on hold"
        );
    }

    #[test]
    fn what_a_customer_is_called_is_no_markup() {
        assert_eq!(escaped("<b>A & B</b>"), "&lt;b&gt;A &amp; B&lt;/b&gt;");
    }

    fn in_english(paid: &[PaidView], locale: &str) -> Told {
        told(paid, words(Language::English), locale)
    }

    fn paid(person: Option<(&str, &str)>, amount: Option<u64>, currency: &str) -> PaidView {
        PaidView {
            id: Uuid::nil(),
            profile_id: Uuid::nil(),
            place: Place::Live,
            payment_link_id: "LINK000001".to_owned(),
            amount,
            currency: currency.to_owned(),
            description: "Garden work".to_owned(),
            person: person.map(|(name, email)| ShareRecipient {
                name: name.to_owned(),
                email: email.to_owned(),
            }),
            is_hold: false,
            at: "2026-03-02T10:00:00Z".to_owned(),
        }
    }
}
