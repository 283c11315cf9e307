//! A brand and its branches.

use crate::api::operation::{Caller, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::brand::{BranchMade, BrandView, RenameBrandRequest};
use crate::wire::set_up::NewBranch;

pub static MAKE_BRANCH: Operation<NewBranch, BranchMade> = Operation::new(
    "POST /api/v1/branches/{branch}/brand/branches",
    "manage-branch",
)
.named(
    "makeBranch",
    "Make another branch of the brand, which sells the brand's menu",
)
.by(Caller::Staff(Permission::ManageBrand))
.once();

/// At all of its branches, whichever of them the owner is at. The same name again changes nothing,
/// so it needs no key.
pub static RENAME_BRAND: Operation<RenameBrandRequest, BrandView> =
    Operation::new("PATCH /api/v1/branches/{branch}/brand", "manage-branch")
        .named("renameBrand", "Call the brand by another name")
        .by(Caller::Staff(Permission::ManageBrand))
        .refuses(&[Code::VersionConflict]);
