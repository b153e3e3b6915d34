//! The rules by their names and answers, as the command line and the README give them. The first
//! answer of each that is not a time is the default.

use serde_json::Value;

use super::Rules;

/// Stands for a length of time such as `90s` or `24h`.
const TIME: &str = "TIME";

#[derive(Clone, Copy, Debug)]
pub struct NamedRule {
    pub name: &'static str,
    /// What it decides.
    pub about: &'static str,
    /// `TIME` among them stands for a length of time.
    pub answers: &'static [&'static str],
}

pub const NAMED_RULES: &[NamedRule] = &[
    rule("token-lifetime", "how long a token lives", &[TIME]),
    rule(
        "unknown-api-key",
        "an API key that nobody has",
        &["not-authorized", "forbidden"],
    ),
    rule(
        "foreign-resource",
        "a terminal or link of another account",
        &["not-found", "forbidden"],
    ),
    rule(
        "key-lifetime",
        "how long an Idempotency-Key is remembered",
        &[TIME, "for-ever"],
    ),
    rule(
        "forgotten-key",
        "a key that has been forgotten",
        &["acts-again", "in-use"],
    ),
    rule(
        "repeated-key",
        "the same key again",
        &["replays", "in-use", "acts-again"],
    ),
    rule(
        "same-body",
        "when two bodies under one key are the same",
        &["same-bytes", "same-json"],
    ),
    rule(
        "refused-request",
        "whether a refusal is remembered under its key",
        &["forgotten", "remembered"],
    ),
    rule(
        "key-scope",
        "whose requests a key is compared with",
        &["account", "everyone"],
    ),
    rule(
        "malformed-key",
        "a key that is not a version 4 UUID",
        &["bad-request", "accepted"],
    ),
    rule(
        "extra-properties",
        "properties that the contract does not list",
        &["ignored", "refused"],
    ),
    rule(
        "parameter-spelling",
        "how a complaint names a field",
        &["dotted-path", "last-name", "pointer"],
    ),
    rule(
        "amount-not-positive",
        "a charge of zero or less",
        &["refused", "accepted"],
    ),
    rule(
        "empty-list",
        "paymentMethods or recipients without an item",
        &["refused", "accepted"],
    ),
    rule(
        "bank-transfer-on-hold",
        "a bank transfer offered for a pre-authorization",
        &["refused", "accepted"],
    ),
    rule(
        "past-expiry",
        "expiresOn before today on create",
        &["refused", "accepted"],
    ),
    rule(
        "odd-address",
        "a recipient's address that does not look like one",
        &["accepted", "refused"],
    ),
    rule(
        "repeated-reference",
        "a merchantReference that another link has",
        &["allowed", "already-exists"],
    ),
    rule(
        "day-boundary",
        "whose midnight ends a link's last day",
        &["terminal-zone", "utc"],
    ),
    rule(
        "wrong-state",
        "sharing or changing a link that is not active",
        &["cannot-be-modified", "bad-request"],
    ),
    rule(
        "second-deactivate",
        "deactivating a link twice",
        &["cannot-be-modified", "accepted"],
    ),
    rule(
        "deactivate-after-end",
        "deactivating a completed or expired link",
        &["cannot-be-modified", "deactivates"],
    ),
    rule(
        "forbidden-path",
        "a change of what cannot be changed",
        &["bad-request", "cannot-be-modified", "ignored"],
    ),
    rule(
        "malformed-pointer",
        "a path that is no JSON Pointer",
        &["bad-request", "cannot-be-modified", "ignored"],
    ),
    rule(
        "failed-step",
        "a test that fails, a pointer to nothing",
        &["bad-request", "cannot-be-modified"],
    ),
    rule(
        "empty-change",
        "a change without a step",
        &["accepted", "refused"],
    ),
    rule(
        "past-expiry-on-change",
        "expiresOn before today on change: a pause",
        &["refused", "accepted"],
    ),
    rule(
        "revival",
        "a later expiresOn for an expired link",
        &["allowed", "wrong-state"],
    ),
    rule(
        "idle-change",
        "a change of a single-use link to what it is",
        &["keeps-address", "renews-address"],
    ),
    rule(
        "change-type",
        "content types that a change may come in",
        &["json-only", "json-patch-too"],
    ),
    rule(
        "deciding-amounts",
        "amounts that end in 01, 02, 03",
        &["obeyed", "ignored"],
    ),
    rule(
        "list-order",
        "order of lists",
        &["newest-first", "oldest-first"],
    ),
    rule(
        "both-cursors",
        "before and after in one request",
        &["bad-request", "after-wins"],
    ),
    rule(
        "unknown-cursor",
        "a cursor that names nothing in the list",
        &["bad-request", "empty-page"],
    ),
    rule(
        "limit-out-of-range",
        "a limit below 1 or above 100",
        &["bad-request", "clamped"],
    ),
    rule(
        "page-links",
        "what the links between pages carry",
        &["repeat-filters", "cursor-only"],
    ),
    rule(
        "text-filter",
        "how text filters compare",
        &["exact", "contains"],
    ),
    rule(
        "list-lag",
        "how long a new link stays out of lists",
        &[TIME],
    ),
];

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    #[error("there is no rule {0:?}")]
    NoSuchRule(String),
    #[error("{answer:?} is no answer of {rule}: {}", answers.join(", "))]
    NoSuchAnswer {
        rule: &'static str,
        answer: String,
        answers: &'static [&'static str],
    },
}

impl Rules {
    /// Sets a rule by its name, such as `past-expiry` to `accepted`.
    pub fn set(&mut self, name: &str, answer: &str) -> Result<(), RuleError> {
        let Some(rule) = NAMED_RULES.iter().find(|rule| rule.name == name) else {
            return Err(RuleError::NoSuchRule(name.to_owned()));
        };
        let mut all = self.by_name();
        all[rule.name] = Value::String(answer.to_owned());
        *self = serde_json::from_value(all).map_err(|_| RuleError::NoSuchAnswer {
            rule: rule.name,
            answer: answer.to_owned(),
            answers: rule.answers,
        })?;
        Ok(())
    }

    /// The answer that a rule has, in the words of [`Self::set`].
    pub fn answer(&self, name: &str) -> Option<String> {
        self.by_name().get(name)?.as_str().map(str::to_owned)
    }

    /// All answers by the names of their rules.
    pub(crate) fn by_name(&self) -> Value {
        serde_json::to_value(self).expect("rules are words and times")
    }
}

const fn rule(
    name: &'static str,
    about: &'static str,
    answers: &'static [&'static str],
) -> NamedRule {
    NamedRule {
        name,
        about,
        answers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_name_and_every_name_a_rule() {
        let by_name = Rules::default().by_name();
        let mut fields: Vec<_> = by_name.as_object().unwrap().keys().cloned().collect();
        let mut named: Vec<_> = NAMED_RULES
            .iter()
            .map(|rule| rule.name.to_owned())
            .collect();
        fields.sort();
        named.sort();

        assert_eq!(named, fields);
    }

    #[test]
    fn every_answer_can_be_set_and_is_then_the_answer() {
        for rule in NAMED_RULES {
            for answer in rule.answers {
                let answer = if *answer == TIME { "90s" } else { answer };
                let mut rules = Rules::default();

                rules.set(rule.name, answer).unwrap();

                let set = rules.answer(rule.name).unwrap();
                assert!(
                    set == answer || set == "1m 30s" || set == "1m30s",
                    "{} {set}",
                    rule.name
                );
            }
        }
    }

    #[test]
    fn the_table_leaves_no_answer_out() {
        let mut probe = Rules::default().by_name();
        for rule in NAMED_RULES
            .iter()
            .filter(|rule| !rule.answers.contains(&TIME))
        {
            let kept = probe[rule.name].take();
            probe[rule.name] = Value::String("?".to_owned());
            let told = serde_json::from_value::<Rules>(probe.clone())
                .unwrap_err()
                .to_string();
            let expected = told.split("expected").nth(1).unwrap();

            assert_eq!(
                expected.matches('`').count(),
                2 * rule.answers.len(),
                "{told}"
            );
            probe[rule.name] = kept;
        }
    }

    #[test]
    fn the_first_answer_that_is_no_time_is_the_default() {
        for rule in NAMED_RULES.iter().filter(|rule| rule.answers[0] != TIME) {
            assert_eq!(
                Rules::default().answer(rule.name).unwrap(),
                rule.answers[0],
                "{}",
                rule.name
            );
        }
    }

    #[test]
    fn a_wrong_name_or_answer_is_told_and_changes_nothing() {
        let mut rules = Rules::default();

        let name = rules.set("past_expiry", "accepted").unwrap_err();
        let answer = rules.set("past-expiry", "maybe").unwrap_err();

        assert_eq!(name.to_string(), r#"there is no rule "past_expiry""#);
        assert_eq!(
            answer.to_string(),
            r#""maybe" is no answer of past-expiry: refused, accepted"#
        );
        assert_eq!(rules.by_name(), Rules::default().by_name());
    }
}
