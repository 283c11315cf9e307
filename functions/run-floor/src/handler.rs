//! The floor: tables and parties; open, book, PIN, change, close.

use salver::api::Router;
use salver::api::operations::floor::READ_FLOOR;
use salver::api::operations::session::{
    CHANGE_PARTY, CLOSE_SESSION, OPEN_TABLE, READ_PARTY, READ_PIN, ROTATE_PIN,
};
use salver::api::operations::table::MOVE_TABLE;

use crate::parts::Parts;
use crate::{floor, session, table};

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_FLOOR, |parts, call| {
            Box::pin(floor::read(parts, call))
        })
        .on(&OPEN_TABLE, |parts, call| {
            Box::pin(table::open(parts, call))
        })
        .on(&READ_PIN, |parts, call| {
            Box::pin(session::read_pin(parts, call))
        })
        .on(&ROTATE_PIN, |parts, call| {
            Box::pin(session::rotate_pin(parts, call))
        })
        .on(&CLOSE_SESSION, |parts, call| {
            Box::pin(session::close(parts, call))
        })
        .on(&READ_PARTY, |parts, call| {
            Box::pin(session::read(parts, call))
        })
        .on(&CHANGE_PARTY, |parts, call| {
            Box::pin(session::change(parts, call))
        })
        .on(&MOVE_TABLE, |parts, call| {
            Box::pin(table::change(parts, call))
        })
}
