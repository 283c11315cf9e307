//! What a chain sold.

use futures::future::try_join_all;
use jiff::Timestamp;

use super::fold_day;
use crate::domain::branch::Profile;
use crate::domain::business_day::BusinessDay;
use crate::domain::fold::DaySums;
use crate::store::{Store, StoreError};

/// A business day that is over, of several branches together: folded from theirs, so that it
/// costs a read unit for each branch, whatever they sold.
///
/// # Errors
/// When the store fails.
pub async fn day_of_chain(
    store: &Store,
    branches: &[Profile],
    day: BusinessDay,
    now: Timestamp,
) -> Result<DaySums, StoreError> {
    let ids: Vec<_> = branches.iter().map(|branch| branch.id.clone()).collect();
    let kept = store.day_of_branches(&ids, day).await?;
    // Those of which something came late, and nobody has folded it since. A branch of which
    // nothing is kept had no order.
    let is_stale = |id| kept.get(id).is_some_and(|day| day.sums.is_none());
    let stale = branches.iter().filter(|branch| is_stale(&branch.id));
    let folded = stale.map(|branch| fold_day(store, branch, day, now));
    let folded = try_join_all(folded).await?;
    let whole = kept.values().filter_map(|day| day.sums.as_ref());
    Ok(DaySums::of_chain(whole.chain(&folded)))
}
