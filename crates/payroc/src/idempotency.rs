//! The `Idempotency-Key` of a request. Made and kept by the caller; nothing in this crate makes one on its
//! own, or a repeated call could act twice.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

/// Names one intended effect, for ever: a random (version 4) UUID (Payroc API: Idempotency).
///
/// Use a fresh key whenever the body changes, and the same key only for the identical bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct IdempotencyKey(Uuid);

impl IdempotencyKey {
    /// Makes a new key.
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// Takes back a key that was kept earlier.
    ///
    /// # Errors
    /// [`NotRandom`] for anything but a version 4 UUID, which the gateway would refuse.
    pub fn from_uuid(uuid: Uuid) -> Result<Self, NotRandom> {
        match (uuid.get_version(), uuid.get_variant()) {
            (Some(uuid::Version::Random), uuid::Variant::RFC4122) => Ok(Self(uuid)),
            (_, _) => Err(NotRandom),
        }
    }

    /// Gives the UUID to keep.
    pub fn as_uuid(&self) -> Uuid {
        self.0
    }
}

/// Writes the key as it is sent: lower case, with hyphens.
impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl<'de> Deserialize<'de> for IdempotencyKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_uuid(Uuid::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// The UUID is not of version 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key must be a version 4 UUID")]
pub struct NotRandom;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_a_uuid_that_is_not_random() {
        assert_eq!(IdempotencyKey::from_uuid(Uuid::nil()), Err(NotRandom));
        assert_eq!(IdempotencyKey::from_uuid(Uuid::max()), Err(NotRandom));
        assert_eq!(IdempotencyKey::from_uuid(Uuid::now_v7()), Err(NotRandom));
        assert!(serde_json::from_str::<IdempotencyKey>(&format!("\"{}\"", Uuid::nil())).is_err());
    }

    #[test]
    fn comes_back_as_it_was_kept() {
        let key = IdempotencyKey::random();

        let kept = serde_json::to_string(&key).unwrap();

        assert_eq!(kept, format!("\"{key}\""));
        assert_eq!(serde_json::from_str::<IdempotencyKey>(&kept).unwrap(), key);
        assert_eq!(IdempotencyKey::from_uuid(key.as_uuid()), Ok(key));
    }
}
