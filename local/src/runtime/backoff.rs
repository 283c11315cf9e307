//! How long to wait before a function that keeps failing is started again.

use std::time::Duration;

/// The wait before the next start, after `failures` ends in a row without one good answer.
///
/// The first restart is immediate, because a single crash must not cost the next caller
/// anything. From then on the wait doubles from `base` up to `cap`.
pub(super) fn delay(failures: u32, base: Duration, cap: Duration) -> Duration {
    match failures {
        0 | 1 => Duration::ZERO,
        n => base
            .saturating_mul(1u32.checked_shl(n - 2).unwrap_or(u32::MAX))
            .min(cap),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_the_cap() {
        let ms = |n| delay(n, Duration::from_millis(100), Duration::from_secs(5)).as_millis();
        let all: Vec<_> = [0, 1, 2, 3, 4, 7, 8, 40, u32::MAX]
            .into_iter()
            .map(ms)
            .collect();
        assert_eq!(all, [0, 0, 100, 200, 400, 3200, 5000, 5000, 5000]);
    }
}
