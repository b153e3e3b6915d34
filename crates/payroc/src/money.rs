//! Money: an integer of the smallest unit, and its currency. No floating point, no locale, no symbols.

mod currency;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

pub use currency::{Currency, UnknownCurrency};

/// Counts the smallest unit of a currency: cents for USD, yen for JPY, fils for KWD.
///
/// At most 2^53 - 1, the largest integer that JSON readers everywhere keep exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct MinorUnits(u64);

impl MinorUnits {
    /// Nothing at all. Valid as a number; the gateway is not known to take it as a charge.
    pub const ZERO: Self = Self(0);
    /// 2^53 - 1.
    pub const MAX: Self = Self((1 << 53) - 1);

    /// Takes a count.
    ///
    /// # Errors
    /// [`AmountTooLarge`] above [`MinorUnits::MAX`].
    pub fn new(count: u64) -> Result<Self, AmountTooLarge> {
        if count <= Self::MAX.0 {
            Ok(Self(count))
        } else {
            Err(AmountTooLarge)
        }
    }

    /// Gives the count.
    pub fn get(self) -> u64 {
        self.0
    }

    /// Tells whether there is anything to charge.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl TryFrom<u64> for MinorUnits {
    type Error = AmountTooLarge;

    fn try_from(count: u64) -> Result<Self, AmountTooLarge> {
        Self::new(count)
    }
}

impl<'de> Deserialize<'de> for MinorUnits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Holds an amount of one currency. On the wire: `{"amount": 4999, "currency": "USD"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// How much, in the currency's smallest unit.
    pub amount: MinorUnits,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// Puts an amount and its currency together.
    pub fn new(amount: MinorUnits, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Reads plain digits with at most one point: `45`, `45.5`, `45.00`. No signs, spaces, grouping or
    /// exponents; never more decimals than the currency has.
    ///
    /// # Errors
    /// [`BadAmount`] for anything else, and for more than [`MinorUnits::MAX`].
    pub fn parse_decimal(text: &str, currency: Currency) -> Result<Self, BadAmount> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let decimals = usize::from(currency.exponent());
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) if digits(fraction) => (whole, fraction),
            Some(_) => return Err(BadAmount::NotANumber),
            None => (text, ""),
        };
        if !digits(whole) {
            return Err(BadAmount::NotANumber);
        }
        if fraction.len() > decimals {
            return Err(BadAmount::TooManyDecimals);
        }
        // Invariant: both parts are ASCII digits, so parsing fails only when the number is too large.
        let count: u64 = format!("{whole}{fraction:0<decimals$}")
            .parse()
            .map_err(|_| BadAmount::TooLarge)?;
        let amount = MinorUnits::new(count).map_err(|AmountTooLarge| BadAmount::TooLarge)?;
        Ok(Self { amount, currency })
    }

    /// Writes the exact amount with all the decimals of its currency and nothing else: `45.00`, `4500`.
    pub fn decimal_string(&self) -> String {
        let decimals = usize::from(self.currency.exponent());
        let digits = format!("{:0>width$}", self.amount.0, width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        if fraction.is_empty() {
            whole.to_owned()
        } else {
            format!("{whole}.{fraction}")
        }
    }
}

/// For logs and tests, such as `45.00 USD`; what people read is formatted elsewhere.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal_string(), self.currency)
    }
}

/// The amount is above 2^53 - 1 minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the amount is too large")]
pub struct AmountTooLarge;

/// A text is not an exact amount of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAmount {
    /// Anything but digits with at most one point between them.
    #[error("not a plain number")]
    NotANumber,
    /// The currency has fewer decimals.
    #[error("more decimals than the currency has")]
    TooManyDecimals,
    /// Above [`MinorUnits::MAX`].
    #[error("the amount is too large")]
    TooLarge,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn writes_exactly_the_decimals_of_the_currency() {
        let table = [
            (0, Currency::Usd, "0.00"),
            (5, Currency::Usd, "0.05"),
            (4500, Currency::Usd, "45.00"),
            (4500, Currency::Jpy, "4500"),
            (0, Currency::Jpy, "0"),
            (4500, Currency::Kwd, "4.500"),
            (1, Currency::Clf, "0.0001"),
            (MinorUnits::MAX.get(), Currency::Usd, "90071992547409.91"),
        ];
        for (count, currency, text) in table {
            assert_eq!(money(count, currency).decimal_string(), text);
        }
    }

    #[test]
    fn reads_only_what_can_mean_one_thing() {
        use BadAmount::{NotANumber, TooLarge, TooManyDecimals};
        let table = [
            ("45", Currency::Usd, Ok(4500)),
            ("45.5", Currency::Usd, Ok(4550)),
            ("0045.00", Currency::Usd, Ok(4500)),
            ("45", Currency::Jpy, Ok(45)),
            ("45.0", Currency::Jpy, Err(TooManyDecimals)),
            ("45.001", Currency::Usd, Err(TooManyDecimals)),
            ("45.001", Currency::Kwd, Ok(45_001)),
            ("", Currency::Usd, Err(NotANumber)),
            (".5", Currency::Usd, Err(NotANumber)),
            ("5.", Currency::Usd, Err(NotANumber)),
            ("1.2.3", Currency::Usd, Err(NotANumber)),
            ("-1", Currency::Usd, Err(NotANumber)),
            ("+1", Currency::Usd, Err(NotANumber)),
            ("1e5", Currency::Usd, Err(NotANumber)),
            ("1,000", Currency::Usd, Err(NotANumber)),
            (" 1", Currency::Usd, Err(NotANumber)),
            ("١", Currency::Usd, Err(NotANumber)),
            ("90071992547409.91", Currency::Usd, Ok((1 << 53) - 1)),
            ("90071992547409.92", Currency::Usd, Err(TooLarge)),
            ("99999999999999999999999", Currency::Jpy, Err(TooLarge)),
        ];
        for (text, currency, expected) in table {
            let got = Money::parse_decimal(text, currency).map(|money| money.amount.get());
            assert_eq!(got, expected, "{text:?} {currency}");
        }
    }

    #[test]
    fn the_wire_carries_an_integer_and_takes_nothing_else() {
        let wire = serde_json::to_string(&money(4999, Currency::Usd)).unwrap();
        assert_eq!(wire, r#"{"amount":4999,"currency":"USD"}"#);

        for bad in [
            "49.99",
            "-1",
            "\"4999\"",
            "4999.0",
            "9007199254740992",
            "null",
        ] {
            let wire = format!(r#"{{"amount":{bad},"currency":"USD"}}"#);
            assert!(serde_json::from_str::<Money>(&wire).is_err(), "{bad}");
        }
    }

    #[test]
    fn nothing_is_not_positive() {
        assert!(!MinorUnits::ZERO.is_positive());
        assert!(MinorUnits::new(1).unwrap().is_positive());
        assert_eq!(MinorUnits::new(1 << 53), Err(AmountTooLarge));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(count in 0..=MinorUnits::MAX.get(), index in 0..171_usize) {
            let money = money(count, Currency::ALL[index]);

            prop_assert_eq!(Money::parse_decimal(&money.decimal_string(), money.currency), Ok(money));
            let wire = serde_json::to_vec(&money).unwrap();
            prop_assert_eq!(serde_json::from_slice::<Money>(&wire).unwrap(), money);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,24}", index in 0..171_usize) {
            if let Ok(money) = Money::parse_decimal(&text, Currency::ALL[index]) {
                prop_assert!(money.amount <= MinorUnits::MAX);
            }
        }
    }

    fn money(count: u64, currency: Currency) -> Money {
        Money::new(MinorUnits::new(count).unwrap(), currency)
    }
}
