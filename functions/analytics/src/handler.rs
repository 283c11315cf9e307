//! `GET /api/v1/branches/{branch}/figures`: what the owner sees of today.
//!
//! All of it is sums that `follow-up` keeps, but for the orders of one hour a week ago, so
//! its cost does not grow with the history.

use salver::api::operations::figures::READ_FIGURES;
use salver::api::{HttpRequest, Problem, Reply, Router, StaffParts, staff};
use salver::domain::id::BranchId;
use salver::domain::topic::Topic;

use crate::figures::{Days, RECENT, Recorded, figures};

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME")).on(&READ_FIGURES, |parts, http| Box::pin(read(parts, http)))
}

/// Answers with the figures.
async fn read(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let id: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &id)?;
    let (store, topic) = (&parts.store, Topic::owner(&id));
    // The sequence first: an event that comes between the reads is then seen as newer.
    let (topics, profile) = tokio::try_join!(
        store.sequences(std::slice::from_ref(&topic)),
        store.profile(&id)
    )?;
    let profile = profile.ok_or_else(|| Problem::not_found("branch"))?;
    let shown = Days::at(&profile, http.now);
    let (first, today) = (shown.first(), shown.today());
    let week_before = profile.week_before(http.now);
    let (days, this_hour_before, items, recent) = tokio::try_join!(
        store.day_figures(&id, (first, today)),
        store.sold_between(&id, week_before),
        store.item_figures(&id, today),
        store.recent_orders(&id, RECENT),
    )?;
    let recorded = Recorded {
        days,
        this_hour_before,
        items,
        recent,
    };
    Reply::ok(&figures(&profile, shown, recorded, topics, http.now))
}
