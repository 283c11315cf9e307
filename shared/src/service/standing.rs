//! Whether an identity still stands: a token says who somebody was, the table who they are.

use jiff::Timestamp;

use crate::domain::claims::Claims;
use crate::domain::id::{BranchId, FamilyId, StaffId};
use crate::domain::role::Role;
use crate::store::{Store, StoreError};

/// A staff identity as a token or a connection claims it.
#[derive(Debug, Clone, Copy)]
pub struct StaffStanding<'a> {
    /// The branch that keeps them.
    pub branch: &'a BranchId,
    /// Who.
    pub staff: &'a StaffId,
    /// Their sign-in.
    pub family: &'a FamilyId,
    /// What they might do then.
    pub role: Role,
    /// Their session version then.
    pub session_version: u64,
}

/// Whether a staff member still has the sign-in, role and session version of then.
///
/// # Errors
/// When the store fails.
pub async fn staff_stands(
    store: &Store,
    then: StaffStanding<'_>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (staff, family) = store
        .staff_and_sign_in(then.branch, then.staff, then.family)
        .await?;
    let signed_in = family.is_some_and(|f| !f.revoked && f.expires_at > now.as_second());
    let unchanged = staff.is_some_and(|s| {
        !s.disabled && s.session_version == then.session_version && s.role == then.role
    });
    Ok(signed_in && unchanged)
}

/// Whether whoever opens a connection with these claims is still who they were when they
/// got their ticket.
///
/// # Errors
/// When the store fails.
pub async fn claims_stand(
    store: &Store,
    claims: &Claims,
    now: Timestamp,
) -> Result<bool, StoreError> {
    match claims {
        Claims::Guest { check_id, guest_id } => {
            let (check, guest) = store.check_and_guest(check_id, guest_id).await?;
            Ok(check.is_some_and(|c| c.is_open()) && guest.is_some_and(|g| !g.is_over(now)))
        }
        Claims::Staff {
            staff_id,
            branch_id,
            role,
            family_id,
            session_version,
        } => {
            let then = StaffStanding {
                branch: branch_id,
                staff: staff_id,
                family: family_id,
                role: *role,
                session_version: *session_version,
            };
            staff_stands(store, then, now).await
        }
    }
}
