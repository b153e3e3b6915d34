//! What may happen while there is trouble.

use super::play::{Play, Running};
use super::rules::{DAY, HOUR, MINUTE, SECOND};
use super::stage::Key;
use super::user;

impl Play {
    /// One thing happens to the machine, to the gateway, or comes to the user's mind.
    pub(super) fn scene(&mut self) {
        let Some(running) = &self.running else { return };
        let process = &running.process;
        let mut props = self.stage.props();
        let props = &mut *props;
        let chosen = if props.ledger.asked.is_empty() {
            0
        } else {
            props.dice.within(0..=121)
        };
        let press = match chosen {
            0..=19 => Some(user::asks_for_a_link(props, process)),
            20..=36 => user::shares_a_link(props, process),
            37..=51 => user::presses_something(props, process),
            52..=69 => {
                self.off = props.dice.one_of(&[
                    SECOND,
                    SECOND,
                    10 * SECOND,
                    3 * MINUTE,
                    6 * MINUTE,
                    3 * HOUR,
                    DAY,
                    40 * DAY,
                ]);
                self.power_cut = props.dice.chance(50);
                let points = props.dice.within(0..=24);
                props.points_left = u32::try_from(points).ok();
                None
            }
            70..=73 => {
                let nap = props.dice.one_of(&[MINUTE, 12 * HOUR, 12 * HOUR, 3 * DAY]);
                props.asleep_until = props.now + nap;
                props.note(|| format!("THE MACHINE sleeps for {} min", nap / MINUTE));
                None
            }
            74..=79 => {
                let day = DAY.cast_signed();
                let jump = props.dice.one_of(&[day, -day, -day, 3_600_000, -300_000]);
                props.clock_off += jump;
                props.note(|| format!("THE CLOCK is set by {} min", jump / 60_000));
                None
            }
            80..=85 => {
                props.online = !props.online;
                let online = props.online;
                props.note(|| format!("THE CONNECTION is there: {online}"));
                None
            }
            86..=88 => {
                props.key = props.dice.one_of(&[Key::Locked, Key::Missing]);
                let key = props.key;
                props.note(|| format!("THE KEY is {key:?}"));
                None
            }
            89..=90 => {
                props.key = Key::There;
                Some(user::connects_again(props, process))
            }
            91..=92 => None,
            93..=94 => user::refreshes(props, process),
            95..=97 => {
                user::somebody_else_makes_a_link(props);
                None
            }
            100..=109 => user::changes_a_link(props, process),
            110..=113 => user::deactivates_a_link(props, process),
            114..=121 => {
                user::somebody_else_changes_a_link(props);
                None
            }
            _ => {
                user::a_customer_pays(props);
                None
            }
        };
        if matches!(chosen, 91 | 92) {
            props.note(|| "A SECOND PAYLINK starts".to_owned());
            let second = Running::start(&self.stage, true);
            let press = user::asks_for_a_link(props, &second.process);
            second.doing.push(press);
            self.second = Some(second);
        }
        if let Some(press) = press {
            running.doing.push(press);
        }
    }
}
