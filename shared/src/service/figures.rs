//! The figures follow orders: one fact for each, written once for each change that counts, and
//! sums that are folded from them.

mod chain;
mod fold;
mod look;

use std::collections::{BTreeMap, BTreeSet};

use futures::future::try_join_all;
use jiff::Timestamp;

use crate::domain::branch::Profile;
use crate::domain::business_day::BusinessDay;
use crate::domain::figures::{Change, change};
use crate::domain::fold::{Late, Quarter, closing};
use crate::domain::id::{BranchId, OrderId};
use crate::domain::order::Order;
use crate::store::{Store, StoreError};
pub use chain::day_of_chain;
pub use fold::{fold_day, fold_days_before, recount};
pub use look::{Look, look};

/// So many facts are written side by side.
const SIDE_BY_SIDE: usize = 8;

/// A change of an order, as the table's stream tells it.
#[derive(Debug, Clone)]
pub struct OrderChange {
    /// Its state before; `None` for a new order.
    pub before: Option<Order>,
    /// Its state now.
    pub after: Order,
}

/// Writes what orders count after these changes, a fact each, and folds days anew that were over.
/// The same change told again, or an older one told late, changes nothing.
///
/// A change of nothing that is counted or listed costs nothing: no read, no write. The record
/// that did change something has come, or comes.
///
/// # Errors
/// When the store fails; the changes must come again.
pub async fn count_orders(
    store: &Store,
    changes: Vec<OrderChange>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut branches = BTreeMap::<BranchId, BTreeMap<OrderId, New>>::new();
    for OrderChange { before, after } in changes {
        let what = change(before.as_ref(), &after);
        if what == Change::Nothing {
            continue;
        }
        let orders = branches.entry(after.branch_id.clone()).or_default();
        match orders.get_mut(&after.id) {
            // Of several changes of one order the newest is written, and whatever any of them
            // is to the figures.
            Some(new) => {
                new.what = new.what.max(what);
                if new.order.version < after.version {
                    new.order = after;
                }
            }
            None => drop(orders.insert(after.id.clone(), New { order: after, what })),
        }
    }
    for (id, orders) in branches {
        let profile = store.recent_profile(&id, now).await?;
        // A branch is written before its first order, so it is there when they come again.
        let missing = || StoreError::Unavailable("the branch is not there".into());
        let profile = profile.ok_or_else(missing)?;
        of_branch(store, &profile, orders, now).await?;
    }
    Ok(())
}

/// An order's fact to be written.
struct New {
    order: Order,
    /// The most that any of its changes is.
    what: Change,
}

async fn of_branch(
    store: &Store,
    profile: &Profile,
    orders: BTreeMap<OrderId, New>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let all: Vec<_> = orders.values().map(|new| &new.order).collect();
    for some in all.chunks(SIDE_BY_SIDE) {
        try_join_all(some.iter().map(|order| store.put_fact(order, now))).await?;
    }
    // Only now, and whether or not this call wrote them: a process that died in between had
    // written facts that no fold may know of.
    let mut late = BTreeMap::<BusinessDay, Late>::new();
    for New { order, .. } in orders.values().filter(|new| new.what == Change::Counts) {
        let quarter = Quarter::of(order.placed_at);
        if quarter.is_late(now) {
            let of_day = late.entry(order.business_day).or_default();
            *of_day.entry(quarter).or_default() += 1;
        }
    }
    for (day, facts) in &late {
        store.mark_late(&profile.id, *day, facts, now).await?;
    }
    let days: BTreeSet<_> = late.into_keys().collect();
    fold_what_is_over(store, profile, &days, now).await
}

/// Folds the days that are over and were not folded yet, or got facts late. What of today is
/// closed is folded by whoever reads it.
async fn fold_what_is_over(
    store: &Store,
    profile: &Profile,
    late: &BTreeSet<BusinessDay>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let open = profile.business_day(closing(now));
    if !store.folded_before(&profile.id, open) {
        fold_days_before(store, profile, open, now).await?;
        store.remember_folded(&profile.id, open);
    }
    for day in late.range(..profile.business_day(now)) {
        fold_day(store, profile, *day, now).await?;
    }
    Ok(())
}
