//! What is left after processes were killed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod kill;
mod load;
mod orphans;
