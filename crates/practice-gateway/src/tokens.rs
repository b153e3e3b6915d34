//! Bearer tokens: granted for an API key, good for a while, gone when the gateway stops.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

#[derive(Default)]
pub(crate) struct Tokens(BTreeMap<String, Grant>);

struct Grant {
    account: usize,
    until: Timestamp,
}

impl Tokens {
    pub(crate) fn grant(&mut self, account: usize, now: Timestamp, lifetime: Duration) -> String {
        self.0.retain(|_, grant| grant.until > now);
        let token = format!(
            "practice.{}{}",
            Uuid::new_v4().simple(),
            Uuid::new_v4().simple()
        );
        let until = now.checked_add(lifetime).unwrap_or(Timestamp::MAX);
        self.0.insert(token.clone(), Grant { account, until });
        token
    }

    /// The account that a token speaks for.
    pub(crate) fn account(&self, token: &str, now: Timestamp) -> Option<usize> {
        self.0
            .get(token)
            .filter(|grant| grant.until > now)
            .map(|grant| grant.account)
    }

    pub(crate) fn revoke_all(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_until_its_time_is_over() {
        let mut tokens = Tokens::default();

        let token = tokens.grant(1, at(0), Duration::from_secs(60));

        assert_eq!(tokens.account(&token, at(59)), Some(1));
        assert_eq!(tokens.account(&token, at(60)), None);
    }

    #[test]
    fn a_revoked_or_invented_token_speaks_for_nobody() {
        let mut tokens = Tokens::default();
        let token = tokens.grant(0, at(0), Duration::from_secs(60));

        tokens.revoke_all();

        assert_eq!(tokens.account(&token, at(0)), None);
        assert_eq!(tokens.account("practice.invented", at(0)), None);
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }
}
