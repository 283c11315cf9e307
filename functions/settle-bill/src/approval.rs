//! A colleague's approval, at the screen of whoever needs it.

use salver::api::operations::bill::APPROVE;
use salver::api::{HttpRequest, Problem, Reply, StaffGate, staff};
use salver::domain::id::BranchId;
use salver::domain::text::Reason;
use salver::service::approval::approve;
use salver::service::sign_in::{Login, source};
use salver::wire::bill::ApprovalView;

use crate::parts::Parts;

/// Longest login and password that are looked at, in characters.
const MAX_LENGTH: usize = 200;

/// Gives one.
pub async fn give(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let request = http.read(&APPROVE)?;
    let what = Reason::parse_as("what", request.what.as_deref())?;
    let too_long = |text: &str| text.chars().count() > MAX_LENGTH;
    if too_long(&request.login) || too_long(&request.password) {
        let message = format!("at most {MAX_LENGTH} characters");
        return Err(Problem::invalid("login", message));
    }
    let login = Login {
        login: request.login,
        password: request.password,
        source: source(parts.staff_key(), http.origin())?,
    };
    let by = http.by(&staff);
    let approved = approve(&parts.store, &staff, (login, what), &by).await?;
    let view = ApprovalView {
        approval: approved.secret,
        approved_by: approved.by,
        expires_at: approved.expires_at,
    };
    Reply::created(&format!("/api/v1/branches/{branch}/approvals"), &view)
}
