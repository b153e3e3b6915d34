//! Texts as they are compared: without case, accents and the many ways to write one letter.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

/// The text as it is kept and asked for: what two people would type for the same word is the same here. What nobody can
/// type is left out; all white space is a space.
pub fn fold(text: &str) -> String {
    let text: String = text.chars().filter_map(typed).collect();
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let lower = text.chars().flat_map(char::to_lowercase);
    let apart = DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(lower);
    let mut folded = String::with_capacity(text.len());
    for letter in apart.filter(|&letter| classes.get_u8(letter) == 0) {
        // What a letter is made of may have a capital of its own.
        for letter in letter.to_lowercase() {
            match plain(letter) {
                Some(plain) => folded.push_str(plain),
                None => folded.push(letter),
            }
        }
    }
    folded
}

fn typed(letter: char) -> Option<char> {
    if letter.is_whitespace() {
        return Some(' ');
    }
    (!letter.is_control()).then_some(letter)
}

/// Letters that are typed otherwise where the keyboard has none, and are no composition to Unicode.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type_for_the_same_word_is_the_same() {
        let table = [
            ("CAFÉ", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("Straße", "STRASSE"),
            ("İstanbul", "istanbul"),
            ("ISTANBUL", "ıstanbul"),
            ("Ångström", "angstrom"),
            ("Łódź", "lodz"),
            ("ΟΔΟΣ", "οδος"),
            ("ﬁne", "fine"),
            ("１２", "12"),
            ("ЁЛКА", "елка"),
        ];
        for (one, other) in table {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn a_folded_text_stays_as_it_is(text in any::<String>()) {
            let folded = fold(&text);

            prop_assert_eq!(fold(&folded), folded);
        }
    }
}
