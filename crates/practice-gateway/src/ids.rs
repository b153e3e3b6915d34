//! Ids and tokens: ten capital letters and digits for resources, a UUID for a pay page.
//! With a seed the same run makes the same ids; without one they come from the system's randomness.

use uuid::{Builder, Uuid};

const ALPHABET: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const LENGTH: usize = 10;

pub(crate) struct Ids {
    seed: Option<u64>,
}

impl Ids {
    pub(crate) fn new(seed: Option<u64>) -> Self {
        Self { seed }
    }

    /// An id that `taken` does not know yet.
    pub(crate) fn resource(&mut self, taken: impl Fn(&str) -> bool) -> String {
        loop {
            let id = self.ten_characters();
            if !taken(&id) {
                return id;
            }
        }
    }

    /// A pay page's token that `taken` does not know yet.
    pub(crate) fn token(&mut self, taken: impl Fn(Uuid) -> bool) -> Uuid {
        loop {
            let bits = u128::from(self.word()) << 64 | u128::from(self.word());
            let token = Builder::from_random_bytes(bits.to_be_bytes()).into_uuid();
            if !taken(token) {
                return token;
            }
        }
    }

    fn ten_characters(&mut self) -> String {
        let mut rest = self.word();
        let mut id = String::with_capacity(LENGTH);
        for _ in 0..LENGTH {
            let letter = usize::try_from(rest % 36).expect("a remainder below 36");
            id.push(char::from(ALPHABET[letter]));
            rest /= 36;
        }
        id
    }

    fn word(&mut self) -> u64 {
        match &mut self.seed {
            // SplitMix64: a full-period step, then a mix of its bits.
            Some(state) => {
                *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                let mut word = *state;
                word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
                word ^ (word >> 31)
            }
            // The two fixed bits of a version 4 UUID's lower half are filled from its upper half.
            None => {
                let (high, low) = Uuid::new_v4().as_u64_pair();
                low ^ high.rotate_left(32)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ten_capitals_and_digits() {
        let mut ids = Ids::new(None);

        for _ in 0..200 {
            let id = ids.resource(|_| false);
            assert_eq!(id.len(), 10);
            assert!(id.bytes().all(|byte| ALPHABET.contains(&byte)), "{id}");
        }
    }

    #[test]
    fn one_seed_makes_the_same_ids_twice() {
        let (mut first, mut second) = (Ids::new(Some(7)), Ids::new(Some(7)));

        assert_eq!(first.resource(|_| false), second.resource(|_| false));
        assert_eq!(first.token(|_| false), second.token(|_| false));
    }

    #[test]
    fn a_taken_id_is_passed_over() {
        let taken = Ids::new(Some(7)).resource(|_| false);

        assert_ne!(Ids::new(Some(7)).resource(|id| id == taken), taken);
    }

    #[test]
    fn pay_tokens_are_version_4_uuids() {
        assert_eq!(Ids::new(Some(1)).token(|_| false).get_version_num(), 4);
        assert_eq!(Ids::new(None).token(|_| false).get_version_num(), 4);
    }
}
