//! What a branch says otherwise of its brand's menu.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::domain::role::Permission;
use crate::wire::own_change::ChangeOwnMenuRequest;
use crate::wire::own_menu::OwnMenuView;

pub static READ_OWN_MENU: Operation<Nothing, OwnMenuView> = Operation::new(
    "GET /api/v1/branches/{branch}/menu/own",
    "manage-branch",
)
.named(
    "readOwnMenu",
    "The brand's menu with the branch's own prices and stations, and what it does not offer",
)
.by(Caller::Staff(Permission::ManageBranch));

pub static CHANGE_OWN_MENU: Operation<ChangeOwnMenuRequest, OwnMenuView> =
    Operation::new("PATCH /api/v1/branches/{branch}/menu/own", "manage-branch")
        .named(
            "changeOwnMenu",
            "Set or remove own prices and stations of the branch, hide and show dishes there",
        )
        .by(Caller::Staff(Permission::ManageBranch));
