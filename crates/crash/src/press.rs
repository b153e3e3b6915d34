//! One press of the button: what is asked for, in one word that fits on a command line.
//!
//! `ID/MINOR/REFERENCE/EMAIL,EMAIL`: the id names the press, so that pressing it again after a crash is the same press.

use std::fmt;
use std::str::FromStr;

use fastrand::Rng;
use paylink_core::testing::{a_link_form, recipient};
use paylink_core::view::CreatePaymentLink;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    pub id: Uuid,
    /// Cents.
    pub amount: u64,
    pub reference: String,
    pub people: Vec<String>,
}

impl Press {
    /// A link for two people, unlike any other that this seed makes.
    pub fn any(rng: &mut Rng) -> Self {
        let mark = rng.u64(..);
        Self {
            id: uuid::Builder::from_random_bytes(rng.u128(..).to_be_bytes()).into_uuid(),
            amount: rng.u64(1..100_000_000),
            reference: format!("PL-{mark:016x}"),
            people: vec![
                format!("jane.{mark:x}@example.com"),
                format!("john.{mark:x}@example.com"),
            ],
        }
    }

    pub fn form(&self, profile: Uuid) -> CreatePaymentLink {
        let people = self.people.iter();
        CreatePaymentLink {
            request_id: self.id,
            profile_id: profile,
            amount: Some(self.amount),
            reference: self.reference.clone(),
            order_id: self.reference.replace("PL", "ORD"),
            expires_on: Some("2999-12-31".to_owned()),
            recipients: people.map(|email| recipient("", email)).collect(),
            ..a_link_form()
        }
    }
}

impl fmt::Display for Press {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let people = self.people.join(",");
        write!(
            out,
            "{}/{}/{}/{people}",
            self.id, self.amount, self.reference
        )
    }
}

impl FromStr for Press {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.splitn(4, '/');
        let mut part = || parts.next().ok_or("a press is ID/MINOR/REFERENCE/EMAIL,..");
        Ok(Self {
            id: part()?
                .parse()
                .map_err(|error| format!("the id: {error}"))?,
            amount: part()?
                .parse()
                .map_err(|error| format!("the amount: {error}"))?,
            reference: part()?.to_owned(),
            people: part()?.split(',').map(str::to_owned).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_reads_as_it_was_written_and_a_seed_makes_the_same_one() {
        let press = Press::any(&mut Rng::with_seed(7));

        assert_eq!(press.to_string().parse(), Ok(press.clone()));
        assert_eq!(press, Press::any(&mut Rng::with_seed(7)));
    }
}
