//! Menus as files.

use crate::api::operation::{Caller, File, Kind, Nothing, Operation, Query};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::menu_file::MenuImport;

/// The answers to what is asked.
pub const TAKE: Query = Query {
    name: "take",
    meaning: "Rows whose readings are meant, by number, or all",
    kind: Kind::Rows,
};

/// How the menu is written.
pub const FORMAT: Query = Query {
    name: "format",
    meaning: "How it is written: csv for spreadsheets, or json with all that belongs to it",
    kind: Kind::OneOf(&["csv", "json"]),
};

/// No key makes two of it one: the same file again changes nothing by itself.
pub static IMPORT_MENU: Operation<File, MenuImport> =
    Operation::new("POST /api/v1/branches/{branch}/menu/imports", "import-menu")
        .named(
            "importMenu",
            "Put a file into the draft, all of it or nothing",
        )
        .by(Caller::Staff(Permission::ManageMenu))
        .takes(&["text/csv", "application/json", "application/octet-stream"])
        .query(&[Query::DRY_RUN, TAKE])
        .refuses(&[Code::ImportRefused]);

pub static EXPORT_MENU: Operation<Nothing, File> =
    Operation::new("GET /api/v1/branches/{branch}/menu/export", "import-menu")
        .named(
            "exportMenu",
            "The draft as a file that can be imported again",
        )
        .by(Caller::Staff(Permission::ManageMenu))
        .files(&["text/csv", "application/json"])
        .query(&[FORMAT]);
