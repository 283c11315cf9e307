//! Shared parts of the tests that cross functions: a stack of real processes, and the
//! people who use it.
//!
//! Each test starts a stack of its own (about 2 s of one processor), because nextest runs
//! each test as a process and nothing can be shared between them without a server that
//! might be left behind. So tests that need the same state stand in one function.
//!
//! Linux only: processes are found and read through `/proc`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, and this crate serves nothing but tests"
)]

mod books;
mod busy;
mod busy_till;
mod client;
mod contract;
mod costs;
mod dice;
mod dishes;
mod ear;
mod figures;
mod frames;
mod history;
mod ledger;
mod party;
mod past;
mod picture;
mod processes;
mod scene;
mod screen;
mod seats;
mod socket;
mod stack;
mod staff;
mod store_proxy;
mod streams;
mod table;
mod takings;
mod team;
mod tenant;
mod wire;

use std::time::Duration;

pub use books::Books;
pub use client::{Answer, Caller};
pub use costs::{Cost, Meter, uncounted};
pub use dice::Dice;
pub use dishes::{Dish, Menu};
pub use ear::{Ear, Sound};
pub use figures::{Sold, Today};
pub use history::{Heard, History, Sent};
pub use ledger::{Asked, Deed, Ledger, Papers};
pub use party::{Party, Phone};
pub use picture::picture;
pub use processes::Process;
pub use scene::Scene;
pub use screen::{Screen, Trouble};
pub use socket::{Socket, leave, ticket};
pub use stack::{Coded, Stack, binaries, die_with_parent, program, root, terminate};
pub use staff::{SignIn, Staff, refresh_cookie};
pub use store_proxy::{Fate, StoreCall, StoreProxy, Trip, Units, item_size};
pub use table::{Dump, changes};
pub use takings::Takings;
pub use team::{code_of, is_invited};
pub use tenant::Tenant;
pub use wire::Wire;

/// How long something may take that must come. Generous: a test that fails by it has hung.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A fresh key for one intent.
pub fn key() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Waits until `holds` does.
///
/// # Panics
/// After [`PATIENCE`].
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let wait = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    if tokio::time::timeout(PATIENCE, wait).await.is_err() {
        panic!("in vain: {what}");
    }
}
