//! The menu in the making.

use crate::api::operation::{Caller, Kind, Nothing, Operation, Query};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::draft::{
    DraftChanges, DraftCommandsRequest, DraftEdited, DraftView, MenuRulesView,
};
use crate::wire::published::{
    MenuVersions, PublishMenuRequest, PublishedMenu, RollBackMenuRequest,
};

/// Where a page of versions begins.
pub const BEFORE: Query = Query {
    name: "before",
    meaning: "Only versions before this one, from the page before.",
    kind: Kind::Mark,
};

pub static READ_DRAFT: Operation<Nothing, DraftView> =
    Operation::new("GET /api/v1/branches/{branch}/menu/draft", "manage-menu")
        .named("readDraft", "The menu in the making, with its problems")
        .by(Caller::Staff(Permission::ManageMenu));

pub static EDIT_DRAFT: Operation<DraftCommandsRequest, DraftEdited> = Operation::new(
    "POST /api/v1/branches/{branch}/menu/draft/commands",
    "manage-menu",
)
.named("editDraft", "Edit the menu in the making, as one commit")
.by(Caller::Staff(Permission::ManageMenu))
.once()
.refuses(&[
    Code::DraftTargetGone,
    Code::DraftIdTaken,
    Code::DraftFieldChanged,
    Code::CategoryNotEmpty,
]);

pub static READ_DRAFT_CHANGES: Operation<Nothing, DraftChanges> = Operation::new(
    "GET /api/v1/branches/{branch}/menu/draft/changes",
    "manage-menu",
)
.named(
    "readDraftChanges",
    "What differs between the draft and what is published",
)
.by(Caller::Staff(Permission::ManageMenu));

pub static PUT_MENU_RULES: Operation<MenuRulesView, MenuRulesView> =
    Operation::new("PUT /api/v1/branches/{branch}/menu/rules", "manage-menu")
        .named(
            "putMenuRules",
            "Say what the brand asks of its menu before it is published",
        )
        .by(Caller::Staff(Permission::ManageMenu));

pub static PUBLISH_MENU: Operation<PublishMenuRequest, PublishedMenu> =
    Operation::new("POST /api/v1/branches/{branch}/menu/publish", "manage-menu")
        .named(
            "publishMenu",
            "Let the draft count at each branch of the brand",
        )
        .by(Caller::Staff(Permission::ManageMenu))
        .creates()
        .refuses(&[Code::VersionConflict, Code::MenuNotReady]);

pub static LIST_MENU_VERSIONS: Operation<Nothing, MenuVersions> =
    Operation::new("GET /api/v1/branches/{branch}/menu/versions", "manage-menu")
        .named("listMenuVersions", "The published versions of the menu")
        .by(Caller::Staff(Permission::ManageMenu))
        .query(&[BEFORE]);

pub static ROLL_BACK_MENU: Operation<RollBackMenuRequest, PublishedMenu> = Operation::new(
    "POST /api/v1/branches/{branch}/menu/rollback",
    "manage-menu",
)
.named(
    "rollBackMenu",
    "Let an earlier version of the menu count again",
)
.by(Caller::Staff(Permission::ManageMenu))
.refuses(&[Code::VersionConflict]);
