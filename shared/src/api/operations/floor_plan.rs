//! Tables and sections, made and changed by whoever manages the branch.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::floor_plan::{
    ChangeTableRequest, MakeTablesRequest, PlannedTable, PlannedTables, RenameSectionRequest,
};

pub static MAKE_TABLES: Operation<MakeTablesRequest, PlannedTables> =
    Operation::new("POST /api/v1/branches/{branch}/tables", "manage-branch")
        .named(
            "makeTables",
            "Make tables in a section, all of them or none; a section that is not there is made",
        )
        .by(Caller::Staff(Permission::ManageBranch))
        .once();

pub static CHANGE_TABLE: Operation<ChangeTableRequest, PlannedTable> = Operation::new(
    "PATCH /api/v1/branches/{branch}/tables/{table}/plan",
    "manage-branch",
)
.named(
    "changeTable",
    "Give a table another name, other seats or another section; who sits there stays",
)
.by(Caller::Staff(Permission::ManageBranch));

pub static REMOVE_TABLE: Operation<Nothing, Nothing> = Operation::new(
    "DELETE /api/v1/branches/{branch}/tables/{table}",
    "manage-branch",
)
.named(
    "removeTable",
    "Take a free table away; its card leads nowhere from then on",
)
.by(Caller::Staff(Permission::ManageBranch))
.silent()
.refuses(&[Code::TableNotFree]);

pub static RENAME_SECTION: Operation<RenameSectionRequest, PlannedTables> = Operation::new(
    "PATCH /api/v1/branches/{branch}/sections/{section}",
    "manage-branch",
)
.named("renameSection", "Another name for a section of the floor")
.by(Caller::Staff(Permission::ManageBranch));
