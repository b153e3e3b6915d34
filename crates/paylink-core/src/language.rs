//! The languages Paylink speaks, and which of them for whom.
//!
//! Words are not in here: those of the window stand in the interface, those of the desktop (notifications, the tray) in
//! the rim.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A language that there are words in, named by its BCP 47 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub enum Language {
    #[serde(rename = "en")]
    English,
    #[serde(rename = "fr-CA")]
    French,
    #[serde(rename = "es")]
    Spanish,
}

/// What the user chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub enum LanguageChoice {
    /// As the computer speaks; English if it speaks none of ours.
    #[default]
    #[serde(rename = "system")]
    System,
    #[serde(rename = "en")]
    English,
    #[serde(rename = "fr-CA")]
    French,
    #[serde(rename = "es")]
    Spanish,
}

impl Language {
    /// The language of a locale, given as a BCP 47 tag.
    pub fn of_locale(locale: &str) -> Self {
        match part(locale, 0).to_ascii_lowercase().as_str() {
            "fr" => Self::French,
            "es" => Self::Spanish,
            _ => Self::English,
        }
    }

    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr-CA",
            Self::Spanish => "es",
        }
    }
}

impl LanguageChoice {
    /// What is spoken to a user whose computer has this locale.
    pub fn language(self, system: &str) -> Language {
        match self {
            Self::System => Language::of_locale(system),
            Self::English => Language::English,
            Self::French => Language::French,
            Self::Spanish => Language::Spanish,
        }
    }

    /// The locale in which money, numbers and days are shown and amounts are read: the computer's own, unless the user
    /// chose another language. Then it is that language as it is written in the computer's region.
    pub fn locale(self, system: &str) -> String {
        let language = self.language(system);
        if self == Self::System || part(system, 0).eq_ignore_ascii_case(&language.tag()[..2]) {
            return system.to_owned();
        }
        let region = region(system).to_ascii_uppercase();
        let is_written_there = |regions: &[&str]| regions.contains(&region.as_str());
        match language {
            Language::English if region.is_empty() => "en-US".to_owned(),
            Language::English => format!("en-{region}"),
            Language::French if is_written_there(FRENCH_REGIONS) => format!("fr-{region}"),
            Language::French => "fr-CA".to_owned(),
            Language::Spanish if is_written_there(SPANISH_REGIONS) => format!("es-{region}"),
            Language::Spanish => "es-419".to_owned(),
        }
    }
}

/// Where French has ways of its own to write numbers and days.
const FRENCH_REGIONS: &[&str] = &["BE", "CA", "CH", "FR", "LU", "MA", "TN"];
/// The same of Spanish; the United States are among them.
const SPANISH_REGIONS: &[&str] = &[
    "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE", "PR",
    "PY", "SV", "US", "UY", "VE",
];

/// The region of a tag, such as `CA`; a script before it, such as `Latn`, is none.
fn region(tag: &str) -> &str {
    tag.split(['-', '_', '.'])
        .skip(1)
        .find(|part| part.len() == 2)
        .unwrap_or_default()
}

fn part(tag: &str, nth: usize) -> &str {
    tag.split(['-', '_', '.']).nth(nth).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_computer_is_followed_as_far_as_there_are_words() {
        let table = [
            ("en-US", Language::English),
            ("fr-CA", Language::French),
            ("fr-FR", Language::French),
            ("FR", Language::French),
            ("es-MX", Language::Spanish),
            ("es-419", Language::Spanish),
            ("de-DE", Language::English),
            ("fil-PH", Language::English),
            ("", Language::English),
        ];
        for (locale, language) in table {
            assert_eq!(
                LanguageChoice::System.language(locale),
                language,
                "{locale}"
            );
        }
    }

    #[test]
    fn a_choice_stands_whatever_the_computer_speaks() {
        for system in ["en-US", "fr-CA", "es-ES", "ja-JP"] {
            assert_eq!(LanguageChoice::French.language(system), Language::French);
            assert_eq!(LanguageChoice::English.language(system), Language::English);
        }
    }

    #[test]
    fn money_and_days_follow_the_language_and_the_region() {
        let table = [
            (LanguageChoice::System, "de-DE", "de-DE"),
            (LanguageChoice::System, "fr-CA", "fr-CA"),
            (LanguageChoice::English, "en-GB", "en-GB"),
            (LanguageChoice::English, "fr-CA", "en-CA"),
            (LanguageChoice::English, "eo", "en-US"),
            (LanguageChoice::French, "en-US", "fr-CA"),
            (LanguageChoice::French, "en-CA", "fr-CA"),
            (LanguageChoice::French, "de-CH", "fr-CH"),
            (LanguageChoice::French, "fr-FR", "fr-FR"),
            (LanguageChoice::Spanish, "en-US", "es-US"),
            (LanguageChoice::Spanish, "es-MX", "es-MX"),
            (LanguageChoice::Spanish, "en-CA", "es-419"),
            (LanguageChoice::Spanish, "zh-Hans-CN", "es-419"),
        ];
        for (choice, system, locale) in table {
            assert_eq!(choice.locale(system), locale, "{choice:?} on {system}");
        }
    }

    #[test]
    fn a_choice_is_kept_under_the_tag_of_its_language() {
        for language in [Language::English, Language::French, Language::Spanish] {
            let kept = serde_json::to_string(&language).unwrap();
            assert_eq!(kept, format!("\"{}\"", language.tag()));
            let choice: LanguageChoice = serde_json::from_str(&kept).unwrap();
            assert_eq!(choice.language("ja-JP"), language);
        }
    }
}
