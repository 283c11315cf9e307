//! A check's money: billed, paid, given back, settled; and the till with its days.

use salver::api::Router;
use salver::api::operations::bill::{
    APPROVE, BILL_CHECK, CHECK_OUT, LIST_BILLS, PAY_BILL, PRINT_BILL, REFUND_BILL, VOID_BILL,
};
use salver::api::operations::dues::{CHANGE_DUES, LIST_DUES, READ_DUES, SETTLE_DUES};
use salver::api::operations::message::SEND_BILL;
use salver::api::operations::receipt::MAKE_RECEIPT_LINK;
use salver::api::operations::till::{
    CLOSE_DAY, EXPORT_DAY, LIST_DAYS, MOVE_CASH, OPEN_DAY, PRINT_DAY, READ_DAY, READ_DAY_REPORT,
};

use crate::parts::Parts;
use crate::{approval, bill, dues, receipt, till};

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&BILL_CHECK, |parts, http| {
            Box::pin(bill::issue(parts, http))
        })
        .on(&LIST_BILLS, |parts, http| Box::pin(bill::list(parts, http)))
        .on(&PAY_BILL, |parts, http| Box::pin(bill::pay(parts, http)))
        .on(&CHECK_OUT, |parts, http| {
            Box::pin(bill::check_out(parts, http))
        })
        .on(&REFUND_BILL, |parts, http| {
            Box::pin(bill::refund(parts, http))
        })
        .on(&VOID_BILL, |parts, http| Box::pin(bill::void(parts, http)))
        .on(&PRINT_BILL, |parts, http| {
            Box::pin(bill::print(parts, http))
        })
        .on(&MAKE_RECEIPT_LINK, |parts, http| {
            Box::pin(receipt::link(parts, http))
        })
        .on(&SEND_BILL, |parts, http| {
            Box::pin(receipt::send(parts, http))
        })
        .on(&LIST_DUES, |parts, http| Box::pin(dues::list(parts, http)))
        .on(&READ_DUES, |parts, http| Box::pin(dues::read(parts, http)))
        .on(&SETTLE_DUES, |parts, http| {
            Box::pin(dues::settle(parts, http))
        })
        .on(&CHANGE_DUES, |parts, http| {
            Box::pin(dues::change(parts, http))
        })
        .on(&APPROVE, |parts, http| {
            Box::pin(approval::give(parts, http))
        })
        .on(&READ_DAY, |parts, http| {
            Box::pin(till::running(parts, http))
        })
        .on(&OPEN_DAY, |parts, http| Box::pin(till::open(parts, http)))
        .on(&MOVE_CASH, |parts, http| Box::pin(till::cash(parts, http)))
        .on(&CLOSE_DAY, |parts, http| Box::pin(till::close(parts, http)))
        .on(&LIST_DAYS, |parts, http| Box::pin(till::list(parts, http)))
        .on(&READ_DAY_REPORT, |parts, http| {
            Box::pin(till::read(parts, http))
        })
        .on(&EXPORT_DAY, |parts, http| {
            Box::pin(till::export(parts, http))
        })
        .on(&PRINT_DAY, |parts, http| Box::pin(till::print(parts, http)))
}
