//! Entries in the record of who did what, as a call makes them.

use super::app::App;
use super::call::Call;
use super::problem::Problem;
use crate::auth::AuthError;
use crate::auth::staff_token::{self, StaffClaims};
use crate::domain::id::BranchId;
use crate::store::{Actor, AuditEntry, Deed};

impl Call {
    /// An entry about what `who` does at a branch with this call.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn entry(
        &self,
        branch: &BranchId,
        who: impl Into<Actor>,
        what: Deed,
    ) -> Result<AuditEntry, AuthError> {
        AuditEntry::new(branch, who.into(), what, self.origin(), self.now)
    }
}

impl From<&StaffClaims> for Actor {
    fn from(claims: &StaffClaims) -> Self {
        Self::Staff {
            id: claims.sub.clone(),
            role: Some(claims.role),
        }
    }
}

/// Notes that whoever signed a call may not do what it asks for: at the branch that its
/// path names when that is one of theirs, else at the one that keeps them. Who signed
/// nothing is nobody's staff, and their refusals are not worth an entry each.
///
/// # Errors
/// When the store fails.
pub async fn note_refusal(app: &App, call: &Call) -> Result<(), Problem> {
    let token = call.bearer();
    let Ok(claims) =
        token.and_then(|token| Ok(staff_token::verify(app.staff_key()?, token, call.now)?))
    else {
        return Ok(());
    };
    let named = call.id::<BranchId>("branch").ok();
    let branch = named
        .filter(|branch| claims.branches.contains(branch))
        .unwrap_or_else(|| claims.home.clone());
    let entry = call
        .entry(&branch, &claims, Deed::PermissionRefused)?
        .with("operation", call.route());
    Ok(app.store().note(&entry).await?)
}
