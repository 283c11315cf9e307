//! What a menu needs of the figures to say what is popular.

use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::id::BranchId;
use crate::domain::popular::SoldByDay;
use crate::store::Store;

/// What a branch sold on its last days; when it cannot be read, what it was when it last could.
/// The menu is what guests came for, and comes all the same.
pub async fn sold_lately(store: &Store, branch: &BranchId, now: Timestamp) -> Arc<SoldByDay> {
    match store.recently_sold(branch, now).await {
        Ok(sold) => sold,
        Err(error) => {
            let cause = crate::log::chain(&error);
            tracing::warn!(%branch, cause, "the figures did not come, so the earlier ones stand");
            store.remembered_sold(branch)
        }
    }
}
