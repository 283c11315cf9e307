//! The one place that reads the wall clock.

use jiff::Timestamp;

/// This machine's time, which stands for the cloud's.
#[expect(
    clippy::disallowed_methods,
    reason = "the local stack plays the cloud, whose clock is the machine's"
)]
#[must_use]
pub fn now() -> Timestamp {
    Timestamp::now()
}
