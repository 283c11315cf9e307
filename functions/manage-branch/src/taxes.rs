//! How the branch's sales are taxed: read and change.

use salver::api::operations::tax::PUT_TAXES;
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::BranchId;
use salver::service::tax::{self, Taxed, Wish};
use salver::wire::tax::TaxesView;

use crate::parts::Parts;

/// Answers with all rules, those that are planned and those that were.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    answer(http, &tax::read(&parts.store, &branch).await?)
}

/// Changes what counts from a day on.
pub async fn put(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let request = http.read(&PUT_TAXES)?;
    let at = tax::read(&parts.store, &branch).await?;
    let (from, version) = (request.from, request.version);
    let (rules, registrations) = request.wish(at.profile.currency)?;
    let wish = Wish {
        from,
        rules,
        registrations,
        version,
    };
    let by = http.by(&staff);
    answer(
        http,
        &tax::change(&parts.store, at, &wish, &by, http.now).await?,
    )
}

fn answer(http: &HttpRequest, Taxed { profile, menu }: &Taxed) -> Result<Reply, Problem> {
    let today = profile.business_day(http.now);
    Reply::ok(&TaxesView::of(profile, menu, today))
}
