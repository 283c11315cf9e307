//! What the brand is called, and another branch of it.

use salver::api::operations::brand::{MAKE_BRANCH, RENAME_BRAND};
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::branch::Profile;
use salver::domain::id::BranchId;
use salver::service::brand;
use salver::service::intent::Answer;
use salver::wire::brand::{BranchMade, BrandView};

use crate::parts::Parts;

/// Makes a branch.
pub async fn make(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let intent = http.intent(staff.scope(), "")?;
    let wish = http.read(&MAKE_BRANCH)?.into();
    let answer = |made: &Profile| {
        let location = format!("/api/v1/branches/{}", made.id);
        Answer::new(location, &BranchMade::from(made))
    };
    let by = http.by(&staff);
    let made = brand::make_branch(&parts.store, &intent, &staff.access, &wish, answer, &by);
    Ok(Reply::answer(made.await?))
}

/// Calls the brand otherwise; guests read it when they next open the page.
pub async fn rename(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    brand::require_whole(&staff.access)?;
    let request = http.read(&RENAME_BRAND)?;
    let wish = (&request.name, request.version);
    let by = http.by(&staff);
    let renamed = brand::rename(&parts.store, &staff.access.brand, wish, &by).await?;
    Reply::ok(&BrandView::from(&renamed))
}
