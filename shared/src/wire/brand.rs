//! A brand and its branches.

use serde::{Deserialize, Serialize};

use crate::domain::branch::Profile;
use crate::domain::id::{BranchId, BrandId};
use crate::domain::looks::Brand;
use crate::domain::name::Name;
use crate::domain::new_branch;
use crate::wire::set_up::NewBranch;

/// A chain, as its owner calls it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandView {
    pub id: BrandId,
    pub name: String,
    /// Grows with every change of the name; 0 while it has the one that it was made with.
    pub version: u64,
}

impl From<&Brand> for BrandView {
    fn from(brand: &Brand) -> Self {
        Self {
            id: brand.id.clone(),
            name: brand.name.clone(),
            version: brand.name_version,
        }
    }
}

/// "We are called so."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenameBrandRequest {
    /// What guests read at each branch.
    pub name: Name,
    /// The version that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

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
