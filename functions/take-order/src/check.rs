//! Checks: open, list, look at, hold, bring further.

use salver::api::operations::check::{HOLD_CHECK, KIND, MOVE_CHECK, OPEN_CHECK, RESUME_CHECK};
use salver::api::{HttpRequest, Problem, Reply, StaffParts, staff};
use salver::auth::staff_token::StaffClaims;
use salver::domain::counter::OpenCheck;
use salver::domain::id::{BranchId, CheckId};
use salver::domain::role::Permission;
use salver::service::check::{self, Scope};
use salver::wire::check::CheckList;

/// The check that the path names; one of another branch is as good as none.
pub fn of_path(http: &HttpRequest, branch: &BranchId) -> Result<CheckId, Problem> {
    let id: CheckId = http.id("check")?;
    if id.branch() == *branch {
        Ok(id)
    } else {
        Err(Problem::not_found("check"))
    }
}

/// Whose checks somebody may see: who takes no orders brings them.
fn scope(staff: &StaffClaims) -> Scope {
    match staff.access.role.may(Permission::TakeOrders) {
        true => Scope::All,
        false => Scope::Own(staff.sub.clone()),
    }
}

/// Opens one.
pub async fn open(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let request = http.read(&OPEN_CHECK)?;
    let intent = http.intent(staff.scope(), "")?;
    let wish = OpenCheck::try_from(request)?.opening(http.now)?;
    let by = http.by(&staff);
    let opened = check::open(&parts.store, &intent, &branch, wish, &by).await?;
    Ok(Reply::answer(opened))
}

/// Those that are open.
pub async fn list(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize(parts, http, &branch)?;
    let kind = check::kind(http.query(KIND.name).as_deref())?;
    let of = (&branch, kind);
    let checks = check::list(&parts.store, of, &scope(&staff), http.now).await?;
    Reply::ok(&CheckList {
        checks,
        server_time: http.now,
    })
}

/// One of them.
pub async fn read(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize(parts, http, &branch)?;
    let id = of_path(http, &branch)?;
    Reply::ok(&check::read(&parts.store, &id, &scope(&staff), http.now).await?)
}

/// Brings a delivery or a pickup a step further.
pub async fn move_along(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let wish = http.read(&MOVE_CHECK)?.into();
    let (id, by) = (of_path(http, &branch)?, http.by(&staff));
    let moved = check::move_along(&parts.store, &id, &wish, &scope(&staff), &by).await?;
    Reply::ok(&check::view(&moved))
}

/// Keeps what is saved from the kitchen.
pub async fn hold(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let version = http.read(&HOLD_CHECK)?.version;
    held(parts, http, (true, version)).await
}

/// Lets it go on.
pub async fn resume(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let version = http.read(&RESUME_CHECK)?.version;
    held(parts, http, (false, version)).await
}

async fn held(
    parts: &StaffParts,
    http: &HttpRequest,
    wish: (bool, Option<u64>),
) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let (id, by) = (of_path(http, &branch)?, http.by(&staff));
    let check = check::hold(&parts.store, &id, wish, &by).await?;
    Reply::ok(&check::view(&check))
}
