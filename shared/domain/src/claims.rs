//! Who is at the other end of a connection.

use serde::{Deserialize, Serialize};

use crate::id::{BranchId, CheckId, FamilyId, GuestId, StaffId};
use crate::role::Role;

/// Who is at the other end of a connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Claims {
    /// A guest's phone.
    Guest {
        /// The session.
        check_id: CheckId,
        /// The guest.
        guest_id: GuestId,
    },
    /// Somebody of the staff.
    Staff {
        /// Who.
        staff_id: StaffId,
        /// The branch that they act in.
        branch_id: BranchId,
        /// What they may do.
        role: Role,
        /// The sign-in that it began with.
        family_id: FamilyId,
        /// Their session version then.
        session_version: u64,
    },
}
