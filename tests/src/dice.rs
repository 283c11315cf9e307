//! Chance that is the same in every run.

/// A small generator (xorshift); a failing seed repeats.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// One that rolls what its seed says.
    pub fn new(seed: u64) -> Self {
        // A state of zero would stay zero.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    /// Puts things into another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.roll(last as u64 + 1);
            things.swap(last, usize::try_from(other).unwrap());
        }
    }
}
