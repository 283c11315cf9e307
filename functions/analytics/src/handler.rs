//! `GET /api/v1/branches/{branch}/figures`: what the owner sees of today.
//!
//! All of it is sums that `follow-up` keeps, so its cost does not grow with the orders.

use std::sync::Arc;

use salver::api::{App, Call, Problem, Reply, staff_access};
use salver::auth::Permission;
use salver::domain::id::BranchId;
use salver::realtime::Topic;

use crate::figures::{Days, Kept, RECENT, figures};

/// Answers with the figures.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    let id: BranchId = call.id("branch")?;
    staff_access::authorize(&app, &call, &id, Permission::SeeFigures)?;
    let (store, topic) = (app.store(), Topic::owner(&id));
    // The sequence first: an event that comes between the reads is then seen as newer.
    let (topics, profile) = tokio::try_join!(
        store.sequences(std::slice::from_ref(&topic)),
        store.profile(&id)
    )?;
    let profile = profile.ok_or_else(|| Problem::not_found("branch"))?;
    let shown = Days::at(&profile, call.now);
    let (first, today, week_ago) = (shown.first(), shown.today(), shown.week_ago());
    let (days, hours, hours_before, items, recent) = tokio::try_join!(
        store.day_figures(&id, (&first, &today)),
        store.hour_figures(&id, &today),
        store.hour_figures(&id, &week_ago),
        store.item_figures(&id, &today),
        store.recent_orders(&id, RECENT),
    )?;
    let kept = Kept {
        days,
        hours,
        hours_before,
        items,
        recent,
    };
    Reply::ok(&figures(&profile, &shown, kept, topics, call.now))
}
