//! A round through the whole stack.

use std::time::{Duration, Instant};

use super::crowd::{Crowd, Guest};
use super::load::{Round, round};
use crate::stats::per_second;

/// Rounds of each kind; of the rates the median counts.
pub(super) const ROUNDS: usize = 5;

/// A round through the whole stack, and when the display had got all of it.
pub(super) async fn full(
    crowd: &mut Crowd,
    clients: usize,
    orders: usize,
    open: usize,
) -> (Round, Duration) {
    crowd.leave_open(open).await;
    crowd.fill_carts(orders).await;
    let guests = crowd.guests[..orders].to_vec();
    let start = Instant::now();
    let round = round(clients, guests, |guest: std::sync::Arc<Guest>| async move {
        guest.order().await.expect_status(201);
    });
    let round = round.await;
    crowd.all_shown().await;
    (round, start.elapsed())
}

/// Orders per second.
pub(super) fn rate(round: &Round) -> u64 {
    per_second(round.times.len(), round.took)
}
