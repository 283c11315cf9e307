//! A check's money: billed, paid, given back, settled.

use salver::api::Router;
use salver::api::StaffParts;
use salver::api::operations::bill::{
    APPROVE, BILL_CHECK, CHECK_OUT, LIST_BILLS, PAY_BILL, REFUND_BILL, VOID_BILL,
};
use salver::api::operations::dues::{CHANGE_DUES, LIST_DUES, READ_DUES, SETTLE_DUES};

use crate::{approval, bill, dues};

/// What this function serves.
pub fn router() -> Router<StaffParts> {
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
}
