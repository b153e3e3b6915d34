//! Identifiers as types, so that no two can be mixed up (Payroc API: field limits of the payment-link schemas).
//!
//! Ids of the gateway are checked wherever they come from, because they become part of an address. The
//! merchant's own references are checked when made, but taken as they are when the gateway tells them:
//! a link made elsewhere must stay readable.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// A text is too short or too long, or holds control characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} must be {min} to {max} characters long, without control characters")]
pub struct BadId {
    what: &'static str,
    min: usize,
    max: usize,
}

impl BadId {
    /// Gives the fewest characters allowed.
    pub fn min(&self) -> usize {
        self.min
    }

    /// Gives the most characters allowed.
    pub fn max(&self) -> usize {
        self.max
    }
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $what:literal, $min:literal..=$max:literal, $reading:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            #[doc = concat!("Checks the length (", $min, " to ", $max, " characters) and keeps the text as it is.")]
            ///
            /// # Errors
            /// [`BadId`] if it is shorter or longer, or holds control characters.
            pub fn new(text: impl Into<String>) -> Result<Self, BadId> {
                let text = text.into();
                let fits = ($min..=$max).contains(&text.chars().count());
                if fits && !text.chars().any(char::is_control) {
                    Ok(Self(text))
                } else {
                    Err(BadId { what: $what, min: $min, max: $max })
                }
            }

            /// Gives the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::new(text)
            }
        }

        text!($reading $name);
    };
    (checked $name:ident) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
            }
        }
    };
    (as_told $name:ident) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self)
            }
        }
    };
}

text!(
    /// Names the terminal that owns the links.
    ProcessingTerminalId, "a terminal id", 4..=50, checked
);
text!(
    /// Names a payment link at the gateway.
    PaymentLinkId, "a payment link id", 10..=10, checked
);
text!(
    /// Names one sharing of a payment link.
    SharingEventId, "a sharing event id", 10..=10, checked
);
text!(
    /// Names a payment.
    PaymentId, "a payment id", 10..=10, checked
);
text!(
    /// Names a refund.
    RefundId, "a refund id", 10..=10, checked
);
text!(
    /// The merchant's own reference for a link. Length is checked by [`MerchantReference::new`], not when
    /// read from the gateway.
    MerchantReference, "a merchant reference", 1..=48, as_told
);
text!(
    /// The merchant's own number for the order of a single-use link. Length is checked by [`OrderId::new`],
    /// not when read from the gateway.
    OrderId, "an order id", 1..=24, as_told
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_in_characters_and_held() {
        assert!(ProcessingTerminalId::new("123").is_err());
        assert!(ProcessingTerminalId::new("1234").is_ok());
        assert!(ProcessingTerminalId::new("é".repeat(50)).is_ok());
        assert!(ProcessingTerminalId::new("1".repeat(51)).is_err());
        assert!(PaymentLinkId::new("JZURRJBUP").is_err());
        assert!(PaymentLinkId::new("JZURRJBUPS").is_ok());
        assert!(PaymentLinkId::new("JZURRJBUPSX").is_err());
        assert!(SharingEventId::new("GTZH5WVXK9").is_ok());
        assert!(MerchantReference::new("").is_err());
        assert!(MerchantReference::new("r".repeat(48)).is_ok());
        assert!(MerchantReference::new("r".repeat(49)).is_err());
        assert!(OrderId::new("o".repeat(24)).is_ok());
        assert!(OrderId::new("o".repeat(25)).is_err());
        assert!(PaymentLinkId::new("JZURR\nBUPS").is_err());
    }

    #[test]
    fn reading_checks_ids_but_takes_references_as_told() {
        assert!(serde_json::from_str::<PaymentLinkId>("\"short\"").is_err());
        assert!(serde_json::from_str::<ProcessingTerminalId>("\"abc\"").is_err());
        let long = "r".repeat(60);

        let told: MerchantReference = serde_json::from_str(&format!("\"{long}\"")).unwrap();

        assert_eq!(told.as_str(), long);
    }

    #[test]
    fn the_complaint_names_the_limits() {
        let complaint = OrderId::new("").unwrap_err();

        assert_eq!((complaint.min(), complaint.max()), (1, 24));
        assert_eq!(
            complaint.to_string(),
            "an order id must be 1 to 24 characters long, without control characters"
        );
    }
}
