//! What is left after processes were killed and the store failed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod backup;
mod chaos;
mod figures;
mod kill;
mod load;
mod money;
mod orphans;
mod recount;
mod rounds;
mod scene;
mod sweep;
mod sweeper;
mod throttled;
