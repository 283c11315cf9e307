//! The figures follow orders, exactly once in effect.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::branch::Profile;
use crate::domain::figures::{Fact, Step, count, counts_alike};
use crate::domain::id::{BranchId, OrderId};
use crate::domain::order::Order;
use crate::store::{Counting, NewFact, Retry, Store, StoreError};

/// A change of an order, as the table's stream tells it.
#[derive(Debug, Clone)]
pub struct OrderChange {
    /// Its state before; `None` for a new order.
    pub before: Option<Order>,
    /// Its state now.
    pub after: Order,
}

/// Brings the figures to what orders count after these changes, with few commits for many
/// orders. The same change told again, or an older one told late, changes nothing.
///
/// A change of nothing that is counted costs nothing: no read, no write. The record that
/// did change something has come, or comes.
///
/// # Errors
/// When the store fails, or others were faster each time; the changes must come again.
pub async fn count_orders(
    store: &Store,
    changes: Vec<OrderChange>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut branches = BTreeMap::<BranchId, Vec<OrderChange>>::new();
    let alike = |change: &OrderChange| {
        let before = change.before.as_ref();
        before.is_some_and(|before| counts_alike(before, &change.after))
    };
    for change in changes.into_iter().filter(|change| !alike(change)) {
        let branch = change.after.branch_id.clone();
        branches.entry(branch).or_default().push(change);
    }
    for (id, changes) in branches {
        let profile = store.recent_profile(&id, now).await?;
        // A branch is written before its first order, so it is there when they come again.
        let missing = || StoreError::Unavailable("the branch is not there".into());
        let profile = profile.ok_or_else(missing)?;
        of_branch(store, &profile, latest(changes)).await?;
    }
    Ok(())
}

/// An order as it is to be counted, with its fact as far as that is known.
struct Known {
    order: Order,
    /// Nobody can have counted it: its first record is among the changes. If somebody has
    /// all the same, the refused commit brings the fact along.
    is_new: bool,
    fact: Option<Fact>,
}

/// Of several changes of one order the newest counts.
fn latest(changes: Vec<OrderChange>) -> Vec<Known> {
    let mut orders = BTreeMap::<OrderId, Known>::new();
    for OrderChange { before, after } in changes {
        let is_new = before.is_none();
        let known = orders.entry(after.id.clone()).or_insert_with(|| Known {
            order: after.clone(),
            is_new,
            fact: None,
        });
        known.is_new |= is_new;
        if known.order.version < after.version {
            known.order = after;
        }
    }
    orders.into_values().collect()
}

async fn of_branch(
    store: &Store,
    profile: &Profile,
    mut orders: Vec<Known>,
) -> Result<(), StoreError> {
    let older = orders.iter().filter(|known| !known.is_new);
    let older: Vec<_> = older.map(|known| &known.order).collect();
    let mut facts = store.facts(&older).await?;
    for known in &mut orders {
        known.fact = facts.remove(&known.order.id);
    }
    let mut tries = Retry::USUAL.and(orders.len()).tries();
    loop {
        let Some((id, fact)) = attempt(store, profile, &orders).await? else {
            return Ok(());
        };
        for known in orders.iter_mut().filter(|known| known.order.id == id) {
            known.fact.clone_from(&fact);
        }
        tries.at_once()?;
    }
}

/// Counts what is not counted yet. Gives back the fact that moved meanwhile, if one did.
async fn attempt(
    store: &Store,
    profile: &Profile,
    orders: &[Known],
) -> Result<Option<(OrderId, Option<Fact>)>, StoreError> {
    let steps: Vec<(&Known, Step)> = orders
        .iter()
        .filter_map(|known| {
            let hour = profile.hour(known.order.placed_at);
            let step = count(known.fact.as_ref(), &known.order, hour)?;
            Some((known, step))
        })
        .collect();
    let facts: Vec<_> = steps
        .iter()
        .map(|(known, step)| NewFact {
            order: &known.order,
            known: known.fact.as_ref(),
            step,
        })
        .collect();
    Ok(match store.count_orders(&facts).await? {
        Counting::Counted => None,
        Counting::Moved(id, fact) => Some((id, fact)),
    })
}
