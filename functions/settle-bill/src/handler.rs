//! A check's money: billed, paid, given back, settled.

use salver::api::Router;
use salver::api::StaffParts;
use salver::api::operations::bill::{
    APPROVE, BILL_CHECK, CHECK_OUT, LIST_BILLS, PAY_BILL, PRINT_BILL, REFUND_BILL, VOID_BILL,
};

use crate::{approval, bill};

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
        .on(&PRINT_BILL, |parts, http| {
            Box::pin(bill::print(parts, http))
        })
        .on(&APPROVE, |parts, http| {
            Box::pin(approval::give(parts, http))
        })
}
