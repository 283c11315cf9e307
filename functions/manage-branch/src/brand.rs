//! Another branch of the brand.

use salver::api::operations::brand::MAKE_BRANCH;
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::branch::Profile;
use salver::domain::id::BranchId;
use salver::service::brand;
use salver::service::intent::Answer;
use salver::wire::brand::BranchMade;

use crate::parts::Parts;

/// Makes it.
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
