//! `GET /api/v1/branches/{branch}/figures`: what the owner sees of today.
//!
//! All of it is sums that `follow-up` keeps, but for the orders of one hour a week ago, so
//! its cost does not grow with the history.

use std::sync::Arc;

use salver::api::{Call, Problem, Reply, staff};
use salver::domain::id::BranchId;
use salver::domain::role::Permission;
use salver::domain::topic::Topic;

use crate::figures::{Days, Kept, RECENT, figures};
use crate::parts::Parts;

/// Answers with the figures.
pub async fn handle(parts: Arc<Parts>, call: Arc<Call>) -> Result<Reply, Problem> {
    let id: BranchId = call.id("branch")?;
    staff::authorize(parts.as_ref(), &call, &id, Permission::SeeFigures)?;
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
