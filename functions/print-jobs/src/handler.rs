//! Printing with no server on site: printers ask for their jobs, managers set them up, staff see to
//! the queue.

use salver::api::Router;
use salver::api::StaffParts;
use salver::api::operations::printing::{
    ASK_EPSON, CONFIRM_TO_STAR, FETCH_FROM_STAR, ISSUE_PRINTER_SECRET, LIST_PRINT_JOBS,
    LIST_PRINTERS, MOVE_PRINT_JOB, POLL_STAR, PUT_PRINTER, READ_PRINT_JOB, REMOVE_PRINTER, REPRINT,
    TEST_PRINTER,
};

use crate::{epson, printers, queue, star};

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&LIST_PRINTERS, |parts, http| {
            Box::pin(printers::list(parts, http))
        })
        .on(&PUT_PRINTER, |parts, http| {
            Box::pin(printers::put(parts, http))
        })
        .on(&REMOVE_PRINTER, |parts, http| {
            Box::pin(printers::remove(parts, http))
        })
        .on(&ISSUE_PRINTER_SECRET, |parts, http| {
            Box::pin(printers::issue_secret(parts, http))
        })
        .on(&TEST_PRINTER, |parts, http| {
            Box::pin(queue::test(parts, http))
        })
        .on(&LIST_PRINT_JOBS, |parts, http| {
            Box::pin(queue::list(parts, http))
        })
        .on(&READ_PRINT_JOB, |parts, http| {
            Box::pin(queue::read(parts, http))
        })
        .on(&MOVE_PRINT_JOB, |parts, http| {
            Box::pin(queue::move_along(parts, http))
        })
        .on(&REPRINT, |parts, http| {
            Box::pin(queue::reprint(parts, http))
        })
        .on(&POLL_STAR, |parts, http| Box::pin(star::poll(parts, http)))
        .on(&FETCH_FROM_STAR, |parts, http| {
            Box::pin(star::fetch(parts, http))
        })
        .on(&CONFIRM_TO_STAR, |parts, http| {
            Box::pin(star::confirm(parts, http))
        })
        .on(&ASK_EPSON, |parts, http| Box::pin(epson::ask(parts, http)))
}
