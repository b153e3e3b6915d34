//! Which characters a typed text may hold, and how long a text is.
//!
//! The contract limits characters without saying which kind. Paylink counts UTF-16 units, as the page does beside the
//! field: never fewer than code points, so what fits here fits a gateway that counts either. Bytes are not counted,
//! because that would refuse texts in most scripts that the contract allows.

/// Whether a text is a line or may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    One,
    Many,
}

/// How long a text is, in UTF-16 units.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// As much of the beginning as has at most `most` units; no character is cut.
pub fn beginning(text: &str, most: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= most
        })
        .collect()
}

/// Whether a text that is not empty reads the same to everybody: nothing damaged, nothing that turns the direction of
/// what follows, nothing in a single line that cannot be seen, and at least something that can.
pub fn is_plain(text: &str, lines: Lines) -> bool {
    text.chars().all(|c| is_allowed(c, lines))
        && text.chars().any(|c| !is_unseen(c) && !c.is_whitespace())
}

fn is_allowed(c: char, lines: Lines) -> bool {
    match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => lines == Lines::Many,
        // The mark of a damaged text, and what is no character at all.
        '\u{fffd}' | '\u{fdd0}'..='\u{fdef}' => false,
        c if u32::from(c) & 0xfffe == 0xfffe => false,
        // Embeddings, overrides and isolates of direction: `45` after one of them may read `54`.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        c if is_joiner(c) => true,
        c => !c.is_control() && (lines == Lines::Many || !is_unseen(c)),
    }
}

/// Unseen by themselves, but part of how Persian, Indian, Hebrew and Arabic texts and many emoji are written.
fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\u{200c}'..='\u{200f}' | '\u{061c}' | '\u{034f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Takes no ink: format characters, and letters that are blank.
pub fn is_unseen(c: char) -> bool {
    is_joiner(c)
        || c.is_control()
        || matches!(
            c,
            '\u{00ad}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
                | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_outside_the_first_plane_counts_twice_and_is_never_cut() {
        assert_eq!(length("é🙂"), 3);
        assert_eq!(length("e\u{301}"), 2);
        assert_eq!(beginning("a🙂b", 2), "a");
        assert_eq!(beginning("a🙂b", 3), "a🙂");
    }

    #[test]
    fn what_is_unseen_is_not_plain_in_a_line() {
        for text in [
            "a\u{200b}b",
            "a\u{feff}b",
            "a\u{ad}b",
            "a\u{202e}b",
            "a\u{2066}b",
            "a\0b",
            "a\nb",
            "a\u{2028}b",
            "a\u{fffd}b",
            "a\u{ffff}b",
            "\u{3164}",
            "\u{2800}",
            "\u{200d} \u{200d}",
        ] {
            assert!(!is_plain(text, Lines::One), "{text:?}");
        }
    }

    #[test]
    fn a_text_of_several_lines_may_hold_what_is_harmless_in_it() {
        for text in ["a\nb", "a\tb", "a\u{200b}b", "a\u{ad}b", "\u{feff}a"] {
            assert!(is_plain(text, Lines::Many), "{text:?}");
        }
        for text in ["a\0b", "a\u{202e}b", "a\u{fffd}b", "\u{200b}"] {
            assert!(!is_plain(text, Lines::Many), "{text:?}");
        }
    }

    #[test]
    fn every_script_and_every_emoji_is_plain() {
        for text in [
            "Zoë Müller",
            "e\u{301}",
            "山田\u{3000}太郎",
            "שלום\u{200f} 45",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "👩\u{200d}👧",
            "❤\u{fe0f}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "1\u{a0}200",
        ] {
            assert!(is_plain(text, Lines::One), "{text:?}");
        }
    }
}
