//! The branches of a brand.

use crate::api::operation::{Caller, Operation};
use crate::domain::role::Permission;
use crate::wire::brand::BranchMade;
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
