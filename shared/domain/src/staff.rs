//! The list of those who work somewhere.

use serde::{Deserialize, Serialize};

use crate::id::StaffId;
use crate::role::Role;

/// A person in the list of those who work at a branch, or for all of a brand. It says of a
/// membership what colleagues may see, so that a list needs no look at anybody's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Whose account.
    pub id: StaffId,
    pub name: String,
    /// What they are there.
    pub role: Role,
    /// Whether they work there no more.
    pub left: bool,
    /// Grows with every change.
    pub version: u64,
}
