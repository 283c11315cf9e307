//! The menu.

use crate::api::operation::{Nothing, Operation};
use crate::wire::menu::MenuView;

pub static READ_MENU: Operation<Nothing, MenuView> =
    Operation::new("GET /api/v1/branches/{branch}/menu", "serve-menu")
        .named("readMenu", "The published menu with what is to be had now")
        .kept();

pub static READ_TABLE_MENU: Operation<Nothing, MenuView> =
    Operation::new("GET /api/v1/tables/{code}/menu", "serve-menu")
        .named(
            "readTableMenu",
            "The menu of the restaurant that a table code leads to",
        )
        .kept();
