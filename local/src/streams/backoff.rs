//! How long to wait before a batch that failed is tried again.

use std::time::Duration;

/// Times between retries: doubling from the first to the longest.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    /// Before the first retry.
    pub first: Duration,
    /// Never more than this.
    pub longest: Duration,
}

impl Backoff {
    /// The wait after so many failures in a row.
    pub(super) fn pause(self, failures: u32) -> Duration {
        let doublings = failures.saturating_sub(1).min(20);
        let pause = self.first.saturating_mul(2_u32.saturating_pow(doublings));
        pause.min(self.longest)
    }
}
