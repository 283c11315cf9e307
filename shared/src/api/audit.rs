//! Entries in the record of who did what, as a call makes them.

use super::app::App;
use super::call::Call;
use super::problem::Problem;
use crate::auth::staff_token;
use crate::auth::{AuthError, secret};
use crate::domain::audit::{Actor, AuditEntry, Deed};
use crate::domain::id::BranchId;

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
        let id = secret::unique(self.now)?;
        let (who, origin) = (who.into(), self.origin());
        Ok(AuditEntry::new(id, branch, who, what, origin, self.now))
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
