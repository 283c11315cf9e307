//! The one place that asks what time it is.

use jiff::Timestamp;

/// The time now.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock that the ban points to"
)]
pub fn now() -> Timestamp {
    Timestamp::now()
}
