//! Who is at the other end of a connection.

use serde::{Deserialize, Serialize};

use crate::account::Access;
use crate::id::{BranchId, CheckId, FamilyId, GuestId, StaffId};

/// Who is at the other end of a connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Claims {
    /// A guest's phone.
    Guest {
        /// The session.
        check_id: CheckId,
        guest_id: GuestId,
    },
    /// Somebody of the staff.
    Staff {
        /// Who.
        staff_id: StaffId,
        /// The branch that is open, and what they are there.
        access: Access,
        /// The sign-in that it began with.
        family_id: FamilyId,
        /// Their session version then.
        session_version: u64,
    },
    /// A branch's status screen, with nobody at it.
    Screen {
        branch_id: BranchId,
        /// The hash of the link that it was opened by.
        link: String,
    },
}
