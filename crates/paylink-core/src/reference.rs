//! References and order ids that a person can read out on the telephone.

use jiff::civil::Date;
use uuid::Uuid;

/// Letters and digits without those that are mistaken for one another (0 O, 1 I L, U V).
const ALPHABET: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRSTWXYZ";

/// A fresh reference such as `PL-260301-7K3QF9`: the day, then about 29 random bits.
pub fn reference(today: Date) -> String {
    fresh("PL", today)
}

/// A fresh order id such as `ORD-260301-7K3QF9`; at most 24 characters.
pub fn order_id(today: Date) -> String {
    fresh("ORD", today)
}

fn fresh(prefix: &str, today: Date) -> String {
    let day = today.strftime("%y%m%d");
    let tail: String = Uuid::new_v4()
        .as_bytes()
        .iter()
        // The first six bytes of a version 4 UUID are all random.
        .take(6)
        .map(|byte| char::from(ALPHABET[usize::from(byte % 29)]))
        .collect();
    format!("{prefix}-{day}-{tail}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::draft::LIMITS;

    #[test]
    fn fits_the_limits_and_reads_well() {
        let (reference, order) = (reference(date(2026, 3, 1)), order_id(date(2026, 3, 1)));

        assert!(reference.starts_with("PL-260301-"), "{reference}");
        assert!(reference.len() <= usize::from(LIMITS.reference_max));
        assert!(order.len() <= usize::from(LIMITS.order_id_max), "{order}");
    }

    #[test]
    fn no_two_are_alike() {
        assert_ne!(reference(date(2026, 3, 1)), reference(date(2026, 3, 1)));
    }
}
