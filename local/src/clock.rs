//! The one place that reads the wall clock.

use jiff::Timestamp;

/// Now.
#[expect(
    clippy::disallowed_methods,
    reason = "the local stack plays the cloud, whose clock is the machine's"
)]
#[must_use]
pub fn now() -> Timestamp {
    Timestamp::now()
}
