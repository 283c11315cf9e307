//! A day's report on paper, whenever somebody wants one.

use super::{TillRequest, look, profile_of};
use crate::domain::audit::Deed;
use crate::domain::branch::Profile;
use crate::domain::business_day::BusinessDay;
use crate::domain::print_job::PrintWish;
use crate::domain::till::day::DayState;
use crate::service::admit;
use crate::service::intent::Answer;
use crate::service::printing::day::DayPaper;
use crate::service::refusal::Refusal;
use crate::store::{DayPrinted, Retry, Store};
use crate::wire::printing::PrintJobView;

/// Gives a day to a printer, once. The second paper of a report says that it is one; that of a day
/// which is not closed says so, however many there are.
///
/// # Errors
/// When the sign-in is over, the key came with another body, or there is no such day or printer:
/// nothing was written then. When the store fails, a retry with the same key tells.
pub async fn print(
    store: &Store,
    request: &TillRequest<(BusinessDay, PrintWish)>,
) -> Result<Answer, Refusal> {
    let (now, branch) = (request.by.at, &request.branch);
    admit::require_current(store, &request.claims, now).await?;
    let profile = profile_of(store, branch).await?;
    match attempts(store, request, &profile).await {
        // What cannot be done any more, this very request may have done it.
        Err(refusal @ (Refusal::Domain(_) | Refusal::NotFound(_))) => {
            request.intent.replay_or(store, now, refusal).await
        }
        ended => ended,
    }
}

async fn attempts(
    store: &Store,
    request: &TillRequest<(BusinessDay, PrintWish)>,
    profile: &Profile,
) -> Result<Answer, Refusal> {
    let (now, branch, (day, wish)) = (request.by.at, &request.branch, &request.wish);
    let paper = DayPaper::of(store, profile, wish).await?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let (read, printed) = look(store, profile, *day, now).await?;
        if !super::is_known(profile, &read, now) {
            return Err(Refusal::NotFound("day"));
        }
        let job = paper.job(&read, printed, now)?;
        let location = format!("/api/v1/branches/{branch}/print-jobs/{}", job.id);
        let answer = Answer::new(location, &PrintJobView::from(&job))?;
        let record = request.intent.record(&answer, now);
        let audit = request.by.entry(branch, Deed::PrintJobAsked)?;
        let audit = audit.about(&job.id).with("day", day.to_string());
        let closed = matches!(read.state, DayState::Closed(_));
        let first = (closed && !printed).then_some(*day);
        match store.print_day(&job, first, &record, &audit, now).await? {
            DayPrinted::Queued => return Ok(answer),
            DayPrinted::Answered(record) => return request.intent.replay(*record),
            DayPrinted::Again => tries.again().await?,
        }
    }
}
