//! The screen for those who wait.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::status_screen::{
    ChangeStatusScreenRequest, StatusBoard, StatusLinkMade, StatusScreenView,
};

/// Nobody is signed in at a screen: its link alone opens this, and nothing else.
pub static READ_STATUS_BOARD: Operation<Nothing, StatusBoard> = Operation::new(
    "GET /api/v1/branches/{branch}/status-board",
    "kitchen-board",
)
.named(
    "readStatusBoard",
    "The numbers that are being prepared, and those that are ready",
)
.by(Caller::Screen);

pub static READ_STATUS_SCREEN: Operation<Nothing, StatusScreenView> = Operation::new(
    "GET /api/v1/branches/{branch}/status-screen",
    "manage-branch",
)
.named("readStatusScreen", "What the branch's status screens show")
.by(Caller::Staff(Permission::ManageBranch));

/// The same again changes nothing.
pub static CHANGE_STATUS_SCREEN: Operation<ChangeStatusScreenRequest, StatusScreenView> =
    Operation::new(
        "PATCH /api/v1/branches/{branch}/status-screen",
        "manage-branch",
    )
    .named("changeStatusScreen", "Say what the status screens show")
    .by(Caller::Staff(Permission::ManageBranch))
    .refuses(&[Code::VersionConflict]);

/// Each call makes another link in place of the one before, so one whose answer got lost is asked
/// for again, and the lost one is good for nothing.
pub static MAKE_STATUS_LINK: Operation<Nothing, StatusLinkMade> = Operation::new(
    "PUT /api/v1/branches/{branch}/status-screen/link",
    "manage-branch",
)
.named(
    "makeStatusLink",
    "A new link for the status screens, in place of the one before",
)
.by(Caller::Staff(Permission::ManageBranch));

pub static REMOVE_STATUS_LINK: Operation<Nothing, StatusScreenView> = Operation::new(
    "DELETE /api/v1/branches/{branch}/status-screen/link",
    "manage-branch",
)
.named(
    "removeStatusLink",
    "Take the status screens' link back: they show nothing any more",
)
.by(Caller::Staff(Permission::ManageBranch));
