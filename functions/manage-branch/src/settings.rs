//! How the branch works: read and change.

use salver::api::operations::branch::CHANGE_BRANCH;
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::BranchId;
use salver::domain::settings::ChangeSettings;
use salver::service::branch::{change_settings, profile};
use salver::service::looks::brand;
use salver::wire::branch::BranchSettings;

use crate::parts::Parts;

/// Answers with the settings.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize(parts, http, &branch)?;
    let store = &parts.store;
    let (profile, brand) =
        tokio::try_join!(profile(store, &branch), brand(store, &staff.access.brand))?;
    Reply::ok(&BranchSettings::of(&profile, &brand))
}

/// Changes the settings; they count from the next order on.
pub async fn change(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let request = http.read(&CHANGE_BRANCH)?;
    let version = request.version;
    let wish = ChangeSettings::try_from(request)?;
    let by = http.by(&staff);
    let store = &parts.store;
    let (changed, brand) = tokio::try_join!(
        change_settings(store, &branch, (&wish, version), &by),
        brand(store, &staff.access.brand)
    )?;
    Reply::ok(&BranchSettings::of(&changed, &brand))
}
