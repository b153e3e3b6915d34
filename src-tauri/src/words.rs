//! What is said outside of the window, in each language: notifications, the tray, the title of the key window.
//!
//! The window's own words stand in the interface. Here is only what is said while its page may be asleep or is not made
//! yet; a language lacks a word here only if it does not compile.

use paylink_core::view::Language;

/// The words of one language. Sentences are given what they are about.
pub struct Words {
    pub open: &'static str,
    pub new_link: &'static str,
    pub quit: &'static str,
    #[cfg_attr(
        not(any(target_os = "linux", test)),
        expect(dead_code, reason = "elsewhere the system's own menu does not count")
    )]
    pub open_counted: fn(u32) -> String,
    /// What is told beside the tray's icon.
    pub to_look_at: fn(u32) -> String,
    pub practice: &'static str,
    pub test: &'static str,
    pub a_customer: &'static str,
    pub paid: fn(&str) -> String,
    pub paid_amount: fn(&str, &str) -> String,
    /// Money that is held and not charged; the first is empty where nobody is named, the second where no amount is.
    pub on_hold: fn(&str, &str) -> String,
    /// How many payments, and how many of them are only held.
    pub came_in: fn(usize, usize) -> String,
    pub and_more: fn(usize) -> String,
    pub notification_opens: &'static str,
    pub key_window: &'static str,
}

pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
        Language::Spanish => &SPANISH,
    }
}

/// What was told, or else the word for what is not known.
pub fn or<'a>(told: &'a str, unknown: &'a str) -> &'a str {
    if told.is_empty() { unknown } else { told }
}

static ENGLISH: Words = Words {
    open: "Open Paylink",
    new_link: "New link",
    quit: "Quit",
    open_counted: |count| format!("Open Paylink ({count})"),
    to_look_at: |count| match count {
        0 => "Paylink".to_owned(),
        1 => "Paylink: 1 payment to look at".to_owned(),
        many => format!("Paylink: {many} payments to look at"),
    },
    practice: "Practice: ",
    test: "Test: ",
    a_customer: "A customer",
    paid: |who| format!("{who} paid"),
    paid_amount: |who, amount| format!("{who} paid {amount}"),
    on_hold: |who, amount| {
        let who = or(who, "a customer");
        format!("{} from {who} is on hold", or(amount, "A payment"))
    },
    came_in: |count, held| match held {
        0 => format!("{count} payments came in"),
        held => format!("{count} payments, {held} of them on hold"),
    },
    and_more: |count| format!("and {count} more"),
    notification_opens: "Open",
    key_window: "API key",
};

static FRENCH: Words = Words {
    open: "Ouvrir Paylink",
    new_link: "Nouveau lien",
    quit: "Quitter",
    open_counted: |count| format!("Ouvrir Paylink ({count})"),
    to_look_at: |count| match count {
        0 => "Paylink".to_owned(),
        1 => "Paylink\u{a0}: 1 paiement à voir".to_owned(),
        many => format!("Paylink\u{a0}: {many} paiements à voir"),
    },
    practice: "Entraînement\u{a0}: ",
    test: "Test\u{a0}: ",
    a_customer: "Un client",
    paid: |who| format!("{who} a payé"),
    paid_amount: |who, amount| format!("{who} a payé {amount}"),
    on_hold: |who, amount| {
        let from = match who {
            "" => "d’un client".to_owned(),
            who => format!("de {who}"),
        };
        format!("{} {from}\u{a0}: fonds bloqués", or(amount, "Paiement"))
    },
    came_in: |count, held| match held {
        0 => format!("{count} paiements reçus"),
        held => format!("{count} paiements, dont {held} avec fonds bloqués"),
    },
    and_more: |count| match count {
        1 => "et 1 autre".to_owned(),
        more => format!("et {more} autres"),
    },
    notification_opens: "Ouvrir",
    key_window: "Clé API",
};

static SPANISH: Words = Words {
    open: "Abrir Paylink",
    new_link: "Nuevo enlace",
    quit: "Salir",
    open_counted: |count| format!("Abrir Paylink ({count})"),
    to_look_at: |count| match count {
        0 => "Paylink".to_owned(),
        1 => "Paylink: 1 pago por ver".to_owned(),
        many => format!("Paylink: {many} pagos por ver"),
    },
    practice: "Práctica: ",
    test: "Prueba: ",
    a_customer: "Un cliente",
    paid: |who| format!("{who} pagó"),
    paid_amount: |who, amount| format!("{who} pagó {amount}"),
    on_hold: |who, amount| {
        let who = or(who, "un cliente");
        format!("{} de {who}: dinero retenido", or(amount, "Pago"))
    },
    came_in: |count, held| match held {
        0 => format!("Llegaron {count} pagos"),
        held => format!("{count} pagos, {held} con dinero retenido"),
    },
    and_more: |count| format!("y {count} más"),
    notification_opens: "Abrir",
    key_window: "Clave de API",
};

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Language; 3] = [Language::English, Language::French, Language::Spanish];

    #[test]
    fn every_sentence_tells_what_it_was_given() {
        for language in ALL {
            let words = words(language);
            let counted = [
                (words.open_counted)(7),
                (words.to_look_at)(7),
                (words.came_in)(7, 0),
                (words.came_in)(8, 7),
                (words.and_more)(7),
            ];
            assert!(
                counted.iter().all(|said| said.contains('7')),
                "{language:?}"
            );
            assert!((words.paid)("Jane").starts_with("Jane "), "{language:?}");
            let paid = (words.paid_amount)("Jane", "$45.00");
            assert!(paid.starts_with("Jane ") && paid.ends_with(" $45.00"));
            let held = (words.on_hold)("Jane", "$45.00");
            assert!(held.starts_with("$45.00 ") && held.contains(" Jane"));
        }
    }

    #[test]
    fn no_language_leaves_a_word_in_english() {
        let english = said(&ENGLISH);
        for language in [Language::French, Language::Spanish] {
            for (said, english) in said(words(language)).iter().zip(&english) {
                assert_ne!(said, english, "{language:?}");
            }
        }
    }

    /// All but what is a word of both languages, or none.
    fn said(words: &Words) -> Vec<String> {
        let fixed = [
            words.open,
            words.new_link,
            words.quit,
            words.practice,
            words.test,
            words.a_customer,
            words.notification_opens,
            words.key_window,
        ];
        let mut all: Vec<_> = fixed.iter().map(|&word| word.to_owned()).collect();
        for count in [1, 2, 1_000_000] {
            all.push((words.open_counted)(count));
            all.push((words.to_look_at)(count));
            all.push((words.came_in)(count as usize, 0));
            all.push((words.came_in)(count as usize, 1));
            all.push((words.and_more)(count as usize));
        }
        all.push((words.paid)("Jane"));
        all.push((words.paid_amount)("Jane", "$45.00"));
        for (who, amount) in [("Jane", "$45.00"), ("", "$45.00"), ("Jane", "")] {
            all.push((words.on_hold)(who, amount));
        }
        all
    }
}
