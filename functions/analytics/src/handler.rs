//! `GET /api/v1/branches/{branch}/figures`: what the owner sees of today.
//!
//! Days that are over are kept sums; what of today is not folded yet is read fact by fact, and
//! so is a part of a quarter of an hour a week ago. Its cost does not grow with the history.

use salver::api::operations::figures::READ_FIGURES;
use salver::api::{HttpRequest, Problem, Reply, Router, StaffParts, staff};
use salver::domain::figures::Sums;
use salver::domain::fold::Quarter;
use salver::domain::id::BranchId;
use salver::domain::topic::Topic;
use salver::service::figures::look;

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
    let days = (shown.first(), shown.today());
    // Of a quarter of an hour that had only begun by this time a week ago, a part counts.
    let then = profile.week_before(http.now);
    let begun = (Quarter::of(then).begins(), then);
    let (seen, this_quarter_before) = tokio::try_join!(
        look(store, &profile, days, RECENT, http.now),
        store.facts_between(&id, profile.business_day(then), begun, false),
    )?;
    let recorded = Recorded {
        seen,
        this_quarter_before: Sums::fold(&this_quarter_before).accepted,
    };
    Reply::ok(&figures(&profile, shown, recorded, topics, http.now))
}
