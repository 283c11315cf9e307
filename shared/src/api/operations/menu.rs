//! The menu.

use crate::api::operation::{File, Kind, Nothing, Operation, Query};
use crate::wire::menu::MenuView;

/// For which way of ordering the prices are.
pub const CHANNEL: Query = Query {
    name: "channel",
    meaning: "For which way of ordering the prices are; at tables when it is left out",
    kind: Kind::OneOf(&["dine_in", "pickup", "delivery"]),
};

pub static READ_MENU: Operation<Nothing, MenuView> =
    Operation::new("GET /api/v1/branches/{branch}/menu", "serve-menu")
        .named("readMenu", "The published menu with what is to be had now")
        .query(&[CHANNEL])
        .kept();

pub static READ_TABLE_MENU: Operation<Nothing, MenuView> =
    Operation::new("GET /api/v1/tables/{code}/menu", "serve-menu")
        .named(
            "readTableMenu",
            "The menu of the restaurant that a table code leads to",
        )
        .kept();

/// Beside the API: QR codes lead to it, with the table's code in the fragment.
pub static READ_MENU_PAGE: Operation<Nothing, File> =
    Operation::new("GET /m/{branch}", "serve-menu")
        .named(
            "readMenuPage",
            "The menu as a page, which needs no script to be read",
        )
        .files(&["text/html"])
        .kept();

/// What looks at a link before somebody taps it asks for the head alone.
pub static HEAD_MENU_PAGE: Operation<Nothing, File> =
    Operation::new("HEAD /m/{branch}", "serve-menu")
        .named("headMenuPage", "The same without the page itself")
        .files(&["text/html"])
        .kept();
