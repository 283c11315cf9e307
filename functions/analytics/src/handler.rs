//! `GET /api/v1/branches/{branch}/figures`: what the owner sees of today.
//!
//! All of it is sums that `follow-up` keeps, but for the orders of one hour a week ago, so
//! its cost does not grow with the history.

use salver::api::operations::figures::READ_FIGURES;
use salver::api::{Call, Problem, Reply, Router, staff};
use salver::domain::id::BranchId;
use salver::domain::topic::Topic;

use crate::figures::{Days, Kept, RECENT, figures};
use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME")).on(&READ_FIGURES, |parts, call| Box::pin(read(parts, call)))
}

/// Answers with the figures.
async fn read(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let id: BranchId = call.id("branch")?;
    staff::authorize(parts, call, &id)?;
    let (store, topic) = (&parts.store, Topic::owner(&id));
    // The sequence first: an event that comes between the reads is then seen as newer.
    let (topics, profile) = tokio::try_join!(
        store.sequences(std::slice::from_ref(&topic)),
        store.profile(&id)
    )?;
    let profile = profile.ok_or_else(|| Problem::not_found("branch"))?;
    let shown = Days::at(&profile, call.now);
    let (first, today) = (shown.first(), shown.today());
    let week_before = profile.week_before(call.now);
    let (days, this_hour_before, items, recent) = tokio::try_join!(
        store.day_figures(&id, (first, today)),
        store.counted_between(&id, week_before),
        store.item_figures(&id, today),
        store.recent_orders(&id, RECENT),
    )?;
    let kept = Kept {
        days,
        this_hour_before,
        items,
        recent,
    };
    Reply::ok(&figures(&profile, shown, kept, topics, call.now))
}
