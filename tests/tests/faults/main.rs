//! What is left after processes were killed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod figures;
mod kill;
mod load;
mod orphans;
