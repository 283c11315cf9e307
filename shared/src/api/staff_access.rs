//! Letting staff through: by role and branch, and for writes by today's session version.

use super::app::App;
use super::call::Call;
use super::problem::Problem;
use crate::auth::AuthError;
use crate::auth::staff_token::{self, StaffClaims};
use crate::domain::id::BranchId;
use crate::domain::role::Permission;
use crate::service::{StaffStanding, staff_stands};

/// Who signed the call, when they may do this at the branch.
///
/// # Errors
/// 401 without a good token, 404 for another branch (whether it exists is not theirs to
/// know), 403 when their role may not.
pub fn authorize(
    app: &App,
    call: &Call,
    branch: &BranchId,
    permission: Permission,
) -> Result<StaffClaims, Problem> {
    let claims = staff_token::verify(app.staff_key()?, call.bearer()?, call.now)?;
    if !claims.branches.contains(branch) {
        return Err(Problem::not_found("branch"));
    }
    if !claims.role.may(permission) {
        return Err(AuthError::Forbidden.into());
    }
    Ok(claims)
}

/// As [`authorize`], and asks the table whether the sign-in still counts: a person who was
/// disabled or signed out everywhere writes nothing more, however fresh the token.
///
/// # Errors
/// As [`authorize`]; 401 when the sign-in is over; 503 when the store fails.
pub async fn authorize_write(
    app: &App,
    call: &Call,
    branch: &BranchId,
    permission: Permission,
) -> Result<StaffClaims, Problem> {
    let claims = authorize(app, call, branch, permission)?;
    require_current(app, call, &claims).await?;
    Ok(claims)
}

/// Compares a token with the person and the sign-in of now.
///
/// # Errors
/// 401 when the sign-in is over; 503 when the store fails.
pub async fn require_current(app: &App, call: &Call, claims: &StaffClaims) -> Result<(), Problem> {
    let then = StaffStanding {
        branch: &claims.home,
        staff: &claims.sub,
        family: &claims.family,
        role: claims.role,
        session_version: claims.session_version,
    };
    if staff_stands(app.store(), then, call.now).await? {
        Ok(())
    } else {
        Err(AuthError::Expired.into())
    }
}
