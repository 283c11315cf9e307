//! What a connection can listen to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{BranchId, CheckId, StaffId};
use crate::role::{Permission, Role};

/// What a connection can listen to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "session:lane_01j"))]
pub struct Topic(String);

impl Topic {
    /// All that happens to one party.
    pub fn session(check: &CheckId) -> Self {
        Self(format!("session:{check}"))
    }

    /// What the kitchen of a branch must know.
    pub fn kitchen(branch: &BranchId) -> Self {
        Self(format!("branch:{branch}:kitchen"))
    }

    /// What the floor of a branch must know.
    pub fn floor(branch: &BranchId) -> Self {
        Self(format!("branch:{branch}:floor"))
    }

    /// What the owner of a branch wants to see.
    pub fn owner(branch: &BranchId) -> Self {
        Self(format!("branch:{branch}:owner"))
    }

    /// One person's own connections; not for listening, but for ending them.
    pub fn staff(staff: &StaffId) -> Self {
        Self(format!("staff:{staff}"))
    }

    /// The topics that a role may listen to at a branch.
    pub fn of_role(role: Role, branch: &BranchId) -> Vec<Self> {
        let mut topics = Vec::new();
        if role.may(Permission::SeeFloor) {
            topics.push(Self::floor(branch));
        }
        if role.may(Permission::SeeKitchen) {
            topics.push(Self::kitchen(branch));
        }
        if role.may(Permission::SeeFigures) {
            topics.push(Self::owner(branch));
        }
        topics
    }

    /// A topic that a client asked for; it is only looked for among those it may have.
    pub fn named(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As it stands in messages.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
