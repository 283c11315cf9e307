//! A brand's branches.

use serde::Serialize;

use crate::domain::branch::Profile;
use crate::domain::id::BranchId;
use crate::domain::new_branch;
use crate::wire::set_up::NewBranch;

/// A branch that was made.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchMade {
    /// Whoever works for the whole brand opens it by this.
    pub id: BranchId,
    pub name: String,
}

impl From<&Profile> for BranchMade {
    fn from(profile: &Profile) -> Self {
        Self {
            id: profile.id.clone(),
            name: profile.name.clone(),
        }
    }
}

impl From<NewBranch> for new_branch::NewBranch {
    fn from(wish: NewBranch) -> Self {
        Self {
            name: wish.name,
            address: wish.address.unwrap_or_default(),
            currency: wish.currency,
            time_zone: wish.time_zone,
            closing_hour: wish.closing_hour,
        }
    }
}
