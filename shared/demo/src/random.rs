//! Numbers that are drawn by lot, and come out the same for the same day.

use jiff::SignedDuration;
use jiff::civil::Date;

/// SplitMix64: good enough for dinners, and always the same.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn of(date: Date) -> Self {
        let (year, month, day) = (date.year(), date.month(), date.day());
        let day = [i64::from(year), i64::from(month), i64::from(day)];
        let seed = day.iter().fold(0, |seed, part| seed * 64 + part);
        Self(seed.unsigned_abs())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Less than `end`, which is not 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub(super) fn minutes(&mut self, from: u64, to: u64) -> SignedDuration {
        let minutes = from + self.below(to - from + 1);
        SignedDuration::from_mins(i64::try_from(minutes).unwrap_or_default())
    }

    pub(super) fn of_list<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let length = u64::try_from(list.len()).ok().filter(|n| *n > 0)?;
        list.get(usize::try_from(self.below(length)).ok()?)
    }

    /// One of the choices, by their weights; none where there are none.
    pub(super) fn weighted<T: Copy>(&mut self, choices: &[(T, u64)]) -> Option<T> {
        let mut left = self.below(choices.iter().map(|(_, weight)| weight).sum());
        for (choice, weight) in choices {
            if left < *weight {
                return Some(*choice);
            }
            left -= weight;
        }
        None
    }
}
