//! When to look for a newer Paylink, when to tell of one, and how much of what is said about it is shown.
//!
//! Where a newer version comes from, whether it is genuine, and how it is installed is not known here.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A newer version is looked for this often, and by a Paylink that has just come to this computer not before.
const EVERY: Duration = Duration::from_hours(24);

/// A version that was put off is not told again before.
const PUT_OFF: Duration = Duration::from_hours(7 * 24);

/// More of what is new is not shown.
const NOTES_MAX: usize = 4_000;

/// What is remembered from one start to the next. May be lost without harm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Remembered {
    /// When this computer first thought of it.
    began_at: Option<Timestamp>,
    /// When a look was last answered.
    pub looked_at: Option<Timestamp>,
    put_off: Option<PutOff>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PutOff {
    version: String,
    at: Timestamp,
}

impl Remembered {
    /// How long until the next look. The user has a day to say that there is to be none.
    pub fn due(&mut self, now: Timestamp) -> Duration {
        let began_at = *self.began_at.get_or_insert(now);
        let last = self.looked_at.unwrap_or(began_at);
        EVERY.saturating_sub(since(last, now))
    }

    pub fn looked(&mut self, now: Timestamp) {
        self.looked_at = Some(now);
    }

    pub fn put_off(&mut self, version: &str, now: Timestamp) {
        self.put_off = Some(PutOff {
            version: version.to_owned(),
            at: now,
        });
    }

    /// Whether the user is to be told of this version.
    pub fn tells_of(&self, version: &str, now: Timestamp) -> bool {
        !matches!(&self.put_off, Some(off) if off.version == version && since(off.at, now) < PUT_OFF)
    }
}

/// What is said about a version, as text: at most [`NOTES_MAX`] characters, and none that are not seen or that turn the
/// direction.
pub fn plain(notes: &str) -> String {
    let shown = |c: &char| *c == '\n' || *c == '\t' || (!c.is_control() && !turns(*c));
    let text: String = notes.chars().filter(shown).take(NOTES_MAX).collect();
    text.trim().to_owned()
}

fn turns(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// None, if the clock was set back meanwhile.
fn since(then: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(then)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_newcomer_has_a_day_to_say_no_and_then_it_is_looked_once_a_day() {
        let mut remembered = Remembered::default();

        assert_eq!(remembered.due(at(0)), EVERY);
        assert_eq!(remembered.due(at(23)), Duration::from_hours(1));
        assert_eq!(remembered.due(at(24)), Duration::ZERO);
        remembered.looked(at(30));
        assert_eq!(remembered.due(at(30)), EVERY);
        assert_eq!(remembered.due(at(53)), Duration::from_hours(1));
        assert_eq!(remembered.due(at(1_000)), Duration::ZERO);
    }

    #[test]
    fn a_clock_that_was_set_back_puts_the_next_look_off_by_a_day_at_most() {
        let mut remembered = Remembered::default();
        remembered.looked(at(5_000));

        assert_eq!(remembered.due(at(0)), EVERY);
    }

    #[test]
    fn what_was_put_off_is_told_again_after_a_week_and_another_version_at_once() {
        let mut remembered = Remembered::default();
        assert!(remembered.tells_of("1.2.0", at(0)));

        remembered.put_off("1.2.0", at(0));

        assert!(!remembered.tells_of("1.2.0", at(7 * 24 - 1)));
        assert!(remembered.tells_of("1.2.0", at(7 * 24)));
        assert!(remembered.tells_of("1.2.1", at(0)));
    }

    #[test]
    fn it_is_remembered_as_it_was_and_what_cannot_be_read_is_nothing() {
        let mut remembered = Remembered::default();
        remembered.due(at(0));
        remembered.looked(at(1));
        remembered.put_off("1.2.0", at(2));

        let kept = serde_json::to_value(&remembered).unwrap();

        assert_eq!(
            serde_json::from_value::<Remembered>(kept).unwrap(),
            remembered
        );
        assert_eq!(
            serde_json::from_str::<Remembered>("{}").unwrap(),
            Remembered::default()
        );
    }

    #[test]
    fn what_is_said_about_a_version_is_text_that_is_seen_and_not_much_of_it() {
        let hostile = "- <b>New</b>\r\n\u{202E}tfel ot thgir\u{0}\u{7}\u{200B}\n\n";

        assert_eq!(plain(hostile), "- <b>New</b>\ntfel ot thgir");
        assert_eq!(plain(&"é".repeat(1_000_000)).chars().count(), NOTES_MAX);
    }

    fn at(hour: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(500_000 + hour)
    }
}
