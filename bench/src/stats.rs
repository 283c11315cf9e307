//! Medians and percentiles of what was measured.

use std::time::Duration;

/// Times of the same thing, in any order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Adds one.
    pub(crate) fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Adds all of another.
    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that `percent` per cent of all do not exceed (nearest rank).
    ///
    /// # Panics
    /// When there is none.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted[rank - 1]
    }

    /// "1.42 / 3.90": the 50th and the 99th percentile in milliseconds.
    pub(crate) fn p50_p99(&self) -> String {
        let [p50, p99] = [50, 99].map(|percent| millis(self.percentile(percent)));
        format!("{p50} / {p99}")
    }
}

/// The middle one; of an even number the lower of the two in the middle.
///
/// # Panics
/// When there is none.
pub(crate) fn median<T: Ord + Copy>(values: &[T]) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted[(sorted.len() - 1) / 2]
}

/// Milliseconds with two digits.
pub(crate) fn millis(time: Duration) -> String {
    let hundredths = (time.as_micros() + 5) / 10;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// So many per second, whole.
pub(crate) fn per_second(count: usize, time: Duration) -> u64 {
    let count = u128::try_from(count).unwrap_or_default();
    u64::try_from(count * 1_000_000_000 / time.as_nanos().max(1)).unwrap_or(u64::MAX)
}

/// `part / whole` as "0.87".
pub(crate) fn ratio(part: u128, whole: u128) -> String {
    let hundredths = (part * 100 + whole / 2) / whole.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_nearest_rank() {
        let mut times = Times::default();
        for ms in (1..=200).rev() {
            times.push(Duration::from_millis(ms));
        }
        assert_eq!(times.percentile(50), Duration::from_millis(100));
        assert_eq!(times.percentile(99), Duration::from_millis(198));
        assert_eq!(times.p50_p99(), "100.00 / 198.00");
    }

    #[test]
    fn medians_rates_and_ratios() {
        assert_eq!(median(&[9, 1, 5]), 5);
        assert_eq!(median(&[4, 1]), 1);
        assert_eq!(per_second(30, Duration::from_millis(1_500)), 20);
        assert_eq!(ratio(2, 3), "0.67");
        assert_eq!(ratio(3, 2), "1.50");
    }
}
