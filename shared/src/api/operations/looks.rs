//! How a brand looks.

use crate::api::operation::{Caller, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::looks::{LooksView, PutLooksRequest};

/// Of the whole brand, whichever of its branches the owner is at. The same looks again change
/// nothing, so it needs no key.
pub static PUT_LOOKS: Operation<PutLooksRequest, LooksView> =
    Operation::new("PUT /api/v1/branches/{branch}/looks", "manage-branch")
        .named("putLooks", "Choose how the brand looks to its guests")
        .by(Caller::Staff(Permission::ManageBrand))
        .refuses(&[Code::VersionConflict]);
