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
        assert_eq!(median(&[9, 1, 5]), 5);
        assert_eq!(median(&[4, 1]), 1);
    }
}
