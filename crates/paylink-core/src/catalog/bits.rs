//! A mark for each of many, a bit each.

#[derive(Clone)]
pub struct Bits(Vec<u64>);

impl Bits {
    pub fn none(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    pub fn all(count: usize) -> Self {
        let mut bits = Self(vec![u64::MAX; count.div_ceil(64)]);
        if let Some(last) = bits.0.last_mut()
            && !count.is_multiple_of(64)
        {
            *last = (1 << (count % 64)) - 1;
        }
        bits
    }

    pub fn set(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    pub fn has(&self, place: usize) -> bool {
        self.0[place / 64] >> (place % 64) & 1 == 1
    }

    /// The first mark from here on.
    pub fn next(&self, place: usize) -> Option<usize> {
        let (mut index, mut part) = (place / 64, *self.0.get(place / 64)?);
        part &= u64::MAX << (place % 64);
        while part == 0 {
            index += 1;
            part = *self.0.get(index)?;
        }
        Some(index * 64 + part.trailing_zeros() as usize)
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|part| part.count_ones() as usize).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|part| *part == 0)
    }

    pub fn leave_out(&mut self, others: &Self) {
        for (part, other) in self.0.iter_mut().zip(&others.0) {
            *part &= !other;
        }
    }

    /// Leaves the marks of those that pass.
    pub fn retain(&mut self, mut passes: impl FnMut(usize) -> bool) {
        for (index, part) in self.0.iter_mut().enumerate() {
            let (mut left, mut kept) = (*part, 0);
            while left != 0 {
                let bit = left.trailing_zeros();
                // Nobody can guess which pass, so nothing branches on it.
                kept |= u64::from(passes(index * 64 + bit as usize)) << bit;
                left &= left - 1;
            }
            *part = kept;
        }
    }

    pub fn each(&self, mut take: impl FnMut(usize)) {
        for (index, &part) in self.0.iter().enumerate() {
            let mut left = part;
            while left != 0 {
                take(index * 64 + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_mark_is_found_within_a_part_and_behind_it() {
        let mut bits = Bits::none(300);
        for place in [0, 63, 64, 200, 299] {
            bits.set(place);
        }

        let next = [0, 1, 63, 64, 65, 200, 201, 299].map(|from| bits.next(from));

        let wanted = [0, 63, 63, 64, 200, 200, 299, 299].map(Some);
        assert_eq!(next, wanted);
        assert_eq!(bits.next(300), None);
        assert_eq!(bits.next(9_999), None);
        assert_eq!(Bits::none(0).next(0), None);
    }
}
