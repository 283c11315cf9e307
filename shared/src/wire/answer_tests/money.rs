//! A check whose money was billed, taken and given back.

use super::party::check_view;
use crate::domain::bill::books::Books;
use crate::domain::bill_fixtures::settled;
use crate::domain::id::BillId;
use crate::wire::bill::{BillView, GivenBack, Paid, PaymentView, RefundView, VoidedBill};

/// All that can be said of one.
pub(super) fn money() -> Books {
    settled()
}

fn bill(place: usize) -> BillId {
    money().settlement.bills[place].id.clone()
}

/// A bill with all that one can show, as none is: paid, given back and void.
fn whole() -> BillView {
    let void = VoidedBill::of(&money(), &bill(1)).unwrap().bill.void;
    let books = money();
    let state = books.state(&bill(0)).unwrap();
    BillView {
        void,
        service_charge_bp: Some(500),
        ..BillView::of(&books, state).unwrap()
    }
}

pub(super) fn paid() -> Paid {
    Paid {
        payment: PaymentView::from(&money().payments[0]),
        bill: whole(),
    }
}

pub(super) fn given_back() -> GivenBack {
    GivenBack {
        refund: RefundView::from(&money().refunds[0]),
        bill: whole(),
    }
}

pub(super) fn voided_bill() -> VoidedBill {
    VoidedBill {
        bill: whole(),
        check: check_view(),
    }
}
