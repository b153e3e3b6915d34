//! An order of many, kept while more come.

/// The places of all, in an order: four bytes each, and no more than that while they are put into it.
#[derive(Default, Clone)]
pub struct Order(pub(super) Vec<u32>);

impl Order {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn places(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.0.iter().map(|&place| place as usize)
    }

    /// Puts what has come into an order in which no two are equal. What was there keeps its own.
    pub fn take_up<K: Ord>(&mut self, count: usize, key: impl Fn(usize) -> K) {
        let before = self.len();
        if before >= count {
            return;
        }
        let key = |place: &u32| key(*place as usize);
        self.0.reserve_exact(count - before);
        let new = before..count;
        self.0
            .extend(new.map(|place| u32::try_from(place).unwrap_or(u32::MAX)));
        self.0[before..].sort_unstable_by_key(key);
        if before == 0 {
            return;
        }
        // From the end, so that nothing is written over that is not in its place yet.
        let mut new = self.0[before..].to_vec();
        let (mut old, mut end) = (before, count);
        while let Some(last) = new.last() {
            end -= 1;
            if old > 0 && key(&self.0[old - 1]) > key(last) {
                old -= 1;
                self.0[end] = self.0[old];
            } else {
                self.0[end] = *last;
                new.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_comes_bit_by_bit_is_in_the_order_of_all(
            keys in prop::collection::vec(any::<u8>(), 0..200),
            stops in prop::collection::vec(0..200_usize, 0..8),
        ) {
            let key = |place: usize| (keys[place], place);
            let mut order = Order::default();
            let mut stops: Vec<_> = stops.into_iter().filter(|stop| *stop < keys.len()).collect();
            stops.sort_unstable();

            for count in stops.into_iter().chain([keys.len()]) {
                order.take_up(count, key);
            }

            let mut wanted: Vec<_> = (0..keys.len()).collect();
            wanted.sort_by_key(|place| key(*place));
            prop_assert_eq!(order.places().collect::<Vec<_>>(), wanted);
        }
    }
}
