//! How the brand looks to its guests.

use salver::api::operations::looks::PUT_LOOKS;
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::BranchId;
use salver::domain::looks::Looks;
use salver::service::{brand, looks};
use salver::wire::looks::LooksView;

use crate::parts::Parts;

/// Changes it; guests see it when they next open the page.
pub async fn put(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    brand::require_whole(&staff.access)?;
    let request = http.read(&PUT_LOOKS)?;
    let (brand, version) = (&staff.access.brand, request.version);
    let wish = Looks::from(request);
    let by = http.by(&staff);
    let changed = looks::change(&parts.store, brand, (&wish, version), &by).await?;
    Reply::ok(&LooksView::from(changed))
}
