//! The people who work at a branch.

use serde::{Deserialize, Serialize};

use crate::id::{BranchId, StaffId};
use crate::role::Role;

/// A person who works at a branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Staff {
    /// Their ID.
    pub id: StaffId,
    /// The branch that keeps them.
    pub branch_id: BranchId,
    /// Every branch where they may act.
    pub branches: Vec<BranchId>,
    /// Their name.
    pub name: String,
    /// What they sign in with, lower case.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// Grows when everything that they hold shall end at once.
    pub session_version: u64,
    /// Whether they may not sign in.
    pub disabled: bool,
    /// Grows with every change.
    pub version: u64,
}
