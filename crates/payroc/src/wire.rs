//! Reading helpers shared by the wire types: what the gateway says is read generously, never guessed.

use std::fmt;

use jiff::civil::Date;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

/// Declares the values of a text member; a value we do not know is kept as it is.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $(
                $(#[$variant_doc])*
                $variant,
            )+
            /// A value this version does not know, word for word.
            Unknown(String),
        }

        impl $name {
            /// Gives the value as the gateway spells it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unknown(text) => text,
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::wire::text(deserializer, |text| match text {
                    $($text => Self::$variant,)+
                    unknown => Self::Unknown(unknown.to_owned()),
                })
            }
        }
    };
}

pub(crate) use open_enum;

/// Reads a text without keeping it, and gives what is made of it.
pub(crate) fn text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: impl FnOnce(&str) -> T,
) -> Result<T, D::Error> {
    struct Text<F>(F);

    impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Text<F> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            Ok((self.0)(text))
        }
    }

    deserializer.deserialize_str(Text(read))
}

/// Reads a calendar day; of a text that goes on after the day, such as a time, only the day is taken.
pub(crate) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    text(deserializer, parse_day)?.ok_or_else(|| de::Error::custom("not a date"))
}

/// As [`day`], for a member that may be absent or null.
pub(crate) fn day_or_none<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Date>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    parse_day(&text)
        .map(Some)
        .ok_or_else(|| de::Error::custom("not a date"))
}

/// Reads a list that may be absent or null.
pub(crate) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    Ok(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default())
}

fn parse_day(text: &str) -> Option<Date> {
    match text.get(10..)?.chars().next() {
        None | Some('T' | 't' | ' ') => text.get(..10)?.parse().ok(),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_stays_a_day() {
        assert_eq!(parse_day("2024-08-02"), Some(date(2024, 8, 2)));
        assert_eq!(
            parse_day("2024-08-02T23:30:00-05:00"),
            Some(date(2024, 8, 2))
        );
        assert_eq!(parse_day("2024-08-02T00:00:00Z"), Some(date(2024, 8, 2)));
        assert_eq!(parse_day("2024-02-30"), None);
        assert_eq!(parse_day("2024-08-021"), None);
        assert_eq!(parse_day("02/08/2024"), None);
        assert_eq!(parse_day(""), None);
        assert_eq!(parse_day("2024-08-0é"), None);
    }
}
