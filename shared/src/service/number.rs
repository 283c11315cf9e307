//! Numbers of a day, drawn beside the reads that an order is decided on.

use jiff::Timestamp;

use super::refusal::Refusal;
use crate::domain::id::BranchId;
use crate::domain::stock::Stock;
use crate::store::{Branch, DrawnNumber, Store, StoreError};

/// A courtesy to cooks who look for the missing ticket: the answer does not hang on it.
pub(super) async fn give_back(store: &Store, unused: &DrawnNumber) {
    if let Err(error) = store.give_number_back(unused).await {
        tracing::warn!(
            error = crate::log::chain(&error),
            number = unused.number,
            "a number stays unused"
        );
    }
}

/// What `read` reads and an order number, side by side. A process that does not know the branch
/// yet reads how it works instead, which says the day that numbers are of.
pub(super) async fn beside<T, E: From<StoreError>>(
    store: &Store,
    (branch, now): (&BranchId, Timestamp),
    read: impl Future<Output = Result<T, E>>,
    drawn: &mut Option<DrawnNumber>,
) -> Result<T, E> {
    if drawn.is_some() {
        return read.await;
    }
    if let Some(profile) = store.remembered_profile(branch) {
        let day = profile.business_day(now);
        let (state, number) = tokio::join!(read, store.draw_number(branch, day));
        *drawn = Some(number?);
        return state;
    }
    let profile = async { Ok::<_, E>(store.recent_profile(branch, now).await?) };
    let (state, _) = tokio::try_join!(read, profile)?;
    Ok(state)
}

/// The branch as `stock` names it, and a number of its day. Both are there already, but in a
/// process that does not know the branch yet, or when its day ends otherwise since a moment.
pub(super) async fn with_branch(
    store: &Store,
    (id, now): (&BranchId, Timestamp),
    stock: &Stock,
    drawn: &mut Option<DrawnNumber>,
) -> Result<Branch, Refusal> {
    if drawn.is_none()
        && let Some(profile) = store.remembered_profile(id)
    {
        let day = profile.business_day(now);
        let (branch, number) = tokio::join!(store.branch(id, stock), store.draw_number(id, day));
        *drawn = Some(number?);
        return branch?.ok_or(Refusal::NotFound("branch"));
    }
    let branch = store.branch(id, stock).await?;
    let branch = branch.ok_or(Refusal::NotFound("branch"))?;
    let day = branch.profile.business_day(now);
    if let Some(other) = drawn.take_if(|number| number.day != day) {
        give_back(store, &other).await;
        *drawn = Some(store.draw_number(id, day).await?);
    }
    Ok(branch)
}
