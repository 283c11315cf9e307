//! Letting staff through: by role and branch, and for writes by today's session version.

use super::problem::Problem;
use super::request::HttpRequest;
use crate::auth::secret::Key;
use crate::auth::staff_token::{self, StaffClaims};
use crate::domain::audit::{Actor, Deed};
use crate::domain::id::BranchId;
use crate::service::{admit, brand};
use crate::store::Store;

/// What a function needs to let staff through.
pub trait StaffGate {
    /// The table.
    fn store(&self) -> &Store;
    /// The key that signs the staff's tokens.
    fn staff_key(&self) -> &Key;
}

/// Who signed the call, when they may do what it asks for at the branch.
///
/// # Errors
/// 401 without a good token, 404 for another branch (whether it exists is not theirs to
/// know), 403 when their role may not.
pub fn authorize(
    gate: &impl StaffGate,
    http: &HttpRequest,
    branch: &BranchId,
) -> Result<StaffClaims, Problem> {
    let claims = staff_token::verify(gate.staff_key(), http.bearer()?, http.now)?;
    admit::staff(&claims, branch, http.permission()?)?;
    Ok(claims)
}

/// As [`authorize`], and asks the table whether the sign-in still counts.
///
/// # Errors
/// As [`authorize`]; 401 when the sign-in is over; 503 when the store fails.
pub async fn authorize_write(
    gate: &impl StaffGate,
    http: &HttpRequest,
    branch: &BranchId,
) -> Result<StaffClaims, Problem> {
    let claims = authorize(gate, http, branch)?;
    admit::require_current(gate.store(), &claims, http.now).await?;
    Ok(claims)
}

/// As [`authorize_write`], for what changes the brand's menu.
///
/// # Errors
/// As [`authorize_write`]; 403 for who is at one branch of several.
pub async fn authorize_menu(
    gate: &impl StaffGate,
    http: &HttpRequest,
    branch: &BranchId,
) -> Result<StaffClaims, Problem> {
    let claims = authorize_write(gate, http, branch).await?;
    brand::require_menu(gate.store(), &claims.access).await?;
    Ok(claims)
}

/// Notes that whoever signed a call may not do what it asks for, at the branch that their
/// token is for. Who signed nothing is nobody's staff, and their refusals are not worth an
/// entry each.
///
/// # Errors
/// When the store fails.
pub(super) async fn note_refusal(gate: &impl StaffGate, http: &HttpRequest) -> Result<(), Problem> {
    let token = http.bearer();
    let Ok(claims) =
        token.and_then(|token| Ok(staff_token::verify(gate.staff_key(), token, http.now)?))
    else {
        return Ok(());
    };
    let entry = http
        .by(Actor::from(&claims))
        .entry(&claims.access.branch, Deed::PermissionRefused)?
        .with("operation", http.route());
    Ok(gate.store().note(&entry).await?)
}
