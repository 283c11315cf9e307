//! The counter: checks opened and moved along, orders that staff take, and what customers are told.

use salver::api::Router;
use salver::api::StaffParts;
use salver::api::operations::check::{
    HOLD_CHECK, LIST_CHECKS, MOVE_CHECK, OPEN_CHECK, PUT_SAVED_LINE, READ_CHECK, REMOVE_SAVED_LINE,
    RESUME_CHECK, TAKE_ORDER,
};
use salver::api::operations::message::{LIST_MESSAGES, MOVE_MESSAGE};

use crate::{check, message, order};

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&OPEN_CHECK, |parts, http| {
            Box::pin(check::open(parts, http))
        })
        .on(&LIST_CHECKS, |parts, http| {
            Box::pin(check::list(parts, http))
        })
        .on(&READ_CHECK, |parts, http| {
            Box::pin(check::read(parts, http))
        })
        .on(&MOVE_CHECK, |parts, http| {
            Box::pin(check::move_along(parts, http))
        })
        .on(&HOLD_CHECK, |parts, http| {
            Box::pin(check::hold(parts, http))
        })
        .on(&RESUME_CHECK, |parts, http| {
            Box::pin(check::resume(parts, http))
        })
        .on(&TAKE_ORDER, |parts, http| {
            Box::pin(order::take(parts, http))
        })
        .on(&PUT_SAVED_LINE, |parts, http| {
            Box::pin(order::put_line(parts, http))
        })
        .on(&LIST_MESSAGES, |parts, http| {
            Box::pin(message::list(parts, http))
        })
        .on(&MOVE_MESSAGE, |parts, http| {
            Box::pin(message::move_along(parts, http))
        })
        .on(&REMOVE_SAVED_LINE, |parts, http| {
            Box::pin(order::remove_line(parts, http))
        })
}
