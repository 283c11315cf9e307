//! How a branch works.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::branch::{BranchSettings, ChangeBranchRequest};

pub static READ_BRANCH: Operation<Nothing, BranchSettings> =
    Operation::new("GET /api/v1/branches/{branch}", "manage-branch")
        .named("readBranch", "How the branch works")
        .by(Caller::Staff(Permission::ManageBranch));

pub static CHANGE_BRANCH: Operation<ChangeBranchRequest, BranchSettings> =
    Operation::new("PATCH /api/v1/branches/{branch}", "manage-branch")
        .named("changeBranch", "Change how the branch works")
        .by(Caller::Staff(Permission::ManageBranch))
        .refuses(&[Code::VersionConflict]);
