//! Answers kept under Idempotency-Keys (FACTS 4): key, address and body of the first request are
//! compared with those of every later one.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Entry, Ledger};
use crate::answer::Answer;
use crate::rules::{
    ForgottenKey, KeyLifetime, KeyScope, RefusedRequest, RepeatedKey, Rules, SameBody,
};

/// A request under a key.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) key: String,
    pub(crate) account: usize,
    pub(crate) uri: String,
    pub(crate) body: String,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing is known: act.
    New,
    /// The first answer, once more.
    Replay(Answer),
    /// The key belongs to another request.
    InUse,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeptAnswer {
    scope: String,
    key: String,
    uri: String,
    body: String,
    kept_at: Timestamp,
    /// Where the gateway listened: addresses in the answer begin with it.
    base_url: String,
    answer: Answer,
}

impl KeptAnswer {
    pub(super) fn id(&self) -> String {
        format!("{} {}", self.scope, self.key)
    }
}

impl Ledger {
    pub(crate) fn verdict(
        &self,
        ask: &Ask,
        rules: &Rules,
        now: Timestamp,
        base_url: &str,
    ) -> Verdict {
        let Some(kept) = self.answers.get(&id_of(ask, rules)) else {
            return Verdict::New;
        };
        if is_forgotten(kept, rules, now) {
            return match rules.forgotten_key {
                ForgottenKey::ActsAgain => Verdict::New,
                ForgottenKey::InUse => Verdict::InUse,
            };
        }
        let same = kept.uri == ask.uri && same_body(&kept.body, &ask.body, rules.same_body);
        match rules.repeated_key {
            RepeatedKey::ActsAgain => Verdict::New,
            RepeatedKey::Replays if same => Verdict::Replay(moved(kept, base_url)),
            RepeatedKey::Replays | RepeatedKey::InUse => Verdict::InUse,
        }
    }

    /// The entries that keep an answer under its key and drop those whose time is over.
    pub(crate) fn keep(
        &self,
        ask: &Ask,
        rules: &Rules,
        now: Timestamp,
        base_url: &str,
        answer: &Answer,
    ) -> Vec<Entry> {
        let forgets = rules.forgotten_key == ForgottenKey::ActsAgain;
        let over = self
            .answers
            .values()
            .filter(|kept| forgets && is_forgotten(kept, rules, now));
        let mut entries: Vec<Entry> = over.map(|kept| Entry::ForgottenAnswer(kept.id())).collect();
        if answer.is_success() || rules.refused_request == RefusedRequest::Remembered {
            entries.push(Entry::Answer(KeptAnswer {
                scope: scope_of(ask, rules),
                key: ask.key.clone(),
                uri: ask.uri.clone(),
                body: ask.body.clone(),
                kept_at: now,
                base_url: base_url.to_owned(),
                answer: answer.clone(),
            }));
        }
        entries
    }
}

fn scope_of(ask: &Ask, rules: &Rules) -> String {
    match rules.key_scope {
        KeyScope::Account => ask.account.to_string(),
        KeyScope::Everyone => "*".to_owned(),
    }
}

fn id_of(ask: &Ask, rules: &Rules) -> String {
    format!("{} {}", scope_of(ask, rules), ask.key)
}

fn is_forgotten(kept: &KeptAnswer, rules: &Rules, now: Timestamp) -> bool {
    match rules.key_lifetime {
        KeyLifetime::ForEver => false,
        KeyLifetime::For(lifetime) => {
            let age = now.duration_since(kept.kept_at);
            SignedDuration::try_from(lifetime).is_ok_and(|lifetime| age >= lifetime)
        }
    }
}

fn same_body(kept: &str, asked: &str, rule: SameBody) -> bool {
    let read = |body| serde_json::from_str::<Value>(body).ok();
    match rule {
        SameBody::SameBytes => kept == asked,
        SameBody::SameJson => read(kept).is_some_and(|kept| read(asked) == Some(kept)),
    }
}

/// A gateway that has come back on another port shows its own addresses in old answers, too.
fn moved(kept: &KeptAnswer, base_url: &str) -> Answer {
    let mut answer = kept.answer.clone();
    if kept.base_url != base_url {
        for path in ["/v1/", "/merchant/pay-by-link?token="] {
            let (old, new) = (
                format!("{}{path}", kept.base_url),
                format!("{base_url}{path}"),
            );
            answer.body = answer.body.replace(&old, &new);
            answer.location = answer.location.map(|location| location.replace(&old, &new));
        }
    }
    answer
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::ids::Ids;

    const HERE: &str = "http://127.0.0.1:1";

    #[test]
    fn the_same_request_gets_the_first_answer_again() {
        let (ledger, rules) = (with_one_answer(&Rules::default()), Rules::default());

        assert_eq!(
            verdict(&ledger, &an_ask(), &rules, 0),
            Verdict::Replay(an_answer())
        );
    }

    #[test]
    fn another_address_or_body_under_a_known_key_is_a_conflict() {
        let (ledger, rules) = (with_one_answer(&Rules::default()), Rules::default());

        let elsewhere = Ask {
            uri: "/v1/b".to_owned(),
            ..an_ask()
        };
        let otherwise = Ask {
            body: r#"{ "a": 1, "b": 2 }"#.to_owned(),
            ..an_ask()
        };

        assert_eq!(verdict(&ledger, &elsewhere, &rules, 0), Verdict::InUse);
        assert_eq!(verdict(&ledger, &otherwise, &rules, 0), Verdict::InUse);
    }

    #[test]
    fn spaces_and_order_do_not_matter_where_json_is_compared() {
        let rules = Rules {
            same_body: SameBody::SameJson,
            ..Rules::default()
        };
        let ledger = with_one_answer(&rules);

        let otherwise = Ask {
            body: r#"{ "b": 2, "a": 1 }"#.to_owned(),
            ..an_ask()
        };

        assert_eq!(
            verdict(&ledger, &otherwise, &rules, 0),
            Verdict::Replay(an_answer())
        );
    }

    #[test]
    fn a_key_is_forgotten_after_its_lifetime() {
        let lifetime = KeyLifetime::For(Duration::from_secs(60));
        let forgets = Rules {
            key_lifetime: lifetime,
            ..Rules::default()
        };
        let guards = Rules {
            forgotten_key: ForgottenKey::InUse,
            ..forgets
        };
        let remembers = Rules {
            key_lifetime: KeyLifetime::ForEver,
            ..Rules::default()
        };
        let ledger = with_one_answer(&forgets);

        assert_eq!(
            verdict(&ledger, &an_ask(), &forgets, 59),
            Verdict::Replay(an_answer())
        );
        assert_eq!(verdict(&ledger, &an_ask(), &forgets, 60), Verdict::New);
        assert_eq!(verdict(&ledger, &an_ask(), &guards, 60), Verdict::InUse);
        assert_eq!(
            verdict(&ledger, &an_ask(), &remembers, 99_999_999),
            Verdict::Replay(an_answer())
        );
    }

    #[test]
    fn a_repeated_key_can_be_refused_or_overlooked() {
        let ledger = with_one_answer(&Rules::default());

        let refuses = Rules {
            repeated_key: RepeatedKey::InUse,
            ..Rules::default()
        };
        let overlooks = Rules {
            repeated_key: RepeatedKey::ActsAgain,
            ..Rules::default()
        };

        assert_eq!(verdict(&ledger, &an_ask(), &refuses, 0), Verdict::InUse);
        assert_eq!(verdict(&ledger, &an_ask(), &overlooks, 0), Verdict::New);
    }

    #[test]
    fn another_account_has_keys_of_its_own_unless_the_rule_shares_them() {
        let shared = Rules {
            key_scope: KeyScope::Everyone,
            ..Rules::default()
        };
        let other = Ask {
            account: 1,
            body: String::new(),
            ..an_ask()
        };

        let own = verdict(
            &with_one_answer(&Rules::default()),
            &other,
            &Rules::default(),
            0,
        );
        let everyones = verdict(&with_one_answer(&shared), &other, &shared, 0);

        assert_eq!((own, everyones), (Verdict::New, Verdict::InUse));
    }

    #[test]
    fn a_refusal_is_kept_only_by_rule() {
        let (ledger, refusal) = (
            empty(),
            Answer {
                status: 400,
                ..an_answer()
            },
        );
        let remembers = Rules {
            refused_request: RefusedRequest::Remembered,
            ..Rules::default()
        };

        let forgotten = ledger.keep(&an_ask(), &Rules::default(), at(0), HERE, &refusal);
        let remembered = ledger.keep(&an_ask(), &remembers, at(0), HERE, &refusal);

        assert_eq!((forgotten.len(), remembered.len()), (0, 1));
    }

    #[test]
    fn a_replay_after_a_move_shows_the_new_address() {
        let ledger = with_one_answer(&Rules::default());

        let there = "http://127.0.0.1:2";
        let verdict = ledger.verdict(&an_ask(), &Rules::default(), at(0), there);

        let Verdict::Replay(answer) = verdict else {
            panic!("{verdict:?}")
        };
        assert_eq!(
            answer.location.as_deref(),
            Some("http://127.0.0.1:2/v1/payment-links/A")
        );
        assert_eq!(
            answer.body,
            "http://127.0.0.1:2/merchant/pay-by-link?token=t"
        );
    }

    fn with_one_answer(rules: &Rules) -> Ledger {
        let mut ledger = empty();
        let entries = ledger.keep(&an_ask(), rules, at(0), HERE, &an_answer());
        ledger.commit(entries).unwrap();
        ledger
    }

    fn empty() -> Ledger {
        Ledger::in_memory(Ids::new(Some(1)))
    }

    fn an_ask() -> Ask {
        let (uri, body) = ("/v1/a".to_owned(), r#"{"a":1,"b":2}"#.to_owned());
        Ask {
            key: "k".to_owned(),
            account: 0,
            uri,
            body,
        }
    }

    fn an_answer() -> Answer {
        Answer {
            status: 201,
            content_type: "application/json".to_owned(),
            location: Some(format!("{HERE}/v1/payment-links/A")),
            body: format!("{HERE}/merchant/pay-by-link?token=t"),
        }
    }

    fn verdict(ledger: &Ledger, ask: &Ask, rules: &Rules, second: i64) -> Verdict {
        ledger.verdict(ask, rules, at(second), HERE)
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }
}
