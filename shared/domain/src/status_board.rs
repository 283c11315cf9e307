//! What the screen on the wall shows to those who wait: numbers that are being prepared, and numbers
//! that are ready.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::check::Check;
use super::id::CheckId;
use super::order::Order;
use super::price_list::Channel;
use super::transitions::{CheckStatus, OrderStatus};

/// Nobody waits for an order of longer ago: it was forgotten, not handed over.
const SHOWN: SignedDuration = SignedDuration::from_hours(6);
/// How long a number is called, from the moment that it was ready: whoever has not come by then
/// asks, and the screen stays short.
const CALLED: SignedDuration = SignedDuration::from_mins(30);
/// The same where no kitchen has said when it was ready, from its order on.
const CALLED_UNTIMED: SignedDuration = SignedDuration::from_hours(2);

/// On which side of the screen a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Preparing,
    Ready,
}

/// A number on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Whose it is; never told.
    pub check_id: CheckId,
    /// What people were told: pickup, delivery, or an order of a table.
    pub kind: Channel,
    /// Of a pickup or a delivery its own, of a table that of its order.
    pub number: u32,
    pub side: Side,
    /// When the first of it was ordered.
    pub since: Timestamp,
    /// Until when a number that is ready is called.
    pub until: Option<Timestamp>,
}

/// On which side an order stands by itself; `None` once it was handed over, or is void.
pub fn side_of(order: &Order) -> Option<Side> {
    match order.status {
        OrderStatus::Ready => Some(Side::Ready),
        status if status.is_open() => Some(Side::Preparing),
        _ => None,
    }
}

/// Which side a check of a pickup or a delivery says of itself, beside its orders: `Some(None)`
/// has left the house.
pub fn said_by(check: &Check) -> Option<Option<Side>> {
    match check.status {
        CheckStatus::ReadyForPickup => Some(Some(Side::Ready)),
        CheckStatus::OutForDelivery | CheckStatus::Delivered => Some(None),
        _ if !check.is_open() => Some(None),
        _ => None,
    }
}

/// What stands on the screen at `now`, the oldest first: of the open `orders` of a branch, and its
/// open `checks`. Those of tables only where the branch wants `dine_in`.
pub fn waiting(orders: &[Order], checks: &[Check], dine_in: bool, now: Timestamp) -> Vec<Waiting> {
    let counts = |order: &&Order| side_of(order).is_some() && now < order.placed_at + SHOWN;
    let mut all = Vec::new();
    let mut away = BTreeMap::<&CheckId, (u32, Vec<&Order>)>::new();
    for order in orders.iter().filter(counts) {
        match order.place.number() {
            Some(number) => {
                let (_, orders) = away.entry(&order.check_id).or_insert((number, Vec::new()));
                orders.push(order);
            }
            None if dine_in => all.extend(called(order.number, &[order], None, now)),
            None => {}
        }
    }
    for (id, (number, orders)) in away {
        let check = checks.iter().find(|check| check.id == *id);
        all.extend(called(number, &orders, check, now));
    }
    all.sort_by_key(|one| (one.since, one.number));
    all
}

/// One number with all that was ordered for it.
fn called(
    number: u32,
    orders: &[&Order],
    check: Option<&Check>,
    now: Timestamp,
) -> Option<Waiting> {
    let first = orders.iter().min_by_key(|order| order.placed_at)?;
    let made = orders.iter().map(|order| side_of(order)).min()??;
    let side = match check.and_then(said_by) {
        Some(said) => said?,
        None => made,
    };
    let timed = orders.iter().filter_map(|order| order.ready_at).max();
    let last = orders.iter().map(|order| order.placed_at).max()?;
    let until = match (side, timed) {
        (Side::Preparing, _) => None,
        (Side::Ready, Some(at)) if made == Side::Ready => Some(at + CALLED),
        (Side::Ready, _) => Some(last + CALLED_UNTIMED),
    };
    let waiting = Waiting {
        check_id: first.check_id.clone(),
        kind: Channel::from(&first.place),
        number,
        side,
        since: first.placed_at,
        until,
    };
    until.is_none_or(|until| now < until).then_some(waiting)
}

/// The first of somebody's names, as it is called out at a counter.
pub fn first_name(name: &str) -> Option<String> {
    /// As many letters as are read in passing.
    const LETTERS: usize = 16;
    let first = name.split_whitespace().next()?;
    Some(first.chars().take(LETTERS).collect())
}

#[cfg(test)]
#[path = "status_board_tests.rs"]
mod tests;
