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
        .on(&READ_FLOOR, |parts, http| {
            Box::pin(floor::read(parts, http))
        })
        .on(&OPEN_TABLE, |parts, http| {
            Box::pin(table::open(parts, http))
        })
        .on(&READ_PIN, |parts, http| {
            Box::pin(session::read_pin(parts, http))
        })
        .on(&ROTATE_PIN, |parts, http| {
            Box::pin(session::rotate_pin(parts, http))
        })
        .on(&CLOSE_SESSION, |parts, http| {
            Box::pin(session::close(parts, http))
        })
        .on(&READ_PARTY, |parts, http| {
            Box::pin(session::read(parts, http))
        })
        .on(&CHANGE_PARTY, |parts, http| {
            Box::pin(session::change(parts, http))
        })
        .on(&MOVE_TABLE, |parts, http| {
            Box::pin(table::change(parts, http))
        })
}
