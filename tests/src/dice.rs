//! Chance that is the same in every run.

/// Rolls that follow from a seed, from whose dice they are and from how many they have
/// rolled, and from nothing else. What others do meanwhile changes none of them, so the
/// decisions of a failing seed come again.
#[derive(Debug, Clone)]
pub struct Dice {
    seed: u64,
    rolled: u64,
}

/// What the states of `SplitMix64` differ by.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number that looks random, and is the same for the same one (`SplitMix64`).
fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

impl Dice {
    /// Dice that roll what their seed says.
    pub fn new(seed: u64) -> Self {
        Self { seed, rolled: 0 }
    }

    /// Dice of their own for somebody; it does not matter what these have rolled.
    #[must_use]
    pub fn of(&self, who: &str) -> Self {
        let name = who.bytes().fold(STEP, |name, byte| {
            mixed(name.wrapping_add(STEP) ^ u64::from(byte))
        });
        Self::new(mixed(self.seed.wrapping_add(STEP)) ^ name)
    }

    /// The `nth` number that these dice roll, below `sides`.
    pub fn nth(&self, nth: u64, sides: u64) -> u64 {
        mixed(self.seed.wrapping_add(nth.wrapping_mul(STEP))) % sides
    }

    /// The next number, below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.rolled += 1;
        self.nth(self.rolled, sides)
    }

    /// One of several things.
    ///
    /// # Panics
    /// When there is none.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        let at = self.roll(things.len() as u64);
        &things[usize::try_from(at).unwrap()]
    }

    /// Puts things into another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.roll(last as u64 + 1);
            things.swap(last, usize::try_from(other).unwrap());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_decides_alike_whatever_others_roll_in_between() {
        let alone = Dice::new(7);
        let mut asha = alone.of("asha");
        let quiet: Vec<_> = (0..100).map(|_| asha.roll(1_000)).collect();

        let mut busy = Dice::new(7);
        let mut rolled = Vec::new();
        let (mut asha, mut ravi) = (busy.of("asha"), busy.of("ravi"));
        for round in 0..100 {
            for _ in 0..round % 7 {
                busy.roll(6);
                ravi.roll(6);
            }
            rolled.push(asha.roll(1_000));
        }
        assert_eq!(rolled, quiet);
        let by_number: Vec<_> = (1..=100).map(|n| busy.of("asha").nth(n, 1_000)).collect();
        assert_eq!(by_number, quiet);
    }

    #[test]
    fn others_and_other_seeds_roll_otherwise() {
        let rolls = |dice: &Dice| (1..=50).map(|n| dice.nth(n, 1_000)).collect::<Vec<_>>();
        let all = [
            Dice::new(1),
            Dice::new(2),
            Dice::new(1).of("asha"),
            Dice::new(1).of("ravi"),
            Dice::new(2).of("asha"),
        ];
        let different: std::collections::BTreeSet<_> = all.iter().map(rolls).collect();
        assert_eq!(different.len(), all.len());
    }

    #[test]
    fn every_side_comes_up_about_as_often() {
        let mut dice = Dice::new(3);
        let mut sides = [0_u32; 6];
        for _ in 0..6_000 {
            sides[usize::try_from(dice.roll(6)).unwrap()] += 1;
        }
        assert!(sides.iter().all(|s| (900..1_100).contains(s)), "{sides:?}");
    }
}
