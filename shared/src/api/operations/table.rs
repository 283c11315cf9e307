//! Tables, their codes and cards.

use crate::api::operation::{Caller, File, Kind, Nothing, Operation, Query};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::floor::FloorTable;
use crate::wire::table::{CardSheet, MoveTableRequest, TableCard, TableList, TableLookup};

/// Which file.
pub const FORMAT: Query = Query {
    name: "format",
    meaning: "`svg` or `png`; `svg` when absent.",
    kind: Kind::OneOf(&["svg", "png"]),
};

/// How large.
pub const WIDTH: Query = Query {
    name: "width",
    meaning: "Of a PNG in pixels, 128 to 4096; 1024 when absent.",
    kind: Kind::Number {
        least: 128,
        most: 4096,
    },
};

pub static LOOK_UP_TABLE: Operation<Nothing, TableLookup> =
    Operation::new("GET /api/v1/tables/{code}", "join-session")
        .named("lookUpTable", "Where a table code leads");

pub static ASK_FOR_TABLE: Operation<Nothing, Nothing> = Operation::new(
    "POST /api/v1/tables/{code}/opening-requests",
    "join-session",
)
.named(
    "askForTable",
    "Ask that staff open a table where nobody sits",
)
.silent()
.refuses(&[Code::TableNotFree, Code::RateLimited]);

pub static LIST_TABLES: Operation<Nothing, TableList> =
    Operation::new("GET /api/v1/branches/{branch}/tables", "join-session")
        .named(
            "listTables",
            "The tables of a branch that lets guests pick theirs",
        )
        .refuses(&[Code::Forbidden]);

pub static MOVE_TABLE: Operation<MoveTableRequest, FloorTable> = Operation::new(
    "PATCH /api/v1/branches/{branch}/tables/{table}",
    "run-floor",
)
.named("moveTable", "Keep a table for a party, or free it")
.by(Caller::Staff(Permission::RunFloor))
.refuses(&[Code::IllegalTransition]);

pub static READ_CARDS: Operation<Nothing, CardSheet> =
    Operation::new("GET /api/v1/branches/{branch}/cards", "manage-branch")
        .named("readCards", "The QR cards of all tables")
        .by(Caller::Staff(Permission::ManageBranch))
        .refuses(&[Code::SiteAddressMissing]);

pub static READ_QR_CODE: Operation<Nothing, File> = Operation::new(
    "GET /api/v1/branches/{branch}/tables/{table}/qr",
    "manage-branch",
)
.named("readQrCode", "A table's QR code as an image")
.by(Caller::Staff(Permission::ManageBranch))
.query(&[FORMAT, WIDTH])
.files(&["image/svg+xml", "image/png"])
.refuses(&[Code::SiteAddressMissing]);

pub static REISSUE_CODE: Operation<Nothing, TableCard> = Operation::new(
    "POST /api/v1/branches/{branch}/tables/{table}/code",
    "manage-branch",
)
.named(
    "reissueCode",
    "A new code for a table; the old one leads nowhere from then on",
)
.by(Caller::Staff(Permission::ManageBranch))
.once()
.refuses(&[Code::SiteAddressMissing]);
