//! The figures follow an order, exactly once in effect.

use jiff::Timestamp;

use crate::domain::analytics::{count, counts_alike};
use crate::domain::order::Order;
use crate::store::{Counting, Store, StoreError};

/// How often an order is counted again when its page of the ledger moved in between. Only
/// records of the same order meet there.
const MAX_TRIES: u32 = 8;

/// Brings the figures to what `order` counts now. `before` is its state before the change
/// that is told. The same change told again, or an older one told late, changes nothing.
///
/// A change of nothing that is counted costs nothing: no read, no write. The record that
/// did change something has come, or comes.
///
/// # Errors
/// When the store fails, or others were faster each time; the record must come again.
pub async fn count_order(
    store: &Store,
    before: Option<&Order>,
    order: &Order,
    now: Timestamp,
) -> Result<(), StoreError> {
    if before.is_some_and(|before| counts_alike(before, order)) {
        return Ok(());
    }
    let branch = store.recent_branch(&order.branch_id, now).await?;
    // A branch is written before its first order, so it is there when the record comes again.
    let branch = branch.ok_or_else(|| StoreError::Unavailable("the branch is not there".into()))?;
    let hour = branch.profile.hour(order.placed_at);
    // A new order has no page yet. If it has, the refused commit brings it along.
    let mut counted = match before {
        Some(_) => store.counted(order).await?,
        None => None,
    };
    for _ in 0..MAX_TRIES {
        let Some(step) = count(counted.as_ref(), order, hour) else {
            return Ok(());
        };
        match store.count_order(order, counted.as_ref(), &step).await? {
            Counting::Counted => return Ok(()),
            Counting::Moved(now) => counted = now,
        }
    }
    Err(StoreError::Contended)
}
