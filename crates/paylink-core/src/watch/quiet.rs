//! The hours in which no notification pops up.

use jiff::civil::Time;

use crate::view::QuietHours;

/// Whether it is quiet at this time of day. The hours begin with their first minute and end before their last; hours
/// that cannot be read, or that end when they begin, are none.
pub fn is_quiet(hours: &QuietHours, at: Time) -> bool {
    let (Some(from), Some(to)) = (time(&hours.from), time(&hours.to)) else {
        return false;
    };
    if from <= to {
        (from..to).contains(&at)
    } else {
        at >= from || at < to
    }
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    #[test]
    fn quiet_hours_may_go_over_midnight_and_end_with_their_last_minute() {
        let table = [
            ("22:00", "07:00", [true, true, false, false, false]),
            ("09:00", "17:00", [false, false, false, true, false]),
            ("07:00", "07:00", [false; 5]),
            ("late", "07:00", [false; 5]),
            ("25:00", "07:00", [false; 5]),
        ];

        for (from, to, expected) in table {
            let hours = QuietHours {
                from: from.to_owned(),
                to: to.to_owned(),
            };
            let times = [
                time(22, 0, 0, 0),
                time(6, 59, 59, 0),
                time(7, 0, 0, 0),
                time(12, 0, 0, 0),
                time(21, 59, 0, 0),
            ];
            assert_eq!(
                times.map(|at| is_quiet(&hours, at)),
                expected,
                "{from}-{to}"
            );
        }
    }
}
